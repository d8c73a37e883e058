/// A transformation of kernels that keeps what they compute.
package struct KernelPass: Sendable {

  /// The name by which the pass is known.
  package let name: String

  /// What it does, in one sentence.
  package let summary: String

  /// Returns the kernel after the pass.
  package let run: @Sendable (Kernel, KernelTarget) -> Kernel

  /// Creates a pass.
  init(
    _ name: String, _ summary: String, run: @escaping @Sendable (Kernel, KernelTarget) -> Kernel
  ) {
    self.name = name
    self.summary = summary
    self.run = run
  }

}
