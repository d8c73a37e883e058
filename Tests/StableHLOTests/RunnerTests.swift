import GraphIR
import Quern
import Scalars
import StableHLO
import Testing

@Suite("Checks of StableHLO")
struct RunnerTests {

  private func allows(
    _ rule: CheckRule, _ a: String, _ b: String, _ element: ElementType
  ) throws -> Bool {
    let type = TensorType(element, [])
    let x = try #require(Literal.parse(a, as: type))
    let y = try #require(Literal.parse(b, as: type))
    return rule.difference(of: x, from: y) == nil
  }

  @Test func equalComparesNumbers() throws {
    #expect(try allows(.equal, "-0.0", "0.0", .f32))
    #expect(try !allows(.equal, "nan", "nan", .f32))
    #expect(try allows(.equal, "inf", "inf", .f16))
    #expect(try !allows(.equal, "1", "2", .i8))
  }

  @Test func closeCountsSteps() throws {
    let rule = CheckRule.close(minimum: 0, maximum: 3)
    #expect(try allows(rule, "0x3f800003", "1.0", .f32))
    #expect(try !allows(rule, "0x3f800004", "1.0", .f32))
    #expect(try allows(rule, "0x00000001", "0x80000002", .f32))
    #expect(try !allows(rule, "0x00000002", "0x80000002", .f32))
    #expect(try allows(rule, "nan", "0x7fc00001", .f32))
    #expect(try allows(rule, "inf", "inf", .f32))
    #expect(try !allows(rule, "inf", "0x7f7fffff", .f32))
    #expect(try !allows(rule, "nan", "inf", .f32))
    #expect(try !allows(.close(minimum: 1, maximum: 3), "1.0", "1.0", .f32))
  }

  @Test func almostEqualIsAbsolute() throws {
    let rule = CheckRule.almostEqual(tolerance: 1e-3)
    #expect(try allows(rule, "1000.0005", "1000.0", .f64))
    #expect(try !allows(rule, "1.002", "1.0", .f64))
    #expect(try allows(rule, "nan", "nan", .f64))
    #expect(try !allows(rule, "nan", "1.0", .f64))
    #expect(try allows(rule, "-inf", "-inf", .f64))
    #expect(try !allows(.equalIntegers(tolerance: 2), "1", "2", .i32))
    #expect(try allows(.equalIntegers(tolerance: 2), "1", "2", .f32))
  }

  private func check(_ text: String, name: String = "add_float32_2.mlir") -> CheckReport {
    StableHLOChecker(backends: [.interpreter]).check(Array(text.utf8), name: name)
  }

  private func test(_ expected: String, header: String = "") -> String {
    """
    \(header)
    func.func @main() {
      %0 = stablehlo.constant dense<[1.0, 2.0]> : tensor<2xf32>
      check.expect_eq_const %0, dense<\(expected)> : tensor<2xf32>
      return
    }
    """
  }

  @Test func failuresNameThePlace() {
    let report = check(test("[1.0, 3.0]"))
    #expect(report.summary == "0 passed, 1 failed")
    #expect(
      report.failures == """
        add_float32_2.mlir:4:3: error: interpreter: the value is 2.0 instead of 3.0 at [1], 4194304 ulp or 3.3e-01 off (1 of 2 elements differs)
          check.expect_eq_const %0, dense<[1.0, 3.0]> : tensor<2xf32>
          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

        """)
    #expect(report.table == "add: 0 of 1\n")
  }

  @Test func disabledTestsAreNamed() {
    let header = "// RUN-DISABLED(inaccurate): tool %s"
    let report = check(test("[1.0, 3.0]", header: header))
    #expect(report.summary == "0 passed, 0 failed, 1 skipped")
    #expect(
      report.skipped.map(\.reason) == ["RUN-DISABLED(inaccurate), fails"])
    #expect(
      check(test("[1.0, 2.0]", header: header)).skipped.map(\.reason)
        == ["RUN-DISABLED(inaccurate), passes"])
  }

  @Test func testsOfSeveralDevicesAreSkipped() {
    let report = check(
      """
      func.func @main() {
        %0 = "interpreter.run_parallel"() {programs = [[@f]]} : () -> tensor<2xf32>
        check.expect_eq_const %0, dense<1.0> : tensor<2xf32>
        return
      }
      """)
    #expect(report.skipped.map(\.reason) == ["it runs on several devices"])
  }

  @Test func whatIsNotSupportedIsCounted() {
    let report = check(
      """
      func.func @main() {
        %0 = stablehlo.replica_id : tensor<ui32>
        return
      }
      // -----
      \(test("[1.0, 2.0]"))
      """, name: "replica.mlir")
    #expect(report.summary == "1 passed, 1 failed (1 not supported)")
    #expect(
      report.table == """
        replica: 1 of 2
        not supported: stablehlo.replica_id: 1

        """)
  }

}
