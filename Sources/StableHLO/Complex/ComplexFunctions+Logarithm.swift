extension ComplexFunctions {

  /// log |z| + arg z i (C99, annex G.6.3.2).
  func log(_ z: Complex) -> Complex {
    let (x, y) = (z.real, z.imaginary)
    let excess = sum([product(x, x), product(y, y)], -1)
    return Complex(logMagnitude(z, excess: excess), Real.atan2(y, x))
  }

  /// log (1 + z): as `log`, but |1 + z|² - 1 is 2x + x² + y².
  func log1p(_ z: Complex) -> Complex {
    let (x, y) = (z.real, z.imaginary)
    let w = Complex(x + 1, y)
    let excess = sum([product(x, x), product(y, y)], x * 2)
    return Complex(logMagnitude(w, excess: excess), Real.atan2(y, w.real))
  }

  /// log |z|.
  ///
  /// - Parameter excess: |z|² - 1, accurate where |z| is close to 1.
  private func logMagnitude(_ z: Complex, excess: Real) -> Real {
    let s = scaling(of: z)
    let (x, y) = (z.real * s.factor, z.imaginary * s.factor)
    let square = x.squared + y.squared
    let far = square.log * 0.5 + s.inverseLogarithm
    // Scaled squares are never close to 1.
    let isNear = (square .> 0.5) .& (square .< 2)
    let result = Real(isNear, excess.log1p * 0.5, else: far)
    return Real(isInfinite(z), Real(.infinity), else: result)
  }

  /// zʷ = e^(w log z), whose relative error grows with |w log z|. The power of zero is one for the
  /// exponent zero, and zero for those with a positive real part.
  func power(_ z: Complex, _ w: Complex) -> Complex {
    let general = exp(w * log(z))
    let ofZero = Complex(
      isZero(w), Complex(1, 0), else: Complex(w.real .> 0, Complex(0, 0), else: general))
    return Complex(isZero(z), ofZero, else: general)
  }

}
