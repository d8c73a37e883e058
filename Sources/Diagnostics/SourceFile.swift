/// Identifies a source file among those of a `SourceManager`.
package struct SourceFileID: Hashable, Sendable {

  /// The position of the file in its manager.
  package let index: UInt32

  /// Creates an identifier from the position of a file in its manager.
  package init(index: UInt32) {
    self.index = index
  }

}

/// A half-open range of byte offsets in a source file.
package struct SourceRange: Hashable, Sendable {

  /// The file.
  package let file: SourceFileID

  /// The offset of the first byte.
  package let start: UInt32

  /// The offset after the last byte.
  package let end: UInt32

  /// Creates a range of `file` from `start` up to, not including, `end`.
  package init(file: SourceFileID, start: Int, end: Int) {
    self.file = file
    self.start = UInt32(clamping: start)
    self.end = UInt32(clamping: end)
  }

}

/// The text of one input, with the table of its lines.
package struct SourceFile: Sendable {

  /// The name by which messages refer to the file.
  package let name: String

  /// The content, which need not be valid UTF-8.
  package let bytes: [UInt8]

  /// The offset of the first byte of each line.
  private let lineStarts: [Int]

  /// Creates a source file.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (i, b) in bytes.enumerated() where b == UInt8(ascii: "\n") {
      starts.append(i + 1)
    }
    self.lineStarts = starts
  }

  /// Creates a source file from a string.
  package init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Returns the one-based line and column of the byte at `offset`; columns count bytes.
  ///
  /// Complexity: logarithmic in the number of lines.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let o = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= o { low = middle } else { high = middle }
    }
    return (low + 1, o - lineStarts[low] + 1)
  }

  /// Returns the offsets of the bytes of the one-based `line` without its end.
  package func byteRange(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// Returns the text of the one-based `line` without its end, invalid bytes replaced.
  package func text(ofLine line: Int) -> String {
    String(decoding: bytes[byteRange(ofLine: line)], as: UTF8.self)
  }

}

/// The source files of one compilation.
package struct SourceManager: Sendable {

  /// The files, in the order in which they were added.
  package private(set) var files: [SourceFile] = []

  /// Creates a manager without files.
  package init() {}

  /// Adds `file` and returns its identifier.
  package mutating func add(_ file: SourceFile) -> SourceFileID {
    files.append(file)
    return SourceFileID(index: UInt32(files.count - 1))
  }

  /// The file identified by `id`.
  package subscript(id: SourceFileID) -> SourceFile {
    files[Int(id.index)]
  }

}
