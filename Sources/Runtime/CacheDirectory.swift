#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A directory of files that can be made again, each with a name and a digest of its content.
///
/// Any number of threads and processes may use one directory at once: a file appears as a whole,
/// and one that disappears was not needed. The files take a bounded number of bytes; those that
/// were not used for the longest time go first.
package struct CacheDirectory: Hashable, Sendable {

  /// The path of the directory, which is made when something is first written.
  package let path: String

  /// The most bytes of all files.
  package let byteLimit: Int

  /// What was found.
  package enum Content: Hashable, Sendable {

    /// No file of that name.
    case missing

    /// A file that is not what was written; it is removed.
    case damaged

    /// What was written.
    case bytes([UInt8])

  }

  /// Creates a description of a directory, which need not exist.
  package init(path: String, byteLimit: Int) {
    self.path = path
    self.byteLimit = byteLimit
  }

  /// The first bytes of every file; the last one is the version of its form, which is this, the
  /// digest of the content, and the content.
  private static let signature = Array("quern\u{0}\u{0}\u{1}".utf8)

  private static let suffix = ".quern"
  private static let temporarySuffix = ".tmp"

  /// Files that are being written are removed if that takes longer than so many seconds: whoever
  /// did it is gone.
  private static let longestWrite = 3600

  // MARK: Files

  /// Returns the content of the file called `name`, which counts as used now.
  package func read(_ name: Digest) -> Content {
    let file = self.file(name)
    guard isTrusted, let mapped = try? MappedFile(path: file) else { return .missing }
    let header = Self.signature.count + Digest.byteCount
    let bytes = mapped.bytes
    guard bytes.count >= header, bytes.prefix(Self.signature.count).elementsEqual(Self.signature)
    else { return damaged(file) }
    let content = [UInt8](bytes[header...])
    guard bytes[Self.signature.count..<header].elementsEqual(Digest(of: content).bytes) else {
      return damaged(file)
    }
    utimes(file, nil)
    return .bytes(content)
  }

  /// Writes the file called `name`, and removes others if they are too many bytes.
  ///
  /// - Returns: `true` iff it was written; a content of more bytes than all files may have is not.
  @discardableResult
  package func write(_ content: [UInt8], as name: Digest) -> Bool {
    let header = Self.signature + Digest(of: content).bytes
    guard content.count + header.count <= byteLimit else { return false }
    makeDirectory()
    guard isTrusted else { return false }
    do throws(FileWriter.Failure) {
      try FileWriter.write([.bytes(header), .bytes(content)], to: file(name))
    } catch {
      return false
    }
    removeOldest()
    return true
  }

  private func file(_ name: Digest) -> String { "\(path)/\(name.hexadecimal)\(Self.suffix)" }

  private func damaged(_ file: String) -> Content {
    unlink(file)
    return .damaged
  }

  // MARK: The directory

  /// Makes the directory and those around it; what fails shows when a file is written.
  private func makeDirectory() {
    var end = path.startIndex
    while end != path.endIndex {
      let start = path.index(after: end)
      end = path[start...].firstIndex(of: "/") ?? path.endIndex
      mkdir(String(path[..<end]), 0o700)
    }
  }

  /// `true` iff the directory exists and nobody else may put files there: what it holds is run.
  private var isTrusted: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && status.st_uid == geteuid() && status.st_mode & (S_IWGRP | S_IWOTH) == 0
  }

  /// Removes files, those first that were not used for the longest time, until all together have at
  /// most `byteLimit` bytes, and what was left half written.
  private func removeOldest() {
    var files: [(name: String, time: Int, nanoseconds: Int, size: Int)] = []
    let now = time(nil)
    for name in names where name.hasSuffix(Self.suffix) || name.hasSuffix(Self.temporarySuffix) {
      var status = stat()
      guard stat("\(path)/\(name)", &status) == 0 else { continue }
      #if canImport(Darwin)
        let used = status.st_mtimespec
      #else
        let used = status.st_mtim
      #endif
      if name.hasSuffix(Self.temporarySuffix) {
        if now - used.tv_sec > Self.longestWrite { unlink("\(path)/\(name)") }
      } else {
        files.append((name, used.tv_sec, used.tv_nsec, Int(status.st_size)))
      }
    }
    files.sort { ($0.time, $0.nanoseconds, $0.name) < ($1.time, $1.nanoseconds, $1.name) }
    var total = files.reduce(0) { $0 + $1.size }
    for f in files where total > byteLimit {
      unlink("\(path)/\(f.name)")
      total -= f.size
    }
  }

  /// The names of the files in the directory.
  private var names: [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var result: [String] = []
    while let entry = readdir(directory) {
      withUnsafePointer(to: &entry.pointee.d_name) { (name) in
        name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
          result.append(String(cString: $0))
        }
      }
    }
    return result
  }

}
