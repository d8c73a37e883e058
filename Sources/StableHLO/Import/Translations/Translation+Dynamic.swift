import GraphIR
import Scalars

extension Translation {

  /// Operations whose sizes are operands: they become those with known sizes.
  static let dynamic: [String: Translation] = [
    "stablehlo.dynamic_broadcast_in_dim": Translation { (f, node) throws(ImportFailure) in
      let dims = try f.reading(node) { (n) throws(AttributeFault) in
        try n.integers("broadcast_dimensions")
      }
      try f.check(node, operands: 2, results: 1)
      let type = try f.sizedResult(1, of: node)
      return [try f.broadcast(node.operands[0], dims, to: type, at: node.range)]
    },
    "stablehlo.dynamic_reshape": reshape,
    "chlo.dynamic_reshape": reshape,
    "stablehlo.dynamic_iota": Translation { (f, node) throws(ImportFailure) in
      let dim = try f.reading(node) { (n) throws(AttributeFault) in
        try n.integer("iota_dimension")
      }
      try f.check(node, operands: 1, results: 1)
      let type = try f.sizedResult(0, of: node)
      return try f.emit(
        .iota, [], Attributes([.dim: .integer(dim)]), results: [type], at: node.range)
    },
    "stablehlo.real_dynamic_slice": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 4, results: 1)
      let attributes = Attributes([
        .start: .integers(try f.knownIntegers(1, of: node)),
        .limit: .integers(try f.knownIntegers(2, of: node)),
        .stride: .integers(try f.knownIntegers(3, of: node)),
      ])
      return try f.emit(
        .slice, [node.operands[0]], attributes, results: node.results, at: node.range)
    },
    "stablehlo.dynamic_pad": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 5, results: 1)
      let attributes = Attributes([
        .low: .integers(try f.knownIntegers(2, of: node)),
        .high: .integers(try f.knownIntegers(3, of: node)),
        .interior: .integers(try f.knownIntegers(4, of: node)),
      ])
      return try f.emit(
        .pad, Array(node.operands[..<2]), attributes, results: node.results, at: node.range)
    },
    "stablehlo.dynamic_gather": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 3, results: 1)
      let sizes = try f.knownIntegers(2, of: node)
      let attributes = try f.reading(node) { (n) throws(AttributeFault) in
        Attributes(try n.gatherAttributes(sliceSizes: sizes))
      }
      return try f.emit(
        .gather, Array(node.operands[..<2]), attributes, results: node.results, at: node.range)
    },
    "stablehlo.dynamic_conv": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 3, results: 1)
      let attributes = try f.dynamicConvolutionAttributes(node)
      var convolution = node
      convolution.operands.removeLast()
      return [try f.contract(.convolution, attributes, convolution)]
    },
    "stablehlo.set_dimension_size": Translation { (f, node) throws(ImportFailure) in
      let dim = try f.reading(node) { (n) throws(AttributeFault) in try n.integer("dimension") }
      try f.check(node, operands: 2, results: 1)
      let shape = f.graph.type(of: node.operands[0]).shape
      guard shape.indices.contains(dim) else {
        throw f.failure("there is no axis \(dim)", node.range)
      }
      guard try f.knownIntegers(1, of: node).first.map(Dimension.size) == shape[dim] else {
        throw f.unsupported("a size that is less than the bound of the type", node.range)
      }
      return [node.operands[0]]
    },
  ]

  private static let reshape = Translation { (f, node) throws(ImportFailure) in
    try f.check(node, operands: 2, results: 1)
    let type = try f.sizedResult(1, of: node)
    if f.graph.type(of: node.operands[0]) == type { return [node.operands[0]] }
    return try f.emit(.reshape, [node.operands[0]], results: [type], at: node.range)
  }

  /// Positions as complex numbers, in a shape that is an operand.
  static let complexDynamicIota = Translation { (f, node) throws(ImportFailure) in
    let type = try f.sizedResult(0, of: node)
    var iota = node
    iota.results = [type, type]
    iota.operands = []
    return try complexIota.apply(&f, iota)
  }

  /// A convolution of complex numbers with padding that is an operand.
  static let complexDynamicConvolution = Translation { (f, node) throws(ImportFailure) in
    guard node.values.count == 3 else {
      throw f.failure("'\(node.syntax.name)' has 3 operands", node.range)
    }
    let attributes = try f.dynamicConvolutionAttributes(node)
    var convolution = node
    convolution.values.removeLast()
    convolution.operands.removeLast()
    return try product { (f, part) throws(ImportFailure) in
      try f.contract(.convolution, attributes, part)
    }.apply(&f, convolution)
  }

  /// Returns `true` iff the results of the operation called `name` have the shape of its operands.
  static func keepsShape(_ name: String) -> Bool {
    let plain = currentName(of: name)
    return elementwise[plain] != nil || name.hasPrefix("chlo.")
      || [
        "stablehlo.convert", "stablehlo.reverse", "stablehlo.complex", "stablehlo.real",
        "stablehlo.imag", "stablehlo.map",
      ].contains(plain)
  }

}

extension FunctionImporter {

  /// The attributes of the convolution `node`, whose last operand is the padding.
  fileprivate mutating func dynamicConvolutionAttributes(
    _ node: Node
  ) throws(ImportFailure) -> Attributes {
    let numbers = try knownIntegers(node.operands.count - 1, of: node)
    let padding = stride(from: 0, to: numbers.count - 1, by: 2).map {
      (numbers[$0], numbers[$0 + 1])
    }
    return try reading(node) { (n) throws(AttributeFault) in
      try n.convolutionAttributes(padding: padding)
    }
  }

}
