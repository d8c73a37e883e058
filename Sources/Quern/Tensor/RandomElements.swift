import Scalars

/// A generator of numbers that are the same for the same seed on every machine.
///
/// This is SplitMix64: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number
/// generators", 2014.
package struct SeededGenerator: RandomNumberGenerator, Sendable {

  private var state: UInt64

  /// Creates a generator.
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

}

/// Elements of one type, drawn evenly between two limits, both included.
///
/// Without limits, floats are drawn from [-1, 1], signed integers from -10 to 10, unsigned ones
/// from 0 to 10, and truth values from both.
struct RandomElements {

  private let type: ElementType
  private let low: Scalar
  private let high: Scalar

  /// Creates the elements of type `type` from `low` to `high`, of that type, finite and in order.
  init(_ type: ElementType, low: Scalar? = nil, high: Scalar? = nil) {
    let usual: (low: Int64, high: Int64) =
      switch type.kind {
      case .float: (-1, 1)
      case .signedInteger: (-10, 10)
      case .unsignedInteger: (0, 10)
      case .boolean: (0, 1)
      }
    self.type = type
    self.low = low ?? Scalar(type, integer: usual.low)
    self.high = high ?? Scalar(type, integer: usual.high)
  }

  /// Draws an element.
  func next(using generator: inout SeededGenerator) -> Scalar {
    guard type.isFloat else { return integer(generator.next()) }
    // The difference of the limits may be more than the greatest `Double`.
    let t = Double(generator.next() >> 11) * 0x1p-53
    return Scalar(type, low.doubleValue * (1 - t) + high.doubleValue * t)
  }

  /// The integer or truth value to which `random` leads.
  private func integer(_ random: UInt64) -> Scalar {
    // Differences of 64-bit integers, signed or not, wrap to the same number of steps.
    let first = UInt64(bitPattern: low.intValue)
    let steps = UInt64(bitPattern: high.intValue) &- first
    let (count, isWhole) = steps.addingReportingOverflow(1)
    let offset = isWhole ? random : random.multipliedFullWidth(by: count).high
    return Scalar(type, integer: Int64(bitPattern: first &+ offset))
  }

}
