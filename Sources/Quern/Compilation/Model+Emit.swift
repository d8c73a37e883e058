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

  /// Returns what `stage` makes of the function that `options` name for arguments of
  /// `argumentTypes`, those that are bound included.
  ///
  /// Graphs and kernels come with those of what is computed once. An object file has to be complete
  /// by itself, so that all is computed in each call.
  ///
  /// - Throws: `ModelError`, `InternalError`.
  package func emit(
    _ stage: EmittedStage, _ argumentTypes: [TensorType], values: [Int: Literal] = [:],
    _ options: CompileOptions, for target: NativeTarget
  ) throws -> [UInt8] {
    try translatingErrors(in: sources) {
      var options = options
      if case .graph(isFused: false) = stage {
        options.passes = Pipeline.default.filter { !$0.makesFusions }
      }
      if case .native(.object) = stage { options.prepares = false }
      var compiler = try Compiler(self, options)
      compiler.values = values
      let module = try compiler.optimize(try compiler.specialize(argumentTypes))
      if case .graph = stage {
        return Array((compiler.preparation?.whole ?? module).description.utf8)
      }
      let program = try compiler.lower(module, for: target.kernelTarget)
      guard case .native(let output) = stage else {
        let setup = try compiler.lowerSetup(of: program, for: target.kernelTarget)
        return Array((setup.map { "\($0.program)\n" } ?? "").utf8) + Array(program.description.utf8)
      }
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
      var compiler = try Compiler(self, CompileOptions(entry: entry))
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
