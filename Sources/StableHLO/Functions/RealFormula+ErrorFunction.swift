import Scalars

/// The complement of the error function and the inverse of that function, which is computed in f64.
///
/// The coefficients of all Chebyshev series of this and the other files were computed with 50 digits
/// from values at Chebyshev points.
extension RealFormula {

  /// 1 - erf(x) for small x, exp(-x²) times a smooth function beyond, 2 - erfc(-x) for negative x.
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
    let far = scaledTail(a, in: .f64) { (u) in
      let (first, t) = (Real(scaledComplement[0]), (u - 3.75) / (u + 3.75))
      return lastSum(first, Real.chebyshev(t, [0] + scaledComplement.dropFirst()))
    }
    let vanishing = Real(a .> 28, 0, else: far)
    let positive = Real(x .< 0, 2 - vanishing, else: vanishing)
    return Real(a .< half, 1 - x.erf, else: positive)
  }

  /// The same in single precision.
  private static func singleComplement(_ x: Real) -> Real {
    let a = x.magnitude
    let far = scaledTail(a, in: .f32) { (u) in
      let t = (u - 2) / (u + 2)
      let rest = t * Real.polynomial(t, Array(singleScaledComplement.dropFirst()))
      return lastSum(Real(singleScaledComplement[0]), rest)
    }
    let vanishing = Real(a .> 11, 0, else: far)
    let near = 1 - x * Real.polynomial(x * x, singleError)
    return Real(a .< half, near, else: Real(x .< 0, 2 - vanishing, else: vanishing))
  }

  /// Where erfc is little more than 1/2: beyond, its last digits are half as large.
  private static let half: Real = 0.476

  /// a + b and what that lacks, where `a` is the larger one.
  private static func lastSum(_ a: Real, _ b: Real) -> (value: Real, error: Real) {
    let sum = a + b
    return (sum, (a - sum) + b)
  }

  /// erfc(a) for a >= 0.476, of a function of a that is g(a) = (1 + 2a) exp(a²) erfc(a) (M. Shepherd
  /// and J. Laframboise, "Chebyshev Approximation of (1 + 2x)exp(x²)erfc x"), and what that lacks.
  ///
  /// It is computed for the upper half u of the digits of a, of which sums and squares are exact,
  /// and corrected by a few terms of the Taylor series: of the exponential function of
  /// d = u² - a², and of y = exp(u²) erfc(u), for which y' = 2uy - 2/√π and y'' = 2y + 2uy'.
  private static func scaledTail(
    _ a: Real, in type: ElementType, _ function: (Real) -> (value: Real, error: Real)
  ) -> Real {
    let u = a.upperHalf(of: type)
    let h = a - u
    let g = function(u)
    let y = g.value / (1 + 2 * u)
    let slope = 2 * u * y - 1.1283791670955126
    // The values are from 1.13 to 1.28, which makes their reciprocals nearly one number.
    // In f32, the second derivative counts for a quarter of a unit only.
    let linear = type == .f32 ? slope : slope + h * (y + u * slope)
    let step = h * linear + y * (g.error * 0.83)
    let d = h * (u + a)
    // In f32, |d| is up to 0.04; most of the fourth term is in the second one.
    let second: Real = type == .f32 ? 0.5000667 : 0.5
    let growth = d * (d * (second - d * (1 / 6.0)) - 1)
    let e = (-(u * u)).exp
    return e * y + e * (step + growth * (y + step))
  }

  /// The coefficients of the polynomial of (a - 2) / (a + 2) with the least relative error from
  /// (1 + 2a) exp(a²) erfc(a) for 0.47 <= a <= 10.2.
  private static let singleScaledComplement: [Double] = [
    1.27697839, -0.092763767, -0.166030925, 0.164048926, -0.0542096883, -0.00800823792,
    0.0086514548, 0.00115845126, -0.00125392982, -0.000243163497,
  ]

  /// The coefficients of the polynomial of x² with the least error from erf(x) / x up to 0.476.
  private static let singleError: [Double] = [
    1.12837916, -0.376125942, 0.112826822, -0.0267534969, 0.00471873144,
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
