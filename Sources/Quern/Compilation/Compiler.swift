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

  /// What the passes did, `nil` before they ran.
  package private(set) var passManager: PassManager?

  /// What the pass manager does beside running passes.
  package var passOptions = PassManager.Options()

  /// Creates a compiler of `model`.
  package init(_ model: Model, _ options: CompileOptions) {
    self.model = model
    self.options = options
  }

  /// Returns the module for arguments of `argumentTypes`, without symbols.
  ///
  /// - Throws: `DiagnosticError` if the function takes other arguments.
  package mutating func specialize(_ argumentTypes: [TensorType]) throws -> Module {
    let entry = try model.function(named: options.entry).name
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
        let specialized = module.specialized(
          entry: entry, argumentTypes: argumentTypes, diagnostics: &diagnostics)
      else { throw DiagnosticError(diagnostics) }
      compiler.resultTypes = specialized.function(named: entry)?.resultTypes ?? []
      return specialized
    }
  }

  /// Returns `module` after the passes that the options ask for.
  package mutating func optimize(_ module: Module) throws -> Module {
    guard options.backend == .jit else { return module }
    passOptions.entry = try model.function(named: options.entry).name
    passOptions.exactness = options.exactness
    let passes = options.passes ?? Pipeline.default
    var manager = PassManager(passOptions)
    defer { passManager = manager }
    return try timed("passes") { _ in
      var result = module
      try manager.run(passes, on: &result)
      return result
    }
  }

  /// Returns the program of `module`, whose memory is within the limit.
  package mutating func lower(_ module: Module, for target: KernelTarget) throws -> Program {
    let entry = try model.function(named: options.entry).name
    var target = target
    target.usesWinograd = options.usesWinograd && options.backend == .jit
    let program = try timed("lower") {
      try Lowering.lower(
        module, entry: entry, target: target, donated: $0.options.donatedInputs)
    }
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
    let cache = options.codeCache.map {
      CodeCache(CacheDirectory(path: $0.directory, byteLimit: $0.byteLimit))
    }
    let native = try timed("generate") {
      try NativeProgram(program, threads: $0.options.threads, cache: cache)
    }
    cacheOutcome = native.cacheOutcome
    generationTimes = native.times.map { StageTime(stage: $0.stage, duration: $0.duration) }
    return native
  }

  /// Runs all stages for arguments of `argumentTypes`.
  package mutating func compile(_ argumentTypes: [TensorType]) throws -> NativeCall {
    let module = try optimize(try specialize(argumentTypes))
    let program = try lower(module, for: NativeTarget.host.kernelTarget)
    let native = try generate(program)
    var names: Set<String> = []
    for s in program.slots { if case .weight(let name) = s.storage { names.insert(name) } }
    let weights = try timed("weights") { try $0.model.loadWeights(names) }
    return try NativeCall(native, weights: weights)
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
