import Scalars

/// The gamma function's logarithm and its derivative for negative numbers.
///
/// Between any two poles both have zeros, near which their terms cancel; there the terms have twice
/// the digits.
extension RealFormula {

  /// log |Γ(x)| for negative x, of which `value` is log Γ(1 - x).
  static func reflectedLogGamma(_ x: Real, _ value: Real, _ type: ElementType) -> Real {
    let n = -x.nearestInteger
    let distance = x + n
    let far =
      type == .f64
      ? farLogGamma(x, distance) : logPi - (pi * distance).sin.magnitude.log - value
    let product =
      type == .f64
      ? gammaDivisor(distance, n).magnitude : WideReal(singleDivisor(distance, n).magnitude)
    // Near 1 the logarithm is one of the excess, which has more digits.
    let isNear = (product.high .> 0.5) .& (product.high .< 2)
    let excess = (product.high - 1) + product.low
    let near = -Real(isNear, excess.log1p, else: product.high.log)
    return Real(n .< Real(Double(poles)), near, else: far)
  }

  /// 1 / Γ(d - n) for n < `poles`: d (d - 1) (d - 2) … (d - n) / Γ(1 + d), up to its sign.
  private static func gammaDivisor(_ d: Real, _ n: Real) -> WideReal {
    var product = WideReal.polynomial(WideReal(d), reciprocalGamma, exactCount: 20) * d
    for k in 1..<poles {
      let k = Real(Double(k))
      product = WideReal(n .< k, product, else: product * WideReal.sum(k, -d))
    }
    return product
  }

  /// The same in single numbers, which are enough for f32.
  private static func singleDivisor(_ d: Real, _ n: Real) -> Real {
    var product = Real.polynomial(d, reciprocalGamma.map(\.high)) * d
    for k in 1..<poles {
      let k = Real(Double(k))
      product = Real(n .< k, product, else: product * (k - d))
    }
    return product
  }

  /// log |Γ(x)| farther from zero, by the reflection formula with the digits that cancel.
  private static func farLogGamma(_ x: Real, _ distance: Real) -> Real {
    // There are poles only, farther away.
    let gamma = stirlingLogGamma(WideReal.sum(1, -Real.max(x, Real(-0x1p60))))
    let sine = (WideReal(.pi) * distance).sineAndCosine(.some).sine.magnitude
    let logPi = WideReal(WideConstant(1.1447298858494002, 1.0265951162707826e-17))
    let value = logPi - sine.logarithm(.some) - gamma
    return Real(distance .== 0, Real(.infinity), else: value.high)
  }

  /// log Γ(p) by Stirling's series, for p from 18 on.
  static func stirlingLogGamma(_ p: WideReal) -> WideReal {
    // log √(2π) - 1/2
    let constant = WideReal(WideConstant(0.4189385332046727, 1.6728209650585413e-17))
    return (p + -0.5) * (p.logarithm(.some) + -1) + (constant + stirlingSeries(p.high))
  }

  /// ψ(x) = ψ(1 - x) - π cot πx for negative x, of which `value` is ψ(1 - x).
  static func reflectedDigamma(_ x: Real, _ value: Real, _ type: ElementType) -> Real {
    let distance = x - x.nearestInteger
    if type != .f64 {
      let angle = pi * distance
      return value - pi * angle.cos / angle.sin
    }
    let p = WideReal.sum(1, -Real.max(x, Real(-0x1p60)))
    let isMiddle = p.high .< 10
    var sum = WideReal(0)
    for k in (0..<10).reversed() { sum = sum + WideReal(1) / (p + Real(Double(k))) }
    let q = WideReal(isMiddle, p + 10, else: p)
    let gamma = q.logarithm(.some) - WideReal(0.5) / q + digammaTail(q.high)
    let (sine, cosine) = (WideReal(.pi) * distance).sineAndCosine(.some)
    let cotangent = WideReal(.pi) * cosine / sine
    return (gamma - WideReal(isMiddle, sum, else: WideReal(0)) - cotangent).high
  }

  private static let pi: Real = 3.141592653589793

  private static let logPi: Real = 1.1447298858494002

  /// From this pole on, the numbers of f64 are not close enough to a pole for the function to have a
  /// zero there.
  private static let poles = 18

  /// The Taylor coefficients of 1 / Γ(1 + x), enough of them for |x| <= 1/2.
  private static let reciprocalGamma: [WideConstant] = [
    WideConstant(1.0, 0.0),
    WideConstant(0.5772156649015329, -4.942915152430645e-18),
    WideConstant(-0.6558780715202539, 2.137185197068536e-17),
    WideConstant(-0.04200263503409524, 1.4920306285650505e-18),
    WideConstant(0.16653861138229148, 1.0189144546842026e-17),
    WideConstant(-0.04219773455554433, -3.3579992682480134e-18),
    WideConstant(-0.009621971527876973, -5.300031368830263e-19),
    WideConstant(0.0072189432466631, -3.6006537063394283e-19),
    WideConstant(-0.0011651675918590652, 5.659947853880981e-20),
    WideConstant(-0.00021524167411495098, 2.3758686180729364e-21),
    WideConstant(0.0001280502823881162, -9.359124499198967e-21),
    WideConstant(-2.013485478078824e-05, 3.0488773972037385e-23),
    WideConstant(-1.2504934821426706e-06, -2.66214092271898e-23),
    WideConstant(1.133027231981696e-06, -4.622235212104869e-23),
    WideConstant(-2.056338416977607e-07, -3.0061601618645134e-24),
    WideConstant(6.116095104481416e-09, -2.693458298171306e-25),
    WideConstant(5.002007644469223e-09, -1.538123614056751e-26),
    WideConstant(-1.18127457048702e-09, -1.0052356155716208e-25),
    WideConstant(1.0434267116911005e-10, -2.9298419956825035e-27),
    WideConstant(7.782263439905071e-12, 4.397255556595848e-28),
    WideConstant(-3.696805618642206e-12, 0),
    WideConstant(5.100370287454476e-13, 0),
    WideConstant(-2.0583260535665066e-14, 0),
    WideConstant(-5.348122539423018e-15, 0),
    WideConstant(1.2267786282382608e-15, 0),
    WideConstant(-1.1812593016974588e-16, 0),
    WideConstant(1.1866922547516004e-18, 0),
    WideConstant(1.4123806553180319e-18, 0),
    WideConstant(-2.29874568443537e-19, 0),
    WideConstant(1.7144063219273374e-20, 0),
    WideConstant(1.337351730493693e-22, 0),
    WideConstant(-2.0542335517666728e-22, 0),
    WideConstant(2.736030048608e-23, 0),
  ]

}
