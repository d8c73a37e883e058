import Diagnostics
import GraphIR
import KernelIR

/// A kernel that packs weights or constants for the program that uses them, and the weight that it
/// makes.
package struct WeightPacking: Hashable, Sendable {

  /// The name of the weight that it makes.
  package let name: String

  /// The kernel. Its last parameter is what it makes.
  package let kernel: Kernel

  /// What its other parameters are: slots of weights and constants.
  package let inputs: [Slot]

}

/// What is computed once for all calls of a program.
package struct Setup: Sendable {

  /// What computes it, from weights alone.
  package let program: Program

  /// The names of the weights that its results are, in order.
  package let names: [String]

}

extension Lowering {

  /// Returns what `packings` make, and those results of functions of `module` that `isNeeded` by
  /// name; `nil` if that is nothing.
  ///
  /// - Parameters:
  ///   - module: a verified module without symbols.
  ///   - name: what the program is called.
  ///   - entries: functions without arguments with the names of their results, which are weights for
  ///     later ones and for `packings`.
  /// - Throws: as `lower`.
  package static func setup(
    _ module: Module, name: String, entries: [(function: String, names: [String])],
    packings: [WeightPacking], isNeeded: (String) -> Bool, target: KernelTarget
  ) throws -> Setup? {
    var builder = ProgramBuilder(module: module, target: target)
    var steps: [Step] = []
    var results: [(name: String, slot: SlotID)] = []
    for entry in entries {
      guard let function = module.function(named: entry.function) else {
        throw Defect("lowering", "the module has no function @\(entry.function)")
      }
      let slots = try builder.lowerCall(to: function, arguments: [], into: &steps)
      for (name, slot) in zip(entry.names, slots) {
        builder.setSlot(slot, ofWeight: name)
        if isNeeded(name) { results.append((name, slot)) }
      }
    }
    for p in packings {
      let inputs = try p.inputs.map { (slot) in
        if case .weight(let name) = slot.storage { return try builder.weightSlot(named: name) }
        return builder.addSlot(slot)
      }
      results.append((p.name, builder.launch(p.kernel, inputs, into: &steps)))
    }
    guard !results.isEmpty else { return nil }
    builder.deliver(results.map(\.slot), into: &steps)
    let program = Program(
      name: name, kernels: builder.kernels, slots: builder.slots, steps: steps, arenaByteCount: 0)
    return Setup(program: planned(program, donated: []), names: results.map(\.name))
  }

}
