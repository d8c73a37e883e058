/// How the values that a test compares may differ.
package enum CheckRule: Hashable, Sendable {

  /// Not at all: equal numbers, so that -0 is 0 and a NaN is equal to nothing.
  case equal

  /// By so many steps from one element of the type to the next, but not fewer than the minimum.
  case close(minimum: UInt64, maximum: UInt64)

  /// By at most the tolerance.
  case almostEqual(tolerance: Double)

  /// Integers not at all, all others by at most the tolerance.
  case equalIntegers(tolerance: Double)

  /// The rules of the calls that tests of StableHLO make; the numbers are those of its tools.
  static let callTargets: [String: CheckRule] = [
    "check.expect_eq": .equal,
    "check.expect_close": .close(minimum: 0, maximum: 3),
    "check.expect_almost_eq": .almostEqual(tolerance: 1e-3),
    "check.eq": .equalIntegers(tolerance: 1e-4),
  ]

  /// The tolerance of `check.expect_almost_eq` that has none of its own.
  static let standardTolerance = 1e-4

}
