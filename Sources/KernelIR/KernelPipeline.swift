import Diagnostics

/// The passes that turn a kernel of serial loops into the one that is compiled.
package enum KernelPipeline {

  /// The passes in the order in which they run.
  package static let all: [KernelPass] = [
    .removeUnitLoops,
    .split,
    .collapse,
    .join,
    .tile,
    .block,
    .stream,
    .vectorize,
    .jam,
    .parallelize,
    .interleave,
    .prefetch,
  ]

  /// Returns `kernel` with its loops scheduled for `target` and its names in order.
  ///
  /// - Throws: `Defect` if a pass breaks a rule of kernels, which is only looked for in debug
  ///   builds.
  package static func run(_ kernel: Kernel, for target: KernelTarget) throws -> Kernel {
    try run(all, on: kernel, for: target).renumbered()
  }

  /// Returns `kernel` with its loops scheduled for `target`, and what packs factors of its product
  /// from the buffers in `fixed`, which are the same in every call.
  ///
  /// - Throws: what `run(_:for:)` throws.
  package static func run(
    _ kernel: Kernel, for target: KernelTarget, fixed: Set<BufferID>
  ) throws -> ScheduledKernel {
    guard !fixed.isEmpty, let tile = all.firstIndex(where: { $0.name == KernelPass.tile.name })
    else { return ScheduledKernel(try run(kernel, for: target), packings: []) }
    let early = try run(Array(all[..<tile]), on: kernel, for: target)
    guard let (tiled, packed) = early.tiled(for: target, fixed: fixed), !packed.isEmpty else {
      return ScheduledKernel(
        try run(Array(all[tile...]), on: early, for: target).renumbered(), packings: [])
    }
    let late = Array(all[(tile + 1)...])
    let packings = try packed.map { (kernel) in
      let (kernel, inputs) = kernel.withoutUnusedParameters()
      return FactorPacking(
        kernel: try run(late, on: kernel, for: target).renumbered(), inputs: inputs.dropLast())
    }
    return ScheduledKernel(
      try run(late, on: tiled, for: target).renumbered(), packings: packings)
  }

  private static func run(
    _ passes: [KernelPass], on kernel: Kernel, for target: KernelTarget
  ) throws -> Kernel {
    var kernel = kernel
    for pass in passes {
      kernel = pass.run(kernel, target)
      #if DEBUG
        if let fault = KernelVerifier.verify(kernel).all.first {
          throw Defect("the kernel pass '\(pass.name)'", "\(fault.message) in\n\(kernel)")
        }
      #endif
    }
    return kernel
  }

}
