import Scalars

/// How far two tensors may be apart where they are said to be the same.
///
/// Integers and truth values are compared exactly in any case. A NaN is the same as any NaN, an
/// infinity only as itself.
package enum Tolerance: Hashable, Sendable {

  /// The same bits, so that -0 is not 0.
  case exact

  /// Finite elements a and b are the same iff |a - b| <= t · max(1, |b|), where b is the expected
  /// one: an absolute error for what is small and a relative one for what is large.
  case within(Double)

  /// What different ways of executing a program must reach.
  ///
  /// Finite elements a and b are the same iff |a - b| <= 2⁻ᵏ · max(s, m), where s is the largest
  /// magnitude of the finite elements of the tensor to compare with, m the smallest normal number of
  /// the type, and k depends on the type:
  ///
  /// | type | precision in bits | k  | distance at s |
  /// |------|-------------------|----|---------------|
  /// | f64  | 53                | 45 | 2.8e-14       |
  /// | f32  | 24                | 16 | 1.5e-5        |
  /// | f16  | 11                | 8  | 3.9e-3        |
  /// | bf16 | 8                 | 5  | 3.1e-2        |
  ///
  /// Back ends differ in the order in which the terms of sums are added and in the last bits of
  /// functions such as the exponential one. Both grow with the magnitude of what is computed, which
  /// is why small elements of a tensor with large ones are held to the large ones. The wide types
  /// get eight bits, so that sums of many thousand terms agree; the narrow ones, whose sums are
  /// computed in f32, get three.
  case agreement

  /// The number k of `agreement` for elements of type `type`, which is a float.
  static func agreementExponent(_ type: ElementType) -> Int {
    switch type {
    case .f64: 45
    case .f16: 8
    case .bf16: 5
    default: 16
    }
  }

  /// The smallest positive normal number of `type`, which is a float.
  private static func leastNormalMagnitude(_ type: ElementType) -> Double {
    switch type {
    case .f64: Double.leastNormalMagnitude
    case .f16: Double(Float16.leastNormalMagnitude)
    default: Double(Float.leastNormalMagnitude)
    }
  }

  /// Returns whether finite elements of type `type` are the same, given the expected one and the
  /// largest magnitude `scale` of those to compare with.
  func allows(
    _ actual: Double, _ expected: Double, type: ElementType, scale: Double
  ) -> Bool {
    // The difference of numbers of opposite signs can overflow; then it is too large anyhow.
    let distance = (actual - expected).magnitude
    switch self {
    case .exact:
      return actual == expected && actual.sign == expected.sign
    case .within(let t):
      return distance <= t * max(1, expected.magnitude)
    case .agreement:
      let k = Self.agreementExponent(type)
      let unit = max(scale, Self.leastNormalMagnitude(type))
      return distance <= unit * Double(sign: .plus, exponent: -k, significand: 1)
    }
  }

}
