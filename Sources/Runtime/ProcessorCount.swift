#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The processors that threads of this process can run on.
package enum ProcessorCount {

  /// Their number: on Linux only those that the process is bound to.
  package static let available: Int = max(1, allowed ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// The number of processors in the mask that Linux shows for this process, `nil` elsewhere.
  private static var allowed: Int? {
    let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let text = String(unsafeUninitializedCapacity: 16 << 10) { (buffer) in
      max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed:") })
    else { return nil }
    let count = line.dropFirst("Cpus_allowed:".count).reduce(0) {
      $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0)
    }
    return count > 0 ? count : nil
  }

}
