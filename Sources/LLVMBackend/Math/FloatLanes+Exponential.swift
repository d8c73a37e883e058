/// Functions made of the exponential.
///
/// The argument is reduced by a multiple of log 2 that is given by two numbers (W. J. Cody,
/// W. Waite: "Software Manual for the Elementary Functions", 1980). The multiple is even: its power
/// of two is then a square, and multiplying by the root twice reaches all of the range, with
/// numbers below the normal ones rounded once.
extension FloatLanes {

  /// e to the power of this.
  var exponential: FloatLanes {
    let x = atLeast(math(single: -104, double: -746)).atMost(math(single: 89, double: 710))
    return x.exponentialInRange
  }

  /// e to the power of this, which is such that clamping it would not change the result.
  var exponentialInRange: FloatLanes {
    exponentialParts().exponential
  }

  /// e to the power of this, minus 1.
  var exponentialMinusOne: FloatLanes {
    let x = atLeast(math(single: -20, double: -40)).atMost(math(single: 89, double: 710))
    let parts = x.exponentialParts()
    // Half of the square is finite.
    let half = parts.root * 0.5 * parts.root
    let y = multiplyAdd(parts.excess, half, half - 0.5)
    return (y + y).withSign(of: self)
  }

  /// The hyperbolic tangent.
  ///
  /// With e = exp(-2 |x|), this is (1 - e) / (1 + e) or, where it is large,
  /// 1 - 2 e / (1 + e).
  var hyperbolicTangent: FloatLanes {
    let x = (magnitude * -2).atLeast(math(single: -20, double: -40))
    let parts = x.exponentialParts()
    let square = parts.root * parts.root
    let e = multiplyAdd(parts.excess, square, square)
    let complement = -multiplyAdd(parts.excess, square, square - 1)
    let isLarge = x .< -1.5
    let quotient = isLarge.select(e + e, complement) / (e + 1)
    return isLarge.select(1 - quotient, quotient).withSign(of: self)
  }

  /// 1 / (1 + exp(-x)).
  var logistic: FloatLanes {
    // exp(-|x|) never overflows.
    let x = (-magnitude).atLeast(math(single: -104, double: -746))
    let e = x.exponentialInRange
    let divisor = e + 1
    let lost = e - (divisor - 1)
    let quotient = (self .< 0).select(e, 1) / divisor
    return multiplyAdd(-quotient, lost, quotient)
  }

  /// Returns what makes e to the power of this plus `rest`, which is small.
  func exponentialParts(
    plus rest: FloatLanes? = nil, by coefficients: Coefficients = .exponential
  ) -> ExponentialParts {
    let twoLog2 = math[.twoLog2]
    let sum = multiplyAdd(self, math[.halfLog2E][0], math.rounder)
    let n = sum - math.rounder
    let root = (sum.bits << math.fractionWidth) + math(1).bits
    // The head is exact.
    let head = exactMultiplyAdd(n, -twoLog2[0], self)
    let tail = rest.map { multiplyAdd(n, -twoLog2[1], $0) } ?? n * -twoLog2[1]
    let r = head + tail
    let small = multiplyAdd(r * r, r.splitPolynomial(coefficients), tail)
    return ExponentialParts(excess: head + small, root: root.asFloat)
  }

}

/// A power of e as (1 + excess) · root².
struct ExponentialParts {

  /// At least -1/2 and at most 1, with a small relative error.
  let excess: FloatLanes

  /// A power of two.
  let root: FloatLanes

  /// The power.
  var exponential: FloatLanes { (excess + 1) * root * root }

}
