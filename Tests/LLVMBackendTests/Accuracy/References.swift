import Foundation
import Scalars

extension UnaryFunction {

  /// The function of the C library's in the widest type.
  var reference: ((ReferenceFloat) -> ReferenceFloat)? {
    switch self {
    case .sqrt: { $0.squareRoot() }
    case .rsqrt: { 1 / $0.squareRoot() }
    case .cbrt: { Foundation.cbrt($0) }
    case .exp: { Foundation.exp($0) }
    case .expm1: { Foundation.expm1($0) }
    case .log: { Foundation.log($0) }
    case .log1p: { Foundation.log1p($0) }
    case .sin: { Foundation.sin($0) }
    case .cos: { Foundation.cos($0) }
    case .tan: { Foundation.tan($0) }
    case .tanh: { Foundation.tanh($0) }
    case .logistic: { 1 / (1 + Foundation.exp(-$0)) }
    case .erf: { Foundation.erf($0) }
    default: nil
    }
  }

  /// Where results change most.
  var interestingRange: ClosedRange<Double> {
    switch self {
    case .exp, .logistic: -110...110
    case .expm1: -20...90
    case .log: 0...3
    case .log1p: -1...2
    case .sin, .cos, .tan: -200_000...200_000
    case .tanh: -12...12
    case .erf: -7...7
    default: 0...10
    }
  }

  /// A number close to which the reduction of the argument changes, for each `k`.
  func turningPoint(_ k: Int) -> Double {
    let log2 = 0.6931471805599453
    return switch self {
    case .exp, .expm1, .logistic: log2 * Double(k % 1024)
    case .tanh: log2 / 2 * Double(k % 64)
    case .log, .log1p: Double(sign: .plus, exponent: k % 128, significand: 2.0.squareRoot())
    case .sin, .cos, .tan: Double.pi / 4 * Double(k % (1 << 18))
    default: Double(sign: .plus, exponent: k % 128, significand: 1)
    }
  }

}

extension BinaryFunction {

  /// The function of the C library's in the widest type.
  var reference: ((ReferenceFloat, ReferenceFloat) -> ReferenceFloat)? {
    switch self {
    case .pow: { Foundation.pow($0, $1) }
    case .atan2: { Foundation.atan2($0, $1) }
    case .rem: { Foundation.fmod($0, $1) }
    default: nil
    }
  }

}
