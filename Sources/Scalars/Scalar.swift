/// One element: its type and its bits.
package struct Scalar: Hashable, Sendable {

  /// The type.
  package let type: ElementType

  /// The representation in the low `type.byteWidth * 8` bits, all others zero.
  package let bits: UInt64

  /// Creates a scalar from its representation, of which bits beyond the type's width are dropped.
  package init(_ type: ElementType, bits: UInt64) {
    self.type = type
    let width = type.byteWidth * 8
    let kept = width == 64 ? bits : bits & ((1 << UInt64(width)) - 1)
    self.bits = type == .i1 ? kept & 1 : kept
  }

}
