/// The removal of copies at whose source the target could have been written in the first place.
///
///     launch @0(%s0, %s2)                  launch @0(%s0, %s1)
///     launch @1(%s2, %s3)          -->     launch @1(%s1, %s3)
///     copy %s2 to %s1
///
/// It makes loops carry values without copies: what the body yields is written where the next
/// iteration expects it.
package enum CopyElimination {

  /// Returns `program` with fewer copies.
  ///
  /// A copy from `y` to `r`, at the end of a window of steps of one list that begins with the first
  /// step that touches `y`, is removed and `y` becomes `r` if
  ///
  /// - `y` is in the arena, and touched nowhere else in the program;
  /// - `r` is touched by no step of the window, except that the first one may be a copy of `r` to
  ///   `y`, which is then removed as well; and that a launch that is the first after it to touch `y`
  ///   may write `y` and read `r`, where its kernel allows both to be the same memory.
  ///
  /// Then the old content of `r`, which the copy overwrites as a whole, is not needed from the
  /// moment on at which `y` is first written.
  package static func run(on program: Program) -> Program {
    var elimination = Elimination(program: program)
    var result = program
    result.steps = elimination.visit(program.steps).steps
    return result
  }

}

private struct Elimination {

  let program: Program

  /// How often the program touches each slot.
  var touchCounts: [Int]

  /// The pairs of parameters that may be the same memory, of the kernels asked for so far.
  var candidates: [KernelID: [InPlaceCandidate]] = [:]

  init(program: Program) {
    self.program = program
    touchCounts = program.slots.map { _ in 0 }
    for step in program.steps { for s in step.slots { touchCounts[s.index] += 1 } }
  }

  /// How a list of steps touches a slot.
  struct Touches {

    /// The positions in the list, in order, once for each time.
    var positions: [Int] = []

  }

  /// Returns `steps` with fewer copies, and what they touch.
  mutating func visit(_ steps: [Step]) -> (steps: [Step], touched: [SlotID]) {
    var steps: [Step?] = steps
    var touches: [SlotID: Touches] = [:]
    for i in steps.indices {
      guard let step = steps[i] else { continue }
      let touched: [SlotID]
      switch step {
      case .launch, .copy, .swap:
        touched = step.slots
      case .branch(let selector, let lists):
        let inner = lists.map { visit($0) }
        steps[i] = .branch(selector, inner.map(\.steps))
        touched = [selector] + inner.flatMap(\.touched)
      case .loop(let condition, let predicate, let body):
        let (c, b) = (visit(condition), visit(body))
        steps[i] = .loop(condition: c.steps, predicate: predicate, body: b.steps)
        touched = c.touched + [predicate] + b.touched
      }
      for s in touched { touches[s, default: Touches()].positions.append(i) }
    }

    for i in steps.indices {
      guard case .copy(let from, let to) = steps[i],
        let first = start(of: from, touches: touches, copy: i),
        isFree(to, from: first, to: i, replacing: from, steps: steps, touches: touches)
      else { continue }
      for k in first..<i { steps[k] = steps[k]?.replacing(from, with: to) }
      steps[i] = nil
      var moved = touches[from]?.positions.dropLast() ?? []
      let before = touches[to]?.positions ?? []
      var kept = before.filter { $0 != i }
      if case .copy(to, to)? = steps[first] {
        steps[first] = nil
        moved.removeAll { $0 == first }
        kept.removeAll { $0 == first }
      }
      touches[to] = Touches(positions: (kept + moved).sorted())
      touches[from] = nil
      touchCounts[to.index] += kept.count + moved.count - before.count
      touchCounts[from.index] = 0
    }
    let touched = touches.sorted { $0.key.index < $1.key.index }
      .flatMap { (s, t) in t.positions.map { _ in s } }
    return (steps.compactMap { $0 }, touched)
  }

  /// Returns the position of the first step that touches `slot`, if it is in the arena and only
  /// touched by this list, and the step at `copy` is the last that does.
  private func start(of slot: SlotID, touches: [SlotID: Touches], copy: Int) -> Int? {
    guard case .arena = program[slot].storage, let positions = touches[slot]?.positions,
      positions.count == touchCounts[slot.index], positions.last == copy,
      let first = positions.first, first < copy
    else { return nil }
    return first
  }

  /// Returns `true` iff nothing needs the content of `slot` from the step at `first`, which starts
  /// to write `source`, up to the copy at `copy`.
  private mutating func isFree(
    _ slot: SlotID, from first: Int, to copy: Int, replacing source: SlotID, steps: [Step?],
    touches: [SlotID: Touches]
  ) -> Bool {
    let inside = touches[slot]?.positions.filter { $0 >= first && $0 < copy } ?? []
    if inside.isEmpty { return true }
    var writer = first
    if case .copy(from: slot, to: _) = steps[first] {
      guard let next = inside.first(where: { $0 > first }) else { return true }
      writer = next
      guard touches[source]?.positions.allSatisfy({ $0 <= first || $0 >= writer }) == true else {
        return false
      }
    }
    guard inside.allSatisfy({ $0 == first || $0 == writer }),
      case .launch(let k, let slots) = steps[writer]
    else { return false }
    return program[k].allowsInPlace(
      input: slot, output: source, in: slots, candidates: candidates(of: k))
  }

  private mutating func candidates(of k: KernelID) -> [InPlaceCandidate] {
    if let known = candidates[k] { return known }
    let found = program[k].inPlaceCandidates
    candidates[k] = found
    return found
  }

}

extension Kernel {

  /// Returns `true` iff a launch on `slots` may have the same memory for `input`, which it only
  /// reads, and `output`, which it writes.
  func allowsInPlace(
    input: SlotID, output: SlotID, in slots: [SlotID], candidates: [InPlaceCandidate]
  ) -> Bool {
    guard let o = slots.firstIndex(of: output), slots.lastIndex(of: output) == o else {
      return false
    }
    return slots.indices.allSatisfy { (i) in
      slots[i] != input
        || candidates.contains(
          InPlaceCandidate(input: BufferID(index: i), output: BufferID(index: o)))
    }
  }

}
