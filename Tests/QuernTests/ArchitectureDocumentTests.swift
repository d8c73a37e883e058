import Foundation
import Testing

/// The description of the targets in `docs/ARCHITECTURE.md`, compared with the package.
@Suite("Architecture")
struct ArchitectureDocumentTests {

  @Test func describesEveryTargetAndWhatItUses() throws {
    let manifest = try contents(of: "Package.swift")
    let document = try contents(of: "docs/ARCHITECTURE.md")
    let target =
      /\.(?:target|executableTarget)\(\s*name: "(\w+)"(?:,\s*dependencies: \[([^\]]*)\])?/
    var names: [String] = []
    for match in manifest.matches(of: target) {
      let name = String(match.output.1)
      names.append(name)
      let uses = (match.output.2 ?? "").matches(of: /"(\w+)"/).map { String($0.output.1) }
        .filter { $0 != "ArgumentParser" }
      #expect(dependencies(of: name, in: document) == uses, "of \(name)")
    }
    let described = document.matches(of: /\n### `(\w+)`\n/).map { String($0.output.1) }
    #expect(described.sorted() == names.sorted())
  }

  /// What the document says that the target called `name` uses, `nil` if it does not say it.
  private func dependencies(of name: String, in document: String) -> [String]? {
    guard let heading = document.range(of: "\n### `\(name)`\n\nUses ") else { return nil }
    let sentence = document[heading.upperBound...].prefix { $0 != "." }
    return sentence.matches(of: /`(\w+)`/).map { String($0.output.1) }
  }

  private func contents(of name: String, file: String = #filePath) throws -> String {
    let directory = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return try String(
      contentsOfFile: directory.joined(separator: "/") + "/" + name, encoding: .utf8)
  }

}
