import GraphIR

extension Translation {

  /// Operations with a window that moves over tensors.
  static let windows: [String: Translation] = [
    "stablehlo.reduce_window": reduceWindow,
    "stablehlo.select_and_scatter": selectAndScatter,
  ]

  private static let reduceWindow = Translation { (f, node) throws(ImportFailure) in
    let attributes = try f.reading(node) { (n) throws(AttributeFault) in
      var attributes = try n.window()
      let ones = [Int](repeating: 1, count: try n.integers("window_dimensions").count)
      attributes[.baseDilation] = .integers(try n.integers("base_dilations", standard: ones))
      attributes[.windowDilation] = .integers(try n.integers("window_dilations", standard: ones))
      return attributes
    }
    guard node.syntax.regions.count == 1, node.operands.count == 2 * node.results.count else {
      throw f.failure(
        "'stablehlo.reduce_window' has as many results as operands to combine", node.range)
    }
    // Elements may be combined in a wider type, which is that of the results.
    var operands: [ValueID] = []
    for (i, v) in node.operands.enumerated() {
      let element = node.results[i % node.results.count].element
      operands.append(try f.converted(v, to: element, at: node.range))
    }
    let region = try f.importRegion(node.syntax.regions[0], isIsolated: true)
    return try f.emit(
      .reduceWindow, operands, attributes, regions: [region], results: node.results,
      at: node.range)
  }

  private static let selectAndScatter = Translation { (f, node) throws(ImportFailure) in
    let attributes = try f.reading(node) { (n) throws(AttributeFault) in try n.window() }
    var regions: [RegionID] = []
    for r in node.syntax.regions { regions.append(try f.importRegion(r, isIsolated: true)) }
    return try f.emit(
      .selectAndScatter, node.operands, attributes, regions: regions, results: node.results,
      at: node.range)
  }

}

extension Node {

  /// The window that moves over the operands.
  func window() throws(AttributeFault) -> Attributes {
    let sizes = try integers("window_dimensions")
    let ones = [Int](repeating: 1, count: sizes.count)
    let padding = try pairs("padding") ?? [(Int, Int)](repeating: (0, 0), count: sizes.count)
    return Attributes([
      .window: .integers(sizes), .stride: .integers(try integers("window_strides", standard: ones)),
      .padLow: .integers(padding.map(\.0)), .padHigh: .integers(padding.map(\.1)),
    ])
  }

}
