import Scalars

/// The zeta function and the derivatives of the logarithm of the gamma function, computed in f64.
extension RealFormula {

  /// Σ (q + k)^-x over k = 0, 1, …
  static let zeta = RealFormula(operands: 2, in: .f64) { zeta($0[0], $0[1], $1) }

  /// The derivative number n + 1 of log Γ(x): (-1)ⁿ⁺¹ n! ζ(n + 1, x).
  static let polygamma = RealFormula(operands: 2, in: .f64) { (operands, type) in
    let (n, x) = (operands[0], operands[1])
    let isEven = (n * 0.5).floor * 2 .== n
    let size = factorial(n, type) * zeta(n + 1, x, type)
    let value = Real(n .== 0, digamma(x, type), else: Real(isEven, -size, else: size))
    return Real(n .< 0 .| isFractional(n), Real(.nan), else: value)
  }

  private static func isFractional(_ x: Real) -> Truth { x.floor .< x }

  /// n! of a whole number that is not negative.
  private static func factorial(_ n: Real, _ type: ElementType) -> Real {
    if type != .f64 { return logGamma(n + 1, type).exp }
    var product: Real = 1
    for k in 2...20 { product = product * Real(n .< Real(Double(k)), 1, else: Real(Double(k))) }
    let logarithm = stirlingLogGamma(WideReal(Real(.min, Real.max(n, 20), 1e6) + 1))
    let e = logarithm.high.exp
    return Real(n .<= 20, product, else: e + e * logarithm.low)
  }

  /// For negative q, ζ(x, q) is the sum of its terms on both sides of the pole that is next to q:
  /// with q = d - n, it is d^-x + ζ(x, 1 + d) + (-1)ˣ (ζ(x, 1 - d) - ζ(x, 1 - q)).
  private static func zeta(_ x: Real, _ q: Real, _ type: ElementType) -> Real {
    let isNegative = q .< 0
    let d = q - q.nearestInteger
    let start = WideReal(isNegative, WideReal.sum(1, d), else: WideReal(q))
    let sum = positiveZeta(x, start, type)
    let others =
      positiveZeta(x, WideReal.sum(1, -d), type) - positiveZeta(x, WideReal.sum(1, -q), type)
    let isEven = (x * 0.5).floor * 2 .== x
    let negative = (sum + Real(isEven, others, else: -others)) + d.power(-x)
    let isPole = q .<= 0 .& q.floor .== q
    let result = Real(
      isPole, Real(.infinity), else: Real(isNegative, negative, else: sum))
    // Of negative numbers there are only powers with whole exponents.
    let isUndefined = x .< 1 .| (isNegative .& isFractional(x))
    return Real(isUndefined, Real(.nan), else: Real(x .== 1, Real(.infinity), else: result))
  }

  /// The Euler-Maclaurin formula: the first ten terms, the integral of the others, and corrections.
  private static func positiveZeta(_ x: Real, _ q: WideReal, _ type: ElementType) -> Real {
    // What a sum has lost changes its power by x times as much.
    func term(_ k: Int) -> Real {
      if type != .f64 { return (q.high + Real(Double(k))).power(-x) }
      let base = q + Real(Double(k))
      let power = base.high.power(-x)
      let change = Real(x .< Real(0x1p30), x * (base.low / base.high), else: 0)
      return Real(power .< Real(.infinity), power - power * change, else: power)
    }
    let a = q.high + 10
    let last = term(10)
    var corrections: Real = 0
    var factor = x * last / a
    for (j, c) in bernoulliQuotients.enumerated() {
      corrections = corrections + factor * Real(c)
      let k = Double(2 * j + 1)
      factor = factor * (x + Real(k)) * (x + Real(k + 1)) / (a * a)
    }
    let integral = WideReal(last) * (q + 10) / WideReal(x - 1)
    var sum = integral + (corrections + 0.5 * last)
    for k in (0..<10).reversed() { sum = sum + term(k) }
    return sum.high
  }

  /// B₂ₖ / (2k)!: 1/12, -1/720, 1/30240, …
  private static let bernoulliQuotients: [Double] = [
    0.08333333333333333, -0.001388888888888889, 3.306878306878307e-05, -8.267195767195768e-07,
    2.08767569878681e-08, -5.284190138687493e-10, 1.3382536530684679e-11, -3.3896802963225827e-13,
  ]

}
