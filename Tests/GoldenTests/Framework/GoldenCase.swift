import Foundation
import Testing

/// A golden test: a file with an input, what is run on it, and the exact output.
struct GoldenCase: Sendable {

  /// The path of the file relative to the folder of all cases.
  let name: String

  /// The file.
  let url: URL

  /// The folder of all cases.
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Cases", isDirectory: true)

  /// All cases, in alphabetical order.
  static let all: [GoldenCase] = all(in: folder)

  /// The cases in `folder` and the folders in it, in alphabetical order.
  static func all(in folder: URL) -> [GoldenCase] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (paths ?? []).filter { $0.hasSuffix(".qir") }.sorted().map {
      GoldenCase(name: $0, url: folder.appendingPathComponent($0))
    }
  }

}

extension GoldenCase: CustomTestStringConvertible {

  var testDescription: String { name }

}

/// Why a golden test does not pass.
struct GoldenFailure: Error {

  /// What is wrong, possibly on several lines.
  let message: String

  /// Creates a failure.
  init(_ message: String) {
    self.message = message
  }

}
