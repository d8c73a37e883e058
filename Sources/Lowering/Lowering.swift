import Diagnostics
import GraphIR
import KernelIR
import Scalars

/// The translation of graphs to programs: fusion groups become kernels, values become slots, and
/// control operations become steps.
package enum Lowering {

  /// Returns the program that computes the function called `entry`.
  ///
  /// - Parameters:
  ///   - module: a verified module without symbols, as `Module.specialized` makes it.
  ///   - entry: the name of a function.
  ///   - target: the machine for which loops are scheduled.
  ///   - donated: the positions of the arguments whose memory the caller gives away.
  /// - Throws: `DiagnosticError` if the function does not exist or uses what native code does not
  ///   support; `Defect` if the module is not what it has to be.
  package static func lower(
    _ module: Module, entry: String, target: KernelTarget, donated: Set<Int> = []
  ) throws -> Program {
    try lower(module, entry: entry, target: target, donated: donated, packedByteLimit: 0).program
  }

  /// Returns the program that computes the function called `entry`, and what packs weights for it.
  ///
  /// - Parameter packedByteLimit: the most bytes of weights that are packed in advance.
  /// - Throws: as above.
  package static func lower(
    _ module: Module, entry: String, target: KernelTarget, donated: Set<Int>, packedByteLimit: Int
  ) throws -> (program: Program, packings: [WeightPacking]) {
    guard let function = module.function(named: entry) else {
      throw DiagnosticError("the module has no function @\(entry)")
    }
    var builder = ProgramBuilder(module: module, target: target, packedByteLimit: packedByteLimit)
    let arguments = try function.argumentTypes.enumerated().map { (i, type) in
      try builder.makeSlot(for: type, .argument(i))
    }
    var steps: [Step] = []
    let results = try builder.lowerCall(to: function, arguments: arguments, into: &steps)
    builder.deliver(results, into: &steps)
    let program = Program(
      name: entry, kernels: builder.kernels, slots: builder.slots, steps: steps, arenaByteCount: 0)
    return (planned(program, donated: donated), builder.packings)
  }

  /// Returns `program` with copies that are not needed left out, and its memory planned.
  static func planned(_ program: Program, donated: Set<Int>) -> Program {
    let donating = Donation.run(on: CopyElimination.run(on: program), donated: donated)
    return MemoryPlan.assigningOffsets(BufferAlternation.run(on: donating))
  }

}
