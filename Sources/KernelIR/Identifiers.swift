/// Identifies a scalar value of a kernel.
package struct KernelValueID: Hashable, Sendable {

  /// The position in the kernel's table of values.
  package let index: Int

  package init(index: Int) { self.index = index }

}

/// Identifies a buffer of a kernel: its parameters first, then its scratch buffers.
package struct BufferID: Hashable, Sendable {

  /// The position in the kernel's table of buffers.
  package let index: Int

  package init(index: Int) { self.index = index }

}

/// Identifies the variable of a loop of a kernel.
package struct LoopVariableID: Hashable, Sendable {

  /// The position in the kernel's table of loop variables.
  package let index: Int

  package init(index: Int) { self.index = index }

}
