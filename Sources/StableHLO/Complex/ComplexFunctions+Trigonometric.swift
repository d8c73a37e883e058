/// The functions of angles are those of hyperbolic angles, turned: sin z = -i sinh iz.
extension ComplexFunctions {

  /// The sine.
  func sin(_ z: Complex) -> Complex { sinh(z.timesI).overI }

  /// The cosine.
  func cos(_ z: Complex) -> Complex { cosh(z.timesI) }

  /// The tangent.
  func tan(_ z: Complex) -> Complex { tanh(z.timesI).overI }

}
