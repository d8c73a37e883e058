import Diagnostics
import GraphIR
import Scalars

/// Eigenvalues of Hermitian matrices by Jacobi's method, with n / 2 rotations at a time.
extension FunctionImporter {

  /// Returns the eigenvectors of `a`, as columns, and the eigenvalues, as one row, which ascend.
  ///
  /// Each step makes an element in each row zero, that of column π(i) in row i for a permutation π
  /// that exchanges pairs; the steps of a sweep go through all pairs in the order of a tournament.
  /// After a few sweeps convergence is quadratic, so that a fixed number of them is enough (G. Golub
  /// and C. Van Loan, "Matrix Computations", 8.5).
  mutating func eigenvectors(
    _ a: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> (vectors: Matrices, values: ValueID) {
    let type = graph.type(of: a.parts[0])
    guard let n = type.sizes?.last, type.shape.dropLast().last == .size(n) else {
      throw failure("the matrix is not square", range)
    }
    let (rows, columns) = (try axis(-2, of: type, at: range), try axis(-1, of: type, at: range))
    let isDiagonal = try compare("eq", rows, columns, at: range)
    let zero = try emitConstant(0, like: type, at: range)
    let identity = try converted(isDiagonal, to: type.element, at: range)
    let start = a.parts + [identity] + a.parts.dropFirst().map { _ in zero }
    let rounds = Self.tournament(n)
    let sweeps = n < 2 ? 0 : Self.sweepCount(n)
    let (steps, overflow) = rounds.count.multipliedReportingOverflow(by: sweeps)
    guard !overflow, let table = Self.table(rounds, n) else {
      throw failure("the matrix is too large", range)
    }
    let count = a.parts.count
    let partners = try emitConstant(table, at: range)
    let end = try emitLoop(steps, from: start, isReversed: false, at: range) {
      (f, i, state) throws(ImportFailure) in
      let number = TensorType(.i64, [])
      let round = try f.emitOne(
        .rem, [i, try f.emitConstant(Double(rounds.count), like: number, at: range)], at: range)
      let partner = try f.element(round, of: partners, 0, at: range)
      let (matrix, vectors) = (
        a.with(Array(state[..<count])), a.with(Array(state[count...]))
      )
      let exchanged = try f.gathering(matrix, partner, -2, at: range)
      let elements = try f.each(exchanged) { (f, p) throws(ImportFailure) in
        try f.diagonal(p, isDiagonal, at: range)
      }
      let rotation = try f.rotation(
        try f.diagonal(matrix.parts[0], isDiagonal, at: range), matrix.with(elements), partner,
        at: range)
      let columnRotation = try f.transposed(rotation, at: range)
      let half = try f.rotated(matrix, exchanged, columnRotation, at: range)
      let opposite = try f.conjugated(rotation, at: range)
      let next = try f.rotated(
        half, try f.gathering(half, partner, -1, at: range), opposite, at: range)
      let nextVectors = try f.rotated(
        vectors, try f.gathering(vectors, partner, -1, at: range), opposite, at: range)
      return next.parts + nextVectors.parts
    }
    let values = try diagonal(end[0], isDiagonal, at: range)
    let (sorted, vectors) = try sortedColumns(
      values, [a.with(Array(end[count...]))], "lt", at: range)
    return (vectors[0], sorted)
  }

  /// A rotation of each row or column i with that of its partner: the factors of both.
  struct Rotation {

    /// The real factors of rows or columns themselves.
    let cosines: ValueID

    /// The factors of their partners.
    let sines: Matrices

  }

  /// Returns rotations that make the elements at the columns `partner` of a Hermitian matrix zero, as
  /// factors on its last axis, given its diagonal and the conjugates of these elements as rows.
  ///
  /// For the element o = |o| u of row i and column π(i), and the difference δ of the elements on the
  /// diagonal, t = ±1 / (|τ| + √(1 + τ²)) with τ = δ / 2|o| and its sign is the tangent of the
  /// angle. Seen from the partner the sign is the other one.
  mutating func rotation(
    _ own: ValueID, _ conjugates: Matrices, _ partner: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> Rotation {
    let element = try conjugated(conjugates, at: range)
    let type = graph.type(of: own)
    func constant(_ f: inout FunctionImporter, _ x: Double) throws(ImportFailure) -> ValueID {
      try f.emitConstant(x, like: type, at: range)
    }
    let other = try gathering(conjugates.with([own]), partner, -1, at: range).parts[0]
    let (one, zero) = (try constant(&self, 1), try constant(&self, 0))
    var magnitude = try emitOne(.abs, [element.parts[0]], at: range)
    if element.parts.count == 2 {
      let numbers = Complex(Real(element.parts[0]), Real(element.parts[1]))
      var emitter = FormulaEmitter(type, at: range)
      magnitude = try emitter.emit(
        ComplexFunctions(isWidened: conjugates.isWidened).abs(numbers).node, to: &self)
    }
    let place = try axis(-1, of: type, at: range)
    let partners = try broadcast(
      partner, [type.rank - 1], to: type.with(element: .i64), at: range)
    let isIdle = try emitOne(
      .or,
      [
        try compare("eq", magnitude, zero, at: range),
        try compare("eq", place, partners, at: range),
      ], at: range)
    let divisor = try emitOne(.select, [isIdle, one, magnitude], at: range)
    let double = try emitOne(.add, [divisor, divisor], at: range)
    let tau = try emitOne(
      .div, [try emitOne(.sub, [other, own], at: range), double], at: range)
    // Where τ² overflows the angle is as good as zero, and becomes that.
    let size = try emitOne(.abs, [tau], at: range)
    let root = try emitOne(
      .sqrt, [try emitOne(.add, [one, try emitOne(.mul, [tau, tau], at: range)], at: range)],
      at: range)
    let quotient = try emitOne(
      .div, [one, try emitOne(.add, [size, root], at: range)], at: range)
    let isFirst = try emitOne(
      .and,
      [try compare("eq", tau, zero, at: range), try compare("lt", place, partners, at: range)],
      at: range)
    let isPositive = try emitOne(
      .or, [try compare("gt", tau, zero, at: range), isFirst], at: range)
    let signed = try emitOne(
      .select, [isPositive, try emitOne(.neg, [quotient], at: range), quotient], at: range)
    let tangent = try emitOne(.select, [isIdle, zero, signed], at: range)
    let square = try emitOne(.mul, [tangent, tangent], at: range)
    let cosine = try emitOne(
      .div, [one, try emitOne(.sqrt, [try emitOne(.add, [one, square], at: range)], at: range)],
      at: range)
    let sine = try emitOne(.mul, [tangent, cosine], at: range)
    var sines: [ValueID] = []
    for p in element.parts {
      let unit = try emitOne(.div, [p, divisor], at: range)
      sines.append(try emitOne(.mul, [sine, unit], at: range))
    }
    return Rotation(cosines: cosine, sines: element.with(sines))
  }

  /// Returns `rotation` for rows if it is one for columns.
  private mutating func transposed(
    _ rotation: Rotation, at range: SourceRange
  ) throws(ImportFailure) -> Rotation {
    let cosines = rotation.sines.with([rotation.cosines])
    return Rotation(
      cosines: try transposed(cosines, at: range).parts[0],
      sines: try transposed(rotation.sines, at: range))
  }

  /// Returns `rotation` with conjugated factors.
  mutating func conjugated(
    _ rotation: Rotation, at range: SourceRange
  ) throws(ImportFailure) -> Rotation {
    Rotation(cosines: rotation.cosines, sines: try conjugated(rotation.sines, at: range))
  }

  /// Returns sums of `value` and `partners`, its rows or columns exchanged, with the factors of
  /// `rotation`.
  mutating func rotated(
    _ value: Matrices, _ partners: Matrices, _ rotation: Rotation, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: value.parts[0])
    let cosines = try repeated(rotation.cosines, type, at: range)
    let sines = try repeated(rotation.sines, type, at: range).parts
    func product(
      _ f: inout FunctionImporter, _ a: ValueID, _ b: ValueID
    ) throws(ImportFailure) -> ValueID { try f.emitOne(.mul, [a, b], at: range) }
    var parts: [ValueID] = []
    for (k, p) in value.parts.enumerated() {
      var sum = try emitOne(
        .add,
        [try product(&self, cosines, p), try product(&self, sines[0], partners.parts[k])],
        at: range)
      if sines.count == 2 {
        let cross = try product(&self, sines[1], partners.parts[1 - k])
        sum = try emitOne(k == 0 ? .sub : .add, [sum, cross], at: range)
      }
      parts.append(sum)
    }
    return value.with(parts)
  }

  /// Returns the elements of the row `values` so that `relation` holds of each and the next, and
  /// square `matrices` with their columns in this order.
  mutating func sortedColumns(
    _ values: ValueID, _ matrices: [Matrices], _ relation: String, at range: SourceRange
  ) throws(ImportFailure) -> (values: ValueID, matrices: [Matrices]) {
    let dim = Attributes([.dim: .integer(graph.type(of: values).rank - 1)])
    func sorted(
      _ f: inout FunctionImporter, _ operands: [ValueID]
    ) throws(ImportFailure) -> [ValueID] {
      let types = operands.map { TensorType(f.graph.type(of: $0).element, []) }
      let region = try f.emitRegion(
        types.flatMap { [$0, $0] }, at: range
      ) { (f, elements) throws(ImportFailure) in
        [try f.compare(relation, elements[0], elements[1], at: range)]
      }
      return try f.emit(.sort, operands, dim, regions: [region], at: range)
    }
    let ordered = try sorted(&self, [values])[0]
    guard let first = matrices.first else { return (ordered, []) }
    let keys = try repeated(values, graph.type(of: first.parts[0]), at: range)
    var parts = try sorted(&self, [keys] + matrices.flatMap(\.parts)).dropFirst()
    var results: [Matrices] = []
    for m in matrices {
      results.append(m.with(Array(parts.prefix(m.parts.count))))
      parts = parts.dropFirst(m.parts.count)
    }
    return (ordered, results)
  }

  /// Returns the elements on the diagonal of `value` as one row.
  mutating func diagonal(
    _ value: ValueID, _ isDiagonal: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let zero = try emitConstant(0, like: graph.type(of: value), at: range)
    return try folded(
      try emitOne(.select, [isDiagonal, value, zero], at: range), .add, from: 0, at: range)
  }

  /// Returns the rows or columns of `value` with the numbers `positions`.
  mutating func gathering(
    _ value: Matrices, _ positions: ValueID, _ number: Int, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: value.parts[0])
    let axis = type.rank + number
    var sizes = type.sizes ?? []
    sizes[axis] = 1
    let attributes = Attributes([
      .offsetDims: .integers((0..<type.rank).filter { $0 != axis }),
      .collapsedDims: .integers([axis]), .operandBatch: .integers([]),
      .indicesBatch: .integers([]), .indexMap: .integers([axis]), .indexDim: .integer(1),
      .sliceSizes: .integers(sizes),
    ])
    return value.with(
      try each(value) { (f, p) throws(ImportFailure) in
        try f.emitOne(.gather, [p, positions], attributes, at: range)
      })
  }

  // MARK: Order

  /// The number of sweeps after which nothing changes any more for matrices of size `n`.
  static func sweepCount(_ n: Int) -> Int { 8 + (Int.bitWidth - n.leadingZeroBitCount) }

  /// The partners of 0 ..< `n` in rounds in which all meet: one sits still and the others go around.
  /// If their number is odd, one of them has no partner but itself.
  static func tournament(_ n: Int) -> [[Int]] {
    let count = n + n % 2
    guard n >= 2 else { return [Array(0..<n)] }
    return (0..<(count - 1)).map { (round) in
      var partners = Array(0..<n)
      func meet(_ a: Int, _ b: Int) {
        guard a < n, b < n else { return }
        (partners[a], partners[b]) = (b, a)
      }
      meet(count - 1, round)
      for k in 1..<max(count / 2, 1) {
        meet((round + k) % (count - 1), (round - k + count - 1) % (count - 1))
      }
      return partners
    }
  }

  /// The rounds of a tournament as a constant, `nil` if it is too large.
  static func table(_ rounds: [[Int]], _ n: Int) -> Literal? {
    let type = TensorType(.i64, sizes: [rounds.count, n])
    guard n <= 4096 else { return nil }
    var bytes: [UInt8] = []
    for p in rounds.joined() {
      let word = UInt64(p)
      bytes += (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
    }
    return Literal(type, bytes: bytes)
  }

}
