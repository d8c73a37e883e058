import CLLVM
import KernelIR
import Scalars

extension KernelEmitter {

  /// Returns an elementwise function of `x`, a register of type `type`; floats are not rounded to
  /// narrow types yet.
  func unary(_ f: UnaryFunction, _ x: LLVMValueRef, _ type: ElementType) -> LLVMValueRef {
    let b = ir.builder
    let t: LLVMTypeRef = LLVMTypeOf(x)
    let zero: LLVMValueRef = LLVMConstNull(t)
    let never = ir.constant(0, ir.i1)
    func intrinsic(_ name: String) -> LLVMValueRef { ir.intrinsic(name, [t], [x]) }
    func elementary(_ body: (FloatLanes) -> FloatLanes) -> LLVMValueRef {
      evaluate(f.rawValue, [x], type, isLong: type == .f64) { body($0[0]) }
    }
    switch f {
    case .abs:
      return type.isFloat
        ? intrinsic("llvm.fabs") : ir.intrinsic("llvm.abs", [t], [x, never])
    case .neg:
      return type.isFloat ? LLVMBuildFNeg(b, x, "") : LLVMBuildSub(b, zero, x, "")
    case .sign:
      if type.isFloat {
        let one = number(1, like: x, type)
        let below: LLVMValueRef = LLVMBuildFCmp(b, LLVMRealOLT, x, zero, "")
        let negative: LLVMValueRef = LLVMBuildSelect(b, below, number(-1, like: x, type), x, "")
        return LLVMBuildSelect(b, LLVMBuildFCmp(b, LLVMRealOGT, x, zero, ""), one, negative, "")
      }
      let above: LLVMValueRef = LLVMBuildICmp(b, LLVMIntSGT, x, zero, "")
      let below: LLVMValueRef = LLVMBuildICmp(b, LLVMIntSLT, x, zero, "")
      return LLVMBuildSub(b, LLVMBuildZExt(b, above, t, ""), LLVMBuildZExt(b, below, t, ""), "")
    case .floor: return intrinsic("llvm.floor")
    case .ceil: return intrinsic("llvm.ceil")
    case .roundEven: return intrinsic("llvm.roundeven")
    case .roundAway: return intrinsic("llvm.round")
    case .sqrt: return intrinsic("llvm.sqrt")
    case .rsqrt: return elementary { $0.reciprocalSquareRoot }
    case .cbrt: return elementary { $0.cubeRoot }
    case .exp: return elementary { $0.exponential }
    case .expm1: return elementary { $0.exponentialMinusOne }
    case .log: return elementary { $0.logarithm }
    case .log1p: return elementary { $0.logarithmOfOnePlus }
    case .sin: return elementary { $0.sine }
    case .cos: return elementary { $0.cosine }
    case .tan: return elementary { $0.tangent }
    case .tanh: return elementary { $0.hyperbolicTangent }
    case .logistic: return elementary { $0.logistic }
    case .erf: return elementary { $0.errorFunction }
    case .not: return LLVMBuildNot(b, x, "")
    case .popcnt: return intrinsic("llvm.ctpop")
    case .clz: return ir.intrinsic("llvm.ctlz", [t], [x, never])
    case .isFinite:
      return LLVMBuildFCmp(
        b, LLVMRealOLT, intrinsic("llvm.fabs"), number(.infinity, like: x, type), "")
    }
  }

  /// Returns an elementwise function of `x` and `y`, registers of type `type`; floats are not
  /// rounded to narrow types yet.
  func binary(_ f: BinaryFunction, _ x: LLVMValueRef, _ y: LLVMValueRef, _ type: ElementType)
    -> LLVMValueRef
  {
    let b = ir.builder
    let t: LLVMTypeRef = LLVMTypeOf(x)
    func elementary(
      isLong: Bool, _ body: (FloatLanes, FloatLanes) -> FloatLanes
    ) -> LLVMValueRef {
      evaluate(f.rawValue, [x, y], type, isLong: isLong || type == .f64) { body($0[0], $0[1]) }
    }
    switch f {
    case .add:
      if type == .i1 { return LLVMBuildOr(b, x, y, "") }
      return type.isFloat ? LLVMBuildFAdd(b, x, y, "") : LLVMBuildAdd(b, x, y, "")
    case .sub:
      return type.isFloat ? LLVMBuildFSub(b, x, y, "") : LLVMBuildSub(b, x, y, "")
    case .mul:
      if type == .i1 { return LLVMBuildAnd(b, x, y, "") }
      return type.isFloat ? LLVMBuildFMul(b, x, y, "") : LLVMBuildMul(b, x, y, "")
    case .div:
      return type.isFloat ? LLVMBuildFDiv(b, x, y, "") : quotient(x, y, type)
    case .rem:
      return type.isFloat
        ? elementary(isLong: false) { $0.remainder(by: $1) } : remainder(x, y, type)
    case .max:
      if type == .i1 { return LLVMBuildOr(b, x, y, "") }
      if type == .f16 { return extremum(x, y, isMax: true) }
      let name = type.isFloat ? "llvm.maximum" : type.isSigned ? "llvm.smax" : "llvm.umax"
      return ir.intrinsic(name, [t], [x, y])
    case .min:
      if type == .i1 { return LLVMBuildAnd(b, x, y, "") }
      if type == .f16 { return extremum(x, y, isMax: false) }
      let name = type.isFloat ? "llvm.minimum" : type.isSigned ? "llvm.smin" : "llvm.umin"
      return ir.intrinsic(name, [t], [x, y])
    case .pow:
      return type.isFloat ? elementary(isLong: true) { $0.power($1) } : power(x, y, type)
    case .atan2: return elementary(isLong: false) { $0.angle(of: $1) }
    case .and: return LLVMBuildAnd(b, x, y, "")
    case .or: return LLVMBuildOr(b, x, y, "")
    case .xor: return LLVMBuildXor(b, x, y, "")
    case .shl, .shrA, .shrL: return shift(f, x, y, type)
    }
  }

  /// Returns the elementary function `name` of `arguments`, registers of type `type`.
  ///
  /// A long one is emitted once and called, so that kernels stay small; others are built in place,
  /// where their constants stay in registers.
  private func evaluate(
    _ name: String, _ arguments: [LLVMValueRef], _ type: ElementType, isLong: Bool,
    _ body: ([FloatLanes]) -> FloatLanes
  ) -> LLVMValueRef {
    let math = MathBuilder(ir, isDouble: type == .f64, lanes: laneCount(of: arguments[0]))
    let x = arguments.map { FloatLanes($0, math) }
    return (isLong ? math.shared(name, x, body) : body(x)).reference
  }

  /// The float `n` in the type and lanes of `x`.
  private func number(_ n: Double, like x: LLVMValueRef, _ type: ElementType) -> LLVMValueRef {
    ir.splat(constant: ir.constant(Scalar(type, n)), laneCount(of: x))
  }

  /// The larger or smaller of two floats, NaN if one is, and of two zeros the one with that sign.
  ///
  /// LLVM 19 narrows its own `llvm.maximum` of extended halves to one of halves, and that forgets
  /// about NaN where the machine has no arithmetic of halves.
  private func extremum(_ x: LLVMValueRef, _ y: LLVMValueRef, isMax: Bool) -> LLVMValueRef {
    let b = ir.builder
    let t: LLVMTypeRef = LLVMTypeOf(x)
    let bits = ir.vector(ir.i32, laneCount(of: x))
    let xBits: LLVMValueRef = LLVMBuildBitCast(b, x, bits, "")
    let yBits: LLVMValueRef = LLVMBuildBitCast(b, y, bits, "")
    let equal: LLVMValueRef =
      isMax ? LLVMBuildAnd(b, xBits, yBits, "") : LLVMBuildOr(b, xBits, yBits, "")
    let wins: LLVMValueRef = LLVMBuildFCmp(b, isMax ? LLVMRealOGT : LLVMRealOLT, x, y, "")
    let isNaN: LLVMValueRef = LLVMBuildFCmp(b, LLVMRealUNO, x, x, "")
    let isFirst: LLVMValueRef = LLVMBuildOr(b, wins, isNaN, "")
    return LLVMBuildSelect(
      b, LLVMBuildFCmp(b, LLVMRealOEQ, x, y, ""), LLVMBuildBitCast(b, equal, t, ""),
      LLVMBuildSelect(b, isFirst, x, y, ""), "")
  }

  // MARK: Integers

  /// Shifts; amounts, read as unsigned, of at least the width shift everything out.
  private func shift(_ f: BinaryFunction, _ x: LLVMValueRef, _ y: LLVMValueRef, _ type: ElementType)
    -> LLVMValueRef
  {
    let b = ir.builder
    let t: LLVMTypeRef = LLVMTypeOf(x)
    let lanes = laneCount(of: x)
    func splat(_ n: Int) -> LLVMValueRef {
      ir.splat(constant: ir.constant(n, ir.register(type)), lanes)
    }
    let isInside: LLVMValueRef = LLVMBuildICmp(b, LLVMIntULT, y, splat(type.bitWidth), "")
    let last = splat(type.bitWidth - 1)
    let amount: LLVMValueRef = LLVMBuildSelect(b, isInside, y, last, "")
    switch f {
    case .shl:
      return LLVMBuildSelect(b, isInside, LLVMBuildShl(b, x, amount, ""), LLVMConstNull(t), "")
    case .shrL:
      return LLVMBuildSelect(b, isInside, LLVMBuildLShr(b, x, amount, ""), LLVMConstNull(t), "")
    default:
      return LLVMBuildAShr(b, x, amount, "")
    }
  }

  /// The quotient: all ones for a divisor of 0, and the minimum for the minimum by -1.
  private func quotient(_ x: LLVMValueRef, _ y: LLVMValueRef, _ type: ElementType) -> LLVMValueRef {
    let b = ir.builder
    let t: LLVMTypeRef = LLVMTypeOf(x)
    let lanes = laneCount(of: x)
    let one = ir.splat(constant: ir.constant(1, ir.register(type)), lanes)
    let ones = ir.splat(constant: ir.constant(-1, ir.register(type)), lanes)
    let isZero: LLVMValueRef = LLVMBuildICmp(b, LLVMIntEQ, y, LLVMConstNull(t), "")
    if !type.isSigned {
      let safe: LLVMValueRef = LLVMBuildSelect(b, isZero, one, y, "")
      return LLVMBuildSelect(b, isZero, ones, LLVMBuildUDiv(b, x, safe, ""), "")
    }
    let isMinusOne: LLVMValueRef = LLVMBuildICmp(b, LLVMIntEQ, y, ones, "")
    let safe: LLVMValueRef = LLVMBuildSelect(b, LLVMBuildOr(b, isZero, isMinusOne, ""), one, y, "")
    let q: LLVMValueRef = LLVMBuildSDiv(b, x, safe, "")
    let negated: LLVMValueRef = LLVMBuildSub(b, LLVMConstNull(t), x, "")
    return LLVMBuildSelect(
      b, isZero, ones, LLVMBuildSelect(b, isMinusOne, negated, q, ""), "")
  }

  /// The remainder: the dividend for a divisor of 0, and 0 for -1.
  private func remainder(_ x: LLVMValueRef, _ y: LLVMValueRef, _ type: ElementType) -> LLVMValueRef
  {
    let b = ir.builder
    let t: LLVMTypeRef = LLVMTypeOf(x)
    let lanes = laneCount(of: x)
    let one = ir.splat(constant: ir.constant(1, ir.register(type)), lanes)
    let isZero: LLVMValueRef = LLVMBuildICmp(b, LLVMIntEQ, y, LLVMConstNull(t), "")
    var unsafe = isZero
    if type.isSigned {
      let ones = ir.splat(constant: ir.constant(-1, ir.register(type)), lanes)
      unsafe = LLVMBuildOr(b, isZero, LLVMBuildICmp(b, LLVMIntEQ, y, ones, ""), "")
    }
    let safe: LLVMValueRef = LLVMBuildSelect(b, unsafe, one, y, "")
    let r: LLVMValueRef =
      type.isSigned ? LLVMBuildSRem(b, x, safe, "") : LLVMBuildURem(b, x, safe, "")
    return LLVMBuildSelect(b, isZero, x, r, "")
  }

  /// The power by repeated squaring; for a negative exponent 0, but 1 for the base 1 and 1 or -1
  /// for the base -1.
  private func power(_ x: LLVMValueRef, _ y: LLVMValueRef, _ type: ElementType) -> LLVMValueRef {
    let b = ir.builder
    let t: LLVMTypeRef = LLVMTypeOf(x)
    let lanes = laneCount(of: x)
    func splat(_ n: Int) -> LLVMValueRef {
      ir.splat(constant: ir.constant(n, ir.register(type)), lanes)
    }
    let zero: LLVMValueRef = LLVMConstNull(t)
    var result = splat(1)
    var square = x
    for k in 0..<type.bitWidth {
      let bit: LLVMValueRef = LLVMBuildAnd(b, LLVMBuildLShr(b, y, splat(k), ""), splat(1), "")
      let isSet: LLVMValueRef = LLVMBuildICmp(b, LLVMIntNE, bit, zero, "")
      result = LLVMBuildSelect(b, isSet, LLVMBuildMul(b, result, square, ""), result, "")
      square = LLVMBuildMul(b, square, square, "")
    }
    guard type.isSigned else { return result }
    let isNegative: LLVMValueRef = LLVMBuildICmp(b, LLVMIntSLT, y, zero, "")
    let isOne: LLVMValueRef = LLVMBuildICmp(b, LLVMIntEQ, x, splat(1), "")
    let isMinusOne: LLVMValueRef = LLVMBuildICmp(b, LLVMIntEQ, x, splat(-1), "")
    let odd: LLVMValueRef = LLVMBuildAnd(b, y, splat(1), "")
    // 1 - 2 × odd.
    let alternating: LLVMValueRef = LLVMBuildSub(
      b, splat(1), LLVMBuildShl(b, odd, splat(1), ""), "")
    let other: LLVMValueRef = LLVMBuildSelect(b, isMinusOne, alternating, zero, "")
    let inverse: LLVMValueRef = LLVMBuildSelect(b, isOne, splat(1), other, "")
    return LLVMBuildSelect(b, isNegative, inverse, result, "")
  }

}
