import Diagnostics
import GraphIR
import GraphPasses
import KernelIR
import LLVMBackend
import Lowering
import Runtime
import StableHLO

/// The stages from a model to what can be called.
package struct Compiler {

  /// How long a stage took.
  package struct StageTime: Sendable {

    /// The name of the stage.
    package let stage: String

    /// How long it took.
    package let duration: Duration

  }

  /// The model.
  package let model: Model

  /// The name of the function that is compiled.
  package let entry: String

  /// How it is compiled.
  package let options: CompileOptions

  /// How long the stages so far took.
  package private(set) var times: [StageTime] = []

  /// How long the parts of code generation took; where they ran on several threads, the sum.
  package private(set) var generationTimes: [StageTime] = []

  /// What became of looking for native code in the cache, `nil` without a cache.
  package private(set) var cacheOutcome: CodeCache.Outcome?

  /// The elements of the arguments where they are known; those of a dynamic program decide sizes.
  package var values: [Int: Literal] = [:]

  /// The positions of the arguments on whose values sizes depend.
  package private(set) var sizeArguments: [Int] = []

  /// The types of the results, known when the module is specialized.
  package private(set) var resultTypes: [TensorType] = []

  /// The arguments that are the same in every call.
  private let bound: BoundArguments

  /// The names of the weights that stand for them.
  private var boundWeights: [String: TensorStorage] = [:]

  /// What is computed from weights once, when the passes have run.
  package private(set) var preparation: Preparation?

  /// What packs weights for the program, when it has been lowered.
  private var packings: [WeightPacking] = []

  /// The module from which the program was lowered.
  private var module: Module?

  /// Creates a compiler of `model`.
  ///
  /// - Throws: `ModelError` if there is no function or parameter that the options name.
  package init(_ model: Model, _ options: CompileOptions) throws(ModelError) {
    self.model = model
    self.options = options
    let function = try model.function(named: options.entry)
    entry = function.name
    bound = try BoundArguments(options.constants, of: function)
  }

  /// Returns the module for arguments of `argumentTypes`, those that are bound included, without
  /// symbols; bound arguments are weights in it.
  ///
  /// - Throws: `DiagnosticError` if the function takes other arguments.
  package mutating func specialize(_ argumentTypes: [TensorType]) throws -> Module {
    let entry = entry
    return try timed("specialize") { (compiler) in
      var diagnostics = DiagnosticList()
      var module = compiler.model.module
      if let dynamic = compiler.model.dynamic {
        let arguments = argumentTypes.enumerated().map {
          DynamicProgram.Argument($1, value: compiler.values[$0])
        }
        guard
          let found = dynamic.specialized(
            entry: entry, arguments: arguments, diagnostics: &diagnostics)
        else { throw DiagnosticError(diagnostics) }
        let findings = Verifier.verify(found.module)
        guard !findings.hasErrors else { throw DiagnosticError(findings) }
        module = found.module
        compiler.sizeArguments = found.usedArguments
      }
      guard
        var specialized = module.specialized(
          entry: entry, argumentTypes: argumentTypes, diagnostics: &diagnostics)
      else { throw DiagnosticError(diagnostics) }
      compiler.resultTypes = specialized.function(named: entry)?.resultTypes ?? []
      let names = specialized.bindArguments(at: compiler.bound.tensors.keys, of: entry)
      for (i, name) in names { compiler.boundWeights[name] = compiler.bound.tensors[i]?.storage }
      return specialized
    }
  }

  /// The most bytes of all that is computed once.
  private var preparationLimit: Int {
    options.prepares && options.backend == .jit ? options.memoryLimit / 4 : 0
  }

  /// Returns `module` after the passes that the options ask for; what is computed once becomes the
  /// `preparation`.
  package mutating func optimize(_ module: Module) throws -> Module {
    guard options.backend == .jit else { return module }
    var passOptions = PassManager.Options()
    passOptions.entry = entry
    passOptions.exactness = options.exactness
    let passes = options.passes ?? Pipeline.default
    let isLate = passes.firstIndex { $0.makesFusions } ?? passes.endIndex
    return try timed("passes") { (compiler) in
      var manager = PassManager(passOptions)
      var result = module
      try manager.run(Array(passes[..<isLate]), on: &result)
      var preparation = Preparation(result, entry: compiler.entry)
      let limit = compiler.preparationLimit
      let late = Array(passes[isLate...])
      // Fusion would make one kernel of what is computed once and what is not.
      preparation.divide(compiler.entry, at: .beforeFusion, byteLimit: limit)
      try preparation.runOnMain { try manager.run(late, on: &$0) }
      if !preparation.entries.isEmpty {
        try preparation.runOnSetup { (setup) in
          var manager = PassManager(passOptions)
          try manager.run(late, on: &setup)
        }
      }
      if !late.isEmpty {
        preparation.divide(compiler.entry, at: .afterFusion, byteLimit: limit)
      }
      compiler.preparation = preparation
      return preparation.main
    }
  }

  /// Returns the program of `module`, whose memory is within the limit.
  package mutating func lower(_ module: Module, for target: KernelTarget) throws -> Program {
    var target = target
    target.usesWinograd = options.usesWinograd && options.backend == .jit
    let limit = preparationLimit - (preparation?.byteCount ?? 0)
    let takesArguments = module.function(named: entry)?.argumentTypes.isEmpty == false
    let program = try timed("lower") {
      let (program, packings) = try Lowering.lower(
        module, entry: $0.entry, target: target, donated: $0.options.donatedInputs,
        packedByteLimit: takesArguments ? max(limit, 0) : 0)
      ($0.packings, $0.module) = (packings, module)
      return program
    }
    return try checked(program)
  }

  /// Returns `program` if its memory is within the limit.
  private func checked(_ program: Program) throws -> Program {
    var total = program.arenaByteCount
    for s in program.slots {
      switch s.storage {
      case .result, .donated: break
      case .argument, .weight, .constant, .arena: continue
      }
      let (sum, overflow) = total.addingReportingOverflow(s.byteCount)
      total = overflow ? .max : sum
    }
    guard total <= options.memoryLimit else {
      let amount = total == .max ? "more than 8 EiB" : "\(total) bytes"
      throw DiagnosticError(
        "@\(entry) needs \(amount) of memory, but the limit is \(options.memoryLimit)")
    }
    return program
  }

  /// Returns the native code of `program`.
  package mutating func generate(_ program: Program) throws -> NativeProgram {
    let native = try timed("generate") {
      try NativeProgram(program, threads: $0.options.threads, cache: $0.cache)
    }
    note(native)
    return native
  }

  /// Adds what is known of the generation of `native`.
  private mutating func note(_ native: NativeProgram) {
    if cacheOutcome == nil || cacheOutcome == .hit { cacheOutcome = native.cacheOutcome }
    for new in native.times {
      let time = generationTimes.first { $0.stage == new.stage }?.duration ?? .zero
      generationTimes.removeAll { $0.stage == new.stage }
      generationTimes.append(StageTime(stage: new.stage, duration: time + new.duration))
    }
  }

  private var cache: CodeCache? {
    options.codeCache.map {
      CodeCache(CacheDirectory(path: $0.directory, byteLimit: $0.byteLimit))
    }
  }

  /// Runs all stages for arguments of `argumentTypes`, those that are bound included.
  package mutating func compile(_ argumentTypes: [TensorType]) throws -> NativeCall {
    let module = try optimize(try specialize(argumentTypes))
    let target = NativeTarget.host.kernelTarget
    let program = try lower(module, for: target)
    let setup = try lowerSetup(of: program, for: target)
    let native = try generate(program)
    var weights = try weights(of: program)
    if let setup { weights.merge(try run(setup)) { (_, new) in new } }
    return try NativeCall(native, weights: weights)
  }

  // MARK: Weights and what is computed from them

  /// Returns what is computed once for `program`, which `lower` returned; `nil` if nothing is.
  package mutating func lowerSetup(
    of program: Program, for target: KernelTarget
  ) throws -> Setup? {
    let preparation = preparation
    let entries = preparation?.entries ?? []
    guard !entries.isEmpty || !packings.isEmpty, let module else { return nil }
    let used = program.usedWeights
    return try timed("lower") { (compiler) in
      let setup = try Lowering.setup(
        preparation?.setup ?? module, name: "\(compiler.entry).setup",
        entries: entries.map { ($0.function, $0.names) }, packings: compiler.packings,
        isNeeded: used.contains, target: target)
      if let setup { _ = try compiler.checked(setup.program) }
      return setup
    }
  }

  /// Returns the elements of the weights of `module` by name.
  package func weights(of module: Module) throws -> [String: TensorStorage] {
    try weights(called: Set(module.weights.map(\.name)))
  }

  private mutating func weights(of program: Program) throws -> [String: TensorStorage] {
    try timed("weights") { try $0.weights(called: program.usedWeights) }
  }

  private func weights(called names: Set<String>) throws -> [String: TensorStorage] {
    let given = boundWeights.filter { names.contains($0.key) }
    let computed = (preparation?.names ?? []) + packings.map(\.name)
    return try model.loadWeights(names.subtracting(given.keys).subtracting(computed))
      .merging(given) { (_, new) in new }
  }

  /// Runs `setup` and returns its results by the names that they have as weights.
  private mutating func run(_ setup: Setup) throws -> [String: TensorStorage] {
    let weights = try weights(of: setup.program)
    return try timed("setup") { (compiler) in
      let native = try NativeProgram(
        setup.program, threads: compiler.options.threads, cache: compiler.cache)
      compiler.note(native)
      let call = try NativeCall(native, weights: weights)
      let results = try call.run([], NativeCall.Options(threads: compiler.options.threads))
      return Dictionary(zip(setup.names, results)) { (_, new) in new }
    }
  }

  private mutating func timed<R>(
    _ stage: String, _ body: (inout Compiler) throws -> R
  ) rethrows -> R {
    let clock = ContinuousClock()
    let start = clock.now
    defer { times.append(StageTime(stage: stage, duration: clock.now - start)) }
    return try body(&self)
  }

}
