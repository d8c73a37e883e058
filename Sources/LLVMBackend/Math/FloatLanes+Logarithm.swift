/// Logarithms.
///
/// The argument is split into a power of two and a factor between √½ and √2.
extension FloatLanes {

  /// The natural logarithm.
  var logarithm: FloatLanes {
    let (k, f) = powerAndFactor()
    return completingLogarithm(.logarithm(of: f, exponent: k))
  }

  /// The natural logarithm of 1 plus this.
  var logarithmOfOnePlus: FloatLanes {
    let u = self + 1
    // What rounding lost (D. E. Knuth: "The Art of Computer Programming", volume 2, 4.2.2).
    let v = u - 1
    let lost = (1 - (u - v)) + (self - v)
    let (k, f) = u.powerAndFactor(isNormal: true)
    // Adding it to f takes it times 2 to the power of -k, which there is no need for in what has an
    // exponent so large that nothing can have been lost.
    let exponent = (math.rounder - k.atMost(Double(math.bias - 1))).bits
    let scale = (exponent << math.fractionWidth) + math(1).bits
    let scaled = multiplyAdd(lost, scale.asFloat, f)
    let result = u.completingLogarithm(.logarithm(of: scaled, exponent: k))
    return result.withSign(of: self)
  }

  /// Numbers k and f with this = 2ᵏ (1 + f), √½ <= 1 + f <= √2, for a positive number, which is
  /// not below the normal ones if `isNormal`.
  func powerAndFactor(isNormal: Bool = false) -> (exponent: FloatLanes, factor: FloatLanes) {
    var x = self
    var bias = math(Double(math.bias))
    if !isNormal {
      let isSmall = self .< math.leastNormal
      let shift = math.isDouble ? 54.0 : 24.0
      x = isSmall.select(self * (math.isDouble ? 0x1p54 : 0x1p24), self)
      bias = isSmall.select(Double(math.bias) + shift, bias)
    }
    // Where the fraction is less than that of √½, this does not carry into the exponent.
    let root = math(0x1.6a09e6p-1).bits
    let carried = x.bits + (math(1).bits - root)
    let k = (carried >> math.fractionWidth).converted - bias
    let fraction = carried & math.integer(1 << math.fractionWidth - 1)
    return (k, (fraction + root).asFloat - 1)
  }

  /// log(2ᵏ (1 + f)).
  static func logarithm(
    of f: FloatLanes, exponent k: FloatLanes, by coefficients: Coefficients = .logarithm
  ) -> FloatLanes {
    let log2 = f.math[.log2]
    let square = f * f
    var rest = k * log2[1]
    rest = multiplyAdd(square * f, f.splitPolynomial(coefficients), rest)
    rest = multiplyAdd(square, -0.5, rest)
    return multiplyAdd(k, log2[0], f + rest)
  }

  /// `result`, the logarithm of this, but what it is of numbers that are not positive and finite.
  func completingLogarithm(_ result: FloatLanes) -> FloatLanes {
    var y = (self .< Double.infinity).select(result, self)
    y = (self .== 0).select(-Double.infinity, y)
    return (self .< 0).select(Double.nan, y)
  }

}
