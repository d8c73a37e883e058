import Foundation
import Quern
import Testing

/// Random operations on indices and windows, by every back end.
@Suite("Random operations") struct RandomOperationTests {

  @Test(arguments: 0..<10)
  func gathersAgree(block: Int) throws {
    for i in 0..<8 {
      var cases = RandomIndexing(seed: UInt64(block * 8 + i))
      try expectAgreement(cases.gather())
    }
  }

  @Test(arguments: 0..<10)
  func scattersAgree(block: Int) throws {
    for i in 0..<12 {
      var cases = RandomIndexing(seed: UInt64(block * 12 + i))
      try expectAgreement(cases.scatter())
    }
  }

  @Test(arguments: 0..<10)
  func reductionsOfWindowsAgree(block: Int) throws {
    for i in 0..<12 {
      var cases = RandomWindows(seed: UInt64(block * 12 + i))
      try expectAgreement(cases.reduceWindow())
    }
  }

  /// The number of products and of convolutions; CI tests 2,000 together.
  private static let contractionCount =
    ProcessInfo.processInfo.environment["QUERN_CONTRACTIONS"].flatMap { Int($0) } ?? 160

  @Test(arguments: 0..<8)
  func productsAgree(block: Int) throws {
    for seed in stride(from: block, to: Self.contractionCount / 2, by: 8) {
      var cases = RandomContractions(seed: UInt64(seed))
      try expectAgreement(cases.product())
    }
  }

  @Test(arguments: 0..<8)
  func convolutionsAgree(block: Int) throws {
    for seed in stride(from: block, to: Self.contractionCount / 2, by: 8) {
      var cases = RandomContractions(seed: UInt64(seed) + 1_000_000)
      try expectAgreement(cases.convolution())
    }
  }

  @Test(arguments: 0..<8)
  func sortsAgree(block: Int) throws {
    for i in 0..<8 {
      var cases = RandomSorts(seed: UInt64(block * 8 + i))
      try expectAgreement(cases.next())
    }
  }

  @Test(arguments: 0..<5)
  func randomBitsAgree(block: Int) throws {
    for i in 0..<8 {
      var cases = RandomBitsCases(seed: UInt64(block * 8 + i))
      try expectAgreement(cases.next())
    }
  }

  @Test(arguments: 0..<5)
  func selectionsAgree(block: Int) throws {
    for i in 0..<12 {
      var cases = RandomWindows(seed: UInt64(block * 12 + i))
      try expectAgreement(cases.selectAndScatter())
    }
  }

}

/// Expects the checks in `text` to hold by every back end.
func expectAgreement(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  do {
    let report = try Model(text: text).check(backends: Backend.allCases)
    #expect(report.passed > 0, "\(text)", sourceLocation: sourceLocation)
    #expect(report.failures == "", "\(text)", sourceLocation: sourceLocation)
  } catch let error as ModelError {
    Issue.record("\(error.rendered)\n\(text)", sourceLocation: sourceLocation)
  }
}
