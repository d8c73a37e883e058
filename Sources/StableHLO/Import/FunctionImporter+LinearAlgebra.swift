import Diagnostics
import GraphIR
import Scalars

/// Loops that solve equations row by row; matrices are on the last two axes of tensors.
extension FunctionImporter {

  /// Returns `value`, a tensor of matrices, in the type in which it is computed with.
  mutating func widened(_ value: ValueID, _ node: Node) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    guard type.element.isFloat, type.rank >= 2, type.sizes != nil else {
      throw failure("'\(node.syntax.name)' is for matrices of floats", node.range)
    }
    let isNarrow = type.element.bitWidth < ElementType.f32.bitWidth
    return try converted(value, to: isNarrow ? .f32 : type.element, at: node.range)
  }

  /// Returns `value` with its last two axes exchanged.
  mutating func transposed(_ value: ValueID, at range: SourceRange) throws(ImportFailure) -> ValueID
  {
    var axes = Array(0..<graph.type(of: value).rank)
    axes.swapAt(axes.count - 1, axes.count - 2)
    return try emitOne(.transpose, [value], Attributes([.permutation: .integers(axes)]), at: range)
  }

  /// Returns the solution X of A X = B for a triangular A, of which the other triangle is not read,
  /// nor the diagonal if it is said to consist of ones.
  ///
  /// Each row takes what those solved before contribute: xᵢ = (bᵢ - Σ aᵢⱼ xⱼ) / aᵢᵢ.
  mutating func solveTriangular(
    _ a: ValueID, _ b: ValueID, isLower: Bool, isUnit: Bool, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let (matrix, type) = (graph.type(of: a), graph.type(of: b))
    guard let n = matrix.shape.last, type.rank == matrix.rank,
      matrix.shape.dropLast() == type.shape.dropLast()
    else { throw failure("the equations need a square matrix and as many rows", range) }
    let (rows, columns) = (try axis(-2, of: matrix, at: range), try axis(-1, of: matrix, at: range))
    // Rows that are not solved yet are zero; what they would be multiplied with may be no numbers.
    let isRead = try compare(isLower ? "lt" : "gt", columns, rows, at: range)
    let others = try emitOne(
      .select, [isRead, a, try emitConstant(0, like: matrix, at: range)], at: range)
    let none = try emitConstant(0, like: type, at: range)
    return try loop(n, from: none, isReversed: !isLower, at: range) {
      (f, i, x) throws(ImportFailure) in
      let known = try f.multiplied(try f.row(i, of: others, at: range), x, at: range)
      var row = try f.emitOne(.sub, [try f.row(i, of: b, at: range), known], at: range)
      if !isUnit {
        let diagonal = try f.block(a, [i, i], sizes: [1, 1], at: range)
        let rowType = f.graph.type(of: row)
        let divisor = try f.broadcast(diagonal, Array(0..<rowType.rank), to: rowType, at: range)
        row = try f.emitOne(.div, [row, divisor], at: range)
      }
      return try f.replacing(x, with: row, [i, nil], at: range)
    }
  }

  /// Returns the lower triangular L with L Lᵀ = A, of which only the lower triangle is read.
  ///
  /// Column j of L is that of A - L Lᵀ with the columns known so far, divided by the root of its
  /// element on the diagonal.
  mutating func cholesky(_ a: ValueID, at range: SourceRange) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: a)
    guard let n = type.shape.last, type.shape.dropLast().last == n else {
      throw failure("the matrix is not square", range)
    }
    let none = try emitConstant(0, like: type, at: range)
    return try loop(n, from: none, isReversed: false, at: range) {
      (f, j, l) throws(ImportFailure) in
      let row = try f.transposed(try f.row(j, of: l, at: range), at: range)
      let known = try f.multiplied(l, row, at: range)
      let column = try f.block(a, [nil, j], sizes: [nil, 1], at: range)
      let columnType = f.graph.type(of: column)
      let rest = try f.emitOne(.sub, [column, known], at: range)
      let square = try f.block(rest, [j, nil], sizes: [1, 1], at: range)
      let diagonal = try f.broadcast(
        try f.emitOne(.sqrt, [square], at: range), Array(0..<columnType.rank), to: columnType,
        at: range)
      let rows = try f.axis(-2, of: columnType, at: range)
      let place = try f.broadcast(j, [], to: columnType.with(element: .i64), at: range)
      let isBelow = try f.compare("gt", rows, place, at: range)
      let isAbove = try f.compare("lt", rows, place, at: range)
      let quotient = try f.emitOne(.div, [rest, diagonal], at: range)
      let zero = try f.emitConstant(0, like: columnType, at: range)
      let onDiagonal = try f.emitOne(.select, [isAbove, zero, diagonal], at: range)
      let result = try f.emitOne(.select, [isBelow, quotient, onDiagonal], at: range)
      return try f.replacing(l, with: result, [nil, j], at: range)
    }
  }

  // MARK: Parts

  /// Adds a loop that applies `body` to i = 0 ..< `count`, or to these in opposite order, and what
  /// it returned the last time, at first `start`.
  private mutating func loop(
    _ count: Dimension, from start: ValueID, isReversed: Bool, at range: SourceRange,
    _ body: (inout FunctionImporter, ValueID, ValueID) throws(ImportFailure) -> ValueID
  ) throws(ImportFailure) -> ValueID {
    let number = TensorType(.i64, [])
    let types = [number, graph.type(of: start)]
    let size = Double(count.size ?? 0)
    let condition = try emitRegion(types, at: range) { (f, v) throws(ImportFailure) in
      [try f.compare("lt", v[0], try f.emitConstant(size, like: number, at: range), at: range)]
    }
    let step = try emitRegion(types, at: range) { (f, v) throws(ImportFailure) in
      var i = v[0]
      if isReversed {
        i = try f.emitOne(
          .sub, [try f.emitConstant(size - 1, like: number, at: range), i], at: range)
      }
      let next = try f.emitOne(
        .add, [v[0], try f.emitConstant(1, like: number, at: range)], at: range)
      return [next, try body(&f, i, v[1])]
    }
    let zero = try emitConstant(0, like: number, at: range)
    return try emit(.while, [zero, start], regions: [condition, step], at: range)[1]
  }

  /// Returns the positions along an axis of `type`, counted from the end, as a tensor of its shape.
  private mutating func axis(
    _ number: Int, of type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    try emitOne(
      .iota, [], Attributes([.dim: .integer(type.rank + number)]), type: type.with(element: .i64),
      at: range)
  }

  /// Returns whether `relation` holds of the elements of `a` and `b`.
  private mutating func compare(
    _ relation: String, _ a: ValueID, _ b: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    try emitOne(.compare, [a, b], Attributes([.direction: .keyword(relation)]), at: range)
  }

  /// Returns the products of matrices.
  private mutating func multiplied(
    _ a: ValueID, _ b: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let rank = graph.type(of: a).rank
    let batch = Array(0..<(rank - 2))
    return try emitOne(
      .dotGeneral, [a, b],
      Attributes([
        .lhsBatch: .integers(batch), .rhsBatch: .integers(batch),
        .lhsContract: .integers([rank - 1]), .rhsContract: .integers([rank - 2]),
      ]), at: range)
  }

  /// Returns row `i` of matrices, as matrices of one row.
  private mutating func row(
    _ i: ValueID, of value: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    try block(value, [i, nil], sizes: [1, nil], at: range)
  }

  /// Returns blocks of matrices, from `place`, or 0 on an axis for `nil`, with the given sizes, or
  /// all there is for `nil`.
  private mutating func block(
    _ value: ValueID, _ place: [ValueID?], sizes: [Int?], at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    var limit = (type.sizes ?? []).map { $0 }
    for (d, size) in sizes.enumerated() {
      if let size { limit[type.rank - 2 + d] = size }
    }
    return try emitOne(
      .dynamicSlice, [value] + (try starts(place, rank: type.rank, at: range)),
      Attributes([.limit: .integers(limit)]), at: range)
  }

  /// Returns matrices with the blocks at `place` replaced.
  private mutating func replacing(
    _ value: ValueID, with block: ValueID, _ place: [ValueID?], at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let rank = graph.type(of: value).rank
    return try emitOne(
      .dynamicUpdateSlice, [value, block] + (try starts(place, rank: rank, at: range)), at: range)
  }

  /// Returns positions on all axes: 0 but for those in `place`, of the last two.
  private mutating func starts(
    _ place: [ValueID?], rank: Int, at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    let zero = try emitConstant(0, like: TensorType(.i64, []), at: range)
    return [ValueID](repeating: zero, count: rank - 2) + place.map { $0 ?? zero }
  }

}
