import CLLVM
import Diagnostics
import Dispatch
import KernelIR
import Runtime
import Synchronization

/// A program in machine code, ready to run on any thread.
package final class NativeProgram: @unchecked Sendable {

  /// The program it was made from.
  package let program: Program

  /// The scratch bytes that one thread needs.
  package let scratchByteCount: Int

  /// What became of looking for the code in the cache, `nil` without a cache.
  package let cacheOutcome: CodeCache.Outcome?

  /// How long the stages took; where they ran on several threads, the sum.
  package let times: [(stage: String, duration: Duration)]

  private let jit: LLVMOrcLLJITRef
  private let entry: NativeCode.Entry

  /// Compiles `program`, its kernels in parallel.
  ///
  /// - Parameters:
  ///   - threads: how many threads may compile.
  ///   - target: what to compile for, which this machine must be able to run.
  ///   - cache: where the code may be already, and is put if it is not.
  /// - Throws: `DiagnosticError` if LLVM cannot be used; `Defect` if code generation fails.
  package init(
    _ program: Program, threads: Int, for target: NativeTarget = .host, cache: CodeCache? = nil
  ) throws {
    self.program = program
    scratchByteCount = program.kernels.map(\.scratchOffsets.byteCount).max() ?? 0
    try LLVMLibrary.initialize()
    var times = LLVMBackend.Times()
    let objects: [[UInt8]]
    if let cache {
      let start = ContinuousClock.now
      (objects, cacheOutcome) = try cache.objects(of: program, for: target) {
        try Self.objects(of: program, threads: threads, for: target, &times)
      }
      if cacheOutcome == .hit { times.add("cache", since: start) }
    } else {
      objects = try Self.objects(of: program, threads: threads, for: target, &times)
      cacheOutcome = nil
    }

    let start = ContinuousClock.now
    var jit: LLVMOrcLLJITRef?
    try LLVMLibrary.check(LLVMOrcCreateLLJIT(&jit, nil), "the JIT")
    guard let jit else { throw Defect("the JIT", "LLVM made none") }
    self.jit = jit
    do {
      entry = try Self.link(objects, in: jit)
    } catch {
      try? LLVMLibrary.check(LLVMOrcDisposeLLJIT(jit), "the JIT")
      throw error
    }
    times.add("link", since: start)
    self.times = times.stages
  }

  deinit {
    // Nothing can be done about code that cannot be freed.
    try? LLVMLibrary.check(LLVMOrcDisposeLLJIT(jit), "the JIT")
  }

  /// Runs the program and returns `false` iff it was cancelled.
  ///
  /// - Parameters:
  ///   - slots: for each slot of the program its address; those in the arena are ignored. Each must
  ///     be aligned for its elements and hold as many as the slot has.
  ///   - arena: at least `program.arenaByteCount` bytes.
  ///   - scratch: at least `scratchByteCount` bytes for each thread.
  package func run(
    slots: [UnsafeMutableRawPointer?], arena: AlignedMemory, scratch: AlignedMemory, threads: Int,
    pool: ThreadPool, cancellation: Cancellation
  ) -> Bool {
    precondition(slots.count == program.slots.count)
    precondition(arena.byteCount >= program.arenaByteCount)
    return NativeCode.run(
      entry, slots: slots, arena: arena, scratch: scratch, scratchByteCount: scratchByteCount,
      threads: threads, pool: pool, cancellation: cancellation)
  }

  // MARK: Compilation

  /// Returns the object files of `program`: kernels in parts of about equal size, and the entry.
  private static func objects(
    of program: Program, threads: Int, for target: NativeTarget, _ times: inout LLVMBackend.Times
  ) throws -> [[UInt8]] {
    let parts = partition(program, count: max(1, min(threads, program.kernels.count)))
    typealias Part = (object: [UInt8], times: LLVMBackend.Times)
    let results = Mutex([Result<Part, any Error>?](repeating: nil, count: parts.count))
    DispatchQueue.concurrentPerform(iterations: parts.count) { (i) in
      let result = Result {
        var times = LLVMBackend.Times()
        let machine = try TargetMachine(target)
        let module = try LLVMBackend.module(
          of: program, kernels: parts[i], hasEntry: i == 0, for: machine, &times)
        let start = ContinuousClock.now
        let object = try machine.emit(module, as: LLVMObjectFile)
        times.add("codegen", since: start)
        return Part(object, times)
      }
      results.withLock { $0[i] = result }
    }
    let made = try results.withLock { $0 }.compactMap { try $0?.get() }
    for part in made { times.add(part.times) }
    return made.map(\.object)
  }

  /// Returns all kernels, each in one of `count` parts of about equal numbers of statements.
  private static func partition(_ program: Program, count: Int) -> [[KernelID]] {
    var parts = [[KernelID]](repeating: [], count: count)
    var loads = [Int](repeating: 0, count: count)
    let sizes = program.kernels.map { (kernel) in
      var n = 0
      kernel.body.forEachStatement { _ in n += 1 }
      return n
    }
    for i in sizes.indices.sorted(by: { (sizes[$1], $0) < (sizes[$0], $1) }) {
      let least = loads.indices.min { loads[$0] < loads[$1] } ?? 0
      parts[least].append(KernelID(index: i))
      loads[least] += sizes[i]
    }
    return parts
  }

  /// Links object files and returns the entry.
  private static func link(_ objects: [[UInt8]], in jit: LLVMOrcLLJITRef) throws
    -> NativeCode.Entry
  {
    let library: LLVMOrcJITDylibRef = LLVMOrcLLJITGetMainJITDylib(jit)
    var process: LLVMOrcDefinitionGeneratorRef?
    try LLVMLibrary.check(
      LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(
        &process, LLVMOrcLLJITGetGlobalPrefix(jit), nil, nil), "the JIT")
    LLVMOrcJITDylibAddGenerator(library, process)
    for o in objects {
      let buffer = o.withUnsafeBytes { (bytes) in
        LLVMCreateMemoryBufferWithMemoryRangeCopy(
          bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, "quern")
      }
      try LLVMLibrary.check(LLVMOrcLLJITAddObjectFile(jit, library, buffer), "the JIT")
    }
    var address: LLVMOrcExecutorAddress = 0
    try LLVMLibrary.check(LLVMOrcLLJITLookup(jit, &address, ProgramEmitter.entryName), "the JIT")
    guard let p = UnsafeRawPointer(bitPattern: UInt(address)) else {
      throw Defect("the JIT", "the entry has no address")
    }
    return unsafeBitCast(p, to: NativeCode.Entry.self)
  }

}
