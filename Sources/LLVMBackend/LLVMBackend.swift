import CLLVM
import Diagnostics
import KernelIR

/// Code generation: from programs of kernels to LLVM IR, assembly, object files and native code.
package enum LLVMBackend {

  /// What code generation can produce as text or bytes.
  package enum Output: String, CaseIterable, Sendable {

    /// LLVM IR after its passes, as text.
    case llvm

    /// Assembly, as text.
    case assembly = "asm"

    /// A relocatable object file.
    case object = "obj"

  }

  /// Returns all of `program` as one module of `output` for `target`.
  package static func emit(
    _ program: Program, as output: Output, for target: NativeTarget
  ) throws -> [UInt8] {
    let machine = try TargetMachine(target)
    var times = Times()
    let module = try self.module(
      of: program, kernels: program.kernels.indices.map(KernelID.init(index:)), hasEntry: true,
      for: machine, &times)
    switch output {
    case .llvm: return Array(module.text.utf8)
    case .assembly: return try machine.emit(module, as: LLVMAssemblyFile)
    case .object: return try machine.emit(module, as: LLVMObjectFile)
    }
  }

  /// Returns the optimized module of some kernels and, if `hasEntry`, the entry of `program` with
  /// the kernels that are inlined there, which are left out otherwise.
  static func module(
    of program: Program, kernels: [KernelID], hasEntry: Bool, for machine: TargetMachine,
    _ times: inout Times
  ) throws -> IRModule {
    let start = ContinuousClock.now
    let ir = IRModule(name: program.name, machine: machine)
    let plan = InlinePlan(program)
    for id in kernels where !plan.kernels.contains(id) {
      try KernelEmitter.emit(program[id], named: ProgramEmitter.name(of: id), into: ir)
    }
    if hasEntry {
      for id in program.kernels.indices.map(KernelID.init(index:)) where plan.kernels.contains(id) {
        try KernelEmitter.emit(
          program[id], named: ProgramEmitter.name(of: id), isInlined: true, into: ir)
      }
      try ProgramEmitter.emit(program, localSlots: plan.localSlots, into: ir)
    }
    if let fault = ir.fault {
      throw Defect("code generation", "the module is not valid: \(fault)")
    }
    times.add("emit", since: start)
    let optimizing = ContinuousClock.now
    try machine.optimize(ir)
    times.add("llvm", since: optimizing)
    return ir
  }

  /// How long stages of code generation took, in the order in which they were first mentioned.
  struct Times: Sendable {

    /// The stages.
    private(set) var stages: [(stage: String, duration: Duration)] = []

    /// Adds the time since `start` to that of `stage`.
    mutating func add(_ stage: String, since start: ContinuousClock.Instant) {
      add(stage, ContinuousClock.now - start)
    }

    /// Adds the times of stages that ran on another thread.
    mutating func add(_ other: Times) {
      for (stage, duration) in other.stages { add(stage, duration) }
    }

    private mutating func add(_ stage: String, _ duration: Duration) {
      if let i = stages.firstIndex(where: { $0.stage == stage }) {
        stages[i].duration += duration
      } else {
        stages.append((stage, duration))
      }
    }

  }

}
