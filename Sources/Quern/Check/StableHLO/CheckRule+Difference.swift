import GraphIR
import Scalars
import StableHLO

extension CheckRule {

  /// Returns where `actual` is not what this rule allows it to be, or `nil` if it is nowhere.
  ///
  /// Complexity: linear in the number of elements.
  package func difference(of actual: Literal, from expected: Literal) -> Difference? {
    Difference.first(of: actual, from: expected) { !allows($0, $1) }
  }

  /// Whether an element may be `a` where `b` is expected; both have the same type.
  func allows(_ a: Scalar, _ b: Scalar) -> Bool {
    switch self {
    case .equal: a.type.isFloat ? a.doubleValue == b.doubleValue : a == b
    case .close(let minimum, let maximum):
      a.type.isFloat
        ? (minimum...max(minimum, maximum)).contains(Self.steps(from: a, to: b)) : a == b
    case .almostEqual(let tolerance): Self.isNear(a, b, tolerance)
    case .equalIntegers(let tolerance):
      a.type.isFloat ? Self.isNear(a, b, tolerance) : a == b
    }
  }

  private static func isNear(_ a: Scalar, _ b: Scalar, _ tolerance: Double) -> Bool {
    if a == b { return true }
    let (x, y) = (a.doubleValue, b.doubleValue)
    if x.isNaN || y.isNaN { return x.isNaN && y.isNaN }
    return x == y || (x - y).magnitude <= tolerance
  }

  /// The number of steps from one element of a floating-point type to the next that lie between `a`
  /// and `b`: none between two NaNs, and more than there are between a finite number and another.
  static func steps(from a: Scalar, to b: Scalar) -> UInt64 {
    let (x, y) = (a.doubleValue, b.doubleValue)
    if x.isNaN && y.isNaN || x == y { return 0 }
    guard x.isFinite, y.isFinite else { return .max }
    return Difference.steps(from: a, to: b)
  }

}
