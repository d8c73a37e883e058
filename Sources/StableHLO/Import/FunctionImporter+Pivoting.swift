import Diagnostics
import GraphIR
import Scalars

/// QR factorizations of matrices whose columns are exchanged.
extension FunctionImporter {

  /// Returns Q and R as `qrFactors` does for the columns of `a` in another order, and the numbers of
  /// these columns, from 1, as a row.
  ///
  /// Columns for which the row `isFirst` holds come first; then at each step comes the column that is longest below the rows that are done.
  mutating func pivotedFactors(
    _ a: Matrices, _ isFirst: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> (factors: Matrices, pivots: ValueID, scales: Matrices) {
    let (type, steps) = try steps(of: a, at: range)
    let (ordered, pivots, firsts) = try startingColumns(a, isFirst, at: range)
    // Squares of scaled elements do not overflow.
    let unit = try scaled(a, at: range).scale
    let none = TensorType(type.element, type.shape.dropLast(2) + [.size(1), .size(steps)])
    var start = ordered.parts
    for _ in a.parts { start.append(try emitConstant(0, like: none, at: range)) }
    let parts = a.parts.count
    let end = try emitLoop(steps, from: start + [pivots], isReversed: false, at: range) {
      (f, k, state) throws(ImportFailure) in
      let value = a.with(Array(state[..<parts]))
      let pivot = try f.longestColumn(value, k, unit, firsts, at: range)
      let numbers = try f.exchangingColumns(
        a.with([state[2 * parts]]), k, pivot, at: range)
      let scales = a.with(Array(state[parts..<(2 * parts)]))
      let exchanged = try f.exchangingColumns(value, k, pivot, at: range)
      return try f.qrStep(exchanged, scales, k, at: range) + numbers.parts
    }
    let one = try emitConstant(1, like: graph.type(of: pivots), at: range)
    return (
      a.with(Array(end[..<parts])), try emitOne(.add, [end[2 * parts], one], at: range),
      a.with(Array(end[parts..<(2 * parts)]))
    )
  }

  /// Returns the columns of `a` after those for which `isFirst` holds were exchanged with the first
  /// ones, the numbers of the columns, and how many of them these are.
  private mutating func startingColumns(
    _ a: Matrices, _ isFirst: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> (matrices: Matrices, numbers: ValueID, count: ValueID) {
    let type = graph.type(of: isFirst).with(element: .i64)
    let single = TensorType(.i64, type.shape.dropLast(2) + [.size(1), .size(1)])
    let flags = a.with([try converted(isFirst, to: .i64, at: range)])
    let none = try emitConstant(0, like: single, at: range)
    let start = a.parts + [try axis(-1, of: type, at: range), none]
    let parts = a.parts.count
    let end = try emitLoop(type.sizes?.last ?? 0, from: start, isReversed: false, at: range) {
      (f, k, state) throws(ImportFailure) in
      let flag = try f.block(flags, [nil, k], at: range).parts[0]
      let none = try f.emitConstant(0, like: single, at: range)
      let place = try f.emitOne(
        .select,
        [
          try f.compare("ne", flag, none, at: range), state[parts + 1],
          try f.broadcast(k, [], to: single, at: range),
        ], at: range)
      let matrix = try f.exchangingColumns(a.with(Array(state[..<parts])), k, place, at: range)
      let numbers = try f.exchangingColumns(a.with([state[parts]]), k, place, at: range)
      return matrix.parts + numbers.parts
        + [try f.emitOne(.add, [state[parts + 1], flag], at: range)]
    }
    return (a.with(Array(end[..<parts])), end[parts], end[parts + 1])
  }

  /// Returns `a` with columns `k` and `other` exchanged.
  private mutating func exchangingColumns(
    _ a: Matrices, _ k: ValueID, _ other: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let rows = try transposed(a, at: range)
    return try transposed(try exchanging(rows, k, other, at: range), at: range)
  }

  /// Returns the number of the column from `k` on that is longest in the rows from `k` on, or `k` if
  /// that is less than `firsts`.
  private mutating func longestColumn(
    _ value: Matrices, _ k: ValueID, _ unit: ValueID, _ firsts: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value.parts[0])
    let zero = try emitConstant(0, like: type, at: range)
    let units = try repeated(unit, type, at: range)
    let numbers = type.with(element: .i64)
    let isRest = try compare(
      "ge", try axis(-2, of: type, at: range), try broadcast(k, [], to: numbers, at: range),
      at: range)
    var sum = zero
    for p in value.parts {
      let x = try emitOne(
        .select, [isRest, try emitOne(.div, [p, units], at: range), zero], at: range)
      sum = try emitOne(.add, [sum, try emitOne(.mul, [x, x], at: range)], at: range)
    }
    let lengths = try transposed(
      value.with([try folded(sum, .add, from: 0, at: range)]), at: range)
    let longest = try pivotRow(lengths, k, at: range)
    let single = graph.type(of: longest)
    let place = try broadcast(k, [], to: single, at: range)
    let isFirst = try compare("lt", place, firsts, at: range)
    return try emitOne(.select, [isFirst, place, longest], at: range)
  }

}
