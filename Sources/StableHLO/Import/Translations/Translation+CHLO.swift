import GraphIR
import Scalars

extension Translation {

  /// Operations that frameworks use beside those of StableHLO.
  static let chlo: [String: Translation] = {
    var result: [String: Translation] = [
      "chlo.erf": Translation(.erf),
      "chlo.tan": Translation(.tan),
      "chlo.square": Translation { (f, node) throws(ImportFailure) in
        try f.check(node, operands: 1, results: 1)
        let x = node.operands[0]
        return try f.emit(.mul, [x, x], results: node.results, at: node.range)
      },
      "chlo.is_inf": infinityTest(.infinity, ofMagnitude: true),
      "chlo.is_pos_inf": infinityTest(.infinity, ofMagnitude: false),
      "chlo.is_neg_inf": infinityTest(-.infinity, ofMagnitude: false),
      "chlo.next_after": nextAfter,
      "chlo.mulhi": highProduct,
      "chlo.ragged_dot": raggedDot,
      "chlo.scan": scan,
      "chlo.broadcast_compare": Translation { (f, node) throws(ImportFailure) in
        try compare.apply(&f, try f.broadcasting(node))
      },
      "chlo.broadcast_select": Translation { (f, node) throws(ImportFailure) in
        try f.emit(
          .select, try f.broadcasting(node).operands, results: node.results, at: node.range)
      },
    ]
    for (name, formula) in formulas { result["chlo." + name] = formula.translation }
    for name in broadcasting {
      guard let plain = elementwise["stablehlo." + name] ?? result["chlo." + name] else {
        continue
      }
      result["chlo.broadcast_" + name] = Translation { (f, node) throws(ImportFailure) in
        try plain.apply(&f, try f.broadcasting(node))
      }
    }
    return result
  }()

  /// The functions that exist with operands of different shapes.
  private static let broadcasting = [
    "add", "and", "atan2", "divide", "maximum", "minimum", "multiply", "next_after", "or",
    "polygamma", "power", "remainder", "shift_left", "shift_right_arithmetic",
    "shift_right_logical", "subtract", "xor", "zeta",
  ]

  /// The functions of real numbers that are made of those of the graph.
  static let formulas: KeyValuePairs<String, RealFormula> = [
    "acos": .arcCosine, "acosh": .inverseHyperbolicCosine, "asin": .arcSine,
    "asinh": .inverseHyperbolicSine, "atan": .arcTangent, "atanh": .inverseHyperbolicTangent,
    "bessel_i1e": .scaledBesselI1, "cosh": .hyperbolicCosine, "digamma": .digamma,
    "erf_inv": .errorInverse, "erfc": .errorComplement, "lgamma": .logGamma,
    "polygamma": .polygamma, "sinh": .hyperbolicSine, "zeta": .zeta,
  ]

  private static func infinityTest(_ infinity: Double, ofMagnitude: Bool) -> Translation {
    Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 1, results: 1)
      var x = node.operands[0]
      if ofMagnitude { x = try f.emitOne(.abs, [x], at: node.range) }
      let limit = try f.emitConstant(infinity, like: f.graph.type(of: x), at: node.range)
      return try f.emit(
        .compare, [x, limit], Attributes([.direction: .keyword("eq")]), results: node.results,
        at: node.range)
    }
  }

  /// The neighbour of x in the direction of y, by steps of the representation as an integer.
  private static let nextAfter = Translation { (f, node) throws(ImportFailure) in
    try f.check(node, operands: 2, results: 1)
    let type = node.results[0]
    let signed = type.with(element: ElementType.signedInteger(ofWidth: type.element.byteWidth))
    let (x, y) = (node.operands[0], node.operands[1])
    guard type.element.isFloat, f.graph.type(of: x) == type else {
      throw f.failure("'chlo.next_after' is for floats", node.range)
    }
    let range = node.range
    func compare(
      _ f: inout FunctionImporter, _ direction: String, _ a: ValueID, _ b: ValueID
    ) throws(ImportFailure) -> ValueID {
      try f.emitOne(
        .compare, [a, b], Attributes([.direction: .keyword(direction)]), at: range)
    }
    let bits = try f.emitOne(.bitcast, [x], type: signed, at: range)
    let one = try f.emitConstant(1, like: signed, at: range)
    let minusOne = try f.emitConstant(-1, like: signed, at: range)
    let zero = try f.emitConstant(0, like: type, at: range)
    // Away from zero, the representation grows.
    let isUp = try compare(&f, "lt", x, y)
    let isPositive = try compare(&f, "gt", x, zero)
    let isAway = try compare(&f, "eq", isUp, isPositive)
    let step = try f.emitOne(.select, [isAway, one, minusOne], at: range)
    let moved = try f.emitOne(.add, [bits, step], at: range)
    // From zero, it is the smallest number with the sign of y.
    let signBit = Scalar(signed.element, bits: UInt64(1) << UInt64(signed.element.bitWidth - 1))
    let smallestNegative = Scalar(signed.element, bits: signBit.bits | 1)
    let fromZero = try f.emitOne(
      .select, [isUp, one, try f.emitSplat(smallestNegative, signed, at: range)], at: range)
    let isZero = try compare(&f, "eq", x, zero)
    let next = try f.emitOne(.select, [isZero, fromZero, moved], at: range)
    let result = try f.emitOne(.bitcast, [next], type: type, at: range)
    // Equal operands give the second, and a NaN gives a NaN.
    let isSame = try compare(&f, "eq", x, y)
    let orSame = try f.emitOne(.select, [isSame, y, result], at: range)
    let sum = try f.emitOne(.add, [x, y], at: range)
    let isOrdered = try f.emitOne(
      .and, [try compare(&f, "eq", x, x), try compare(&f, "eq", y, y)], at: range)
    return [try f.emitOne(.select, [isOrdered, orSame, sum], at: range)]
  }

  /// The upper half of the product.
  private static let highProduct = Translation { (f, node) throws(ImportFailure) in
    try f.check(node, operands: 2, results: 1)
    let type = node.results[0]
    let element = type.element
    guard element.isInteger else { throw f.failure("'chlo.mulhi' is for integers", node.range) }
    let range = node.range
    if element.bitWidth < 64 {
      let wide = type.with(element: element.isSigned ? .i64 : .u64)
      let a = try f.converted(node.operands[0], to: wide.element, at: range)
      let b = try f.converted(node.operands[1], to: wide.element, at: range)
      let product = try f.emitOne(.mul, [a, b], at: range)
      let width = try f.emitConstant(Double(element.bitWidth), like: wide, at: range)
      let high = try f.emitOne(
        element.isSigned ? .shrA : .shrL, [product, width], at: range)
      return [try f.converted(high, to: element, at: range)]
    }
    return [try f.highProduct(node.operands[0], node.operands[1], type, at: range)]
  }

}
