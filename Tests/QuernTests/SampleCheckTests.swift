import Foundation
import Quern
import Testing

/// The folder of the samples.
private let folder: String = {
  let directory = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
  return directory.joined(separator: "/") + "/ir-samples"
}()

/// The checks in the samples, by every back end.
@Suite("Checks of samples")
struct SampleCheckTests {

  @Test(
    arguments: (FileManager.default.subpaths(atPath: folder) ?? [])
      .filter { $0.hasSuffix(".qir") }.sorted())
  func hold(name: String) throws {
    var backends = Backend.allCases
    #if DEBUG
      // These take the interpreter half a minute without optimization. Continuous integration
      // checks them by an optimized 'quern check'.
      if ["digits/digits.qir", "lstm.qir"].contains(name) {
        backends.removeAll { $0 == .interpreter }
      }
    #endif
    let report = try Model(contentsOf: "\(folder)/\(name)").check(backends: backends)
    #expect(report.passed > 0)
    #expect(report.failures == "")
  }

}
