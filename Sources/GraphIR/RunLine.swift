import Diagnostics
import Scalars

/// A check inside a file: a call of a function, and what it gives.
///
///     // run: @f([1, 2], 3.0) == [4, 5]
///     // run: @exp(random(-1, 1) : f32[8]) ~= "expected.npy" within 1e-5
///     // run: @split(random) == ([1], [2])
///
/// Arguments are elements as in a `const`, which stand for the parameter's type; `random`, possibly
/// with the least and the greatest value; or a file of one array. Where the type of a parameter has
/// symbols, their sizes are those of nested lists, or the type is written after the argument. Without
/// expected results, a line demands that all ways of execution agree.
package struct RunLine: Sendable {

  /// An argument or an expected result.
  package enum Value: Sendable {

    /// Known elements.
    case literal(Literal)

    /// An expected result of any shape, all of whose elements are equal.
    case splat(Scalar)

    /// Elements that are drawn from `low...high`, or from a usual range.
    case random(TensorType, low: Scalar?, high: Scalar?)

    /// The array in a file, whose path is relative to the module's.
    case file(String)

  }

  /// What the results are compared with.
  package enum Relation: Sendable {

    /// `==`: with expected results, bit by bit.
    case equal

    /// `~=`: with expected results, roughly.
    case approximate

    /// With the results of other ways of execution only.
    case agreement

  }

  /// The place, from the name of the function on.
  package let range: SourceRange

  /// The name of the function that is called.
  package let function: String

  /// What it is called with.
  package let arguments: [Value]

  /// What the results are compared with.
  package let relation: Relation

  /// The expected results.
  package let results: [Value]

  /// How far results may be from expected ones and from each other, after `within`.
  package let tolerance: Double?

}

extension RunLine {

  /// Returns the checks in the comments of `file`, the text of `module`.
  ///
  /// Lines that are no checks but look like them are reported, since they would never be checked.
  ///
  /// Complexity: linear in the size of the text.
  package static func all(
    in file: SourceFileID, of sources: SourceManager, module: Module,
    diagnostics: inout DiagnosticList
  ) -> [RunLine] {
    let bytes = sources[file].bytes
    var result: [RunLine] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      defer { start = end + 1 }
      guard let comment = Comment(bytes[start..<end]) else { continue }
      guard comment.isWellFormed else {
        diagnostics.error(
          "a check is written '// run: @f(…) == …' on a line of its own",
          at: SourceRange(file: file, start: comment.start, end: end))
        continue
      }
      var parser = Parser(bytes, file: file, line: comment.content..<end)
      let line = try? parser.parseRunLine(of: module)
      let errors = parser.reporter.diagnostics
      diagnostics.append(contentsOf: errors)
      if let line, !errors.hasErrors { result.append(line) }
    }
    return result
  }

}

/// A comment that is a check, or that may have been meant as one.
private struct Comment {

  /// The position of its first slash.
  let start: Int

  /// The position after the colon.
  let content: Int

  /// `true` iff it is written as checks are written.
  let isWellFormed: Bool

  /// Finds the comment in `line`, or returns `nil` if there is none that has to do with checks.
  init?(_ line: ArraySlice<UInt8>) {
    let slash = UInt8(ascii: "/")
    guard
      let start = line.indices.dropLast().first(where: {
        line[$0] == slash && line[$0 + 1] == slash
      })
    else { return nil }
    func isSpace(_ b: UInt8) -> Bool { b == UInt8(ascii: " ") || b == UInt8(ascii: "\t") }
    let text = line[(start + 2)...].drop(while: isSpace)
    // The longest of the words has six letters.
    let word = text.prefix(7).prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
    let rest = line[word.endIndex...].drop(while: isSpace)
    let name = String(decoding: word, as: UTF8.self)
    // '// RUN:' is what golden tests start with.
    guard rest.first == UInt8(ascii: ":"), name != "RUN",
      ["run", "runs", "check", "checks"].contains(name.lowercased())
    else { return nil }
    self.start = start
    self.content = rest.startIndex + 1
    self.isWellFormed =
      name == "run" && rest.startIndex == word.endIndex && line[..<start].allSatisfy(isSpace)
  }

}
