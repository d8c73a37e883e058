import Foundation
import Quern
import Testing

/// The tests of StableHLO's own repository, if they lie beside this one.
@Suite("Conformance")
struct ConformanceTests {

  private static let folder = repositoryPath("../shared/conformance/stablehlo")

  private static let isThere = FileManager.default.fileExists(atPath: folder)

  /// A part of the files in `name`, since all of them take long without optimization;
  /// `quern check` runs all.
  private func report(_ name: String, every step: Int) throws -> CheckReport {
    let folder = "\(Self.folder)/\(name)"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".mlir") }.sorted()
    var report = CheckReport()
    let checker = StableHLOChecker(backends: [.interpreter, .jit])
    for (i, file) in files.enumerated() where i % step == 0 {
      report.append(checker.check(contentsOf: "\(folder)/\(file)"))
    }
    return report
  }

  @Test(
    .enabled(if: isThere, "skipped: there is no ../shared/conformance beside the checkout"),
    arguments: [("testdata", 40), ("interpret", 8), ("quantized", 8)])
  func supportedTestsPass(name: String, step: Int) throws {
    let report = try report(name, every: step)
    #expect(report.passed > 0)
    // What is not supported yet is known; nothing else may fail.
    #expect(report.failed == report.unsupported, "\(report.failures)")
  }

  @Test(.enabled(if: isThere, "skipped: there is no ../shared/conformance beside the checkout"))
  func recordedCallsGiveTheSame() throws {
    let manifest = "\(Self.folder)/dynamic_io/\(RecordedCallChecker.manifestName)"
    let checker = RecordedCallChecker(backends: [.interpreter, .jit])
    var report = CheckReport()
    for (i, call) in try RecordedCallChecker.calls(inManifestAt: manifest).enumerated()
    where i % 12 == 0 {
      report.append(checker.check(call, manifest: manifest))
    }
    #expect(report.passed > 0)
    #expect(report.failed == report.unsupported, "\(report.failures)")
  }

}
