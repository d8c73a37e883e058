/// The remainder of division.
extension FloatLanes {

  /// What is left of this by truncating division by `divisor`, exactly.
  ///
  /// For quotients that are not too large, what is left for a rounded quotient is a float: it is at
  /// most about half of the divisor, and a multiple of the last place of one of the operands. The
  /// C library does other quotients, and those that are not finite.
  func remainder(by divisor: FloatLanes) -> FloatLanes {
    if math.isDouble && !math.ir.hasFMA { return math.library("fmod", [self, divisor]) }
    let (x, y) = (magnitude, divisor.magnitude)
    let quotient = x / y
    let n = (quotient + math.rounder) - math.rounder
    let r = exactMultiplyAdd(-n, y, x)
    let inside = (r .< 0).select(r + y, r)
    let result = (x .< y).select(x, inside).withSign(of: self)
    let isUnusual = .!(quotient .< math(single: 0x1p22, double: 0x1p51))
    return math.choose(result, unless: isUnusual, library: "fmod", [self, divisor])
  }

}
