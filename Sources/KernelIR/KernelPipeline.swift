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
    var kernel = kernel
    for pass in all {
      kernel = pass.run(kernel, target)
      #if DEBUG
        if let fault = KernelVerifier.verify(kernel).all.first {
          throw Defect("the kernel pass '\(pass.name)'", "\(fault.message) in\n\(kernel)")
        }
      #endif
    }
    return kernel.renumbered()
  }

}
