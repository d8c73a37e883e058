import Scalars

/// A power of e^(2πi/n), computed in double precision.
struct RootOfUnity {

  /// The real part.
  let real: Double

  /// The imaginary part.
  let imaginary: Double

  /// Creates e^(2πi·k/n), with errors of the last place: the angle is reduced to an eighth of the
  /// circle before it is rounded.
  ///
  /// - Precondition: 0 <= k < n < 2³².
  init(_ k: Int, of n: Int) {
    // The angle in units of a circle's 8n-th part, and the quarter that is nearest to it.
    let quarter = (4 * k + n / 2) / n % 4
    let rest = 4 * k - (4 * k + n / 2) / n * n
    let angle = Scalar(.f64, Double.pi / 2 * Double(rest) / Double(n))
    let (c, s) = (Self.value(.cos, angle), Self.value(.sin, angle))
    switch quarter {
    case 0: (real, imaginary) = (c, s)
    case 1: (real, imaginary) = (-s, c)
    case 2: (real, imaginary) = (-c, -s)
    default: (real, imaginary) = (s, -c)
    }
  }

  private static func value(_ function: UnaryFunction, _ x: Scalar) -> Double {
    function.evaluate(x).doubleValue
  }

}
