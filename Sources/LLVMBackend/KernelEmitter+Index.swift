import CLLVM
import Diagnostics
import KernelIR
import Scalars

/// Where the lanes of a vector loop stand in a buffer.
enum LanePositions {

  /// All at the same index.
  case uniform(LLVMValueRef)

  /// Lane k at the index plus k times the stride.
  case strided(LLVMValueRef, stride: Int)

  /// Each at an index of its own.
  case any(LLVMValueRef)

}

extension KernelEmitter {

  /// Returns where the lanes stand at `e`; indices have 64 bits.
  func positions(_ e: IndexExpression) throws -> LanePositions {
    guard let stride = laneStride(of: e) else { return .any(try vectorIndex(e)) }
    let base = try scalarIndex(e)
    return stride == 0 ? .uniform(base) : .strided(base, stride: stride)
  }

  /// Returns the index `e` as a register of 64 bits.
  func index(_ e: IndexExpression) throws -> Register {
    switch try positions(e) {
    case .uniform(let x): return Register(reference: x, isVector: false)
    case .strided(let base, let stride):
      return Register(reference: laneIndices(base, stride: stride), isVector: true)
    case .any(let x): return Register(reference: x, isVector: true)
    }
  }

  /// Returns `base` plus k times `stride` for each lane k.
  func laneIndices(_ base: LLVMValueRef, stride: Int) -> LLVMValueRef {
    let steps = ir.vector((0..<laneCount).map { ir.constant($0 * stride) })
    return LLVMBuildAdd(ir.builder, ir.splat(base, laneCount), steps, "")
  }

  // MARK: Analysis

  /// Returns how much `e` grows from lane to lane, `nil` if that differs or is not known.
  ///
  /// The first lane stands at a multiple of the number of lanes. So if `e` is the variable plus
  /// multiples of that number, the quotient by a multiple of it is the same in all lanes, and the
  /// remainder grows as the variable does.
  func laneStride(of e: IndexExpression) -> Int? {
    guard let lanes else { return 0 }
    var result = 0
    for t in e.terms {
      switch t.atom {
      case .variable(let v):
        if v == lanes.variable { result += t.coefficient }
      case .value(let v):
        if registers[v.index]?.isVector == true { return nil }
      case .quotient(let inner, let d):
        guard let s = laneStride(of: inner) else { return nil }
        if s != 0, !isAligned(inner, to: d) { return nil }
      case .remainder(let inner, let d):
        guard let s = laneStride(of: inner) else { return nil }
        if s != 0 {
          guard isAligned(inner, to: d) else { return nil }
          result += t.coefficient
        }
      }
    }
    return result
  }

  /// Returns `true` iff the lanes stand at `e`, which grows by one from each to the next, without
  /// a multiple of `d` between them.
  private func isAligned(_ e: IndexExpression, to d: Int) -> Bool {
    guard let lanes, d % lanes.count == 0, e.constant % lanes.count == 0 else { return false }
    return e.terms.allSatisfy { (t) in
      t.atom == .variable(lanes.variable)
        ? t.coefficient == 1
        : t.coefficient % lanes.count == 0 && laneStride(of: IndexExpression(t.atom)) == 0
    }
  }

  // MARK: Emission

  /// Returns the index `e` of the first lane.
  private func scalarIndex(_ e: IndexExpression) throws -> LLVMValueRef {
    var sum: LLVMValueRef?
    for t in e.terms {
      let x = try scaled(scalarIndex(t.atom), by: t.coefficient, lanes: 1)
      sum = sum.map { LLVMBuildAdd(ir.builder, $0, x, "") } ?? x
    }
    guard let sum else { return ir.constant(e.constant) }
    return e.constant == 0
      ? sum : LLVMBuildAdd(ir.builder, sum, ir.constant(e.constant), "")
  }

  private func scaled(_ x: LLVMValueRef, by factor: Int, lanes: Int) -> LLVMValueRef {
    factor == 1
      ? x
      : LLVMBuildMul(ir.builder, x, ir.splat(constant: ir.constant(factor), lanes), "")
  }

  private func scalarIndex(_ atom: IndexExpression.Atom) throws -> LLVMValueRef {
    switch atom {
    case .variable(let v):
      guard let x = variables[v.index] else {
        throw Defect("code generation", "loop variable \(v.index) is used outside of its loop")
      }
      return x
    case .quotient(let e, let d):
      return quotient(try scalarIndex(e), d, isNonnegative: isNonnegative(e), lanes: 1)
    case .remainder(let e, let d):
      return remainder(try scalarIndex(e), d, isNonnegative: isNonnegative(e), lanes: 1)
    case .value(let v):
      return extended(try register(v).reference, kernel.type(of: v), lanes: 1)
    }
  }

  /// Returns the index `e` of each lane.
  private func vectorIndex(_ e: IndexExpression) throws -> LLVMValueRef {
    if let stride = laneStride(of: e) {
      let base = try scalarIndex(e)
      return stride == 0 ? ir.splat(base, laneCount) : laneIndices(base, stride: stride)
    }
    var sum: LLVMValueRef?
    for t in e.terms {
      let x = scaled(try vectorIndex(t.atom), by: t.coefficient, lanes: laneCount)
      sum = sum.map { LLVMBuildAdd(ir.builder, $0, x, "") } ?? x
    }
    let constant = ir.splat(constant: ir.constant(e.constant), laneCount)
    guard let sum else { return constant }
    return e.constant == 0 ? sum : LLVMBuildAdd(ir.builder, sum, constant, "")
  }

  private func vectorIndex(_ atom: IndexExpression.Atom) throws -> LLVMValueRef {
    switch atom {
    case .variable(let v):
      let base = try scalarIndex(atom)
      return v == lanes?.variable ? laneIndices(base, stride: 1) : ir.splat(base, laneCount)
    case .quotient(let e, let d):
      return quotient(
        try vectorIndex(e), d, isNonnegative: isNonnegative(e), lanes: laneCount,
        isNarrow: isNarrow(e))
    case .remainder(let e, let d):
      return remainder(
        try vectorIndex(e), d, isNonnegative: isNonnegative(e), lanes: laneCount,
        isNarrow: isNarrow(e))
    case .value(let v):
      return extended(try vector(v), kernel.type(of: v), lanes: laneCount)
    }
  }

  /// Returns `x`, of an integer type, as a number of 64 bits.
  private func extended(_ x: LLVMValueRef, _ type: ElementType, lanes: Int) -> LLVMValueRef {
    let t = ir.vector(ir.i64, lanes)
    if type.bitWidth == 64 { return x }
    return type.isSigned
      ? LLVMBuildSExt(ir.builder, x, t, "") : LLVMBuildZExt(ir.builder, x, t, "")
  }

  private func isNonnegative(_ e: IndexExpression) -> Bool {
    e.range(extents: kernel.extents).map { $0.lowerBound >= 0 } ?? false
  }

  /// `true` iff `e` is known to fit in 32 bits, in which vectors divide much faster.
  private func isNarrow(_ e: IndexExpression) -> Bool {
    e.range(extents: kernel.extents).map { $0.lowerBound >= 0 && $0.upperBound < 1 << 31 } ?? false
  }

  /// Returns the floor of `x` / `d`.
  private func quotient(
    _ x: LLVMValueRef, _ d: Int, isNonnegative: Bool, lanes: Int, isNarrow: Bool = false
  ) -> LLVMValueRef {
    let b = ir.builder
    if isNarrow, d < 1 << 31 {
      let narrow: LLVMValueRef = LLVMBuildTrunc(b, x, ir.vector(ir.i32, lanes), "")
      let divisor = ir.splat(constant: ir.constant(d, ir.i32), lanes)
      return LLVMBuildZExt(b, LLVMBuildUDiv(b, narrow, divisor, ""), ir.vector(ir.i64, lanes), "")
    }
    let divisor = ir.splat(constant: ir.constant(d), lanes)
    if isNonnegative { return LLVMBuildUDiv(b, x, divisor, "") }
    // The quotient is truncated: one less if there is a negative remainder.
    let q: LLVMValueRef = LLVMBuildSDiv(b, x, divisor, "")
    let r: LLVMValueRef = LLVMBuildSub(b, x, LLVMBuildMul(b, q, divisor, ""), "")
    let isBelow: LLVMValueRef = LLVMBuildICmp(
      b, LLVMIntSLT, r, LLVMConstNull(LLVMTypeOf(r)), "")
    return LLVMBuildAdd(b, q, LLVMBuildSExt(b, isBelow, LLVMTypeOf(q), ""), "")
  }

  /// Returns the remainder, not negative, of `x` / `d`.
  private func remainder(
    _ x: LLVMValueRef, _ d: Int, isNonnegative: Bool, lanes: Int, isNarrow: Bool = false
  ) -> LLVMValueRef {
    let b = ir.builder
    let q = quotient(x, d, isNonnegative: isNonnegative, lanes: lanes, isNarrow: isNarrow)
    return LLVMBuildSub(
      b, x, LLVMBuildMul(b, q, ir.splat(constant: ir.constant(d), lanes), ""), "")
  }

}
