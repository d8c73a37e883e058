import Diagnostics
import Foundation
import GraphIR
import Testing

@testable import GraphPasses

/// The documentation of the passes, whose examples are run.
@Suite("Documentation of the passes")
struct DocumentationTests {

  private static let path = repositoryPath("docs/PASSES.md")

  @Test func listsThePipelineAndAllPasses() throws {
    let document = try Markdown(contentsOf: Self.path)
    let pipeline = document.blocks("pipeline").map { $0.split(separator: "\n").map(String.init) }
    #expect(pipeline == [Pipeline.default.map(\.name)])
    #expect(document.sections.map(\.name) == Pipeline.all.map(\.name))
  }

  @Test func sectionsBeginWithTheSummaries() throws {
    for section in try Markdown(contentsOf: Self.path).sections {
      let summary = section.lines.first { !$0.isEmpty }.map(String.init) ?? ""
      let pass = try #require(Pipeline.pass(named: section.name))
      // "Apply …" in the list of passes, "Applies …" here.
      let verb = String(pass.summary.prefix { $0 != " " })
      let inflected = verb.hasSuffix("y") ? verb.dropLast() + "ies" : verb + "s"
      #expect(summary == inflected + pass.summary.dropFirst(verb.count))
    }
  }

  @Test(arguments: Pipeline.all.map(\.name))
  func examplesAreWhatThePassDoes(name: String) throws {
    let document = try Markdown(contentsOf: Self.path)
    let section = try #require(document.sections.first { $0.name == name })
    let pass = try #require(Pipeline.pass(named: name))
    let examples = section.blocks("qir")
    try #require(examples.count >= 2, "there is no example with what comes out")
    let after = try text(after: pass, on: examples[0])
    #expect(after == examples[1])
    for unchanged in examples.dropFirst(2) {
      let before = try parse(unchanged).description
      let after = try text(after: pass, on: unchanged)
      #expect(after == before)
    }
  }

  @Test func exampleOfAPassIsTheOneThatIsTested() throws {
    let code = try Markdown(contentsOf: Self.path).blocks("swift")
    let file = try String(
      contentsOfFile: repositoryPath("Tests/GraphPassesTests/ExamplePass.swift"), encoding: .utf8)
    let start = try #require(file.range(of: "extension Pass {")).lowerBound
    #expect(code.first == String(file[start...]))
    let after = try text(
      after: .doubling,
      on: """
        func @main(%x: f32[2], %p: i1[]) -> (f32[2], i1[]) {
          %0 = add %x, %x
          %1 = add %p, %p
          return %0, %1
        }
        """)
    #expect(
      after == """
        func @main(%x: f32[2], %p: i1[]) -> (f32[2], i1[]) {
          %0 = const 2.0 : f32[2]
          %1 = mul %x, %0 : f32[2]
          %2 = add %p, %p : i1[]
          return %1, %2
        }

        """)
  }

  @Test func rulesAreThoseOfTheTables() throws {
    var text = try String(contentsOfFile: Self.path, encoding: .utf8)
    let tables = [
      ("algebraic", RewriteRule.algebraic), ("movement", RewriteRule.movement),
    ]
    for (name, rules) in tables {
      let begin = try #require(text.range(of: "<!-- rules of \(name): "))
      let start = try #require(text[begin.upperBound...].range(of: "-->\n")).upperBound
      let end = try #require(text[start...].range(of: "<!-- end of rules -->")).lowerBound
      let table = Self.table(of: rules)
      if isBlessing {
        text.replaceSubrange(start..<end, with: table)
      } else {
        #expect(
          text[start..<end] == table,
          "docs/PASSES.md differs from the rules; run 'make bless' and look at the change")
      }
    }
    if isBlessing { try text.write(toFile: Self.path, atomically: true, encoding: .utf8) }
  }

  private static func table(of rules: [RewriteRule]) -> String {
    var result = "\n| rule | operations | |\n|---|---|---|\n"
    for r in rules {
      let opcodes = r.opcodes.map { "`\($0.rawValue)`" }
      let operations =
        r.opcodes == Opcode.allCases.filter(\.isElementwise)
        ? "elementwise" : opcodes.joined(separator: " ")
      let exactness =
        switch r.exactness {
        case .exact: "exact"
        case .orderChanging: "order-changing"
        case .realAlgebra: "real algebra"
        }
      let identity = r.identity.replacing("|", with: "\\|")
      result += "| `\(identity)` | \(operations) | \(exactness) |\n"
    }
    return result + "\n"
  }

  private func parse(_ text: String) throws -> Module {
    var sources = SourceManager()
    let file = sources.add(SourceFile(name: "PASSES.md", text: text))
    var diagnostics = DiagnosticList()
    let module = Module.parse(file, in: sources, diagnostics: &diagnostics)
    #expect(DiagnosticRenderer.render(diagnostics, in: sources) == "")
    let valid = try #require(module)
    #expect(Verifier.verify(valid).all.map(\.message) == [])
    return valid
  }

  private func text(after pass: Pass, on text: String) throws -> String {
    var module = try parse(text)
    var options = PassManager.Options()
    options.verifiesEach = true
    var manager = PassManager(options)
    try manager.run([pass], on: &module)
    return module.description
  }

}

/// `true` iff texts made by the machine shall be rewritten, which is refused in CI.
private let isBlessing: Bool = {
  let environment = ProcessInfo.processInfo.environment
  return environment["QUERN_BLESS"] == "1" && environment["CI", default: ""].isEmpty
}()

/// A text in Markdown.
private struct Markdown {

  /// A section about a pass: its title is the name between backquotes.
  struct Section {

    let name: String
    var lines: [Substring] = []

    /// The blocks of `language` in it.
    func blocks(_ language: String) -> [String] {
      var blocks: [String] = []
      var block: [Substring]?
      for line in lines {
        if line == "```\(language)" {
          block = []
        } else if line == "```" {
          if let lines = block { blocks.append(lines.map { $0 + "\n" }.joined()) }
          block = nil
        } else {
          block?.append(line)
        }
      }
      return blocks
    }

  }

  /// All of it.
  private let whole: Section

  /// The sections about passes, in order.
  private(set) var sections: [Section] = []

  init(contentsOf path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    whole = Section(name: "", lines: lines)
    var isInside = false
    for line in lines {
      if line.hasPrefix("### `"), line.hasSuffix("`") {
        sections.append(Section(name: String(line.dropFirst(5).dropLast())))
        isInside = true
      } else if line.hasPrefix("#") {
        isInside = false
      } else if isInside {
        sections[sections.count - 1].lines.append(line)
      }
    }
  }

  func blocks(_ language: String) -> [String] { whole.blocks(language) }

}

/// Returns the path of what is called `name` in the repository.
private func repositoryPath(_ name: String, file: String = #filePath) -> String {
  let directory = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
  return directory.joined(separator: "/") + "/" + name
}
