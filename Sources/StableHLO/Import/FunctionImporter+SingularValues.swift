import Diagnostics
import GraphIR
import Scalars

/// Factors U, Σ and V of matrices U Σ Vᴴ.
struct SingularValues {

  /// The diagonal of Σ as one row, which descends.
  var values: ValueID

  /// U and V: as many columns as `values`, or squares. Empty if they were not asked for.
  var vectors: [Matrices]

  /// Whether the method converged, as matrices of one truth value.
  var isConverged: ValueID

}

/// Singular values by Jacobi's method on one side, with n / 2 rotations at a time.
extension FunctionImporter {

  /// Returns the singular values of `a`, whose elements are of type f64, and unless `extent` is
  /// `nil` the vectors, with square matrices of them if that is said.
  ///
  /// The longer side is shortened by a QR factorization. Products from the right with rotations make
  /// the columns of the square R = Uʳ Σ Vᴴ orthogonal, whose lengths are then Σ (J. Demmel and
  /// K. Veselić, "Jacobi's method is more accurate than QR", 1992).
  mutating func singularValues(
    _ a: Matrices, vectors extent: SingularVectors?, at range: SourceRange
  ) throws(ImportFailure) -> SingularValues {
    guard let sizes = graph.type(of: a.parts[0]).sizes?.suffix(2),
      let rows = sizes.first, let columns = sizes.last
    else { throw failure("the sizes of the matrices are unknown", range) }
    if rows == 0 || columns == 0 { return try emptySingularValues(a, extent, at: range) }
    if rows < columns {
      let adjoint = try conjugated(try transposed(a, at: range), at: range)
      var result = try singularValues(adjoint, vectors: extent, at: range)
      result.vectors.reverse()
      return result
    }
    let (scaled, scale) = try scaled(a, at: range)
    let tall = rows > columns ? try qrFactors(scaled, at: range) : nil
    var square = scaled
    if let tall { square = try upperTriangle(tall.factors, columns, at: range) }
    var result = try squareSingularValues(square, hasVectors: extent != nil, at: range)
    result.values = try emitOne(
      .mul, [result.values, try repeated(scale, graph.type(of: result.values), at: range)],
      at: range)
    guard let tall, let extent else { return result }
    let width = extent == .all ? rows : columns
    let reflections = try resized(tall.factors, rows, width, at: range)
    let q = try reflectionProduct(reflections, tall.scales, at: range)
    let u = try multiplied(
      try part(q, 0..<rows, 0..<columns, at: range), result.vectors[0], at: range)
    result.vectors[0] =
      width == columns
      ? u : try joined(u, try part(q, 0..<rows, columns..<width, at: range), at: range)
    return result
  }

  /// Returns no singular values, and unit vectors.
  private mutating func emptySingularValues(
    _ a: Matrices, _ extent: SingularVectors?, at range: SourceRange
  ) throws(ImportFailure) -> SingularValues {
    let type = graph.type(of: a.parts[0])
    let batch = type.sizes?.dropLast(2) ?? []
    func zeros(
      _ f: inout FunctionImporter, _ rows: Int, _ columns: Int
    ) throws(ImportFailure) -> Matrices {
      let type = TensorType(type.element, sizes: batch + [rows, columns])
      return a.with(
        try f.each(a) { (f, _) throws(ImportFailure) in
          try f.emitConstant(0, like: type, at: range)
        })
    }
    var vectors: [Matrices] = []
    if let extent {
      for n in type.sizes?.suffix(2) ?? [] {
        vectors.append(
          try identity(try zeros(&self, n, extent == .all ? n : 0), at: range))
      }
    }
    let flags = TensorType(.i1, sizes: batch + [1, 1])
    return SingularValues(
      values: try zeros(&self, 1, 0).parts[0], vectors: vectors,
      isConverged: try emitConstant(1, like: flags, at: range))
  }

  /// Returns the singular values of square matrices whose elements are not large.
  private mutating func squareSingularValues(
    _ a: Matrices, hasVectors: Bool, at range: SourceRange
  ) throws(ImportFailure) -> SingularValues {
    let type = graph.type(of: a.parts[0])
    let n = type.sizes?.last ?? 0
    let single = TensorType(type.element, type.shape.dropLast(2) + [.size(1), .size(1)])
    let largest = try emitConstant(n < 2 ? 0 : .infinity, like: single, at: range)
    let start = a.parts + (hasVectors ? try identity(a, at: range).parts : []) + [largest]
    let rounds = Self.tournament(n)
    guard let table = Self.table(rounds, n) else {
      throw failure("the matrix is too large", range)
    }
    let partners = try emitConstant(table, at: range)
    let count = a.parts.count
    // A sweep that finds nothing but rounding errors is the last one.
    let tolerance = Double.ulpOfOne * Double(max(n, 10))
    let end = try emitLoop(
      atMost: 4 * Self.sweepCount(n), from: start,
      while: { (f, state) throws(ImportFailure) in
        try f.any("gt", state[state.count - 1], tolerance, at: range)
      }, at: range
    ) { (f, state) throws(ImportFailure) in
      let none = try f.emitConstant(0, like: single, at: range)
      return try f.emitLoop(
        rounds.count, from: state.dropLast() + [none], isReversed: false, at: range
      ) { (f, i, state) throws(ImportFailure) in
        let partner = try f.element(i, of: partners, 0, at: range)
        let matrix = a.with(Array(state[..<count]))
        let exchanged = try f.gathering(matrix, partner, -1, at: range)
        let squares = try f.columnProducts(matrix, matrix, at: range).parts[0]
        let products = try f.columnProducts(matrix, exchanged, at: range)
        // The element of row i and column π(i) of the Hermitian matrix AᴴA.
        let rotation = try f.conjugated(
          try f.rotation(squares, try f.conjugated(products, at: range), partner, at: range),
          at: range)
        var next = try f.rotated(matrix, exchanged, rotation, at: range).parts
        if hasVectors {
          let vectors = a.with(Array(state[count..<(2 * count)]))
          next += try f.rotated(
            vectors, try f.gathering(vectors, partner, -1, at: range), rotation, at: range
          ).parts
        }
        let cosine = try f.greatestCosine(squares, products, partner, at: range)
        return next + [try f.emitOne(.max, [state[state.count - 1], cosine], at: range)]
      }
    }
    let columns = a.with(Array(end[..<count]))
    let lengths = try emitOne(
      .sqrt, [try columnProducts(columns, columns, at: range).parts[0]], at: range)
    // Rounding errors may keep the last sweeps from reaching their goal.
    let isConverged = try compare(
      "le", end[end.count - 1], try emitConstant(1e-8, like: single, at: range), at: range)
    guard hasVectors else {
      let values = try sortedColumns(lengths, [], "gt", at: range).values
      return SingularValues(values: values, vectors: [], isConverged: isConverged)
    }
    let sorted = try sortedColumns(
      lengths, [columns, a.with(Array(end[count..<(2 * count)]))], "gt", at: range)
    return SingularValues(
      values: sorted.values,
      vectors: [
        try orthonormal(sorted.matrices[0], sorted.values, at: range), sorted.matrices[1],
      ], isConverged: isConverged)
  }

  // MARK: Columns

  /// Returns orthogonal columns of length 1 with the directions of `columns`, which are of the given
  /// lengths; any directions for those that are zero.
  ///
  /// Those that are hardly longer than rounding errors are orthogonal only to others of their kind,
  /// so that the reflections of a QR factorization, whose R is diagonal but for errors, decide.
  private mutating func orthonormal(
    _ columns: Matrices, _ lengths: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let (row, type) = (graph.type(of: lengths), graph.type(of: columns.parts[0]))
    let (one, zero) = (
      try emitConstant(1, like: row, at: range), try emitConstant(0, like: row, at: range)
    )
    let divisor = try emitOne(
      .select, [try compare("eq", lengths, zero, at: range), one, lengths], at: range)
    let divisors = try repeated(divisor, type, at: range)
    let units = columns.with(
      try each(columns) { (f, p) throws(ImportFailure) in
        try f.emitOne(.div, [p, divisors], at: range)
      })
    let qr = try qrFactors(units, at: range)
    let q = try reflectionProduct(qr.factors, qr.scales, at: range)
    let isDiagonal = try compare(
      "eq", try axis(-2, of: type, at: range), try axis(-1, of: type, at: range), at: range)
    let diagonal = try diagonal(qr.factors.parts[0], isDiagonal, at: range)
    let sign = try emitOne(
      .select,
      [try compare("lt", diagonal, zero, at: range), try emitOne(.neg, [one], at: range), one],
      at: range)
    let signs = try repeated(sign, type, at: range)
    return q.with(
      try each(q) { (f, p) throws(ImportFailure) in try f.emitOne(.mul, [p, signs], at: range) })
  }

  /// Returns the products āᵢ · bᵢ of columns, as a row.
  private mutating func columnProducts(
    _ a: Matrices, _ b: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    func product(
      _ f: inout FunctionImporter, _ i: Int, _ j: Int
    ) throws(ImportFailure) -> ValueID {
      try f.folded(
        try f.emitOne(.mul, [a.parts[i], b.parts[j]], at: range), .add, from: 0, at: range)
    }
    guard a.parts.count == 2 else { return a.with([try product(&self, 0, 0)]) }
    let real = try emitOne(
      .add, [try product(&self, 0, 0), try product(&self, 1, 1)], at: range)
    let imaginary = try emitOne(
      .sub, [try product(&self, 0, 1), try product(&self, 1, 0)], at: range)
    return a.with([real, imaginary])
  }

  /// Returns the greatest of the cosines between columns and their partners, whose products are
  /// given, as matrices of one element.
  ///
  /// Columns that should be zero get shorter with each sweep without getting orthogonal, so that
  /// those count no more that are far shorter than rounding errors of others.
  private mutating func greatestCosine(
    _ squares: ValueID, _ products: Matrices, _ partner: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: squares)
    let length = try emitOne(.sqrt, [squares], at: range)
    let other = try gathering(products.with([length]), partner, -1, at: range).parts[0]
    let zero = try emitConstant(0, like: type, at: range)
    let shortest = try emitConstant(1e-40, like: type, at: range)
    let limit = try emitOne(.mul, [length, other], at: range)
    let isPair = try emitOne(
      .and,
      [
        try compare("gt", try emitOne(.min, [length, other], at: range), shortest, at: range),
        try compare(
          "ne", try axis(-1, of: type, at: range),
          try broadcast(partner, [type.rank - 1], to: type.with(element: .i64), at: range),
          at: range),
      ], at: range)
    var greatest = zero
    for p in products.parts {
      let cosine = try emitOne(
        .div, [try emitOne(.abs, [p], at: range), limit], at: range)
      greatest = try emitOne(
        .max, [greatest, try emitOne(.select, [isPair, cosine, zero], at: range)], at: range)
    }
    let column = try transposed(products.with([greatest]), at: range).parts[0]
    return try folded(column, .max, from: 0, at: range)
  }

}

/// How many singular vectors are asked for.
enum SingularVectors {

  /// As many as there are singular values.
  case some

  /// All that make the matrices square.
  case all

}
