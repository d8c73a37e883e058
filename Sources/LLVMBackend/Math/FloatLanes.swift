import CLLVM
import Scalars

/// Floats in registers, one for each lane.
struct FloatLanes {

  let reference: LLVMValueRef
  let math: MathBuilder

  /// Creates lanes of what `reference` is.
  init(_ reference: LLVMValueRef, _ math: MathBuilder) {
    self.reference = reference
    self.math = math
  }

}

/// What arithmetic on lanes takes as an operand: lanes, or a number for all of them.
protocol FloatOperand {

  /// This in all lanes of `math`.
  func lanes(of math: MathBuilder) -> FloatLanes

}

extension FloatLanes: FloatOperand {

  func lanes(of math: MathBuilder) -> FloatLanes { self }

}

extension Double: FloatOperand {

  func lanes(of math: MathBuilder) -> FloatLanes { math(self) }

}

// MARK: Arithmetic

extension FloatLanes {

  private typealias Instruction = (
    LLVMBuilderRef?, LLVMValueRef?, LLVMValueRef?, UnsafePointer<CChar>?
  ) -> LLVMValueRef?

  private func build(_ instruction: Instruction, _ other: some FloatOperand) -> FloatLanes {
    let y = other.lanes(of: math)
    guard let z = instruction(math.ir.builder, reference, y.reference, "") else { return self }
    return FloatLanes(z, math)
  }

  static func + (x: FloatLanes, y: some FloatOperand) -> FloatLanes { x.build(LLVMBuildFAdd, y) }
  static func - (x: FloatLanes, y: some FloatOperand) -> FloatLanes { x.build(LLVMBuildFSub, y) }
  static func * (x: FloatLanes, y: some FloatOperand) -> FloatLanes { x.build(LLVMBuildFMul, y) }
  static func / (x: FloatLanes, y: some FloatOperand) -> FloatLanes { x.build(LLVMBuildFDiv, y) }
  static func - (x: Double, y: FloatLanes) -> FloatLanes { y.math(x) - y }
  static func / (x: Double, y: FloatLanes) -> FloatLanes { y.math(x) / y }

  static prefix func - (x: FloatLanes) -> FloatLanes {
    FloatLanes(LLVMBuildFNeg(x.math.ir.builder, x.reference, ""), x.math)
  }

  /// The result of LLVM's intrinsic `name`.
  func intrinsic(_ name: String, _ others: FloatLanes...) -> FloatLanes {
    FloatLanes(
      math.ir.intrinsic(name, [math.type], [reference] + others.map(\.reference)), math)
  }

  /// The square root.
  var squareRoot: FloatLanes { intrinsic("llvm.sqrt") }

  /// The absolute value.
  var magnitude: FloatLanes { intrinsic("llvm.fabs") }

  /// The magnitude of this with the sign of `other`.
  func withSign(of other: FloatLanes) -> FloatLanes { intrinsic("llvm.copysign", other) }

  /// The lesser of this and `limit`; NaN stays NaN.
  func atMost(_ limit: some FloatOperand) -> FloatLanes { (self .> limit).select(limit, self) }

  /// The greater of this and `limit`; NaN stays NaN.
  func atLeast(_ limit: some FloatOperand) -> FloatLanes { (self .< limit).select(limit, self) }

  /// This as a sum of two numbers of half the precision, for a magnitude below 2^996.
  fileprivate var halves: (high: FloatLanes, low: FloatLanes) {
    let scaled = self * 0x1.0000002p27
    let high = scaled - (scaled - self)
    return (high, self - high)
  }

  /// The polynomial with coefficients `c`, by Horner's rule.
  func polynomial(_ c: Coefficients) -> FloatLanes { polynomial(math[c]) }

  /// The polynomial with coefficients `c`; a long one as two, of the even and the odd powers, which
  /// do not wait for each other, but may cancel where this is not small.
  func splitPolynomial(_ c: Coefficients) -> FloatLanes {
    let c = math[c]
    if c.count <= 8 { return polynomial(c) }
    let square = self * self
    let even = square.polynomial(stride(from: 0, to: c.count, by: 2).map { c[$0] })
    let odd = square.polynomial(stride(from: 1, to: c.count, by: 2).map { c[$0] })
    return multiplyAdd(odd, self, even)
  }

  private func polynomial(_ c: [Double]) -> FloatLanes {
    c.dropLast().reversed().reduce(math(c[c.count - 1])) { multiplyAdd($0, self, $1) }
  }

}

/// x · y + z, rounded once or twice as the machine does it faster.
func multiplyAdd(
  _ x: FloatLanes, _ y: some FloatOperand, _ z: some FloatOperand
) -> FloatLanes {
  let (y, z) = (y.lanes(of: x.math), z.lanes(of: x.math))
  return x.math.ir.hasFMA ? x.intrinsic("llvm.fma", y, z) : x * y + z
}

/// x · y + z, rounded once where x · y and -z are so close that their sum has few digits, else
/// with an error of hardly more than that.
///
/// Without an instruction for it, the product is split into two numbers exactly (T. J. Dekker:
/// "A floating-point technique for extending the available precision", 1971).
func exactMultiplyAdd(
  _ x: FloatLanes, _ y: some FloatOperand, _ z: some FloatOperand
) -> FloatLanes {
  let math = x.math
  let (y, z) = (y.lanes(of: math), z.lanes(of: math))
  if math.ir.hasFMA { return x.intrinsic("llvm.fma", y, z) }
  if !math.isDouble { return (x.widened * y.widened + z.widened).narrowed }
  let product = x * y
  let (xHigh, xLow) = x.halves
  let (yHigh, yLow) = y.halves
  let rest = ((xHigh * yHigh - product) + xHigh * yLow + xLow * yHigh) + xLow * yLow
  return (product + z) + rest
}

// MARK: Comparisons

extension FloatLanes {

  private func compare(_ predicate: LLVMRealPredicate, _ other: some FloatOperand) -> MaskLanes {
    let y = other.lanes(of: math)
    return MaskLanes(
      LLVMBuildFCmp(math.ir.builder, predicate, reference, y.reference, ""), math)
  }

  // Comparisons with NaN do not hold, but for that of being different.
  static func .< (x: FloatLanes, y: some FloatOperand) -> MaskLanes { x.compare(LLVMRealOLT, y) }
  static func .> (x: FloatLanes, y: some FloatOperand) -> MaskLanes { x.compare(LLVMRealOGT, y) }
  static func .>= (x: FloatLanes, y: some FloatOperand) -> MaskLanes { x.compare(LLVMRealOGE, y) }
  static func .== (x: FloatLanes, y: some FloatOperand) -> MaskLanes { x.compare(LLVMRealOEQ, y) }
  static func .!= (x: FloatLanes, y: some FloatOperand) -> MaskLanes { x.compare(LLVMRealUNE, y) }

}

// MARK: Representations

extension FloatLanes {

  /// The representation.
  var bits: IntegerLanes {
    IntegerLanes(LLVMBuildBitCast(math.ir.builder, reference, math.integerType, ""), math)
  }

  /// The bit of the sign alone.
  var signBit: IntegerLanes { bits & math.integer(math.isDouble ? .min : Int(Int32.min)) }

  /// This with the sign flipped where `signs` has the bit of the sign.
  func flippingSign(by signs: IntegerLanes) -> FloatLanes { (bits ^ signs).asFloat }

  /// Floats of single precision in double precision.
  var widened: FloatLanes {
    let wide = MathBuilder(math.ir, isDouble: true, lanes: math.lanes)
    return FloatLanes(LLVMBuildFPExt(math.ir.builder, reference, wide.type, ""), wide)
  }

  /// Floats of double precision rounded to single precision.
  var narrowed: FloatLanes {
    let narrow = MathBuilder(math.ir, isDouble: false, lanes: math.lanes)
    return FloatLanes(LLVMBuildFPTrunc(math.ir.builder, reference, narrow.type, ""), narrow)
  }

}

/// Integers as wide as floats, one for each lane; arithmetic wraps.
struct IntegerLanes {

  let reference: LLVMValueRef
  let math: MathBuilder

  /// Creates lanes of what `reference` is.
  init(_ reference: LLVMValueRef, _ math: MathBuilder) {
    self.reference = reference
    self.math = math
  }

  static func + (x: IntegerLanes, y: IntegerLanes) -> IntegerLanes {
    IntegerLanes(LLVMBuildAdd(x.math.ir.builder, x.reference, y.reference, ""), x.math)
  }

  static func - (x: IntegerLanes, y: IntegerLanes) -> IntegerLanes {
    IntegerLanes(LLVMBuildSub(x.math.ir.builder, x.reference, y.reference, ""), x.math)
  }

  static func & (x: IntegerLanes, y: IntegerLanes) -> IntegerLanes {
    IntegerLanes(LLVMBuildAnd(x.math.ir.builder, x.reference, y.reference, ""), x.math)
  }

  static func | (x: IntegerLanes, y: IntegerLanes) -> IntegerLanes {
    IntegerLanes(LLVMBuildOr(x.math.ir.builder, x.reference, y.reference, ""), x.math)
  }

  static func ^ (x: IntegerLanes, y: IntegerLanes) -> IntegerLanes {
    IntegerLanes(LLVMBuildXor(x.math.ir.builder, x.reference, y.reference, ""), x.math)
  }

  static func << (x: IntegerLanes, n: Int) -> IntegerLanes {
    let amount = x.math.integer(n)
    return IntegerLanes(
      LLVMBuildShl(x.math.ir.builder, x.reference, amount.reference, ""), x.math)
  }

  /// Fills with zeros.
  static func >> (x: IntegerLanes, n: Int) -> IntegerLanes {
    let amount = x.math.integer(n)
    return IntegerLanes(
      LLVMBuildLShr(x.math.ir.builder, x.reference, amount.reference, ""), x.math)
  }

  /// `true` iff all bits are zero.
  var isZero: MaskLanes {
    let zero: LLVMValueRef = LLVMConstNull(math.integerType)
    return MaskLanes(LLVMBuildICmp(math.ir.builder, LLVMIntEQ, reference, zero, ""), math)
  }

  /// 2 to the power of the lowest bits, a signed number, if that is a normal float.
  var powerOfTwo: FloatLanes { ((self << math.fractionWidth) + math(1).bits).asFloat }

  /// The floats with this representation.
  var asFloat: FloatLanes {
    FloatLanes(LLVMBuildBitCast(math.ir.builder, reference, math.type, ""), math)
  }

  /// This, which must not be negative and have no more bits than a fraction, as floats.
  ///
  /// No instruction that converts is needed; few machines have one for 64 bits.
  var converted: FloatLanes {
    let base = math.isDouble ? 0x1p52 : 0x1p23
    return (self | math(base).bits).asFloat - base
  }

}

/// Truth values, one for each lane.
struct MaskLanes {

  let reference: LLVMValueRef
  let math: MathBuilder

  /// Creates lanes of what `reference` is.
  init(_ reference: LLVMValueRef, _ math: MathBuilder) {
    self.reference = reference
    self.math = math
  }

  static func .& (x: MaskLanes, y: MaskLanes) -> MaskLanes {
    MaskLanes(LLVMBuildAnd(x.math.ir.builder, x.reference, y.reference, ""), x.math)
  }

  static func .| (x: MaskLanes, y: MaskLanes) -> MaskLanes {
    MaskLanes(LLVMBuildOr(x.math.ir.builder, x.reference, y.reference, ""), x.math)
  }

  static prefix func .! (x: MaskLanes) -> MaskLanes {
    MaskLanes(LLVMBuildNot(x.math.ir.builder, x.reference, ""), x.math)
  }

  /// `x` where this holds, else `y`.
  func select(_ x: some FloatOperand, _ y: some FloatOperand) -> FloatLanes {
    let (x, y) = (x.lanes(of: math), y.lanes(of: math))
    return FloatLanes(
      LLVMBuildSelect(math.ir.builder, reference, x.reference, y.reference, ""), math)
  }

}
