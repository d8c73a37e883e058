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
      """)

  @OptionGroup var model: ModelOptions

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

  @Option(name: .long, help: "How to compile: jit with all passes, unoptimized without.")
  var backend = Backend.jit

  func validate() throws {
    if backend == .interpreter { throw ValidationError("the interpreter does not compile") }
  }

  func run() throws {
    let loaded = try model.load()
    let function = try loaded.function(named: model.entry)
    let types = try model.argumentTypes(of: function)
    let bytes = try Progress.shared.during("compiling") {
      try loaded.emit(stage, types, entry: function.name, backend: backend, for: nativeTarget)
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
