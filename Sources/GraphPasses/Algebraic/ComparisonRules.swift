import GraphIR
import Scalars

extension RewriteRule {

  /// Comparisons and selections.
  static let comparison: [RewriteRule] = [
    RewriteRule("c < x = x > c", .compare) { (m) in
      guard m.splat(0) != nil, m.splat(1) == nil, let d = m.direction else { return nil }
      var attributes = m.attributes
      attributes[.direction] = .keyword(d.swapped.rawValue)
      return .operation(.compare, of: [m[1], m[0]], attributes)
    },
    RewriteRule("x = x is true and x < x false, but for x = x of floats", .compare) { (m) in
      guard m.hasEqualOperands, let d = m.direction else { return nil }
      let isReflexive = d == .eq || d == .le || d == .ge
      // A NaN does not equal itself, and is not less than itself either.
      let isKnown = !m.type(0).element.isFloat || m.isTotal || d == .lt || d == .gt
      return isKnown ? .splat(Scalar(isReflexive)) : nil
    },
    RewriteRule("x < 0 is false and x >= 0 true for unsigned integers", .compare) { (m) in
      guard m.type(0).element.kind == .unsignedInteger, m.splat(1)?.isPositiveZero == true,
        let d = m.direction, d == .lt || d == .ge
      else { return nil }
      return .splat(Scalar(d == .ge))
    },
    RewriteRule("(x = true) = x, (x = false) = ¬x", .compare) { (m) in
      guard m.type(0).element == .i1, let c = m.splat(1), let d = m.direction, d == .eq || d == .ne
      else { return nil }
      return c.isOne == (d == .eq) ? .value(m[0]) : .operation(.not, of: [m[0]])
    },
    RewriteRule("select(c, x, x) = x", .select) { (m) in
      m[1] == m[2] ? .value(m[1]) : nil
    },
    RewriteRule("select(true, x, y) = x, select(false, x, y) = y", .select) { (m) in
      m.splat(0).map { .value($0.isOne ? m[1] : m[2]) }
    },
    RewriteRule("select(¬c, x, y) = select(c, y, x)", .select) { (m) in
      m.definition(0, .not).map { .operation(.select, of: [$0.operands[0], m[2], m[1]]) }
    },
    RewriteRule("select(c, true, false) = c, select(c, false, true) = ¬c", .select) { (m) in
      guard m.element == .i1, m.type(0) == m.type, let x = m.splat(1), let y = m.splat(2), x != y
      else { return nil }
      return x.isOne ? .value(m[0]) : .operation(.not, of: [m[0]])
    },
    RewriteRule("select(c, select(c, x, y), z) = select(c, x, z)", .select) { (m) in
      guard let inner = m.definition(1, .select), inner.operands[0] == m[0] else { return nil }
      return .operation(.select, of: [m[0], inner.operands[1], m[2]])
    },
    RewriteRule("select(c, x, select(c, y, z)) = select(c, x, z)", .select) { (m) in
      guard let inner = m.definition(2, .select), inner.operands[0] == m[0] else { return nil }
      return .operation(.select, of: [m[0], m[1], inner.operands[2]])
    },
    RewriteRule("clamp(least, x, c) = min(x, c)", .clamp) { (m) in
      guard m.splat(0)?.isLeast == true, let c = m.splat(2) else { return nil }
      return .operation(.min, [.value(m[1]), .splat(c)])
    },
    RewriteRule("clamp(c, x, greatest) = max(x, c)", .clamp) { (m) in
      guard m.splat(2)?.isGreatest == true, let c = m.splat(0) else { return nil }
      return .operation(.max, [.value(m[1]), .splat(c)])
    },
  ]

}
