extension ComplexFunctions {

  /// The square root with a real part that is not negative.
  ///
  /// t = √((|x| + |z|) / 2) is one part, up to its sign, and |y| / 2t the other; nothing cancels
  /// (W. Kahan, "Branch cuts for complex elementary functions", 1987; C99, annex G.6.4.2).
  func sqrt(_ z: Complex) -> Complex {
    let (x, y) = (z.real, z.imaginary)
    let s = scaling(of: z)
    let (a, b) = (x * s.factor, y * s.factor)
    let length = (a.squared + b.squared).sqrt
    let t = ((a.magnitude + length) * 0.5).sqrt * s.inverseRoot
    let other = y.magnitude / t * 0.5
    let isLeft = x .< 0
    let root = Complex(
      Real(isLeft, other, else: t), Real(isLeft, t, else: other).withSign(of: y))
    let special = Complex(
      y.isInfinite, Complex(Real(.infinity), y), else: Complex(isZero(z), Complex(0, y), else: root)
    )
    return special
  }

  /// 1 / √z = conj(√z) / |z|; infinite for zero, and zero for infinities.
  func rsqrt(_ z: Complex) -> Complex {
    let s = scaling(of: z)
    let (a, b) = (z.real * s.factor, z.imaginary * s.factor)
    let length = (a.squared + b.squared).sqrt
    let root = sqrt(z)
    let result = Complex(
      root.real / length * s.factor, -(root.imaginary / length * s.factor))
    let zero = Complex(0, -Real(0).withSign(of: z.imaginary))
    return Complex(
      isInfinite(z), zero,
      else: Complex(isZero(z), Complex(Real(.infinity), Real(.nan)), else: result))
  }

  /// The cube root with the smallest angle: ∛|z| at a third of the angle.
  func cbrt(_ z: Complex) -> Complex {
    let length = abs(z).cbrt
    let angle = Real.atan2(z.imaginary, z.real) / 3
    return Complex(isZero(z), z, else: Complex(length * angle.cos, length * angle.sin))
  }

}
