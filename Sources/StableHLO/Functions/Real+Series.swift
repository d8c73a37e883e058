import Scalars

/// Functions and sums of which formulas of real numbers are made.
extension Real {

  /// The error function.
  var erf: Real { Real(.erf, self) }

  /// The largest integer that is not larger.
  var floor: Real { Real(.floor, self) }

  /// The nearest integer, of two the even one.
  var nearestInteger: Real { Real(.roundEven, self) }

  /// Returns this number to the power `exponent`.
  func power(_ exponent: Real) -> Real { Real(.pow, self, exponent) }

  /// The upper half of the digits of a number that is not too large, in f32 or f64, whose square is
  /// exact (T. Dekker, "A Floating-Point Technique for Extending the Available Precision").
  func upperHalf(of type: ElementType) -> Real {
    let scaled = self * (type == .f64 ? 0x1.000_0002p27 : 0x1.001p12)
    return scaled - (scaled - self)
  }

  /// Returns Σ cᵢ xⁱ by Horner's rule.
  static func polynomial(_ x: Real, _ c: [Double]) -> Real {
    guard var sum = c.last.map({ Real($0) }) else { return 0 }
    for k in c.dropLast().reversed() { sum = sum * x + Real(k) }
    return sum
  }

  /// Returns Σ cᵢ Tᵢ(x), the Chebyshev polynomials for x in -1 ... 1, by Clenshaw's recurrence.
  static func chebyshev(_ x: Real, _ c: [Double]) -> Real {
    guard let first = c.first, let last = c.last, c.count > 2 else { return polynomial(x, c) }
    let twice = x + x
    var (b1, b2) = (twice * Real(last) + Real(c[c.count - 2]), Real(last))
    for k in c[1..<(c.count - 2)].reversed() { (b1, b2) = (twice * b1 - b2 + Real(k), b1) }
    return x * b1 - b2 + Real(first)
  }

}
