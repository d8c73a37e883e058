/// The carrying of values from one iteration of a loop to the next by exchanging memory.
///
///     loop { … } while %s3 {                    loop { … } while %s3 {
///       launch @1(%s0, %s1)          -->          launch @1(%s0, %s1)
///       copy %s1 to %s0                           swap %s1, %s0
///     }                                         }
///
/// That is for what cannot be computed in place, such as a sum of neighbors: two buffers alternate.
package enum BufferAlternation {

  /// Returns `program` with swaps for copies in bodies of loops that are in no branch.
  ///
  /// A copy from `y` to `r` becomes a swap if `y` is in the arena, touched by the body alone and not
  /// after the copy, and begins in each iteration by being written as a whole. If `r` is memory of
  /// the caller, a slot in the arena takes its place, which is copied there at the end. Tensors of
  /// fewer than `leastByteCount` bytes are copied: that costs no more.
  package static func run(on program: Program, leastByteCount: Int = 128) -> Program {
    var alternation = Alternation(program: program, leastByteCount: leastByteCount)
    let steps = alternation.visit(program.steps)
    alternation.program.steps = steps
    return alternation.delivered
  }

}

private struct Alternation {

  var program: Program

  /// How often the program touches each slot.
  private let touchCounts: [Int]

  /// The slots that are part of a swap.
  private var swapped: Set<SlotID> = []

  /// Smaller tensors are copied.
  private let leastByteCount: Int

  init(program: Program, leastByteCount: Int) {
    self.program = program
    self.leastByteCount = leastByteCount
    var counts = program.slots.map { _ in 0 }
    for step in program.steps { for s in step.slots { counts[s.index] += 1 } }
    touchCounts = counts
  }

  /// Returns `steps` with swaps in the loops among them and inside of these.
  mutating func visit(_ steps: [Step]) -> [Step] {
    steps.map { (step) in
      guard case .loop(let condition, let predicate, let body) = step else { return step }
      var inner = visit(body)
      for i in inner.indices {
        guard case .copy(let from, let to) = inner[i], allowsSwap(from, to, at: i, in: inner)
        else { continue }
        inner[i] = .swap(from, to)
        swapped.formUnion([from, to])
      }
      return .loop(condition: condition, predicate: predicate, body: inner)
    }
  }

  private func allowsSwap(_ y: SlotID, _ r: SlotID, at copy: Int, in body: [Step]) -> Bool {
    guard case .arena = program[y].storage, program[y].byteCount >= leastByteCount,
      !swapped.contains(y), !swapped.contains(r),
      let first = body.firstIndex(where: { $0.slots.contains(y) }), first < copy,
      body.reduce(0, { $0 + $1.slots.count { $0 == y } }) == touchCounts[y.index],
      !body[(copy + 1)...].contains(where: { $0.slots.contains(y) })
    else { return false }
    switch body[first] {
    case .copy(_, to: y):
      return true
    case .launch(let k, let slots):
      guard let position = slots.firstIndex(of: y), slots.lastIndex(of: y) == position,
        program[k].buffers[position].access == .write
      else { return false }
      return program[k].storesEveryElement(of: BufferID(index: position))
    default:
      return false
    }
  }

  /// The program with slots in the arena for what is swapped.
  var delivered: Program {
    var result = program
    for s in swapped.sorted(by: { $0.index < $1.index }) {
      if case .arena = program[s].storage { continue }
      let slot = SlotID(index: result.slots.count)
      result.slots.append(
        Slot(program[s].element, count: program[s].count, .arena(offset: 0)))
      result.steps = result.steps.map { $0.replacing(s, with: slot) }
      if case .donated = program[s].storage {
        result.steps.insert(.copy(from: s, to: slot), at: 0)
      }
      result.steps.append(.copy(from: slot, to: s))
    }
    return result
  }

}
