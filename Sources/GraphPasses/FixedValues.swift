import GraphIR

/// The values in the body of a function that are the same in every call.
struct FixedValues {

  private let graph: Graph

  /// Those that depend on a weight or a large constant, each with those that it is computed from.
  private var weights: [ValueID: Set<ValueID>] = [:]

  /// Those that depend on neither.
  private var constants: Set<ValueID> = []

  /// Finds those of `graph`.
  init(of graph: Graph) {
    self.graph = graph
    for id in graph[graph.body].operations where !graph[id].opcode.isTerminator { add(id) }
  }

  private mutating func add(_ id: OperationID) {
    let operation = graph[id]
    if operation.opcode == .weight || isLargeConstant(operation) {
      weights[operation.results[0]] = [operation.results[0]]
      return
    }
    let inner = operation.regions.flatMap { graph.operations(nestedIn: $0) }
    guard !([id] + inner).contains(where: { [.while, .call].contains(graph[$0].opcode) }) else {
      return
    }
    var sources = Set<ValueID>()
    for v in uses(of: id) {
      if let known = weights[v] {
        sources.formUnion(known)
      } else if !constants.contains(v) {
        return
      }
    }
    for v in operation.results {
      if sources.isEmpty { constants.insert(v) } else { weights[v] = sources }
    }
  }

  private func isLargeConstant(_ operation: Operation) -> Bool {
    guard let literal = operation.attributes.literal, operation.opcode == .const else {
      return false
    }
    return !literal.isSplat && literal.bytes.count >= KernelLimits.leastPreparedConstant
  }

  private func uses(of id: OperationID) -> [ValueID] {
    graph[id].operands + graph[id].regions.flatMap { graph.captures(of: $0) }
  }

  /// Returns the values that are to be prepared at `stage`, of at most `byteLimit` bytes, in the order
  /// of the text.
  func prepared(at stage: Preparation.Stage, byteLimit: Int) -> [ValueID] {
    var chosen: [ValueID] = []
    var seen = Set<ValueID>()
    var room = byteLimit
    var work = graph[graph.body].operations.reversed().filter { (id) in
      !graph[id].results.contains { weights[$0] != nil || constants.contains($0) }
    }.flatMap { uses(of: $0).reversed() }
    while let v = work.popLast() {
      guard let sources = weights[v], !sources.contains(v), seen.insert(v).inserted,
        let id = graph.definingOperation(of: v), let bytes = graph.type(of: v).byteCount
      else { continue }
      let isChosen =
        switch stage {
        case .beforeFusion: isWorthwhile(v, from: sources)
        case .afterFusion: graph[id].opcode != .reshape
        }
      if bytes <= room, isChosen {
        room -= bytes
        chosen.append(v)
      } else {
        work += uses(of: id).reversed()
      }
    }
    return chosen.sorted { $0.index < $1.index }
  }

  /// `true` iff computing `value` from `sources` costs more than loading what it has beyond them.
  private func isWorthwhile(_ value: ValueID, from sources: Set<ValueID>) -> Bool {
    func byteCount(_ v: ValueID) -> Double { Double(graph.type(of: v).byteCount ?? 0) }
    let loaded = byteCount(value) - sources.reduce(0) { $0 + byteCount($1) }
    return cost(of: value) > max(loaded, 0) / FusionCost.memoryBytesPerCycle
  }

  /// The cycles in which `value` is computed from weights.
  private func cost(of value: ValueID) -> Double {
    var seen = Set<OperationID>()
    var work = [value]
    var total = 0.0
    while let v = work.popLast() {
      guard weights[v] != nil, let id = graph.definingOperation(of: v), seen.insert(id).inserted,
        weights[v]?.contains(v) != true
      else { continue }
      let elements = Double(graph.type(of: v).elementCount ?? 0)
      total += elements * FusionCost.element(of: id, in: graph)
      work += uses(of: id)
    }
    return total
  }

}
