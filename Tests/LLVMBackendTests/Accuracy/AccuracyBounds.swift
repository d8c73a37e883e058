import Scalars

/// The errors, in units of the last place, that elementary functions may have.
///
/// `docs/NUMERICS.md` publishes this table. For f16 and bf16 functions are computed in single
/// precision and rounded, to which `halfBound` applies.
struct AccuracyBounds {

  let f32: Double
  let f64: Double

  /// The bound for f16 and bf16: nearly that of correct rounding.
  static let halfBound = 0.51

  static let unary: [(function: UnaryFunction, bounds: AccuracyBounds)] = [
    (.exp, AccuracyBounds(f32: 1.25, f64: 1.25)),
    (.expm1, AccuracyBounds(f32: 2, f64: 2.25)),
    (.log, AccuracyBounds(f32: 1, f64: 1)),
    (.log1p, AccuracyBounds(f32: 1.75, f64: 1.75)),
    (.sin, AccuracyBounds(f32: 1.75, f64: 1.75)),
    (.cos, AccuracyBounds(f32: 1.75, f64: 1.75)),
    (.tan, AccuracyBounds(f32: 1.75, f64: 1.75)),
    (.tanh, AccuracyBounds(f32: 2.75, f64: 2.75)),
    (.logistic, AccuracyBounds(f32: 3, f64: 3)),
    (.erf, AccuracyBounds(f32: 1.25, f64: 1.50)),
    (.cbrt, AccuracyBounds(f32: 0.51, f64: 0.51)),
    (.rsqrt, AccuracyBounds(f32: 1.5, f64: 1.5)),
    (.sqrt, AccuracyBounds(f32: 0.5, f64: 0.5)),
  ]

  static let binary: [(function: BinaryFunction, bounds: AccuracyBounds)] = [
    (.pow, AccuracyBounds(f32: 0.51, f64: 1.5)),
    (.atan2, AccuracyBounds(f32: 1.75, f64: 1.75)),
    (.rem, AccuracyBounds(f32: 0, f64: 0)),
  ]

  /// The bound for `type`.
  subscript(type: ElementType) -> Double {
    switch type {
    case .f32: f32
    case .f64: f64
    default: Self.halfBound
    }
  }

}
