import GraphIR

extension Translation {

  /// Operations at positions that are elements of another operand.
  static let indexed: [String: Translation] = [
    "stablehlo.gather": attributes(.gather) { (n) throws(AttributeFault) in
      try n.gatherAttributes(sliceSizes: try n.integers("slice_sizes"))
    },
    "stablehlo.scatter": scatter,
  ]

  private static let scatter = Translation { (f, node) throws(ImportFailure) in
    let attributes = try f.reading(node) { (n) throws(AttributeFault) in
      Attributes([
        .windowDims: .integers(try n.integers("update_window_dims", standard: [])),
        .insertedDims: .integers(try n.integers("inserted_window_dims", standard: [])),
        .operandBatch: .integers(try n.integers("input_batching_dims", standard: [])),
        .indicesBatch: .integers(try n.integers("scatter_indices_batching_dims", standard: [])),
        .indexMap: .integers(try n.integers("scatter_dims_to_operand_dims", standard: [])),
        .indexDim: .integer(try n.integer("index_vector_dim", standard: 0)),
      ])
    }
    let count = node.results.count
    guard node.syntax.regions.count == 1, node.operands.count == 2 * count + 1 else {
      throw f.failure(
        "'stablehlo.scatter' has as many results as tensors and as updates", node.range)
    }
    // Elements may be combined in a wider type, which is that of the results.
    var operands = node.operands
    for (i, type) in node.results.enumerated() {
      for k in [i, count + 1 + i] {
        operands[k] = try f.converted(operands[k], to: type.element, at: node.range)
      }
    }
    let region = try f.importRegion(node.syntax.regions[0], isIsolated: true)
    return try f.emit(
      .scatter, operands, attributes, regions: [region], results: node.results, at: node.range)
  }

}

extension Node {

  /// The attributes of a gather of slices of `sliceSizes`.
  func gatherAttributes(
    sliceSizes: [Int]
  ) throws(AttributeFault) -> KeyValuePairs<AttributeName, Attribute> {
    [
      .offsetDims: .integers(try integers("offset_dims", standard: [])),
      .collapsedDims: .integers(try integers("collapsed_slice_dims", standard: [])),
      .operandBatch: .integers(try integers("operand_batching_dims", standard: [])),
      .indicesBatch: .integers(try integers("start_indices_batching_dims", standard: [])),
      .indexMap: .integers(try integers("start_index_map", standard: [])),
      .indexDim: .integer(try integer("index_vector_dim", standard: 0)),
      .sliceSizes: .integers(sliceSizes),
    ]
  }

}
