import GraphIR
import Scalars

extension Translation {

  /// Functions of single elements.
  static let elementwise: [String: Translation] = {
    var result: [String: Translation] = [
      "stablehlo.compare": compare,
      // Real numbers are complex ones without an imaginary part.
      "stablehlo.real": Translation { (f, node) throws(ImportFailure) in
        try f.check(node, operands: 1, results: 1)
        return node.operands
      },
      "stablehlo.imag": Translation { (f, node) throws(ImportFailure) in
        try f.check(node, operands: 1, results: 1)
        return [try f.emitConstant(0, like: node.results[0], at: node.range)]
      },
      "stablehlo.select": Translation(.select),
      "stablehlo.clamp": Translation(.clamp),
      "stablehlo.reduce_precision": reducePrecision,
    ]
    for (name, opcode) in opcodes { result["stablehlo." + name] = Translation(opcode) }
    return result
  }()

  /// The operations that are functions of the graph by another name.
  private static let opcodes: KeyValuePairs<String, Opcode> = [
    "abs": .abs, "negate": .neg, "sign": .sign, "floor": .floor, "ceil": .ceil,
    "round_nearest_even": .roundEven, "round_nearest_afz": .roundAway, "sqrt": .sqrt,
    "rsqrt": .rsqrt, "cbrt": .cbrt, "exponential": .exp, "exponential_minus_one": .expm1,
    "log": .log, "log_plus_one": .log1p, "sine": .sin, "cosine": .cos, "tan": .tan,
    "tanh": .tanh, "logistic": .logistic, "not": .not, "popcnt": .popcnt,
    "count_leading_zeros": .clz, "is_finite": .isFinite,
    "add": .add, "subtract": .sub, "multiply": .mul, "divide": .div, "remainder": .rem,
    "maximum": .max, "minimum": .min, "power": .pow, "atan2": .atan2, "and": .and, "or": .or,
    "xor": .xor, "shift_left": .shl, "shift_right_arithmetic": .shrA,
    "shift_right_logical": .shrL,
  ]

  private static let reducePrecision = Translation { (f, node) throws(ImportFailure) in
    try f.check(node, operands: 1, results: 1)
    let (exponent, mantissa) = try f.reading(node) { (n) throws(AttributeFault) in
      try n.floatFormat()
    }
    return [
      try f.reducePrecision(
        of: node.operands[0], exponentBits: exponent, mantissaBits: mantissa, at: node.range)
    ]
  }

  static let compare = Translation { (f, node) throws(ImportFailure) in
    let (relation, order) = try f.comparison(node)
    var attributes = Attributes([.direction: .keyword(relation.rawValue)])
    if let order { attributes[.order] = .keyword(order) }
    return try f.emit(
      .compare, node.operands, attributes, results: node.results, at: node.range)
  }

}

extension FunctionImporter {

  /// The relation of which `node` says whether it holds, and the order if it is not the usual one.
  mutating func comparison(
    _ node: Node
  ) throws(ImportFailure) -> (relation: ComparisonDirection, order: String?) {
    let (direction, type) = try reading(node) { (n) throws(AttributeFault) in
      (try n.word("comparison_direction") ?? "", try n.word("compare_type") ?? "NOTYPE")
    }
    guard let relation = ComparisonDirection(rawValue: direction.lowercased()),
      node.values.count == 2, let first = node.operands.first
    else { throw failure("there is no comparison '\(direction)'", node.range) }
    let element = graph.type(of: first).element
    let isRight =
      switch type {
      case "NOTYPE": true
      case "FLOAT", "TOTALORDER": element.isFloat
      case "SIGNED": element.isSigned
      case "UNSIGNED": element.kind == .unsignedInteger || element == .i1
      default: false
      }
    guard isRight else {
      throw failure("a comparison of elements \(element) is not '\(type)'", node.range)
    }
    return (relation, type == "TOTALORDER" ? "total" : nil)
  }

}

extension Node {

  /// The numbers of bits of exponent and mantissa: `e8m23`, or one by one.
  func floatFormat() throws(AttributeFault) -> (exponent: Int, mantissa: Int) {
    guard let text = try word("format") else {
      return (try integer("exponent_bits"), try integer("mantissa_bits"))
    }
    let parts = text.dropFirst().split(separator: "m", omittingEmptySubsequences: false)
    guard text.first == "e", parts.count == 2, let exponent = Int(parts[0]),
      let mantissa = Int(parts[1])
    else { throw AttributeFault("format", syntax["format"], "is a format such as e8m23") }
    return (exponent, mantissa)
  }

}
