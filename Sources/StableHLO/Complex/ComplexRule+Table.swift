import GraphIR
import Scalars

extension ComplexRule {

  /// The operations of complex numbers.
  static let table: [String: ComplexRule] = {
    var result = structural
    for (name, function) in functions { result[name] = .function(function) }
    for name in ["add", "atan2", "compare", "divide", "multiply", "power", "select", "subtract"] {
      if let rule = result["stablehlo." + name] {
        result["chlo.broadcast_" + name] = .translation(broadcasting(rule, "stablehlo." + name))
      }
    }
    return result
  }()

  /// The operations that move or carry numbers, and those of several elements.
  private static let structural: [String: ComplexRule] = [
    "stablehlo.broadcast": .partwise,
    "stablehlo.broadcast_in_dim": .partwise,
    "stablehlo.concatenate": .partwise,
    "stablehlo.dynamic_broadcast_in_dim": .partwise,
    "stablehlo.dynamic_gather": .partwise,
    "stablehlo.dynamic_pad": .partwise,
    "stablehlo.dynamic_reshape": .partwise,
    "stablehlo.dynamic_slice": .partwise,
    "stablehlo.dynamic_update_slice": .partwise,
    "stablehlo.gather": .partwise,
    "stablehlo.get_dimension_size": .partwise,
    "stablehlo.pad": .partwise,
    "stablehlo.real_dynamic_slice": .partwise,
    "stablehlo.reshape": .partwise,
    "stablehlo.reverse": .partwise,
    "stablehlo.select": .partwise,
    "stablehlo.set_dimension_size": .partwise,
    "stablehlo.slice": .partwise,
    "stablehlo.transpose": .partwise,
    "stablehlo.add": .partwise,
    "stablehlo.negate": .partwise,
    "stablehlo.subtract": .partwise,
    "chlo.dynamic_reshape": .partwise,
    "mhlo.copy": .partwise,

    "chlo.constant": .together,
    "chlo.scan": .together,
    "check.expect_almost_eq": .together,
    "check.expect_almost_eq_const": .together,
    "check.expect_close": .together,
    "check.expect_eq": .together,
    "check.expect_eq_const": .together,
    "func.call": .together,
    "stablehlo.case": .together,
    "stablehlo.cholesky": .together,
    "stablehlo.composite": .together,
    "stablehlo.constant": .together,
    "stablehlo.custom_call": .together,
    "stablehlo.get_tuple_element": .together,
    "stablehlo.if": .together,
    "stablehlo.map": .together,
    "stablehlo.optimization_barrier": .together,
    "stablehlo.reduce": .together,
    "stablehlo.reduce_window": .together,
    "stablehlo.scatter": .together,
    "stablehlo.sort": .together,
    "stablehlo.triangular_solve": .together,
    "stablehlo.tuple": .together,
    "stablehlo.while": .together,

    "chlo.broadcast_complex": .translation(
      Translation { (f, node) throws(ImportFailure) in
        try Translation.complexOfParts.apply(&f, try f.broadcastingParts(node))
      }),
    "stablehlo.bitcast_convert": .translation(.complexBitcast),
    "stablehlo.compare": .translation(.complexCompare),
    "stablehlo.complex": .translation(.complexOfParts),
    "stablehlo.convert": .translation(.complexConvert),
    "stablehlo.convolution": .translation(.complexConvolution),
    "stablehlo.dot": .translation(.complexDot),
    "stablehlo.dot_general": .translation(.complexDot),
    "stablehlo.dynamic_conv": .translation(.complexDynamicConvolution),
    "stablehlo.dynamic_iota": .translation(.complexDynamicIota),
    "stablehlo.fft": .translation(.fourier),
    "stablehlo.imag": .translation(.complexPart(1)),
    "stablehlo.iota": .translation(.complexIota),
    "stablehlo.real": .translation(.complexPart(0)),
    "stablehlo.select_and_scatter": .translation(.complexSelectAndScatter),
    "chlo.constant_like": .translation(.complexConstantLike),
  ]

  /// The functions of single elements.
  private static let functions: [String: ComplexFormula] = [
    "stablehlo.abs": .real { $0.abs($1) },
    "stablehlo.atan2": .binary(widens: true) { $0.atan2($1, $2) },
    "stablehlo.cbrt": .unary { $0.cbrt($1) },
    "stablehlo.clamp": .ternary(widens: false) { (f, low, z, high) in
      f.minimum(f.maximum(low, z), high)
    },
    "stablehlo.cosine": .unary { $0.cos($1) },
    "stablehlo.divide": .binary(widens: true) { $0.divide($1, $2) },
    "stablehlo.exponential": .unary { $0.exp($1) },
    "stablehlo.exponential_minus_one": .unary { $0.expm1($1) },
    "stablehlo.log": .unary { $0.log($1) },
    "stablehlo.log_plus_one": .unary { $0.log1p($1) },
    "stablehlo.logistic": .unary { $0.logistic($1) },
    "stablehlo.maximum": .binary(widens: false) { $0.maximum($1, $2) },
    "stablehlo.minimum": .binary(widens: false) { $0.minimum($1, $2) },
    "stablehlo.multiply": .binary(widens: false) { (_, a, b) in a * b },
    "stablehlo.power": .binary(widens: true) { $0.power($1, $2) },
    "stablehlo.rsqrt": .unary { $0.rsqrt($1) },
    "stablehlo.sign": .unary { $0.sign($1) },
    "stablehlo.sine": .unary { $0.sin($1) },
    "stablehlo.sqrt": .unary { $0.sqrt($1) },
    "stablehlo.tan": .unary { $0.tan($1) },
    "stablehlo.tanh": .unary { $0.tanh($1) },
    "chlo.acos": .unary { $0.acos($1) },
    "chlo.acosh": .unary { $0.acosh($1) },
    "chlo.asin": .unary { $0.asin($1) },
    "chlo.asinh": .unary { $0.asinh($1) },
    "chlo.atan": .unary { $0.atan($1) },
    "chlo.atanh": .unary { $0.atanh($1) },
    "chlo.conj": .unary { (_, z) in Complex(z.real, -z.imaginary) },
    "chlo.cosh": .unary { $0.cosh($1) },
    "chlo.sinh": .unary { $0.sinh($1) },
    "chlo.square": .unary { $0.square($1) },
    "chlo.tan": .unary { $0.tan($1) },
  ]

  /// The translation of an operation like the one called `name`, of which `rule` is the rule, whose
  /// operands may have different shapes.
  private static func broadcasting(_ rule: ComplexRule, _ name: String) -> Translation {
    let plain = Translation.find(name)
    return Translation { (f, node) throws(ImportFailure) in
      try rule.apply(&f, try f.broadcastingParts(node), plain: plain)
    }
  }

}
