import GraphIR

extension Translation {

  /// Operations at positions that are elements of another operand.
  static let indexed: [String: Translation] = [
    "stablehlo.gather": attributes(.gather) { (n) throws(AttributeFault) in
      [
        .offsetDims: .integers(try n.integers("offset_dims", standard: [])),
        .collapsedDims: .integers(try n.integers("collapsed_slice_dims", standard: [])),
        .operandBatch: .integers(try n.integers("operand_batching_dims", standard: [])),
        .indicesBatch: .integers(try n.integers("start_indices_batching_dims", standard: [])),
        .indexMap: .integers(try n.integers("start_index_map", standard: [])),
        .indexDim: .integer(try n.integer("index_vector_dim", standard: 0)),
        .sliceSizes: .integers(try n.integers("slice_sizes")),
      ]
    }
  ]

}
