/// Sine, cosine and tangent.
///
/// The argument is reduced by a multiple of π/2 that is given by three numbers (W. J. Cody,
/// W. Waite: "Software Manual for the Elementary Functions", 1980), the first of which loses no
/// digit. For arguments so large that these do not do, the C library is called.
extension FloatLanes {

  /// The sine.
  var sine: FloatLanes {
    let angle = reducedAngle()
    let isOdd = angle.isOdd
    let y = isOdd.select(angle.cosine, angle.sine)
    let result = y.flippingSign(by: signBit ^ ((angle.quadrant >> 1) << (math.width - 1)))
    return math.choose(result, unless: isLargeAngle, library: "sin", [self])
  }

  /// The cosine.
  var cosine: FloatLanes {
    let angle = reducedAngle()
    let isOdd = angle.isOdd
    let y = isOdd.select(angle.sine, angle.cosine)
    let next = angle.quadrant + math.integer(1)
    let result = y.flippingSign(by: (next >> 1) << (math.width - 1))
    return math.choose(result, unless: isLargeAngle, library: "cos", [self])
  }

  /// The tangent.
  var tangent: FloatLanes {
    let angle = reducedAngle()
    let isOdd = angle.isOdd
    let (sine, cosine) = (angle.preciseSine, angle.preciseCosine)
    let dividend = isOdd.select(cosine.high, sine.high)
    let divisor = isOdd.select(sine.high, cosine.high)
    let quotient = dividend / divisor
    // What is left with the low parts, which are small.
    var rest = exactMultiplyAdd(-quotient, divisor, dividend)
    rest = rest + isOdd.select(cosine.low, sine.low)
    rest = multiplyAdd(-quotient, isOdd.select(sine.low, cosine.low), rest)
    let sign = angle.quadrant << (math.width - 1)
    let t = quotient.flippingSign(by: sign)
    // The derivative is 1 + tan².
    let correction = multiplyAdd(
      angle.lost, multiplyAdd(t, t, 1), (rest / divisor).flippingSign(by: sign))
    let corrected = t + correction
    let result = corrected.flippingSign(by: signBit)
    return math.choose(result, unless: isLargeAngle, library: "tan", [self])
  }

  /// Where the reduction does not do.
  private var isLargeAngle: MaskLanes { magnitude .> math(single: 0x1p17, double: 0x1p30) }

  /// Returns the magnitude of this reduced to |r| <= π/4.
  private func reducedAngle() -> ReducedAngle {
    let halfPi = math[.halfPi]
    let x = magnitude
    let sum = multiplyAdd(x, math[.twoOverPi][0], math.rounder)
    let n = sum - math.rounder
    let first = exactMultiplyAdd(n, -halfPi[0], x)
    let second = exactMultiplyAdd(n, -halfPi[1], first)
    let rest = multiplyAdd(n, -halfPi[2], second)
    return ReducedAngle(
      multiple: n, differences: (first, second), rest: rest, square: rest * rest,
      quadrant: sum.bits)
  }

}

/// An angle less a multiple of π/2.
private struct ReducedAngle {

  /// The multiple.
  let multiple: FloatLanes

  /// The angle less the multiple of the first part of π/2, exactly, and of two parts.
  let differences: (FloatLanes, FloatLanes)

  /// What is left with all parts, at most π/4 and a little more.
  let rest: FloatLanes

  /// Its square.
  let square: FloatLanes

  /// The multiple as an integer, in the lowest bits.
  let quadrant: IntegerLanes

  /// Where the multiple is odd.
  var isOdd: MaskLanes { .!(quadrant & quadrant.math.integer(1)).isZero }

  /// The sine of what is left.
  var sine: FloatLanes {
    multiplyAdd(square * rest, square.polynomial(.sine), rest)
  }

  /// The sine of what is left, as a sum.
  var preciseSine: (high: FloatLanes, low: FloatLanes) {
    let small = square * rest * square.polynomial(.sine)
    let sum = rest + small
    return (sum, small - (sum - rest))
  }

  /// The cosine of what is left.
  var cosine: FloatLanes { preciseCosine.high }

  /// The cosine of what is left, as a sum.
  var preciseCosine: (high: FloatLanes, low: FloatLanes) {
    let near = multiplyAdd(square, -0.5, 1)
    let lost = multiplyAdd(square, -0.5, 1 - near)
    let small = multiplyAdd(square * square, square.polynomial(.cosine), lost)
    let sum = near + small
    return (sum, small - (sum - near))
  }

  /// What rounding took from what is left.
  var lost: FloatLanes {
    let (first, second) = differences
    let halfPi = multiple.math[.halfPi]
    let difference = first - second
    let bySecond = exactMultiplyAdd(multiple, -halfPi[1], difference)
    let byThird = multiplyAdd(multiple, -halfPi[2], second - rest)
    // The difference is exact unless the second part took nearly everything.
    let isExact = difference.magnitude * 2 .< first.magnitude
    return isExact.select(bySecond + byThird, byThird)
  }

}
