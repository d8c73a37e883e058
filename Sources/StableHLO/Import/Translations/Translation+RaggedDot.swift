import Diagnostics
import GraphIR
import Scalars

extension Translation {

  /// Sums of products where one axis of the left operand consists of groups that lie one after
  /// another, of sizes that the last operand gives.
  ///
  /// The kind of that axis decides what the groups are for:
  ///
  ///     neither    [b,m,k], [g,b,k,n], [b,g] -> [b,m,n]    each group has a matrix of its own
  ///     contracted [b,m,k], [b,k,n],   [b,g] -> [g,b,m,n]  each group has a sum of its own
  ///     batch      [b,m,k], [b,k,n],   [g]   -> [b,m,n]    the groups do not matter
  ///
  /// Rows of no group give zeros. The group sizes may be those of all batches, or differ between
  /// them and between positions on the axes of the same kind before the ragged one.
  static let raggedDot = Translation { (f, node) throws(ImportFailure) in
    try f.check(node, operands: 3, results: 1)
    let dims = try f.raggedDimensions(node)
    var dense = node
    dense.operands.removeLast()
    guard !dims.lhsBatch.contains(dims.ragged) else {
      return [try f.contract(.dotGeneral, dims.attributes, dense)]
    }
    let sizes = try f.converted(node.operands[2], to: .i64, at: node.range)
    let sizesType = f.graph.type(of: sizes)
    guard let count = sizesType.shape.last?.size else {
      throw f.failure("the sizes of the groups are a list", node.range)
    }
    let starts = try f.emitConstant(
      0, like: TensorType(.i64, Array(sizesType.shape.dropLast())), at: node.range)
    let none = try f.emitConstant(0, like: node.results[0], at: node.range)
    if count == 0 { return [none] }
    let groups = try f.emitLoop(
      count, from: [none, starts], isReversed: false, at: node.range
    ) { (f, i, state) throws(ImportFailure) in
      let size = try f.element(i, of: sizes, sizesType.rank - 1, at: node.range)
      let end = try f.emitOne(.add, [state[1], size], at: node.range)
      let span = Span(start: state[1], end: end)
      let next =
        dims.lhsContract.contains(dims.ragged)
        ? try f.addingSum(of: span, i, dense, dims, to: state[0])
        : try f.addingRows(of: span, i, dense, dims, to: state[0])
      return [next, end]
    }
    return [groups[0]]
  }

}

/// The positions of a group, for all batches.
private struct Span {

  /// The first of them.
  let start: ValueID

  /// The first after them.
  let end: ValueID

}

/// The axes of a ragged product.
private struct RaggedDimensions {

  var lhsBatch: [Int]
  var rhsBatch: [Int]
  var lhsContract: [Int]
  var rhsContract: [Int]

  /// The axis of the left operand that consists of groups.
  var ragged: Int

  /// The axis of the right operand with one position for each group.
  var group: Int?

  /// The attributes of the product without groups.
  var attributes: Attributes {
    Attributes([
      .lhsBatch: .integers(lhsBatch), .rhsBatch: .integers(rhsBatch),
      .lhsContract: .integers(lhsContract), .rhsContract: .integers(rhsContract),
    ])
  }

  /// The axes of the left operand of rank `rank` that are in the result after the batches.
  func lhsFree(rank: Int) -> [Int] {
    (0..<rank).filter { !lhsBatch.contains($0) && !lhsContract.contains($0) }
  }

}

extension FunctionImporter {

  /// The axes of `node`, which fit its operands.
  fileprivate mutating func raggedDimensions(
    _ node: Node
  ) throws(ImportFailure) -> RaggedDimensions {
    let ranks = node.operands.map { graph.type(of: $0).rank }
    let (dims, ragged, groups) = try reading(node) { (n) throws(AttributeFault) in
      (
        RaggedDimensions(
          lhsBatch: try n.integers("lhs_batching_dimensions", standard: []),
          rhsBatch: try n.integers("rhs_batching_dimensions", standard: []),
          lhsContract: try n.integers("lhs_contracting_dimensions", standard: []),
          rhsContract: try n.integers("rhs_contracting_dimensions", standard: []), ragged: 0),
        try n.integers("lhs_ragged_dimensions"),
        try n.integers("rhs_group_dimensions", standard: [])
      )
    }
    var result = dims
    guard ragged.count == 1, (0..<ranks[0]).contains(ragged[0]),
      dims.lhsContract.count == dims.rhsContract.count, dims.lhsBatch.count == dims.rhsBatch.count
    else { throw failure("a ragged product has one ragged axis", node.range) }
    result.ragged = ragged[0]
    result.group = groups.first
    let isFree = !dims.lhsBatch.contains(ragged[0]) && !dims.lhsContract.contains(ragged[0])
    guard groups.count == (isFree ? 1 : 0), groups.allSatisfy((0..<ranks[1]).contains) else {
      throw failure(
        "the right operand has an axis of groups iff the ragged one is neither contracted nor of "
          + "batches", node.range)
    }
    return result
  }

  /// Returns `rows` with those of group `i` replaced by products with its matrix.
  fileprivate mutating func addingRows(
    of span: Span, _ i: ValueID, _ node: Node, _ dims: RaggedDimensions, to rows: ValueID
  ) throws(ImportFailure) -> ValueID {
    guard let group = dims.group, !dims.rhsBatch.contains(group),
      !dims.rhsContract.contains(group)
    else { throw failure("the axis of groups has another role", node.range) }
    var product = node
    product.operands[1] = try element(i, of: node.operands[1], group, at: node.range)
    var inner = dims
    inner.rhsBatch = dims.rhsBatch.map { $0 > group ? $0 - 1 : $0 }
    inner.rhsContract = dims.rhsContract.map { $0 > group ? $0 - 1 : $0 }
    let result = try contract(.dotGeneral, inner.attributes, product)
    let free = dims.lhsFree(rank: graph.type(of: node.operands[0]).rank)
    let axis = dims.lhsBatch.count + (free.firstIndex(of: dims.ragged) ?? 0)
    let isInside = try contains(
      span, axis, batches: Array(0..<axis), like: graph.type(of: result), at: node.range)
    return try emitOne(.select, [isInside, result, rows], at: node.range)
  }

  /// Returns `sums` with that of group `i`, the products of positions in it.
  fileprivate mutating func addingSum(
    of span: Span, _ i: ValueID, _ node: Node, _ dims: RaggedDimensions, to sums: ValueID
  ) throws(ImportFailure) -> ValueID {
    guard let position = dims.lhsContract.firstIndex(of: dims.ragged), node.results[0].rank > 0
    else { throw failure("the result has no axis of groups", node.range) }
    var product = node
    for (k, (batch, contract)) in [
      (dims.lhsBatch, dims.lhsContract), (dims.rhsBatch, dims.rhsContract),
    ].enumerated() {
      let type = graph.type(of: node.operands[k])
      let isInside = try contains(
        span, contract[position], batches: batch + contract[..<position], like: type,
        at: node.range)
      let zero = try emitConstant(0, like: type, at: node.range)
      product.operands[k] = try emitOne(
        .select, [isInside, node.operands[k], zero], at: node.range)
    }
    product.results[0].shape.removeFirst()
    let sum = try contract(.dotGeneral, dims.attributes, product)
    return try replacingElement(i, of: sums, 0, with: sum, at: node.range)
  }

  /// Returns for each element of a tensor of type `type` whether its position on `axis` is in `span`.
  ///
  /// - Parameter batches: the axes of the tensor that are those of the span, unless it has none.
  private mutating func contains(
    _ span: Span, _ axis: Int, batches: [Int], like type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let places = type.with(element: .i64)
    let rank = graph.type(of: span.start).rank
    guard rank == 0 || rank == batches.count, places.shape.indices.contains(axis) else {
      throw failure("the sizes of the groups have other axes than the batches", range)
    }
    let place = try emitOne(
      .iota, [], Attributes([.dim: .integer(axis)]), type: places, at: range)
    let axes = rank == 0 ? [] : batches
    var conditions: [ValueID] = []
    for (bound, relation) in [(span.start, "ge"), (span.end, "lt")] {
      conditions.append(
        try emitOne(
          .compare, [place, try broadcast(bound, axes, to: places, at: range)],
          Attributes([.direction: .keyword(relation)]), at: range))
    }
    return try emitOne(.and, conditions, at: range)
  }

}
