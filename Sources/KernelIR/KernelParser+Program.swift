import Diagnostics
import Scalars

extension KernelParser {

  /// Reads a program.
  mutating func parseProgram() throws(Failure) -> Program {
    try expect("program")
    let name = try expect(.symbol, "the name of the program").text
    let arenaByteCount = skip("arena") ? try natural() : 0
    try expect("{")
    var kernels: [Kernel] = []
    var steps: [Step] = []
    try block { (p) throws(Failure) in
      switch p.next.text {
      case "kernel":
        let (name, kernel) = try p.parseKernel()
        let id = KernelID(index: kernels.count)
        kernels.append(kernel)
        if let name, p.kernelIDs.updateValue(id, forKey: name.text) != nil {
          throw p.failure("@\(name.text) is defined already", at: name.range)
        }
      case "slot":
        try p.parseSlot()
      default:
        steps.append(try p.step())
      }
    }
    return Program(
      name: name, kernels: kernels, slots: slots, steps: steps, arenaByteCount: arenaByteCount)
  }

  // MARK: Slots

  private mutating func parseSlot() throws(Failure) {
    try expect("slot")
    let name = try expect(.value, "the name of a slot")
    try expect(":")
    let type = try elementType()
    try expect("[")
    let count = try natural()
    try expect("]")
    try expect("=")
    let storage = try storage(of: type)
    let id = SlotID(index: slots.count)
    if slotIDs.updateValue(id, forKey: name.text) != nil {
      throw failure("%\(name.text) is defined already", at: name.range)
    }
    slots.append(Slot(type, count: count, storage))
  }

  private mutating func storage(of type: ElementType) throws(Failure) -> Slot.Storage {
    if skip("argument") {
      let position = try natural()
      return skip("result")
        ? .donated(argument: position, result: try natural()) : .argument(position)
    }
    if skip("result") { return .result(try natural()) }
    if skip("arena") { return .arena(offset: try natural()) }
    if skip("weight") { return .weight(try expect(.string, "a quoted name").text) }
    guard skip("constant") else { throw unexpected("where the memory comes from") }
    try expect("[")
    var bytes: [UInt8] = []
    try list(until: "]") { (p) throws(Failure) in
      let bits = try p.scalar(type).bits
      for k in 0..<type.byteWidth { bytes.append(UInt8(truncatingIfNeeded: bits >> (8 * k))) }
    }
    return .constant(bytes)
  }

  private mutating func slot() throws(Failure) -> SlotID {
    let t = try expect(.value, "a slot")
    guard let s = slotIDs[t.text] else {
      throw failure("the program has no slot %\(t.text)", at: t.range)
    }
    return s
  }

  // MARK: Steps

  private mutating func steps() throws(Failure) -> [Step] {
    var result: [Step] = []
    try block { (p) throws(Failure) in result.append(try p.step()) }
    return result
  }

  private mutating func step() throws(Failure) -> Step {
    if skip("launch") {
      let t = try expect(.symbol, "the name of a kernel")
      guard let k = kernelIDs[t.text] else {
        throw failure("the program has no kernel @\(t.text)", at: t.range)
      }
      try expect("(")
      var arguments: [SlotID] = []
      if skip(")") { return .launch(k, []) }
      repeat { arguments.append(try slot()) } while skip(",")
      try expect(")")
      return .launch(k, arguments)
    }
    if skip("copy") {
      let from = try slot()
      try expect("to")
      return .copy(from: from, to: try slot())
    }
    if skip("swap") {
      let first = try slot()
      try expect(",")
      return .swap(first, try slot())
    }
    if skip("branch") {
      let selector = try slot()
      var lists: [[Step]] = []
      repeat {
        try expect("{")
        lists.append(try steps())
      } while skip("or")
      return .branch(selector, lists)
    }
    if skip("loop") {
      try expect("{")
      let condition = try steps()
      try expect("while")
      let predicate = try slot()
      try expect("{")
      return .loop(condition: condition, predicate: predicate, body: try steps())
    }
    throw unexpected("a kernel, a slot or a step")
  }

}

extension Program {

  /// Returns the program written in `file`, or `nil` if there were errors.
  ///
  /// For a program whose kernels have their names in order, parsing its description gives the
  /// program.
  package static func parse(
    _ file: SourceFileID, in sources: SourceManager, diagnostics: inout DiagnosticList
  ) -> Program? {
    var parser = KernelParser(file, in: sources)
    let result = try? parser.parseProgram()
    if result != nil { parser.finish() }
    diagnostics.append(contentsOf: parser.diagnostics)
    return parser.diagnostics.hasErrors ? nil : result
  }

}
