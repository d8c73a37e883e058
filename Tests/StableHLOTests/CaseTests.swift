import Foundation
import Quern
import Testing

/// The files in `Cases`, by name.
let cases: [String] = {
  let folder = repositoryPath("Tests/StableHLOTests/Cases")
  return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
}()

/// Our own tests of StableHLO, run by all back ends.
@Suite("Cases of StableHLO")
struct CaseTests {

  @Test(arguments: cases, [false, true])
  func passes(name: String, folded: Bool) {
    var checker = StableHLOChecker(backends: Backend.allCases)
    checker.foldsInputs = folded
    let report = checker.check(
      contentsOf: repositoryPath("Tests/StableHLOTests/Cases/\(name)"))
    #expect(report.failures == "")
    #expect(report.passed > 0)
    #expect(report.skipped.isEmpty)
  }

  @Test func thereAreCases() {
    #expect(cases.count >= 10)
  }

}
