import Diagnostics
import GraphIR
import Scalars

/// Matrices made of parts of others.
extension FunctionImporter {

  /// Returns matrices like `a` with ones on the diagonal.
  mutating func identity(_ a: Matrices, at range: SourceRange) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: a.parts[0])
    let isDiagonal = try compare(
      "eq", try axis(-2, of: type, at: range), try axis(-1, of: type, at: range), at: range)
    var parts = [try converted(isDiagonal, to: type.element, at: range)]
    if a.parts.count == 2 { parts.append(try emitConstant(0, like: type, at: range)) }
    return a.with(parts)
  }

  /// Returns the rows and columns of `a` with the given numbers.
  mutating func part(
    _ a: Matrices, _ rows: Range<Int>, _ columns: Range<Int>, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let sizes = graph.type(of: a.parts[0]).sizes ?? []
    let batch = sizes.dropLast(2)
    let attributes = Attributes([
      .start: .integers(batch.map { _ in 0 } + [rows.lowerBound, columns.lowerBound]),
      .limit: .integers(batch + [rows.upperBound, columns.upperBound]),
      .stride: .integers(sizes.map { _ in 1 }),
    ])
    return a.with(
      try each(a) { (f, p) throws(ImportFailure) in
        try f.emitOne(.slice, [p], attributes, at: range)
      })
  }

  /// Returns `a` with the columns of `b` after its own.
  mutating func joined(
    _ a: Matrices, _ b: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let dim = graph.type(of: a.parts[0]).rank - 1
    var parts: [ValueID] = []
    for (p, q) in zip(a.parts, b.parts) {
      parts.append(
        try emitOne(.concat, [p, q], Attributes([.dim: .integer(dim)]), at: range))
    }
    return a.with(parts)
  }

  /// Returns `a` with `rows` rows and `columns` columns: zeros after those it has, and none of those
  /// after that.
  mutating func resized(
    _ a: Matrices, _ rows: Int, _ columns: Int, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: a.parts[0])
    let sizes = type.sizes ?? []
    let none = sizes.map { _ in 0 }
    let high = none.dropLast(2) + zip([rows, columns], sizes.suffix(2)).map { $0 - $1 }
    if high.allSatisfy({ $0 == 0 }) { return a }
    let zero = try emitConstant(0, like: TensorType(type.element, []), at: range)
    let attributes = Attributes([
      .low: .integers(none), .high: .integers(Array(high)), .interior: .integers(none),
    ])
    return a.with(
      try each(a) { (f, p) throws(ImportFailure) in
        try f.emitOne(.pad, [p, zero], attributes, at: range)
      })
  }

  /// Returns the first `n` rows of `a`, with zeros below the diagonal.
  mutating func upperTriangle(
    _ a: Matrices, _ n: Int, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    try triangle(try part(a, 0..<n, 0..<n, at: range), isLower: false, at: range)
  }

  /// Returns `a` divided by its greatest real or imaginary part, and that, 1 if it is 0.
  mutating func scaled(
    _ a: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> (matrices: Matrices, scale: ValueID) {
    let type = graph.type(of: a.parts[0])
    var greatest = try emitConstant(
      0, like: TensorType(type.element, type.shape.dropLast(2) + [.size(1), .size(1)]), at: range)
    for p in a.parts {
      let rows = try folded(try emitOne(.abs, [p], at: range), .max, from: 0, at: range)
      let column = try transposed(a.with([rows]), at: range).parts[0]
      greatest = try emitOne(
        .max, [greatest, try folded(column, .max, from: 0, at: range)], at: range)
    }
    let single = graph.type(of: greatest)
    let isZero = try compare(
      "eq", greatest, try emitConstant(0, like: single, at: range), at: range)
    let scale = try emitOne(
      .select, [isZero, try emitConstant(1, like: single, at: range), greatest], at: range)
    let divisor = try repeated(scale, type, at: range)
    let matrices = try each(a) { (f, p) throws(ImportFailure) in
      try f.emitOne(.div, [p, divisor], at: range)
    }
    return (a.with(matrices), scale)
  }

  /// Returns `a` with rows and columns in opposite order.
  mutating func turned(_ a: Matrices, at range: SourceRange) throws(ImportFailure) -> Matrices {
    let rank = graph.type(of: a.parts[0]).rank
    return a.with(
      try each(a) { (f, p) throws(ImportFailure) in
        try f.emitOne(
          .reverse, [p], Attributes([.dims: .integers([rank - 2, rank - 1])]), at: range)
      })
  }

  /// Returns the list `v` as matrices of one column.
  mutating func column(
    _ v: ImportedValue, like a: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: v.parts[0])
    guard let count = type.shape.last, v.parts.count == a.parts.count,
      type.shape.dropLast() == graph.type(of: a.parts[0]).shape.dropLast(2)
    else { throw failure("there is no list of numbers for each of the matrices", range) }
    let shape = Array(type.shape.dropLast()) + [count, .size(1)]
    let element = graph.type(of: a.parts[0]).element
    var parts: [ValueID] = []
    for p in v.parts {
      parts.append(
        try converted(
          try reshaped(p, to: TensorType(type.element, shape), at: range), to: element, at: range))
    }
    return a.with(parts)
  }

  /// Returns the elements of `a` to the left or to the right of the diagonal that is `offset` places
  /// above that of the matrix, or on it; else zeros.
  mutating func triangle(
    _ a: Matrices, isLower: Bool, offset: Int = 0, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: a.parts[0])
    let shift = try emitConstant(Double(offset), like: type.with(element: .i64), at: range)
    let diagonal = try emitOne(.add, [try axis(-2, of: type, at: range), shift], at: range)
    let isInside = try compare(
      isLower ? "le" : "ge", try axis(-1, of: type, at: range), diagonal, at: range)
    let zero = try emitConstant(0, like: type, at: range)
    return try selected(isInside, a, a.with(a.parts.map { _ in zero }), at: range)
  }

  /// Returns a block of one matrix with the given sizes.
  mutating func window(
    _ a: Matrices, _ starts: [ValueID], _ sizes: [Int], at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    a.with(
      try each(a) { (f, p) throws(ImportFailure) in
        try f.emitOne(
          .dynamicSlice, [p] + starts, Attributes([.limit: .integers(sizes)]), at: range)
      })
  }

  /// Returns results of the types `types` of `body` for all matrices of the batches `values`.
  mutating func forEachMatrix(
    _ values: [ValueID], _ types: [TensorType], at range: SourceRange,
    _ body: (inout FunctionImporter, [ValueID]) throws(ImportFailure) -> [ValueID]
  ) throws(ImportFailure) -> [ValueID] {
    let batch = Array((graph.type(of: values[0]).sizes ?? []).dropLast(2))
    if batch.isEmpty { return try body(&self, values) }
    let (count, overflow) = batch.reduce((1, false)) {
      let (product, overflow) = $0.0.multipliedReportingOverflow(by: $1)
      return (product, $0.1 || overflow)
    }
    guard !overflow else { throw failure("there are too many matrices", range) }
    var lists: [ValueID] = []
    for v in values {
      let type = graph.type(of: v)
      lists.append(
        try reshaped(
          v, to: TensorType(type.element, sizes: [count] + (type.sizes ?? []).suffix(2)),
          at: range))
    }
    var start: [ValueID] = []
    for t in types {
      let list = TensorType(t.element, sizes: [count] + (t.sizes ?? []))
      start.append(try emitConstant(0, like: list, at: range))
    }
    let end = try emitLoop(count, from: start, isReversed: false, at: range) {
      (f, i, state) throws(ImportFailure) in
      var operands: [ValueID] = []
      for v in lists { operands.append(try f.element(i, of: v, 0, at: range)) }
      var next: [ValueID] = []
      for (list, result) in zip(state, try body(&f, operands)) {
        let type = f.graph.type(of: result)
        let item = try f.reshaped(
          result, to: TensorType(type.element, sizes: [1] + (type.sizes ?? [])), at: range)
        let starts = try f.starts(i, 0, rank: type.rank + 1, at: range)
        next.append(try f.emitOne(.dynamicUpdateSlice, [list, item] + starts, at: range))
      }
      return next
    }
    var results: [ValueID] = []
    for (v, t) in zip(end, types) {
      results.append(
        try reshaped(v, to: TensorType(t.element, sizes: batch + (t.sizes ?? [])), at: range))
    }
    return results
  }

}
