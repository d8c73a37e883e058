import Diagnostics
import GraphIR
import Scalars

/// Equations with three diagonals, which are lists as columns of the same length.
struct TridiagonalSystem {

  /// The elements below the diagonal, from the second row on.
  var lower: Matrices

  /// The elements on the diagonal.
  var diagonal: Matrices

  /// The elements above the diagonal; the last one does not count.
  var upper: Matrices

  /// The right sides, as columns.
  var right: Matrices

}

/// Equations with three diagonals, solved by elimination with exchanges of neighboring rows.
extension FunctionImporter {

  /// Returns the solution X, as `right`, and U of the factorization: its second upper diagonal is
  /// that called `lower`.
  ///
  /// Row k is exchanged with the next one if that begins with a greater element.
  mutating func solveTridiagonal(
    _ system: TridiagonalSystem, at range: SourceRange
  ) throws(ImportFailure) -> TridiagonalSystem {
    let type = graph.type(of: system.diagonal.parts[0])
    guard let n = type.sizes?[type.rank - 2], type.sizes?.last == 1,
      graph.type(of: system.right.parts[0]).shape.dropLast() == type.shape.dropLast()
    else { throw failure("the equations need as many rows as the diagonal has elements", range) }
    let end = try emitLoop(
      max(n - 1, 0), from: parts(of: system), isReversed: false, at: range
    ) { (f, k, state) throws(ImportFailure) in
      try f.eliminated(f.system(state, like: system), k, at: range)
    }
    var result = self.system(end, like: system)
    result.right = try substituted(result, n, at: range)
    return result
  }

  /// One step of the elimination.
  private mutating func eliminated(
    _ system: TridiagonalSystem, _ k: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    let one = try emitConstant(1, like: TensorType(.i64, []), at: range)
    let next = try emitOne(.add, [k, one], at: range)
    let below = try block(system.lower, [k, nil], at: range)
    let diagonal = try block(system.diagonal, [k, nil], at: range)
    let (upper, nextUpper) = (
      try block(system.upper, [k, nil], at: range), try block(system.upper, [next, nil], at: range)
    )
    let nextDiagonal = try block(system.diagonal, [next, nil], at: range)
    let (right, nextRight) = (
      try block(system.right, [k, nil], at: range), try block(system.right, [next, nil], at: range)
    )
    let single = graph.type(of: below.parts[0])
    let zero = try emitConstant(0, like: single, at: range)
    let zeros = below.with(below.parts.map { _ in zero })
    let isExchanged = try compare(
      "gt", try size(below, at: range), try size(diagonal, at: range), at: range)
    let (pivot, other) = (
      try selected(isExchanged, below, diagonal, at: range),
      try selected(isExchanged, diagonal, below, at: range)
    )
    // Where there is nothing to be eliminated the pivot may be zero.
    let isDone = try compare("eq", try size(other, at: range), zero, at: range)
    let factor = try selected(
      isDone, zeros, try quotient(other, pivot, at: range), at: range)
    let first = try selected(isExchanged, nextDiagonal, upper, at: range)
    let second = try selected(isExchanged, nextUpper, zeros, at: range)
    let lowerFirst = try selected(isExchanged, upper, nextDiagonal, at: range)
    let lowerSecond = try selected(isExchanged, zeros, nextUpper, at: range)
    func reduced(
      _ f: inout FunctionImporter, _ a: Matrices, _ b: Matrices
    ) throws(ImportFailure) -> Matrices {
      try f.difference(a, try f.multiplied(factor, b, at: range), at: range)
    }
    let row = graph.type(of: right.parts[0])
    let exchangesRows = try repeated(isExchanged, row, at: range)
    let rightPivot = try selected(exchangesRows, nextRight, right, at: range)
    let rightOther = try selected(exchangesRows, right, nextRight, at: range)
    var result = system
    result.lower = try replacing(system.lower, with: second, [k, nil], at: range)
    result.diagonal = try replacing(
      try replacing(system.diagonal, with: pivot, [k, nil], at: range),
      with: try reduced(&self, lowerFirst, first), [next, nil], at: range)
    result.upper = try replacing(
      try replacing(system.upper, with: first, [k, nil], at: range),
      with: try reduced(&self, lowerSecond, second), [next, nil], at: range)
    result.right = try replacing(
      try replacing(system.right, with: rightPivot, [k, nil], at: range),
      with: try reduced(&self, rightOther, rightPivot), [next, nil], at: range)
    return parts(of: result)
  }

  /// Returns the solutions of the eliminated equations.
  private mutating func substituted(
    _ system: TridiagonalSystem, _ n: Int, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let columns = graph.type(of: system.right.parts[0]).sizes?.last ?? 0
    // Two rows of zeros come after the last one.
    let padded = try resized(system.right, n + 2, columns, at: range)
    let solved = try emitLoop(n, from: padded.parts, isReversed: true, at: range) {
      (f, k, state) throws(ImportFailure) in
      let x = system.right.with(state)
      var row = try f.block(x, [k, nil], at: range)
      var place = k
      for factors in [system.upper, system.lower] {
        let one = try f.emitConstant(1, like: TensorType(.i64, []), at: range)
        place = try f.emitOne(.add, [place, one], at: range)
        // The last elements of the diagonals do not count, and may be no numbers.
        let end = try f.emitConstant(Double(n), like: TensorType(.i64, []), at: range)
        let isInside = try f.compare("lt", place, end, at: range)
        let factor = try f.block(factors, [k, nil], at: range)
        let type = f.graph.type(of: factor.parts[0])
        let zero = try f.emitConstant(0, like: type, at: range)
        let counted = try f.selected(
          try f.broadcast(isInside, [], to: type.with(element: .i1), at: range), factor,
          factor.with(factor.parts.map { _ in zero }), at: range)
        row = try f.difference(
          row,
          try f.multiplied(counted, try f.block(x, [place, nil], at: range), at: range), at: range)
      }
      let divisor = try f.repeated(
        try f.block(system.diagonal, [k, nil], at: range), f.graph.type(of: row.parts[0]),
        at: range)
      return try f.replacing(
        x, with: try f.quotient(row, divisor, at: range), [k, nil], at: range
      ).parts
    }
    return try part(system.right.with(solved), 0..<n, 0..<columns, at: range)
  }

  /// Returns the sums of the magnitudes of real and imaginary parts.
  private mutating func size(_ a: Matrices, at range: SourceRange) throws(ImportFailure) -> ValueID
  {
    var sum = try emitOne(.abs, [a.parts[0]], at: range)
    for p in a.parts.dropFirst() {
      sum = try emitOne(.add, [sum, try emitOne(.abs, [p], at: range)], at: range)
    }
    return sum
  }

  private func parts(of system: TridiagonalSystem) -> [ValueID] {
    [system.lower, system.diagonal, system.upper, system.right].flatMap(\.parts)
  }

  private func system(_ parts: [ValueID], like system: TridiagonalSystem) -> TridiagonalSystem {
    let count = system.right.parts.count
    func matrices(_ i: Int) -> Matrices {
      system.right.with(Array(parts[(i * count)..<((i + 1) * count)]))
    }
    return TridiagonalSystem(
      lower: matrices(0), diagonal: matrices(1), upper: matrices(2), right: matrices(3))
  }

}
