import Scalars

/// A tensor of known elements: the payload of a constant, and the values that the interpreter
/// computes with.
///
/// The invariant that `bytes` holds either one element or all of them, in row-major order and the
/// machine's (little-endian) byte order, holds by construction.
package struct Literal: Hashable, Sendable {

  /// The type, whose sizes are all known.
  package let type: TensorType

  /// `true` iff all elements are equal and `bytes` holds only one of them, as is the case for
  /// scalars.
  package let isSplat: Bool

  /// The representation of the elements.
  package let bytes: [UInt8]

  /// Creates a tensor all of whose elements are `element`, or returns `nil` if `sizes` has no
  /// representable element count.
  package init?(splat element: Scalar, sizes: [Int]) {
    let type = TensorType(element.type, sizes: sizes)
    guard type.byteCount != nil else { return nil }
    self.type = type
    self.isSplat = true
    self.bytes = (0..<element.type.byteWidth).map {
      UInt8(truncatingIfNeeded: element.bits >> (8 * $0))
    }
  }

  /// Creates a scalar.
  package init(_ element: Scalar) {
    self.type = TensorType(element.type, [])
    self.isSplat = true
    self.bytes = (0..<element.type.byteWidth).map {
      UInt8(truncatingIfNeeded: element.bits >> (8 * $0))
    }
  }

  /// Creates a tensor from the bytes of all its elements, or returns `nil` if their number is not
  /// that of `type`.
  package init?(_ type: TensorType, bytes: [UInt8]) {
    guard let n = type.byteCount, n == bytes.count else { return nil }
    self.type = type
    self.isSplat = type.isScalar
    self.bytes = bytes
  }

  /// The number of elements.
  package var count: Int { type.elementCount ?? 0 }

  /// The element at the row-major position `i`, which must be less than `count`.
  package subscript(i: Int) -> Scalar {
    let w = type.element.byteWidth
    let base = isSplat ? 0 : i * w
    var bits: UInt64 = 0
    for k in 0..<w { bits |= UInt64(bytes[base + k]) << UInt64(8 * k) }
    return Scalar(type.element, bits: bits)
  }

  /// The element of which all are copies, if this is stored as a splat and not empty.
  package var splatElement: Scalar? { isSplat && count > 0 ? self[0] : nil }

  /// This literal with all elements spelled out in `bytes`.
  package var dense: Literal {
    guard isSplat else { return self }
    var all: [UInt8] = []
    all.reserveCapacity(bytes.count * count)
    for _ in 0..<count { all += bytes }
    return Literal(unchecked: type, bytes: all)
  }

  private init(unchecked type: TensorType, bytes: [UInt8]) {
    self.type = type
    self.isSplat = type.isScalar
    self.bytes = bytes
  }

}
