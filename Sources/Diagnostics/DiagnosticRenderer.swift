/// Writes diagnostics the way compilers do: place, severity and message, the source line, and a
/// caret with an underline.
///
///     model.qir:3:16: error: undefined value '%z'
///       %y = add %x, %z
///                    ^~
///
/// A range of several lines is underlined on the first of them. Of a long line only a part around
/// the caret is shown.
package enum DiagnosticRenderer {

  /// The number of columns of a source line that are shown.
  private static let window = 100

  /// The number of columns shown before the caret in a line that is too long.
  private static let lead = 40

  /// The distance of tab stops.
  private static let tabWidth = 8

  /// Returns the text of all diagnostics of `list`, each line ended by a newline.
  package static func render(_ list: DiagnosticList, in sources: SourceManager) -> String {
    var output = ""
    for d in list.all { write(d, in: sources, to: &output) }
    return output
  }

  /// Returns the text of `diagnostic` and its notes, each line ended by a newline.
  package static func render(_ diagnostic: Diagnostic, in sources: SourceManager) -> String {
    var output = ""
    write(diagnostic, in: sources, to: &output)
    return output
  }

  private static func write(
    _ diagnostic: Diagnostic, in sources: SourceManager, to output: inout String
  ) {
    let heading = "\(diagnostic.severity.rawValue): \(diagnostic.message)\n"
    if let range = diagnostic.range, range.file.index < sources.files.count {
      let file = sources[range.file]
      let (line, column) = file.position(of: Int(range.start))
      output += "\(file.name):\(line):\(column): \(heading)"
      writeSource(range, line: line, of: file, to: &output)
    } else {
      output += heading
    }
    for note in diagnostic.notes { write(note, in: sources, to: &output) }
  }

  /// Writes the source line and the line with the caret.
  private static func writeSource(
    _ range: SourceRange, line: Int, of file: SourceFile, to output: inout String
  ) {
    let lineRange = file.byteRange(ofLine: line)
    let caret = min(max(Int(range.start), lineRange.lowerBound), lineRange.upperBound)
    let end = min(max(Int(range.end), caret), lineRange.upperBound)
    // Only so many bytes are looked at that the cost does not depend on the line's length.
    var first = lineRange.lowerBound
    if lineRange.count > window, caret - first > lead {
      first = caret - lead
      while first < caret, file.bytes[first] & 0xc0 == 0x80 { first += 1 }
    }
    let last = min(first + 4 * window, lineRange.upperBound)

    var text = first > lineRange.lowerBound ? "…" : ""
    var marks = first > lineRange.lowerBound ? " " : ""
    var column = marks.utf8.count
    var offset = first
    var wasCut = last < lineRange.upperBound
    for cell in cells(of: file.bytes[first..<last]) {
      let width = cell.width ?? (tabWidth - column % tabWidth)
      if column + width > window, offset > caret {
        wasCut = true
        break
      }
      text += cell.width == nil ? String(repeating: " ", count: width) : cell.text
      if offset <= caret, caret < offset + cell.byteCount {
        marks += width == 0 ? "" : "^" + String(repeating: end > caret ? "~" : "", count: width - 1)
      } else {
        marks += String(repeating: offset < caret ? " " : offset < end ? "~" : "", count: width)
      }
      column += width
      offset += cell.byteCount
    }
    if caret >= offset { marks += "^" }
    output += text
    output += wasCut ? "…\n" : "\n"
    output += marks
    output += "\n"
  }

  /// What one or more bytes look like on a terminal.
  private struct Cell {

    /// What is shown.
    var text: String

    /// The number of bytes.
    var byteCount: Int

    /// The number of columns, `nil` for a tab.
    var width: Int?

  }

  /// Decodes `bytes` scalar by scalar; bytes that are not UTF-8 and control characters are shown as
  /// replacement characters.
  private static func cells(of bytes: ArraySlice<UInt8>) -> [Cell] {
    var result: [Cell] = []
    var i = bytes.startIndex
    while i < bytes.endIndex {
      let b = bytes[i]
      let length = b < 0x80 ? 1 : b & 0xe0 == 0xc0 ? 2 : b & 0xf0 == 0xe0 ? 3 : 4
      if b == UInt8(ascii: "\t") {
        result.append(Cell(text: "", byteCount: 1, width: nil))
        i += 1
      } else if i + length <= bytes.endIndex,
        let text = String(validating: bytes[i..<(i + length)], as: UTF8.self),
        let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1,
        scalar.properties.generalCategory != .control
      {
        result.append(Cell(text: text, byteCount: length, width: width(of: scalar)))
        i += length
      } else {
        result.append(Cell(text: "\u{fffd}", byteCount: 1, width: 1))
        i += 1
      }
    }
    return result
  }

  /// The number of columns that terminals give `scalar`.
  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    // East Asian wide and fullwidth blocks, and pictographs (Unicode Standard Annex 11).
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
      return 2
    default: return 1
    }
  }

}
