import GraphIR

extension RewriteRule {

  /// Slices above what computes each element by itself, so that only those are computed that are
  /// taken.
  static let liftedSlices: [RewriteRule] = [
    RewriteRule("slice(transpose(x)) = transpose(slice(x))", .slice) { (m) in
      guard let t = m.definition(0, .transpose), let whole = m.graph.type(of: t.operands[0]).sizes,
        let permutation = t.attributes.integers(.permutation),
        let block = Block(m.operation, in: m.graph)
      else { return nil }
      let positions = whole.indices.map { permutation.firstIndex(of: $0) }
      let slice = block.onAxes(positions, of: whole).slice(of: t.operands[0], in: m.graph)
      return .operation(.transpose, [slice], t.attributes)
    },
    RewriteRule("slice(dot(x, y)) = dot(slice(x), slice(y)) if nothing else needs the dot", .slice)
    {
      (m) in
      guard let dot = m.definition(0, .dotGeneral), m.isOnlyUser(0),
        let lhs = m.graph.type(of: dot.operands[0]).sizes,
        let rhs = m.graph.type(of: dot.operands[1]).sizes,
        let axes = DotDimensions(dot.attributes, lhsRank: lhs.count, rhsRank: rhs.count),
        let block = Block(m.operation, in: m.graph)
      else { return nil }
      let ofLHS = lhs.indices.map { axes.lhsBatch.firstIndex(of: $0) }
      let ofRHS = rhs.indices.map { axes.rhsBatch.firstIndex(of: $0) }
      func position(_ axis: Int, _ free: [Int], after count: Int) -> Int? {
        free.firstIndex(of: axis).map { count + $0 }
      }
      let batch = axes.lhsBatch.count
      let x = block.onAxes(
        lhs.indices.map { ofLHS[$0] ?? position($0, axes.lhsFree, after: batch) }, of: lhs)
      let y = block.onAxes(
        rhs.indices.map {
          ofRHS[$0] ?? position($0, axes.rhsFree, after: batch + axes.lhsFree.count)
        }, of: rhs)
      return .operation(
        .dotGeneral,
        [x.slice(of: dot.operands[0], in: m.graph), y.slice(of: dot.operands[1], in: m.graph)],
        dot.attributes)
    },
    RewriteRule("slice(f(x, y)) = f(slice(x), slice(y)) if nothing else needs f(x, y)", .slice) {
      (m) in
      guard let id = m.graph.definingOperation(of: m[0]), m.graph[id].opcode.isElementwise,
        m.isOnlyUser(0), let block = Block(m.operation, in: m.graph), let whole = m.sizes(0)
      else { return nil }
      var operands: [Replacement] = []
      for v in m.graph[id].operands {
        let type = m.graph.type(of: v)
        if type.isScalar {
          operands.append(.value(v))
        } else if let c = m.graph.splatElement(of: v) {
          operands.append(.splat(c, TensorType(type.element, m.type.shape)))
        } else {
          guard type.sizes == whole else { return nil }
          operands.append(block.slice(of: v, in: m.graph))
        }
      }
      return .operation(m.graph[id].opcode, operands, m.graph[id].attributes)
    },
  ]

}
