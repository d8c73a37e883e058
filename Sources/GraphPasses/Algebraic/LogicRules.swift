import GraphIR
import Scalars

extension RewriteRule {

  /// Truth values, bits and shifts.
  static let logic: [RewriteRule] = [
    RewriteRule("¬¬x = x", .not) { (m) in
      m.definition(0, .not).map { .value($0.operands[0]) }
    },
    RewriteRule("¬(a < b) = a >= b and so on, but for the order of floats", .not) { (m) in
      guard let c = m.definition(0, .compare),
        let direction = c.attributes.string(.direction).flatMap(
          ComparisonDirection.init(rawValue:))
      else { return nil }
      let isTotal = c.attributes.string(.order) == "total"
      let isFloat = m.graph.type(of: c.operands[0]).element.isFloat
      guard !isFloat || isTotal || direction == .eq || direction == .ne else { return nil }
      var attributes = c.attributes
      attributes[.direction] = .keyword(direction.negated.rawValue)
      return .operation(.compare, of: c.operands, attributes)
    },
    RewriteRule("x ∧ x = x ∨ x = x", .and, .or) { (m) in
      m.hasEqualOperands ? .value(m[0]) : nil
    },
    RewriteRule("x ⊻ x = 0", .xor) { (m) in
      m.hasEqualOperands ? .splat(Scalar(m.element, bits: 0)) : nil
    },
    RewriteRule("x ∧ 0 = 0, x ∧ 1… = x", .and) { (m) in
      guard let c = m.splat(1) else { return nil }
      return c.isPositiveZero ? .value(m[1]) : c.isAllOnes ? .value(m[0]) : nil
    },
    RewriteRule("x ∨ 0 = x, x ∨ 1… = 1…", .or) { (m) in
      guard let c = m.splat(1) else { return nil }
      return c.isPositiveZero ? .value(m[0]) : c.isAllOnes ? .value(m[1]) : nil
    },
    RewriteRule("x ⊻ 0 = x, x ⊻ 1… = ¬x", .xor) { (m) in
      guard let c = m.splat(1) else { return nil }
      return c.isPositiveZero
        ? .value(m[0]) : c.isAllOnes ? .operation(.not, of: [m[0]]) : nil
    },
    RewriteRule("x shifted by 0 = x", .shl, .shrA, .shrL) { (m) in
      m.splat(1)?.isPositiveZero == true ? .value(m[0]) : nil
    },
  ]

}

extension ComparisonDirection {

  /// The relation that holds iff this does not, between ordered values.
  var negated: ComparisonDirection {
    switch self {
    case .eq: .ne
    case .ne: .eq
    case .lt: .ge
    case .le: .gt
    case .gt: .le
    case .ge: .lt
    }
  }

  /// The relation that holds of `(b, a)` iff this holds of `(a, b)`.
  var swapped: ComparisonDirection {
    switch self {
    case .eq, .ne: self
    case .lt: .gt
    case .le: .ge
    case .gt: .lt
    case .ge: .le
    }
  }

}
