#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A floating-point type in which functions are computed.
package protocol WideFloat: BinaryFloatingPoint, ElementValue {

  /// The function `f` of the C library or what stands for it, `nil` if it is not one of floats.
  static func function(_ f: UnaryFunction) -> ((Self) -> Self)?

  /// The base to the power of the exponent.
  static func power(_ base: Self, _ exponent: Self) -> Self

  /// The angle of the point (`x`, `y`).
  static func angle(_ y: Self, _ x: Self) -> Self

}

extension Double: WideFloat {

  package static func function(_ f: UnaryFunction) -> ((Double) -> Double)? {
    switch f {
    case .abs: { $0.magnitude }
    case .neg: { -$0 }
    case .sign: { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
    case .floor: { $0.rounded(.down) }
    case .ceil: { $0.rounded(.up) }
    case .roundEven: { $0.rounded(.toNearestOrEven) }
    case .roundAway: { $0.rounded(.toNearestOrAwayFromZero) }
    case .sqrt: { $0.squareRoot() }
    case .rsqrt: { 1 / $0.squareRoot() }
    case .cbrt: { cbrt($0) }
    case .exp: { exp($0) }
    case .expm1: { expm1($0) }
    case .log: { log($0) }
    case .log1p: { log1p($0) }
    case .sin: { sin($0) }
    case .cos: { cos($0) }
    case .tan: { tan($0) }
    case .tanh: { tanh($0) }
    case .logistic: { $0.logistic }
    case .erf: { erf($0) }
    case .not, .popcnt, .clz, .isFinite: nil
    }
  }

  package static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

  package static func angle(_ y: Double, _ x: Double) -> Double { atan2(y, x) }

  /// 1 / (1 + exp(-x)), with a small relative error for all x.
  fileprivate var logistic: Double {
    if self < 0 {
      let e = exp(self)
      return e / (1 + e)
    }
    return 1 / (1 + exp(-self))
  }

}

extension Float: WideFloat {

  package static func function(_ f: UnaryFunction) -> ((Float) -> Float)? {
    switch f {
    case .abs: { $0.magnitude }
    case .neg: { -$0 }
    case .sign: { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
    case .floor: { $0.rounded(.down) }
    case .ceil: { $0.rounded(.up) }
    case .roundEven: { $0.rounded(.toNearestOrEven) }
    case .roundAway: { $0.rounded(.toNearestOrAwayFromZero) }
    case .sqrt: { $0.squareRoot() }
    case .rsqrt: { Float(1 / Double($0).squareRoot()) }
    case .cbrt: { cbrtf($0) }
    case .exp: { expf($0) }
    case .expm1: { expm1f($0) }
    case .log: { logf($0) }
    case .log1p: { log1pf($0) }
    case .sin: { sinf($0) }
    case .cos: { cosf($0) }
    case .tan: { tanf($0) }
    case .tanh: { tanhf($0) }
    case .logistic: { Float(Double($0).logistic) }
    case .erf: { erff($0) }
    case .not, .popcnt, .clz, .isFinite: nil
    }
  }

  package static func power(_ base: Float, _ exponent: Float) -> Float { powf(base, exponent) }

  package static func angle(_ y: Float, _ x: Float) -> Float { atan2f(y, x) }

}
