/// A floating-point number of 1 sign bit, 8 exponent bits and 7 fraction bits: the upper half of a
/// `Float`.
package struct BFloat16: Hashable, Sendable {

  /// The representation.
  package let bitPattern: UInt16

  /// Creates a number from its representation.
  package init(bitPattern: UInt16) {
    self.bitPattern = bitPattern
  }

  /// Creates the number nearest to `x`, the one with an even fraction if there are two.
  ///
  /// A NaN stays one, with its sign and the upper part of its payload, and is quiet.
  package init(_ x: Float) {
    let bits = x.bitPattern
    if x.isNaN {
      self.bitPattern = UInt16(bits >> 16) | 0x0040
    } else {
      let roundingBias: UInt32 = 0x7fff + ((bits >> 16) & 1)
      self.bitPattern = UInt16(truncatingIfNeeded: (bits &+ roundingBias) >> 16)
    }
  }

  /// Creates the number nearest to `x`, rounding once.
  ///
  /// Rounding to a `Float` in between may only lose what does not matter for the second rounding:
  /// it goes to the neighbour with an odd fraction (S. Boldo, G. Melquiond: "Emulation of a FMA and
  /// correctly-rounded sums: proved algorithms using rounding to odd", 2008).
  package init(_ x: Double) {
    let nearest = Float(x)
    guard nearest.isFinite, Double(nearest) != x, nearest.bitPattern & 1 == 0 else {
      // Exact, not finite, beyond the largest `Float` or odd already.
      self.init(nearest)
      return
    }
    let towardZero = Double(nearest.magnitude) > x.magnitude
    let odd = nearest.bitPattern &+ (towardZero ? UInt32.max : 1)
    self.init(Float(bitPattern: odd))
  }

  /// The same number as a `Float`.
  package var floatValue: Float { Float(bitPattern: UInt32(bitPattern) << 16) }

}
