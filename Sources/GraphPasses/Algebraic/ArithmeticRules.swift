import GraphIR
import Scalars

extension RewriteRule {

  /// The order of operands.
  static let commutation: [RewriteRule] = [
    RewriteRule("c ∘ x = x ∘ c for commutative ∘", commutative) { (m) in
      guard m.splat(0) != nil, m.splat(1) == nil else { return nil }
      return .operation(m.operation.opcode, of: [m[1], m[0]])
    },
    RewriteRule("(x ∘ c) ∘ d = x ∘ (c ∘ d) for integers, maxima and minima", commutative) { (m) in
      let isExact = !m.element.isFloat || [.max, .min].contains(m.operation.opcode)
      return isExact ? combinedConstants(m) : nil
    },
    RewriteRule(
      "(x ∘ c) ∘ d = x ∘ (c ∘ d) for sums and products of floats", .add, .mul,
      exactness: .orderChanging, apply: combinedConstants),
  ]

  private static let commutative: [Opcode] = [.add, .mul, .max, .min, .and, .or, .xor]

  @Sendable private static func combinedConstants(_ m: Match) -> Replacement? {
    guard let d = m.splat(1), let inner = m.definition(0, m.operation.opcode),
      let c = m.graph.splatElement(of: inner.operands[1]),
      let f = m.operation.opcode.binaryFunction
    else { return nil }
    return .operation(m.operation.opcode, [.value(inner.operands[0]), .splat(f.evaluate(c, d))])
  }

  /// Sums, products, quotients, powers and signs.
  static let arithmetic: [RewriteRule] = [
    RewriteRule("x + 0 = x for integers, x + -0 = x for floats", .add) { (m) in
      guard let c = m.splat(1), m.element.isFloat ? c.isNegativeZero : c.isPositiveZero
      else { return nil }
      return .value(m[0])
    },
    RewriteRule("x + 0 = x for floats", .add, exactness: .realAlgebra) { (m) in
      m.splat(1)?.isPositiveZero == true ? .value(m[0]) : nil
    },
    RewriteRule("x - 0 = x", .sub) { (m) in
      m.splat(1)?.isPositiveZero == true ? .value(m[0]) : nil
    },
    RewriteRule("x - x = 0 for integers", .sub) { (m) in
      m.hasEqualOperands && m.element.isInteger ? .splat(Scalar(m.element, bits: 0)) : nil
    },
    RewriteRule("x - x = 0 for floats", .sub, exactness: .realAlgebra) { (m) in
      m.hasEqualOperands ? .splat(Scalar(m.element, bits: 0)) : nil
    },
    RewriteRule("x + -y = x - y", .add) { (m) in
      guard m.element != .i1, let negation = m.definition(1, .neg) else { return nil }
      return .operation(.sub, of: [m[0], negation.operands[0]])
    },
    RewriteRule("-x + y = y - x", .add) { (m) in
      guard m.element != .i1, let negation = m.definition(0, .neg) else { return nil }
      return .operation(.sub, of: [m[1], negation.operands[0]])
    },
    RewriteRule("x - -y = x + y", .sub) { (m) in
      m.definition(1, .neg).map { .operation(.add, of: [m[0], $0.operands[0]]) }
    },
    RewriteRule("0 - x = -x for integers, -0 - x = -x for floats", .sub) { (m) in
      guard let c = m.splat(0), m.element.isFloat ? c.isNegativeZero : c.isPositiveZero
      else { return nil }
      return .operation(.neg, of: [m[1]])
    },
    RewriteRule("x * 1 = x", .mul) { (m) in
      m.splat(1)?.isOne == true ? .value(m[0]) : nil
    },
    RewriteRule("x * 0 = 0 for integers", .mul) { (m) in
      m.splat(1)?.isPositiveZero == true && !m.element.isFloat ? .value(m[1]) : nil
    },
    RewriteRule("x * 0 = 0 for floats", .mul, exactness: .realAlgebra) { (m) in
      m.splat(1)?.isPositiveZero == true ? .value(m[1]) : nil
    },
    RewriteRule("x * -1 = -x", .mul) { (m) in
      guard let c = m.splat(1), m.element.isFloat || m.element.isSigned,
        c == Scalar(m.element, integer: -1)
      else { return nil }
      return .operation(.neg, of: [m[0]])
    },
    RewriteRule("-x * -y = x * y, -x / -y = x / y for floats", .mul, .div) { (m) in
      guard m.operation.opcode == .mul || m.element.isFloat, let x = m.definition(0, .neg),
        let y = m.definition(1, .neg)
      else { return nil }
      return .operation(m.operation.opcode, of: [x.operands[0], y.operands[0]])
    },
    RewriteRule("x / 1 = x", .div) { (m) in
      m.splat(1)?.isOne == true ? .value(m[0]) : nil
    },
    RewriteRule("x rem 1 = 0 for integers", .rem) { (m) in
      m.splat(1)?.isOne == true && m.element.isInteger ? .splat(Scalar(m.element, bits: 0)) : nil
    },
    RewriteRule("x / 2ⁿ = x * 2⁻ⁿ for floats", .div) { (m) in
      guard let r = m.splat(1)?.exactReciprocal else { return nil }
      return .operation(.mul, [.value(m[0]), .splat(r)])
    },
    RewriteRule("x / c = x * (1 / c) for floats", .div, exactness: .realAlgebra) { (m) in
      guard m.element.isFloat, let c = m.splat(1), c.doubleValue.isNormal else { return nil }
      return .operation(.mul, [.value(m[0]), .splat(Scalar(m.element, 1 / c.doubleValue))])
    },
    RewriteRule("1 / sqrt(x) = rsqrt(x)", .div, exactness: .realAlgebra) { (m) in
      guard m.splat(0)?.isOne == true, let root = m.definition(1, .sqrt) else { return nil }
      return .operation(.rsqrt, of: root.operands)
    },
    RewriteRule("x ** 1 = x", .pow) { (m) in
      m.splat(1)?.isOne == true ? .value(m[0]) : nil
    },
    RewriteRule("x ** 0 = 1", .pow) { (m) in
      m.splat(1)?.isPositiveZero == true ? .splat(Scalar(m.element, integer: 1)) : nil
    },
    RewriteRule("x ** 2 = x * x for integers", .pow) { (m) in
      guard m.element.isInteger, m.splat(1) == Scalar(m.element, integer: 2) else { return nil }
      return .operation(.mul, of: [m[0], m[0]])
    },
    RewriteRule("x ** 2 = x * x for floats", .pow, exactness: .realAlgebra) { (m) in
      guard m.splat(1) == Scalar(m.element, integer: 2) else { return nil }
      return .operation(.mul, of: [m[0], m[0]])
    },
    RewriteRule("--x = x", .neg) { (m) in
      m.definition(0, .neg).map { .value($0.operands[0]) }
    },
    RewriteRule("-(x - y) = y - x for integers", .neg) { (m) in
      guard m.element.isInteger, let s = m.definition(0, .sub) else { return nil }
      return .operation(.sub, of: [s.operands[1], s.operands[0]])
    },
    RewriteRule("-(x - y) = y - x for floats", .neg, exactness: .realAlgebra) { (m) in
      m.definition(0, .sub).map { .operation(.sub, of: [$0.operands[1], $0.operands[0]]) }
    },
    RewriteRule("|-x| = |x|", .abs) { (m) in
      m.definition(0, .neg).map { .operation(.abs, of: $0.operands) }
    },
    RewriteRule("f(f(x)) = f(x) for what rounds, and |x|", .abs, .floor, .ceil, .roundEven) { (m) in
      m.definition(0, m.operation.opcode) == nil ? nil : .value(m[0])
    },
    RewriteRule("max(x, x) = min(x, x) = x", .max, .min) { (m) in
      m.hasEqualOperands ? .value(m[0]) : nil
    },
    RewriteRule("max(x, least) = min(x, greatest) = x", .max, .min) { (m) in
      guard let c = m.splat(1), m.operation.opcode == .max ? c.isLeast : c.isGreatest
      else { return nil }
      return .value(m[0])
    },
    RewriteRule("max(x, greatest) = greatest, min(x, least) = least for integers", .max, .min) {
      (m) in
      guard !m.element.isFloat, let c = m.splat(1),
        m.operation.opcode == .max ? c.isGreatest : c.isLeast
      else { return nil }
      return .value(m[1])
    },
  ]

}
