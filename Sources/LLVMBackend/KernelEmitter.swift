import CLLVM
import Diagnostics
import KernelIR
import Scalars

/// The translation of one kernel to LLVM IR.
///
/// A kernel becomes a function `void (ptr …, ptr scratch, i64 begin, i64 end)`: the addresses of
/// its parameters, its scratch memory, and the iterations of its parallel loop that shall run.
/// Loops are emitted with their variables and accumulators as phis, one block a loop; a vector loop
/// as one over whole vectors and one masked iteration for the rest.
struct KernelEmitter {

  /// A value in registers: one for all lanes, or one for each lane of the vector loop around it.
  struct Register {

    let reference: LLVMValueRef

    /// `true` iff there is one for each lane.
    let isVector: Bool

  }

  /// The vector loop around the statements that are being emitted.
  struct Lanes {

    /// Its variable, whose value in `variables` is that of lane 0, a multiple of `count`.
    let variable: LoopVariableID

    /// The number of lanes.
    let count: Int

    /// Which lanes are iterations, `nil` if all are.
    let mask: LLVMValueRef?

  }

  let ir: IRModule
  let kernel: Kernel
  let function: LLVMValueRef

  /// The addresses of the buffers.
  private(set) var buffers: [LLVMValueRef] = []

  /// The values of the kernel that were emitted so far.
  var registers: [Register?]

  /// The values of loop variables, 64 bits wide.
  var variables: [LLVMValueRef?]

  /// The vector loop around the current statement.
  var lanes: Lanes?

  /// What the transposed loads of the block loop around give to the current iteration of it, in the
  /// type of memory.
  var transposed: [KernelValueID: LLVMValueRef] = [:]

  /// The iterations of the parallel loop that shall run.
  private var begin: LLVMValueRef
  private var end: LLVMValueRef

  /// Adds the function of `kernel` to `ir`, called `name`; if `isInlined`, it is there only to
  /// become part of its callers.
  static func emit(
    _ kernel: Kernel, named name: String, isInlined: Bool = false, into ir: IRModule
  ) throws {
    var emitter = KernelEmitter(kernel, named: name, into: ir)
    if isInlined {
      LLVMSetLinkage(emitter.function, LLVMInternalLinkage)
      ir.addAttribute("alwaysinline", to: emitter.function)
    }
    ir.position(at: ir.appendBlock(to: emitter.function))
    emitter.emitScratchAddresses()
    try emitter.emit(kernel.body)
    LLVMBuildRetVoid(ir.builder)
    if kernel.parallelLoop != nil, !isInlined { emitter.emitTask(named: name + "_task") }
  }

  /// The type of the function of `kernel`.
  static func functionType(of kernel: Kernel, in ir: IRModule) -> LLVMTypeRef {
    ir.functionType(
      ir.void,
      [LLVMTypeRef](repeating: ir.pointer, count: kernel.parameterCount + 1) + [ir.i64, ir.i64])
  }

  private init(_ kernel: Kernel, named name: String, into ir: IRModule) {
    self.ir = ir
    self.kernel = kernel
    function = LLVMAddFunction(ir.module, name, Self.functionType(of: kernel, in: ir))
    ir.addAttribute("nounwind", to: function)
    registers = [Register?](repeating: nil, count: kernel.valueTypes.count)
    variables = [LLVMValueRef?](repeating: nil, count: kernel.extents.count)
    let n = kernel.parameterCount
    begin = LLVMGetParam(function, UInt32(n + 1))
    end = LLVMGetParam(function, UInt32(n + 2))
    let aliased = kernel.aliasingParameters
    for i in 0...n {
      if !aliased.contains(i) { ir.addAttribute("noalias", to: function, parameter: i) }
      ir.addAttribute("nocapture", to: function, parameter: i)
      if i < n, kernel.buffers[i].access == .read, !aliased.contains(i) {
        ir.addAttribute("readonly", to: function, parameter: i)
      }
    }
  }

  /// Computes where the scratch buffers are.
  private mutating func emitScratchAddresses() {
    let n = kernel.parameterCount
    buffers = (0..<n).map { LLVMGetParam(function, UInt32($0)) }
    let scratch: LLVMValueRef = LLVMGetParam(function, UInt32(n))
    for offset in kernel.scratchOffsets.offsets {
      buffers.append(ir.address(scratch, ir.i8, ir.constant(offset)))
    }
  }

  /// Adds the function that threads call with some iterations of the parallel loop: its addresses
  /// come in an array.
  private func emitTask(named name: String) {
    let type = ir.functionType(ir.void, [ir.pointer, ir.pointer, ir.i64, ir.i64])
    let task: LLVMValueRef = LLVMAddFunction(ir.module, name, type)
    ir.addAttribute("nounwind", to: task)
    ir.position(at: ir.appendBlock(to: task))
    var arguments: [LLVMValueRef] = []
    for i in 0..<kernel.parameterCount {
      let p = ir.address(LLVMGetParam(task, 0), ir.pointer, ir.constant(i))
      arguments.append(LLVMBuildLoad2(ir.builder, ir.pointer, p, ""))
    }
    for i in 1...3 { arguments.append(LLVMGetParam(task, UInt32(i))) }
    ir.call(function, Self.functionType(of: kernel, in: ir), arguments)
    LLVMBuildRetVoid(ir.builder)
  }

  // MARK: Statements

  /// Emits statements.
  mutating func emit(_ statements: [Statement]) throws {
    var interleaved = 0
    for (n, s) in statements.enumerated() {
      if interleaved > 0 {
        interleaved -= 1
        continue
      }
      switch s {
      case .define(let v, .load(let buffer, _, _)) where transposed[v] != nil:
        registers[v.index] = transposed[v].map {
          Register(reference: loaded($0, kernel[buffer].element), isVector: true)
        }
      case .define(let v, let e):
        registers[v.index] = try emit(e, as: kernel.type(of: v))
      case .store where lanes != nil && interleavedStores(statements[n...]) != nil:
        let stores = interleavedStores(statements[n...]) ?? []
        try emitInterleaved(stores)
        interleaved = stores.count - 1
      case .store(let v, let buffer, let index, let condition):
        try emitStore(v, buffer, index, if: condition)
      case .prefetch(let buffer, let index):
        try emitPrefetch(buffer, index)
      case .loop(let l):
        try emit(l)
      case .reduction(let r):
        try emit(r)
      }
    }
  }

  private mutating func emit(_ l: Loop) throws {
    let extent = kernel.extent(of: l.variable)
    if extent == 0 { return }
    switch l.kind {
    case .serial where l.grain != nil:
      _ = try emitLoop(from: begin, to: end, step: 1, carrying: []) { (emitter, i, _) in
        emitter.variables[l.variable.index] = i
        try emitter.emit(l.body)
        return []
      }
    case .serial:
      func iterate(_ emitter: inout Self, _ i: LLVMValueRef) throws -> [LLVMValueRef] {
        emitter.variables[l.variable.index] = i
        try emitter.emit(l.body)
        return []
      }
      if let bound = l.bound {
        let end = try iterationCount(of: l, while: bound)
        _ = try emitLoop(from: ir.constant(0), to: end, step: 1, carrying: []) { (emitter, i, _) in
          try iterate(&emitter, i)
        }
      } else {
        _ = try emitLoop(count: extent, step: 1, carrying: []) { (emitter, i, _) in
          try iterate(&emitter, i)
        }
      }
    case .unrolled:
      for i in 0..<extent {
        variables[l.variable.index] = ir.constant(i)
        try emit(l.body)
      }
    case .vector(let count):
      try emitVector(l, lanes: count, extent: extent)
    case .block(let count):
      try emitBlocks(l, lanes: count, iterations: l.grain == nil ? nil : (begin, end))
    }
  }

  private mutating func emitVector(_ l: Loop, lanes count: Int, extent: Int) throws {
    guard lanes == nil else {
      throw Defect("code generation", "a vector loop is inside of another")
    }
    let whole = extent - extent % count
    func iterate(_ emitter: inout Self, from i: LLVMValueRef, mask: LLVMValueRef?) throws {
      emitter.variables[l.variable.index] = i
      emitter.lanes = Lanes(variable: l.variable, count: count, mask: mask)
      defer { emitter.lanes = nil }
      try emitter.emit(l.body)
    }
    let mask = whole < extent ? ir.mask(extent - whole, of: count) : nil
    if l.grain == nil {
      if whole > 0 {
        _ = try emitLoop(count: whole, step: count, carrying: []) { (emitter, i, _) in
          try iterate(&emitter, from: i, mask: nil)
          return []
        }
      }
      if let mask { try iterate(&self, from: ir.constant(whole), mask: mask) }
      return
    }
    // The blocks of a parallel loop are whole vectors, but for the end of the last one.
    let b = ir.builder
    let isBefore = LLVMBuildICmp(b, LLVMIntULT, end, ir.constant(whole), "")
    let wholeEnd: LLVMValueRef = LLVMBuildSelect(b, isBefore, end, ir.constant(whole), "")
    if whole > 0 {
      _ = try emitLoop(from: begin, to: wholeEnd, step: count, carrying: []) { (emitter, i, _) in
        try iterate(&emitter, from: i, mask: nil)
        return []
      }
    }
    if let mask {
      let rest = ir.appendBlock(to: function)
      let exit = ir.appendBlock(to: function)
      LLVMBuildCondBr(b, LLVMBuildICmp(b, LLVMIntEQ, end, ir.constant(extent), ""), rest, exit)
      ir.position(at: rest)
      try iterate(&self, from: ir.constant(whole), mask: mask)
      LLVMBuildBr(b, exit)
      ir.position(at: exit)
    }
  }

  /// Returns how many iterations of `l` there are before its bound.
  private func iterationCount(of l: Loop, while bound: LoopBound) throws -> LLVMValueRef {
    let b = ir.builder
    guard let step = bound.index.stride(in: l.variable), step > 0 else {
      throw Defect("code generation", "the bound of a loop does not grow with its variable")
    }
    // The least i for which start + i × step is not below the limit.
    let start = try index(bound.index - IndexExpression(l.variable) * step).reference
    let distance: LLVMValueRef = LLVMBuildSub(b, ir.constant(bound.limit &+ step &- 1), start, "")
    let positive = ir.intrinsic("llvm.smax", [ir.i64], [distance, ir.constant(0)])
    let count: LLVMValueRef = LLVMBuildUDiv(b, positive, ir.constant(step), "")
    return ir.intrinsic("llvm.umin", [ir.i64], [count, ir.constant(kernel.extent(of: l.variable))])
  }

  // MARK: Loops

  /// What emits one iteration: from the loop variable and the carried values to the next ones.
  typealias Iteration = (inout Self, LLVMValueRef, [LLVMValueRef]) throws -> [LLVMValueRef]

  /// Emits a loop over 0, `step`, 2 × `step` … below `count`, which is a positive multiple of
  /// `step`, and returns the carried values at its end.
  mutating func emitLoop(
    count: Int, step: Int, carrying initial: [LLVMValueRef], _ iteration: Iteration
  ) throws -> [LLVMValueRef] {
    if count == step { return try iteration(&self, ir.constant(0), initial) }
    let before = ir.block
    let head = ir.appendBlock(to: function)
    let exit = ir.appendBlock(to: function)
    LLVMBuildBr(ir.builder, head)
    return try emitLoop(
      from: ir.constant(0), to: ir.constant(count), step: step, carrying: initial,
      before: before, head: head, exit: exit, iteration
    ).atExit
  }

  /// Emits a loop over `from`, `from` + `step` … below `to`, which may be none, and returns the
  /// carried values at its end.
  mutating func emitLoop(
    from: LLVMValueRef, to: LLVMValueRef, step: Int, carrying initial: [LLVMValueRef],
    _ iteration: Iteration
  ) throws -> [LLVMValueRef] {
    let before = ir.block
    let head = ir.appendBlock(to: function)
    let exit = ir.appendBlock(to: function)
    LLVMBuildCondBr(
      ir.builder, LLVMBuildICmp(ir.builder, LLVMIntULT, from, to, ""), head, exit)
    let (last, latch) = try emitLoop(
      from: from, to: to, step: step, carrying: initial, before: before, head: head, exit: exit,
      iteration)
    return zip(initial, last).map { (a, b) in
      let phi = ir.phi(LLVMTypeOf(a))
      ir.addIncoming(a, from: before, to: phi)
      ir.addIncoming(b, from: latch, to: phi)
      return phi
    }
  }

  private mutating func emitLoop(
    from: LLVMValueRef, to: LLVMValueRef, step: Int, carrying initial: [LLVMValueRef],
    before: LLVMBasicBlockRef, head: LLVMBasicBlockRef, exit: LLVMBasicBlockRef,
    _ iteration: Iteration
  ) throws -> (atExit: [LLVMValueRef], latch: LLVMBasicBlockRef) {
    let b = ir.builder
    ir.position(at: head)
    let i = ir.phi(ir.i64)
    let carried = initial.map { ir.phi(LLVMTypeOf($0)) }
    let next = try iteration(&self, i, carried)
    let latch = ir.block
    let following: LLVMValueRef = LLVMBuildAdd(b, i, ir.constant(step), "")
    LLVMBuildCondBr(b, LLVMBuildICmp(b, LLVMIntULT, following, to, ""), head, exit)
    ir.addIncoming(from, from: before, to: i)
    ir.addIncoming(following, from: latch, to: i)
    for (phi, (first, last)) in zip(carried, zip(initial, next)) {
      ir.addIncoming(first, from: before, to: phi)
      ir.addIncoming(last, from: latch, to: phi)
    }
    ir.position(at: exit)
    return (next, latch)
  }

  // MARK: Registers

  /// The register of `v`.
  func register(_ v: KernelValueID) throws -> Register {
    guard let r = registers[v.index] else {
      throw Defect("code generation", "value \(v.index) is used before it is defined")
    }
    return r
  }

  /// The number of lanes of the current statement.
  var laneCount: Int { lanes?.count ?? 1 }

  /// The register of `v` with one value for each lane.
  func vector(_ v: KernelValueID) throws -> LLVMValueRef { vector(try register(v)) }

  /// `r` with one value for each lane.
  func vector(_ r: Register) -> LLVMValueRef {
    r.isVector || lanes == nil ? r.reference : ir.splat(r.reference, laneCount)
  }

}

extension Kernel {

  /// The offset of each scratch buffer in the scratch memory of a thread, and its size.
  var scratchOffsets: (offsets: [Int], byteCount: Int) {
    var offsets: [Int] = []
    var offset = 0
    for b in buffers where b.access == .scratch {
      offsets.append(offset)
      let size = b.count * b.element.byteWidth
      offset += (size + Program.alignment - 1) / Program.alignment * Program.alignment
    }
    return (offsets, offset)
  }

  /// The parameters that may share memory with another one.
  var aliasingParameters: Set<Int> { [] }

}
