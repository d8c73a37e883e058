/// Angles of points.
extension FloatLanes {

  /// The angle of the point (`x`, this), as the arctangent of the lesser coordinate by the greater.
  func angle(of x: FloatLanes) -> FloatLanes {
    let isSteep = magnitude .> x.magnitude
    let lesser = isSteep.select(x.magnitude, magnitude)
    let greater = isSteep.select(magnitude, x.magnitude)
    // The quotients of infinities and of zeros.
    let ofEqual = (greater .== 0).select(0, 1)
    let t = (lesser .== greater).select(ofEqual, lesser / greater)

    let square = t * t
    var a = multiplyAdd(square * t, square.polynomial(.arctangent), t)
    let (pi, halfPi) = (math[.pi], math[.halfPi])
    a = isSteep.select(halfPi[0] - (a - halfPi[1]), a)
    let isLeft = .!x.signBit.isZero
    a = isLeft.select(pi[0] - (a - pi[1]), a)
    return a.withSign(of: self)
  }

}
