/// Powers.
extension FloatLanes {

  /// This to the power of `exponent`.
  ///
  /// Single precision takes the way of logarithm and exponential in double precision.
  func power(_ exponent: FloatLanes) -> FloatLanes {
    // Beyond this, powers of numbers other than 1 and -1 are infinite or 0.
    let limit = math(single: 0x1p40, double: 0x1p80)
    let y = exponent.atLeast(-limit).atMost(limit)
    var result: FloatLanes
    if math.isDouble {
      result = magnitude.powerOfMagnitude(y)
    } else {
      result = magnitude.widened.powerByShortPolynomials(y.widened).narrowed
    }

    // Negative numbers have powers with integers only, and are odd functions if those are odd.
    let isOdd = y.isInteger .& .!(y * 0.5).isInteger
    result = isOdd.select(result.withSign(of: self), result)
    let isNegative = (self .< 0) .& (self .!= -Double.infinity)
    result = (isNegative .& .!y.isInteger).select(Double.nan, result)
    // Those of 1, and all with 0, are 1 even for NaN.
    let isOne = (self .== 1) .| (y .== 0)
    return isOne.select(1, result)
  }

  /// `true` iff this is an integer.
  private var isInteger: MaskLanes {
    let unit = math.isDouble ? 0x1p52 : 0x1p23
    let x = magnitude
    return (x .>= unit) .| (((x + unit) - unit) .== x)
  }

  /// This, not negative, to the power of `y`, in double precision but exact to single precision.
  private func powerByShortPolynomials(_ y: FloatLanes) -> FloatLanes {
    // Numbers of single precision are far from the least normal ones.
    let (k, f) = powerAndFactor(isNormal: true)
    let logarithm = FloatLanes.logarithm(of: f, exponent: k, by: .shortLogarithm)
    // With AVX-512 it is right for 0 and infinity as it is.
    let completed = math.ir.hasAVX512 ? logarithm : completingLogarithm(logarithm)
    let x = (y * completed).atLeast(-746).atMost(710)
    return x.exponentialParts(by: .shortExponential).exponential
  }

  /// This, not negative, to the power of `y`, in double precision.
  ///
  /// The logarithm is a sum of two numbers, with about 65 correct bits, since its product with `y`
  /// has up to ten of them before the point (T. J. Dekker: "A floating-point technique for extending
  /// the available precision", 1971).
  private func powerOfMagnitude(_ y: FloatLanes) -> FloatLanes {
    let (high, low) = preciseLogarithm()
    let product = y * completingLogarithm(high)
    let rest = multiplyAdd(y, low, exactMultiplyAdd(y, high, -product))
    // Where the rest matters, the power is finite and not 0.
    let isInRange = product.magnitude .< 746
    let x = product.atLeast(-746).atMost(710)
    return x.exponentialParts(plus: isInRange.select(rest, 0)).exponential
  }

  /// The natural logarithm of a positive finite number, as a sum.
  private func preciseLogarithm() -> (high: FloatLanes, low: FloatLanes) {
    let (k, f) = powerAndFactor()
    let third = math[.third]
    let log2 = math[.shortLog2]

    // s = f / (2 + f), so that 1 + f = (1 + s) / (1 - s).
    let divisor = f + 2
    let divisorLow = f - (divisor - 2)
    let s = f / divisor
    let remainder = exactMultiplyAdd(-s, divisor, f)
    let sLow = multiplyAdd(-s, divisorLow, remainder) / divisor

    // z = s², and c = z / 3 + z² Q(z), so that log (1 + f) = 2 s (1 + c).
    let z = s * s
    let zLow = multiplyAdd(s + s, sLow, exactMultiplyAdd(s, s, -z))
    let w = z * third[0]
    var wLow = exactMultiplyAdd(z, third[0], -w)
    wLow = multiplyAdd(z, third[1], multiplyAdd(zLow, third[0], wLow))
    let small = z * z * z.polynomial(.preciseLogarithm)
    let c = w + small
    let cLow = (small - (c - w)) + wLow

    let double = s + s
    let p = double * c
    var pLow = exactMultiplyAdd(double, c, -p)
    pLow = multiplyAdd(double, cLow, multiplyAdd(sLow + sLow, c, pLow))
    let l = double + p
    let lLow = (p - (l - double)) + (pLow + (sLow + sLow))

    // The product with k is exact.
    let whole = k * log2[0]
    let high = whole + l
    let low = (l - (high - whole)) + multiplyAdd(k, log2[1], lLow)
    let sum = high + low
    return (sum, low - (sum - high))
  }

}
