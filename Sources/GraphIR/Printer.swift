import Scalars

extension Module: CustomStringConvertible {

  /// The text of the module, which parses to the same module.
  package var description: String {
    var printer = Printer(weights: weights)
    printer.write(self)
    return printer.output
  }

}

/// Writes the text IR.
struct Printer {

  /// The text so far.
  private(set) var output = ""

  /// The names of the values of the current function.
  private var names: ValueNames

  /// Creates a printer for a module that has `weights`.
  init(weights: [Weight]) {
    names = ValueNames(reserved: weights.map(\.name))
  }

  /// Writes all of `module`.
  mutating func write(_ module: Module) {
    if let name = module.name {
      output += "module @\(StringEscapes.encodeName(name)) version \(Module.currentVersion)\n"
    }
    if !module.weights.isEmpty, !output.isEmpty { output += "\n" }
    for w in module.weights { write(w) }
    for f in module.functions {
      if !output.isEmpty { output += "\n" }
      write(f)
    }
  }

  private mutating func write(_ weight: Weight) {
    output += "weight %\(StringEscapes.encodeName(weight.name)): \(weight.type) = "
    output += weight.file.map(StringEscapes.encode) ?? "given"
    if let key = weight.key { output += " : \(StringEscapes.encode(key))" }
    output += "\n"
  }

  private mutating func write(_ function: Function) {
    names.startFunction(function.graph)
    let graph = function.graph
    output += "func @\(StringEscapes.encodeName(function.name))("
    writeArguments(of: graph.body, in: graph)
    output += ")"
    let results = function.resultTypes
    if results.count == 1 {
      output += " -> \(results[0])"
    } else if results.count > 1 {
      output += " -> (\(results.map(\.description).joined(separator: ", ")))"
    }
    output += " {\n"
    writeOperations(of: graph.body, in: graph, indent: 1)
    output += "}\n"
  }

  private mutating func writeArguments(of region: RegionID, in graph: Graph) {
    for (i, v) in graph[region].arguments.enumerated() {
      if i > 0 { output += ", " }
      output += "\(names.define(v, in: graph)): \(graph.type(of: v))"
    }
  }

  private mutating func writeOperations(of region: RegionID, in graph: Graph, indent: Int) {
    for id in graph[region].operations where graph[id].opcode != .weight {
      write(graph[id], in: graph, indent: indent)
    }
  }

  private mutating func write(_ operation: Operation, in graph: Graph, indent: Int) {
    output += String(repeating: " ", count: 2 * indent)
    for (i, v) in operation.results.enumerated() {
      output += i > 0 ? ", " : ""
      output += names.define(v, in: graph)
    }
    output += operation.results.isEmpty ? "" : " = "
    output += operation.opcode.rawValue

    // A region that has a shorthand is written before the operands.
    let combiner = graph.combinerShorthand(of: operation)
    if let combiner { output += " \(combiner)" }

    let specs = operation.opcode.description.attributes
    for spec in specs where spec.position == .prefix {
      guard let value = operation.attributes[spec.name] else { continue }
      output += " "
      write(value)
    }
    var separator = " "
    if operation.opcode == .call { output += "(" }
    for (i, v) in operation.operands.enumerated() {
      output += operation.opcode == .call && i == 0 ? "" : separator
      output += names[v, in: graph]
      separator = ", "
    }
    if operation.opcode == .call { output += ")" }
    for spec in specs where spec.position == .named {
      guard let value = operation.attributes[spec.name] else { continue }
      output += "\(separator)\(spec.name.rawValue)="
      write(value)
      separator = ", "
    }
    if combiner == nil { writeRegions(of: operation, in: graph, indent: indent) }
    for (i, v) in operation.results.enumerated() {
      output += i == 0 ? " : " : ", "
      output += graph.type(of: v).description
    }
    output += "\n"
  }

  private mutating func writeRegions(of operation: Operation, in graph: Graph, indent: Int) {
    let spec = operation.opcode.description.regions
    for (i, region) in operation.regions.enumerated() {
      guard let label = i < spec.labels.count ? spec.labels[i] : spec.labels.last else { break }
      names.openRegion(mayCapture: spec.mayCapture)
      output += " \(label)"
      if !graph[region].arguments.isEmpty {
        output += "("
        writeArguments(of: region, in: graph)
        output += ")"
      }
      output += " {\n"
      writeOperations(of: region, in: graph, indent: indent + 1)
      output += String(repeating: " ", count: 2 * indent) + "}"
      names.closeRegion()
    }
  }

  private mutating func write(_ attribute: Attribute) {
    switch attribute {
    case .integer(let n): output += String(n)
    case .integers(let list): output += "[\(list.map(String.init).joined(separator: ", "))]"
    case .keyword(let word): output += word
    case .string(let string): output += StringEscapes.encode(string)
    case .callee(let name): output += "@\(StringEscapes.encodeName(name))"
    case .literal(let literal): literal.write(to: &output)
    }
  }

}
