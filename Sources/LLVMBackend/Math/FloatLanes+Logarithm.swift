/// Logarithms.
///
/// The argument is split into a power of two and a factor between 3/4 and 3/2.
extension FloatLanes {

  /// The natural logarithm.
  var logarithm: FloatLanes {
    let (k, f) = powerAndFactor()
    let result = FloatLanes.logarithm(of: f, exponent: k)
    return math.ir.hasAVX512 ? result : completingLogarithm(result)
  }

  /// The natural logarithm of 1 plus this.
  var logarithmOfOnePlus: FloatLanes {
    let u = self + 1
    // What rounding lost (T. J. Dekker: "A floating-point technique for extending the available
    // precision", 1971).
    let lost = atMost(1) - (u - atLeast(1))
    let (k, f) = u.powerAndFactor(isNormal: true)
    // Adding it to f takes it times 2 to the power of -k, which there is no need for in what has an
    // exponent so large that nothing can have been lost.
    let exponent = (math.rounder - k.atMost(Double(math.bias - 1))).bits
    let scaled = multiplyAdd(lost, exponent.powerOfTwo, f)
    let result = FloatLanes.logarithm(of: scaled, exponent: k)
    let completed =
      math.ir.hasAVX512
      ? (u .< Double.infinity).select(result, u) : u.completingLogarithm(result)
    return completed.withSign(of: self)
  }

  /// Numbers k and f with this = 2ᵏ (1 + f), 3/4 <= 1 + f <= 3/2, for a positive number, which is
  /// not below the normal ones if `isNormal`.
  ///
  /// With AVX-512, k is infinite and f is 0 where this is 0 or infinite, so that the logarithm is
  /// right with nothing more, and f is NaN where this is less than 0.
  func powerAndFactor(isNormal: Bool = false) -> (exponent: FloatLanes, factor: FloatLanes) {
    if math.ir.hasAVX512 {
      let factor = factorByInstruction
      return (exponentByInstruction - factor.exponentByInstruction, factor - 1)
    }
    var x = self
    var bias = math(Double(math.bias))
    if !isNormal {
      let isSmall = self .< math.leastNormal
      let shift = math.isDouble ? 54.0 : 24.0
      x = isSmall.select(self * (math.isDouble ? 0x1p54 : 0x1p24), self)
      bias = isSmall.select(Double(math.bias) + shift, bias)
    }
    // Where the fraction is less than that of 3/4, this does not carry into the exponent.
    let least = math(0.75).bits
    let carried = x.bits + (math(1).bits - least)
    let k = (carried >> math.fractionWidth).converted - bias
    let fraction = carried & math.integer(1 << math.fractionWidth - 1)
    return (k, (fraction + least).asFloat - 1)
  }

  /// log(2ᵏ (1 + f)).
  static func logarithm(
    of f: FloatLanes, exponent k: FloatLanes, by coefficients: Coefficients = .logarithm
  ) -> FloatLanes {
    let log2 = f.math[.shortLog2]
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
