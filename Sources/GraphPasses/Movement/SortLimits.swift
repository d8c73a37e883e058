import GraphIR

extension Rewriter {

  /// Limits every `sort` of whose results only the first elements along its axis are used.
  ///
  ///     %0 = sort %x, dim=0 compare …                   %0 = sort %x, dim=0, limit=4 compare …
  ///     %1 = slice %0, start=[0], limit=[4]      -->    %1 = slice %0, start=[0], limit=[4]
  ///     %2 = slice %0, start=[1], limit=[2]             %2 = slice %0, start=[1], limit=[2]
  ///
  /// The slices of all that is left are for the rules of slices.
  mutating func limitSorts() {
    for id in graph.operations where graph[id].opcode == .sort {
      guard let axis = graph[id].attributes.integer(.dim), let limit = usedCount(of: id, on: axis),
        let size = graph.type(of: graph[id].results[0]).shape[axis].size, limit < size
      else { continue }
      rewrite(id) { (r) in
        var attributes = r.graph[id].attributes
        attributes[.limit] = .integer(limit)
        r.setAttributes(of: id, to: attributes)
        for v in r.graph[id].results {
          let type = r.graph.type(of: v)
          var shape = type.shape
          shape[axis] = .size(limit)
          r.withGraph { $0.setType(of: v, to: TensorType(type.element, shape)) }
        }
      }
    }
  }

  /// The number of elements from the first to the last one on `axis` that the users of `id`, if all
  /// of them are slices, take.
  private func usedCount(of id: OperationID, on axis: Int) -> Int? {
    let users = graph[id].results.flatMap { graph[$0].users }
    if users.isEmpty { return nil }
    var count = 0
    for user in users {
      guard graph[user].opcode == .slice, let limits = graph[user].attributes.integers(.limit)
      else { return nil }
      count = max(count, limits[axis])
    }
    return count
  }

}
