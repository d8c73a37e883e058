import Foundation
import GraphIR
import Scalars

/// Where a tensor is not what it should be.
package struct Difference: Hashable, Sendable, CustomStringConvertible {

  /// What differs.
  package enum Kind: Hashable, Sendable {

    /// The types.
    case types(TensorType, TensorType)

    /// Elements: the position of the first one, what is there and what should be, how many differ,
    /// and of how many.
    case elements(index: [Int], actual: Scalar, expected: Scalar, count: Int, total: Int)

  }

  /// What differs.
  package let kind: Kind

  /// Returns the first difference of `actual` from `expected`, or `nil` if there is none.
  ///
  /// Complexity: linear in the number of elements.
  package static func first(
    of actual: Literal, from expected: Literal, _ tolerance: Tolerance
  ) -> Difference? {
    guard actual.type == expected.type else {
      return Difference(kind: .types(actual.type, expected.type))
    }
    guard actual.isSplat != expected.isSplat || actual.bytes != expected.bytes else { return nil }
    return first(of: actual, tolerance, scale: scale(of: expected, tolerance)) { expected[$0] }
  }

  /// Returns the first difference of `actual` from a tensor of the same shape whose elements are
  /// all `element`, or `nil` if there is none.
  package static func first(
    of actual: Literal, fromAll element: Scalar, _ tolerance: Tolerance
  ) -> Difference? {
    guard actual.type.element == element.type else {
      return Difference(kind: .types(actual.type, actual.type.with(element: element.type)))
    }
    let scale = element.type.isFloat && element.doubleValue.isFinite ? element.doubleValue : 0
    return first(of: actual, tolerance, scale: scale.magnitude) { _ in element }
  }

  /// Returns the first difference of `actual` from `expected`, where elements differ iff `differ`
  /// says so, or `nil` if there is none.
  static func first(
    of actual: Literal, from expected: Literal, _ differ: (Scalar, Scalar) -> Bool
  ) -> Difference? {
    guard actual.type == expected.type else {
      return Difference(kind: .types(actual.type, expected.type))
    }
    return first(of: actual, { expected[$0] }, differ)
  }

  private static func first(
    of actual: Literal, _ tolerance: Tolerance, scale: Double, _ expected: (Int) -> Scalar
  ) -> Difference? {
    first(of: actual, expected) { !areSame($0, $1, tolerance, scale: scale) }
  }

  private static func first(
    of actual: Literal, _ expected: (Int) -> Scalar, _ differ: (Scalar, Scalar) -> Bool
  ) -> Difference? {
    var found: (position: Int, actual: Scalar, expected: Scalar)?
    var count = 0
    for i in 0..<actual.count {
      let (a, b) = (actual[i], expected(i))
      guard differ(a, b) else { continue }
      count += 1
      if found == nil { found = (i, a, b) }
    }
    guard let found else { return nil }
    var index: [Int] = []
    var rest = found.position
    for size in (actual.type.sizes ?? []).reversed() where size > 0 {
      index.append(rest % size)
      rest /= size
    }
    return Difference(
      kind: .elements(
        index: index.reversed(), actual: found.actual, expected: found.expected, count: count,
        total: actual.count))
  }

  private static func areSame(
    _ a: Scalar, _ b: Scalar, _ tolerance: Tolerance, scale: Double
  ) -> Bool {
    if a == b { return true }
    guard a.type.isFloat else { return false }
    let (x, y) = (a.doubleValue, b.doubleValue)
    if x.isNaN || y.isNaN { return x.isNaN && y.isNaN }
    guard x.isFinite, y.isFinite else { return false }
    return tolerance.allows(x, y, type: a.type, scale: scale)
  }

  /// The largest magnitude of the finite elements of `literal`, if `tolerance` needs it.
  private static func scale(of literal: Literal, _ tolerance: Tolerance) -> Double {
    guard tolerance == .agreement, literal.type.element.isFloat else { return 0 }
    var result = 0.0
    for i in 0..<literal.count {
      let x = literal[i].doubleValue.magnitude
      if x.isFinite, x > result { result = x }
    }
    return result
  }

  /// `is f32[2] instead of f32[3]`, or
  /// `is 1.5 instead of 1.0 at [0, 2], 4194304 steps or 33 % off (1 of 6 elements differs)`.
  package var description: String {
    switch kind {
    case .types(let actual, let expected):
      return "is \(actual) instead of \(expected)"
    case .elements(let index, let actual, let expected, let count, let total):
      var text = "is \(actual.text) instead of \(expected.text)"
      if !index.isEmpty { text += " at \(index)" }
      text += Self.distance(actual, expected)
      if total > 1 {
        text += " (\(count) of \(total) elements differ\(count == 1 ? "s" : ""))"
      }
      return text
    }
  }

  /// How far two floats are apart, in steps from one element of the type to the next and relative to
  /// the larger of them.
  private static func distance(_ a: Scalar, _ b: Scalar) -> String {
    guard a.type.isFloat, a.doubleValue.isFinite, b.doubleValue.isFinite else { return "" }
    let (x, y) = (a.doubleValue, b.doubleValue)
    let steps = steps(from: a, to: b)
    guard steps > 0 else { return "" }
    let larger = max(x.magnitude, y.magnitude)
    let relative = String(format: "%.1e", (x / larger - y / larger).magnitude)
    return ", \(steps) ulp or \(relative) off"
  }

  /// The number of steps from one element of a floating-point type to the next that lie between `a`
  /// and `b`, where 0 and -0 are the same.
  static func steps(from a: Scalar, to b: Scalar) -> UInt64 {
    let sign = UInt64(1) << UInt64(a.type.bitWidth - 1)
    let (p, q) = (a.bits & ~sign, b.bits & ~sign)
    if a.bits & sign == b.bits & sign { return p > q ? p - q : q - p }
    return p + q
  }

}
