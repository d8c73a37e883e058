/// The assignment of arena offsets to the slots of a program.
package enum MemoryPlan {

  /// Returns `program` with an offset for each slot in the arena, so that no two slots overlap that
  /// hold needed values at the same time.
  ///
  /// An output of a launch takes the place of an input that is not needed any more, where the
  /// kernel allows that. All others are placed largest first, each in the smallest gap that fits
  /// among those that live at the same time.
  ///
  /// `arenaByteCount` becomes the size of the arena; `Int.max` if it does not fit in 64 bits, which
  /// a caller must refuse as it refuses any arena beyond its limit.
  package static func assigningOffsets(_ program: Program) -> Program {
    var planner = ArenaPlanner(program)
    planner.reuseInPlace()
    let end = planner.place()
    var result = program
    for i in program.slots.indices {
      guard case .arena = program.slots[i].storage else { continue }
      let block = planner.blocks[planner.blockOfSlot[i]]
      result.slots[i].storage = .arena(offset: block.offset)
    }
    result.arenaByteCount = end
    return result
  }

  /// Returns the most bytes of the arena, in whole multiples of the alignment, that hold needed
  /// values at the same time, with outputs in place of inputs as in the plan: no assignment of
  /// offsets needs less. `Int.max` if that does not fit in 64 bits.
  package static func lowerBound(of program: Program) -> Int {
    var planner = ArenaPlanner(program)
    planner.reuseInPlace()
    // Blocks are born at the first number of their lifetimes and die after the last.
    var changes: [(number: Int, isBirth: Bool, size: Int)] = []
    for i in planner.blocks.indices {
      guard case .arena = program.slots[i].storage, planner.blockOfSlot[i] == i,
        let lifetime = planner.blocks[i].lifetime
      else { continue }
      changes.append((lifetime.lowerBound, true, planner.blocks[i].size))
      changes.append((lifetime.upperBound, false, planner.blocks[i].size))
    }
    changes.sort { ($0.number, $0.isBirth ? 0 : 1) < ($1.number, $1.isBirth ? 0 : 1) }
    var (live, most) = (0, 0)
    for c in changes {
      if c.isBirth {
        let (sum, overflow) = live.addingReportingOverflow(c.size)
        if overflow { return .max }
        live = sum
        most = max(most, live)
      } else {
        live -= c.size
      }
    }
    return most
  }

}

/// A part of the arena, for one slot or for several that follow each other in place.
private struct ArenaBlock {

  /// The size in bytes, a multiple of the alignment.
  let size: Int

  /// When its content is needed; `nil` if never.
  var lifetime: ClosedRange<Int>?

  /// The number of the launch at which an output last took the place of an input.
  var lastReuse = 0

  /// Where it begins.
  var offset = 0

}

private struct ArenaPlanner {

  let program: Program
  let lifetimes: SlotLifetimes
  var blocks: [ArenaBlock] = []
  var blockOfSlot: [Int]

  init(_ program: Program) {
    self.program = program
    lifetimes = SlotLifetimes(program)
    blockOfSlot = Array(program.slots.indices)
    for (s, lifetime) in zip(program.slots, lifetimes.ranges) {
      blocks.append(ArenaBlock(size: Self.alignedSize(of: s), lifetime: lifetime))
    }
  }

  /// The size of `slot` rounded up to the alignment; `Int.max` if that does not fit.
  private static func alignedSize(of slot: Slot) -> Int {
    let (bytes, o1) = slot.count.multipliedReportingOverflow(by: slot.element.byteWidth)
    let (padded, o2) = bytes.addingReportingOverflow(Program.alignment - 1)
    return o1 || o2 ? .max : padded / Program.alignment * Program.alignment
  }

  /// Merges the block of each output with that of an input that ends there, if the kernel allows
  /// it.
  mutating func reuseInPlace() {
    var candidates: [KernelID: [InPlaceCandidate]] = [:]
    for (number, k, slots) in lifetimes.launches {
      let pairs = candidates[k] ?? program[k].inPlaceCandidates
      candidates[k] = pairs
      for pair in pairs {
        let (input, output) = (slots[pair.input.index], slots[pair.output.index])
        guard case .arena = program[input].storage, case .arena = program[output].storage,
          let born = blocks[blockOfSlot[output.index]].lifetime, born.lowerBound == number,
          blockOfSlot[output.index] == output.index
        else { continue }
        let b = blockOfSlot[input.index]
        guard let old = blocks[b].lifetime, old.upperBound == number,
          blocks[b].lastReuse != number, blocks[b].size == blocks[output.index].size,
          program[k].allowsInPlace(input: input, output: output, in: slots, candidates: pairs)
        else { continue }
        blocks[b].lifetime = old.lowerBound...born.upperBound
        blocks[b].lastReuse = number
        blocks[output.index].lifetime = nil
        blockOfSlot[output.index] = b
      }
    }
  }

  /// Places all blocks and returns the end of the last one; `Int.max` if that does not fit.
  mutating func place() -> Int {
    let order = blocks.indices.filter { (i) in
      guard case .arena = program.slots[i].storage else { return false }
      return blockOfSlot[i] == i && blocks[i].lifetime != nil && blocks[i].size > 0
    }.sorted { (blocks[$1].size, $0) < (blocks[$0].size, $1) }
    // Sorted by offset.
    var placed: [Int] = []
    var end = 0
    for i in order {
      guard let offset = bestOffset(for: i, among: placed) else { return .max }
      blocks[i].offset = offset
      let position = placed.firstIndex { blocks[$0].offset > offset } ?? placed.count
      placed.insert(i, at: position)
      end = max(end, offset + blocks[i].size)
    }
    return end
  }

  /// Returns the start of the smallest gap for block `i`; `nil` if its end does not fit in 64 bits.
  private func bestOffset(for i: Int, among placed: [Int]) -> Int? {
    guard let lifetime = blocks[i].lifetime else { return 0 }
    let size = blocks[i].size
    var best: (offset: Int, gap: Int)?
    var end = 0
    for j in placed {
      guard let other = blocks[j].lifetime, other.overlaps(lifetime) else { continue }
      let gap = blocks[j].offset - end
      if gap >= size, best.map({ gap < $0.gap }) ?? true { best = (end, gap) }
      end = max(end, blocks[j].offset + blocks[j].size)
    }
    if let best { return best.offset }
    return end.addingReportingOverflow(size).overflow ? nil : end
  }

}
