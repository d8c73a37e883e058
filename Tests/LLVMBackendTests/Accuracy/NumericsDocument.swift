import Foundation
import Scalars

/// The table of errors in `docs/NUMERICS.md`.
///
/// For each function and type there are the error that is promised and the greatest that was found,
/// rounded up.
enum NumericsDocument {

  /// The types of the columns.
  static let types: [ElementType] = [.f32, .f64, .f16, .bf16]

  /// Where the document is.
  static var path: String {
    let directory = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    return directory.joined(separator: "/") + "/docs/NUMERICS.md"
  }

  /// How many samples to measure for a new table, as the environment says; `nil` for none.
  static var requestedSampleCount: Int? {
    ProcessInfo.processInfo.environment["QUERN_NUMERICS"].flatMap { Int($0) }
  }

  /// One line of the table.
  struct Row {

    let name: String

    /// For each type the bound and the greatest error found.
    var cells: [(bound: Double, found: Double)]

    /// The line.
    var text: String {
      let columns = cells.map { " \(Row.format($0.bound)) | \(Row.format($0.found)) |" }
      return "| `\(name)` |" + columns.joined()
    }

    /// Creates the row of a line, `nil` if it is not one of a function.
    init?(_ line: some StringProtocol) {
      let columns = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard columns.count == 1 + 2 * NumericsDocument.types.count, columns[0].hasPrefix("`") else {
        return nil
      }
      let numbers = columns.dropFirst().compactMap { Double($0) }
      guard numbers.count == columns.count - 1 else { return nil }
      name = String(columns[0].dropFirst().dropLast())
      cells = stride(from: 0, to: numbers.count, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
    }

    /// Creates a row.
    init(name: String, cells: [(bound: Double, found: Double)]) {
      self.name = name
      self.cells = cells
    }

    private static func format(_ x: Double) -> String {
      String(format: "%.2f", (x * 100).rounded(.up) / 100)
    }

  }

  /// The rows of the document.
  static func rows() throws -> [Row] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap { Row($0) }
  }

  /// Replaces the rows of the document.
  static func replaceRows(by rows: [Row]) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var lines: [String] = []
    var isWritten = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard Row(line) != nil else {
        lines.append(String(line))
        continue
      }
      if !isWritten { lines += rows.map(\.text) }
      isWritten = true
    }
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

}
