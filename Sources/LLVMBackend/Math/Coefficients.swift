/// Numbers that approximate something, for each type in which functions are computed.
struct Coefficients {

  /// Those of single precision, exact in it.
  let single: [Double]

  /// Those of double precision.
  let double: [Double]

  /// Creates coefficients.
  init(single: [Double] = [], double: [Double]) {
    self.single = single
    self.double = double
  }

}
