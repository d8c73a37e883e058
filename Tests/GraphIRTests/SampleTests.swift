import Diagnostics
import Foundation
import GraphIR
import Testing

/// The programs in `ir-samples`, by their paths in it.
private let samples: [String] = {
  let names = FileManager.default.subpaths(atPath: repositoryPath("ir-samples")) ?? []
  return names.filter { $0.hasSuffix(".qir") }.sorted()
}()

@Suite("Samples")
struct SampleTests {

  @Test func thereAreAtLeastTwelve() {
    #expect(samples.count >= 12)
  }

  @Test(arguments: samples)
  func isValidAndPrintsToItself(name: String) throws {
    let text = try String(contentsOfFile: repositoryPath("ir-samples/\(name)"), encoding: .utf8)
    let module = try parseValid(text)
    #expect(module.functions.contains { $0.name == "main" })
    let printed = module.description
    #expect(try parseValid(printed).description == printed)
  }

  @Test(arguments: samples)
  func hasChecks(name: String) throws {
    let text = try String(contentsOfFile: repositoryPath("ir-samples/\(name)"), encoding: .utf8)
    #expect(text.contains("\n// run: @"))
  }

}
