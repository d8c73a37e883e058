/// A function as polynomials, one for each of the pieces of its range.
///
/// A machine that permutes the elements of two vectors by indices looks the coefficients of each
/// lane up in registers. The polynomials are short, since the pieces are, and nothing else of the
/// function's formula is left.
struct PiecewisePolynomial {

  /// The coefficients of single precision, those of the lowest power first, one for each of 32
  /// pieces.
  let single: [[Double]]

  /// Those of double precision, one for each of 16 pieces.
  let double: [[Double]]

  /// Creates a function.
  init(single: [[Double]] = [], double: [[Double]] = []) {
    self.single = single
    self.double = double
  }

}

extension FloatLanes {

  /// The value of `p` at this in the piece that the lowest bits of `piece` number.
  ///
  /// If the function is `nearIdentity`, the first piece starts at 0 and holds what the function
  /// differs from this, so that its small values have hardly an error but that of the last rounding;
  /// this is less than the constants of other pieces.
  func value(
    of p: PiecewisePolynomial, piece: IntegerLanes, nearIdentity: Bool = false
  ) -> FloatLanes {
    let powers = (math.isDouble ? p.double : p.single).map { math.lookUp($0, at: piece) }
    let higher = powers.dropFirst().dropLast().reversed().reduce(powers[powers.count - 1]) {
      multiplyAdd($0, self, $1)
    }
    let constant = nearIdentity ? powers[0].atLeast(self) : powers[0]
    return multiplyAdd(higher, self, constant)
  }

}
