import GraphIR
import Scalars

extension Translation {

  /// Operations that combine elements by a region.
  static let reductions: [String: Translation] = [
    "stablehlo.reduce": reduce,
    "stablehlo.map": map,
  ]

  private static let reduce = Translation { (f, node) throws(ImportFailure) in
    let dims = try f.reading(node) { (n) throws(AttributeFault) in try n.integers("dimensions") }
    guard node.syntax.regions.count == 1, node.operands.count == 2 * node.results.count else {
      throw f.failure("'stablehlo.reduce' has as many results as operands to combine", node.range)
    }
    // Elements may be combined in a wider type, which is that of the results.
    var operands: [ValueID] = []
    for (i, v) in node.operands.enumerated() {
      let element = node.results[i % node.results.count].element
      operands.append(try f.converted(v, to: element, at: node.range))
    }
    let region = try f.importRegion(node.syntax.regions[0], isIsolated: true)
    return try f.emit(
      .reduce, operands, Attributes([.dims: .integers(dims)]), regions: [region],
      results: node.results, at: node.range)
  }

  /// The region is applied to whole tensors.
  private static let map = Translation { (f, node) throws(ImportFailure) in
    guard node.syntax.regions.count == 1, let first = node.operands.first else {
      throw f.failure("'stablehlo.map' has operands and a region", node.range)
    }
    return try f.inline(
      node.syntax.regions[0], node.operands, liftedTo: f.graph.type(of: first).shape)
  }

}
