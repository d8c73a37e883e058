import CLLVM
import KernelIR

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A processor, by the names that LLVM has for it.
package struct NativeTarget: Hashable, Sendable {

  /// The architecture and system, such as `x86_64-unknown-linux-gnu`.
  package var triple: String

  /// The processor, such as `znver4`; empty for the least one of the architecture.
  package var cpu: String

  /// Features to add to those of the processor, such as `+avx2,-fma`.
  package var features: String

  /// Creates a target.
  package init(triple: String, cpu: String = "", features: String = "") {
    self.triple = triple
    self.cpu = cpu
    self.features = features
  }

  /// The machine on which this runs.
  package static let host = NativeTarget(
    triple: LLVMLibrary.take(LLVMGetDefaultTargetTriple()),
    cpu: LLVMLibrary.take(LLVMGetHostCPUName()),
    features: LLVMLibrary.take(LLVMGetHostCPUFeatures()))

  /// What the passes on kernels need to know about this target.
  ///
  /// Cache sizes are those of this machine for its own target, and common ones for others. A
  /// target given by its processor alone is taken to have the vectors of that family.
  package var kernelTarget: KernelTarget {
    var result = KernelTarget(vectorByteWidth: vectorByteWidth)
    #if canImport(Glibc)
      if self == .host {
        let l1 = sysconf(Int32(_SC_LEVEL1_DCACHE_SIZE))
        let l2 = sysconf(Int32(_SC_LEVEL2_CACHE_SIZE))
        if l1 > 0 { result.l1ByteCount = l1 }
        if l2 > 0 { result.l2ByteCount = l2 }
      }
    #endif
    return result
  }

  private var vectorByteWidth: Int {
    guard triple.hasPrefix("x86_64") else { return 16 }
    var enabled = Set<Substring>()
    for f in features.split(separator: ",") {
      if f.first == "+" { enabled.insert(f.dropFirst()) } else { enabled.remove(f.dropFirst()) }
    }
    let avx512: Set<Substring> = ["avx512f", "avx512vl", "avx512bw", "avx512dq"]
    if enabled.isSuperset(of: avx512) || Self.avx512Processors.contains(cpu) { return 64 }
    if enabled.contains("avx2") || Self.avx2Processors.contains(cpu) { return 32 }
    return 16
  }

  private static let avx512Processors: Set<String> = [
    "x86-64-v4", "skylake-avx512", "cascadelake", "cooperlake", "icelake-client",
    "icelake-server", "sapphirerapids", "emeraldrapids", "graniterapids", "znver4", "znver5",
  ]

  private static let avx2Processors: Set<String> = [
    "x86-64-v3", "haswell", "broadwell", "skylake", "alderlake", "znver1", "znver2", "znver3",
  ]

}
