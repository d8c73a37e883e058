import GraphIR
import GraphPasses
import KernelIR
import LLVMBackend

/// A stage of the compilation whose output can be shown.
package enum EmittedStage: Sendable {

  /// The graph after the passes, with or without fusion.
  case graph(isFused: Bool)

  /// The kernels, the steps that run them, and the memory plan.
  case kernels

  /// What code generation makes.
  case native(LLVMBackend.Output)

}

extension Model {

  /// Returns what `stage` makes of the function called `entry` for arguments of `argumentTypes`.
  ///
  /// - Throws: `ModelError`, `InternalError`.
  package func emit(
    _ stage: EmittedStage, _ argumentTypes: [TensorType], values: [Int: Literal] = [:],
    entry: String, backend: Backend = .jit, for target: NativeTarget
  ) throws -> [UInt8] {
    try translatingErrors(in: sources) {
      var options = CompileOptions(entry: entry)
      options.backend = backend
      if case .graph(isFused: false) = stage {
        options.passes = Pipeline.default.filter { !$0.makesFusions }
      }
      var compiler = Compiler(self, options)
      compiler.values = values
      let module = try compiler.optimize(try compiler.specialize(argumentTypes))
      if case .graph = stage { return Array(module.description.utf8) }
      let program = try compiler.lower(module, for: target.kernelTarget)
      guard case .native(let output) = stage else { return Array(program.description.utf8) }
      return try LLVMBackend.emit(program, as: output, for: target)
    }
  }

  /// Returns the module for arguments of `argumentTypes` to the function called `entry`, without
  /// symbols.
  ///
  /// - Parameter values: the elements of arguments that may decide sizes, by position.
  /// - Throws: `ModelError`.
  package func specialized(
    _ argumentTypes: [TensorType], values: [Int: Literal] = [:], entry: String
  ) throws -> Module {
    try translatingErrors(in: sources) {
      var compiler = Compiler(self, CompileOptions(entry: entry))
      compiler.values = values
      return try compiler.specialize(argumentTypes)
    }
  }

  /// Runs `passes` on `module`, which was made from this model, and returns the manager that did.
  ///
  /// - Throws: `ModelError`, `InternalError`.
  package func run(
    _ passes: [Pass], on module: inout Module, options: PassManager.Options
  ) throws -> PassManager {
    try translatingErrors(in: sources) {
      var manager = PassManager(options)
      try manager.run(passes, on: &module)
      return manager
    }
  }

}

extension Pass {

  /// `true` iff this is the pass that makes fusions.
  var makesFusions: Bool { name == "fusion" }

}
