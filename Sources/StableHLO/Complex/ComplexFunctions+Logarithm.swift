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

  /// zʷ = e^(w log z), with twice the digits for the exponent, since its error is one of the result.
  /// The power of zero is one for the exponent zero, and zero for those with a positive real part.
  func power(_ z: Complex, _ w: Complex) -> Complex {
    let simple = exp(w * log(z))
    let general = isWidened ? simple : widePower(z, w, simple)
    let ofZero = Complex(
      isZero(w), Complex(1, 0), else: Complex(w.real .> 0, Complex(0, 0), else: general))
    return Complex(isZero(z), ofZero, else: general)
  }

  /// The power in numbers of twice the precision, and `simple` where that has no digits: where it
  /// overflows or vanishes, and for angles beyond 10⁶.
  private func widePower(_ z: Complex, _ w: Complex, _ simple: Complex) -> Complex {
    let (length, angle) = wideLogarithm(z)
    let real = length * w.real - angle * w.imaginary
    let imaginary = angle * w.real + length * w.imaginary
    let limit = Real.max(Real(.min, real.high, 760), -760)
    let isOrdinary = (real.high.magnitude .< 750) .& (imaginary.high.magnitude .< 1e6)
    let e = WideReal(limit, Real(isOrdinary, real.low, else: 0)).exponential(.some)
    let (sine, cosine) = imaginary.sineAndCosine(.some)
    // Two factors, since the power may not be a number where the result is.
    let half = (e.k * 0.5).floor
    let (first, second) = (half.exponentialOfTwo, (e.k - half).exponentialOfTwo)
    let size = e.excess + 1
    let result = Complex(
      (size * cosine).high * first * second, (size * sine).high * first * second)
    // The sign of zero.
    let part = Real(simple.imaginary .== 0, simple.imaginary, else: result.imaginary)
    return Complex(isOrdinary, Complex(result.real, part), else: simple)
  }

  /// log |z| and arg z of a finite number that is not zero.
  ///
  /// An angle is improved by the sine of the angle that is left.
  private func wideLogarithm(_ z: Complex) -> (WideReal, WideReal) {
    let s = scaling(of: z)
    let (x, y) = (z.real * s.factor, z.imaginary * s.factor)
    let square = WideReal.product(x, x) + WideReal.product(y, y)
    let half = square.logarithm(.all).scaled(by: 0.5)
    // log 2⁶⁰⁰ has more digits than one number has.
    let rest = s.inverseLogarithm * (1.8355172981578424e-14 / 415.88830833596717)
    let first = Real.atan2(y, x)
    let (sine, cosine) = WideReal(first).sineAndCosine(.all)
    let excess = (cosine * y - sine * x).high / square.high.sqrt
    return (half + WideReal(s.inverseLogarithm, rest), WideReal.sum(first, excess))
  }

}
