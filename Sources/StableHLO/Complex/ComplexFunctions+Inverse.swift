/// The inverse functions by W. Kahan, "Branch cuts for complex elementary functions, or much ado
/// about nothing's sign bit", 1987: terms of the products below have equal signs, so that nothing
/// cancels.
extension ComplexFunctions {

  /// -i log ((x + iy) / √(x² + y²)) (StableHLO's specification, atan2).
  func atan2(_ y: Complex, _ x: Complex) -> Complex {
    let length = sqrt(x * x + y * y)
    return log(divide(x + y.timesI, length)).overI
  }

  /// The inverse sine.
  func asin(_ z: Complex) -> Complex {
    let (left, right) = (rootOfOne(minus: z), rootOfOne(plus: z))
    return Complex(
      Real.atan2(
        z.real,
        sum([product(left.real, right.real), product(-left.imaginary, right.imaginary)])),
      asinh(twice: left.half.real * right.imaginary - left.half.imaginary * right.real))
  }

  /// The inverse cosine.
  func acos(_ z: Complex) -> Complex {
    let (left, right) = (rootOfOne(minus: z), rootOfOne(plus: z))
    return Complex(
      Real.atan2(left.real, right.real) * 2,
      asinh(twice: right.real * left.half.imaginary - right.imaginary * left.half.real))
  }

  /// The inverse hyperbolic cosine.
  func acosh(_ z: Complex) -> Complex {
    let (left, right) = (rootOfOne(plus: z, -1), rootOfOne(plus: z))
    return Complex(
      asinh(twice: left.half.real * right.real + left.half.imaginary * right.imaginary),
      Real.atan2(left.imaginary, right.real) * 2)
  }

  /// The inverse hyperbolic sine.
  func asinh(_ z: Complex) -> Complex { asin(z.timesI).overI }

  /// The inverse hyperbolic tangent: log1p(4x / ((1 - x)² + y²)) / 4 for x >= 0, of which it is an
  /// odd function, and half the angle of (1 - x)(1 + x) - y² + 2yi.
  func atanh(_ z: Complex) -> Complex {
    let (x, y) = (z.real.magnitude, z.imaginary)
    let square = (Real(1) - x).squared + y.squared
    // So close to ±1, the real part of z is ±1.
    let atPole = (Real(0.6931471805599453) - y.magnitude.log) * 0.5
    let near = Complex(
      Real(square .< Real(0x1p-1000), atPole, else: (x * 4 / square).log1p * 0.25),
      Real.atan2(y * 2, (Real(1) - x) * (x + 1) - y.squared) * 0.5)
    // Far away it is 1/z ± iπ/2.
    let length = abs(z)
    let far = Complex(
      Real(isInfinite(z), 0, else: x / length / length), Real(Double.pi / 2).withSign(of: y))
    let result = Complex(length .> Real(0x1p60), far, else: near)
    return Complex(result.real.withSign(of: z.real), result.imaginary)
  }

  /// The inverse tangent.
  func atan(_ z: Complex) -> Complex { atanh(z.timesI).overI }

  /// √(1 - z), with the sign of zeros.
  private func rootOfOne(minus z: Complex) -> Complex {
    let x = WideReal.sum(1, -z.real)
    return exactSqrt(Complex(x.high, -z.imaginary), rest: x.low)
  }

  /// √(z + one).
  private func rootOfOne(plus z: Complex, _ one: Real = 1) -> Complex {
    let x = WideReal.sum(one, z.real)
    return exactSqrt(Complex(x.high, z.imaginary), rest: x.low)
  }

  /// The inverse hyperbolic sine of 2h, which need not be finite, for a real number h: with a = |2h|,
  /// log1p(a + a² / (1 + √(1 + a²))), and log a + log 2 where a² overflows.
  private func asinh(twice h: Real) -> Real {
    let a = h.magnitude * 2
    let near = (a + a.squared / ((a.squared + 1).sqrt + 1)).log1p
    let far = h.magnitude.log + Real(1.3862943611198906)
    return Real(a .> Real(0x1p500), far, else: near).withSign(of: h)
  }

}
