import GraphIR

/// Which operations and values of a function its results depend on.
struct Liveness {

  private let graph: Graph
  private var liveOperations: [Bool]
  private var liveValues: [Bool]

  /// The live values whose sources are still to be marked.
  private var work: [ValueID] = []

  /// Computes the liveness of `graph`.
  ///
  /// Complexity: linear in the size of the graph.
  init(of graph: Graph) {
    self.graph = graph
    liveOperations = Array(repeating: false, count: graph.operationCapacity)
    liveValues = Array(repeating: false, count: graph.valueCapacity)
    if let terminator = graph.terminator(of: graph.body) {
      liveOperations[terminator.index] = true
      graph[terminator].operands.forEach { mark($0) }
    }
    while let v = work.popLast() { propagate(v) }
  }

  /// `true` iff a result of the function depends on `id`.
  func isLive(_ id: OperationID) -> Bool { liveOperations[id.index] }

  /// `true` iff a result of the function depends on `value`.
  func isLive(_ value: ValueID) -> Bool { liveValues[value.index] }

  /// `true` iff the result at `position` of `id` is needed, by users or by a later iteration.
  func isLive(result position: Int, of id: OperationID) -> Bool {
    liveValues[graph[id].results[position].index]
  }

  /// `true` iff `id` is live and has a result or region argument that is not and can be removed.
  func hasDeadPositions(_ id: OperationID) -> Bool {
    guard isLive(id) else { return false }
    let operation = graph[id]
    switch operation.opcode {
    case .if, .case, .while:
      return operation.results.contains { !isLive($0) }
    case .fusion:
      return operation.results.contains { !isLive($0) }
        || graph[operation.regions[0]].arguments.contains { !isLive($0) }
    default:
      return false
    }
  }

  private mutating func mark(_ v: ValueID) {
    guard !liveValues[v.index] else { return }
    liveValues[v.index] = true
    work.append(v)
  }

  private mutating func propagate(_ v: ValueID) {
    switch graph[v].definition {
    case .result(let id, let position):
      markExecuted(id)
      markSources(ofResult: position, of: id)
    case .argument(let region, let position):
      guard let owner = graph[region].owner else { return }
      switch graph[owner].opcode {
      case .while: mark(graph[owner].results[position])
      case .fusion: mark(graph[owner].operands[position])
      default: break
      }
    }
  }

  /// Marks what has to be computed for `id` to be executed, whichever of its results are needed.
  private mutating func markExecuted(_ id: OperationID) {
    guard !liveOperations[id.index] else { return }
    liveOperations[id.index] = true
    let operation = graph[id]
    let terminators = operation.regions.compactMap { graph.terminator(of: $0) }
    for t in terminators { liveOperations[t.index] = true }
    switch operation.opcode {
    case .if, .case:
      operation.operands.forEach { mark($0) }
    case .while:
      if let condition = terminators.first { graph[condition].operands.forEach { mark($0) } }
    case .fusion:
      break
    default:
      operation.operands.forEach { mark($0) }
      for t in terminators { graph[t].operands.forEach { mark($0) } }
    }
  }

  private mutating func markSources(ofResult position: Int, of id: OperationID) {
    let operation = graph[id]
    switch operation.opcode {
    case .if, .case, .fusion:
      for region in operation.regions { markYield(position, of: region) }
    case .while:
      mark(operation.operands[position])
      markYield(position, of: operation.regions[1])
    default:
      break
    }
  }

  private mutating func markYield(_ position: Int, of region: RegionID) {
    guard let terminator = graph.terminator(of: region) else { return }
    mark(graph[terminator].operands[position])
  }

}
