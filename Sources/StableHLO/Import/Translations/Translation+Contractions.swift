import GraphIR
import Scalars

extension Translation {

  /// Sums of products.
  static let contractions: [String: Translation] = [
    "stablehlo.dot_general": dotGeneral,
    "stablehlo.dot": dot,
    "stablehlo.convolution": convolution,
  ]

  private static let dotGeneral = Translation { (f, node) throws(ImportFailure) in
    [try f.contract(.dotGeneral, try f.dotAttributes(node), node)]
  }

  /// The product of matrices or vectors: the last axis of the first with the first of the second.
  private static let dot = Translation { (f, node) throws(ImportFailure) in
    try f.check(node, operands: 2, results: 1)
    return [try f.contract(.dotGeneral, try f.dotAttributes(node), node)]
  }

  static let convolution = Translation { (f, node) throws(ImportFailure) in
    let attributes = try f.reading(node) { (n) throws(AttributeFault) in
      try n.convolutionAttributes(padding: try n.pairs("padding"))
    }
    return [try f.contract(.convolution, attributes, node)]
  }

}

extension FunctionImporter {

  /// The axes of a product: those that `dot_general` names, or those of `dot`.
  mutating func dotAttributes(_ node: Node) throws(ImportFailure) -> Attributes {
    if node.syntax.name.hasSuffix(".dot"), let lhs = node.operands.first {
      return Attributes([
        .lhsContract: .integers([graph.type(of: lhs).rank - 1]), .rhsContract: .integers([0]),
      ])
    }
    return try reading(node) { (n) throws(AttributeFault) in
      Attributes([
        .lhsBatch: .integers(try n.integers("lhs_batching_dimensions", standard: [])),
        .rhsBatch: .integers(try n.integers("rhs_batching_dimensions", standard: [])),
        .lhsContract: .integers(try n.integers("lhs_contracting_dimensions", standard: [])),
        .rhsContract: .integers(try n.integers("rhs_contracting_dimensions", standard: [])),
      ])
    }
  }

  /// Adds sums of products, whose operands and result may have different element types.
  ///
  /// Precision and algorithm of the attributes allow to compute less precisely, which is not done.
  mutating func contract(
    _ opcode: Opcode, _ attributes: Attributes, _ node: Node
  ) throws(ImportFailure) -> ValueID {
    try check(node, operands: 2, results: 1)
    let result = node.results[0]
    let elements = node.operands.map { graph.type(of: $0).element }
    var operands = node.operands
    if elements[0] != elements[1] {
      // The wider one, or that of the result if there is none.
      let common =
        elements[0].kind == elements[1].kind
        ? (elements[0].bitWidth >= elements[1].bitWidth ? elements[0] : elements[1])
        : result.element
      operands[0] = try converted(operands[0], to: common, at: node.range)
      operands[1] = try converted(operands[1], to: common, at: node.range)
    }
    let element = graph.type(of: operands[0]).element
    let isWidening =
      element.kind == result.element.kind && element.bitWidth <= result.element.bitWidth
    if element == result.element || (isWidening && element.bitWidth < result.element.bitWidth) {
      return try emitOne(opcode, operands, attributes, type: result, at: node.range)
    }
    let sum = try emitOne(
      opcode, operands, attributes, type: result.with(element: element), at: node.range)
    return try converted(sum, to: result.element, at: node.range)
  }

}

extension Node {

  /// The attributes of a convolution with `padding`, none if that is `nil`.
  func convolutionAttributes(padding: [(Int, Int)]?) throws(AttributeFault) -> Attributes {
    let layout = try convolutionLayout()
    let rank = max(layout.utf8.split(separator: UInt8(ascii: "_"))[0].count - 2, 0)
    let padding = padding ?? [(Int, Int)](repeating: (0, 0), count: rank)
    let ones = [Int](repeating: 1, count: rank)
    let reversal = try booleans("window_reversal") ?? [Bool](repeating: false, count: rank)
    return Attributes([
      .layout: .string(layout),
      .stride: .integers(try integers("window_strides", standard: ones)),
      .padLow: .integers(padding.map(\.0)), .padHigh: .integers(padding.map(\.1)),
      .lhsDilation: .integers(try integers("lhs_dilation", standard: ones)),
      .rhsDilation: .integers(try integers("rhs_dilation", standard: ones)),
      .reversal: .integers(reversal.map { $0 ? 1 : 0 }),
      .featureGroups: .integer(try integer("feature_group_count", standard: 1)),
      .batchGroups: .integer(try integer("batch_group_count", standard: 1)),
    ])
  }

  /// The roles of the axes of a convolution, as the graph writes them: `b01f_01io->b01f`.
  func convolutionLayout() throws(AttributeFault) -> String {
    guard let attribute = syntax["dimension_numbers"] else {
      throw AttributeFault("dimension_numbers", nil, "is missing")
    }
    if case .convolutionLayout(let layout) = attribute.value { return layout }
    func axes(_ part: String, _ first: Character, _ second: Character, _ names: (String, String))
      throws(AttributeFault) -> String
    {
      let a = try integer("\(part)_\(names.0)_dimension")
      let b = try integer("\(part)_\(names.1)_dimension")
      let spatial = try integers("\(part)_spatial_dimensions")
      var result = [Character?](repeating: nil, count: spatial.count + 2)
      let digits = spatial.indices.map { Character(String($0 % 10)) }
      for (axis, role) in zip([a, b] + spatial, [first, second] + digits) {
        guard result.indices.contains(axis), result[axis] == nil, spatial.count <= 10 else {
          throw AttributeFault("dimension_numbers", attribute, "names no axis \(axis)")
        }
        result[axis] = role
      }
      return String(result.compactMap { $0 })
    }
    return try axes("input", "b", "f", ("batch", "feature")) + "_"
      + axes("kernel", "i", "o", ("input_feature", "output_feature")) + "->"
      + axes("output", "b", "f", ("batch", "feature"))
  }

}
