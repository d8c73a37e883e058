/// Roots.
extension FloatLanes {

  /// 1 / √x.
  var reciprocalSquareRoot: FloatLanes { 1 / squareRoot }

  /// The cube root.
  ///
  /// A first guess of the reciprocal comes from dividing the representation by 3, as W. Kahan did
  /// for the root itself; each step of the iteration takes the relative error to its third power.
  var cubeRoot: FloatLanes {
    // A multiple of 3 bits away from both ends of the range.
    let isSmall = magnitude .< 1
    let x = magnitude * isSmall.select(math(single: 0x1p96, double: 0x1p600), 0x1p-3)
    let scale = isSmall.select(math(single: 0x1p-32, double: 0x1p-200), 2)

    // Integers of as many bits as a fraction.
    let spare = math.width - math.fractionWidth - 1
    let unit = math.isDouble ? 0x1p52 : 0x1p23
    let guess = unit * (4.0 / 3 * (Double(math.bias) - 0.05)) / Double(1 << spare)
    let position = multiplyAdd(
      (x.bits >> spare).converted, -1.0 / 3, math(unit + guess.rounded()))
    var y = (position.bits << spare).asFloat.magnitude
    for _ in 0..<(math.isDouble ? 3 : 2) {
      let h = 1 - (x * y) * (y * y)
      let step = multiplyAdd(h, math(single: 0x1.c71c72p-3, double: 2.0 / 9), third)
      y = multiplyAdd(y * h, step, y)
    }

    // One step for the root itself, with the error of the cube exactly.
    let t = x * y * y
    let square = t * t
    let rest = exactMultiplyAdd(t, t, -square)
    var error = exactMultiplyAdd(square, -t, x)
    error = multiplyAdd(-rest, t, error)
    let root = multiplyAdd(error, y * y * third, t) * scale
    return (magnitude .< Double.infinity).select(root.withSign(of: self), self)
  }

  private var third: FloatLanes { math(math[.third][0]) }

}
