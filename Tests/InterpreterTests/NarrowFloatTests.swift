import Scalars
import Testing

/// Conversions to and from the 16-bit floats, over all their values.
@Suite struct NarrowFloatTests {

  /// The value of a 16-bit pattern with `exponentBits` bits of exponent, from the definition.
  private func value(of bits: UInt16, exponentBits: Int) -> Double {
    let fractionBits = 15 - exponentBits
    let bias = (1 << (exponentBits - 1)) - 1
    let exponent = Int(bits >> UInt16(fractionBits)) & ((1 << exponentBits) - 1)
    let fraction = Double(Int(bits) & ((1 << fractionBits) - 1))
    let unit = Double(sign: .plus, exponent: -fractionBits, significand: 1)
    let sign: Double = bits >> 15 == 0 ? 1 : -1
    if exponent == (1 << exponentBits) - 1 { return fraction == 0 ? sign * .infinity : .nan }
    let scale = Double(sign: .plus, exponent: max(exponent, 1) - bias, significand: 1)
    return sign * scale * (exponent == 0 ? fraction * unit : 1 + fraction * unit)
  }

  private static let formats: [(ElementType, Int)] = [(.f16, 5), (.bf16, 8)]

  @Test(arguments: formats) func allPatternsRoundTrip(type: ElementType, exponentBits: Int) {
    var failures = 0
    for bits in UInt16.min...UInt16.max {
      let s = Scalar(type, bits: UInt64(bits))
      let expected = value(of: bits, exponentBits: exponentBits)
      let wide = s.converted(to: .f32)
      if expected.isNaN {
        if !s.doubleValue.isNaN || !Scalar(type, s.doubleValue).doubleValue.isNaN { failures += 1 }
        if !wide.converted(to: type).doubleValue.isNaN { failures += 1 }
      } else if s.doubleValue.bitPattern != expected.bitPattern
        || Scalar(type, expected) != s || wide.converted(to: type) != s
      {
        failures += 1
      }
    }
    #expect(failures == 0)
  }

  @Test(arguments: formats) func midpointsRoundToEvenOnce(type: ElementType, exponentBits: Int) {
    var failures = 0
    let infinity = Scalar(type, Double.infinity).bits
    for bits in 0..<UInt16(infinity) {
      let low = value(of: bits, exponentBits: exponentBits)
      // Beyond the largest number lies the one that would follow it.
      let next =
        bits + 1 == UInt16(infinity)
        ? 2 * low - value(of: bits - 1, exponentBits: exponentBits)
        : value(of: bits + 1, exponentBits: exponentBits)
      let middle = (low + next) / 2
      let even = bits & 1 == 0 ? bits : bits + 1
      for sign: UInt64 in [0, 0x8000] {
        let s: Double = sign == 0 ? 1 : -1
        if Scalar(type, s * middle).bits != UInt64(even) | sign { failures += 1 }
        // These differ from the middle by less than a Float can tell.
        if Scalar(type, s * middle.nextDown).bits != UInt64(bits) | sign { failures += 1 }
        if Scalar(type, s * middle.nextUp).bits != UInt64(bits + 1) | sign { failures += 1 }
        let f = Scalar(.f32, s * middle)
        if f.converted(to: type).bits != UInt64(even) | sign { failures += 1 }
      }
    }
    #expect(failures == 0)
  }

  @Test func largeIntegersRoundOnce() {
    // 2⁶² + 2⁵⁴ is the middle of two bf16; a Double cannot hold the one that is added to it.
    let middle: Int64 = 1 << 62 + 1 << 54
    #expect(Scalar(.bf16, integer: middle).doubleValue == 0x1p62)
    #expect(Scalar(.bf16, integer: middle + 1).doubleValue == 0x1.02p62)
    #expect(Scalar(.bf16, integer: -(middle + 1)).doubleValue == -0x1.02p62)
    #expect(Scalar(.f32, integer: 1 << 62 + 1 << 38 + 1).doubleValue == 0x1.000002p62)
    #expect(Scalar(.f32, integer: 1 << 62 + 1 << 38).doubleValue == 0x1p62)
    #expect(Scalar(.f16, integer: 65519).doubleValue == 65504)
    #expect(Scalar(.f16, integer: 65520).doubleValue == .infinity)
    #expect(Scalar(.u64, bits: .max).converted(to: .f32).doubleValue == 0x1p64)
    #expect(Scalar(.f64, integer: Int64.max).doubleValue == 0x1p63)
  }

  @Test func nanStaysQuietNaN() {
    let signaling = Scalar(.f32, bits: 0xff80_0001)
    #expect(signaling.converted(to: .bf16).bits == 0xffc0)
    #expect(signaling.converted(to: .f16).doubleValue.isNaN)
  }

}
