import Diagnostics
import GraphIR
import Scalars

/// Eigenvalues and eigenvectors of matrices of any kind.
struct GeneralEigenvectors {

  /// The eigenvalues as one row, of complex numbers.
  var values: Matrices

  /// Vectors v with A v = λ v, as columns.
  var right: Matrices?

  /// Vectors u with uᴴ A = λ uᴴ, as columns.
  var left: Matrices?

  /// 0, or the number of the last eigenvalue that was not found.
  var info: ValueID

}

/// Eigenvectors by Schur forms.
extension FunctionImporter {

  /// Returns the eigenvalues of `a`, whose elements are of type f64, and the eigenvectors that are
  /// asked for: of length 1, their greatest element real.
  ///
  /// Complex eigenvalues of real matrices are pairs, first that with a positive imaginary part, and
  /// so are their vectors.
  mutating func generalEigenvectors(
    _ a: Matrices, hasLeft: Bool, hasRight: Bool, at range: SourceRange
  ) throws(ImportFailure) -> GeneralEigenvectors {
    let schur = try schurForm(a, at: range)
    let isReal = a.parts.count == 1
    let values = try schurValues(schur.form, at: range)
    var result = GeneralEigenvectors(values: values, info: schur.info)
    let n = try order(of: a, at: range)
    guard n > 0, hasLeft || hasRight else { return result }
    let type = TensorType(.f64, sizes: [n, n])
    let wanted = [hasRight, hasLeft]
    let count = wanted.filter { $0 }.count
    let types = [TensorType](repeating: type, count: 2 * count)
    let input = schur.form.parts + schur.vectors.parts + values.parts
    let parts = try forEachMatrix(input, types, at: range) {
      (f, parts) throws(ImportFailure) in
      let p = a.parts.count
      var t = a.with(Array(parts[..<p]))
      var z = a.with(Array(parts[p..<(2 * p)]))
      let values = a.with(Array(parts[(2 * p)...]))
      // A common factor changes no vectors.
      t = try f.scaled(t, at: range).matrices
      if isReal { (t, z) = try f.triangularized(t, z, at: range) }
      var vectors: [ValueID] = []
      if hasRight {
        let x = try f.triangularEigenvectors(t, at: range)
        vectors += try f.normalized(x, z, values, isReal: isReal, at: range).parts
      }
      if hasLeft {
        let adjoint = try f.conjugated(try f.transposed(t, at: range), at: range)
        let x = try f.triangularEigenvectors(try f.turned(adjoint, at: range), at: range)
        vectors += try f.normalized(
          try f.turned(x, at: range), z, values, isReal: isReal, at: range
        ).parts
      }
      return vectors
    }
    if hasRight { result.right = a.with(Array(parts[..<2])) }
    if hasLeft { result.left = a.with(Array(parts.suffix(2))) }
    return result
  }

  /// Returns the eigenvalues of Schur forms, as one row of complex numbers.
  mutating func schurValues(
    _ form: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    var values = try diagonal(form, below: 0, at: range)
    if values.parts.count == 1 { values.parts.append(try pairParts(form, at: range)) }
    return values
  }

  /// Returns the imaginary parts of the eigenvalues of real Schur forms, as one row: ±√|b|√|c| for
  /// the elements b and c beside the diagonal of a block.
  private mutating func pairParts(
    _ form: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let n = try order(of: form, at: range)
    let below = try diagonal(form, below: 1, at: range)
    let above = try diagonal(try transposed(form, at: range), below: 1, at: range)
    var emitter = FormulaEmitter(graph.type(of: below.parts[0]), at: range)
    let size = Real(below.parts[0]).magnitude.sqrt * Real(above.parts[0]).magnitude.sqrt
    let row = below.with([try emitter.emit(size.node, to: &self)])
    let first = try resized(row, 1, n, at: range)
    guard n > 0 else { return first.parts[0] }
    let none = try part(first, 0..<1, 0..<1, at: range)
    let zero = try emitConstant(0, like: graph.type(of: none.parts[0]), at: range)
    let second = try joined(row.with([zero]), row, at: range)
    return try emitOne(.sub, [first.parts[0], second.parts[0]], at: range)
  }

  /// Returns the eigenvectors of one upper triangular matrix of complex numbers, none of them
  /// large, as columns.
  ///
  /// Row i of the vector x of λ = tⱼⱼ is -Σ tᵢₖ xₖ / (tᵢᵢ - λ) above 1 in row j. If eigenvalues are
  /// equal up to rounding errors the difference is one of these, so that the vector is one of a
  /// matrix nearby. Vectors that get long are made shorter.
  private mutating func triangularEigenvectors(
    _ t: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let n = try order(of: t, at: range)
    let upper = try triangle(t, isLower: false, offset: 1, at: range)
    let values = try diagonal(t, below: 0, at: range)
    let identity = try identity(t, at: range)
    let end = try emitLoop(n, from: identity.parts, isReversed: true, at: range) {
      (f, i, state) throws(ImportFailure) in
      let x = t.with(state)
      let sum = try f.multiplied(try f.block(upper, [i, nil], at: range), x, at: range)
      let type = f.graph.type(of: sum.parts[0])
      let own = try f.repeated(try f.block(values, [nil, i], at: range), type, at: range)
      let distance = try f.difference(values, own, at: range)
      let z = Complex(Real(distance.parts[0]), Real(distance.parts[1]))
      let isSmall = (z.real.magnitude + z.imaginary.magnitude) .< Real(Double.ulpOfOne)
      let divisor = Complex(
        Real(isSmall, Real(Double.ulpOfOne), else: z.real), Real(isSmall, 0, else: z.imaginary))
      let quotient = ComplexFunctions(isWidened: false).divide(
        Complex(Real(sum.parts[0]), Real(sum.parts[1])), divisor)
      var emitter = FormulaEmitter(type, at: range)
      let solved = t.with([
        try emitter.emit(quotient.real.node, to: &f),
        try emitter.emit(quotient.imaginary.node, to: &f),
      ])
      let row = try f.selected(
        try f.isAfter(i, -1, of: type, at: range), solved, try f.block(x, [i, nil], at: range),
        at: range)
      return try f.shortened(try f.replacing(x, with: row, [i, nil], at: range), at: range).parts
    }
    return t.with(end)
  }

  /// Returns `x` with columns whose elements exceed 10¹⁰⁰ divided by the greatest one.
  private mutating func shortened(
    _ x: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let greatest = try greatestElements(x, at: range)
    let type = graph.type(of: greatest)
    let one = try emitConstant(1, like: type, at: range)
    let isLong = try compare(
      "gt", greatest, try emitConstant(1e100, like: type, at: range), at: range)
    return try divided(
      x, by: try emitOne(.select, [isLong, greatest, one], at: range), at: range)
  }

  /// Returns the greatest of the magnitudes of real and imaginary parts in each column.
  private mutating func greatestElements(
    _ x: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    var sizes = try emitOne(.abs, [x.parts[0]], at: range)
    for p in x.parts.dropFirst() {
      sizes = try emitOne(.max, [sizes, try emitOne(.abs, [p], at: range)], at: range)
    }
    return try folded(sizes, .max, from: 0, at: range)
  }

  /// Returns `x` with its columns divided by the elements of a row.
  private mutating func divided(
    _ x: Matrices, by row: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let divisor = try repeated(row, graph.type(of: x.parts[0]), at: range)
    return x.with(
      try each(x) { (f, p) throws(ImportFailure) in
        try f.emitOne(.div, [p, divisor], at: range)
      })
  }

  /// Returns the columns of `z` `x` for one matrix, of length 1 and with a real greatest element.
  private mutating func normalized(
    _ x: Matrices, _ z: Matrices, _ values: Matrices, isReal: Bool, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    var v = try multiplied(z, x, at: range)
    v = try divided(v, by: try greatestElements(v, at: range), at: range)
    let squares = try squares(v, at: range)
    let length = try emitOne(
      .sqrt, [try folded(squares, .add, from: 0, at: range)], at: range)
    v = try divided(v, by: length, at: range)
    // The first of the greatest elements is p + qi.
    let type = graph.type(of: squares)
    let most = try repeated(try folded(squares, .max, from: 0, at: range), type, at: range)
    let rows = try axis(-2, of: type, at: range)
    let count = Double(type.sizes?.first ?? 0)
    let isGreatest = try compare("eq", squares, most, at: range)
    let number = try folded(
      try emitOne(
        .select,
        [isGreatest, rows, try emitConstant(count, like: type.with(element: .i64), at: range)],
        at: range), .min, from: count, at: range)
    let isChosen = try compare(
      "eq", rows, try repeated(number, type.with(element: .i64), at: range), at: range)
    let zero = try emitConstant(0, like: type, at: range)
    var chosen: [Real] = []
    for p in v.parts {
      let element = try folded(
        try emitOne(.select, [isChosen, p, zero], at: range), .add, from: 0, at: range)
      chosen.append(Real(try repeated(element, type, at: range)))
    }
    let size = (chosen[0].squared + chosen[1].squared).sqrt
    let unit = Complex(chosen[0] / size, -(chosen[1] / size))
    let turned = Complex(Real(v.parts[0]), Real(v.parts[1])) * unit
    var emitter = FormulaEmitter(type, at: range)
    let real = try emitter.emit(turned.real.node, to: &self)
    let imaginary = try emitter.emit(
      Real(Truth(isChosen), 0, else: turned.imaginary).node, to: &self)
    let vectors = v.with([real, imaginary])
    return isReal ? try paired(vectors, values, at: range) : vectors
  }

  /// Returns the squares of the magnitudes of complex numbers.
  private mutating func squares(
    _ v: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let z = Complex(Real(v.parts[0]), Real(v.parts[1]))
    var emitter = FormulaEmitter(graph.type(of: v.parts[0]), at: range)
    return try emitter.emit((z.real.squared + z.imaginary.squared).node, to: &self)
  }

  /// Returns `v` with real vectors of real eigenvalues, and vectors of the second of two complex ones
  /// that are conjugates of the first.
  private mutating func paired(
    _ v: Matrices, _ values: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: v.parts[0])
    let n = type.sizes?.last ?? 0
    let before = try joined(
      try part(v, 0..<n, 0..<1, at: range), try part(v, 0..<n, 0..<(n - 1), at: range), at: range)
    let parts = Real(try repeated(values.parts[1], type, at: range))
    let isSecond = parts .< 0
    let imaginary = Real(
      isSecond, -Real(before.parts[1]), else: Real(parts .== 0, 0, else: Real(v.parts[1])))
    var emitter = FormulaEmitter(type, at: range)
    return v.with([
      try emitter.emit(
        Real(isSecond, Real(before.parts[0]), else: Real(v.parts[0])).node, to: &self),
      try emitter.emit(imaginary.node, to: &self),
    ])
  }

}
