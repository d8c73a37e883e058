import CLLVM
import KernelIR
import Scalars

extension KernelEmitter {

  /// Returns `x`, a float of register type, rounded to `type` if that is narrower than registers.
  func rounded(_ x: LLVMValueRef, to type: ElementType) -> LLVMValueRef {
    let b = ir.builder
    let lanes = laneCount(of: x)
    switch type {
    case .f16:
      let narrow: LLVMValueRef = LLVMBuildFPTrunc(b, x, ir.vector(ir.half, lanes), "")
      return LLVMBuildFPExt(b, narrow, ir.vector(ir.float, lanes), "")
    case .bf16:
      return roundedToBFloat16(x, lanes: lanes)
    default:
      return x
    }
  }

  /// Rounds floats to 8 bits of precision, ties to even; NaNs stay NaNs.
  private func roundedToBFloat16(_ x: LLVMValueRef, lanes: Int) -> LLVMValueRef {
    let b = ir.builder
    func splat(_ n: Int) -> LLVMValueRef { ir.splat(constant: ir.constant(n, ir.i32), lanes) }
    let bits: LLVMValueRef = LLVMBuildBitCast(b, x, ir.vector(ir.i32, lanes), "")
    let last: LLVMValueRef = LLVMBuildAnd(b, LLVMBuildLShr(b, bits, splat(16), ""), splat(1), "")
    let up: LLVMValueRef = LLVMBuildAdd(b, last, splat(0x7fff), "")
    let sum: LLVMValueRef = LLVMBuildAdd(b, bits, up, "")
    let quiet: LLVMValueRef = LLVMBuildOr(b, bits, splat(0x0040_0000), "")
    let isNaN: LLVMValueRef = LLVMBuildFCmp(b, LLVMRealUNO, x, x, "")
    let chosen: LLVMValueRef = LLVMBuildSelect(b, isNaN, quiet, sum, "")
    let kept: LLVMValueRef = LLVMBuildAnd(b, chosen, splat(Int(Int32(bitPattern: 0xffff_0000))), "")
    return LLVMBuildBitCast(b, kept, ir.vector(ir.float, lanes), "")
  }

  /// Returns the register `x` of type `from` converted to `to`.
  func converted(_ x: LLVMValueRef, from: ElementType, to: ElementType) -> LLVMValueRef {
    if from == to { return x }
    let b = ir.builder
    let lanes = laneCount(of: x)
    let t = ir.vector(ir.register(to), lanes)
    if to == .i1 {
      let zero = LLVMConstNull(LLVMTypeOf(x))
      return from.isFloat
        ? LLVMBuildFCmp(b, LLVMRealUNE, x, zero, "") : LLVMBuildICmp(b, LLVMIntNE, x, zero, "")
    }
    switch (from.isFloat, to.isFloat) {
    case (false, false):
      if from.bitWidth > to.bitWidth { return LLVMBuildTrunc(b, x, t, "") }
      if from.bitWidth == to.bitWidth { return x }
      return from.isSigned ? LLVMBuildSExt(b, x, t, "") : LLVMBuildZExt(b, x, t, "")
    case (true, false):
      return saturated(x, from: from, to: to)
    case (false, true):
      return integerConverted(x, from: from, to: to, lanes: lanes)
    case (true, true):
      if to == .f64 { return LLVMBuildFPExt(b, x, t, "") }
      if from == .f64 {
        return to == .f32
          ? LLVMBuildFPTrunc(b, x, t, "") : rounded(roundedToOdd(x, lanes: lanes), to: to)
      }
      return rounded(x, to: to)
    }
  }

  /// Returns the float `x` truncated to an integer: the nearest of those of type `to`, 0 for NaN.
  ///
  /// LLVM's own `llvm.fptosi.sat` converts lane by lane on x86.
  private func saturated(_ x: LLVMValueRef, from: ElementType, to: ElementType) -> LLVMValueRef {
    let b = ir.builder
    let lanes = laneCount(of: x)
    let t = ir.vector(ir.register(to), lanes)
    let math = MathBuilder(ir, isDouble: from == .f64, lanes: lanes)
    let lower = to.isSigned ? -Double(sign: .plus, exponent: to.bitWidth - 1, significand: 1) : 0
    let limit = Double(sign: .plus, exponent: to.bitWidth - (to.isSigned ? 1 : 0), significand: 1)
    let y = FloatLanes(x, math).atLeast(lower)

    var n: LLVMValueRef
    if to.bitWidth < 32 {
      let word: LLVMValueRef = LLVMBuildFPToSI(
        b, y.atMost(limit - 1).reference, ir.vector(ir.i32, lanes), "")
      n = LLVMBuildTrunc(b, word, t, "")
    } else {
      n =
        to.isSigned
        ? LLVMBuildFPToSI(b, y.reference, t, "") : LLVMBuildFPToUI(b, y.reference, t, "")
      let largest = Scalar(to, bits: .max >> UInt64(64 - to.bitWidth + (to.isSigned ? 1 : 0)))
      n = LLVMBuildSelect(
        b, (y .>= limit).reference, ir.splat(constant: ir.constant(largest), lanes), n, "")
    }
    let isNaN: LLVMValueRef = LLVMBuildFCmp(b, LLVMRealUNO, x, x, "")
    return LLVMBuildSelect(b, isNaN, LLVMConstNull(t), n, "")
  }

  /// Returns the integer `x` as a float, rounded once.
  private func integerConverted(
    _ x: LLVMValueRef, from: ElementType, to: ElementType, lanes: Int
  ) -> LLVMValueRef {
    let b = ir.builder
    func float(_ x: LLVMValueRef, _ t: LLVMTypeRef) -> LLVMValueRef {
      from.isSigned
        ? LLVMBuildSIToFP(b, x, ir.vector(t, lanes), "")
        : LLVMBuildUIToFP(b, x, ir.vector(t, lanes), "")
    }
    // Integers of 16 bits are exact in single precision, and those that are not are beyond the
    // range of f16 anyway.
    if to == .bf16, from.bitWidth >= 32 {
      var exact = x
      if from.bitWidth == 64 { exact = sticky(x, lanes: lanes) }
      return rounded(roundedToOdd(float(exact, ir.double), lanes: lanes), to: to)
    }
    return rounded(float(x, ir.register(to)), to: to)
  }

  /// Returns the integer of 64 bits with all but its lowest 12 bits, and of those whether one was
  /// set, where that makes it a number of double precision.
  private func sticky(_ x: LLVMValueRef, lanes: Int) -> LLVMValueRef {
    let b = ir.builder
    func splat(_ n: Int) -> LLVMValueRef { ir.splat(constant: ir.constant(n), lanes) }
    let low: LLVMValueRef = LLVMBuildAnd(b, x, splat(0xfff), "")
    let isExact: LLVMValueRef = LLVMBuildICmp(b, LLVMIntEQ, low, splat(0), "")
    let marked: LLVMValueRef = LLVMBuildOr(
      b, LLVMBuildAnd(b, x, splat(~0xfff), ""), splat(0x800), "")
    // Numbers below 2^40 are exact as they are, and lose what matters to no bfloat16 rounding.
    let top: LLVMValueRef = LLVMBuildAShr(b, x, splat(40), "")
    let isSmall: LLVMValueRef = LLVMBuildICmp(
      b, LLVMIntULE, LLVMBuildAdd(b, top, splat(1), ""), splat(1), "")
    return LLVMBuildSelect(b, LLVMBuildOr(b, isExact, isSmall, ""), x, marked, "")
  }

  /// Returns doubles as floats, truncated if not exact but with the last bit set then: a number
  /// that rounds to any narrower type as the double does.
  private func roundedToOdd(_ x: LLVMValueRef, lanes: Int) -> LLVMValueRef {
    let b = ir.builder
    let wide: LLVMTypeRef = LLVMTypeOf(x)
    let t = ir.vector(ir.float, lanes)
    let bitsType = ir.vector(ir.i32, lanes)
    func splat(_ n: Int) -> LLVMValueRef { ir.splat(constant: ir.constant(n, ir.i32), lanes) }
    let nearest: LLVMValueRef = LLVMBuildFPTrunc(b, x, t, "")
    let back: LLVMValueRef = LLVMBuildFPExt(b, nearest, wide, "")
    let bits: LLVMValueRef = LLVMBuildBitCast(b, nearest, bitsType, "")
    let isInexact: LLVMValueRef = LLVMBuildFCmp(b, LLVMRealONE, back, x, "")
    let isAbove: LLVMValueRef = LLVMBuildFCmp(
      b, LLVMRealOGT, ir.intrinsic("llvm.fabs", [wide], [back]),
      ir.intrinsic("llvm.fabs", [wide], [x]), "")
    // One step towards zero where rounding went away from it.
    let truncated: LLVMValueRef = LLVMBuildAdd(b, bits, LLVMBuildSExt(b, isAbove, bitsType, ""), "")
    let odd: LLVMValueRef = LLVMBuildOr(b, truncated, splat(1), "")
    return LLVMBuildBitCast(b, LLVMBuildSelect(b, isInexact, odd, bits, ""), t, "")
  }

  /// Returns the register `x` of type `from` with its bits read as `to`, which is as wide.
  func bitcast(_ x: LLVMValueRef, from: ElementType, to: ElementType) -> LLVMValueRef {
    if from == to { return x }
    let b = ir.builder
    let lanes = laneCount(of: x)
    var bits = x
    switch from {
    case .f16:
      bits = LLVMBuildBitCast(
        b, LLVMBuildFPTrunc(b, x, ir.vector(ir.half, lanes), ""), ir.vector(ir.i16, lanes), "")
    case .bf16: bits = upperHalf(of: x, lanes: lanes)
    case .f32: bits = LLVMBuildBitCast(b, x, ir.vector(ir.i32, lanes), "")
    case .f64: bits = LLVMBuildBitCast(b, x, ir.vector(ir.i64, lanes), "")
    default: break
    }
    switch to {
    case .f16:
      return LLVMBuildFPExt(
        b, LLVMBuildBitCast(b, bits, ir.vector(ir.half, lanes), ""), ir.vector(ir.float, lanes), "")
    case .bf16:
      let wide: LLVMValueRef = LLVMBuildZExt(b, bits, ir.vector(ir.i32, lanes), "")
      let sixteen = ir.splat(constant: ir.constant(16, ir.i32), lanes)
      return LLVMBuildBitCast(
        b, LLVMBuildShl(b, wide, sixteen, ""), ir.vector(ir.float, lanes), "")
    case .f32: return LLVMBuildBitCast(b, bits, ir.vector(ir.float, lanes), "")
    case .f64: return LLVMBuildBitCast(b, bits, ir.vector(ir.double, lanes), "")
    default: return bits
    }
  }

}
