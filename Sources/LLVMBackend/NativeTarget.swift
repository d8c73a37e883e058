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
    var result = KernelTarget(
      vectorByteWidth: vectorByteWidth,
      vectorRegisterCount: isX86 && vectorByteWidth < 64 ? 16 : 32, hasFMA: hasFMA,
      hasByteDot: hasByteDot)
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
    if !isX86 { return 16 }
    if hasAVX512 { return 64 }
    return has("avx2", Self.avx512Processors.union(Self.avx2Processors)) ? 32 : 16
  }

  /// `true` iff there are instructions that multiply and add with one rounding.
  var hasFMA: Bool { !isX86 || has("fma", Self.avx512Processors.union(Self.avx2Processors)) }

  /// `true` iff there are the instructions of AVX-512 that all processors with vectors of 64 bytes
  /// have.
  var hasAVX512: Bool {
    let features = ["avx512f", "avx512vl", "avx512bw", "avx512dq"]
    return isX86 && features.allSatisfy { has($0, Self.avx512Processors) }
  }

  /// `true` iff there are the instructions of AVX-512 that multiply bytes and add the products of four.
  var hasByteDot: Bool {
    hasAVX512
      && has(
        "avx512vnni",
        Self.avx512Processors.subtracting(["x86-64-v4", "skylake-avx512"]))
  }

  private var isX86: Bool { triple.hasPrefix("x86_64") }

  /// Whether `feature` is on, as the last mention in `features` says, or else because one of
  /// `processors` is meant.
  private func has(_ feature: String, _ processors: Set<String>) -> Bool {
    let mention = features.split(separator: ",").last { $0.dropFirst() == feature }
    return mention.map { $0.first == "+" } ?? processors.contains(cpu)
  }

  private static let avx512Processors: Set<String> = [
    "x86-64-v4", "skylake-avx512", "cascadelake", "cooperlake", "icelake-client",
    "icelake-server", "sapphirerapids", "emeraldrapids", "graniterapids", "znver4", "znver5",
  ]

  private static let avx2Processors: Set<String> = [
    "x86-64-v3", "haswell", "broadwell", "skylake", "alderlake", "znver1", "znver2", "znver3",
  ]

}
