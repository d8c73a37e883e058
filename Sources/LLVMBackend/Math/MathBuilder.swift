import CLLVM
import Scalars

/// Builds the code of elementary functions, for floats of one type in some number of lanes.
///
/// The functions are properties and methods of `FloatLanes`, one file a family, and read like the
/// formulas they are made of. All of them are free of branches, but for arguments that are so large
/// that only many more digits of a constant would do: those lanes are left to the C library.
struct MathBuilder {

  /// Where code is built.
  let ir: IRModule

  /// `true` iff floats are of double precision, `false` iff of single precision.
  let isDouble: Bool

  /// The number of lanes.
  let lanes: Int

  /// The type of floats in all lanes.
  let type: LLVMTypeRef

  /// The type of integers as wide as the floats, in all lanes.
  let integerType: LLVMTypeRef

  /// Creates a builder.
  init(_ ir: IRModule, isDouble: Bool, lanes: Int) {
    self.ir = ir
    self.isDouble = isDouble
    self.lanes = lanes
    type = ir.vector(isDouble ? ir.double : ir.float, lanes)
    integerType = ir.vector(isDouble ? ir.i64 : ir.i32, lanes)
  }

  // MARK: The format of floats

  /// The number of bits of the fraction.
  var fractionWidth: Int { isDouble ? 52 : 23 }

  /// The number of bits.
  var width: Int { isDouble ? 64 : 32 }

  /// What is added to exponents to store them.
  var bias: Int { isDouble ? 1023 : 127 }

  /// The least positive normal number.
  var leastNormal: Double { isDouble ? 0x1p-1022 : 0x1p-126 }

  /// Numbers smaller than a quarter of this become integers, rounded to nearest, when this is
  /// added to them: the integer is in the lowest bits of the sum.
  var rounder: Double { isDouble ? 0x1.8p52 : 0x1.8p23 }

  // MARK: Values

  /// `x`, which must be exact, in all lanes.
  func callAsFunction(_ x: Double) -> FloatLanes {
    let element = isDouble ? ir.constant(Scalar(x)) : ir.constant(Scalar(Float(x)))
    return FloatLanes(ir.splat(constant: element, lanes), self)
  }

  /// One number for either type in all lanes.
  func callAsFunction(single: Double, double: Double) -> FloatLanes {
    self(isDouble ? double : single)
  }

  /// The numbers of `c` for the type.
  subscript(c: Coefficients) -> [Double] { isDouble ? c.double : c.single }

  /// The integer `n` in all lanes.
  func integer(_ n: Int) -> IntegerLanes {
    IntegerLanes(ir.splat(constant: ir.constant(n, isDouble ? ir.i64 : ir.i32), lanes), self)
  }

  // MARK: Functions

  /// Returns the result of a function that is emitted once for the module, with `body`, and called
  /// wherever it is used: for functions that are long.
  func shared(
    _ name: String, _ arguments: [FloatLanes], _ body: ([FloatLanes]) -> FloatLanes
  ) -> FloatLanes {
    let operands = arguments.map(\.reference)
    let helperName = "quern.\(name).\(isDouble ? "f64" : "f32").x\(lanes)"
    if let known = ir.helpers[helperName] {
      return FloatLanes(ir.call(known.function, known.type, operands), self)
    }
    let functionType = ir.functionType(
      type, [LLVMTypeRef](repeating: type, count: arguments.count))
    let function: LLVMValueRef = LLVMAddFunction(ir.module, helperName, functionType)
    LLVMSetLinkage(function, LLVMInternalLinkage)
    ir.addAttribute("nounwind", to: function)
    ir.helpers[helperName] = (function, functionType)
    let caller = ir.block
    ir.position(at: ir.appendBlock(to: function))
    let parameters = arguments.indices.map { (i) in
      FloatLanes(LLVMGetParam(function, UInt32(i)), self)
    }
    LLVMBuildRet(ir.builder, body(parameters).reference)
    ir.position(at: caller)
    return FloatLanes(ir.call(function, functionType, operands), self)
  }

  /// Returns the results of the C library's function `name`, called for each lane.
  func library(_ name: String, _ arguments: [FloatLanes]) -> FloatLanes {
    let scalar = MathBuilder(ir, isDouble: isDouble, lanes: 1)
    let symbol = isDouble ? name : name + "f"
    let functionType = ir.functionType(
      scalar.type, [LLVMTypeRef](repeating: scalar.type, count: arguments.count))
    let function: LLVMValueRef =
      LLVMGetNamedFunction(ir.module, symbol) ?? LLVMAddFunction(ir.module, symbol, functionType)
    if lanes == 1 {
      return FloatLanes(ir.call(function, functionType, arguments.map(\.reference)), self)
    }
    return shared("library.\(name)", arguments) { (parameters) in
      let b = ir.builder
      var result: LLVMValueRef = LLVMGetPoison(type)
      for k in 0..<lanes {
        let x = parameters.map { (p) -> LLVMValueRef in
          LLVMBuildExtractElement(b, p.reference, ir.constant(k), "")
        }
        result = LLVMBuildInsertElement(
          b, result, ir.call(function, functionType, x), ir.constant(k), "")
      }
      return FloatLanes(result, self)
    }
  }

  /// Returns `usual`, or, in lanes where `isUnusual` holds, the results of the C library's function
  /// `name`.
  func choose(
    _ usual: FloatLanes, unless isUnusual: MaskLanes, library name: String,
    _ arguments: [FloatLanes]
  ) -> FloatLanes {
    let b = ir.builder
    var any = isUnusual.reference
    if lanes > 1 { any = ir.intrinsic("llvm.vector.reduce.or", [LLVMTypeOf(any)], [any]) }
    let before = ir.block
    let function: LLVMValueRef = LLVMGetBasicBlockParent(before)
    let rare = ir.appendBlock(to: function)
    let after = ir.appendBlock(to: function)
    LLVMBuildCondBr(b, any, rare, after)
    ir.position(at: rare)
    let called = isUnusual.select(library(name, arguments), usual)
    LLVMBuildBr(b, after)
    ir.position(at: after)
    let phi = ir.phi(type)
    ir.addIncoming(usual.reference, from: before, to: phi)
    ir.addIncoming(called.reference, from: rare, to: phi)
    return FloatLanes(phi, self)
  }

}
