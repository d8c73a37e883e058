import GraphIR
import KernelIR

/// What became of a function that was compiled for certain sizes.
public struct CompilationSummary: Hashable, Sendable {

  /// The number of operations in the text of the model.
  public let operationCount: Int

  /// The number of distinct kernels of native code.
  public let kernelCount: Int

  /// The number of times that a call runs a kernel, bodies of loops and branches counted once.
  public let launchCount: Int

  /// The bytes of intermediate values in a call.
  public let arenaByteCount: Int

  /// How long the compilation took, without reading the text.
  public let duration: Duration

}

extension Executable {

  /// Returns what became of the function for arguments like these, which is compiled if it has not
  /// been called with such arguments; all counts of kernels are 0 if it is interpreted.
  ///
  /// - Throws: `ModelError` if they are not what the function takes.
  public func summary(for arguments: [Tensor]) throws -> CompilationSummary {
    let compiled = try prepare(for: arguments)
    var program: Program?
    if case .native(let call) = compiled.implementation { program = call.native.program }
    return CompilationSummary(
      operationCount: model.operationCount, kernelCount: program?.kernels.count ?? 0,
      launchCount: program?.launchCount ?? 0, arenaByteCount: program?.arenaByteCount ?? 0,
      duration: compiled.times.reduce(.zero) { $0 + $1.duration })
  }

}

extension Model {

  /// The number of operations in the text, those of regions included, terminators excluded.
  package var operationCount: Int {
    module.functions.reduce(0) { (count, f) in
      count
        + f.graph.operations.count {
          !f.graph[$0].opcode.isTerminator && f.graph[$0].opcode != .weight
        }
    }
  }

}

extension Program {

  /// The number of launches, those in loops and branches counted once.
  package var launchCount: Int { Self.launchCount(in: steps) }

  private static func launchCount(in steps: [Step]) -> Int {
    steps.reduce(0) { (count, step) in
      switch step {
      case .launch: count + 1
      case .copy, .swap: count
      case .branch(_, let lists): count + lists.reduce(0) { $0 + launchCount(in: $1) }
      case .loop(let condition, _, let body):
        count + launchCount(in: condition) + launchCount(in: body)
      }
    }
  }

}
