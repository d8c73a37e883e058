import Diagnostics
import Scalars

extension KernelVerifier {

  /// Returns an error for every rule that `program` breaks, as far as can be told.
  ///
  /// - P1: Every kernel follows the rules of kernels.
  /// - P2: A slot has a size that fits in 64 bits; a constant has the bytes that its type says; no
  ///   position of a result is taken twice; a place in the arena is aligned, and that of a slot in
  ///   use is inside of it if the arena has a size.
  /// - P3: A launch passes a slot of the right type and count for each parameter.
  /// - P4: Only slots in the arena, results and donated arguments are written to.
  /// - P5: A slot that a launch writes to is not passed for another parameter, unless as one of the
  ///   kernel's in-place candidates. A copy is between distinct slots of equal type and count.
  /// - P6: A branch selects by one `i1` between two lists, or by one `i32` between one or more; a
  ///   loop repeats while one `i1` is true.
  /// - P7: A swap is of two distinct slots in the arena of equal type and count. It is a step of the
  ///   body of a loop, which is in no branch.
  package static func verify(_ program: Program) -> DiagnosticList {
    var check = ProgramCheck(program: program)
    for (i, k) in program.kernels.enumerated() {
      for d in verify(k).all { check.error("kernel @\(i): \(d.message)") }
    }
    check.checkSlots()
    check.check(program.steps, allowsSwaps: false)
    return check.diagnostics
  }

}

/// The state of the verification of a program.
private struct ProgramCheck {

  let program: Program
  var diagnostics = DiagnosticList()
  var candidates: [KernelID: [InPlaceCandidate]] = [:]

  init(program: Program) {
    self.program = program
    for (i, k) in program.kernels.enumerated() {
      candidates[KernelID(index: i)] = k.inPlaceCandidates
    }
  }

  mutating func error(_ message: String) {
    diagnostics.error(message, at: nil)
  }

  // MARK: P2

  mutating func checkSlots() {
    var results: Set<Int> = []
    let used = Set(program.steps.flatMap(\.slots))
    for (i, s) in program.slots.enumerated() {
      let id = SlotID(index: i)
      let (size, overflow) = s.count.multipliedReportingOverflow(by: s.element.byteWidth)
      if s.count < 0 || overflow {
        error("\(id) has the impossible size \(s.count)")
        continue
      }
      switch s.storage {
      case .argument, .weight:
        break
      case .result(let position), .donated(_, let position):
        if !results.insert(position).inserted { error("two slots are the result \(position)") }
      case .constant(let bytes):
        if bytes.count != size { error("\(id) has \(bytes.count) bytes instead of \(size)") }
      case .arena(let offset):
        if offset < 0 || offset % Program.alignment != 0 {
          error("\(id) has the offset \(offset), which is not aligned")
        }
        let (end, overflow) = offset.addingReportingOverflow(size)
        if program.arenaByteCount > 0, used.contains(id), overflow || end > program.arenaByteCount {
          error("\(id) ends beyond the arena of \(program.arenaByteCount) bytes")
        }
      }
    }
  }

  /// Returns the slot called `id`, `nil` if there is none.
  private mutating func slot(_ id: SlotID) -> Slot? {
    if program.slots.indices.contains(id.index) { return program[id] }
    error("there is no slot \(id)")
    return nil
  }

  // MARK: P4

  private mutating func checkWrite(_ id: SlotID) {
    guard let s = slot(id) else { return }
    switch s.storage {
    case .arena, .result, .donated: break
    case .argument, .weight, .constant: error("\(id) is written to, but its memory is read only")
    }
  }

  // MARK: Steps

  mutating func check(_ steps: [Step], isInBranch: Bool = false, allowsSwaps: Bool) {
    for s in steps {
      switch s {
      case .launch(let k, let slots): checkLaunch(k, slots)
      case .copy(let from, let to):
        checkWrite(to)
        if let a = slot(from), let b = slot(to), a.element != b.element || a.count != b.count {
          error(
            "a copy from \(from), \(a.element)[\(a.count)], to \(to), \(b.element)[\(b.count)]")
        }
        if from == to { error("a copy from \(from) to itself") }
      case .branch(let selector, let lists):
        let s = slot(selector)
        let isValid =
          s?.element == .i1 ? lists.count == 2 : s?.element == .i32 && !lists.isEmpty
        if s?.count != 1 || !isValid {
          error("a branch on \(selector) selects one of \(lists.count) lists")
        }
        for l in lists { check(l, isInBranch: true, allowsSwaps: false) }
      case .loop(let condition, let predicate, let body):
        if let s = slot(predicate), s.element != .i1 || s.count != 1 {
          error("a loop repeats while \(predicate), which is \(s.element)[\(s.count)]")
        }
        check(condition, isInBranch: isInBranch, allowsSwaps: false)
        check(body, isInBranch: isInBranch, allowsSwaps: !isInBranch)
      case .swap(let a, let b):
        checkSwap(a, b)
        if !allowsSwaps { error("a swap of \(a) and \(b) is not in the body of a loop") }
      }
    }
  }

  // MARK: P7

  private mutating func checkSwap(_ a: SlotID, _ b: SlotID) {
    guard let x = slot(a), let y = slot(b) else { return }
    var isInArena = false
    if case .arena = x.storage, case .arena = y.storage { isInArena = true }
    if a == b || !isInArena || x.element != y.element || x.count != y.count {
      error(
        "a swap of \(a), \(x.element)[\(x.count)], and \(b), \(y.element)[\(y.count)]")
    }
  }

  // MARK: P3, P5

  private mutating func checkLaunch(_ k: KernelID, _ slots: [SlotID]) {
    guard program.kernels.indices.contains(k.index) else {
      return error("there is no kernel @\(k.index)")
    }
    let kernel = program[k]
    guard slots.count == kernel.parameterCount else {
      return error(
        "@\(k.index) has \(kernel.parameterCount) parameters, a launch passes \(slots.count)")
    }
    for (i, (id, b)) in zip(slots, kernel.buffers).enumerated() {
      guard let s = slot(id) else { continue }
      if s.element != b.element || s.count != b.count {
        error(
          "a launch passes \(id), \(s.element)[\(s.count)], for \(BufferID(index: i)) of "
            + "@\(k.index), \(b.element)[\(b.count)]")
      }
      if b.access == .read { continue }
      checkWrite(id)
      for (j, other) in slots.enumerated() where j != i && other == id {
        let pair = InPlaceCandidate(input: BufferID(index: j), output: BufferID(index: i))
        let isWrittenTwice = kernel.buffers[j].access != .read
        if isWrittenTwice || candidates[k]?.contains(pair) != true {
          error("a launch of @\(k.index) passes \(id) twice and writes to it")
        }
      }
    }
  }

}
