import Foundation
import GraphIR
import Testing

private let path = repositoryPath("docs/IR.md")

@Suite("Documentation of the IR")
struct DocumentationTests {

  @Test func referenceOfOperationsIsThatOfTheTable() throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let begin = try #require(text.range(of: "<!-- operations: "))
    let start = try #require(text[begin.upperBound...].range(of: "-->\n")).upperBound
    let end = try #require(text.range(of: "<!-- end of operations -->")).lowerBound
    let reference = OperationReference.text
    if isBlessing {
      try (text[..<start] + reference + text[end...])
        .write(toFile: path, atomically: true, encoding: .utf8)
    } else {
      #expect(
        text[start..<end] == reference,
        "docs/IR.md differs from the table of operations; run 'make bless' and look at the change")
    }
  }

  @Test func examplesAreValid() throws {
    let blocks = try codeBlocks("qir", in: String(contentsOfFile: path, encoding: .utf8))
    #expect(blocks.count > 5)
    for block in blocks { _ = try parseValid(block) }
  }

  @Test func allOperationsAreDescribed() {
    for opcode in Opcode.allCases {
      #expect(OperationReference.text.contains("`\(opcode.rawValue)`") || isFunction(opcode))
    }
  }

  private func isFunction(_ opcode: Opcode) -> Bool {
    OperationReference.text.contains("| `%r = \(opcode.rawValue) %a")
  }

}

/// `true` iff texts made by the machine shall be rewritten, which is refused in CI.
private let isBlessing: Bool = {
  let environment = ProcessInfo.processInfo.environment
  return environment["QUERN_BLESS"] == "1" && environment["CI", default: ""].isEmpty
}()

/// Returns the blocks of `language` in a text in Markdown.
private func codeBlocks(_ language: String, in text: String) -> [String] {
  var blocks: [String] = []
  var block: [Substring]?
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line == "```\(language)" {
      block = []
    } else if line == "```" {
      if let lines = block { blocks.append(lines.joined(separator: "\n") + "\n") }
      block = nil
    } else {
      block?.append(line)
    }
  }
  return blocks
}
