#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file that holds the machine code of Quern itself: the program, or a library in it.
package enum CodeImage {

  /// What changes when Quern is built again: the number, size and time of the file; `nil` if that
  /// is not known.
  package static let identity: String? = {
    var status = stat()
    guard let path, stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)"
  }()

  #if canImport(Darwin)

    private static var path: String? {
      var info = Dl_info()
      guard dladdr(#dsohandle, &info) != 0, let name = info.dli_fname else { return nil }
      return String(cString: name)
    }

  #else

    /// The path that the system shows for the memory in which this code is.
    private static var path: String? {
      guard let file = fopen("/proc/self/maps", "re") else { return nil }
      defer { fclose(file) }
      var line: UnsafeMutablePointer<CChar>?
      var capacity = 0
      defer { free(line) }
      let address = UInt(bitPattern: #dsohandle)
      while getline(&line, &capacity, file) > 0, let line {
        // begin-end permissions offset device inode path
        let fields = String(cString: line).split(
          maxSplits: 5, omittingEmptySubsequences: true, whereSeparator: \.isWhitespace)
        let bounds = fields.first?.split(separator: "-").compactMap { UInt($0, radix: 16) } ?? []
        guard bounds.count == 2, bounds[0] <= address, address < bounds[1], fields.count == 6 else {
          continue
        }
        return String(fields[5].drop { $0 == " " }.prefix { $0 != "\n" })
      }
      return nil
    }

  #endif

}
