import Scalars

/// A number of a formula as the sum of two of f64, of which the second one is at most half a unit in
/// the last place of the first: about 106 digits.
///
/// The sums and products are those of T. J. Dekker, "A floating-point technique for extending the
/// available precision", 1971, and of D. E. Knuth, "The Art of Computer Programming", volume 2,
/// 4.2.2. Factors and divisors must be below 2⁹⁹⁶.
struct WideReal: Sendable {

  /// The number rounded.
  var high: Real

  /// What is left of it.
  var low: Real

  /// Creates the number `high` + `low`.
  init(_ high: Real, _ low: Real = 0) {
    self.high = high
    self.low = low
  }

  /// `a` where `condition` is true, else `b`.
  init(_ condition: Truth, _ a: WideReal, else b: WideReal) {
    high = Real(condition, a.high, else: b.high)
    low = Real(condition, a.low, else: b.low)
  }

  /// Creates the number `constant`.
  init(_ constant: WideConstant) { self.init(Real(constant.high), Real(constant.low)) }

  /// a + b.
  static func sum(_ a: Real, _ b: Real) -> WideReal {
    let s = a + b
    let t = s - a
    return WideReal(s, (a - (s - t)) + (b - t))
  }

  /// a · b.
  static func product(_ a: Real, _ b: Real) -> WideReal {
    let p = a * b
    let (a1, b1) = (a.upperHalf(of: .f64), b.upperHalf(of: .f64))
    let (a0, b0) = (a - a1, b - b1)
    return WideReal(p, ((a1 * b1 - p) + a1 * b0 + a0 * b1) + a0 * b0)
  }

  /// The same number with the first part rounded, if that is larger than the second one.
  private var normalized: WideReal {
    let s = high + low
    return WideReal(s, low - (s - high))
  }

  /// The sum, which may cancel.
  static func + (a: WideReal, b: WideReal) -> WideReal {
    let (s, t) = (sum(a.high, b.high), sum(a.low, b.low))
    let first = WideReal(s.high, s.low + t.high).normalized
    return WideReal(first.high, first.low + t.low).normalized
  }

  static func + (a: WideReal, b: Real) -> WideReal {
    let s = sum(a.high, b)
    return WideReal(s.high, s.low + a.low).normalized
  }

  static func - (a: WideReal, b: WideReal) -> WideReal { a + -b }

  static prefix func - (a: WideReal) -> WideReal { WideReal(-a.high, -a.low) }

  static func * (a: WideReal, b: WideReal) -> WideReal {
    let p = product(a.high, b.high)
    return WideReal(p.high, p.low + (a.high * b.low + a.low * b.high)).normalized
  }

  static func * (a: WideReal, b: Real) -> WideReal {
    let p = product(a.high, b)
    return WideReal(p.high, p.low + a.low * b).normalized
  }

  static func / (a: WideReal, b: WideReal) -> WideReal {
    let quotient = a.high / b.high
    let rest = a - b * quotient
    return WideReal(quotient, rest.high / b.high).normalized
  }

  /// The number multiplied by `factor`, a power of two.
  func scaled(by factor: Real) -> WideReal { WideReal(high * factor, low * factor) }

  /// The absolute value.
  var magnitude: WideReal { WideReal(high .< 0, -self, else: self) }

  /// Returns Σ cᵢ xⁱ, with single precision from `exactCount` on, where terms are so small that
  /// this is enough.
  static func polynomial(_ x: WideReal, _ c: [WideConstant], exactCount: Int) -> WideReal {
    let tail = Real.polynomial(x.high, c[exactCount...].map(\.high))
    var sum = WideReal(tail)
    for k in c[..<exactCount].reversed() { sum = sum * x + WideReal(k) }
    return sum
  }

}

/// A number of twice the precision of f64.
struct WideConstant: Sendable {

  /// The number rounded.
  let high: Double

  /// What is left of it.
  let low: Double

  init(_ high: Double, _ low: Double) {
    self.high = high
    self.low = low
  }

  /// 1/n.
  init(reciprocal n: Double) {
    let quotient = 1 / n
    self.init(quotient, (1.0).addingProduct(-quotient, n) / n)
  }

  static prefix func - (a: WideConstant) -> WideConstant { WideConstant(-a.high, -a.low) }

  /// π.
  static let pi = WideConstant(3.141592653589793, 1.2246467991473532e-16)

}
