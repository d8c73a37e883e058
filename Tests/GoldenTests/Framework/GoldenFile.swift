import Foundation

/// The content of a golden file, cut into what people and what the machine wrote.
///
/// The lines that start with `//|` are the machine's. They are the last ones of the file, a block
/// for each `// RUN:` line, with an empty line before each block.
struct GoldenFile {

  /// What people wrote: the bytes before the machine's lines, ended by one newline.
  let input: [UInt8]

  /// What is run on the input, in order.
  let commands: [GoldenCommand]

  /// The errors that the input says it has.
  let expectedErrors: [ExpectedError]

  /// `true` iff the input has a `// run:` line.
  let hasRunLines: Bool

  /// The expected outputs, in order.
  let blocks: [[String]]

  /// An error that a line says it has.
  struct ExpectedError {

    /// The line, counted from one.
    let line: Int

    /// The message, only its beginning if it ends with `…`.
    let message: String

    /// `true` iff `actual` is the message that is expected.
    func matches(_ actual: String) -> Bool {
      message.hasSuffix("…") ? actual.hasPrefix(message.dropLast()) : actual == message
    }

  }

  /// What the lines of the machine start with.
  private static let marker = "//|"

  /// Cuts `bytes`.
  ///
  /// - Throws: a failure if nothing is checked, or a line looks like a check and is none.
  init(_ bytes: [UInt8]) throws(GoldenFailure) {
    let newline = UInt8(ascii: "\n")
    let lines = bytes.split(separator: newline, omittingEmptySubsequences: false)
    func isMachine(_ line: ArraySlice<UInt8>) -> Bool { line.starts(with: Self.marker.utf8) }
    let first = lines.firstIndex(where: isMachine) ?? lines.endIndex

    let written = lines[..<first]
    let kept = written.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    input = Array(written[..<kept].joined(separator: [newline])) + (kept > 0 ? [newline] : [])

    var blocks: [[String]] = []
    var isInBlock = false
    for (i, line) in lines[first...].enumerated() {
      if line.isEmpty {
        isInBlock = false
      } else if isMachine(line) {
        if !isInBlock { blocks.append([]) }
        isInBlock = true
        let text = line.dropFirst(Self.marker.utf8.count)
        blocks[blocks.count - 1].append(
          String(decoding: text.first == UInt8(ascii: " ") ? text.dropFirst() : text, as: UTF8.self)
        )
      } else {
        throw GoldenFailure("line \(first + i + 1): input after the expected output")
      }
    }
    self.blocks = blocks

    var commands: [GoldenCommand] = []
    var errors: [ExpectedError] = []
    var hasRunLines = false
    for (i, line) in written.enumerated() {
      guard let directive = try Directive(line, number: i + 1) else { continue }
      switch directive.kind {
      case .command: commands.append(try GoldenCommand(directive.text))
      case .check: hasRunLines = true
      case .error: errors.append(ExpectedError(line: i + 1, message: directive.text))
      }
    }
    guard !commands.isEmpty || !errors.isEmpty || hasRunLines else {
      throw GoldenFailure(
        "checks nothing; it needs a line '// RUN: …', '// run: …' or '// error: …'")
    }
    self.commands = commands
    self.expectedErrors = errors
    self.hasRunLines = hasRunLines
  }

  /// The lines of a block for `output`; the output that is empty has one empty line.
  static func lines(of output: String) -> [String] {
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.count > 1, lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The content of the file if `outputs` are the outputs.
  func blessed(_ outputs: [[String]]) -> [UInt8] {
    var result = input
    for lines in outputs {
      result.append(UInt8(ascii: "\n"))
      for line in lines {
        result += "\(Self.marker)\(line.isEmpty ? "" : " ")\(line)\n".utf8
      }
    }
    return result
  }

}

/// A comment that tells what to check.
private struct Directive {

  /// What it tells.
  enum Kind {

    /// `// RUN: ` and what is run.
    case command

    /// `// run: ` and a call with its results.
    case check

    /// Operations, then `// error: ` and a message.
    case error

  }

  let kind: Kind

  /// What is after the colon.
  let text: String

  /// Creates the directive in `line`, or returns `nil` if there is none.
  ///
  /// - Throws: a failure if there is something that may have been meant as one.
  init?(_ line: ArraySlice<UInt8>, number: Int) throws(GoldenFailure) {
    let line = String(decoding: line, as: UTF8.self)
    guard let comment = line.range(of: "//") else { return nil }
    let content = line[comment.upperBound...]
    let isWhole = line[..<comment.lowerBound].allSatisfy { $0 == " " }
    let word = content.drop { $0 == " " }.prefix { $0.isLetter }
    let known = ["run", "runs", "error", "errors", "check", "checks", "expect"]
    guard known.contains(word.lowercased()),
      content[word.endIndex...].drop(while: { $0 == " " }).first == ":"
    else { return nil }
    let kinds: [(String, Kind)] = [("RUN", .command), ("run", .check), ("error", .error)]
    guard let (name, kind) = kinds.first(where: { content.hasPrefix(" \($0.0): ") }),
      isWhole || kind == .error
    else {
      throw GoldenFailure(
        "line \(number): a check is written '// RUN: …' or '// run: …' on a line of its own, or "
          + "'// error: …' after an operation")
    }
    self.kind = kind
    self.text = content.dropFirst(name.count + 3).trimmingCharacters(in: .whitespaces)
  }

}
