#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The content of a file, mapped read only: pages are read when they are first touched and shared
/// with every other process that maps the file.
package final class MappedFile: @unchecked Sendable {

  /// Why a file cannot be mapped.
  package struct Failure: Error, Sendable {

    /// The text of the system for it, such as "No such file or directory".
    package let reason: String

  }

  /// The bytes of the file.
  package let bytes: UnsafeRawBufferPointer

  /// Maps the file at `path`.
  ///
  /// - Throws: `Failure` if it does not exist, is not a regular file, or cannot be read.
  package init(path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.lastFailure() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.lastFailure() }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(reason: "Not a regular file")
    }
    let count = Int(status.st_size)
    if count == 0 {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let p = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), p != MAP_FAILED else {
      throw Self.lastFailure()
    }
    bytes = UnsafeRawBufferPointer(start: p, count: count)
  }

  deinit {
    if let p = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: p), bytes.count) }
  }

  private static func lastFailure() -> Failure { Failure(reason: String(cString: strerror(errno))) }

}
