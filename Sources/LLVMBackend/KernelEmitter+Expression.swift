import CLLVM
import Diagnostics
import KernelIR
import Scalars

extension KernelEmitter {

  /// Emits `e`, whose value has the type `type`.
  func emit(_ e: Expression, as type: ElementType) throws -> Register {
    switch e {
    case .constant(let s):
      return Register(reference: ir.constant(s), isVector: false)
    case .index(let i):
      let r = try index(i)
      return Register(
        reference: converted(r.reference, from: .i64, to: type), isVector: r.isVector)
    case .inside(let i, let lower, let upper):
      let r = try index(i)
      return Register(reference: inside(r.reference, lower, upper), isVector: r.isVector)
    case .load(let buffer, let i, let condition):
      return try emitLoad(buffer, i, if: condition)
    case .unary(let f, let a):
      let t = kernel.type(of: a)
      return try map([a]) { rounded(unary(f, $0[0], t), to: type) }
    case .binary(let f, let a, let b):
      return try map([a, b]) { rounded(binary(f, $0[0], $0[1], type), to: type) }
    case .fma(let a, let b, let c):
      return try map([a, b, c]) { (x) in
        if type.isFloat {
          return rounded(ir.intrinsic("llvm.fma", [LLVMTypeOf(x[0])], x), to: type)
        }
        return binary(.add, binary(.mul, x[0], x[1], type), x[2], type)
      }
    case .byteDot(let a, let b):
      return try map([a, b]) {
        byteDot($0[0], $0[1], addedTo: LLVMConstNull(LLVMTypeOf($0[0])))
      }
    case .compare(let direction, let a, let b, let total):
      let t = kernel.type(of: a)
      return try map([a, b]) { compare(direction, $0[0], $0[1], t, total: total) }
    case .select(let condition, let a, let b):
      return try map([condition, a, b]) {
        LLVMBuildSelect(ir.builder, $0[0], $0[1], $0[2], "")
      }
    case .convert(let a):
      let t = kernel.type(of: a)
      return try map([a]) { converted($0[0], from: t, to: type) }
    case .bitcast(let a):
      let t = kernel.type(of: a)
      return try map([a]) { bitcast($0[0], from: t, to: type) }
    }
  }

  /// Applies `body` to operands, all of them in lanes if one is.
  private func map(_ operands: [KernelValueID], _ body: ([LLVMValueRef]) -> LLVMValueRef) throws
    -> Register
  {
    let registers = try operands.map { try register($0) }
    let isVector = registers.contains { $0.isVector }
    let x = registers.map { isVector ? vector($0) : $0.reference }
    return Register(reference: body(x), isVector: isVector)
  }

  /// Whether `lower <= x < upper`, for `x` of 64 bits.
  private func inside(_ x: LLVMValueRef, _ lower: Int, _ upper: Int) -> LLVMValueRef {
    let b = ir.builder
    let lanes = laneCount(of: x)
    if upper <= lower { return LLVMConstNull(ir.vector(ir.i1, lanes)) }
    // One unsigned comparison does for both bounds.
    let shifted: LLVMValueRef = LLVMBuildSub(
      b, x, ir.splat(constant: ir.constant(lower), lanes), "")
    let width = ir.splat(constant: ir.constant(upper &- lower), lanes)
    return LLVMBuildICmp(b, LLVMIntULT, shifted, width, "")
  }

  private func compare(
    _ direction: ComparisonDirection, _ x: LLVMValueRef, _ y: LLVMValueRef, _ type: ElementType,
    total: Bool
  ) -> LLVMValueRef {
    let b = ir.builder
    if type.isFloat, !total {
      let predicate: LLVMRealPredicate =
        switch direction {
        case .eq: LLVMRealOEQ
        case .ne: LLVMRealUNE
        case .lt: LLVMRealOLT
        case .le: LLVMRealOLE
        case .gt: LLVMRealOGT
        case .ge: LLVMRealOGE
        }
      return LLVMBuildFCmp(b, predicate, x, y, "")
    }
    let isSigned = type.isSigned || type.isFloat
    let predicate: LLVMIntPredicate =
      switch direction {
      case .eq: LLVMIntEQ
      case .ne: LLVMIntNE
      case .lt: isSigned ? LLVMIntSLT : LLVMIntULT
      case .le: isSigned ? LLVMIntSLE : LLVMIntULE
      case .gt: isSigned ? LLVMIntSGT : LLVMIntUGT
      case .ge: isSigned ? LLVMIntSGE : LLVMIntUGE
      }
    if type.isFloat {
      return LLVMBuildICmp(b, predicate, totalOrderKey(x, type), totalOrderKey(y, type), "")
    }
    return LLVMBuildICmp(b, predicate, x, y, "")
  }

  /// The integer that orders floats from -NaN to NaN: the bits, those of the magnitude inverted
  /// for negative numbers.
  private func totalOrderKey(_ x: LLVMValueRef, _ type: ElementType) -> LLVMValueRef {
    let b = ir.builder
    let lanes = laneCount(of: x)
    let width = type == .f64 ? 64 : 32
    let t = ir.vector(ir.integer(width), lanes)
    let bits: LLVMValueRef = LLVMBuildBitCast(b, x, t, "")
    func splat(_ n: Int) -> LLVMValueRef {
      ir.splat(constant: ir.constant(n, ir.integer(width)), lanes)
    }
    let sign: LLVMValueRef = LLVMBuildAShr(b, bits, splat(width - 1), "")
    let magnitude = splat(width == 64 ? Int.max : Int(Int32.max))
    return LLVMBuildXor(b, bits, LLVMBuildAnd(b, sign, magnitude, ""), "")
  }

}
