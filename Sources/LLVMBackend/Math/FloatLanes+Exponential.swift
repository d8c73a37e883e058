/// Functions made of the exponential.
///
/// The argument is reduced by a multiple of log 2 that is given by two numbers (W. J. Cody,
/// W. Waite: "Software Manual for the Elementary Functions", 1980).
extension FloatLanes {

  /// e to the power of this.
  var exponential: FloatLanes {
    let x = atLeast(math(single: -104, double: -746)).atMost(math(single: 89, double: 710))
    return x.exponentialInRange
  }

  /// e to the power of this, which is such that clamping it would not change the result.
  var exponentialInRange: FloatLanes {
    let (fraction, n) = exponentialFraction
    return fraction.scaled(byPowerOfTwo: n)
  }

  /// e to the power of this, minus 1.
  var exponentialMinusOne: FloatLanes {
    let x = atLeast(math(single: -20, double: -40)).atMost(math(single: 89, double: 710))
    let parts = x.exponentialParts()
    // Half of the power of two is a normal number.
    let half = (parts.sum - 1).bits.powerOfTwo
    let y = multiplyAdd(parts.excess, half, half - 0.5)
    return (y + y).withSign(of: self)
  }

  /// 1 / (1 + exp(-x)), where the power of two of the exponential is on both sides of the division,
  /// so that it does not overflow.
  var logistic: FloatLanes {
    let x = (-self).atLeast(math(single: -20, double: -40)).atMost(math(single: 104, double: 746))
    let (fraction, n) = x.exponentialFraction
    let power = math(1).scaled(byPowerOfTwo: -n)
    return power / (power + fraction)
  }

  /// e to the power of this as a fraction between √½ and √2 and the exponent of a power of two.
  private var exponentialFraction: (fraction: FloatLanes, exponent: FloatLanes) {
    let (sum, log2) = (exponentialSum, math[.log2])
    let n = sum - math.rounder
    let r = multiplyAdd(n, -log2[1], exactMultiplyAdd(n, -log2[0], self))
    let linear = multiplyAdd(r.splitPolynomial(.exponential), r, 1)
    return (multiplyAdd(linear, r, 1), n)
  }

  /// Returns what makes e to the power of this plus `rest`, which is small.
  func exponentialParts(
    plus rest: FloatLanes? = nil, by coefficients: Coefficients = .exponential
  ) -> ExponentialParts {
    let (sum, log2) = (exponentialSum, math[.log2])
    let n = sum - math.rounder
    // The head is exact.
    let head = exactMultiplyAdd(n, -log2[0], self)
    let tail = rest.map { multiplyAdd(n, -log2[1], $0) } ?? n * -log2[1]
    let r = head + tail
    let small = multiplyAdd(r * r, r.splitPolynomial(coefficients), tail)
    return ExponentialParts(excess: head + small, exponent: n, sum: sum)
  }

  /// The quotient by log 2, rounded to an integer that is in the lowest bits.
  private var exponentialSum: FloatLanes { multiplyAdd(self, math[.log2E][0], math.rounder) }

  /// This times 2 to the power of `n`, rounded once, where `n` is an integer of not much more than
  /// the exponents of floats.
  func scaled(byPowerOfTwo n: FloatLanes) -> FloatLanes {
    if math.ir.hasAVX512 { return scaledByInstruction(n) }
    // Powers of two of half the exponent are normal, and the first product is exact.
    let sum = multiplyAdd(n, 0.5, math.rounder)
    let rest = n - (sum - math.rounder)
    return self * sum.bits.powerOfTwo * (rest + math.rounder).bits.powerOfTwo
  }

}

/// A power of e as (1 + excess) · 2ⁿ.
struct ExponentialParts {

  /// At least -1/2 and at most 1/2, with a small relative error.
  let excess: FloatLanes

  /// The exponent n.
  let exponent: FloatLanes

  /// A sum that has the exponent in its lowest bits.
  let sum: FloatLanes

  /// The power of two, if it is a normal number.
  var normalPower: FloatLanes { sum.bits.powerOfTwo }

  /// The power.
  var exponential: FloatLanes { (excess + 1).scaled(byPowerOfTwo: exponent) }

}
