import GraphIR

/// The reference of operations in `docs/IR.md`, as Markdown.
enum OperationReference {

  /// All of it.
  static var text: String {
    var output = ""
    var family: OpFamily?
    var isInTable = false
    for d in OpTable.all {
      if d.family != family, let title = titles[d.family] {
        family = d.family
        isInTable = false
        output += "\n### \(title)\n"
      }
      if isFunction(d) {
        if !isInTable { output += "\n| operation | result | constraints |\n|---|---|---|\n" }
        let constraints = d.constraints.enumerated().map { "C\($0.offset + 1): \($0.element)" }
        output += "| `\(form(of: d))` | \(d.summary) | \(constraints.joined(separator: "; ")) |\n"
        isInTable = true
      } else {
        write(d, to: &output)
        isInTable = false
      }
    }
    return output + "\n"
  }

  /// `true` iff a line of a table is enough for `d`.
  private static func isFunction(_ d: OpDescription) -> Bool {
    (d.family == .unary || d.family == .binary) && d.attributes.isEmpty
  }

  private static let titles: [OpFamily: String] = [
    .leaf: "Leaves",
    .type: "Element types",
    .unary: "Functions of one operand",
    .binary: "Functions of two operands",
    .select: "Selections",
    .movement: "Movement of elements",
    .placement: "Placement of elements",
    .reduction: "Reductions",
    .contraction: "Sums of products",
    .random: "Random numbers",
    .control: "Control",
    .terminator: "Terminators",
  ]

  private static func write(_ d: OpDescription, to output: inout String) {
    output += "\n#### `\(d.opcode.rawValue)`\n\n\(d.summary)\n\n"
    if d.opcode != .weight { output += "    \(form(of: d))\n\n" }
    if !d.attributes.isEmpty {
      output += "| attribute | value | |\n|---|---|---|\n"
      for a in d.attributes {
        output += "| `\(a.name.rawValue)` | \(values(of: a)) | \(a.summary) |\n"
      }
      output += "\n"
    }
    for (i, c) in d.constraints.enumerated() { output += "- C\(i + 1): \(c)\n" }
  }

  /// How the operation is written.
  private static func form(of d: OpDescription) -> String {
    var result = ""
    switch d.results {
    case .exactly(0): break
    case .exactly: result += "%r = "
    case .atLeast: result += "%r, … = "
    }
    result += d.opcode.rawValue
    for a in d.attributes where a.position == .prefix {
      let word =
        switch a.kind {
        case .callee: "@f"
        case .literal: "elements"
        default: a.name.rawValue
        }
      result += a.isOptional ? " (\(word))" : " \(word)"
    }
    var items: [String] = []
    switch d.operands {
    case .exactly(let n): items = operandNames(n)
    case .atLeast(let n): items = operandNames(n) + ["…"]
    }
    if d.opcode == .call {
      result += "(\(items.joined(separator: ", ")))"
      items = []
    }
    for a in d.attributes where a.position == .named {
      let text = "\(a.name.rawValue)=\(placeholder(of: a))"
      items.append(a.isOptional ? "(\(text))" : text)
    }
    if !items.isEmpty { result += " \(items.joined(separator: ", "))" }
    for label in d.regions.labels { result += " \(label) { … }" }
    if d.regions.isVariadic { result += " …" }
    return result + (d.needsResultType ? " : type" : "")
  }

  private static func operandNames(_ n: Int) -> [String] {
    (0..<n).map { "%" + String(UnicodeScalar(UInt8(ascii: "a") + UInt8($0))) }
  }

  private static func placeholder(of a: AttributeSpec) -> String {
    switch a.kind {
    case .integer: "n"
    case .integers: "[…]"
    case .string: "\"…\""
    case .keyword, .callee, .literal: "…"
    }
  }

  private static func values(of a: AttributeSpec) -> String {
    let kind =
      switch a.kind {
      case .integer: "a number"
      case .integers: "a list of numbers"
      case .string: "a string"
      case .callee: "a function"
      case .literal: "elements"
      case .keyword(let words): words.map { "`\($0)`" }.joined(separator: " ")
      }
    return a.isOptional ? "\(kind), or none" : kind
  }

}
