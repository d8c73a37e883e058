import CLLVM

/// Instructions that only AVX-512 has: LLVM knows them for one register at a time.
///
/// They give the results that formulas need for zeros, infinities and numbers below the normal ones
/// with no instruction more. `FloatLanes.scaled(byPowerOfTwo:)` and `powerAndFactor(isNormal:)` have
/// other code for other machines.
extension FloatLanes {

  /// This times 2 to the power of `n`, an integer, rounded once.
  func scaledByInstruction(_ n: FloatLanes) -> FloatLanes {
    math.inRegisters([reference, n.reference]) { (ir, x) in
      math.masked("scalef", [x[0], x[1], x[0]])
    }
  }

  /// The exponent: that of 0 is -∞, and that of infinities is ∞.
  var exponentByInstruction: FloatLanes {
    math.inRegisters([reference]) { (ir, x) in math.masked("getexp", [x[0], x[0]]) }
  }

  /// The number between 3/4 and 3/2 that is this times a power of two: that of 0 and infinities is
  /// 1, and numbers below 0 have none.
  var factorByInstruction: FloatLanes {
    // Fractions from 3/4 to 3/2; NaN below 0, and the sign of zeros removed.
    let control = ir.constant(0b1111, ir.i32)
    return math.inRegisters([reference]) { (ir, x) in
      math.masked("getmant", [x[0], control, x[0]])
    }
  }

  private var ir: IRModule { math.ir }

}

extension MathBuilder {

  /// The number of lanes in a register.
  private var registerLanes: Int { isDouble ? 8 : 16 }

  /// For each lane the one of `table`, which is as long as two registers, whose number the lowest
  /// bits of `index` have.
  func lookUp(_ table: [Double], at index: IntegerLanes) -> FloatLanes {
    let n = registerLanes
    let constants = table.map { MathBuilder(ir, isDouble: isDouble, lanes: 1)($0).reference }
    let low = ir.vector(Array(constants[..<n]))
    let high = ir.vector(Array(constants[n...]))
    return inRegisters([index.reference]) { (ir, x) in
      ir.intrinsic(
        "llvm.x86.avx512.vpermi2var.\(isDouble ? "pd" : "ps").512", [], [low, x[0], high])
    }
  }

  /// The result of an instruction whose last operands are the lanes that take part, which are all,
  /// and the rounding, which is the current one.
  fileprivate func masked(_ name: String, _ operands: [LLVMValueRef]) -> LLVMValueRef {
    let all = ir.constant(-1, isDouble ? ir.i8 : ir.i16)
    return ir.intrinsic(
      "llvm.x86.avx512.mask.\(name).\(isDouble ? "pd" : "ps").512", [],
      operands + [all, ir.constant(4, ir.i32)])
  }

  /// Returns the result of `body` for each register of `operands`, which may be fewer lanes than a
  /// register has, or more.
  fileprivate func inRegisters(
    _ operands: [LLVMValueRef], _ body: (IRModule, [LLVMValueRef]) -> LLVMValueRef
  ) -> FloatLanes {
    let n = registerLanes
    if lanes == n { return FloatLanes(body(ir, operands), self) }
    if lanes < n {
      let wide = body(ir, operands.map { ir.extended($0, from: lanes, to: n) })
      if lanes > 1 { return FloatLanes(ir.shuffle(wide, Array(0..<lanes)), self) }
      return FloatLanes(LLVMBuildExtractElement(ir.builder, wide, ir.constant(0), ""), self)
    }
    var parts = stride(from: 0, to: lanes, by: n).map { (first) in
      body(ir, operands.map { ir.shuffle($0, Array(first..<(first + n))) })
    }
    var width = n
    while parts.count > 1 {
      let all = Array(0..<(2 * width))
      parts = stride(from: 0, to: parts.count, by: 2).map {
        ir.shuffle(parts[$0], parts[$0 + 1], all)
      }
      width *= 2
    }
    return FloatLanes(parts[0], self)
  }

}

extension IRModule {

  /// The `lanes` lanes of `x`, one number if there is one, as the first of `count`.
  fileprivate func extended(_ x: LLVMValueRef, from lanes: Int, to count: Int) -> LLVMValueRef {
    if lanes > 1 { return shuffle(x, (0..<count).map { $0 < lanes ? $0 : 0 }) }
    let undefined: LLVMValueRef = LLVMGetPoison(vector(LLVMTypeOf(x), count))
    return LLVMBuildInsertElement(builder, undefined, x, constant(0), "")
  }

}
