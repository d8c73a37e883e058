import Scalars
import Testing

/// Elementwise functions of single elements.
@Suite struct ScalarTests {

  private func u(_ f: UnaryFunction, _ t: ElementType, _ x: Double) -> Double {
    f.evaluate(Scalar(t, x)).doubleValue
  }

  private func b(_ f: BinaryFunction, _ t: ElementType, _ x: Double, _ y: Double) -> Double {
    f.evaluate(Scalar(t, x), Scalar(t, y)).doubleValue
  }

  private static let signed: [ElementType] = [.i8, .i16, .i32, .i64]
  private static let unsigned: [ElementType] = [.u8, .u16, .u32, .u64]
  private static let floats: [ElementType] = [.f16, .bf16, .f32, .f64]

  private func minimum(_ t: ElementType) -> Scalar {
    Scalar(t, bits: 1 << UInt64(t.bitWidth - 1))
  }

  @Test func functionsAreDefinedWhereTheTableSays() {
    let bitwise: [BinaryFunction] = [.and, .or, .xor]
    let shifts: [BinaryFunction] = [.shl, .shrA, .shrL]
    for f in BinaryFunction.allCases {
      for t in ElementType.allCases {
        let expected =
          switch f {
          case .add, .mul, .max, .min: true
          case .sub, .div, .rem, .pow: t != .i1
          case .atan2: t.isFloat
          case _ where bitwise.contains(f): !t.isFloat
          case _ where shifts.contains(f): t.isInteger
          default: false
          }
        #expect(f.isDefined(for: t) == expected, "\(f) \(t)")
      }
    }
    for f in UnaryFunction.allCases {
      for t in ElementType.allCases {
        let expected =
          switch f {
          case .abs, .sign: t.isSigned || t.isFloat
          case .neg: t != .i1
          case .not: !t.isFloat
          case .popcnt, .clz: t.isInteger
          default: t.isFloat
          }
        #expect(f.isDefined(for: t) == expected, "\(f) \(t)")
      }
    }
  }

  @Test(arguments: signed) func signedIntegersNeverTrap(t: ElementType) {
    let low = minimum(t)
    let minusOne = Scalar(t, integer: -1)
    let zero = Scalar(t, integer: 0)
    let seven = Scalar(t, integer: -7)
    #expect(BinaryFunction.div.evaluate(low, minusOne) == low)
    #expect(BinaryFunction.rem.evaluate(low, minusOne) == zero)
    #expect(BinaryFunction.div.evaluate(seven, zero) == minusOne)
    #expect(BinaryFunction.rem.evaluate(seven, zero) == seven)
    #expect(BinaryFunction.div.evaluate(seven, Scalar(t, integer: 2)).intValue == -3)
    #expect(BinaryFunction.rem.evaluate(seven, Scalar(t, integer: 2)).intValue == -1)
    #expect(UnaryFunction.abs.evaluate(low) == low)
    #expect(UnaryFunction.neg.evaluate(low) == low)
    #expect(UnaryFunction.sign.evaluate(seven) == minusOne)
    #expect(BinaryFunction.sub.evaluate(low, Scalar(t, integer: 1)).intValue > 0)
    #expect(BinaryFunction.mul.evaluate(low, Scalar(t, integer: 2)) == zero)
  }

  @Test(arguments: unsigned) func unsignedIntegersNeverTrap(t: ElementType) {
    let all = Scalar(t, bits: .max)
    let zero = Scalar(t, integer: 0)
    let seven = Scalar(t, integer: 7)
    #expect(BinaryFunction.div.evaluate(seven, zero) == all)
    #expect(BinaryFunction.rem.evaluate(seven, zero) == seven)
    #expect(BinaryFunction.add.evaluate(all, Scalar(t, integer: 1)) == zero)
    #expect(UnaryFunction.neg.evaluate(Scalar(t, integer: 1)) == all)
    #expect(BinaryFunction.max.evaluate(all, seven) == all)
    #expect(ComparisonDirection.gt.evaluate(all, seven, total: false))
  }

  @Test(arguments: signed + unsigned) func shifts(t: ElementType) {
    let low = minimum(t)
    let zero = Scalar(t, integer: 0)
    // An arithmetic shift copies the highest bit, also where that is no sign.
    let fill = Scalar(t, bits: .max)
    let width = Int64(t.bitWidth)
    let amounts = [width, width + 1, -1]
    for n in amounts.map({ Scalar(t, integer: $0) }) {
      #expect(BinaryFunction.shl.evaluate(low, n) == zero)
      #expect(BinaryFunction.shrL.evaluate(low, n) == zero)
      #expect(BinaryFunction.shrA.evaluate(low, n) == fill)
    }
    let last = Scalar(t, integer: width - 1)
    #expect(BinaryFunction.shrL.evaluate(low, last).intValue == 1)
    #expect(BinaryFunction.shrA.evaluate(low, last) == fill)
    #expect(BinaryFunction.shl.evaluate(Scalar(t, integer: 1), last) == low)
    #expect(UnaryFunction.clz.evaluate(Scalar(t, integer: 1)).intValue == width - 1)
    #expect(UnaryFunction.popcnt.evaluate(Scalar(t, bits: .max)).intValue == width)
    #expect(UnaryFunction.not.evaluate(zero) == Scalar(t, bits: .max))
  }

  @Test func integerPowers() {
    #expect(b(.pow, .i32, 3, 4) == 81)
    #expect(b(.pow, .i32, -2, 3) == -8)
    #expect(b(.pow, .i8, 2, 7) == -128)
    #expect(b(.pow, .i8, 2, 8) == 0)
    #expect(b(.pow, .u8, 3, 200) == Double((0..<200).reduce(UInt8(1)) { n, _ in n &* 3 }))
    #expect(b(.pow, .i32, 0, 0) == 1)
    #expect(b(.pow, .i32, 2, -1) == 0)
    #expect(b(.pow, .i32, 0, -1) == 0)
    #expect(b(.pow, .i32, 1, -5) == 1)
    #expect(b(.pow, .i32, -1, -5) == -1)
    #expect(b(.pow, .i32, -1, -4) == 1)
    #expect(BinaryFunction.pow.evaluate(Scalar(.i8, integer: -1), minimum(.i8)).intValue == 1)
  }

  @Test func truthValues() {
    let t = Scalar(.i1, integer: 1)
    let f = Scalar(.i1, integer: 0)
    for g: BinaryFunction in [.add, .max, .or] {
      #expect(g.evaluate(t, f) == t)
      #expect(g.evaluate(f, f) == f)
    }
    for g: BinaryFunction in [.mul, .min, .and] {
      #expect(g.evaluate(t, f) == f)
      #expect(g.evaluate(t, t) == t)
    }
    #expect(BinaryFunction.xor.evaluate(t, t) == f)
    #expect(UnaryFunction.not.evaluate(f) == t)
    #expect(ComparisonDirection.lt.evaluate(f, t, total: false))
  }

  @Test(arguments: floats) func floatsWithSpecialValues(t: ElementType) {
    #expect(u(.sign, t, -0.0).bitPattern == (-0.0).bitPattern)
    #expect(u(.sign, t, .nan).isNaN)
    #expect(u(.sign, t, -3) == -1)
    #expect(b(.max, t, .nan, 1).isNaN && b(.max, t, 1, .nan).isNaN)
    #expect(b(.min, t, .nan, 1).isNaN && b(.min, t, 1, .nan).isNaN)
    #expect(b(.max, t, -0.0, 0).sign == .plus && b(.max, t, 0, -0.0).sign == .plus)
    #expect(b(.min, t, -0.0, 0).sign == .minus && b(.min, t, 0, -0.0).sign == .minus)
    #expect(b(.rem, t, -7, 2) == -1)
    #expect(b(.rem, t, 7, .infinity) == 7)
    #expect(b(.rem, t, 7, 0).isNaN)
    #expect(b(.rem, t, -4, 2).sign == .minus)
    #expect(b(.div, t, 1, -0.0) == -.infinity)
    #expect(u(.rsqrt, t, -0.0) == -.infinity)
    #expect(u(.rsqrt, t, 4) == 0.5)
    #expect(u(.sqrt, t, -1).isNaN)
    #expect(abs(u(.cbrt, t, -27) + 3) < 1e-15)
    #expect(u(.roundEven, t, 2.5) == 2 && u(.roundEven, t, -3.5) == -4)
    #expect(u(.roundAway, t, 2.5) == 3 && u(.roundAway, t, -2.5) == -3)
    #expect(u(.roundEven, t, -0.25).sign == .minus)
    #expect(u(.floor, t, -1.5) == -2 && u(.ceil, t, -1.5) == -1)
    #expect(u(.exp, t, 0) == 1 && u(.exp, t, -.infinity) == 0)
    #expect(u(.log, t, 0) == -.infinity && u(.log, t, -1).isNaN)
    #expect(u(.logistic, t, 0) == 0.5)
    #expect(u(.logistic, t, .infinity) == 1 && u(.logistic, t, -.infinity) == 0)
    #expect(u(.tanh, t, .infinity) == 1 && u(.erf, t, -.infinity) == -1)
    #expect(u(.abs, t, -0.0).sign == .plus)
    #expect(b(.pow, t, 2, -1) == 0.5 && b(.pow, t, .nan, 0) == 1)
    #expect(b(.atan2, t, 0, 1) == 0 && b(.atan2, t, -0.0, -1) < -3)
    #expect(u(.isFinite, t, .nan) == 0 && u(.isFinite, t, .infinity) == 0)
    #expect(u(.isFinite, t, 1) == 1)
    #expect(UnaryFunction.isFinite.evaluate(Scalar(t, 1)).type == .i1)
  }

  @Test func accurateWhereTheFormulaIsNot() {
    #expect(abs(u(.logistic, .f64, -700) / 9.859676543759770e-305 - 1) < 1e-14)
    #expect(u(.logistic, .f32, -80) == Double(Float(1.8048513878454153e-35)))
    #expect(u(.expm1, .f64, 1e-10) == 1.00000000005e-10)
    #expect(abs(u(.log1p, .f64, 1e-10) / 9.9999999995e-11 - 1) < 1e-15)
    #expect(u(.erf, .f64, 0.5) == 0.5204998778130465)
  }

  @Test func narrowFloatsRoundAfterEachFunction() {
    #expect(b(.add, .bf16, 256, 1) == 256)
    #expect(b(.add, .bf16, 256, 3) == 260)
    #expect(b(.add, .f16, 2048, 1) == 2048)
    #expect(b(.mul, .f16, 256, 256) == .infinity)
    #expect(b(.div, .bf16, 1, 3) == 0.333984375)
    #expect(u(.exp, .f16, 1) == 2.71875)
  }

  @Test(arguments: floats) func totalOrder(t: ElementType) {
    let nan = Scalar(t, Double.nan)
    let negativeNaN = UnaryFunction.neg.evaluate(nan)
    let ascending =
      [negativeNaN] + [-Double.infinity, -1, -0.0, 0, 1, .infinity].map { Scalar(t, $0) } + [nan]
    for (i, a) in ascending.enumerated() {
      for (j, b) in ascending.enumerated() {
        #expect(ComparisonDirection.lt.evaluate(a, b, total: true) == (i < j))
        #expect(ComparisonDirection.eq.evaluate(a, b, total: true) == (i == j))
        #expect(ComparisonDirection.ge.evaluate(a, b, total: true) == (i >= j))
      }
    }
    for d in ComparisonDirection.allCases {
      #expect(d.evaluate(nan, nan, total: false) == (d == .ne))
    }
    #expect(ComparisonDirection.eq.evaluate(ascending[3], ascending[4], total: false))
  }

  @Test func conversions() {
    func c(_ x: Double, _ t: ElementType) -> Int64 { Scalar(.f64, x).converted(to: t).intValue }
    #expect(c(.nan, .i32) == 0 && c(-0.5, .u8) == 0)
    #expect(c(300, .u8) == 255 && c(-1, .u8) == 0)
    #expect(c(1e30, .i32) == Int64(Int32.max) && c(-1e30, .i32) == Int64(Int32.min))
    #expect(c(0x1p63, .i64) == .max && c(-0x1p63, .i64) == .min && c(-.infinity, .i64) == .min)
    #expect(Scalar(.f64, Double.infinity).converted(to: .u64).bits == .max)
    #expect(c(-2.9, .i8) == -2 && c(127.9, .i8) == 127 && c(128, .i8) == 127)
    #expect(c(-128.9, .i8) == -128 && c(255.9, .u8) == 255)
    #expect(c(.nan, .i1) == 1 && c(0.1, .i1) == 1 && c(-0.0, .i1) == 0)
    #expect(Scalar(.i32, integer: 300).converted(to: .i8).intValue == 44)
    #expect(Scalar(.i32, integer: -1).converted(to: .u64).bits == .max)
    #expect(Scalar(.u8, integer: 200).converted(to: .i8).intValue == -56)
    #expect(Scalar(.u8, integer: 200).converted(to: .i32).intValue == 200)
    #expect(Scalar(.i32, integer: 256).converted(to: .i1).intValue == 1)
    #expect(Scalar(.i1, integer: 1).converted(to: .f16).doubleValue == 1)
    #expect(Scalar(.u64, bits: .max).doubleValue == 0x1p64)
    #expect(Scalar(.u64, bits: .max).intValue == -1)
    #expect(Scalar(.f64, 1e39).converted(to: .f32).doubleValue == .infinity)
  }

  @Test func neutralElementsChangeNothing() {
    let samples: [Double] = [0, 1, 2, 100]
    for f in BinaryFunction.allCases {
      for t in ElementType.allCases {
        guard let neutral = f.neutralElement(for: t) else { continue }
        for x in samples.map({ Scalar(t, $0) }) {
          #expect(f.evaluate(neutral, x) == x && f.evaluate(x, neutral) == x, "\(f) \(t)")
        }
      }
    }
    #expect(BinaryFunction.max.neutralElement(for: .f16)?.doubleValue == -.infinity)
    #expect(BinaryFunction.min.neutralElement(for: .i8)?.intValue == 127)
    #expect(BinaryFunction.max.neutralElement(for: .i64)?.intValue == .min)
    #expect(BinaryFunction.sub.neutralElement(for: .f32) == nil)
    #expect(BinaryFunction.and.neutralElement(for: .f32) == nil)
  }

}
