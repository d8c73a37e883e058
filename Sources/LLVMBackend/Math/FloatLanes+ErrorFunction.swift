/// The error function.
///
/// With AVX-512 it is a polynomial for each multiple of a width that is nearest to the magnitude.
extension FloatLanes {

  /// erf(x): up to 1 as x + x E(x²), from there as 1 - exp(G(x)).
  var errorFunction: FloatLanes {
    if math.ir.hasAVX512 { return errorFunctionInPieces }
    let square = self * self
    let small = multiplyAdd(self, square.splitPolynomial(.errorFunction), self)
    // Beyond this it rounds to 1.
    let x = magnitude.atMost(math(single: 4, double: 6))
    let complement = x.splitPolynomial(.complement).exponentialInRange
    let large = (1 - complement).withSign(of: self)
    return (magnitude .< 1).select(small, large)
  }

  /// erf(x) = erf(n w + t), where w is the width of the pieces.
  private var errorFunctionInPieces: FloatLanes {
    // In double precision the values at the first multiples are hardly rounded.
    let width = math.isDouble ? 0x1.88051068p-2 : 0x1p-3
    // Beyond this it rounds to 1.
    let x = magnitude.atMost(math(single: 3.92, double: 5.93))
    let sum = multiplyAdd(x, 1 / width, math.rounder)
    let t = multiplyAdd(sum - math.rounder, -width, x)
    return t.value(of: .errorFunction, piece: sum.bits, nearIdentity: true).withSign(of: self)
  }

}
