import Scalars

/// The complement of the error function and the inverse of that function, which is computed in f64.
///
/// The coefficients of all Chebyshev series of this and the other files were computed with 50 digits
/// from values at Chebyshev points.
extension RealFormula {

  /// 1 - erf(x) up to 1/2, exp(-x²) times a smooth function beyond, 2 - erfc(-x) for negative x.
  static let errorComplement = RealFormula { (x, type) in
    type == .f64 ? complement(x) : singleComplement(x)
  }

  /// An approximation y₀ of 8 digits, improved by one step of Halley's method for erf(y) = x, or for
  /// erfc(y) = 1 - x from 1/2 on, where that difference is exact.
  ///
  /// As in M. Giles, "Approximating the erfinv Function", y₀ / x is a polynomial of
  /// w = -log(1 - x²), or of √w from 5 on. The coefficients are a least-squares fit.
  static let errorInverse = RealFormula(operands: 1, in: .f64) { (operands, _) in
    let x = operands[0]
    let a = x.magnitude
    let w = -((1 - a) * (1 + a)).log
    let central = Real.polynomial((-(a * a)).log1p * -1 - 2.5, inverseCentral)
    let tail = Real.polynomial(w.sqrt - 4, inverseTail)
    let y = a * Real(w .< 5, central, else: tail)
    let excess = Real(a .< 0.5, y.erf - a, else: (1 - a) - complement(y))
    // 2/√π is the slope at 0.
    let step = excess / (1.1283791670955126 * (-(y * y)).exp)
    let improved = y - step / (1 + y * step)
    let finite = Real(a .== 1, Real(.infinity), else: improved)
    return Real(a .== 0, a, else: finite).withSign(of: x)
  }

  private static func complement(_ x: Real) -> Real {
    let a = x.magnitude
    // (1 + 2a) exp(a²) erfc(a) as a function of (a - k) / (a + k) (M. Shepherd and J. Laframboise,
    // "Chebyshev Approximation of (1 + 2x)exp(x²)erfc x").
    let series = Real.chebyshev((a - 3.75) / (a + 3.75), scaledComplement) / (1 + 2 * a)
    // The square of the upper part is exact, so that nothing is lost where it is large.
    let upper = a.upperHalf(of: .f64)
    let factor = (-(upper * upper)).exp * ((upper - a) * (upper + a)).exp
    let far = Real(a .> 28, 0, else: factor * series)
    let positive = Real(x .< 0, 2 - far, else: far)
    return Real(a .< 0.5, 1 - x.erf, else: positive)
  }

  /// The same in single precision, within five units of the last place.
  private static func singleComplement(_ x: Real) -> Real {
    let a = x.magnitude
    let series = Real.polynomial((a - 2) / (a + 2), singleScaledComplement) / (1 + 2 * a)
    let upper = a.upperHalf(of: .f32)
    // d is so small that four terms of exp(d) are enough.
    let d = (upper - a) * (upper + a)
    let positive = (-(upper * upper)).exp * series
    let corrected = positive + positive * (d + d * d * (0.5 + d * (1 / 6)))
    let far = Real(a .> 11, 0, else: corrected)
    let near = 1 - x * Real.polynomial(x * x, errorTaylor)
    return Real(a .< 0.5, near, else: Real(x .< 0, 2 - far, else: far))
  }

  /// The coefficients of a polynomial that goes through (1 + 2a) exp(a²) erfc(a) at the Chebyshev
  /// points of (a - 2) / (a + 2) for 0 <= a <= 10.2.
  private static let singleScaledComplement: [Double] = [
    1.27697838, -0.0927639632, -0.166030434, 0.164055199, -0.0542138765, -0.00806206843,
    0.00866199835, 0.00132876772, -0.00126063436, -0.000422515472,
  ]

  /// The Taylor coefficients of erf(x) / x, by powers of x²: 2/√π (-1)ⁿ / (n! (2n + 1)).
  private static let errorTaylor: [Double] = [
    1.1283791670955126, -0.37612638903183754, 0.11283791670955126, -0.026866170645131252,
    0.005223977625442188, -0.0008548327023450853, 0.00012055332981789664,
  ]

  /// The Chebyshev coefficients of `complement`.
  private static let scaledComplement: [Double] = [
    1.1775789345674017, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189,
    -0.026658668435305753, 0.009074997670705265, -0.002413163540417608, 0.0004907758365258086,
    -6.916973302501207e-05, 4.13902798607301e-06, 7.74038306619849e-07, -2.1886401049234397e-07,
    1.076499946567091e-08, 4.521959811218287e-09, -7.754400208831351e-10, -6.318088340886684e-11,
    2.86879501093067e-11, 1.9455868545777347e-13, -9.65469674843344e-13, 3.25254814814874e-14,
    3.3478119482868056e-14, -1.864562880419313e-15, -1.2507950530688648e-15, 7.418235256624044e-17,
    5.0681489047961116e-17,
  ]

  private static let inverseCentral = [
    1.50140935155, 0.246640276777, -0.00417732327754, -0.00125270804869, 0.000218261542826,
    -4.9959195773e-06, -3.42499135423e-06, 4.78661153986e-07, 1.62497783167e-08,
    -1.08573766636e-08, 4.51591623389e-10, 1.23222844821e-10,
  ]

  private static let inverseTail = [
    3.83978380561, 1.00949319671, 0.00125959981292, -0.000868312889243, 0.000322103224435,
    -0.000120236293245, 5.38856782689e-05, -2.89194026703e-05, 1.96498923991e-05,
    -1.16575692468e-05, 3.11431580484e-06, 6.37579688322e-07, -5.64323790471e-07,
    9.19070819253e-08,
  ]

}
