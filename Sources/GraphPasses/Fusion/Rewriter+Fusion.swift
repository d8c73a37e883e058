import GraphIR

extension Rewriter {

  /// Makes a `fusion` of the operations of `plan`, which is inserted at its position.
  ///
  /// - Parameters:
  ///   - position: the operation before which the fusion is inserted, one of the plan.
  ///   - copies: for each operation the number of kernels, and other places, that still need it; an
  ///     operation is moved into the last of them.
  mutating func fuse(
    _ plan: FusionPlan, before position: OperationID, copies: inout [OperationID: Int]
  ) {
    let members = Array(plan.members.reversed())
    var remaining = copies
    rewrite(plan.root) { (r) in
      let stored = Set(plan.outputs)
      let outputs = members.flatMap { r.graph[$0].results }.filter { stored.contains($0) }
      var builder = FusionBuilder(members: members, outputs: outputs, in: r.graph)
      r.withGraph { builder.insert(plan.kind, before: position, into: &$0) }
      for id in members {
        let isShared = remaining[id, default: 1] > 1
        remaining[id, default: 1] -= 1
        r.withGraph { builder.add(id, asCopy: isShared, to: &$0) }
      }
      r.withGraph { builder.finish(in: &$0) }
      for id in builder.constants
      where r.graph[id].results.allSatisfy({ r.graph[$0].users.isEmpty }) {
        r.erase(id)
      }
    }
    copies = remaining
  }

}

extension FusionPlan {

  /// The attribute `kind` of the fusion.
  var kind: String {
    contraction != nil ? "contraction" : hasReduction ? "reduction" : "loop"
  }

}

/// The construction of one fusion.
private struct FusionBuilder {

  /// The splat constants and iotas that members use.
  private(set) var constants: [OperationID] = []

  /// The values that members use from outside.
  private var inputs: [ValueID] = []

  private let outputs: [ValueID]
  private var region: RegionID?
  private var fusion: OperationID?

  /// What stands for a value inside the region.
  private var values: [ValueID: ValueID] = [:]

  /// Finds the inputs of `members`.
  init(members: [OperationID], outputs: [ValueID], in graph: Graph) {
    self.outputs = outputs
    let inside = Set(members)
    var seen = Set<ValueID>()
    for v in members.flatMap({ graph[$0].operands }) where seen.insert(v).inserted {
      if let producer = graph.definingOperation(of: v) {
        if inside.contains(producer) { continue }
        if graph.isSymbolicConstant(producer) {
          constants.append(producer)
          continue
        }
      }
      inputs.append(v)
    }
  }

  /// Inserts the fusion with an empty region, and makes all users of the outputs use its results.
  mutating func insert(
    _ kind: String, before position: OperationID, into graph: inout Graph
  ) {
    let region = graph.createRegion()
    for v in inputs {
      values[v] = graph.addArgument(graph.type(of: v), to: region, name: graph[v].name)
    }
    let fusion = graph.insert(
      .fusion, inputs, Attributes([.kind: .keyword(kind)]), regions: [region],
      resultTypes: outputs.map { graph.type(of: $0) }, at: .before(position),
      location: graph[position].location, resultNames: outputs.map { graph[$0].name })
    for (v, r) in zip(outputs, graph[fusion].results) {
      graph.replaceAllUses(of: v, with: r)
      values[r] = v
    }
    for id in constants { copy(id, to: region, of: &graph) }
    (self.region, self.fusion) = (region, fusion)
  }

  /// Appends `id`, or a copy of it, to the region.
  mutating func add(_ id: OperationID, asCopy: Bool, to graph: inout Graph) {
    guard let region else { return }
    if asCopy { return copy(id, to: region, of: &graph) }
    let operands = graph[id].operands.map { values[$0] ?? $0 }
    graph.move(id, to: .endOf(region))
    if operands != graph[id].operands { graph.setOperands(of: id, to: operands) }
  }

  /// Ends the region, and moves reshapes of the results that come before the fusion behind it.
  mutating func finish(in graph: inout Graph) {
    guard let region, let fusion else { return }
    graph.insert(
      .yield, outputs.map { values[$0] ?? $0 }, resultTypes: [], at: .endOf(region),
      location: graph[fusion].location)
    moveReshapes(of: graph[fusion].results, in: &graph)
  }

  private func moveReshapes(of results: [ValueID], in graph: inout Graph) {
    guard let fusion else { return }
    let parent = graph[fusion].parent
    var work = results
    var moved: [OperationID] = []
    while let v = work.popLast() {
      for user in graph[v].users
      where graph[user].opcode == .reshape && graph[user].parent == parent {
        guard !moved.contains(user) else { continue }
        moved.append(user)
        work += graph[user].results
      }
    }
    guard !moved.isEmpty else { return }
    let order = graph[parent].operations
    guard let end = order.firstIndex(of: fusion) else { return }
    let before = Set(order[..<end])
    for id in order[..<end].reversed() where before.contains(id) && moved.contains(id) {
      graph.move(id, to: .after(fusion))
    }
  }

  private mutating func copy(_ id: OperationID, to region: RegionID, of graph: inout Graph) {
    let original = graph[id]
    let copy = graph.insert(
      original.opcode, original.operands.map { values[$0] ?? $0 }, original.attributes,
      resultTypes: original.results.map { graph.type(of: $0) }, at: .endOf(region),
      location: original.location, resultNames: original.results.map { graph[$0].name })
    for (v, c) in zip(original.results, graph[copy].results) { values[v] = c }
  }

}
