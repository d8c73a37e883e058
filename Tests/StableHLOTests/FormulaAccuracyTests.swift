import Foundation
import Quern
import Testing

#if arch(x86_64) && !os(Windows)
  /// How far the functions that are formulas are from exact results, in units of the last place.
  @Suite(.serialized)
  struct FormulaAccuracyTests {

    /// What each of them is held to.
    private static let bound = 3.0

    /// How many samples are measured; the documented errors are those of a million.
    private static let sampleCount =
      ProcessInfo.processInfo.environment["QUERN_NUMERICS"].flatMap { Int($0) } ?? 1 << 11

    @Test(arguments: FormulaReference.all.indices)
    func staysWithinTheBound(_ i: Int) throws {
      let function = FormulaReference.all[i]
      let single = try worst(function, Float.self)
      let double = try worst(function, Double.self)
      #expect(single.error <= Self.bound, "\(function.name) of f32 at \(single.operands)")
      #expect(double.error <= Self.bound, "\(function.name) of f64 at \(double.operands)")
      if ProcessInfo.processInfo.environment["QUERN_NUMERICS"] != nil {
        func text(_ x: Double) -> String { String(format: "%.2f", (x * 100).rounded(.up) / 100) }
        print("| `\(function.name)` | \(text(single.error)) | \(text(double.error)) |")
      }
    }

    @Test func documentListsTheFunctions() throws {
      let path = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")
      let text = try String(contentsOfFile: path + "/docs/NUMERICS.md", encoding: .utf8)
      let rows = text.split(separator: "\n").map { $0.split(separator: "|") }
        .filter { $0.count == 3 && $0[0].hasPrefix(" `") }
      let names = rows.map { $0[0].trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
      #expect(names == FormulaReference.all.map(\.name))
      for cell in rows.flatMap({ $0[1...] }) {
        let found = try #require(Double(cell.trimmingCharacters(in: .whitespaces)))
        #expect(found <= Self.bound)
      }
    }

    /// Returns the greatest error of a part of the result, and where that was.
    private func worst<T: BinaryFloatingPoint & TensorElement>(
      _ function: FormulaReference, _ type: T.Type
    ) throws -> (error: Double, operands: [Float80]) {
      var generator = SampleGenerator()
      var samples: [[T]] = []
      while samples.count < Self.sampleCount {
        let sample = function.sample(&generator).map { T($0) }
        let isNormal = sample.allSatisfy { $0 == 0 || $0.isNormal }
        if isNormal, function.contains(sample.map { Float80($0) }) { samples.append(sample) }
      }
      let element = T.self == Float.self ? "f32" : "f64"
      let f = try Model(text: function.text(samples.count, element)).compile()
      let inputs = try (0..<samples[0].count).map { (k) in try Tensor(samples.map { $0[k] }) }
      let results = try f.run(inputs).map { try $0.elements(as: T.self) }
      var worst = (error: 0.0, operands: [Float80]())
      for (i, sample) in samples.enumerated() {
        let operands = sample.map { Float80($0) }
        for (result, exact) in zip(results, function.exact(operands)) {
          // Where numbers end, errors say little; NaN stands for what is not known.
          guard exact.magnitude > Float80(T.leastNormalMagnitude), T(exact).isFinite else {
            continue
          }
          let unit = Float80(
            sign: .plus, exponent: exact.exponent - Float80.Exponent(T.significandBitCount),
            significand: 1)
          let error = Double((Float80(result[i]) - exact).magnitude / unit)
          if !(error <= worst.error) { worst = (error.isNaN ? .infinity : error, operands) }
        }
      }
      return worst
    }

  }
#endif
