import CLLVM
import KernelIR
import Scalars

extension KernelEmitter {

  /// `true` iff the greatest or least of floats of `types` is found by integer comparisons.
  func isExtremum(_ f: BinaryFunction, of types: [ElementType]) -> Bool {
    (f == .max || f == .min) && types.allSatisfy(\.isFloat)
  }

  /// The number of integers that stand for a partial extremum.
  static let extremumWidth = 3

  /// Returns what stands for an extremum by `f` of nothing, in `lanes` lanes.
  ///
  /// Instructions for the greatest float ignore a NaN on one side and the signs of zeros. But the
  /// bits of floats that are not negative are ordered as they are, and those of negative ones the
  /// other way round. So of all bits the greatest as a signed number, and the least and the greatest
  /// as unsigned numbers, tell the greatest and the least float, and whether there is a NaN.
  func extremumStart(_ f: BinaryFunction, _ type: ElementType, lanes: Int) -> [LLVMValueRef] {
    let start = bits(f == .max ? -.infinity : .infinity, type, lanes: lanes)
    return [LLVMValueRef](repeating: start, count: Self.extremumWidth)
  }

  /// Returns what stands for the extremum of `partial` and `x`, floats of `type`.
  func extremum(
    _ partial: [LLVMValueRef], with x: LLVMValueRef, _ type: ElementType
  ) -> [LLVMValueRef] {
    let t = ir.vector(bitsType(type), laneCount(of: x))
    let bits: LLVMValueRef = LLVMBuildBitCast(ir.builder, x, t, "")
    return zip(["llvm.smax", "llvm.umin", "llvm.umax"], partial).map {
      ir.intrinsic($0, [t], [$1, bits])
    }
  }

  /// Returns the extremum by `f` for which `partial` stands, floats of `type`; a NaN if there was
  /// one.
  func extremumResult(
    _ f: BinaryFunction, _ partial: [LLVMValueRef], _ type: ElementType
  ) -> LLVMValueRef {
    let b = ir.builder
    let (greatest, least, magnitude) = (partial[0], partial[1], partial[2])
    let lanes = laneCount(of: greatest)
    let zero: LLVMValueRef = LLVMConstNull(LLVMTypeOf(greatest))
    var result: LLVMValueRef
    if f == .max {
      // All are negative: the one with the least magnitude. A negative NaN is beyond -infinity.
      let isNegative: LLVMValueRef = LLVMBuildICmp(b, LLVMIntSLT, greatest, zero, "")
      result = LLVMBuildSelect(b, isNegative, least, greatest, "")
      let isNaN: LLVMValueRef = LLVMBuildICmp(
        b, LLVMIntUGT, magnitude, bits(-.infinity, type, lanes: lanes), "")
      result = LLVMBuildSelect(b, isNaN, magnitude, result, "")
    } else {
      // Some are negative: the one with the greatest magnitude, which may be a NaN.
      let isNegative: LLVMValueRef = LLVMBuildICmp(b, LLVMIntSLT, magnitude, zero, "")
      result = LLVMBuildSelect(b, isNegative, magnitude, least, "")
      let isNaN: LLVMValueRef = LLVMBuildICmp(
        b, LLVMIntSGT, greatest, bits(.infinity, type, lanes: lanes), "")
      result = LLVMBuildSelect(b, isNaN, greatest, result, "")
    }
    let t = ir.vector(type == .f64 ? ir.double : ir.float, lanes)
    return LLVMBuildBitCast(b, result, t, "")
  }

  /// The integers as wide as floats of `type` in registers.
  private func bitsType(_ type: ElementType) -> LLVMTypeRef { ir.integer(type == .f64 ? 64 : 32) }

  private func bits(_ x: Double, _ type: ElementType, lanes: Int) -> LLVMValueRef {
    let number = type == .f64 ? Int(bitPattern: UInt(x.bitPattern)) : Int(Float(x).bitPattern)
    return ir.splat(constant: ir.constant(number, bitsType(type)), lanes)
  }

}
