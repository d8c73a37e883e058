/// The functions of complex numbers as formulas of their parts.
///
/// Parts of type f32 are computed with in f64 where rounding errors of a formula would add up; then
/// nothing that a formula squares can overflow, and `isWidened` says so. Parts of type f64 have no
/// wider type: there, formulas scale by powers of two, which is exact, and avoid to subtract nearly
/// equal numbers.
struct ComplexFunctions: Sendable {

  /// `true` iff the parts have the range and the precision of a narrower type.
  let isWidened: Bool

  /// What numbers of extreme magnitude are multiplied by before they are squared.
  struct Scaling {

    /// 2⁶⁰⁰ for numbers below 2⁻⁵⁰⁰, 2⁻⁶⁰⁰ for those above 2⁵⁰⁰, else 1.
    let factor: Real

    /// Its reciprocal.
    let inverse: Real

    /// The square root of the reciprocal.
    let inverseRoot: Real

    /// The logarithm of the reciprocal.
    let inverseLogarithm: Real

  }

  /// The scaling of `z`.
  func scaling(of z: Complex) -> Scaling {
    if isWidened { return Scaling(factor: 1, inverse: 1, inverseRoot: 1, inverseLogarithm: 0) }
    let largest = Real.max(z.real.magnitude, z.imaginary.magnitude)
    let (isLarge, isSmall) = (largest .> Real(0x1p500), largest .< Real(0x1p-500))
    func choose(_ large: Double, _ small: Double, _ other: Double) -> Real {
      Real(isLarge, Real(large), else: Real(isSmall, Real(small), else: Real(other)))
    }
    return Scaling(
      factor: choose(0x1p-600, 0x1p600, 1), inverse: choose(0x1p600, 0x1p-600, 1),
      inverseRoot: choose(0x1p300, 0x1p-300, 1),
      inverseLogarithm: choose(Self.logarithm, -Self.logarithm, 0))
  }

  /// log 2⁶⁰⁰.
  private static let logarithm = 415.88830833596718

}
