/// An elementwise function of one operand, shared by the graph IR and the kernel IR.
///
/// The raw value is the mnemonic in both text forms. Semantics are those of the StableHLO
/// specification; results of integer arithmetic wrap.
package enum UnaryFunction: String, CaseIterable, Hashable, Sendable {

  case abs, neg, sign, floor, ceil
  /// Rounds to the nearest integer, ties to even.
  case roundEven = "round_even"
  /// Rounds to the nearest integer, ties away from zero.
  case roundAway = "round_away"
  case sqrt, rsqrt, cbrt, exp, expm1, log, log1p, sin, cos, tan, tanh, logistic, erf
  case not, popcnt, clz
  case isFinite = "is_finite"

}

/// An elementwise function of two operands of the same type.
package enum BinaryFunction: String, CaseIterable, Hashable, Sendable {

  case add, sub, mul, div, rem, max, min, pow, atan2, and, or, xor, shl
  /// Shifts right, filling with the sign bit.
  case shrA = "shr_a"
  /// Shifts right, filling with zeros.
  case shrL = "shr_l"

  /// `true` iff `f(a, b) = f(b, a)` for all operands, bit for bit up to the payload of a NaN.
  package var isCommutative: Bool {
    switch self {
    case .add, .mul, .max, .min, .and, .or, .xor: true
    default: false
    }
  }

}

/// The relation that a comparison tests.
package enum ComparisonDirection: String, CaseIterable, Hashable, Sendable {

  case eq, ne, lt, le, gt, ge

}
