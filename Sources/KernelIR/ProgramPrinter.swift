import Scalars

extension KernelPrinter {

  /// Writes `program`: its kernels, its slots, its steps.
  mutating func write(_ program: Program) {
    line("program @\(program.name) arena \(program.arenaByteCount) {")
    indented { (p) in
      for (i, k) in program.kernels.enumerated() { p.write(k, name: "\(i)") }
      for (i, s) in program.slots.enumerated() {
        p.line("slot \(SlotID(index: i)): \(s.element)[\(s.count)] = \(s.storageText)")
      }
      p.write(program.steps)
    }
    line("}")
  }

  private mutating func write(_ steps: [Step]) {
    for s in steps { write(s) }
  }

  private mutating func write(_ step: Step) {
    switch step {
    case .launch(let k, let slots):
      let arguments = slots.map(\.description).joined(separator: ", ")
      line("launch @\(k.index)(\(arguments))")
    case .copy(let from, let to):
      line("copy \(from) to \(to)")
    case .swap(let a, let b):
      line("swap \(a), \(b)")
    case .branch(let selector, let lists):
      var head = "branch \(selector) {"
      for l in lists {
        line(head)
        indented { $0.write(l) }
        head = "} or {"
      }
      line(lists.isEmpty ? head + " }" : "}")
    case .loop(let condition, let predicate, let body):
      line("loop {")
      indented { $0.write(condition) }
      line("} while \(predicate) {")
      indented { $0.write(body) }
      line("}")
    }
  }

}

extension SlotID: CustomStringConvertible {

  package var description: String { "%s\(index)" }

}

extension Program: CustomStringConvertible {

  /// The text of the program, which `Program.parse` reads back.
  package var description: String {
    var printer = KernelPrinter()
    printer.write(self)
    return printer.text
  }

}

extension Slot {

  /// Where the memory comes from, as the program text has it.
  fileprivate var storageText: String {
    switch storage {
    case .argument(let i): return "argument \(i)"
    case .result(let i): return "result \(i)"
    case .donated(let i, let j): return "argument \(i) result \(j)"
    case .weight(let name): return "weight \(Self.quoted(name))"
    case .arena(let offset): return "arena \(offset)"
    case .constant(let bytes):
      let width = element.byteWidth
      let elements = stride(from: 0, to: bytes.count - bytes.count % width, by: width).map { (i) in
        var bits: UInt64 = 0
        for k in (0..<width).reversed() { bits = bits << 8 | UInt64(bytes[i + k]) }
        return ScalarText.text(of: Scalar(element, bits: bits))
      }
      return "constant [\(elements.joined(separator: ", "))]"
    }
  }

  private static func quoted(_ s: String) -> String {
    var result = "\""
    for c in s.unicodeScalars {
      switch c {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default:
        if c.value < 0x20 || c.value == 0x7f {
          result += "\\u{\(String(c.value, radix: 16))}"
        } else {
          result.unicodeScalars.append(c)
        }
      }
    }
    return result + "\""
  }

}
