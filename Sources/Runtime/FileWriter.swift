#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// Writing files as a whole: readers see what was there before or all of what is new.
package enum FileWriter {

  /// Why a file cannot be written.
  package struct Failure: Error, Sendable {

    /// The text of the system for it, such as "No space left on device".
    package let reason: String

  }

  /// A part of what is written.
  package enum Part: Sendable {

    /// Bytes.
    case bytes([UInt8])

    /// The bytes of a tensor.
    case storage(TensorStorage)

  }

  /// Writes `parts`, one after another, to the file at `path`.
  ///
  /// They go to a file beside it, which is then renamed; it is removed if that fails. What is no
  /// regular file, such as `/dev/null`, is written to itself.
  package static func write(_ parts: [Part], to path: String) throws(Failure) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      try write(parts, toFileAt: path)
      return
    }
    let number = writeCount.wrappingAdd(1, ordering: .relaxed).newValue
    let temporary = "\(path).\(getpid()).\(number).tmp"
    do throws(Failure) {
      try write(parts, toFileAt: temporary)
      if rename(temporary, path) != 0 { throw lastFailure() }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// The number of files written so far, so that no two have the same temporary name.
  private static let writeCount = Atomic(0)

  private static func write(_ parts: [Part], toFileAt path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw lastFailure() }
    var failure: Failure?
    for part in parts where failure == nil {
      switch part {
      case .bytes(let bytes): failure = bytes.withUnsafeBytes { write($0, to: descriptor) }
      case .storage(let storage): failure = storage.withBytes { write($0, to: descriptor) }
      }
    }
    if close(descriptor) != 0, failure == nil { failure = lastFailure() }
    if let failure { throw failure }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Failure? {
    var rest = bytes[...]
    while !rest.isEmpty {
      #if canImport(Darwin)
        let n = Darwin.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      #elseif canImport(Musl)
        let n = Musl.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      #else
        let n = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      #endif
      if n < 0 {
        if errno == EINTR { continue }
        return lastFailure()
      }
      rest = rest.dropFirst(n)
    }
    return nil
  }

  private static func lastFailure() -> Failure { Failure(reason: String(cString: strerror(errno))) }

}
