import Diagnostics
import GraphIR
import Scalars

/// Forms of matrices Qᴴ A Q that have zeros below or beside the diagonal.
extension FunctionImporter {

  /// Returns H = Qᴴ A Q, which is zero below the elements under the diagonal, for a square A: these
  /// are instead the vectors v, which are 1 under the diagonal, of the reflections 1 - τ v vᴴ whose
  /// product is Q. The factors τ are given as one row.
  mutating func hessenbergFactors(
    _ a: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> (factors: Matrices, scales: Matrices) {
    let type = graph.type(of: a.parts[0])
    let n = try order(of: a, at: range)
    let steps = max(n - 1, 0)
    let none = TensorType(type.element, type.shape.dropLast(2) + [.size(1), .size(steps)])
    var start = a.parts
    for _ in a.parts { start.append(try emitConstant(0, like: none, at: range)) }
    let parts = a.parts.count
    let end = try emitLoop(steps, from: start, isReversed: false, at: range) {
      (f, k, state) throws(ImportFailure) in
      let value = a.with(Array(state[..<parts]))
      let one = try f.emitConstant(1, like: TensorType(.i64, []), at: range)
      let next = try f.emitOne(.add, [k, one], at: range)
      let column = try f.block(value, [nil, k], at: range)
      let isBelow = try f.isAfter(next, -2, of: f.graph.type(of: column.parts[0]), at: range)
      let reflection = try f.reflection(
        column, isBelow, head: try f.block(value, [next, k], at: range), at: range)
      let vector = try f.reflectionVector(reflection.tail, next, at: range)
      let left = try f.selected(
        try f.isAfter(k, -1, of: type, at: range),
        try f.reflecting(
          value, vector, try f.conjugated(reflection.scale, at: range), at: range), value,
        at: range)
      let both = try f.reflectingRows(left, vector, reflection.scale, at: range)
      let result = try f.replacing(
        try f.replacing(
          both, with: try f.selected(isBelow, reflection.tail, column, at: range), [nil, k],
          at: range), with: reflection.head, [next, k], at: range)
      let scales = try f.replacing(
        a.with(Array(state[parts...])), with: reflection.scale, [nil, k], at: range)
      return result.parts + scales.parts
    }
    return (a.with(Array(end[..<parts])), a.with(Array(end[parts...])))
  }

  /// Returns Q for the reflections that `hessenbergFactors` gives.
  mutating func hessenbergVectors(
    _ factors: Matrices, _ scales: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let n = try order(of: factors, at: range)
    let identity = try identity(factors, at: range)
    return factors.with(
      try emitLoop(max(n - 1, 0), from: identity.parts, isReversed: true, at: range) {
        (f, k, state) throws(ImportFailure) in
        let one = try f.emitConstant(1, like: TensorType(.i64, []), at: range)
        let next = try f.emitOne(.add, [k, one], at: range)
        let vector = try f.reflectionVector(
          try f.block(factors, [nil, k], at: range), next, at: range)
        let scale = try f.block(scales, [nil, k], at: range)
        return try f.reflecting(factors.with(state), vector, scale, at: range).parts
      })
  }

  /// Returns products of `c` with Q, or with Qᴴ, for the reflections that `qrFactors` gives.
  mutating func product(
    _ c: Matrices, ofReflections a: Matrices, _ scales: Matrices, isLeft: Bool, isAdjoint: Bool,
    at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    guard let count = graph.type(of: scales.parts[0]).shape.last?.size else {
      throw failure("the number of reflections is unknown", range)
    }
    return c.with(
      try emitLoop(count, from: c.parts, isReversed: isLeft != isAdjoint, at: range) {
        (f, k, state) throws(ImportFailure) in
        let vector = try f.reflectionVector(
          try f.block(a, [nil, k], at: range), k, at: range)
        var scale = try f.block(scales, [nil, k], at: range)
        if isAdjoint { scale = try f.conjugated(scale, at: range) }
        let value = c.with(state)
        return isLeft
          ? try f.reflecting(value, vector, scale, at: range).parts
          : try f.reflectingRows(value, vector, scale, at: range).parts
      })
  }

  /// Returns `value` - `value` τ v vᴴ for the vector v and the factor τ.
  mutating func reflectingRows(
    _ value: Matrices, _ vector: Matrices, _ scale: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let column = try multiplied(value, try multiplied(vector, scale, at: range), at: range)
    let adjoint = try transposed(try conjugated(vector, at: range), at: range)
    return try difference(value, try multiplied(column, adjoint, at: range), at: range)
  }

  /// The number of rows of the square matrices `a`.
  mutating func order(of a: Matrices, at range: SourceRange) throws(ImportFailure) -> Int {
    let type = graph.type(of: a.parts[0])
    guard let n = type.sizes?.last else {
      throw failure("the sizes of the matrices are unknown", range)
    }
    guard type.shape.dropLast().last == .size(n) else {
      throw failure("the matrix is not square", range)
    }
    return n
  }

  /// Returns the elements on the diagonal that is `offset` places below that of the matrix, as one
  /// row.
  mutating func diagonal(
    _ a: Matrices, below offset: Int, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let n = try order(of: a, at: range)
    let count = max(n - offset, 0)
    let rest = try part(a, (n - count)..<n, 0..<count, at: range)
    let type = graph.type(of: rest.parts[0])
    let isDiagonal = try compare(
      "eq", try axis(-2, of: type, at: range), try axis(-1, of: type, at: range), at: range)
    return rest.with(
      try each(rest) { (f, p) throws(ImportFailure) in
        try f.diagonal(p, isDiagonal, at: range)
      })
  }

}
