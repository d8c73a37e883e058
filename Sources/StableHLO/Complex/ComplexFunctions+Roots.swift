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

  /// The square root within little more than half a unit in the last place of each part: one step of
  /// Newton's method, for which the square has twice the digits.
  ///
  /// - Parameter rest: what the real part of `z` lost when it was rounded.
  func exactSqrt(_ z: Complex, rest: Real = 0) -> Complex {
    let root = sqrt(z)
    if isWidened { return root }
    let s = scaling(of: z)
    let (x, y) = (z.real * s.factor, z.imaginary * s.factor)
    let (a, b) = (root.real / s.inverseRoot, root.imaginary / s.inverseRoot)
    let square = WideReal.product(b, b) - WideReal.product(a, a)
    let rest = Complex(
      (square + x).high + rest * s.factor, (WideReal.product(a * -2, b) + y).high)
    let size = (a.squared + b.squared) * 2
    let step = Complex(
      (rest.real * a + rest.imaginary * b) / size, (rest.imaginary * a - rest.real * b) / size)
    func part(_ x: Real, _ step: Real) -> Real {
      Real(step.isFinite .& (step .!= 0), (x + step) * s.inverseRoot, else: x * s.inverseRoot)
    }
    let improved = Complex(part(a, step.real), part(b, step.imaginary))
    return Complex(isInfinite(z), root, else: improved)
  }

  /// 1 / √z = conj(√z) / |z|; infinite for zero, and zero for infinities.
  func rsqrt(_ z: Complex) -> Complex {
    let s = scaling(of: z)
    let (a, b) = (z.real * s.factor, z.imaginary * s.factor)
    let length = sum([product(a, a), product(b, b)]).sqrt
    let root = exactSqrt(z)
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
    let root = Complex(length * angle.cos, length * angle.sin)
    return Complex(isZero(z), z, else: isWidened ? root : improvedCubeRoot(root, of: z))
  }

  /// One step of Newton's method from `root`, for which the cube has twice the digits.
  private func improvedCubeRoot(_ root: Complex, of z: Complex) -> Complex {
    let s = scaling(of: z)
    let small = Real(s.factor .> 1, Real(0x1p200), else: 1)
    let third = Real(s.factor .< 1, Real(0x1p-200), else: small)
    let inverse = 1 / third
    let (a, b) = (root.real * third, root.imaginary * third)
    let square = (WideReal.product(a, a) - WideReal.product(b, b), WideReal.product(a * 2, b))
    let rest = Complex(
      (square.1 * b - square.0 * a + z.real * s.factor).high,
      (-(square.0 * b + square.1 * a) + z.imaginary * s.factor).high)
    let (u, v) = (square.0.high * 3, square.1.high * 3)
    let size = u.squared + v.squared
    let step = Complex(
      (rest.real * u + rest.imaginary * v) / size, (rest.imaginary * u - rest.real * v) / size)
    func part(_ x: Real, _ step: Real) -> Real {
      Real(step.isFinite .& (step .!= 0), (x + step) * inverse, else: x * inverse)
    }
    return Complex(
      isInfinite(z), root, else: Complex(part(a, step.real), part(b, step.imaginary)))
  }

}
