extension ComplexFunctions {

  /// eˣ cos y + eˣ sin y i (C99, 7.3.7.1 and annex G.6.3.1).
  ///
  /// eˣ is split in two factors where it is close to the largest number, since the product need not
  /// be.
  func exp(_ z: Complex) -> Complex {
    let (x, y) = (z.real, z.imaginary)
    let split = splitExponent(x)
    let e = split.exponent.exp
    let real = e * y.cos * split.factor
    let imaginary = e * y.sin * split.factor
    let isUndirected = .!y.isFinite
    let isVanishing = (x .== Real(-.infinity)) .& isUndirected
    let isUnbounded = (x .== Real(.infinity)) .& isUndirected
    return Complex(
      Real(isVanishing, 0, else: Real(isUnbounded, Real(.infinity), else: real)),
      Real(y .== 0, y, else: Real(isVanishing, 0, else: imaginary)))
  }

  /// The exponent of which a power of e is finite, and what that is to be multiplied by.
  private func splitExponent(_ x: Real) -> (exponent: Real, factor: Real) {
    if isWidened { return (x, 1) }
    let isLarge = x .> 700
    return (Real(isLarge, x - 32, else: x), Real(isLarge, Real(7.8962960182680695e13), else: 1))
  }

  /// eᶻ - 1: the real part is expm1(x) cos y - 2 sin²(y/2), whose terms have no errors from the
  /// subtraction of 1. They may still cancel where |eᶻ| cos y is near 1 and y is not small.
  func expm1(_ z: Complex) -> Complex {
    let (x, y) = (z.real, z.imaginary)
    let e = exp(z)
    let half = (y * 0.5).sin
    let near = x.expm1 * y.cos - half.squared * 2
    return Complex(Real(x .> 40, e.real, else: near), e.imaginary)
  }

  /// 1 / (1 + e⁻ᶻ).
  ///
  /// With q = e^-|x|, the square of |1 + q e^iy| is (1 - q)² + 4q cos²(y/2), a sum of positive terms,
  /// and so is 1 + q cos y = (1 - q) + 2q cos²(y/2).
  func logistic(_ z: Complex) -> Complex {
    let (x, y) = (z.real, z.imaginary)
    let q = (-x.magnitude).exp
    let d = (-x.magnitude).expm1
    let c = (y * 0.5).cos.squared * 2
    let square = d.squared + (q * c) * 2
    let right = (q * c - d) / square
    // Of the two ways to write q + cos y, the one with the smaller terms, which may cancel.
    let left = q * Real(q .< 0.5, q + y.cos, else: d + c) / square
    return Complex(Real(x.isNegative, left, else: right), q * y.sin / square)
  }

  /// The hyperbolic functions of `x`, each to be multiplied by the factor.
  ///
  /// With u = e^|x| - 1, they are (u + 1 ± 1/(u + 1)) / 2, and the sine is (u + u/(u + 1)) / 2, which
  /// is accurate near zero.
  func hyperbolic(_ x: Real) -> (sine: Real, cosine: Real, factor: Real) {
    let split = splitExponent(x.magnitude)
    let u = split.exponent.expm1
    let e = u + 1
    let isLarge = u .> Real(0x1p60)
    let sine = Real(isLarge, u, else: u + u / e) * 0.5
    let cosine = (e + Real(1) / e) * 0.5
    return (sine.withSign(of: x), cosine, split.factor)
  }

  /// sinh x cos y + cosh x sin y i (C99, annex G.6.2.5).
  func sinh(_ z: Complex) -> Complex {
    let h = hyperbolic(z.real)
    return Complex(
      vanishingProduct(h.sine, z.imaginary.cos) * h.factor,
      vanishingProduct(h.cosine, z.imaginary.sin) * h.factor)
  }

  /// cosh x cos y + sinh x sin y i (C99, annex G.6.2.4).
  func cosh(_ z: Complex) -> Complex {
    let h = hyperbolic(z.real)
    return Complex(
      h.cosine * z.imaginary.cos * h.factor,
      vanishingProduct(h.sine, z.imaginary.sin) * h.factor)
  }

  /// The product, where zero times anything is zero.
  private func vanishingProduct(_ a: Real, _ b: Real) -> Real {
    let zero = Real(0).withSign(of: a)
    let signed = Real(b.isNegative, -zero, else: zero)
    return Real((a .== 0) .| (b .== 0), signed, else: a * b)
  }

  /// The hyperbolic tangent: with d = sinh² x + cos² y, sinh x cosh x / d + sin y cos y / d i.
  ///
  /// Both terms of d are positive. Where |x| is large, the real part is ±1 and the imaginary one
  /// 4 sin y cos y e^-2|x| (W. Kahan, "Branch cuts for complex elementary functions", 1987).
  func tanh(_ z: Complex) -> Complex {
    let (x, y) = (z.real, z.imaginary)
    let isLarge = x.magnitude .> 22
    let h = hyperbolic(Real(isLarge, 0, else: x))
    let (s, c) = (y.sin, y.cos)
    let d = h.sine.squared + c.squared
    let near = Complex(h.sine * h.cosine / d, s * c / d)
    // An infinite imaginary part has no sine.
    let product = Real(y.isInfinite .& x.isInfinite, 0, else: s * c)
    let far = Complex(
      Real(1).withSign(of: x), product * 4 * (x.magnitude * -2).exp)
    return Complex(isLarge, far, else: near)
  }

}
