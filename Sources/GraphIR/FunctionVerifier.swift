import Diagnostics
import Scalars

/// Checks one function of a module.
struct FunctionVerifier {

  /// What may be in a region because of the operation that owns it.
  enum Context {

    /// Anything.
    case free

    /// The operations of one kernel.
    case kernel

    /// The operations on scalars that combine elements for this operation.
    case combiner(Opcode)

  }

  /// What was found.
  private(set) var diagnostics = DiagnosticList()

  private let function: Function
  private let graph: Graph
  private let module: Module
  private let calls: CallGraph

  /// For each value the depth of the region that defines it, `nil` where it is not visible.
  private var depths: [Int?]

  /// The users of each value, as found in the operations.
  private var users: [[OperationID]]

  private var isVisited: [Bool]
  private var isRegionVisited: [Bool]

  /// The symbols that arguments give a size, and those that were reported as unknown.
  private var symbols: Set<String> = []

  init(_ function: Function, in module: Module, calls: CallGraph) {
    self.function = function
    self.graph = function.graph
    self.module = module
    self.calls = calls
    depths = Array(repeating: nil, count: graph.valueCapacity)
    users = Array(repeating: [], count: graph.valueCapacity)
    isVisited = Array(repeating: false, count: graph.operationCapacity)
    isRegionVisited = Array(repeating: false, count: graph.regionCapacity)
  }

  /// Checks the function.
  mutating func run() {
    for t in function.argumentTypes {
      for case .symbol(let s) in t.shape { symbols.insert(s) }
      if !t.isRepresentable {
        error("an argument of @\(function.name) of type \(t) is too large", function.location)
      }
    }
    for t in function.resultTypes { checkSymbols(of: t, function.location) }
    check(graph.body, depth: 0, floor: 0, .free, owner: nil)
    checkUsers()
  }

  private mutating func error(_ message: String, _ range: SourceRange?) {
    diagnostics.error(message, at: range ?? function.location)
  }

  // MARK: Regions

  /// Checks a region whose operations see values defined at the depths `floor...depth`.
  private mutating func check(
    _ id: RegionID, depth: Int, floor: Int, _ context: Context, owner: OperationID?
  ) {
    let region = graph[id]
    let location = owner.flatMap { graph[$0].location } ?? function.location
    let name = owner.map { "a region of \(graph[$0].opcode.rawValue)" } ?? "@\(function.name)"
    guard !isRegionVisited[id.index] else {
      return error("\(name) is the region of several operations", location)
    }
    isRegionVisited[id.index] = true
    guard depth <= Graph.maximumRegionDepth else {
      return error("regions are nested more than \(Graph.maximumRegionDepth) deep", location)
    }
    if region.owner != owner { error("\(name) has another owner", location) }
    for (i, v) in region.arguments.enumerated() {
      if graph[v].definition != .argument(id, i) {
        error("argument \(i) of \(name) is defined elsewhere", location)
      }
      checkSymbols(of: graph.type(of: v), location)
      depths[v.index] = depth
    }
    for (i, operation) in region.operations.enumerated() {
      let isLast = i == region.operations.count - 1
      check(operation, in: id, depth: depth, floor: floor, context, isLast: isLast)
    }
    if region.operations.isEmpty || graph.terminator(of: id) == nil {
      error("\(name) has no \(owner == nil ? "return" : "yield") at its end", location)
    }
    for v in region.arguments { depths[v.index] = nil }
    for operation in region.operations {
      for v in graph[operation].results { depths[v.index] = nil }
    }
  }

  private func context(inside operation: Operation, _ context: Context) -> Context {
    switch operation.opcode.family {
    case .reduction, .placement: .combiner(operation.opcode)
    default: operation.opcode == .fusion ? .kernel : context
    }
  }

  // MARK: Operations

  private mutating func check(
    _ id: OperationID, in region: RegionID, depth: Int, floor: Int, _ context: Context,
    isLast: Bool
  ) {
    let operation = graph[id]
    let name = operation.opcode.rawValue
    guard !isVisited[id.index] else {
      return error("\(name): is in several places", operation.location)
    }
    isVisited[id.index] = true
    if operation.isErased || operation.parent != region {
      error("\(name): is not where its region says", operation.location)
    }
    for v in operation.operands {
      users[v.index].append(id)
      checkVisible(v, to: operation, floor: floor)
    }
    let captures = operation.opcode.description.regions.mayCapture
    for r in operation.regions {
      check(
        r, depth: depth + 1, floor: captures ? floor : depth + 1,
        self.context(inside: operation, context), owner: id)
    }
    for (i, v) in operation.results.enumerated() {
      if graph[v].definition != .result(id, i) {
        error("\(name): result \(i) is defined elsewhere", operation.location)
      }
      checkSymbols(of: graph.type(of: v), operation.location)
      depths[v.index] = depth
    }
    checkTypes(operation)
    checkPlace(operation, context, inBody: region == graph.body, isLast: isLast)
    checkContent(operation, inBody: region == graph.body)
  }

  /// Checks that `operation` comes after the definition of `value`.
  private mutating func checkVisible(_ value: ValueID, to operation: Operation, floor: Int) {
    if let depth = depths[value.index], depth >= floor { return }
    let used = graph[value].name.map { "%\($0)" } ?? "a value"
    let mnemonic = operation.opcode.rawValue
    if depths[value.index] != nil {
      error(
        "\(mnemonic): uses \(used) from outside, which this region cannot see", operation.location)
    } else {
      error("\(mnemonic): uses \(used) where it is not defined", operation.location)
    }
  }

  /// Checks that types are what inference says.
  private mutating func checkTypes(_ operation: Operation) {
    guard operation.regions.allSatisfy({ graph.terminator(of: $0) != nil }) else { return }
    if operation.attributes[.combiner] != nil {
      error(
        "\(operation.opcode.rawValue): the attribute combiner exists only in text",
        operation.location)
    }
    var callee: FunctionSignature?
    if operation.opcode == .call, let name = operation.attributes.string(.callee) {
      callee = calls.positions[name].map { module.functions[$0].signature }
      if callee == nil, let near = Suggestion.nearest(to: name, among: module.functions.map(\.name))
      {
        return error(
          "call: there is no function @\(name); did you mean @\(near)? (C1)", operation.location)
      }
    }
    _ = graph.inferResultTypes(
      of: operation.opcode, operation.operands, operation.attributes, regions: operation.regions,
      declared: operation.results.map { graph.type(of: $0) }, callee: callee,
      at: operation.location ?? function.location, diagnostics: &diagnostics)
  }

  /// Checks that `operation` may be in such a region, and terminators at ends only.
  private mutating func checkPlace(
    _ operation: Operation, _ context: Context, inBody: Bool, isLast: Bool
  ) {
    let mnemonic = operation.opcode.rawValue
    if operation.opcode.isTerminator {
      if !isLast || (operation.opcode == .return) != inBody {
        let (place, number) =
          operation.opcode == .return ? ("a function's body", 2) : ("a region", 1)
        error("\(mnemonic): is only at the end of \(place) (C\(number))", operation.location)
      }
      return
    }
    switch context {
    case .free: break
    case .kernel:
      switch operation.opcode.family {
      case .control:
        error("\(mnemonic): a fusion contains no control operations (C3)", operation.location)
      case .placement:
        error("\(mnemonic): a fusion contains no placements (C3)", operation.location)
      default: break
      }
    case .combiner(let owner):
      let position = owner.description.constraints.firstIndex(of: OpTable.combinerContent) ?? 0
      let citation = "(C\(position + 1))"
      if !isOnElements(operation, of: graph), operation.opcode != .const, operation.opcode != .call
      {
        error(
          "\(mnemonic): a combiner has elementwise operations, constants and calls only "
            + citation, operation.location)
      } else if operation.opcode == .call, let name = operation.attributes.string(.callee),
        let offender = nonElementwiseOperation(reachedFrom: name)
      {
        error(
          "call: a combiner has elementwise operations, constants and calls only, but @\(name) "
            + "contains \(offender.rawValue) \(citation)", operation.location)
      }
    }
  }

  /// `true` iff `operation` is elementwise, or a bitcast that keeps elements apart.
  private func isOnElements(_ operation: Operation, of graph: Graph) -> Bool {
    guard operation.opcode == .bitcast else { return operation.opcode.isElementwise }
    let types = (operation.operands + operation.results).map { graph.type(of: $0) }
    return types.allSatisfy { $0.element.byteWidth == types[0].element.byteWidth }
  }

  /// The first operation found in the function called `name`, or one that it calls, that cannot be
  /// part of a combiner.
  private func nonElementwiseOperation(reachedFrom name: String) -> Opcode? {
    guard let start = calls.positions[name] else { return nil }
    var isSeen = [Bool](repeating: false, count: module.functions.count)
    var worklist = [start]
    isSeen[start] = true
    while let i = worklist.popLast() {
      let g = module.functions[i].graph
      for operation in g[g.body].operations {
        let opcode = g[operation].opcode
        guard isOnElements(g[operation], of: g) || [.const, .call, .return].contains(opcode) else {
          return opcode
        }
      }
      for c in calls.calls[i] where !isSeen[c.callee] {
        isSeen[c.callee] = true
        worklist.append(c.callee)
      }
    }
    return nil
  }

  /// Checks what operations refer to outside the graph.
  private mutating func checkContent(_ operation: Operation, inBody: Bool) {
    let types = operation.results.map { graph.type(of: $0) }
    switch operation.opcode {
    case .const:
      if let literal = operation.attributes.literal, !literal.hasValidElements {
        error("const: the value has elements that are not 0 or 1", operation.location)
      }
    case .weight:
      let name = operation.attributes.string(.weight) ?? ""
      guard let weight = module.weight(named: name) else {
        let near = Suggestion.nearest(to: name, among: module.weights.map(\.name))
        let hint = near.map { "; did you mean %\($0)?" } ?? ""
        return error("weight: there is no weight %\(name)\(hint) (C1)", operation.location)
      }
      if types != [weight.type] {
        error("weight: %\(name) has type \(weight.type) (C2)", operation.location)
      }
      if !inBody { error("weight: is only in the body of a function", operation.location) }
    case .return:
      let returned = operation.operands.map { graph.type(of: $0) }
      if returned != function.resultTypes {
        let expected = function.resultTypes.map(\.description).joined(separator: ", ")
        let actual = returned.map(\.description).joined(separator: ", ")
        error(
          "return: @\(function.name) returns (\(expected)), not (\(actual)) (C1)",
          operation.location)
      }
    default: break
    }
  }

  // MARK: Values

  /// Checks that the function's arguments give the symbols of `type` a size.
  private mutating func checkSymbols(of type: TensorType, _ range: SourceRange?) {
    for case .symbol(let s) in type.shape where symbols.insert(s).inserted {
      error("no argument of @\(function.name) has a dimension \(s)", range)
    }
  }

  /// Checks that every value knows its users.
  private mutating func checkUsers() {
    for i in users.indices {
      let value = graph[ValueID(index: i)]
      guard value.users.map(\.index).sorted() != users[i].map(\.index).sorted() else { continue }
      let used = value.name.map { "%\($0)" } ?? "value \(i)"
      error("the list of users of \(used) is wrong", nil)
    }
  }

}

extension Opcode {

  /// The family that the table puts this operation into.
  package var family: OpFamily { description.family }

}
