import Foundation
import GraphIR
import Quern
import Scalars
import Testing

@Suite struct CheckTests {

  private func literal(_ text: String, _ element: ElementType, _ sizes: [Int]) throws -> Literal {
    try #require(Literal.parse(text, as: TensorType(element, sizes: sizes)))
  }

  /// The difference of two vectors in words, "" if there is none.
  private func difference(
    _ actual: String, _ expected: String, _ element: ElementType, _ tolerance: Tolerance
  ) throws -> String {
    func vector(_ text: String) throws -> Literal {
      try literal(text, element, [text.split(separator: ",").count])
    }
    let d = Difference.first(of: try vector(actual), from: try vector(expected), tolerance)
    return d?.description ?? ""
  }

  @Test func exactlyEqualMeansTheSameBitsButForNaN() throws {
    #expect(try difference("[0x7fc00001, 1]", "[nan, 1]", .f32, .exact) == "")
    #expect(
      try difference("[nan, 1]", "[1, 1]", .f32, .exact)
        == "is nan instead of 1.0 at [0] (1 of 2 elements differs)")
    #expect(
      try difference("[1, -0.0]", "[1, 0.0]", .f32, .exact)
        == "is -0.0 instead of 0.0 at [1] (1 of 2 elements differs)")
    #expect(
      try difference("[1, 2, 4]", "[1, 3, 3]", .i8, .exact)
        == "is 2 instead of 3 at [1] (2 of 3 elements differ)")
    #expect(try difference("[1]", "[1, 2]", .i8, .exact) == "is i8[1] instead of i8[2]")
    #expect(
      try difference("[0x3f800001]", "[1]", .f32, .exact)
        == "is 1.0000001 instead of 1.0 at [0], 1 ulp or 1.2e-07 off")
    #expect(
      try difference("[0x00000001]", "[0x80000001]", .f32, .exact)
        == "is 1e-45 instead of -1e-45 at [0], 2 ulp or 2.0e+00 off")
  }

  @Test func withinIsAbsoluteForSmallAndRelativeForLargeNumbers() throws {
    #expect(try difference("[0.125, 112]", "[0, 100]", .f32, .within(0.125)) == "")
    #expect(try difference("[0.25]", "[0]", .f32, .within(0.125)) != "")
    #expect(try difference("[113]", "[100]", .f32, .within(0.125)) != "")
    #expect(try difference("[inf]", "[inf]", .f32, .within(0)) == "")
    #expect(try difference("[inf]", "[1e30]", .f32, .within(1)) != "")
    #expect(try difference("[nan]", "[1]", .f32, .within(1)) != "")
    #expect(try difference("[-1e308]", "[1e308]", .f64, .within(1)) != "")
    // Integers are exact whatever is said.
    #expect(try difference("[101]", "[100]", .i32, .within(0.5)) != "")
  }

  @Test(arguments: [(ElementType.f64, 45), (.f32, 16), (.f16, 8), (.bf16, 5)])
  func agreementIsRelativeToTheLargestElement(_ type: ElementType, _ exponent: Int) throws {
    // 1024 times the bound for numbers up to 1, that is the bound for numbers up to 1024.
    let bound = Double(sign: .plus, exponent: 10 - exponent, significand: 1)
    func differs(_ x: Double) throws -> Bool {
      try difference("[\(x), 1024, inf]", "[0, 1024, inf]", type, .agreement) != ""
    }
    #expect(try !differs(bound))
    #expect(try !differs(-bound))
    #expect(try differs(bound * 1.25))
    // Zero and the smallest numbers agree, whatever the others are.
    #expect(try difference("[0]", "[-0.0]", type, .agreement) == "")
    #expect(try difference("[0x0001]", "[0]", type, .agreement) == "")
  }

  @Test func aSplatStandsForEveryShape() throws {
    let actual = try literal("[[1, 2], [1, 1]]", .f32, [2, 2])
    let one = try #require(Scalar(.f32, text: "1"))
    #expect(
      Difference.first(of: actual, fromAll: one, .exact)?.description
        == "is 2.0 instead of 1.0 at [0, 1], 8388608 ulp or 5.0e-01 off (1 of 4 elements differs)")
    #expect(Difference.first(of: actual, fromAll: one, .within(1)) == nil)
  }

  @Test(arguments: ElementType.allCases)
  func randomElementsAreInRangeAndReproducible(_ type: ElementType) throws {
    let tensor = TensorType(type, sizes: [200])
    let a = try #require(Literal.random(tensor, seed: 1))
    #expect(a == Literal.random(tensor, seed: 1))
    #expect(a != Literal.random(tensor, seed: 2))
    let values = (0..<a.count).map { a[$0].doubleValue }
    let range: ClosedRange<Double> =
      switch type.kind {
      case .float: -1...1
      case .boolean: 0...1
      case .signedInteger: -10...10
      case .unsignedInteger: 0...10
      }
    #expect(values.allSatisfy(range.contains))
    if !type.isFloat { #expect(values.contains(range.lowerBound)) }
    #expect(values.contains { $0 > range.upperBound / 2 })
    #expect(Literal.random(TensorType(type, [.symbol("N")]), seed: 1) == nil)
    #expect(Literal.random(TensorType(type, sizes: [1 << 62, 4]), seed: 1) == nil)
  }

  @Test func randomLimitsMayBeTheWholeRange() throws {
    func values(_ low: String, _ high: String, _ type: ElementType) throws -> [Scalar] {
      let tensor = TensorType(type, sizes: [100])
      let literal = try #require(
        Literal.random(
          tensor, low: Scalar(type, text: low), high: Scalar(type, text: high), seed: 7))
      return (0..<literal.count).map { literal[$0] }
    }
    let signed = try values("-9223372036854775808", "9223372036854775807", .i64).map(\.intValue)
    #expect(signed.contains { $0 < -1 << 62 } && signed.contains { $0 > 1 << 62 })
    let unsigned = try values("0", "18446744073709551615", .u64).map(\.bits)
    #expect(unsigned.contains { $0 < 1 << 62 } && unsigned.contains { $0 > 3 << 62 })
    #expect(try values("250", "251", .u8).map(\.bits).allSatisfy { (250...251).contains($0) })
    let wide = try values("-1.7e308", "1.7e308", .f64).map(\.doubleValue)
    #expect(wide.allSatisfy(\.isFinite) && wide.contains { $0 < -1e308 })
  }

  /// Checks `lines` in a model of one function that doubles its argument.
  private func check(
    _ lines: String, _ backends: [Backend] = [.unoptimized, .jit], directory: String? = nil
  ) throws -> CheckReport {
    let text = "func @f(%x: f32[N]) -> f32[N] {\n  %0 = add %x, %x\n  return %0\n}\n\(lines)\n"
    return try Model(text: text, name: "m.qir", directory: directory).check(backends: backends)
  }

  @Test func countsWhatHolds() throws {
    let report = try check("// run: @f([1, 2]) == [2, 4]\n// run: @f(random : f32[100])")
    #expect(report.summary == "2 passed, 0 failed")
    #expect(report.failures == "")
  }

  @Test func saysWhatFailsWhere() throws {
    let report = try check("// run: @f([1, 2]) == [2, 5]\n// run: @f([1]) == 2\n// run: @f(1)")
    #expect(report.summary == "1 passed, 2 failed")
    #expect(
      report.failures == """
        m.qir:7:12: error: the sizes of '%x', which is f32[N], are not known; write the type after \
        it, as ': f32[2,3]'
        // run: @f(1)
                   ^
        m.qir:5:9: error: unoptimized: the result is 4.0 instead of 5.0 at [1], 2097152 ulp or \
        2.0e-01 off (1 of 2 elements differs)
        // run: @f([1, 2]) == [2, 5]
                ^~~~~~~~~~~~~~~~~~~~
        m.qir:5:9: error: jit: the result is 4.0 instead of 5.0 at [1], 2097152 ulp or 2.0e-01 off \
        (1 of 2 elements differs)
        // run: @f([1, 2]) == [2, 5]
                ^~~~~~~~~~~~~~~~~~~~

        """)
  }

  @Test func readsFilesBesideTheModule() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("quern-check-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Tensor([1, 2, 3] as [Float]).write(to: folder.appendingPathComponent("x.npy").path)
    try Tensor([2, 4, 6] as [Float]).write(to: folder.appendingPathComponent("y.npy").path)
    let right = try check("// run: @f(\"x.npy\") == \"y.npy\"", directory: folder.path)
    #expect(right.summary == "1 passed, 0 failed")
    let missing = try check("// run: @f(\"z.npy\")", directory: folder.path)
    #expect(missing.summary == "0 passed, 1 failed")
    #expect(missing.failures.hasPrefix("m.qir:5:9: error: cannot read '"))
    let wrong = try check("// run: @f(\"x.npy\") ~= 0", directory: folder.path)
    #expect(wrong.summary == "0 passed, 1 failed")
  }

}
