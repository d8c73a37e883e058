/// The assignment of arena offsets to the slots of a program.
package enum MemoryPlan {

  /// Returns `program` with an offset for each slot in the arena, no two of which overlap.
  package static func assigningOffsets(_ program: Program) -> Program {
    var result = program
    var offset = 0
    for i in program.slots.indices {
      guard case .arena = program.slots[i].storage else { continue }
      result.slots[i].storage = .arena(offset: offset)
      let size = max(program.slots[i].byteCount, 1)
      offset += (size + Program.alignment - 1) / Program.alignment * Program.alignment
    }
    result.arenaByteCount = offset
    return result
  }

}
