/// The hyperbolic tangent.
///
/// With AVX-512, that of single precision is a polynomial for each piece of the magnitude, of which
/// there are eight for each power of two of 1 + |x|.
extension FloatLanes {

  /// The hyperbolic tangent.
  ///
  /// With e = exp(-2 |x|), this is (1 - e) / (1 + e) or, where it is large,
  /// 1 - 2 e / (1 + e).
  var hyperbolicTangent: FloatLanes {
    if math.ir.hasAVX512 && !math.isDouble { return hyperbolicTangentInPieces }
    let x = (magnitude * -2).atLeast(math(single: -20, double: -40))
    let parts = x.exponentialParts()
    let power = parts.normalPower
    let e = multiplyAdd(parts.excess, power, power)
    let complement = -multiplyAdd(parts.excess, power, power - 1)
    let isLarge = x .< -1.5
    let quotient = isLarge.select(e + e, complement) / (e + 1)
    return isLarge.select(1 - quotient, quotient).withSign(of: self)
  }

  private var hyperbolicTangentInPieces: FloatLanes {
    // Beyond this it rounds to 1.
    let x = magnitude.atMost(9.02)
    // The start of the piece has the three highest bits of the fraction.
    let width = math.fractionWidth - 3
    let bits = (x + 1).bits
    let start = (bits & math.integer(-1 << width)).asFloat - 1
    let t = x - start
    return t.value(of: .hyperbolicTangent, piece: bits >> width).withSign(of: self)
  }

}
