import Scalars

/// Bessel functions, computed in f64.
extension RealFormula {

  /// exp(-|x|) I₁(x), with I₁ the modified Bessel function of first kind and order one: up to 3 by its
  /// Taylor series, up to 8, x times a smooth function of x, then one of 1/x divided by √|x| (as in
  /// Cephes, `i1.c`).
  static let scaledBesselI1 = RealFormula(operands: 1, in: .f64) { (operands, _) in
    let x = operands[0]
    let a = x.magnitude
    // The power keeps the smooth function of one size.
    let scale = (a + 2) * (a + 2).sqrt
    let near = (a * 0.5) * (Real.polynomial(a * a * 0.25, besselTaylor) * (-a).exp)
    let middle = a * Real.chebyshev(a * 0.25 - 1, besselNear) / scale
    let large = Real.chebyshev(16 / a - 1, besselFar) / a.sqrt
    return Real(a .< 3, near, else: Real(a .< 8, middle, else: large)).withSign(of: x)
  }

  /// 1 / (k! (k + 1)!), the Taylor coefficients of 2 I₁(x) / x by powers of x² / 4.
  private static let besselTaylor: [Double] = {
    var c = [1.0]
    for k in 1...14 { c.append(c[k - 1] / Double(k * (k + 1))) }
    return c
  }()

  /// The Chebyshev coefficients of exp(-x) I₁(x) (x + 2)^1.5 / x for x in 0 ... 8.
  private static let besselNear: [Double] = [
    0.8045894341229134, -0.3929801598891209, 0.16014768317085787, -0.051690468140390404,
    0.010586241666853582, 0.0009379467823442442, -0.0023427757995248943, 0.001480762580947602,
    -0.0006709816238887351, 0.0002475150382241008, -7.674285384218571e-05, 1.977699464453659e-05,
    -3.903995679687237e-06, 3.6283386186474166e-07, 1.494133502660953e-07, -1.1523027361761207e-07,
    5.1291891019944935e-08, -1.885056168269105e-08, 6.269168552162488e-09, -1.9697431444517477e-09,
    6.006156537956685e-10, -1.8114835854142625e-10, 5.477708178273672e-11, -1.6752334338212943e-11,
    5.2048279475345314e-12, -1.6447781624765854e-12, 5.281902127611189e-13, -1.720457179473578e-13,
    5.672366787715807e-14, -1.889424110325102e-14, 6.348311792393912e-15, -2.1488684973863757e-15,
    7.320817026576645e-16, -2.5082543192350643e-16, 8.637258744384712e-17, -2.9877989857689896e-17,
    1.0377988002287565e-17,
  ]

  /// The Chebyshev coefficients of exp(-x) I₁(x) √x for 16/x in 0 ... 2.
  private static let besselFar: [Double] = [
    0.38928811750914005, -0.009761097491361469, -0.00011058893876262371, -3.882564808877691e-06,
    -2.512236237870209e-07, -2.6314688468895196e-08, -3.835380385964237e-09,
    -5.589743462196584e-10, -1.8974958123505413e-11, 3.2526035830154884e-11,
    1.4125807436613782e-11, 2.0356285441470896e-12, -7.198551776245908e-13,
    -4.0835511110921974e-13, -2.1015418427726643e-14, 4.272440016711951e-14,
    1.0420276984128802e-14, -3.8144030724370075e-15, -1.8803547755107825e-15,
    3.3082023109209285e-16, 2.96262899764595e-16, -3.209525921993424e-17, -4.650305368489358e-17,
    4.414348323071704e-18, 7.517296310842111e-18,
  ]

}
