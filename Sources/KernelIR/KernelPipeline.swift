/// The passes that turn a kernel of serial loops into the one that is compiled.
package enum KernelPipeline {

  /// Returns `kernel` with its loops scheduled for `target`.
  package static func run(_ kernel: Kernel, for target: KernelTarget) -> Kernel {
    kernel
  }

}
