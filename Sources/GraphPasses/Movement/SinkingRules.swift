import GraphIR

extension RewriteRule {

  private static let elementwise = Opcode.allCases.filter(\.isElementwise)

  /// Movement operations below elementwise ones.
  static let sinking: [RewriteRule] = [
    RewriteRule("f(broadcast(x), c) = broadcast(f(x, c)) if x is smaller", elementwise) { (m) in
      guard
        let b = m.operation.operands.lazy.compactMap({ m.graph.definition(of: $0, as: .broadcast) })
          .first,
        let small = m.graph.type(of: b.operands[0]).elementCount,
        let large = m.type.elementCount, small < large
      else { return nil }
      let shape = m.graph.type(of: b.operands[0]).shape
      let operands = sunk(m, shape: shape) { (v) in
        guard let other = m.graph.definition(of: v, as: .broadcast),
          other.attributes == b.attributes,
          m.graph.type(of: other.operands[0]).shape == shape
        else { return nil }
        return .value(other.operands[0])
      }
      guard let operands else { return nil }
      let inner = Replacement.operation(
        m.operation.opcode, operands, m.attributes, TensorType(m.element, shape))
      return .operation(.broadcast, [inner], b.attributes)
    },
    RewriteRule("f(reshape(x), c) = reshape(f(x, c))", elementwise) { (m) in
      guard
        let r = m.operation.operands.lazy.compactMap({ m.graph.definition(of: $0, as: .reshape) })
          .first
      else { return nil }
      let shape = m.graph.type(of: r.operands[0]).shape
      let operands = sunk(m, shape: shape) { (v) in
        if let other = m.graph.definition(of: v, as: .reshape),
          m.graph.type(of: other.operands[0]).shape == shape
        {
          return .value(other.operands[0])
        }
        guard let b = m.graph.definition(of: v, as: .broadcast) else { return nil }
        return rebroadcast(b, in: m.graph, as: TensorType(m.graph.type(of: v).element, shape))
      }
      guard let operands else { return nil }
      let inner = Replacement.operation(
        m.operation.opcode, operands, m.attributes, TensorType(m.element, shape))
      return .operation(.reshape, [inner])
    },
  ]

  /// Returns the operands of the elementwise operation `m` for a result of `shape`: splats resized,
  /// scalars that take part in any shape kept, and all others as `source` says; `nil` if that
  /// has nothing to say of one.
  private static func sunk(
    _ m: Match, shape: [Dimension], _ source: (ValueID) -> Replacement?
  ) -> [Replacement]? {
    var result: [Replacement] = []
    for v in m.operation.operands {
      let type = m.graph.type(of: v)
      if type.isScalar, !m.type.isScalar {
        result.append(.value(v))
      } else if let c = m.graph.splatElement(of: v) {
        result.append(.splat(c, TensorType(type.element, shape)))
      } else if let r = source(v) {
        result.append(r)
      } else {
        return nil
      }
    }
    return result
  }

}
