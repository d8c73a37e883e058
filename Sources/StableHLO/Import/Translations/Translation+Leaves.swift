import GraphIR
import Scalars

extension Translation {

  /// Constants, positions and changes of element type.
  static let leaves: [String: Translation] = [
    "stablehlo.constant": constant,
    "chlo.constant": constant,
    "stablehlo.iota": Translation { (f, node) throws(ImportFailure) in
      let dim = try f.reading(node) { (n) throws(AttributeFault) in
        try n.integer("iota_dimension")
      }
      return try f.emit(
        .iota, [], Attributes([.dim: .integer(dim)]), results: node.results, at: node.range)
    },
    "stablehlo.convert": Translation { (f, node) throws(ImportFailure) in
      guard node.operands.count == 1, node.results.count == 1,
        f.graph.type(of: node.operands[0]) == node.results[0]
      else { return try f.emit(.convert, node.operands, results: node.results, at: node.range) }
      return node.operands
    },
    "stablehlo.bitcast_convert": bitcast,
    "chlo.constant_like": Translation { (f, node) throws(ImportFailure) in
      let value = try f.reading(node) { (n) throws(AttributeFault) in try n.number("value") }
      guard let value, node.results.count == 1 else {
        throw f.failure("'chlo.constant_like' has no value", node.range)
      }
      return [try f.emitConstant(value, like: node.results[0], at: node.range)]
    },
    "mhlo.copy": identity,
    "stablehlo.optimization_barrier": identity,
  ]

  /// Truth values are single bits here, the lowest first.
  private static let bitcast = Translation { (f, node) throws(ImportFailure) in
    try f.check(node, operands: 1, results: 1)
    let (from, to) = (f.graph.type(of: node.operands[0]), node.results[0])
    guard (from.element == .i1) == (to.element == .i1) else { return try f.bitcastNarrow(node) }
    return try f.emit(.bitcast, node.operands, results: node.results, at: node.range)
  }

  /// The operands are the results.
  static let identity = Translation { (_, node) throws(ImportFailure) in node.operands }

  /// A tensor whose elements do not matter.
  static let zeros = Translation { (f, node) throws(ImportFailure) in
    var parts: [ValueID] = []
    for type in node.results { parts.append(try f.emitConstant(0, like: type, at: node.range)) }
    return parts
  }

  private static let constant = Translation { (f, node) throws(ImportFailure) in
    guard let value = node.syntax["value"], node.resultSyntax.count == 1 else {
      throw f.failure("the constant has no value", node.range)
    }
    var parts: [ValueID] = []
    for (i, literal) in try f.literals(value).enumerated() {
      if let shape = f.liftedShape, literal.type.isScalar, i < node.results.count,
        node.results[i].shape == shape
      {
        // One element for each of the tensors that the scalars of a region stand for.
        parts.append(try f.emitSplat(literal[0], node.results[i], at: node.range))
      } else {
        parts.append(try f.emitConstant(literal, at: node.range))
      }
    }
    return parts
  }

}
