import GraphIR

extension RewriteRule {

  /// Broadcasts.
  static let broadcasts: [RewriteRule] = [
    RewriteRule("broadcast to the same shape = x", .broadcast) { (m) in
      guard m.type == m.type(0), let dims = m.attributes.integers(.dims),
        dims == Array(dims.indices)
      else { return nil }
      return .value(m[0])
    },
    RewriteRule("broadcast of a splat is a splat", .broadcast) { (m) in
      m.splat(0).map { .splat($0) }
    },
    RewriteRule("broadcast that adds axes of size 1 only = reshape", .broadcast) { (m) in
      guard m.type.sizes != nil, let dims = m.attributes.integers(.dims),
        m.type.shapeWithoutOnes == m.type(0).shapeWithoutOnes
      else { return nil }
      let moved = dims.indices.filter { m.type(0).shape[$0] != .size(1) }.map { dims[$0] }
      return moved == moved.sorted() ? .operation(.reshape, of: [m[0]]) : nil
    },
    RewriteRule("broadcast(broadcast(x)) = broadcast(x)", .broadcast) { (m) in
      guard let inner = m.definition(0, .broadcast), let a = inner.attributes.integers(.dims),
        let b = m.attributes.integers(.dims)
      else { return nil }
      return .operation(
        .broadcast, of: inner.operands, Attributes([.dims: .integers(a.map { b[$0] })]))
    },
    RewriteRule("broadcast(reshape(x)) = broadcast(x) if axes of size 1 are inserted", .broadcast) {
      (m) in
      guard let inner = m.definition(0, .reshape), let dims = m.attributes.integers(.dims),
        let axes = AxisMatching.insertions(
          from: m.graph.type(of: inner.operands[0]).shape, to: m.type(0).shape)
      else { return nil }
      return .operation(
        .broadcast, of: inner.operands, Attributes([.dims: .integers(axes.map { dims[$0] })]))
    },
  ]

}
