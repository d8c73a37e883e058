import CLLVM
import Diagnostics
import KernelIR
import Scalars

extension KernelEmitter {

  // MARK: Loads

  /// Returns the element of `buffer` at `e`, zero where `condition` does not hold.
  func emitLoad(_ buffer: BufferID, _ e: IndexExpression, if condition: KernelValueID?) throws
    -> Register
  {
    let element = kernel[buffer].element
    let condition = try condition.map { try register($0) }
    let base = buffers[buffer.index]
    switch try positions(e) {
    case .uniform(let index):
      let p = ir.address(base, ir.memory(element), index, isGuarded: condition != nil)
      guard let condition else {
        return Register(reference: loaded(scalar(at: p, element), element), isVector: false)
      }
      return uniformLoad(at: p, element, if: condition)
    case .strided(let index, 1):
      let bits = contiguousLoad(buffer, index, if: condition)
      return Register(reference: loaded(bits, element), isVector: true)
    case .strided(let index, let stride) where element.isLoadedWhole(stride: stride):
      let bits = stridedLoad(buffer, index, stride: stride, mask: activeLanes(condition))
      return Register(reference: loaded(bits, element), isVector: true)
    case .strided(let index, let stride):
      return gather(base, laneIndices(index, stride: stride), element, if: condition)
    case .any(let indices):
      return gather(base, indices, element, if: condition)
    }
  }

  /// Returns the elements of `buffer` from `index` on, one for each lane in which `condition`
  /// holds, in the type of memory.
  func contiguousLoad(_ buffer: BufferID, _ index: LLVMValueRef, if condition: Register?)
    -> LLVMValueRef
  {
    let element = kernel[buffer].element
    let p = ir.address(
      buffers[buffer.index], ir.memory(element), index, isGuarded: condition != nil)
    if let lanes, lanes.mask == nil, let condition, !condition.isVector {
      // All lanes or none: no mask, so that the load can take what was just stored.
      let safe: LLVMValueRef = LLVMBuildSelect(ir.builder, condition.reference, p, zeros(), "")
      return wholeLoad(at: safe, element)
    }
    return activeLanes(condition).map { maskedLoad(at: p, element, mask: $0) }
      ?? wholeLoad(at: p, element)
  }

  /// The lanes that are iterations in which `condition` holds, `nil` if all are.
  func activeLanes(_ condition: Register?) -> LLVMValueRef? {
    guard let condition else { return lanes?.mask }
    let c = vector(condition)
    return lanes?.mask.map { LLVMBuildAnd(ir.builder, $0, c, "") } ?? c
  }

  private func scalar(at p: LLVMValueRef, _ element: ElementType) -> LLVMValueRef {
    let x: LLVMValueRef = LLVMBuildLoad2(ir.builder, ir.memory(element), p, "")
    LLVMSetAlignment(x, UInt32(element.byteWidth))
    return x
  }

  func wholeLoad(at p: LLVMValueRef, _ element: ElementType) -> LLVMValueRef {
    let x: LLVMValueRef = LLVMBuildLoad2(
      ir.builder, ir.vector(ir.memory(element), laneCount), p, "")
    LLVMSetAlignment(x, UInt32(element.byteWidth))
    return x
  }

  func maskedLoad(at p: LLVMValueRef, _ element: ElementType, mask: LLVMValueRef)
    -> LLVMValueRef
  {
    let t = ir.vector(ir.memory(element), laneCount)
    return ir.intrinsic(
      "llvm.masked.load", [t, ir.pointer],
      [p, ir.constant(element.byteWidth, ir.i32), mask, LLVMConstNull(t)])
  }

  /// Loads the one element at `p` if `condition` holds in any lane, else a zero from elsewhere.
  private func uniformLoad(at p: LLVMValueRef, _ element: ElementType, if condition: Register)
    -> Register
  {
    let b = ir.builder
    guard condition.isVector else {
      let safe: LLVMValueRef = LLVMBuildSelect(b, condition.reference, p, zeros(), "")
      return Register(reference: loaded(scalar(at: safe, element), element), isVector: false)
    }
    let any = ir.intrinsic(
      "llvm.vector.reduce.or", [LLVMTypeOf(condition.reference)], [condition.reference])
    let safe: LLVMValueRef = LLVMBuildSelect(b, any, p, zeros(), "")
    let x = ir.splat(loaded(scalar(at: safe, element), element), laneCount)
    return Register(
      reference: LLVMBuildSelect(
        b, condition.reference, x, LLVMConstNull(LLVMTypeOf(x)), ""), isVector: true)
  }

  private func gather(
    _ base: LLVMValueRef, _ indices: LLVMValueRef, _ element: ElementType, if condition: Register?
  ) -> Register {
    let t = ir.vector(ir.memory(element), laneCount)
    let pointers = ir.address(base, ir.memory(element), indices)
    let all = ir.splat(constant: ir.constant(1, ir.i1), laneCount)
    let bits = ir.intrinsic(
      "llvm.masked.gather", [t, ir.vector(ir.pointer, laneCount)],
      [
        pointers, ir.constant(element.byteWidth, ir.i32), activeLanes(condition) ?? all,
        LLVMConstNull(t),
      ])
    return Register(reference: loaded(bits, element), isVector: true)
  }

  /// The most lanes of a vector.
  private static let laneLimit = 64

  /// The address of as many zeros as there are in the lanes of a vector, which may always be read.
  private func zeros() -> LLVMValueRef {
    let name = "quern.zero"
    if let known = ir.helpers[name] { return known.function }
    let type = ir.vector(ir.i64, Self.laneLimit)
    let global: LLVMValueRef = LLVMAddGlobal(ir.module, type, name)
    LLVMSetInitializer(global, LLVMConstNull(type))
    LLVMSetGlobalConstant(global, 1)
    LLVMSetLinkage(global, LLVMPrivateLinkage)
    ir.helpers[name] = (global, type)
    return global
  }

  /// Returns what was loaded, in the type of registers.
  func loaded(_ x: LLVMValueRef, _ element: ElementType) -> LLVMValueRef {
    let b = ir.builder
    let t: LLVMTypeRef = LLVMTypeOf(x)
    let lanes = isVectorType(t) ? laneCount : 1
    switch element {
    case .i1: return LLVMBuildICmp(b, LLVMIntNE, x, LLVMConstNull(t), "")
    case .f16: return LLVMBuildFPExt(b, x, ir.vector(ir.float, lanes), "")
    case .bf16:
      let wide: LLVMValueRef = LLVMBuildZExt(b, x, ir.vector(ir.i32, lanes), "")
      let sixteen = ir.splat(constant: ir.constant(16, ir.i32), lanes)
      return LLVMBuildBitCast(
        b, LLVMBuildShl(b, wide, sixteen, ""), ir.vector(ir.float, lanes), "")
    default: return x
    }
  }

  /// Asks for the line with the element of `buffer` at `e`, that of the first lane; it need not
  /// exist.
  func emitPrefetch(_ buffer: BufferID, _ e: IndexExpression) throws {
    let index: LLVMValueRef
    switch try positions(e) {
    case .uniform(let i), .strided(let i, _): index = i
    case .any: return
    }
    let element = kernel[buffer].element
    let p = ir.address(buffers[buffer.index], ir.memory(element), index, isGuarded: true)
    // For reading, to be kept in all caches, of data.
    let hints = [0, 3, 1].map { ir.constant($0, ir.i32) }
    _ = ir.intrinsic("llvm.prefetch", [ir.pointer], [p] + hints)
  }

  // MARK: Stores

  /// Stores `v` in `buffer` at `e` where `condition` holds.
  mutating func emitStore(
    _ v: KernelValueID, _ buffer: BufferID, _ e: IndexExpression, if condition: KernelValueID?
  ) throws {
    let element = kernel[buffer].element
    let condition = try condition.map { try register($0) }
    let base = buffers[buffer.index]
    guard lanes != nil else {
      guard case .uniform(let index) = try positions(e) else { return }
      let p = ir.address(base, ir.memory(element), index, isGuarded: condition != nil)
      let x = stored(try register(v).reference, element, lanes: 1)
      emitWholeStore(x, at: p, element, if: condition?.reference)
      return
    }
    let x = stored(try vector(v), element, lanes: laneCount)
    let mask = activeLanes(condition)
    switch try positions(e) {
    case .uniform:
      throw Defect("code generation", "the lanes of a vector loop store to one element")
    case .strided(let index, 1):
      let p = ir.address(base, ir.memory(element), index, isGuarded: condition != nil)
      if let mask, lanes?.mask != nil || condition?.isVector == true {
        maskedStore(x, at: p, element, mask: mask)
      } else {
        emitWholeStore(x, at: p, element, if: condition?.reference)
      }
    case .strided(let index, let stride):
      scatter(x, base, laneIndices(index, stride: stride), element, mask)
    case .any(let indices):
      scatter(x, base, indices, element, mask)
    }
  }

  private func emitWholeStore(
    _ x: LLVMValueRef, at p: LLVMValueRef, _ element: ElementType, if condition: LLVMValueRef?
  ) {
    guard let condition else {
      LLVMSetAlignment(LLVMBuildStore(ir.builder, x, p), UInt32(element.byteWidth))
      return
    }
    let then = ir.appendBlock(to: function)
    let exit = ir.appendBlock(to: function)
    LLVMBuildCondBr(ir.builder, condition, then, exit)
    ir.position(at: then)
    LLVMSetAlignment(LLVMBuildStore(ir.builder, x, p), UInt32(element.byteWidth))
    LLVMBuildBr(ir.builder, exit)
    ir.position(at: exit)
  }

  func maskedStore(
    _ x: LLVMValueRef, at p: LLVMValueRef, _ element: ElementType, mask: LLVMValueRef
  ) {
    _ = ir.intrinsic(
      "llvm.masked.store", [LLVMTypeOf(x), ir.pointer],
      [x, p, ir.constant(element.byteWidth, ir.i32), mask])
  }

  private func scatter(
    _ x: LLVMValueRef, _ base: LLVMValueRef, _ indices: LLVMValueRef, _ element: ElementType,
    _ mask: LLVMValueRef?
  ) {
    let all = ir.splat(constant: ir.constant(1, ir.i1), laneCount)
    _ = ir.intrinsic(
      "llvm.masked.scatter", [LLVMTypeOf(x), ir.vector(ir.pointer, laneCount)],
      [
        x, ir.address(base, ir.memory(element), indices),
        ir.constant(element.byteWidth, ir.i32), mask ?? all,
      ])
  }

  /// Returns `x`, a rounded value of type `element`, in the type of memory.
  func stored(_ x: LLVMValueRef, _ element: ElementType, lanes: Int) -> LLVMValueRef {
    let b = ir.builder
    switch element {
    case .i1: return LLVMBuildZExt(b, x, ir.vector(ir.i8, lanes), "")
    case .f16: return LLVMBuildFPTrunc(b, x, ir.vector(ir.half, lanes), "")
    case .bf16: return upperHalf(of: x, lanes: lanes)
    default: return x
    }
  }

  /// The upper 16 bits of `x`, floats that are numbers of type `bf16`.
  func upperHalf(of x: LLVMValueRef, lanes: Int) -> LLVMValueRef {
    let b = ir.builder
    let bits: LLVMValueRef = LLVMBuildBitCast(b, x, ir.vector(ir.i32, lanes), "")
    let sixteen = ir.splat(constant: ir.constant(16, ir.i32), lanes)
    return LLVMBuildTrunc(b, LLVMBuildLShr(b, bits, sixteen, ""), ir.vector(ir.i16, lanes), "")
  }

  /// `true` iff `type` is one of vectors.
  func isVectorType(_ type: LLVMTypeRef) -> Bool { LLVMGetTypeKind(type) == LLVMVectorTypeKind }

  /// The number of lanes of `x`.
  func laneCount(of x: LLVMValueRef) -> Int {
    let t: LLVMTypeRef = LLVMTypeOf(x)
    return isVectorType(t) ? Int(LLVMGetVectorSize(t)) : 1
  }

}
