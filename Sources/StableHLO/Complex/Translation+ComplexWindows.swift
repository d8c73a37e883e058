import Diagnostics
import GraphIR
import Scalars

extension Translation {

  /// `select_and_scatter` of complex numbers: a reduction of windows finds the positions that are
  /// selected, and a scatter combines what goes there.
  ///
  /// The elements of the reduction are positions in the flat tensor with the parts there; -1 stands
  /// for padding and for no element yet.
  static let complexSelectAndScatter = Translation { (f, node) throws(ImportFailure) in
    let attributes = try f.reading(node) { (n) throws(AttributeFault) in try n.window() }
    let shapes = node.operands.map { f.graph.type(of: $0).sizes }
    guard node.syntax.regions.count == 2, node.operands.count == 6, node.results.count == 2,
      let sizes = shapes[0], let windows = shapes[2]
    else {
      throw f.failure(
        "'stablehlo.select_and_scatter' has three operands and two regions", node.range)
    }
    let type = f.graph.type(of: node.operands[0])
    guard node.results[0].isKnown ? node.results[0] == type : true else {
      throw f.failure("the result has another type than the first operand", node.range)
    }
    let range = node.range
    let selected = try f.selectedPositions(node, attributes)
    guard f.graph.type(of: selected).sizes == windows else {
      throw f.failure("there is not one element for each window", range)
    }
    let count = windows.reduce(1, *)
    let flat = TensorType(type.element, sizes: [sizes.reduce(1, *)])
    var operands: [ValueID] = []
    for initial in node.operands[4...] {
      operands.append(try f.broadcast(initial, [], to: flat, at: range))
    }
    operands.append(
      try f.reshaped(selected, to: TensorType(.i64, sizes: [count, 1]), at: range))
    for v in node.operands[2..<4] {
      operands.append(try f.reshaped(v, to: TensorType(type.element, sizes: [count]), at: range))
    }
    let region = try f.importRegion(node.syntax.regions[1], isIsolated: true)
    let parts = try f.emit(
      .scatter, operands,
      Attributes([
        .windowDims: .integers([]), .insertedDims: .integers([0]), .operandBatch: .integers([]),
        .indicesBatch: .integers([]), .indexMap: .integers([0]), .indexDim: .integer(1),
      ]), regions: [region], at: range)
    var results: [ValueID] = []
    for p in parts { results.append(try f.reshaped(p, to: type, at: range)) }
    return results
  }

}

extension FunctionImporter {

  /// Returns the position of the element that the first region of `node` selects in each window.
  fileprivate mutating func selectedPositions(
    _ node: Node, _ attributes: Attributes
  ) throws(ImportFailure) -> ValueID {
    let range = node.range
    let type = graph.type(of: node.operands[0])
    let positions = type.with(element: .i64)
    let flat = TensorType(.i64, sizes: [(type.sizes ?? []).reduce(1, *)])
    let indices = try emitOne(.iota, [], Attributes([.dim: .integer(0)]), type: flat, at: range)
    let elements = [try reshaped(indices, to: positions, at: range)] + node.operands[..<2]
    let scalars = [ElementType.i64, type.element, type.element].map { TensorType($0, []) }
    var initial: [ValueID] = []
    for (t, x) in zip(scalars, [-1.0, 0, 0]) {
      initial.append(try emitConstant(x, like: t, at: range))
    }
    let syntax = node.syntax.regions[0]
    let region = try emitRegion(scalars + scalars, at: range) {
      (f, v) throws(ImportFailure) in
      let chosen = try f.inline(syntax, [v[1], v[2], v[4], v[5]], liftedTo: [])
      guard chosen.count == 1, f.graph.type(of: chosen[0]) == TensorType(.i1, []) else {
        throw f.failure("the first region returns a truth value", syntax.range)
      }
      let none = try f.emitConstant(-1, like: scalars[0], at: range)
      func isNone(_ x: ValueID, _ f: inout FunctionImporter) throws(ImportFailure) -> ValueID {
        try f.emitOne(
          .compare, [x, none], Attributes([.direction: .keyword("eq")]), at: range)
      }
      let isSecondNone = try isNone(v[3], &f)
      let isFirstKept = try f.emitOne(.or, [chosen[0], isSecondNone], at: range)
      let isFirst = try f.emitOne(
        .and, [isFirstKept, try f.emitOne(.not, [try isNone(v[0], &f)], at: range)], at: range)
      var results: [ValueID] = []
      for k in 0..<3 {
        results.append(try f.emitOne(.select, [isFirst, v[k], v[k + 3]], at: range))
      }
      return results
    }
    return try emit(
      .reduceWindow, elements + initial, attributes, regions: [region], at: range)[0]
  }

}
