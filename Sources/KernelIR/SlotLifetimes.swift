/// When each slot of a program holds a value that is needed.
///
/// Launches, copies and the tests of branches and loops are numbered in the order in which they are
/// written. A slot lives from the first number at which it is touched to the last. One that is
/// touched inside of a loop lives during the whole of it if its value may come from outside or from
/// the iteration before, or if it is touched outside as well. So two slots whose lifetimes do not
/// overlap never hold needed values at the same time. Slots that exchange their memory live as long
/// as either of them.
struct SlotLifetimes {

  /// The lifetime of each slot, `nil` for a slot that is not touched.
  private(set) var ranges: [ClosedRange<Int>?]

  /// The launches in the order of their numbers.
  private(set) var launches: [(number: Int, kernel: KernelID, slots: [SlotID])] = []

  private let program: Program
  private var number = 0

  /// The pairs of slots that exchange their memory.
  private var swaps: [(SlotID, SlotID)] = []

  /// The outermost loop around each slot that was touched nowhere else so far.
  private var loops: [ClosedRange<Int>?]

  /// The outputs, by position, of the kernels asked for so far that store every element.
  private var completeOutputs: [KernelID: [Bool]] = [:]

  /// Finds the lifetimes of the slots of `program`.
  init(_ program: Program) {
    self.program = program
    ranges = program.slots.map { _ in nil }
    loops = program.slots.map { _ in nil }
    var defined: Set<SlotID> = []
    var exposed: Set<SlotID> = []
    visit(program.steps, defined: &defined, exposed: &exposed)
    uniteSwapped()
  }

  /// Gives slots that exchange their memory the same lifetime.
  private mutating func uniteSwapped() {
    var isChanged = true
    while isChanged {
      isChanged = false
      for (a, b) in swaps {
        guard let x = ranges[a.index], let y = ranges[b.index], x != y else { continue }
        let both =
          min(x.lowerBound, y.lowerBound)...max(x.upperBound, y.upperBound)
        ranges[a.index] = both
        ranges[b.index] = both
        isChanged = true
      }
    }
  }

  private mutating func touch(_ s: SlotID) {
    var r = ranges[s.index] ?? number...number
    if let l = loops[s.index], number > l.upperBound {
      // It holds its value until the loop ends.
      r = min(r.lowerBound, l.lowerBound)...number
      loops[s.index] = nil
    }
    ranges[s.index] = min(r.lowerBound, number)...max(r.upperBound, number)
  }

  /// Notes that the value of `s` is needed.
  private mutating func read(
    _ s: SlotID, defined: Set<SlotID>, exposed: inout Set<SlotID>
  ) {
    touch(s)
    if !defined.contains(s) { exposed.insert(s) }
  }

  /// Numbers `steps`; adds to `defined` what they write as a whole on every path, and to `exposed`
  /// what they may read or keep of the values from before.
  private mutating func visit(
    _ steps: [Step], defined: inout Set<SlotID>, exposed: inout Set<SlotID>
  ) {
    for step in steps {
      number += 1
      switch step {
      case .launch(let k, let slots):
        launches.append((number, k, slots))
        let isComplete = completeOutputs(of: k)
        for (s, b) in zip(slots, program[k].buffers) where b.access != .write {
          read(s, defined: defined, exposed: &exposed)
        }
        for (i, s) in slots.enumerated() where program[k].buffers[i].access == .write {
          touch(s)
          if isComplete[i] {
            defined.insert(s)
          } else {
            read(s, defined: defined, exposed: &exposed)
          }
        }
      case .copy(let from, let to):
        read(from, defined: defined, exposed: &exposed)
        touch(to)
        defined.insert(to)
      case .swap(let a, let b):
        // The memory of either may hold the value of the other from the iteration before.
        touch(a)
        touch(b)
        exposed.formUnion([a, b])
        swaps.append((a, b))
      case .branch(let selector, let lists):
        read(selector, defined: defined, exposed: &exposed)
        var definedByAll: Set<SlotID>?
        for l in lists {
          var d = defined
          visit(l, defined: &d, exposed: &exposed)
          definedByAll = definedByAll?.intersection(d) ?? d
        }
        defined = definedByAll ?? defined
        number += 1
      case .loop(let condition, let predicate, let body):
        visitLoop(condition, predicate, body, defined: &defined, exposed: &exposed)
      }
    }
  }

  private mutating func visitLoop(
    _ condition: [Step], _ predicate: SlotID, _ body: [Step], defined: inout Set<SlotID>,
    exposed: inout Set<SlotID>
  ) {
    let start = number + 1
    let before = ranges
    // Within an iteration, only what it defined itself is known not to come from the one before.
    var inside: Set<SlotID> = []
    var needed: Set<SlotID> = []
    visit(condition, defined: &inside, exposed: &needed)
    number += 1
    read(predicate, defined: inside, exposed: &needed)
    let always = inside
    visit(body, defined: &inside, exposed: &needed)
    number += 1
    let end = number

    for i in ranges.indices {
      guard let r = ranges[i], r.upperBound >= start else { continue }
      let isTouchedBefore = before[i] != nil
      if isTouchedBefore || needed.contains(SlotID(index: i)) {
        ranges[i] = min(r.lowerBound, start)...end
      } else {
        loops[i] = start...end
      }
    }
    for s in needed where !defined.contains(s) { exposed.insert(s) }
    defined.formUnion(always)
  }

  private mutating func completeOutputs(of k: KernelID) -> [Bool] {
    if let known = completeOutputs[k] { return known }
    let kernel = program[k]
    let found = kernel.buffers.indices.map { (i) in
      kernel.buffers[i].access == .write && kernel.storesEveryElement(of: BufferID(index: i))
    }
    completeOutputs[k] = found
    return found
  }

}
