import GraphIR

extension RewriteRule {

  /// Transpositions.
  static let transposes: [RewriteRule] = [
    RewriteRule("transpose that moves no axis = x", .transpose) { (m) in
      guard let p = m.attributes.integers(.permutation), p == Array(p.indices) else { return nil }
      return .value(m[0])
    },
    RewriteRule("transpose(transpose(x)) = transpose(x)", .transpose) { (m) in
      guard let inner = m.definition(0, .transpose),
        let p = inner.attributes.integers(.permutation), let q = m.attributes.integers(.permutation)
      else { return nil }
      return .operation(
        .transpose, of: inner.operands, Attributes([.permutation: .integers(q.map { p[$0] })]))
    },
    RewriteRule("transpose that moves axes of size 1 only = reshape", .transpose) { (m) in
      guard m.type.sizes != nil, let p = m.attributes.integers(.permutation) else { return nil }
      let moved = p.filter { m.type(0).shape[$0] != .size(1) }
      return moved == moved.sorted() ? .operation(.reshape, of: [m[0]]) : nil
    },
    RewriteRule("transpose(broadcast(x)) = broadcast(x)", .transpose) { (m) in
      guard let b = m.definition(0, .broadcast), let dims = b.attributes.integers(.dims),
        let p = m.attributes.integers(.permutation)
      else { return nil }
      let moved = dims.compactMap { p.firstIndex(of: $0) }
      guard moved.count == dims.count else { return nil }
      return .operation(.broadcast, of: b.operands, Attributes([.dims: .integers(moved)]))
    },
  ]

  /// Reversals.
  static let reversals: [RewriteRule] = [
    RewriteRule("reverse of axes of size 1 = x", .reverse) { (m) in
      guard let dims = m.attributes.integers(.dims) else { return nil }
      let moving = dims.filter { m.type.shape[$0] != .size(1) }
      if moving.isEmpty { return .value(m[0]) }
      guard moving.count < dims.count else { return nil }
      return .operation(.reverse, of: [m[0]], Attributes([.dims: .integers(moving)]))
    },
    RewriteRule("reverse(reverse(x)) = reverse(x) of the axes of one but not both", .reverse) {
      (m) in
      guard let inner = m.definition(0, .reverse), let a = inner.attributes.integers(.dims),
        let b = m.attributes.integers(.dims)
      else { return nil }
      let dims = (a.filter { !b.contains($0) } + b.filter { !a.contains($0) }).sorted()
      if dims.isEmpty { return .value(inner.operands[0]) }
      return .operation(.reverse, of: inner.operands, Attributes([.dims: .integers(dims)]))
    },
  ]

}
