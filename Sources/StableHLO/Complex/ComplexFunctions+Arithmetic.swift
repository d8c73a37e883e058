extension ComplexFunctions {

  /// |z|: the square root of the sum of squares, scaled; infinite if a part is (C99, F.9.4.3).
  func abs(_ z: Complex) -> Real {
    let s = scaling(of: z)
    let (x, y) = (z.real * s.factor, z.imaginary * s.factor)
    let length = (x.squared + y.squared).sqrt * s.inverse
    return Real(isInfinite(z), Real(.infinity), else: length)
  }

  /// `true` iff a part is infinite.
  func isInfinite(_ z: Complex) -> Truth { z.real.isInfinite .| z.imaginary.isInfinite }

  /// `true` iff both parts are zeros.
  func isZero(_ z: Complex) -> Truth { (z.real .== 0) .& (z.imaginary .== 0) }

  /// z / |z|, and z for zero.
  func sign(_ z: Complex) -> Complex {
    let s = scaling(of: z)
    let (x, y) = (z.real * s.factor, z.imaginary * s.factor)
    let length = (x.squared + y.squared).sqrt
    // Small numbers are scaled before, large ones after the division, lest a part vanishes.
    let (before, after) = isWidened ? (1, 1) : (Real.max(s.factor, 1), Real(.min, s.factor, 1))
    let result = Complex(
      z.real * before / length * after, z.imaginary * before / length * after)
    return Complex(isZero(z), z, else: result)
  }

  /// (x - y)(x + y) + 2xyi.
  func square(_ z: Complex) -> Complex {
    let (x, y) = (z.real, z.imaginary)
    return Complex((x - y) * (x + y), (x * y) * 2)
  }

  /// a·conj(b) / |b|², where a and b are divided by powers of two before, so that their larger parts
  /// are from 1 to 2.
  ///
  /// The terms of the numerators may cancel, so that the errors of products are added. Quotients with
  /// zeros and infinities are those of C99, annex G.5.1.
  func divide(_ a: Complex, _ b: Complex) -> Complex {
    let (p, q) = (unit(of: a), unit(of: b))
    let n = Complex(a.real / p, a.imaginary / p)
    let d = Complex(b.real / q, b.imaginary / q)
    let square = d.real.squared + d.imaginary.squared
    func part(_ a: Product, _ b: Product) -> Real {
      let x = sum([a, b]) / square
      if isWidened { return x }
      let scale = p / q
      return Real(scale.isInfinite, x * p / q, else: x * scale)
    }
    let quotient = Complex(
      part(product(n.real, d.real), product(n.imaginary, d.imaginary)),
      part(product(n.imaginary, d.real), product(-n.real, d.imaginary)))
    let isUndefined = quotient.real.isNaN .& quotient.imaginary.isNaN
    // Something by zero is infinite.
    let infinity = Real(Double.infinity).withSign(of: b.real)
    let byZero = Complex(infinity * a.real, infinity * a.imaginary)
    let isByZero = (square .== 0) .& .!(a.real.isNaN .& a.imaginary.isNaN)
    // An infinity by something finite is infinite, in the direction of the unit parts.
    let (u, v) = (unitParts(a), unitParts(b))
    let ofInfinity = Complex(
      (u.real * b.real + u.imaginary * b.imaginary) * Real(.infinity),
      (u.imaginary * b.real - u.real * b.imaginary) * Real(.infinity))
    let isOfInfinity = isInfinite(a) .& b.real.isFinite .& b.imaginary.isFinite
    // Something finite by an infinity is zero.
    let byInfinity = Complex(
      (a.real * v.real + a.imaginary * v.imaginary) * 0,
      (a.imaginary * v.real - a.real * v.imaginary) * 0)
    let isByInfinity = isInfinite(b) .& a.real.isFinite .& a.imaginary.isFinite
    let special = Complex(
      isByZero, byZero,
      else: Complex(
        isOfInfinity, ofInfinity, else: Complex(isByInfinity, byInfinity, else: quotient)))
    return Complex(isUndefined, special, else: quotient)
  }

  /// The power of two by which `z` is divided to have a larger part from 1 to 2.
  private func unit(of z: Complex) -> Real {
    if isWidened { return 1 }
    return Real.max(z.real.magnitude, z.imaginary.magnitude).powerOfTwo
  }

  /// The parts with 1 in place of infinities and 0 in place of all else, signs kept.
  private func unitParts(_ z: Complex) -> Complex {
    func part(_ x: Real) -> Real { Real(x.isInfinite, 1, else: 0).withSign(of: x) }
    return Complex(part(z.real), part(z.imaginary))
  }

  /// `true` iff `a` and `b`, compared by their real parts and, if these are equal, by their imaginary
  /// parts, are in the relation called `direction` (StableHLO's specification, compare).
  func compare(_ direction: String, _ a: Complex, _ b: Complex, order: String?) -> Truth {
    func parts(_ direction: String) -> (Truth, Truth) {
      (
        Truth(direction, a.real, b.real, order: order),
        Truth(direction, a.imaginary, b.imaginary, order: order)
      )
    }
    let (areRealsEqual, areImaginariesEqual) = parts("eq")
    switch direction {
    case "eq": return areRealsEqual .& areImaginariesEqual
    case "ne":
      let (real, imaginary) = parts("ne")
      return real .| imaginary
    default:
      let (_, imaginary) = parts(direction)
      // Unequal numbers are in a relation iff they are in it without equality.
      let strict = Truth(String(direction.prefix(1)) + "t", a.real, b.real, order: order)
      return strict .| (areRealsEqual .& imaginary)
    }
  }

  /// The operand that is larger by `compare`.
  func maximum(_ a: Complex, _ b: Complex) -> Complex {
    Complex(compare("gt", a, b, order: nil), a, else: b)
  }

  /// The operand that is smaller by `compare`.
  func minimum(_ a: Complex, _ b: Complex) -> Complex {
    Complex(compare("lt", a, b, order: nil), a, else: b)
  }

}
