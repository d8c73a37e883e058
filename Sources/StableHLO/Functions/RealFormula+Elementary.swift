import Scalars

/// Inverse trigonometric and hyperbolic functions. All keep the sign of zero.
extension RealFormula {

  /// 2 atan(x / (1 + √(1 - x²))), with 1 - x² as a product, which is exact near 1.
  static let arcSine = RealFormula { (x, _) in
    let root = ((1 - x) * (1 + x)).sqrt
    return 2 * Real.atan2(x, 1 + root)
  }

  /// 2 atan(√(1 - x) / √(1 + x)), which is accurate at both ends (Kahan, "Branch Cuts for Complex
  /// Elementary Functions").
  static let arcCosine = RealFormula { (x, _) in
    2 * Real.atan2((1 - x).sqrt, (1 + x).sqrt)
  }

  /// The angle of the point (1, x).
  static let arcTangent = RealFormula { (x, _) in Real.atan2(x, 1) }

  /// (e - 1/e) / 2 for e = exp(x), of e - 1 for small x, where they cancel.
  static let hyperbolicSine = RealFormula { (x, type) in
    let a = x.magnitude
    let m = a.expm1
    let small = (m + m / (m + 1)) * 0.5
    let (half, inverse) = halfExponential(a, type)
    return Real(a .< 1, small, else: half - inverse).withSign(of: x)
  }

  /// (e + 1/e) / 2 for e = exp(x).
  static let hyperbolicCosine = RealFormula { (x, type) in
    let (half, inverse) = halfExponential(x.magnitude, type)
    return half + inverse
  }

  /// log(a + √(a² + 1)), for small a by the excess over 1.
  static let inverseHyperbolicSine = RealFormula { (x, _) in
    let a = x.magnitude
    let square = a * a
    let small = (a + square / (1 + (square + 1).sqrt)).log1p
    return Real(a .< large, small, else: a.log + logTwo).withSign(of: x)
  }

  /// log(x + √(x² - 1)), by the excesses over 1; NaN below 1.
  static let inverseHyperbolicCosine = RealFormula { (x, _) in
    let t = x - 1
    let small = (t + (t * (t + 2)).sqrt).log1p
    let result = Real(x .< large, small, else: x.log + logTwo)
    return Real(x .< 1, Real(.nan), else: result)
  }

  /// log((1 + x) / (1 - x)) / 2; the two logarithms have opposite signs.
  static let inverseHyperbolicTangent = RealFormula { (x, _) in
    (x.log1p - (-x).log1p) * 0.5
  }

  /// Where a² + 1 is a² in all types, but does not overflow.
  private static let large: Real = 1e9

  private static let logTwo: Real = 0.693147180559945309

  /// Returns exp(a) / 2 and exp(-a) / 2 for a ≥ 0; the first does not overflow before it has to.
  private static func halfExponential(_ a: Real, _ type: ElementType) -> (Real, Real) {
    // Near the limit, exp(a - c) exp(c) / 2, where a - c is exact.
    let c = type == .f64 ? 709.0 : 88.0
    let half = type == .f64 ? 4.109203730777486e307 : 8.258181274970009e37
    let isNearLimit = a .> Real(c)
    let e = Real(isNearLimit, a - Real(c), else: a).exp
    return (e * Real(isNearLimit, Real(half), else: 0.5), 0.5 / a.exp)
  }

}
