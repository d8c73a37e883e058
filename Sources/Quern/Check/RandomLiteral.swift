import GraphIR
import Scalars

extension Literal {

  /// Returns a tensor of type `type` whose elements are drawn evenly from `low...high`, the same
  /// for the same `seed` everywhere, or `nil` if its size is not known or too large to count.
  ///
  /// Without limits, floats are drawn from [-1, 1], signed integers from -10 to 10, unsigned ones
  /// from 0 to 10, and truth values from both.
  ///
  /// - Parameters:
  ///   - low: the least value, of the element type and finite.
  ///   - high: the greatest value, not less than `low`.
  package static func random(
    _ type: TensorType, low: Scalar? = nil, high: Scalar? = nil, seed: UInt64
  ) -> Literal? {
    guard let count = type.elementCount, let byteCount = type.byteCount else { return nil }
    let element = type.element
    let usual: (low: Int64, high: Int64) =
      switch element.kind {
      case .float: (-1, 1)
      case .signedInteger: (-10, 10)
      case .unsignedInteger: (0, 10)
      case .boolean: (0, 1)
      }
    let least = low ?? Scalar(element, integer: usual.low)
    let greatest = high ?? Scalar(element, integer: usual.high)
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    for _ in 0..<count {
      let drawn =
        element.isFloat
        ? Scalar(element, generator.number(from: least.doubleValue, to: greatest.doubleValue))
        : generator.integer(from: least, to: greatest)
      for k in 0..<element.byteWidth {
        bytes.append(UInt8(truncatingIfNeeded: drawn.bits >> UInt64(8 * k)))
      }
    }
    return Literal(type, bytes: bytes)
  }

}

extension SeededGenerator {

  /// A number from `low` to `high`, whose difference may be more than the greatest `Double`.
  fileprivate mutating func number(from low: Double, to high: Double) -> Double {
    let t = Double(next() >> 11) * 0x1p-53
    return low * (1 - t) + high * t
  }

  /// An integer or truth value from `low` to `high`, which have the same type.
  fileprivate mutating func integer(from low: Scalar, to high: Scalar) -> Scalar {
    // Differences of 64-bit integers, signed or not, wrap to the same number of steps.
    let first = UInt64(bitPattern: low.intValue)
    let steps = UInt64(bitPattern: high.intValue) &- first
    let (count, isWhole) = steps.addingReportingOverflow(1)
    let r = next()
    let offset = isWhole ? r : r.multipliedFullWidth(by: count).high
    return Scalar(low.type, integer: Int64(bitPattern: first &+ offset))
  }

}
