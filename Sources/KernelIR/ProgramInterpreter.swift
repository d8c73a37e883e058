import Diagnostics
import Scalars

/// Executes programs on arrays of bytes, one element at a time: for tests and for finding out which
/// stage went wrong.
package struct ProgramInterpreter {

  /// Where the slots of the arena are.
  package enum Arena: Sendable {

    /// At the offsets of the memory plan, in one region, so that a wrong plan gives wrong results.
    case planned

    /// Each in a region of its own.
    case separate

  }

  /// Loops repeat at most this often.
  private static let iterationLimit = 1_000_000

  private let program: Program
  private var memory = ByteMemory()
  private var places: [ByteMemory.Place] = []

  /// Executes `program` and returns the bytes of its results.
  ///
  /// - Parameters:
  ///   - arguments: the bytes of each argument.
  ///   - weights: the bytes of each weight by its name.
  /// - Throws: `Defect` if the program is not well formed, does not fit its arguments, accesses
  ///   elements beyond the end of a slot, or loops for too long.
  package static func run(
    _ program: Program, arguments: [[UInt8]], weights: [String: [UInt8]] = [:],
    arena: Arena = .planned
  ) throws -> [[UInt8]] {
    if let fault = KernelVerifier.verify(program).all.first {
      throw Defect("the program interpreter", "\(fault.message) in\n\(program)")
    }
    var interpreter = ProgramInterpreter(program: program)
    try interpreter.placeSlots(arguments, weights, arena)
    try interpreter.execute(program.steps)
    return try interpreter.results()
  }

  private init(program: Program) {
    self.program = program
  }

  private mutating func placeSlots(
    _ arguments: [[UInt8]], _ weights: [String: [UInt8]], _ arena: Arena
  ) throws {
    let whole = memory.add(byteCount: arena == .planned ? program.arenaByteCount : 0)
    for (i, s) in program.slots.enumerated() {
      switch s.storage {
      case .argument(let position), .donated(let position, _):
        try place(arguments.indices.contains(position) ? arguments[position] : [], slot: i)
      case .weight(let name):
        try place(weights[name] ?? [], slot: i)
      case .constant(let bytes):
        try place(bytes, slot: i)
      case .arena(let offset) where arena == .planned:
        places.append(ByteMemory.Place(region: whole.region, offset: offset))
      case .arena, .result:
        places.append(memory.add(byteCount: s.byteCount))
      }
    }
  }

  private mutating func place(_ bytes: [UInt8], slot i: Int) throws {
    guard bytes.count == program.slots[i].byteCount else {
      throw Defect(
        "the program interpreter",
        "\(SlotID(index: i)) gets \(bytes.count) bytes instead of \(program.slots[i].byteCount)")
    }
    places.append(memory.add(bytes))
  }

  private func results() throws -> [[UInt8]] {
    var result: [(position: Int, bytes: [UInt8])] = []
    for (i, s) in program.slots.enumerated() {
      switch s.storage {
      case .result(let position), .donated(_, let position):
        result.append((position, memory.bytes(at: places[i], count: s.byteCount)))
      case .argument, .weight, .constant, .arena:
        break
      }
    }
    return result.sorted { $0.position < $1.position }.map(\.bytes)
  }

  private mutating func execute(_ steps: [Step]) throws {
    for step in steps {
      switch step {
      case .launch(let k, let slots):
        try KernelInterpreter.run(
          program[k], on: slots.map { places[$0.index] }, in: &memory)
      case .copy(let from, let to):
        memory.copy(
          from: places[from.index], to: places[to.index], count: program[from].byteCount)
      case .swap(let a, let b):
        places.swapAt(a.index, b.index)
      case .branch(let selector, let lists):
        let s = scalar(selector)
        let position =
          s.type == .i1
          ? (s.bits != 0 ? 0 : 1)
          : (0..<lists.count).contains(Int(s.intValue)) ? Int(s.intValue) : lists.count - 1
        try execute(lists[position])
      case .loop(let condition, let predicate, let body):
        var iterations = 0
        while true {
          try execute(condition)
          if scalar(predicate).bits == 0 { break }
          iterations += 1
          if iterations > Self.iterationLimit {
            throw Defect("the program interpreter", "a loop does not end")
          }
          try execute(body)
        }
      }
    }
  }

  private func scalar(_ s: SlotID) -> Scalar {
    memory[places[s.index], 0, program[s].element]
  }

}
