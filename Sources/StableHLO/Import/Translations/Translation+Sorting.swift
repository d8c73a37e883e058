import Diagnostics
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

  /// `ApproxTopK` and, where the number of elements is the last operand, the call for sizes that are
  /// known when the program runs.
  static let approximateCalls: [String: Translation] = [
    "ApproxTopK": Translation { (f, node) throws(ImportFailure) in
      let k = try f.reading(node) { (n) throws(AttributeFault) in try n.integer("top_k") }
      return try f.approximateFirst(k, node)
    },
    "stablehlo.dynamic_approx_top_k": Translation { (f, node) throws(ImportFailure) in
      let last = node.operands.count - 1
      guard last >= 0, let k = try f.knownIntegers(last, of: node).first else {
        throw f.failure("the last operand is the number of elements", node.range)
      }
      var plain = node
      plain.operands.removeLast()
      return try f.approximateFirst(k, plain)
    },
  ]

}

extension FunctionImporter {

  /// Returns the `k` elements that come first in the order of the function that the call names,
  /// which may be found with less care, and may be the first of more: all are sorted.
  ///
  /// The operands are tensors and, for each, what stands for no element.
  fileprivate mutating func approximateFirst(
    _ k: Int, _ node: Node
  ) throws(ImportFailure) -> [ValueID] {
    let (written, isWhole) = try reading(node) { (n) throws(AttributeFault) in
      (try n.integer("reduction_dim"), try n.flag("aggregate_to_topk", standard: true))
    }
    let count = node.results.count
    guard count > 0, node.operands.count == 2 * count,
      let type = node.operands.first.map({ graph.type(of: $0) })
    else { throw failure("the call has a result for each of its tensors", node.range) }
    let dim = written < 0 ? written + type.rank : written
    guard let sizes = type.sizes, sizes.indices.contains(dim), (0...sizes[dim]).contains(k) else {
      throw failure("\(type) has no \(k) elements on axis \(written)", node.range)
    }
    var size = k
    if !isWhole {
      // The type of the result says how many elements are left for another step.
      guard node.results[0].rank == type.rank, case .size(let n) = node.results[0].shape[dim],
        (k...sizes[dim]).contains(n)
      else {
        throw failure(
          "the result has from \(k) to \(sizes[dim]) elements on axis \(written)", node.range)
      }
      size = n
    }
    let region = try importRegion(try calledRegion(node), isIsolated: true, pairsParts: true)
    let sorted = try emit(
      .sort, Array(node.operands[..<count]), Attributes([.dim: .integer(dim)]), regions: [region],
      at: node.range)
    return try first(size, of: sorted, along: dim, at: node.range)
  }

  /// Returns the `k` largest elements along the last axis of the operand with their positions.
  mutating func largest(_ k: Int, _ node: Node) throws(ImportFailure) -> [ValueID] {
    try extreme(k, node, isLargest: true)
  }

  /// Returns the `k` largest or smallest elements along the last axis of the operand with their
  /// positions, the most extreme first: all are sorted. NaN is larger than all others.
  mutating func extreme(
    _ k: Int, _ node: Node, isLargest: Bool
  ) throws(ImportFailure) -> [ValueID] {
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
      var attributes = Attributes([.direction: .keyword(isLargest ? "gt" : "lt")])
      if type.element.isFloat { attributes[.order] = .keyword("total") }
      return [
        try f.emitOne(.compare, [elements[0], elements[1]], attributes, at: node.range)
      ]
    }
    let sorted = try emit(
      .sort, [node.operands[0], positions], dim, regions: [region], at: node.range)
    return try first(k, of: sorted, along: type.rank - 1, at: node.range)
  }

  /// Returns the first `k` positions on an axis of each of `values`, which have one shape.
  fileprivate mutating func first(
    _ k: Int, of values: [ValueID], along axis: Int, at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    var results: [ValueID] = []
    for v in values {
      var limit = graph.type(of: v).sizes ?? []
      limit[axis] = k
      results.append(
        try emitOne(
          .slice, [v],
          Attributes([.start: .integers(limit.map { _ in 0 }), .limit: .integers(limit)]),
          at: range))
    }
    return results
  }

}
