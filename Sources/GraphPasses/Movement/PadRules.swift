import GraphIR

extension RewriteRule {

  /// Pads.
  static let pads: [RewriteRule] = [
    RewriteRule("pad with nothing = x", .pad) { (m) in
      amounts(m.operation).allSatisfy { $0 == 0 } ? .value(m[0]) : nil
    },
    RewriteRule("pad of a splat with the same element is a splat", .pad) { (m) in
      guard let c = m.splat(0), c == m.splat(1) else { return nil }
      return .splat(c)
    },
    RewriteRule("pad(pad(x, c), c) = pad(x, c)", .pad) { (m) in
      guard let inner = m.definition(0, .pad),
        inner.operands[1] == m[1]
          || m.splat(1) != nil && m.graph.splatElement(of: inner.operands[1]) == m.splat(1),
        (amounts(inner) + amounts(m.operation)).allSatisfy({ $0 >= 0 }),
        isDense(inner), isDense(m.operation)
      else { return nil }
      var attributes = Attributes()
      for name in [AttributeName.low, .high] {
        guard let a = inner.attributes.integers(name), let b = m.attributes.integers(name)
        else { return nil }
        let sums = zip(a, b).map { $0.addingReportingOverflow($1) }
        guard !sums.contains(where: \.overflow) else { return nil }
        attributes[name] = .integers(sums.map(\.partialValue))
      }
      return .operation(.pad, of: [inner.operands[0], m[1]], attributes)
    },
    RewriteRule("pad with negative amounts only = slice", .pad) { (m) in
      guard isDense(m.operation), amounts(m.operation).allSatisfy({ $0 <= 0 }),
        let low = m.attributes.integers(.low), let sizes = m.type.sizes
      else { return nil }
      let start = low.map { -$0 }
      return .operation(
        .slice, of: [m[0]],
        Attributes([
          .start: .integers(start), .limit: .integers(zip(start, sizes).map { $0 + $1 }),
        ]))
    },
  ]

  private static func amounts(_ pad: Operation) -> [Int] {
    [AttributeName.low, .high, .interior].flatMap { pad.attributes.integers($0) ?? [] }
  }

  /// `true` iff `pad` puts nothing between elements.
  private static func isDense(_ pad: Operation) -> Bool {
    (pad.attributes.integers(.interior) ?? []).allSatisfy { $0 == 0 }
  }

  /// Concatenations.
  static let concatenations: [RewriteRule] = [
    RewriteRule("concat(x) = x", .concat) { (m) in
      m.operation.operands.count == 1 ? .value(m[0]) : nil
    },
    RewriteRule("concat without operands that are empty", .concat) { (m) in
      guard let axis = m.attributes.integer(.dim) else { return nil }
      let operands = m.operation.operands
      let filled = operands.filter { m.graph.type(of: $0).shape[axis] != .size(0) }
      guard !filled.isEmpty, filled.count < operands.count else { return nil }
      return .operation(.concat, of: filled, m.attributes)
    },
    RewriteRule("concat of splats of one element is a splat", .concat) { (m) in
      guard let c = m.splat(0), m.operation.operands.indices.allSatisfy({ m.splat($0) == c })
      else { return nil }
      return .splat(c)
    },
    RewriteRule("concat(concat(x, y), z) = concat(x, y, z)", .concat) { (m) in
      var operands: [ValueID] = []
      for v in m.operation.operands {
        if let inner = m.graph.definition(of: v, as: .concat), m.graph[v].users.count == 1,
          inner.attributes == m.attributes
        {
          operands += inner.operands
        } else {
          operands.append(v)
        }
      }
      guard operands.count > m.operation.operands.count else { return nil }
      return .operation(.concat, of: operands, m.attributes)
    },
    RewriteRule("concat of neighbouring slices = slice", .concat) { (m) in
      guard let axis = m.attributes.integer(.dim) else { return nil }
      for i in m.operation.operands.indices.dropLast() {
        guard let merged = mergedSlices(m, i, along: axis) else { continue }
        if m.operation.operands.count == 2 { return merged }
        var operands = m.operation.operands.map(Replacement.value)
        operands[i...(i + 1)] = [merged]
        return .operation(.concat, operands, m.attributes)
      }
      return nil
    },
  ]

  /// Returns the slice that the operands `i` and `i + 1` of the concatenation `m` are parts of, if
  /// there is one.
  private static func mergedSlices(_ m: Match, _ i: Int, along axis: Int) -> Replacement? {
    guard let a = m.definition(i, .slice), let b = m.definition(i + 1, .slice),
      a.operands == b.operands, a.attributes.integers(.stride) == nil,
      b.attributes.integers(.stride) == nil, var start = b.attributes.integers(.start),
      let limit = b.attributes.integers(.limit), let first = a.attributes.integers(.start),
      var middle = a.attributes.integers(.limit), middle[axis] == start[axis]
    else { return nil }
    start[axis] = first[axis]
    middle[axis] = limit[axis]
    guard start == first, middle == limit else { return nil }
    let sizes = zip(start, limit).map { $1 - $0 }
    return .operation(
      .slice, of: a.operands, Attributes([.start: .integers(start), .limit: .integers(limit)]),
      TensorType(m.element, sizes: sizes))
  }

}
