import Diagnostics
import GraphIR

/// The only way in which passes change the graph of a function.
///
/// The unit of change is the *rewrite*: what is done by one call of `rewrite(_:_:)`, or by one call
/// of a mutating method outside of that. Rewrites are counted, and refused once the pass limit is
/// reached; what a rewrite leaves is a valid graph, so that a pass may be stopped after any of
/// them.
package struct Rewriter {

  /// The graph.
  package private(set) var graph: Graph

  /// What rewrites may do to the values that they replace.
  package let exactness: Exactness

  /// The number of rewrites done so far.
  package private(set) var rewriteCount = 0

  /// Explanations of decisions, collected for the pass manager.
  package private(set) var remarks = DiagnosticList()

  /// The rewrites that may still be done.
  private(set) var budget: RewriteBudget

  /// The number of nested calls of `rewrite`.
  private var depth = 0

  /// The place of the operation that is being rewritten, which its replacements inherit.
  private var location: SourceRange?

  /// The number of operations when the current rewrite began.
  private var operationsBefore = 0

  /// Creates a rewriter of `graph`.
  init(
    _ graph: Graph, exactness: Exactness = .exact, budget: RewriteBudget = RewriteBudget(nil)
  ) {
    self.graph = graph
    self.exactness = exactness
    self.budget = budget
  }

  // MARK: Rewrites

  /// Does one rewrite at `id`, of which `body` does the steps, unless the limit is reached.
  ///
  /// Operations that `body` inserts have the location of `id`.
  ///
  /// - Returns: `true` iff the rewrite was done.
  @discardableResult
  package mutating func rewrite(
    _ id: OperationID, _ body: (inout Rewriter) throws -> Void
  ) rethrows -> Bool {
    if depth == 0 {
      guard budget.take() else { return false }
      rewriteCount += 1
      operationsBefore = graph.operationCapacity
      location = graph[id].location
    }
    depth += 1
    defer { depth -= 1 }
    try body(&self)
    return true
  }

  /// Replaces the results of `id` by `values` everywhere and erases `id`.
  ///
  /// - Returns: `true` iff this was done.
  @discardableResult
  package mutating func replace(_ id: OperationID, with values: [ValueID]) -> Bool {
    precondition(values.count == graph[id].results.count)
    return rewrite(id) { (r) in
      for (old, new) in zip(r.graph[id].results, values) {
        if let name = r.graph[old].name, r.graph[new].name == nil, r.isNew(new) {
          r.graph.setName(of: new, to: name)
        }
        r.graph.replaceAllUses(of: old, with: new)
      }
      r.graph.erase(id)
    }
  }

  /// Replaces the only result of `id` by `value` everywhere and erases `id`.
  @discardableResult
  package mutating func replace(_ id: OperationID, with value: ValueID) -> Bool {
    replace(id, with: [value])
  }

  /// Erases `id`, whose results nothing may use.
  @discardableResult
  package mutating func erase(_ id: OperationID) -> Bool {
    precondition(graph[id].results.allSatisfy { graph[$0].users.isEmpty })
    return rewrite(id) { (r) in r.graph.erase(id) }
  }

  /// Moves `id` to another place, where its operands have to be visible.
  @discardableResult
  package mutating func move(_ id: OperationID, to point: Graph.InsertionPoint) -> Bool {
    rewrite(id) { (r) in r.graph.move(id, to: point) }
  }

  /// Replaces the operands of `id`.
  @discardableResult
  package mutating func setOperands(of id: OperationID, to operands: [ValueID]) -> Bool {
    rewrite(id) { (r) in r.graph.setOperands(of: id, to: operands) }
  }

  /// Replaces the attributes of `id`.
  @discardableResult
  package mutating func setAttributes(of id: OperationID, to attributes: Attributes) -> Bool {
    rewrite(id) { (r) in r.graph.setAttributes(of: id, to: attributes) }
  }

  // MARK: Steps of a rewrite

  /// Inserts an operation; part of a rewrite.
  @discardableResult
  package mutating func insert(
    _ opcode: Opcode, _ operands: [ValueID], _ attributes: Attributes = Attributes(),
    regions: [RegionID] = [], types: [TensorType], at point: Graph.InsertionPoint,
    names: [String?] = []
  ) -> OperationID {
    requireRewrite()
    return graph.insert(
      opcode, operands, attributes, regions: regions, resultTypes: types, at: point,
      location: location, resultNames: names)
  }

  /// Inserts an operation of one result of type `type` and returns that; part of a rewrite.
  package mutating func insert(
    _ opcode: Opcode, _ operands: [ValueID], _ attributes: Attributes = Attributes(),
    type: TensorType, at point: Graph.InsertionPoint
  ) -> ValueID {
    let id = insert(opcode, operands, attributes, types: [type], at: point)
    return graph[id].results[0]
  }

  /// Makes every user of `old` use `new`; part of a rewrite.
  package mutating func replaceAllUses(of old: ValueID, with new: ValueID) {
    requireRewrite()
    graph.replaceAllUses(of: old, with: new)
  }

  /// Removes the result at `position` of `id`, which nothing may use; part of a rewrite.
  package mutating func eraseResult(at position: Int, of id: OperationID) {
    requireRewrite()
    precondition(graph[graph[id].results[position]].users.isEmpty)
    graph.eraseResult(at: position, of: id)
  }

  /// Removes the argument at `position` of `region`, which nothing may use; part of a rewrite.
  package mutating func eraseArgument(at position: Int, of region: RegionID) {
    requireRewrite()
    precondition(graph[graph[region].arguments[position]].users.isEmpty)
    graph.eraseArgument(at: position, of: region)
  }

  /// Adds a region, to be given to an operation when that is inserted; part of a rewrite.
  package mutating func createRegion(arguments: [TensorType], names: [String?] = []) -> RegionID {
    requireRewrite()
    let region = graph.createRegion()
    for (i, type) in arguments.enumerated() {
      graph.addArgument(type, to: region, name: i < names.count ? names[i] : nil)
    }
    return region
  }

  /// Moves the operations of `region` before `id`, with `arguments` for the region's, and returns
  /// what the region yields; part of a rewrite.
  package mutating func inline(
    _ region: RegionID, before id: OperationID, arguments: [ValueID] = []
  ) -> [ValueID] {
    requireRewrite()
    for (old, new) in zip(graph[region].arguments, arguments) {
      graph.replaceAllUses(of: old, with: new)
    }
    for inner in graph[region].operations where !graph[inner].opcode.isTerminator {
      graph.move(inner, to: .before(id))
    }
    guard let terminator = graph.terminator(of: region) else { return [] }
    return graph[terminator].operands
  }

  /// Changes the graph by `body`, for steps that work on whole graphs; part of a rewrite.
  package mutating func withGraph<R>(_ body: (inout Graph) throws -> R) rethrows -> R {
    requireRewrite()
    return try body(&graph)
  }

  // MARK: Remarks

  /// Explains a decision.
  package mutating func remark(_ message: String, at id: OperationID) {
    remarks.report(Diagnostic(.remark, message, at: graph[id].location))
  }

  private func requireRewrite() {
    precondition(depth > 0, "this step has to be part of a rewrite")
  }

  /// `true` iff `value` is the result of an operation inserted by the current rewrite.
  private func isNew(_ value: ValueID) -> Bool {
    graph.definingOperation(of: value).map { $0.index >= operationsBefore } ?? false
  }

}
