import GraphIR
import Scalars

extension Translation {

  /// Operations that move elements.
  static let movement: [String: Translation] = [
    "stablehlo.broadcast_in_dim": Translation { (f, node) throws(ImportFailure) in
      let dims = try f.reading(node) { (n) throws(AttributeFault) in
        try n.integers("broadcast_dimensions")
      }
      try f.check(node, operands: 1, results: 1)
      return [
        try f.broadcast(node.operands[0], dims, to: node.results[0], at: node.range)
      ]
    },
    "stablehlo.broadcast": Translation { (f, node) throws(ImportFailure) in
      let sizes = try f.reading(node) { (n) throws(AttributeFault) in
        try n.integers("broadcast_sizes")
      }
      try f.check(node, operands: 1, results: 1)
      let rank = f.graph.type(of: node.operands[0]).rank
      guard Array(node.results[0].shape.prefix(sizes.count)) == sizes.map(Dimension.size) else {
        throw f.failure("the sizes are not those of the result", node.range)
      }
      return [
        try f.broadcast(
          node.operands[0], Array(sizes.count..<(sizes.count + rank)), to: node.results[0],
          at: node.range)
      ]
    },
    "stablehlo.reshape": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 1, results: 1)
      if f.graph.type(of: node.operands[0]) == node.results[0] { return node.operands }
      return try f.emit(.reshape, node.operands, results: node.results, at: node.range)
    },
    "stablehlo.transpose": attributes(.transpose) { (n) throws(AttributeFault) in
      [.permutation: .integers(try n.integers("permutation"))]
    },
    "stablehlo.slice": attributes(.slice) { (n) throws(AttributeFault) in
      let start = try n.integers("start_indices")
      return [
        .start: .integers(start), .limit: .integers(try n.integers("limit_indices")),
        .stride: .integers(
          try n.integers("strides", standard: start.map { _ in 1 })),
      ]
    },
    "stablehlo.pad": attributes(.pad) { (n) throws(AttributeFault) in
      let low = try n.integers("edge_padding_low")
      return [
        .low: .integers(low), .high: .integers(try n.integers("edge_padding_high")),
        .interior: .integers(try n.integers("interior_padding", standard: low.map { _ in 0 })),
      ]
    },
    "stablehlo.concatenate": attributes(.concat) { (n) throws(AttributeFault) in
      [.dim: .integer(try n.integer("dimension", standard: 0))]
    },
    "stablehlo.reverse": attributes(.reverse) { (n) throws(AttributeFault) in
      [.dims: .integers(try n.integers("dimensions"))]
    },
    "stablehlo.dynamic_slice": attributes(.dynamicSlice) { (n) throws(AttributeFault) in
      [.limit: .integers(try n.integers("slice_sizes"))]
    },
    "stablehlo.dynamic_update_slice": Translation(.dynamicUpdateSlice),
    "stablehlo.get_dimension_size": Translation { (f, node) throws(ImportFailure) in
      let dim = try f.reading(node) { (n) throws(AttributeFault) in try n.integer("dimension") }
      try f.check(node, operands: 1, results: 1)
      let shape = f.graph.type(of: node.operands[0]).shape
      guard shape.indices.contains(dim), let size = shape[dim].size else {
        throw f.failure("there is no axis \(dim)", node.range)
      }
      return [
        try f.emitSplat(
          Scalar(node.results[0].element, integer: Int64(size)), node.results[0], at: node.range)
      ]
    },
  ]

  /// The translation to one operation with the attributes that `body` gives.
  static func attributes(
    _ opcode: Opcode,
    _ body:
      @escaping @Sendable (Node) throws(AttributeFault)
      -> KeyValuePairs<AttributeName, Attribute>
  ) -> Translation {
    Translation { (f, node) throws(ImportFailure) in
      let attributes = Attributes(try f.reading(node, body))
      return try f.emit(
        opcode, node.operands, attributes, results: node.results, at: node.range)
    }
  }

}

extension FunctionImporter {

  /// Checks that `node` has that many operands and results.
  mutating func check(_ node: Node, operands: Int, results: Int) throws(ImportFailure) {
    guard node.operands.count == operands, node.results.count == results else {
      throw failure(
        "'\(node.syntax.name)' has \(operands) operands and \(results) results, not "
          + "\(node.operands.count) and \(node.results.count)", node.range)
    }
  }

}
