import ArgumentParser
import GraphIR
import GraphPasses
import KernelIR
import LLVMBackend
import Quern

/// `quern compile`.
struct CompileCommand: ParsableCommand {

  /// What is written.
  enum Stage: String, CaseIterable, ExpressibleByArgument {

    /// The graph after all passes but fusion.
    case qir

    /// The graph after all passes.
    case fused

    /// The kernels and the steps that run them, with the memory plan.
    case kernel

    /// LLVM IR, after LLVM's passes.
    case llvm

    /// Assembly.
    case asm

    /// An object file.
    case obj

  }

  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Compile a function and write what a stage makes of it.",
    discussion: """
      Stages: qir (the graph before fusion), fused, kernel (loops and memory plan), llvm, asm, obj.

      Examples:
        quern compile model.qir --emit fused
        quern compile model.qir --size B=32 --emit kernel
        quern compile model.qir --emit obj -o model.o
        quern compile model.qir --emit asm --target aarch64-linux-gnu
        quern compile model.qir --time
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var constants: ConstantOptions
  @OptionGroup var code: CodeOptions

  @Option(name: .long, help: "The greatest number of threads that compile.")
  var threads: Int?

  @Option(name: .long, help: "What to write.")
  var emit = Stage.obj

  @Option(name: .shortAndLong, help: "The file to write (default: standard output).")
  var output: String?

  @Option(name: .long, help: "The target triple (default: this machine).")
  var target: String?

  @Option(name: .long, help: "The processor, by LLVM's name (default: this one).")
  var cpu: String?

  @Option(name: .long, help: "Features of the processor, such as +avx2,-fma.")
  var features: String?

  @Flag(name: .long, help: "Show how long each stage takes, up to code that can be called.")
  var time = false

  @Option(name: .long, help: "How to compile: jit with all passes, unoptimized without.")
  var backend = Backend.jit

  func validate() throws {
    if backend == .interpreter { throw ValidationError("the interpreter does not compile") }
    if time, target != nil || cpu != nil || features != nil || output != nil {
      throw ValidationError("--time compiles for this machine and writes nothing else")
    }
  }

  func run() throws {
    if time { return try showTimes() }
    let loaded = try model.load()
    let function = try loaded.function(named: model.entry)
    let options = try options(for: function)
    let known = try model.arguments(of: function, in: loaded, constants: options.constants)
    let bytes = try Progress.shared.during("compiling") {
      try loaded.emit(
        stage, known.types, values: known.values, options, for: nativeTarget)
    }
    guard let output else {
      if emit == .obj, Console.isOutputTerminal {
        throw ValidationError("an object file is not written to a terminal; use -o FILE")
      }
      Console.output(bytes)
      return
    }
    try OutputFile.write([.bytes(bytes)], to: output)
  }

  /// Prints a line for each stage.
  private func showTimes() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let loaded = try model.load()
    let read = clock.now - start
    let function = try loaded.function(named: model.entry)
    let options = try options(for: function)
    let known = try model.arguments(of: function, in: loaded, constants: options.constants)
    let compiled = try Progress.shared.during("compiling") {
      try loaded.compile(options).prepare(for: known.types, values: known.values)
    }
    func line(_ stage: String, _ duration: Duration) -> String {
      let padding = String(repeating: " ", count: max(1, 16 - stage.count))
      return "\(stage)\(padding)\((duration.seconds * 1e3).decimal(3)) ms\n"
    }
    var text = line("read", read)
    for t in compiled.times {
      text += line(t.stage, t.duration)
      guard t.stage == "generate" else { continue }
      for part in compiled.generationTimes { text += line("  \(part.stage)", part.duration) }
      if let outcome = compiled.cacheOutcome { text += "  (cache: \(outcome.rawValue))\n" }
    }
    text += line("all", compiled.times.reduce(read) { $0 + $1.duration })
    Console.output(text)
  }

  private func options(for function: Function) throws -> CompileOptions {
    var options = CompileOptions(entry: function.name, threads: threads)
    options.backend = backend
    code.apply(to: &options)
    options.constants = try constants.tensors(of: function)
    return options
  }

  private var stage: EmittedStage {
    switch emit {
    case .qir: .graph(isFused: false)
    case .fused: .graph(isFused: true)
    case .kernel: .kernels
    case .llvm: .native(.llvm)
    case .asm: .native(.assembly)
    case .obj: .native(.object)
    }
  }

  private var nativeTarget: NativeTarget {
    guard let target else {
      var result = NativeTarget.host
      if let cpu { (result.cpu, result.features) = (cpu, features ?? "") }
      if cpu == nil, let features { result.features += ",\(features)" }
      return result
    }
    return NativeTarget(triple: target, cpu: cpu ?? "", features: features ?? "")
  }

}
