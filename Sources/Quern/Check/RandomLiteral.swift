import GraphIR
import Scalars

extension Literal {

  /// Returns a tensor of type `type` whose elements are drawn evenly from `low...high`, the same
  /// for the same `seed` everywhere, or `nil` if its size is not known or too large to count.
  ///
  /// What the limits are if they are left out is said by `RandomElements`.
  ///
  /// - Parameters:
  ///   - low: the least value, of the element type and finite.
  ///   - high: the greatest value, not less than `low`.
  package static func random(
    _ type: TensorType, low: Scalar? = nil, high: Scalar? = nil, seed: UInt64
  ) -> Literal? {
    guard let count = type.elementCount, let byteCount = type.byteCount else { return nil }
    let elements = RandomElements(type.element, low: low, high: high)
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    for _ in 0..<count {
      let drawn = elements.next(using: &generator)
      for k in 0..<type.element.byteWidth {
        bytes.append(UInt8(truncatingIfNeeded: drawn.bits >> UInt64(8 * k)))
      }
    }
    return Literal(type, bytes: bytes)
  }

}
