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
    let (s, c) = (angle.sine, angle.cosine)
    let quotient = isOdd.select(c, s) / isOdd.select(s, c)
    let result = quotient.flippingSign(by: signBit ^ (angle.quadrant << (math.width - 1)))
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
    var r = exactMultiplyAdd(n, -halfPi[0], x)
    r = exactMultiplyAdd(n, -halfPi[1], r)
    r = multiplyAdd(n, -halfPi[2], r)
    return ReducedAngle(rest: r, square: r * r, quadrant: sum.bits)
  }

}

/// An angle less a multiple of π/2.
private struct ReducedAngle {

  /// What is left, at most π/4 and a little more.
  let rest: FloatLanes

  /// Its square.
  let square: FloatLanes

  /// The multiple, in the lowest bits.
  let quadrant: IntegerLanes

  /// Where the multiple is odd.
  var isOdd: MaskLanes { .!(quadrant & quadrant.math.integer(1)).isZero }

  /// The sine of what is left.
  var sine: FloatLanes {
    multiplyAdd(square * rest, square.polynomial(.sine), rest)
  }

  /// The cosine of what is left.
  var cosine: FloatLanes {
    let small = square * square * square.polynomial(.cosine)
    return multiplyAdd(square, -0.5, 1) + small
  }

}
