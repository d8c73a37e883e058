/// The placement of results in the memory of arguments that the caller gives away.
///
///     slot %s0: f32[64] = argument 0            slot %s2: f32[64] = argument 0 result 0
///     slot %s2: f32[64] = result 0
///     copy %s0 to %s2                     -->
///     launch @0(%s1, %s2)                       launch @0(%s1, %s2)
///
/// So a cache that a program takes and returns is updated in place.
package enum Donation {

  /// Returns `program` with results in the memory of the arguments at the positions `donated`.
  ///
  /// A result takes the place of an argument of the same type and count if nothing needs the
  /// argument from the moment on at which the result is first written, except for what writes it: a
  /// copy of the argument, which is then removed, a launch whose kernel allows both to be the same
  /// memory, or one after the other. Results that are copies of an argument come first.
  package static func run(on program: Program, donated: Set<Int>) -> Program {
    if donated.isEmpty { return program }
    var placement = DonationPlacement(program: program)
    for isCopy in [true, false] {
      for s in program.slots.indices.map(SlotID.init(index:)) {
        guard case .argument(let i) = placement.program[s].storage, donated.contains(i) else {
          continue
        }
        let results = program.slots.indices.map(SlotID.init(index:))
        if let r = results.first(where: { placement.allows($0, inPlaceOf: s, isCopy: isCopy) }) {
          placement.place(r, inPlaceOf: s)
        }
      }
    }
    return placement.program
  }

}

private struct DonationPlacement {

  var program: Program

  /// The positions in the list of steps at which each slot is touched, inner steps included.
  private var touches: [[Int]]

  init(program: Program) {
    self.program = program
    touches = program.slots.map { _ in [] }
    findTouches()
  }

  private mutating func findTouches() {
    for i in touches.indices { touches[i] = [] }
    for (position, step) in program.steps.enumerated() {
      for s in Set(step.slots) { touches[s.index].append(position) }
    }
  }

  /// Returns `true` iff `result` is one that may be where `argument` is; if `isCopy`, only if it
  /// begins as a copy of that.
  func allows(_ result: SlotID, inPlaceOf argument: SlotID, isCopy: Bool) -> Bool {
    guard case .result = program[result].storage,
      program[result].element == program[argument].element,
      program[result].count == program[argument].count,
      let first = touches[result.index].first
    else { return false }
    let uses = touches[argument.index]
    var writer = first
    if case .copy(from: argument, to: result) = program.steps[first] {
      if uses.allSatisfy({ $0 <= first }) { return true }
      guard touches[result.index].count > 1 else { return false }
      writer = touches[result.index][1]
    } else if isCopy {
      return false
    }
    if uses.allSatisfy({ $0 < writer }) { return true }
    guard uses.allSatisfy({ $0 <= writer }), case .launch(let k, let slots) = program.steps[writer]
    else { return false }
    return program[k].allowsInPlace(
      input: argument, output: result, in: slots, candidates: program[k].inPlaceCandidates)
  }

  mutating func place(_ result: SlotID, inPlaceOf argument: SlotID) {
    guard case .argument(let i) = program[argument].storage,
      case .result(let j) = program[result].storage
    else { return }
    program.slots[result.index].storage = .donated(argument: i, result: j)
    // Nothing touches it any more.
    program.slots[argument.index].storage = .arena(offset: 0)
    program.steps = program.steps.compactMap { (step) in
      let renamed = step.replacing(argument, with: result)
      if case .copy(from: result, to: result) = renamed { return nil }
      return renamed
    }
    findTouches()
  }

}
