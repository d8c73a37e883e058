import GraphIR

extension Rewriter {

  /// Applies the rules of `table` until none matches.
  ///
  /// Operations are visited in the order of the text, and again when an operand of theirs was
  /// replaced. What loses its last user on the way is erased.
  mutating func apply(_ table: RuleTable) {
    var queue = graph.operations
    // Rules make progress by themselves; the bound is for the one that by mistake does not.
    let limit = 64 * (queue.count + 16)
    var next = 0
    while next < queue.count, next < limit {
      let id = queue[next]
      next += 1
      guard !graph[id].isErased, graph[id].results.count == 1,
        let replacement = table.replacement(for: id, in: graph, exactness)
      else { continue }
      let operands = graph[id].operands
      let users = Set(graph[graph[id].results[0]].users).sorted { $0.index < $1.index }
      var inserted: [OperationID] = []
      let isDone = rewrite(id) { (r) in
        let first = r.graph.operationCapacity
        guard let value = r.build(replacement, before: id) else { return }
        inserted = (first..<r.graph.operationCapacity).map(OperationID.init(index:))
        r.replace(id, with: value)
        r.eraseUnused(operands)
      }
      guard isDone else { return }
      queue += inserted + users
    }
  }

  /// Inserts what `replacement` says before `id`, whose place it will take, and returns its value.
  mutating func build(_ replacement: Replacement, before id: OperationID) -> ValueID? {
    let resultType = graph.type(of: graph[id].results[0])
    switch replacement {
    case .value(let v):
      return v
    case .splat(let element, let type):
      return splat(element, type ?? resultType, at: .before(id))
    case .operation(let opcode, let operands, let attributes, let type):
      var values: [ValueID] = []
      for o in operands {
        guard let v = build(o, before: id) else { return nil }
        values.append(v)
      }
      return insert(opcode, values, attributes, type: type ?? resultType, at: .before(id))
    }
  }

  /// Erases the operations that define `values`, and their operands', as far as nothing uses
  /// them; part of a rewrite.
  mutating func eraseUnused(_ values: [ValueID]) {
    var work = values
    while let v = work.popLast() {
      guard graph[v].users.isEmpty, let id = graph.definingOperation(of: v),
        !graph[id].isErased, graph[id].regions.isEmpty,
        graph[id].results.allSatisfy({ graph[$0].users.isEmpty })
      else { continue }
      work += graph[id].operands
      erase(id)
    }
  }

}
