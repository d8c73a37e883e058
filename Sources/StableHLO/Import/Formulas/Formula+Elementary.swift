import Scalars

/// Inverse trigonometric and hyperbolic functions. All keep the sign of zero.
extension Formula {

  /// 2 atan(x / (1 + √(1 - x²))), with 1 - x² as a product, which is exact near 1.
  static let arcSine = Formula { (x, _) in
    let root = ((1 - x) * (1 + x)).squareRoot
    return 2 * Term.angle(x: 1 + root, y: x)
  }

  /// 2 atan(√(1 - x) / √(1 + x)), which is accurate at both ends (Kahan, "Branch Cuts for Complex
  /// Elementary Functions").
  static let arcCosine = Formula { (x, _) in
    2 * Term.angle(x: (1 + x).squareRoot, y: (1 - x).squareRoot)
  }

  /// The angle of the point (1, x).
  static let arcTangent = Formula { (x, _) in Term.angle(x: 1, y: x) }

  /// (e - 1/e) / 2 for e = exp(x), of e - 1 for small x, where they cancel.
  static let hyperbolicSine = Formula { (x, type) in
    let a = x.magnitude
    let m = a.expMinusOne
    let small = (m + m / (m + 1)) * 0.5
    let (half, inverse) = halfExponential(a, type)
    return x.sign * (a < 1).select(small, half - inverse)
  }

  /// (e + 1/e) / 2 for e = exp(x).
  static let hyperbolicCosine = Formula { (x, type) in
    let (half, inverse) = halfExponential(x.magnitude, type)
    return half + inverse
  }

  /// log(a + √(a² + 1)), for small a by the excess over 1.
  static let inverseHyperbolicSine = Formula { (x, _) in
    let a = x.magnitude
    let square = a * a
    let small = (a + square / (1 + (square + 1).squareRoot)).logOnePlus
    return x.sign * (a < large).select(small, a.log + logTwo)
  }

  /// log(x + √(x² - 1)), by the excesses over 1; NaN below 1.
  static let inverseHyperbolicCosine = Formula { (x, _) in
    let t = x - 1
    let small = (t + (t * (t + 2)).squareRoot).logOnePlus
    let result = (x < large).select(small, x.log + logTwo)
    return (x < 1).select(Term(.nan), result)
  }

  /// log((1 + x) / (1 - x)) / 2; the two logarithms have opposite signs.
  static let inverseHyperbolicTangent = Formula { (x, _) in
    (x.logOnePlus - (-x).logOnePlus) * 0.5
  }

  /// Where a² + 1 is a² in all types, but does not overflow.
  private static let large: Term = 1e9

  private static let logTwo: Term = 0.693147180559945309

  /// Returns exp(a) / 2 and exp(-a) / 2 for a ≥ 0; the first does not overflow before it has to.
  private static func halfExponential(_ a: Term, _ type: ElementType) -> (Term, Term) {
    // Near the limit, exp(a - c) exp(c) / 2, where a - c is exact.
    let c = type == .f64 ? 709.0 : 88.0
    let half = type == .f64 ? 4.109203730777486e307 : 8.258181274970009e37
    let isNearLimit = a > Term(c)
    let e = isNearLimit.select(a - Term(c), a).exp
    return (e * isNearLimit.select(Term(half), 0.5), 0.5 / a.exp)
  }

}
