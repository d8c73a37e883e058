import Foundation
import StableHLO
import Testing

/// What can be imported, compared with the cases and with `docs/STABLEHLO.md`.
@Suite("Coverage of StableHLO")
struct CoverageTests {

  private static let texts: String = {
    let folder = repositoryPath("Tests/StableHLOTests/Cases")
    return cases.compactMap { try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
      .joined(separator: "\n")
  }()

  /// The names of operations in pretty spellings.
  private static let prettyNames: Set<String> = {
    func isPart(_ c: Character) -> Bool { c.isLetter || c.isNumber || "._\"@#".contains(c) }
    return Set(texts.split(whereSeparator: { !isPart($0) }).map(String.init))
  }()

  private func isGeneric(_ name: String) -> Bool { Self.texts.contains("\"\(name)\"(") }

  private func isPretty(_ name: String) -> Bool {
    Self.prettyNames.contains(name)
      || (name.hasPrefix("func.") && Self.prettyNames.contains(String(name.dropFirst(5))))
  }

  @Test func everyOperationHasACase() {
    let missing = StableHLOImport.operations.filter { !isGeneric($0) && !isPretty($0) }
    #expect(missing == [])
  }

  @Test func everySpecialFormHasACaseInBothSpellings() {
    let supported = Set(StableHLOImport.operations)
    let missing = StableHLOImport.specialForms.filter {
      supported.contains($0) && !(isGeneric($0) && isPretty($0))
    }
    #expect(missing == [])
  }

  @Test func everyCallHasACase() {
    // Routines of LAPACK differ in a letter for the type of elements.
    func routine(_ name: String) -> String {
      guard name.hasPrefix("lapack_") else { return name }
      let plain = name.dropFirst(8)
      if plain.hasPrefix("un") { return "or" + plain.dropFirst(2) }
      return plain.hasPrefix("he") ? "sy" + plain.dropFirst(2) : String(plain)
    }
    let called = Self.prettyNames.filter { $0.hasPrefix("@") }
      .map { routine(String($0.dropFirst())) }
    let missing = StableHLOImport.calls.filter { !called.contains(routine($0)) }
    #expect(missing == [])
  }

  @Test func theDocumentListsAll() throws {
    let text = try String(contentsOfFile: repositoryPath("docs/STABLEHLO.md"), encoding: .utf8)
    func listed(_ title: String) -> [String] {
      let section = text.components(separatedBy: "\n## ").first { $0.hasPrefix(title + "\n") } ?? ""
      return section.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }
        .map { String($0.element) }.sorted()
    }
    #expect(
      listed("Operations") == StableHLOImport.operations.filter { !$0.hasPrefix("check.") })
    #expect(listed("Calls") == StableHLOImport.calls.filter { !$0.hasPrefix("check.") })
  }

}
