/// The error function.
extension FloatLanes {

  /// erf(x): up to 1 as x + x E(x²), from there as 1 - exp(G(x)).
  var errorFunction: FloatLanes {
    let square = self * self
    let small = multiplyAdd(self, square.splitPolynomial(.errorFunction), self)
    // Beyond this it rounds to 1.
    let x = magnitude.atMost(math(single: 4, double: 6))
    let complement = x.splitPolynomial(.complement).exponentialInRange
    let large = (1 - complement).withSign(of: self)
    return (magnitude .< 1).select(small, large)
  }

}
