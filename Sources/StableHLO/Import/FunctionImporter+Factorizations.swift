import Diagnostics
import GraphIR
import Scalars

/// Factors of matrices of any shape, found column by column as LAPACK finds them without blocks.
extension FunctionImporter {

  /// Returns L and U with P A = L U in one tensor, L below the diagonal without its ones; the rows,
  /// counted from 1, with which the rows were exchanged one after another; and the number of the
  /// first zero on the diagonal of U, 0 if there is none.
  ///
  /// The row that is exchanged with row k is that of the greatest element of the rest of column k.
  mutating func luFactors(
    _ a: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> (factors: Matrices, pivots: ValueID, info: ValueID) {
    let (type, steps) = try steps(of: a, at: range)
    let batch = Array(type.shape.dropLast(2))
    let numbers = TensorType(.i64, batch + [.size(1), .size(1)])
    let start =
      a.parts + [
        try emitConstant(0, like: TensorType(.i64, batch + [.size(1), .size(steps)]), at: range),
        try emitConstant(0, like: numbers, at: range),
      ]
    let parts = a.parts.count
    let end = try emitLoop(steps, from: start, isReversed: false, at: range) {
      (f, k, state) throws(ImportFailure) in
      let value = a.with(Array(state[..<parts]))
      let pivot = try f.pivotRow(try f.block(value, [nil, k], at: range), k, at: range)
      let exchanged = try f.exchanging(value, k, pivot, at: range)
      let column = try f.block(exchanged, [nil, k], at: range)
      let columnType = f.graph.type(of: column.parts[0])
      let divisor = try f.block(exchanged, [k, k], at: range)
      let isZero = try f.isZero(divisor, at: range)
      let isBelow = try f.isAfter(k, -2, of: columnType, at: range)
      let divides = try f.emitOne(
        .and,
        [isBelow, try f.repeated(try f.emitOne(.not, [isZero], at: range), columnType, at: range)],
        at: range)
      let scaled = try f.selected(
        divides, try f.quotient(column, try f.repeated(divisor, columnType, at: range), at: range),
        column, at: range)
      let row = try f.block(exchanged, [k, nil], at: range)
      let rest = try f.difference(
        exchanged, try f.multiplied(scaled, row, at: range), at: range)
      let isRest = try f.emitOne(
        .and,
        [
          try f.isAfter(k, -2, of: type, at: range), try f.isAfter(k, -1, of: type, at: range),
        ], at: range)
      let next = try f.replacing(
        try f.selected(isRest, rest, exchanged, at: range), with: scaled, [nil, k], at: range)
      let one = try f.emitConstant(1, like: numbers, at: range)
      let rank = numbers.rank
      let pivots = try f.emitOne(
        .dynamicUpdateSlice,
        [state[parts], try f.emitOne(.add, [pivot, one], at: range)]
          + (try f.starts([nil, k], rank: rank, at: range)), at: range)
      let number = try f.emitOne(
        .add, [try f.broadcast(k, [], to: numbers, at: range), one], at: range)
      let isFirst = try f.emitOne(
        .and,
        [
          isZero,
          try f.compare(
            "eq", state[parts + 1], try f.emitConstant(0, like: numbers, at: range), at: range),
        ], at: range)
      return next.parts + [
        pivots, try f.emitOne(.select, [isFirst, number, state[parts + 1]], at: range),
      ]
    }
    return (a.with(Array(end[..<parts])), end[parts], end[parts + 1])
  }

  /// Returns Q and R with A = Q R: R on and above the diagonal, and Q as the vectors v, which are 1
  /// on the diagonal, and the factors τ of reflections 1 - τ v vᴴ.
  mutating func qrFactors(
    _ a: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> (factors: Matrices, scales: Matrices) {
    let (type, steps) = try steps(of: a, at: range)
    let none = TensorType(type.element, type.shape.dropLast(2) + [.size(1), .size(steps)])
    var start = a.parts
    for _ in a.parts { start.append(try emitConstant(0, like: none, at: range)) }
    let parts = a.parts.count
    let end = try emitLoop(steps, from: start, isReversed: false, at: range) {
      (f, k, state) throws(ImportFailure) in
      try f.qrStep(a.with(Array(state[..<parts])), a.with(Array(state[parts...])), k, at: range)
    }
    return (a.with(Array(end[..<parts])), a.with(Array(end[parts...])))
  }

  /// Returns the parts of `value` and the factors of reflections, `scales`, after the step that makes
  /// column `k` zero below the diagonal.
  mutating func qrStep(
    _ value: Matrices, _ scales: Matrices, _ k: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    let type = graph.type(of: value.parts[0])
    let column = try block(value, [nil, k], at: range)
    let isBelow = try isAfter(k, -2, of: graph.type(of: column.parts[0]), at: range)
    let reflection = try reflection(
      column, isBelow, head: try block(value, [k, k], at: range), at: range)
    let vector = try reflectionVector(reflection.tail, k, at: range)
    let reflected = try reflecting(
      value, vector, try conjugated(reflection.scale, at: range), at: range)
    let isRest = try isAfter(k, -1, of: type, at: range)
    let rest = try selected(isRest, reflected, value, at: range)
    let next = try replacing(
      try replacing(
        rest, with: try selected(isBelow, reflection.tail, column, at: range), [nil, k],
        at: range), with: reflection.head, [k, k], at: range)
    let factors = try replacing(scales, with: reflection.scale, [nil, k], at: range)
    return next.parts + factors.parts
  }

  /// Returns the first columns of Q for the reflections that `qrFactors` gives.
  mutating func reflectionProduct(
    _ a: Matrices, _ scales: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: a.parts[0])
    guard let count = graph.type(of: scales.parts[0]).shape.last?.size else {
      throw failure("the number of reflections is unknown", range)
    }
    let (rows, columns) = (try axis(-2, of: type, at: range), try axis(-1, of: type, at: range))
    let identity = try converted(
      try compare("eq", rows, columns, at: range), to: type.element, at: range)
    var start = [identity]
    if a.parts.count == 2 { start.append(try emitConstant(0, like: type, at: range)) }
    return a.with(
      try emitLoop(count, from: start, isReversed: true, at: range) {
        (f, k, state) throws(ImportFailure) in
        let column = try f.block(a, [nil, k], at: range)
        let vector = try f.reflectionVector(column, k, at: range)
        let scale = try f.block(scales, [nil, k], at: range)
        return try f.reflecting(a.with(state), vector, scale, at: range).parts
      })
  }

  // MARK: Steps

  /// The type of the parts of `a`, and the number of elements on its diagonal.
  mutating func steps(
    of a: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> (TensorType, Int) {
    let type = graph.type(of: a.parts[0])
    guard let sizes = type.sizes, let steps = sizes.suffix(2).min() else {
      throw failure("the sizes of the matrices are unknown", range)
    }
    return (type, steps)
  }

  /// Returns the number of the first row from `k` on with the greatest element of `column`.
  mutating func pivotRow(
    _ column: Matrices, _ k: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: column.parts[0])
    var magnitude = try emitOne(.abs, [column.parts[0]], at: range)
    for p in column.parts.dropFirst() {
      magnitude = try emitOne(.add, [magnitude, try emitOne(.abs, [p], at: range)], at: range)
    }
    let rows = try axis(-2, of: type, at: range)
    let isCandidate = try compare(
      "ge", rows, try broadcast(k, [], to: type.with(element: .i64), at: range), at: range)
    magnitude = try emitOne(
      .select, [isCandidate, magnitude, try emitConstant(-1, like: type, at: range)], at: range)
    let greatest = try folded(magnitude, .max, from: -1, at: range)
    let isGreatest = try compare(
      "eq", magnitude, try repeated(greatest, type, at: range), at: range)
    // Where there are NaNs, the last row stands for that of the greatest.
    let last = Double((type.sizes?[type.rank - 2] ?? 1) - 1)
    let number = try emitOne(
      .select,
      [isGreatest, rows, try emitConstant(last, like: type.with(element: .i64), at: range)],
      at: range)
    return try folded(number, .min, from: last, at: range)
  }

  /// Returns `value` with rows `k` and `other` exchanged.
  mutating func exchanging(
    _ value: Matrices, _ k: ValueID, _ other: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: value.parts[0])
    let rows = try axis(-2, of: type, at: range)
    let isOther = try compare(
      "eq", rows, try repeated(other, type.with(element: .i64), at: range), at: range)
    let isFirst = try compare(
      "eq", rows, try broadcast(k, [], to: type.with(element: .i64), at: range), at: range)
    let first = try block(value, [k, nil], at: range)
    let zero = try emitConstant(0, like: type, at: range)
    var parts: [ValueID] = []
    for (p, row) in zip(value.parts, first.parts) {
      let otherRow = try folded(
        try emitOne(.select, [isOther, p, zero], at: range), .add, from: 0, at: range)
      let moved = try emitOne(
        .select, [isOther, try repeated(row, type, at: range), p], at: range)
      parts.append(
        try emitOne(
          .select, [isFirst, try repeated(otherRow, type, at: range), moved], at: range))
    }
    return value.with(parts)
  }

  /// A reflection that makes a column zero but for one element.
  struct Reflection {

    /// The elements of its vector below the one, for all rows.
    let tail: Matrices

    /// The factor τ.
    let scale: Matrices

    /// The element that is left.
    let head: Matrices

  }

  /// Returns the reflection 1 - τ v vᴴ whose adjoint makes those elements of `column` zero of which
  /// `isBelow` holds, and a real number β of the element `head` above them.
  ///
  /// With the norm of the column and the sign that is not that of the head, β does not cancel:
  /// τ = (β - head) / β and v = column / (head - β). There is nothing to do, τ = 0, if the elements
  /// are zero already and the head is real.
  mutating func reflection(
    _ column: Matrices, _ isBelow: ValueID, head: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Reflection {
    let type = graph.type(of: column.parts[0])
    let single = graph.type(of: head.parts[0])
    let zeros = try emitConstant(0, like: type, at: range)
    let below = try selected(
      isBelow, column, column.with(column.parts.map { _ in zeros }), at: range)
    let zero = try emitConstant(0, like: single, at: range)
    // Squares of scaled elements neither overflow nor vanish.
    var greatest = zero
    for p in below.parts {
      greatest = try emitOne(
        .max,
        [greatest, try folded(try emitOne(.abs, [p], at: range), .max, from: 0, at: range)],
        at: range)
    }
    let rest = head.parts.dropFirst()
    var isDone = try compare("eq", greatest, zero, at: range)
    for p in rest {
      isDone = try emitOne(.and, [isDone, try compare("eq", p, zero, at: range)], at: range)
    }
    for p in head.parts {
      greatest = try emitOne(.max, [greatest, try emitOne(.abs, [p], at: range)], at: range)
    }
    let one = try emitConstant(1, like: single, at: range)
    let unit = try emitOne(.select, [isDone, one, greatest], at: range)
    let units = try repeated(unit, type, at: range)
    var sum = zero
    for p in head.parts {
      let x = try emitOne(.div, [p, unit], at: range)
      sum = try emitOne(.add, [sum, try emitOne(.mul, [x, x], at: range)], at: range)
    }
    for p in below.parts {
      let x = try emitOne(.div, [p, units], at: range)
      let squares = try emitOne(.mul, [x, x], at: range)
      sum = try emitOne(.add, [sum, try folded(squares, .add, from: 0, at: range)], at: range)
    }
    let norm = try emitOne(.mul, [unit, try emitOne(.sqrt, [sum], at: range)], at: range)
    let isNegative = try compare("lt", head.parts[0], zero, at: range)
    let length = try emitOne(
      .select, [isNegative, norm, try emitOne(.neg, [norm], at: range)], at: range)
    let beta = try emitOne(.select, [isDone, head.parts[0], length], at: range)
    let divisor = try emitOne(.select, [isDone, one, beta], at: range)
    let difference = try emitOne(.sub, [beta, head.parts[0]], at: range)
    var (scale, distance) = (
      [try emitOne(.div, [difference, divisor], at: range)],
      [
        try emitOne(
          .select, [isDone, one, try emitOne(.neg, [difference], at: range)], at: range)
      ]
    )
    for p in rest {
      scale.append(
        try emitOne(.neg, [try emitOne(.div, [p, divisor], at: range)], at: range))
      distance.append(p)
    }
    let tail = try quotient(
      below, try repeated(head.with(distance), type, at: range), at: range)
    return Reflection(
      tail: tail, scale: head.with(scale), head: head.with([beta] + rest.map { _ in zero }))
  }

  /// Returns the vector of a reflection: the elements of `tail` after `k`, 1 at `k`, else 0.
  mutating func reflectionVector(
    _ tail: Matrices, _ k: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: tail.parts[0])
    let isBelow = try isAfter(k, -2, of: type, at: range)
    let place = try broadcast(k, [], to: type.with(element: .i64), at: range)
    let isHead = try compare("eq", try axis(-2, of: type, at: range), place, at: range)
    var parts: [ValueID] = []
    for (i, p) in tail.parts.enumerated() {
      let zero = try emitConstant(0, like: type, at: range)
      let head =
        i == 0
        ? try emitOne(
          .select, [isHead, try emitConstant(1, like: type, at: range), zero], at: range) : zero
      parts.append(try emitOne(.select, [isBelow, p, head], at: range))
    }
    return tail.with(parts)
  }

  /// Returns `value` - τ v vᴴ `value` for the vector v and the factor τ.
  mutating func reflecting(
    _ value: Matrices, _ vector: Matrices, _ scale: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let row = try multiplied(
      try transposed(try conjugated(vector, at: range), at: range), value, at: range)
    let scaled = try multiplied(scale, row, at: range)
    return try difference(value, try multiplied(vector, scaled, at: range), at: range)
  }

  // MARK: Elements

  /// Returns for each position on an axis of `type`, counted from the end, whether it is after `k`.
  mutating func isAfter(
    _ k: ValueID, _ number: Int, of type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    try compare(
      "gt", try axis(number, of: type, at: range),
      try broadcast(k, [], to: type.with(element: .i64), at: range), at: range)
  }

  /// Returns whether elements are zero.
  private mutating func isZero(
    _ value: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let zero = try emitConstant(0, like: graph.type(of: value.parts[0]), at: range)
    var result = try compare("eq", value.parts[0], zero, at: range)
    for p in value.parts.dropFirst() {
      result = try emitOne(.and, [result, try compare("eq", p, zero, at: range)], at: range)
    }
    return result
  }

  /// Returns the elements of `a` where `condition` holds, else those of `b`.
  mutating func selected(
    _ condition: ValueID, _ a: Matrices, _ b: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    var parts: [ValueID] = []
    for (p, q) in zip(a.parts, b.parts) {
      parts.append(try emitOne(.select, [condition, p, q], at: range))
    }
    return a.with(parts)
  }

  /// Returns what combines the elements of each column, as a row.
  mutating func folded(
    _ value: ValueID, _ function: BinaryFunction, from start: Double, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    let initial = try emitConstant(start, like: TensorType(type.element, []), at: range)
    let combiner = graph.createCombiner(function, of: type.element, location: range)
    let axis = type.rank - 2
    let result = try emit(
      .reduce, [value, initial], Attributes([.dims: .integers([axis])]), regions: [combiner],
      at: range)[0]
    var shape = type.shape
    shape[axis] = .size(1)
    return try reshaped(result, to: TensorType(type.element, shape), at: range)
  }

  /// Returns `value` with sizes 1 repeated to those of `type`.
  mutating func repeated(
    _ value: ValueID, _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let element = graph.type(of: value).element
    return try broadcast(
      value, Array(0..<type.rank), to: type.with(element: element), at: range)
  }

  mutating func repeated(
    _ value: Matrices, _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    value.with(
      try each(value) { (f, p) throws(ImportFailure) in try f.repeated(p, type, at: range) })
  }

}
