import CLLVM
import Diagnostics
import KernelIR
import Runtime
import Scalars

/// The translation of a program to its native entry function
/// `i32 (ptr execution, ptr slots, ptr arena)`, which calls the kernels and returns 0, or 1 when it
/// was cancelled.
struct ProgramEmitter {

  private let ir: IRModule
  private let program: Program
  private let function: LLVMValueRef
  private let execution: LLVMValueRef
  private let slots: LLVMValueRef
  private let arena: LLVMValueRef

  /// The scratch memory of the thread that runs the entry.
  private let scratch: LLVMValueRef

  /// Room for the addresses that a parallel kernel gets.
  private let addresses: LLVMValueRef

  /// The memory of the scalars that are not in the arena.
  private var locals: [SlotID: LLVMValueRef] = [:]

  /// Where the slots are now whose memory loops exchange.
  private var moved: [SlotID: LLVMValueRef] = [:]

  /// Where to go when the program was cancelled.
  private let cancelled: LLVMBasicBlockRef

  /// The name of the entry function.
  static let entryName = "quern_entry"

  /// The name of the function of the kernel `id`.
  static func name(of id: KernelID) -> String { "quern_kernel_\(id.index)" }

  /// Adds the entry function of `program` to `ir`; the slots in `localSlots` are not in the arena.
  static func emit(_ program: Program, localSlots: Set<SlotID>, into ir: IRModule) throws {
    var emitter = ProgramEmitter(program, localSlots: localSlots, into: ir)
    try emitter.emit(program.steps)
    LLVMBuildRet(ir.builder, ir.constant(0, ir.i32))
    ir.position(at: emitter.cancelled)
    LLVMBuildRet(ir.builder, ir.constant(1, ir.i32))
  }

  private init(_ program: Program, localSlots: Set<SlotID>, into ir: IRModule) {
    self.ir = ir
    self.program = program
    let type = ir.functionType(ir.i32, [ir.pointer, ir.pointer, ir.pointer])
    function = LLVMAddFunction(ir.module, Self.entryName, type)
    ir.addAttribute("nounwind", to: function)
    for i in 0..<3 { ir.addAttribute("noalias", to: function, parameter: i) }
    ir.addAttribute("readonly", to: function, parameter: 1)
    execution = LLVMGetParam(function, 0)
    slots = LLVMGetParam(function, 1)
    arena = LLVMGetParam(function, 2)
    ir.position(at: ir.appendBlock(to: function))
    let parameterCount = program.kernels.map(\.parameterCount).max() ?? 0
    addresses = LLVMBuildAlloca(
      ir.builder, LLVMArrayType2(ir.pointer, UInt64(max(1, parameterCount))), "")
    scratch = LLVMBuildLoad2(
      ir.builder, ir.pointer,
      ir.address(execution, ir.i8, ir.constant(ExecutionLayout.scratch)), "")
    for s in localSlots.sorted(by: { $0.index < $1.index }) {
      locals[s] = LLVMBuildAlloca(ir.builder, ir.memory(program[s].element), "")
    }
    let start = ir.block
    cancelled = ir.appendBlock(to: function)
    ir.position(at: start)
  }

  private mutating func emit(_ steps: [Step]) throws {
    for s in steps {
      switch s {
      case .launch(let id, let slots): try emitLaunch(id, slots)
      case .copy(let from, let to): emitCopy(from, to)
      case .swap(let a, let b): (moved[a], moved[b]) = (address(b), address(a))
      case .branch(let selector, let branches): try emitBranch(selector, branches)
      case .loop(let condition, let predicate, let body):
        try emitLoop(condition, predicate, body)
      }
    }
  }

  /// The address of `id`.
  private func address(_ id: SlotID) -> LLVMValueRef {
    if let place = moved[id] ?? locals[id] { return place }
    if case .arena(let offset) = program[id].storage {
      return ir.address(arena, ir.i8, ir.constant(offset))
    }
    let p = ir.address(slots, ir.pointer, ir.constant(id.index))
    return LLVMBuildLoad2(ir.builder, ir.pointer, p, "")
  }

  // MARK: Launches

  private func emitLaunch(_ id: KernelID, _ slots: [SlotID]) throws {
    let kernel = program[id]
    guard slots.count == kernel.parameterCount else {
      throw Defect("code generation", "a launch passes \(slots.count) slots")
    }
    let arguments = slots.map { address($0) }
    let loop = kernel.parallelLoop
    let extent = loop.map { kernel.extent(of: $0.variable) } ?? 0
    if let grain = loop?.grain, kernel.isShared {
      emitParallelLaunch(id, arguments, extent: extent, grain: grain)
      return
    }
    let type = KernelEmitter.functionType(of: kernel, in: ir)
    ir.call(
      declared(Self.name(of: id), type), type,
      arguments + [scratch, ir.constant(0), ir.constant(extent)])
  }

  private func emitParallelLaunch(
    _ id: KernelID, _ arguments: [LLVMValueRef], extent: Int, grain: Int
  ) {
    let b = ir.builder
    for (i, a) in arguments.enumerated() {
      LLVMBuildStore(b, a, ir.address(addresses, ir.pointer, ir.constant(i)))
    }
    let taskType = ir.functionType(ir.void, [ir.pointer, ir.pointer, ir.i64, ir.i64])
    let task = declared(Self.name(of: id) + "_task", taskType)
    let field = ir.address(execution, ir.i8, ir.constant(ExecutionLayout.parallelFor))
    let parallelFor: LLVMValueRef = LLVMBuildLoad2(b, ir.pointer, field, "")
    let type = ir.functionType(ir.void, [ir.pointer, ir.pointer, ir.pointer, ir.i64, ir.i64])
    ir.call(
      parallelFor, type, [execution, task, addresses, ir.constant(extent), ir.constant(grain)])
  }

  private func declared(_ name: String, _ type: LLVMTypeRef) -> LLVMValueRef {
    LLVMGetNamedFunction(ir.module, name) ?? LLVMAddFunction(ir.module, name, type)
  }

  private func emitCopy(_ from: SlotID, _ to: SlotID) {
    let count = program[from].byteCount
    if count == 0 { return }
    let alignment = UInt32(program[from].element.byteWidth)
    LLVMBuildMemCpy(
      ir.builder, address(to), alignment, address(from), alignment, ir.constant(count))
  }

  // MARK: Control

  private mutating func emitBranch(_ selector: SlotID, _ branches: [[Step]]) throws {
    let b = ir.builder
    let exit = ir.appendBlock(to: function)
    let blocks = branches.map { _ in ir.appendBlock(to: function) }
    let element = program[selector].element
    let x: LLVMValueRef = LLVMBuildLoad2(b, ir.memory(element), address(selector), "")
    guard let last = blocks.last else {
      throw Defect("code generation", "a branch has nowhere to go")
    }
    if element == .i1 {
      LLVMBuildCondBr(
        b, LLVMBuildICmp(b, LLVMIntNE, x, LLVMConstNull(ir.i8), ""), blocks[0], last)
    } else {
      let choice: LLVMValueRef = LLVMBuildSwitch(b, x, last, UInt32(blocks.count))
      for (i, block) in blocks.enumerated() {
        LLVMAddCase(choice, ir.constant(i, ir.memory(element)), block)
      }
    }
    for (block, steps) in zip(blocks, branches) {
      ir.position(at: block)
      try emit(steps)
      LLVMBuildBr(b, exit)
    }
    ir.position(at: exit)
  }

  private mutating func emitLoop(_ condition: [Step], _ predicate: SlotID, _ body: [Step]) throws {
    let b = ir.builder
    let head = ir.appendBlock(to: function)
    let test = ir.appendBlock(to: function)
    let inside = ir.appendBlock(to: function)
    let exit = ir.appendBlock(to: function)
    let swapped = Set(body.flatMap(\.swappedSlots)).sorted { $0.index < $1.index }
    let initial = swapped.map { address($0) }
    let before = ir.block
    LLVMBuildBr(b, head)

    ir.position(at: head)
    let places = swapped.map { _ in ir.phi(ir.pointer) }
    for (s, (place, first)) in zip(swapped, zip(places, initial)) {
      ir.addIncoming(first, from: before, to: place)
      moved[s] = place
    }
    let field = ir.address(execution, ir.i8, ir.constant(ExecutionLayout.cancellationFlag))
    let flag: LLVMValueRef = LLVMBuildLoad2(
      b, ir.i8, LLVMBuildLoad2(b, ir.pointer, field, ""), "")
    LLVMSetVolatile(flag, 1)
    LLVMBuildCondBr(
      b, LLVMBuildICmp(b, LLVMIntNE, flag, LLVMConstNull(ir.i8), ""), cancelled, test)

    ir.position(at: test)
    try emit(condition)
    let p: LLVMValueRef = LLVMBuildLoad2(b, ir.i8, address(predicate), "")
    LLVMBuildCondBr(b, LLVMBuildICmp(b, LLVMIntNE, p, LLVMConstNull(ir.i8), ""), inside, exit)

    ir.position(at: inside)
    try emit(body)
    for (s, place) in zip(swapped, places) {
      ir.addIncoming(address(s), from: ir.block, to: place)
      moved[s] = place
    }
    LLVMBuildBr(b, head)
    ir.position(at: exit)
  }

}
