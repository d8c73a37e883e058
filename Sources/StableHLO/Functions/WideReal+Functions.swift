import Scalars

/// Functions of numbers of twice the precision, for formulas whose terms cancel.
extension WideReal {

  /// How exact the functions of wide numbers are.
  enum Digits: Sendable {

    /// Errors below 2⁻⁶² of the result: nothing is lost in a few steps, and much is saved.
    case some

    /// Errors of about 2⁻¹⁰⁰ of the result.
    case all

  }

  /// eˣ, as (1 + excess) 2ᵏ.
  struct Exponential {

    /// The factor without its 1, from -0.3 to 0.42.
    let excess: WideReal

    /// The exponent.
    let k: Real

    /// The power itself, for -1022 <= k <= 1023.
    var value: WideReal { (excess + 1).scaled(by: k.exponentialOfTwo) }

    /// eˣ - 1, for -1022 <= k <= 1023.
    var minusOne: WideReal {
      let scale = k.exponentialOfTwo
      return WideReal.sum(scale, -1) + excess.scaled(by: scale)
    }

  }

  /// Returns eˣ for |x| < 1500.
  func exponential(_ digits: Digits) -> Exponential {
    let k = (high * 1.4426950408889634).nearestInteger
    // The first two parts have 40 digits, so that products with k are exact.
    let r = WideReal.sum(high - k * 0x1.62e42fefa2000p-1, -(k * 0x1.9ef35793c6000p-41))
    let rest = r + WideReal.sum(low, -(k * 0x1.673007e5ed5e8p-81))
    let series = WideReal.polynomial(
      rest, Array(Self.reciprocalFactorials[1...(digits == .all ? 22 : 15)]),
      exactCount: digits == .all ? 12 : 4)
    return Exponential(excess: series * rest, k: k)
  }

  /// The logarithm of a number from 2⁻¹⁰⁰⁰ to 2¹⁰⁰⁰.
  ///
  /// With y the logarithm of the first part, it is y + log(x e⁻ʸ), where x e⁻ʸ is 1 but for the last
  /// digits, so that its excess over 1 is its logarithm.
  func logarithm(_ digits: Digits) -> WideReal {
    let y = high.log
    let e = WideReal(-y).exponential(digits)
    let scaled = scaled(by: e.k.exponentialOfTwo)
    let excess = (scaled + -1) + scaled * e.excess
    return WideReal.sum(y, excess.high)
  }

  /// The sine and the cosine. For |x| beyond 10⁶ they are those of single numbers.
  func sineAndCosine(_ digits: Digits) -> (sine: WideReal, cosine: WideReal) {
    let k = (high * 0.6366197723675814).nearestInteger
    // The first three parts of π/2 have 32 digits or less, so that products with k are exact.
    let first = WideReal.sum(high - k * 0x1.921fb54400000p+0, -(k * 0x1.0b4611a600000p-34))
    let second = first + -(k * 0x1.3198a2e000000p-69)
    let r = second + WideReal.sum(low, -(k * 0x1.b839a252049c1p-104))
    let square = r * r
    let (count, exactCount) = digits == .all ? (14, 8) : (9, 2)
    let odd = WideReal.polynomial(
      square, Array(Self.sineSeries.prefix(count)), exactCount: exactCount)
    let even = WideReal.polynomial(
      square, Array(Self.cosineSeries.prefix(count)), exactCount: exactCount)
    let (s, c) = (r + r * square * odd, square * even + 1)
    // The quadrant.
    let quarter = k - (k * 0.25).floor * 4
    let isSwapped = (quarter .== 1) .| (quarter .== 3)
    let sine = WideReal(isSwapped, c, else: s)
    let cosine = WideReal(isSwapped, s, else: c)
    let isLarge = .!(high.magnitude .< 1e6)
    return (
      WideReal(
        isLarge .| (high .== 0), WideReal(Real(isLarge, high.sin, else: high)),
        else: WideReal(quarter .> 1.5, -sine, else: sine)),
      WideReal(
        isLarge, WideReal(high.cos),
        else: WideReal((quarter .> 0.5) .& (quarter .< 2.5), -cosine, else: cosine))
    )
  }

  /// 1/n! for n = 0, 1, …
  private static let reciprocalFactorials: [WideConstant] = {
    var factorial = 1.0
    return (0...30).map { (n) in
      factorial *= Double(max(n, 1))
      return WideConstant(reciprocal: factorial)
    }
  }()

  /// The coefficients of (sin(x) - x) / x³ by powers of x².
  private static let sineSeries = alternating(from: 3)

  /// The coefficients of (cos(x) - 1) / x² by powers of x².
  private static let cosineSeries = alternating(from: 2)

  private static func alternating(from first: Int) -> [WideConstant] {
    (0..<14).map { (i) in
      let c = reciprocalFactorials[first + 2 * i]
      return i % 2 == 0 ? -c : c
    }
  }

}

extension Real {

  /// 2 to the power of this whole number of f64, for numbers from -1022 to 1023.
  var exponentialOfTwo: Real { Real(exponentOf: self) }

}
