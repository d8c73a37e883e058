import Diagnostics
import GraphIR
import Scalars

/// A tensor of matrices, which are on its last two axes: one tensor of real numbers, or one of real
/// and one of imaginary parts.
struct Matrices {

  /// The tensors.
  var parts: [ValueID]

  /// `true` iff the numbers are of a narrower type than they are computed in.
  var isWidened: Bool

  /// These with other parts.
  func with(_ parts: [ValueID]) -> Matrices { Matrices(parts: parts, isWidened: isWidened) }

}

/// Loops that solve equations row by row.
extension FunctionImporter {

  /// Returns operand `i` of `node` in the type in which it is computed with: at least f32, and f64
  /// for complex numbers.
  mutating func matrices(_ i: Int, of node: Node) throws(ImportFailure) -> Matrices {
    let parts = node.values[i].parts
    let type = graph.type(of: parts[0])
    guard type.element.isFloat, type.rank >= 2, type.sizes != nil else {
      throw failure("'\(node.syntax.name)' is for matrices of floats", node.range)
    }
    let narrowest = parts.count == 2 ? ElementType.f64 : .f32
    let isNarrow = type.element.bitWidth < narrowest.bitWidth
    var result = Matrices(parts: [], isWidened: isNarrow)
    for p in parts {
      result.parts.append(
        try converted(p, to: isNarrow ? narrowest : type.element, at: node.range))
    }
    return result
  }

  /// Returns `value` with the last two axes exchanged.
  mutating func transposed(_ value: Matrices, at range: SourceRange) throws(ImportFailure)
    -> Matrices
  {
    var axes = Array(0..<graph.type(of: value.parts[0]).rank)
    axes.swapAt(axes.count - 1, axes.count - 2)
    var parts: [ValueID] = []
    for p in value.parts {
      parts.append(
        try emitOne(.transpose, [p], Attributes([.permutation: .integers(axes)]), at: range))
    }
    return value.with(parts)
  }

  /// Returns `value` with imaginary parts of the other sign.
  mutating func conjugated(_ value: Matrices, at range: SourceRange) throws(ImportFailure)
    -> Matrices
  {
    guard value.parts.count == 2 else { return value }
    return value.with([value.parts[0], try emitOne(.neg, [value.parts[1]], at: range)])
  }

  /// Returns the solution X of A X = B for a triangular A, of which the other triangle is not read,
  /// nor the diagonal if it is said to consist of ones.
  ///
  /// Each row takes what those solved before contribute: xᵢ = (bᵢ - Σ aᵢⱼ xⱼ) / aᵢᵢ.
  mutating func solveTriangular(
    _ a: Matrices, _ b: Matrices, isLower: Bool, isUnit: Bool, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let (matrix, type) = (graph.type(of: a.parts[0]), graph.type(of: b.parts[0]))
    guard let n = matrix.shape.last, type.rank == matrix.rank, a.parts.count == b.parts.count,
      matrix.shape.dropLast() == type.shape.dropLast(), matrix.shape.dropLast().last == n
    else { throw failure("the equations need a square matrix and as many rows", range) }
    let (rows, columns) = (try axis(-2, of: matrix, at: range), try axis(-1, of: matrix, at: range))
    // Rows that are not solved yet are zero; what they would be multiplied with may be no numbers.
    let isRead = try compare(isLower ? "lt" : "gt", columns, rows, at: range)
    let zero = try emitConstant(0, like: matrix, at: range)
    let others = a.with(
      try each(a) { (f, p) throws(ImportFailure) in
        try f.emitOne(.select, [isRead, p, zero], at: range)
      })
    let none = b.with(
      try each(b) { (f, _) throws(ImportFailure) in try f.emitConstant(0, like: type, at: range) })
    return try loop(n, from: none, isReversed: !isLower, at: range) {
      (f, i, x) throws(ImportFailure) in
      let known = try f.multiplied(try f.block(others, [i, nil], at: range), x, at: range)
      var row = try f.difference(try f.block(b, [i, nil], at: range), known, at: range)
      if !isUnit {
        let rowType = f.graph.type(of: row.parts[0])
        let diagonal = try f.block(a, [i, i], at: range)
        let divisor = diagonal.with(
          try f.each(diagonal) { (f, p) throws(ImportFailure) in
            try f.broadcast(p, Array(0..<rowType.rank), to: rowType, at: range)
          })
        row = try f.quotient(row, divisor, at: range)
      }
      return try f.replacing(x, with: row, [i, nil], at: range)
    }
  }

  /// Returns the lower triangular L with L Lᴴ = A, of which only the lower triangle is read.
  ///
  /// Column j of L is that of A - L Lᴴ with the columns known so far, divided by the root of its
  /// element on the diagonal.
  mutating func cholesky(_ a: Matrices, at range: SourceRange) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: a.parts[0])
    guard let n = type.shape.last, type.shape.dropLast().last == n else {
      throw failure("the matrix is not square", range)
    }
    let none = a.with(
      try each(a) { (f, _) throws(ImportFailure) in try f.emitConstant(0, like: type, at: range) })
    return try loop(n, from: none, isReversed: false, at: range) {
      (f, j, l) throws(ImportFailure) in
      let row = try f.transposed(try f.block(l, [j, nil], at: range), at: range)
      let known = try f.multiplied(l, try f.conjugated(row, at: range), at: range)
      let rest = try f.difference(try f.block(a, [nil, j], at: range), known, at: range)
      let square = try f.block(rest.with([rest.parts[0]]), [j, nil], at: range).parts[0]
      let columnType = f.graph.type(of: rest.parts[0])
      let diagonal = try f.broadcast(
        try f.emitOne(.sqrt, [square], at: range), Array(0..<columnType.rank), to: columnType,
        at: range)
      let rows = try f.axis(-2, of: columnType, at: range)
      let place = try f.broadcast(j, [], to: columnType.with(element: .i64), at: range)
      let isBelow = try f.compare("gt", rows, place, at: range)
      let isDiagonal = try f.compare("eq", rows, place, at: range)
      let zero = try f.emitConstant(0, like: columnType, at: range)
      var parts: [ValueID] = []
      for (k, p) in rest.parts.enumerated() {
        let top = k == 0 ? try f.emitOne(.select, [isDiagonal, diagonal, zero], at: range) : zero
        let scaled = try f.emitOne(.div, [p, diagonal], at: range)
        parts.append(try f.emitOne(.select, [isBelow, scaled, top], at: range))
      }
      return try f.replacing(l, with: rest.with(parts), [nil, j], at: range)
    }
  }

  // MARK: Parts

  /// Returns what `body` makes of each part of `value`.
  mutating func each(
    _ value: Matrices,
    _ body: (inout FunctionImporter, ValueID) throws(ImportFailure) -> ValueID
  ) throws(ImportFailure) -> [ValueID] {
    var parts: [ValueID] = []
    for p in value.parts { parts.append(try body(&self, p)) }
    return parts
  }

  /// Adds a loop that applies `body` to the positions on an axis of size `count` and what it returned
  /// the last time, at first `start`.
  private mutating func loop(
    _ count: Dimension, from start: Matrices, isReversed: Bool, at range: SourceRange,
    _ body: (inout FunctionImporter, ValueID, Matrices) throws(ImportFailure) -> Matrices
  ) throws(ImportFailure) -> Matrices {
    let parts = try emitLoop(
      count.size ?? 0, from: start.parts, isReversed: isReversed, at: range
    ) { (f, i, parts) throws(ImportFailure) in try body(&f, i, start.with(parts)).parts }
    return start.with(parts)
  }

  /// Returns the positions along an axis of `type`, counted from the end, as a tensor of its shape.
  mutating func axis(
    _ number: Int, of type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    try emitOne(
      .iota, [], Attributes([.dim: .integer(type.rank + number)]), type: type.with(element: .i64),
      at: range)
  }

  /// Returns whether `relation` holds of the elements of `a` and `b`.
  mutating func compare(
    _ relation: String, _ a: ValueID, _ b: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    try emitOne(.compare, [a, b], Attributes([.direction: .keyword(relation)]), at: range)
  }

  /// Returns the products of matrices.
  mutating func multiplied(
    _ a: Matrices, _ b: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let rank = graph.type(of: a.parts[0]).rank
    let batch = Array(0..<(rank - 2))
    let attributes = Attributes([
      .lhsBatch: .integers(batch), .rhsBatch: .integers(batch),
      .lhsContract: .integers([rank - 1]), .rhsContract: .integers([rank - 2]),
    ])
    var products: [ValueID] = []
    for p in a.parts {
      for q in b.parts { products.append(try emitOne(.dotGeneral, [p, q], attributes, at: range)) }
    }
    guard products.count == 4 else { return a.with(products) }
    return a.with([
      try emitOne(.sub, [products[0], products[3]], at: range),
      try emitOne(.add, [products[1], products[2]], at: range),
    ])
  }

  /// Returns the differences of elements.
  mutating func difference(
    _ a: Matrices, _ b: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    var parts: [ValueID] = []
    for (p, q) in zip(a.parts, b.parts) { parts.append(try emitOne(.sub, [p, q], at: range)) }
    return a.with(parts)
  }

  /// Returns the quotients of elements.
  mutating func quotient(
    _ a: Matrices, _ b: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    guard a.parts.count == 2 else {
      return a.with([try emitOne(.div, [a.parts[0], b.parts[0]], at: range)])
    }
    let numbers = [a, b].map { Complex(Real($0.parts[0]), Real($0.parts[1])) }
    let quotient = ComplexFunctions(isWidened: a.isWidened).divide(numbers[0], numbers[1])
    var emitter = FormulaEmitter(graph.type(of: a.parts[0]), at: range)
    return a.with([
      try emitter.emit(quotient.real.node, to: &self),
      try emitter.emit(quotient.imaginary.node, to: &self),
    ])
  }

  /// Returns blocks of matrices: one row or column at `place`, or all of them for `nil`.
  mutating func block(
    _ value: Matrices, _ place: [ValueID?], at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: value.parts[0])
    var limit = type.sizes ?? []
    for (d, position) in place.enumerated() where position != nil { limit[type.rank - 2 + d] = 1 }
    let starts = try starts(place, rank: type.rank, at: range)
    return value.with(
      try each(value) { (f, p) throws(ImportFailure) in
        try f.emitOne(
          .dynamicSlice, [p] + starts, Attributes([.limit: .integers(limit)]), at: range)
      })
  }

  /// Returns matrices with the blocks at `place` replaced.
  mutating func replacing(
    _ value: Matrices, with block: Matrices, _ place: [ValueID?], at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let rank = graph.type(of: value.parts[0]).rank
    let starts = try starts(place, rank: rank, at: range)
    var parts: [ValueID] = []
    for (p, q) in zip(value.parts, block.parts) {
      parts.append(try emitOne(.dynamicUpdateSlice, [p, q] + starts, at: range))
    }
    return value.with(parts)
  }

  /// Returns positions on all axes: 0 but for those in `place`, of the last two.
  mutating func starts(
    _ place: [ValueID?], rank: Int, at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    let zero = try emitConstant(0, like: TensorType(.i64, []), at: range)
    return [ValueID](repeating: zero, count: rank - 2) + place.map { $0 ?? zero }
  }

}
