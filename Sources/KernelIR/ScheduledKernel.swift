import Scalars

/// A kernel with its loops scheduled, and what packs the factors of its product once.
package struct ScheduledKernel: Sendable {

  /// The kernel.
  package let kernel: Kernel

  /// What its parameters are: positions among those of the kernel that was scheduled, which are
  /// followed by a position for each of `packings`.
  package let parameters: [Int]

  /// What packs factors.
  package let packings: [FactorPacking]

  /// Creates the description of what became of a kernel with `parameterCount` parameters: `kernel`,
  /// whose parameters are these and what `packings` make.
  init(_ kernel: Kernel, packings: [FactorPacking]) {
    self.packings = packings
    guard !packings.isEmpty else {
      self.kernel = kernel
      parameters = Array(0..<kernel.parameterCount)
      return
    }
    (self.kernel, parameters) = kernel.withoutUnusedParameters()
  }

}

/// A kernel that packs a factor of a product from parameters that are the same in every call.
package struct FactorPacking: Hashable, Sendable {

  /// The kernel. Its last parameter is the packed factor.
  package let kernel: Kernel

  /// What its other parameters are: positions among those of the kernel of the product.
  package let inputs: [Int]

  /// Creates the description of what `kernel` makes of parameters at the positions `inputs`.
  package init(kernel: Kernel, inputs: [Int]) {
    self.kernel = kernel
    self.inputs = inputs
  }

  /// The packed factor.
  package var result: Buffer { kernel.buffers[inputs.count] }

}

extension Kernel {

  /// Returns this without the parameters that nothing loads or stores, and the positions of those
  /// that are left.
  func withoutUnusedParameters() -> (kernel: Kernel, positions: [Int]) {
    var used = Set<BufferID>()
    body.forEachStatement { (s) in
      switch s {
      case .store(_, let b, _, _), .prefetch(let b, _): used.insert(b)
      case .define(_, .load(let b, _, _)): used.insert(b)
      case .define, .loop, .reduction: break
      }
    }
    var renaming = KernelRenaming()
    var result = self
    result.buffers = []
    var positions: [Int] = []
    for (i, b) in buffers.enumerated()
    where b.access == .scratch || used.contains(BufferID(index: i)) {
      renaming.buffers[BufferID(index: i)] = BufferID(index: result.buffers.count)
      result.buffers.append(b)
      if b.access != .scratch { positions.append(i) }
    }
    result.body = renaming(body)
    return (result, positions)
  }

}
