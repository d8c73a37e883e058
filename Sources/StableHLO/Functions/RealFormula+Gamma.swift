import Scalars

/// The logarithm of the gamma function and its derivative, computed in f64.
extension RealFormula {

  /// log |Γ(x)|; infinite for 0, -1, -2, …
  ///
  /// From 0 to 0.8, Γ(x) = Γ(x + 1) / x. Of other x up to 8, the value is (x - 1)(x - 2) times a smooth
  /// function, so that the zeros at 1 and 2 are exact; beyond, there is Stirling's series.
  static let logGamma = RealFormula(operands: 1, in: .f64) { logGamma($0[0], $1) }

  /// The derivative of log Γ(x); -∞ for 0, and NaN for -1, -2, …
  static let digamma = RealFormula(operands: 1, in: .f64) { digamma($0[0], $1) }

  static func logGamma(_ x: Real, _ type: ElementType) -> Real {
    let isNegative = x .< 0
    let isSmall = x .< 0.8
    let p = Real(isNegative, 1 - x, else: Real(isSmall, x + 1, else: x))
    let near = Real.chebyshev((p - 1.75) / 1.25, [0] + logGammaNear.dropFirst())
    let middle = Real.chebyshev((p - 5.5) / 2.5, [0] + logGammaMiddle.dropFirst())
    let isNear = p .< 3
    let first = Real(isNear, Real(logGammaNear[0]), else: Real(logGammaMiddle[0]))
    let quotient = WideReal.sum(first, Real(isNear, near, else: middle))
    let product =
      type == .f64
      ? (WideReal.sum(p, -2) * (p - 1) * quotient).high
      : (p - 1) * (p - 2) * quotient.high
    // log √(2π) - 1/2
    let far = (p - 0.5) * (p.log - 1) + (0.4189385332046728 + stirlingSeries(p))
    let value = Real(p .< 8, product, else: far)
    let reflected = reflectedLogGamma(x, value, type)
    let result = Real(isNegative, reflected, else: Real(isSmall, value - x.log, else: value))
    return Real(x.isInfinite, Real(.infinity), else: result)
  }

  /// What log Γ(p) has beyond (p - 1/2) (log p - 1) and a constant, for p >= 8.
  static func stirlingSeries(_ p: Real) -> Real {
    let inverse = 1 / p
    return inverse * Real.polynomial(inverse * inverse, stirling)
  }

  /// From 1 to 4 the value is the distance from the zero times a smooth function; from 10 on, the
  /// asymptotic series has all digits; in between ψ(p) = ψ(p + 10) - Σ 1/(p + k).
  static func digamma(_ x: Real, _ type: ElementType) -> Real {
    let isNegative = x .< 0
    let isSmall = x .< 1
    let p = Real(isNegative, 1 - x, else: Real(isSmall, x + 1, else: x))
    // The zero, whose last digits are in a second number.
    let distance = (p - 1.4616321449683622) - 9.549995429965697e-17
    let near = distance * Real.chebyshev((p - 2.5) / 1.5, digammaNear)
    let isMiddle = p .< 10
    var sum = 1 / p
    for k in 1..<10 { sum = sum + 1 / (p + Real(Double(k))) }
    let q = Real(isMiddle, p + 10, else: p)
    let far = q.log - (0.5 / q - digammaTail(q)) - Real(isMiddle, sum, else: 0)
    let value = Real(p .< 4, near, else: far)
    let reflected = reflectedDigamma(x, value, type)
    let isPole = x .<= 0 .& x.floor .== x
    let positive = Real(isSmall, value - 1 / x, else: value)
    let pole = Real(x .== 0, Real(-.infinity), else: Real(.nan))
    return Real(isPole, pole, else: Real(isNegative, reflected, else: positive))
  }

  /// What ψ(q) has beyond log q - 1/2q, for q >= 10.
  static func digammaTail(_ q: Real) -> Real {
    let inverse = 1 / q
    let square = inverse * inverse
    return -(square * Real.polynomial(square, digammaSeries))
  }

  /// The Chebyshev coefficients of log Γ(x) / ((x - 1)(x - 2)) for x in 0.5 ... 3.
  private static let logGammaNear: [Double] = [
    0.4969196496241282, -0.18983770295364127, 0.051642363278249136, -0.01620888582719529,
    0.005480868756901195, -0.0019373470781938534, 0.0007048910082035581, -0.00026169697337740814,
    9.861130565519249e-05, -3.7584856908988406e-05, 1.4455839828556131e-05,
    -5.6014342781194404e-06, 2.1839963102639326e-06, -8.560510993494189e-07,
    3.3707703487176757e-07, -1.3325698991082197e-07, 5.286623421759879e-08,
    -2.1039026610571943e-08, 8.396346115994458e-09, -3.3593279703588836e-09, 1.347128417758247e-09,
    -5.413413585081661e-10, 2.179523895564128e-10, -8.790476934031152e-11, 3.551107466208523e-11,
    -1.4366889879916915e-11, 5.820523962016641e-12, -2.361128116146316e-12, 9.589528652171644e-13,
    -3.8990699504056754e-13, 1.5870109734168948e-13, -6.465854220933822e-14,
    2.6367771020705008e-14, -1.0762152407586304e-14, 4.396243296659399e-15, -1.797221357503132e-15,
    7.352595459272878e-16, -3.010110271283285e-16, 1.2331372609685956e-16, -5.054910883766592e-17,
    2.073363598084663e-17, -8.509128175401906e-18,
  ]

  /// The Chebyshev coefficients of log Γ(x) / ((x - 1)(x - 2)) for x in 3 ... 8.
  private static let logGammaMiddle: [Double] = [
    0.2626004149313724, -0.06951632743088679, 0.011724889970187037, -0.002187800286651829,
    0.000432012690266737, -8.847348409965677e-05, 1.8585695822540258e-05, -3.978158069330747e-06,
    8.637967672562861e-07, -1.89689775851185e-07, 4.203633875022013e-08, -9.385223569656947e-09,
    2.108442181146846e-09, -4.761617906515214e-10, 1.0801629542261706e-10, -2.4597875065582196e-11,
    5.620321333756035e-12, -1.2879539004255436e-12, 2.9591425517693014e-13, -6.814481278943052e-14,
    1.5725173302493193e-14, -3.635498178148593e-15, 8.419015287856182e-16, -1.9526355463463916e-16,
    4.535091813384589e-17, -1.0546438456989926e-17,
  ]

  /// The Chebyshev coefficients of ψ(x) divided by the distance from its zero for x in 1 ... 4.
  private static let digammaNear: [Double] = [
    0.7655122338729132, -0.3450307614310814, 0.09673261837937891, -0.029381615202543475,
    0.009275971748958438, -0.0029908440584384805, 0.0009762729407365731, -0.0003210735465546423,
    0.00010609104681551986, -3.5160718001302153e-05, 1.1675693463872523e-05,
    -3.882055358978932e-06, 1.291833176905893e-06, -4.301241481419308e-07, 1.432659412573964e-07,
    -4.773096652203727e-08, 1.5904864607987205e-08, -5.3003968672852345e-09,
    1.7665239186047607e-09, -5.887795002881589e-10, 1.962459380835628e-10, -6.541218761986648e-11,
    2.1803359522209333e-11, -7.267628324610982e-12, 2.422507177473623e-12, -8.074943807411067e-13,
    2.691629902526481e-13, -8.97205908211213e-14, 2.990677222745956e-14, -9.968903504403523e-15,
    3.3229632036177375e-15, -1.1076533585776703e-15, 3.6921755145943193e-16,
    -1.2307246430558813e-16, 4.1024142870371667e-17, -1.3674711611339238e-17,
  ]

  /// B₂ₖ / (2k (2k - 1)), where Bₖ are the Bernoulli numbers: 1/12, -1/360, 1/1260, …
  private static let stirling: [Double] = [
    0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953,
    0.0008417508417508417, -0.0019175269175269176, 0.00641025641025641, -0.029550653594771242,
  ]

  /// B₂ₖ / 2k: 1/12, -1/120, 1/252, …
  private static let digammaSeries: [Double] = [
    0.08333333333333333, -0.008333333333333333, 0.003968253968253968, -0.004166666666666667,
    0.007575757575757576, -0.021092796092796094, 0.08333333333333333, -0.4432598039215686,
    3.0539543302701198, -26.456212121212122, 281.4601449275362,
  ]

}
