import GraphIR
import Scalars

extension Translation {

  /// Operations that put elements in order.
  static let sorting: [String: Translation] = [
    "stablehlo.sort": sort,
    "chlo.top_k": Translation { (f, node) throws(ImportFailure) in
      let k = try f.reading(node) { (n) throws(AttributeFault) in try n.integer("k") }
      return try f.largest(k, node)
    },
  ]

  /// All sorting is stable.
  private static let sort = Translation { (f, node) throws(ImportFailure) in
    let written = try f.reading(node) { (n) throws(AttributeFault) in
      try n.integer("dimension", standard: -1)
    }
    guard let first = node.operands.first, node.syntax.regions.count == 1 else {
      throw f.failure("'stablehlo.sort' has operands and a region", node.range)
    }
    let dim = written < 0 ? written + f.graph.type(of: first).rank : written
    let region = try f.importRegion(node.syntax.regions[0], isIsolated: true, pairsParts: true)
    return try f.emit(
      .sort, node.operands, Attributes([.dim: .integer(dim)]), regions: [region],
      results: node.results, at: node.range)
  }

}

extension FunctionImporter {

  /// Returns the `k` largest elements along the last axis of the operand with their positions, the largest first, NaN before
  /// all others: all are sorted.
  mutating func largest(_ k: Int, _ node: Node) throws(ImportFailure) -> [ValueID] {
    try check(node, operands: 1, results: 2)
    let type = graph.type(of: node.operands[0])
    guard let sizes = type.sizes, let size = sizes.last, (0...size).contains(k) else {
      throw failure("\(type) has no \(k) elements along its last axis", node.range)
    }
    let dim = Attributes([.dim: .integer(type.rank - 1)])
    let positions = try emitOne(
      .iota, [], dim, type: type.with(element: node.results[1].element), at: node.range)
    let region = try emitRegion(
      [type.element, type.element, node.results[1].element, node.results[1].element]
        .map { TensorType($0, []) }, at: node.range
    ) { (f, elements) throws(ImportFailure) in
      var attributes = Attributes([.direction: .keyword("gt")])
      if type.element.isFloat { attributes[.order] = .keyword("total") }
      return [
        try f.emitOne(.compare, [elements[0], elements[1]], attributes, at: node.range)
      ]
    }
    let sorted = try emit(
      .sort, [node.operands[0], positions], dim, regions: [region], at: node.range)
    var results: [ValueID] = []
    for v in sorted {
      results.append(
        try emitOne(
          .slice, [v],
          Attributes([
            .start: .integers(sizes.map { _ in 0 }), .limit: .integers(sizes.dropLast() + [k]),
          ]), at: node.range))
    }
    return results
  }

}
