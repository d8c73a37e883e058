import Scalars

/// Kernels that together do what one does, with memory between them.
package struct KernelSequence: Hashable, Sendable {

  /// Memory for what later kernels read.
  package struct Temporary: Hashable, Sendable {

    /// The type of an element.
    package let element: ElementType

    /// The number of elements.
    package let count: Int

  }

  /// What a kernel gets for a parameter.
  package enum Argument: Hashable, Sendable {

    /// What the one kernel gets for its parameter at a position.
    case parameter(Int)

    /// The temporary at a position.
    case temporary(Int)

  }

  /// A kernel and its arguments.
  package struct Launch: Hashable, Sendable {

    /// The kernel.
    package let kernel: Kernel

    /// What it gets.
    package let arguments: [Argument]

  }

  /// The memory between kernels.
  package let temporaries: [Temporary]

  /// The kernels in the order in which they run.
  package let launches: [Launch]

  /// Creates a sequence of kernels whose first buffers are those of the one kernel, and the next
  /// ones `temporaries`; those that a kernel does not touch are taken from it.
  init(
    of kernel: Kernel, temporaries: [Temporary], _ kernels: [Kernel]
  ) {
    self.temporaries = temporaries
    launches = kernels.map { (k) in
      let (used, positions) = k.withoutUnusedParameters()
      let arguments = positions.map { (i) in
        let n = kernel.buffers.count
        return i < n ? Argument.parameter(i) : Argument.temporary(i - n)
      }
      return Launch(kernel: used.renumbered(), arguments: arguments)
    }
  }

  /// Creates a sequence of one kernel.
  package init(_ kernel: Kernel) {
    temporaries = []
    let arguments = (0..<kernel.parameterCount).map { Argument.parameter($0) }
    launches = [Launch(kernel: kernel, arguments: arguments)]
  }

}
