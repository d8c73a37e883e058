import Runtime

/// The arrays of an `.npz` file: a ZIP archive of `.npy` files that are stored as they are.
///
/// See PKWARE's "APPNOTE.TXT – .ZIP File Format Specification", sections 4.3.7, 4.3.12 and 4.3.16.
enum ZipDirectory {

  /// The first bytes of an archive.
  static let magic: [UInt8] = [0x50, 0x4b, 3, 4]

  /// The first bytes of an archive without entries.
  static let emptyMagic: [UInt8] = [0x50, 0x4b, 5, 6]

  /// Reads all arrays of `file`.
  static func read(_ file: MappedFile) throws(FormatError) -> [(
    name: String, contents: ArrayContents
  )] {
    let fault = FormatError("the directory of the archive is damaged")
    // The end of the directory is the last thing in the file, but for a comment.
    let tailStart = max(0, file.bytes.count - 22 - 0xffff)
    let tail = file.slice(tailStart, file.bytes.count - tailStart)
    guard
      let end = tail.indices.reversed().first(where: { (i) in
        i + 22 <= tail.count && tail[i...].starts(with: emptyMagic)
      })
    else { throw fault }
    let count = Int(tail[(end + 10)..<(end + 12)].littleEndianValue)
    var offset = Int(tail[(end + 16)..<(end + 20)].littleEndianValue)
    guard count < 0xffff, offset < 0xffff_ffff else {
      throw FormatError("archives of more than 4 GiB are not supported")
    }
    var result: [(name: String, contents: ArrayContents)] = []
    for _ in 0..<count {
      let entry = file.slice(offset, 46)
      guard entry.count == 46, entry.starts(with: [0x50, 0x4b, 1, 2] as [UInt8]) else {
        throw fault
      }
      func field(_ start: Int, _ width: Int) -> Int {
        Int(entry[start..<(start + width)].littleEndianValue)
      }
      let nameLength = field(28, 2)
      var name = String(decoding: file.slice(offset + 46, nameLength), as: UTF8.self)
      if name.hasSuffix(".npy") { name.removeLast(4) }
      guard field(10, 2) == 0 else {
        throw FormatError(
          "the array '\(name)' is compressed; numpy.savez stores arrays as they are")
      }
      // A local header stands before the data; its lengths need not be those of the directory.
      let local = file.slice(field(42, 4), 30)
      guard local.count == 30, local.starts(with: magic) else { throw fault }
      let start =
        field(42, 4) + 30 + Int(local[26..<28].littleEndianValue)
        + Int(local[28..<30].littleEndianValue)
      let size = field(24, 4)
      guard start + size <= file.bytes.count else { throw fault }
      result.append((name, try NumPyFormat.read(file, range: start..<(start + size))))
      offset += 46 + nameLength + field(30, 2) + field(32, 2)
    }
    return result
  }

}
