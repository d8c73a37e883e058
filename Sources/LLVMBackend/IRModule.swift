import CLLVM
import Scalars

/// A module of LLVM IR under construction, with the context it lives in and a builder.
///
/// Each module has a context of its own, so that modules are built and compiled in parallel; one
/// module belongs to one thread at a time.
final class IRModule {

  let context: LLVMContextRef
  let module: LLVMModuleRef
  let builder: LLVMBuilderRef

  /// `true` iff the target multiplies and adds with one rounding in one instruction.
  let hasFMA: Bool

  /// `true` iff the target has the instructions of AVX-512.
  let hasAVX512: Bool

  /// `true` iff the target multiplies bytes and adds the products of four in one instruction.
  let hasByteDot: Bool

  /// The helper functions made so far, by name.
  var helpers: [String: (function: LLVMValueRef, type: LLVMTypeRef)] = [:]

  /// Creates an empty module for `machine`.
  init(name: String, machine: TargetMachine) {
    hasFMA = machine.target.hasFMA
    hasAVX512 = machine.target.hasAVX512
    hasByteDot = machine.target.hasByteDot
    context = LLVMContextCreate()
    LLVMContextSetDiscardValueNames(context, 1)
    module = LLVMModuleCreateWithNameInContext(name, context)
    builder = LLVMCreateBuilderInContext(context)
    LLVMSetTarget(module, machine.triple)
    let layout = LLVMCreateTargetDataLayout(machine.reference)
    LLVMSetModuleDataLayout(module, layout)
    LLVMDisposeTargetData(layout)
  }

  deinit {
    LLVMDisposeBuilder(builder)
    LLVMDisposeModule(module)
    LLVMContextDispose(context)
  }

  /// The text of the module.
  var text: String {
    let message = LLVMPrintModuleToString(module)
    defer { LLVMDisposeMessage(message) }
    return message.map { String(cString: $0) } ?? ""
  }

  /// What LLVM's verifier finds wrong, `nil` if it is nothing.
  var fault: String? {
    var message: UnsafeMutablePointer<CChar>?
    let failed = LLVMVerifyModule(module, LLVMReturnStatusAction, &message)
    defer { LLVMDisposeMessage(message) }
    return failed == 0 ? nil : message.map { String(cString: $0) } ?? "unknown"
  }

  // MARK: Types

  lazy var void: LLVMTypeRef = LLVMVoidTypeInContext(context)
  lazy var pointer: LLVMTypeRef = LLVMPointerTypeInContext(context, 0)
  lazy var half: LLVMTypeRef = LLVMHalfTypeInContext(context)
  lazy var float: LLVMTypeRef = LLVMFloatTypeInContext(context)
  lazy var double: LLVMTypeRef = LLVMDoubleTypeInContext(context)
  lazy var i1: LLVMTypeRef = integer(1)
  lazy var i8: LLVMTypeRef = integer(8)
  lazy var i16: LLVMTypeRef = integer(16)
  lazy var i32: LLVMTypeRef = integer(32)
  lazy var i64: LLVMTypeRef = integer(64)

  /// The integer type of `bits` bits.
  func integer(_ bits: Int) -> LLVMTypeRef { LLVMIntTypeInContext(context, UInt32(bits)) }

  /// `type`, or vectors of `lanes` of it if there is more than one lane.
  func vector(_ type: LLVMTypeRef, _ lanes: Int) -> LLVMTypeRef {
    lanes == 1 ? type : LLVMVectorType(type, UInt32(lanes))
  }

  /// The type of a function.
  func functionType(_ result: LLVMTypeRef, _ parameters: [LLVMTypeRef]) -> LLVMTypeRef {
    var p = parameters.map { Optional($0) }
    return LLVMFunctionType(result, &p, UInt32(p.count), 0)
  }

  // MARK: Constants

  /// The number `n` of type `type`.
  func constant(_ n: Int, _ type: LLVMTypeRef) -> LLVMValueRef {
    LLVMConstInt(type, UInt64(bitPattern: Int64(n)), 1)
  }

  /// The number `n` of 64 bits.
  func constant(_ n: Int) -> LLVMValueRef { constant(n, i64) }

  /// A vector of constants.
  func vector(_ elements: [LLVMValueRef]) -> LLVMValueRef {
    var e = elements.map { Optional($0) }
    return LLVMConstVector(&e, UInt32(e.count))
  }

  /// A vector of `lanes` times `element`, a constant.
  func splat(constant element: LLVMValueRef, _ lanes: Int) -> LLVMValueRef {
    lanes == 1 ? element : vector([LLVMValueRef](repeating: element, count: lanes))
  }

  /// The first `active` of `lanes` lanes.
  func mask(_ active: Int, of lanes: Int) -> LLVMValueRef {
    vector((0..<lanes).map { constant($0 < active ? 1 : 0, i1) })
  }

  // MARK: Instructions

  /// A vector of `lanes` times `x`.
  func splat(_ x: LLVMValueRef, _ lanes: Int) -> LLVMValueRef {
    if lanes == 1 { return x }
    let t = vector(LLVMTypeOf(x), lanes)
    let one = LLVMBuildInsertElement(builder, LLVMGetPoison(t), x, constant(0, i64), "")
    return LLVMBuildShuffleVector(
      builder, one, LLVMGetPoison(t), LLVMConstNull(vector(i32, lanes)), "")
  }

  /// The lanes of `x` that `lanes` lists.
  func shuffle(_ x: LLVMValueRef, _ lanes: [Int]) -> LLVMValueRef {
    shuffle(x, LLVMGetPoison(LLVMTypeOf(x)), lanes)
  }

  /// The lanes of `x`, and after them of `y`, that `lanes` lists.
  func shuffle(_ x: LLVMValueRef, _ y: LLVMValueRef, _ lanes: [Int]) -> LLVMValueRef {
    LLVMBuildShuffleVector(builder, x, y, vector(lanes.map { constant($0, i32) }), "")
  }

  /// A call of the intrinsic `name`, overloaded for `types`.
  func intrinsic(_ name: String, _ types: [LLVMTypeRef], _ arguments: [LLVMValueRef])
    -> LLVMValueRef
  {
    let id = LLVMLookupIntrinsicID(name, name.utf8.count)
    var t = types.map { Optional($0) }
    let function: LLVMValueRef = LLVMGetIntrinsicDeclaration(module, id, &t, t.count)
    return call(function, LLVMIntrinsicGetType(context, id, &t, t.count), arguments)
  }

  /// A call of `function`.
  @discardableResult
  func call(_ function: LLVMValueRef, _ type: LLVMTypeRef, _ arguments: [LLVMValueRef])
    -> LLVMValueRef
  {
    var a = arguments.map { Optional($0) }
    return LLVMBuildCall2(builder, type, function, &a, UInt32(a.count), "")
  }

  /// A phi of type `type` without incoming values.
  func phi(_ type: LLVMTypeRef) -> LLVMValueRef { LLVMBuildPhi(builder, type, "") }

  /// Adds the value that `phi` has on entry from `block`.
  func addIncoming(_ value: LLVMValueRef, from block: LLVMBasicBlockRef, to phi: LLVMValueRef) {
    var v: LLVMValueRef? = value
    var b: LLVMBasicBlockRef? = block
    LLVMAddIncoming(phi, &v, &b, 1)
  }

  /// The address `index` elements of type `type` after `base`; both may be vectors.
  ///
  /// The address is undefined if the element is not in the memory to which `base` points, unless
  /// `isGuarded`: then it may be, as long as nothing is accessed there.
  func address(
    _ base: LLVMValueRef, _ type: LLVMTypeRef, _ index: LLVMValueRef, isGuarded: Bool = false
  ) -> LLVMValueRef {
    var i: LLVMValueRef? = index
    return isGuarded
      ? LLVMBuildGEP2(builder, type, base, &i, 1, "")
      : LLVMBuildInBoundsGEP2(builder, type, base, &i, 1, "")
  }

  /// Adds an attribute to `function` itself or one of its parameters.
  func addAttribute(_ name: String, to function: LLVMValueRef, parameter: Int? = nil) {
    let kind = LLVMGetEnumAttributeKindForName(name, name.utf8.count)
    LLVMAddAttributeAtIndex(
      function, parameter.map { UInt32($0 + 1) } ?? UInt32.max,
      LLVMCreateEnumAttribute(context, kind, 0))
  }

  /// The block in which instructions are built.
  var block: LLVMBasicBlockRef { LLVMGetInsertBlock(builder) }

  /// Builds instructions at the end of `block`.
  func position(at block: LLVMBasicBlockRef) { LLVMPositionBuilderAtEnd(builder, block) }

  /// Adds a block to `function`.
  func appendBlock(to function: LLVMValueRef) -> LLVMBasicBlockRef {
    LLVMAppendBasicBlockInContext(context, function, "")
  }

  /// Memory for a `type` on the stack of `function`.
  func stackSlot(_ type: LLVMTypeRef, in function: LLVMValueRef) -> LLVMValueRef {
    let current = block
    let entry: LLVMBasicBlockRef = LLVMGetEntryBasicBlock(function)
    if let first = LLVMGetFirstInstruction(entry) {
      LLVMPositionBuilderBefore(builder, first)
    } else {
      position(at: entry)
    }
    let slot: LLVMValueRef = LLVMBuildAlloca(builder, type, "")
    position(at: current)
    return slot
  }

  // MARK: Element types

  /// The type in which values of `type` are computed: `f16` and `bf16` as `float`, rounded after
  /// each operation, and `i1` as a single bit.
  func register(_ type: ElementType) -> LLVMTypeRef {
    switch type {
    case .i1: i1
    case .f16, .bf16, .f32: float
    case .f64: double
    default: integer(type.bitWidth)
    }
  }

  /// The type in which values of `type` are stored.
  func memory(_ type: ElementType) -> LLVMTypeRef {
    switch type {
    case .i1: i8
    case .f16: half
    case .bf16: i16
    case .f32: float
    case .f64: double
    default: integer(type.bitWidth)
    }
  }

  /// The constant `s` as a register.
  func constant(_ s: Scalar) -> LLVMValueRef {
    switch s.type {
    case .f16, .bf16, .f32:
      let wide = s.converted(to: .f32)
      return LLVMConstBitCast(LLVMConstInt(i32, wide.bits, 0), float)
    case .f64:
      return LLVMConstBitCast(LLVMConstInt(i64, s.bits, 0), double)
    default:
      return LLVMConstInt(register(s.type), s.bits, 0)
    }
  }

}
