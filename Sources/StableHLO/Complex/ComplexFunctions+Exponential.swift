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

  /// eᶻ - 1: the real part is expm1(x) - 2 sin²(y/2) eˣ, whose terms have no errors from the
  /// subtraction of 1, but cancel where |eᶻ| cos y is near 1, so that they have twice the digits.
  func expm1(_ z: Complex) -> Complex {
    let (x, y) = (z.real, z.imaginary)
    let e = exp(z)
    if isWidened {
      let half = (y * 0.5).sin
      let near = x.expm1 * y.cos - half.squared * 2
      return Complex(Real(x .> 40, e.real, else: near), e.imaginary)
    }
    let power = WideReal(Real.max(Real(.min, x, 40), -40)).exponential(.all)
    let sine = WideReal(y * 0.5).sineAndCosine(.all).sine
    let near = power.minusOne - (sine * sine).scaled(by: 2) * power.value
    // Beyond, either the power or the 1 does not count.
    let far = Real(x .> 0, e.real, else: e.real - 1)
    return Complex(Real(x.magnitude .< 40, near.high, else: far), e.imaginary)
  }

  /// 1 / (1 + e⁻ᶻ).
  ///
  /// With q = e^-|x|, c and s the cosine and the sine of y/2, and D = (1 - q)² + 4qc², that is
  /// ((1 - q) + 2qc²) / D for x >= 0 and q (2c² - (1 - q)) / D for others, whose terms cancel, and
  /// 2qsc / D i.
  func logistic(_ z: Complex) -> Complex {
    let (x, y) = (z.real, z.imaginary)
    if isWidened {
      let q = (-x.magnitude).exp
      let d = (-x.magnitude).expm1
      let c = (y * 0.5).cos.squared * 2
      let square = d.squared + (q * c) * 2
      let right = (q * c - d) / square
      // Of the two ways to write q + cos y, the one with the smaller terms, which may cancel.
      let left = q * Real(q .< 0.5, q + y.cos, else: d + c) / square
      return Complex(Real(x.isNegative, left, else: right), q * y.sin / square)
    }
    let p = circle(x.magnitude, y * 0.5, .all)
    let term = (p.cosine * p.cosine).scaled(by: 2)
    let numerator = WideReal(
      x.isNegative, term - p.complement, else: p.complement + term * p.value)
    let (real, imaginary) = (
      (numerator / p.square).high, (p.sine * p.cosine / p.square).high * 2
    )
    // So small a power would lose digits before the division, and the denominator is 1.
    let power = (-x.magnitude).exp
    let isSmall = x.magnitude .> 700
    let q = Real(isSmall, power, else: p.value.high)
    return Complex(Real(x.isNegative, real * q, else: real), imaginary * q)
  }

  /// What functions of e^-x are made of, for x >= 0.
  private struct Circle {

    /// q = e^-x.
    let value: WideReal

    /// 1 - q.
    let complement: WideReal

    /// The sine and the cosine of half the angle.
    let (sine, cosine): (WideReal, WideReal)

    /// |1 + q (cos + i sin)|² of the angle.
    let square: WideReal

  }

  /// Returns the parts for e^-x, for which x is at most 700, and half an angle.
  private func circle(_ x: Real, _ half: Real, _ digits: WideReal.Digits) -> Circle {
    let power = WideReal(-Real(.min, x, 700)).exponential(digits)
    let (value, complement) = (power.value, -power.minusOne)
    let (sine, cosine) = WideReal(half).sineAndCosine(digits)
    let square = complement * complement + (cosine * cosine * value).scaled(by: 4)
    return Circle(
      value: value, complement: complement, sine: sine, cosine: cosine, square: square)
  }

  /// The hyperbolic functions of `x`, each to be multiplied by the factor.
  ///
  /// With u = e^|x| - 1, they are (u + 1 ± 1/(u + 1)) / 2, and the sine is (u + u/(u + 1)) / 2, which
  /// is accurate near zero.
  func hyperbolic(_ x: Real) -> (sine: Real, cosine: Real, factor: Real) {
    let split = splitExponent(x.magnitude)
    if !isWidened {
      let limit = Real(.min, split.exponent, 709)
      let e = WideReal(limit).exponential(.some)
      let (value, u) = (e.value, e.minusOne)
      let inverse = WideReal(1) / value
      let sine = (u + u * inverse).high * 0.5
      let cosine = (value + inverse).high * 0.5
      let isFinite = x.magnitude .<= 741
      let infinity = x.magnitude * Real(0x1p1000)
      return (
        Real(isFinite, sine, else: infinity).withSign(of: x),
        Real(isFinite, cosine, else: infinity), split.factor
      )
    }
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
    let isLarge = x.magnitude .> (isWidened ? 22 : 340)
    let (s, c, near) = isWidened ? simpleTanh(x, y, isLarge) : wideTanh(x, y, isLarge)
    // An infinite imaginary part has no sine.
    let product = Real(y.isInfinite .& x.isInfinite, 0, else: s * c)
    let far = Complex(
      Real(1).withSign(of: x), product * 4 * (x.magnitude * -2).exp)
    return Complex(isLarge, far, else: near)
  }

  /// Returns the sine and the cosine of `y` and the hyperbolic tangent unless `isLarge`.
  private func simpleTanh(_ x: Real, _ y: Real, _ isLarge: Truth) -> (Real, Real, Complex) {
    let h = hyperbolic(Real(isLarge, 0, else: x))
    let (s, c) = (y.sin, y.cos)
    let d = h.sine.squared + c.squared
    return (s, c, Complex(h.sine * h.cosine / d, s * c / d))
  }

  /// The same with more digits, where there is no wider type: with q = e^-2|x| and
  /// D = (1 - q)² + 4q cos² y, it is (1 - q)(1 + q) / D + 4q sin y cos y / D i.
  private func wideTanh(_ x: Real, _ y: Real, _ isLarge: Truth) -> (Real, Real, Complex) {
    let p = circle(Real(isLarge, 0, else: x.magnitude * 2), y, .some)
    let real = p.complement * (p.value + 1) / p.square
    let imaginary = (p.sine * p.cosine * p.value / p.square).high * 4
    return (
      p.sine.high, p.cosine.high,
      Complex(
        real.high.magnitude.withSign(of: x), Real(y .== 0, y, else: imaginary))
    )
  }

}
