import Diagnostics
import GraphIR
import Scalars

/// Factors T and Z of square matrices Z T Zᴴ.
struct SchurForm {

  /// T, which is upper triangular but for 2 × 2 blocks on the diagonal of real matrices.
  var form: Matrices

  /// Z, whose columns are orthogonal and of length 1.
  var vectors: Matrices

  /// 0, or the number of the last row that was not reached, as matrices of one number.
  var info: ValueID

}

/// Schur forms by the QR iteration on Hessenberg forms.
extension FunctionImporter {

  /// Returns Schur forms of `a`, whose elements are of type f64.
  ///
  /// Steps of the iteration have two shifts for real matrices, and one for complex ones (G. Golub
  /// and C. Van Loan, "Matrix Computations", 7.5); what they do depends on the numbers, so that the
  /// matrices of a batch follow one another.
  mutating func schurForm(_ a: Matrices, at range: SourceRange) throws(ImportFailure) -> SchurForm {
    let n = try order(of: a, at: range)
    let (scaled, scale) = try scaled(a, at: range)
    let (factors, scales) = try hessenbergFactors(scaled, at: range)
    let hessenberg = try triangle(factors, isLower: false, offset: -1, at: range)
    let vectors = try hessenbergVectors(factors, scales, at: range)
    guard n > 1 else {
      return SchurForm(form: a, vectors: vectors, info: try noFailure(a, at: range))
    }
    let count = a.parts.count
    let single = TensorType(.i64, sizes: [1, 1])
    let types =
      [TensorType](
        repeating: TensorType(.f64, sizes: [n, n]), count: 2 * count) + [single]
    let parts = try forEachMatrix(hessenberg.parts + vectors.parts, types, at: range) {
      (f, parts) throws(ImportFailure) in
      let (h, z, info) = try f.iterated(
        a.with(Array(parts[..<count])), a.with(Array(parts[count...])), at: range)
      let result = count == 1 ? try f.standardized(h, z, at: range) : (h, z)
      return result.0.parts + result.1.parts + [try f.reshaped(info, to: single, at: range)]
    }
    let factor = try repeated(scale, graph.type(of: parts[0]), at: range)
    let form = a.with(Array(parts[..<count]))
    return SchurForm(
      form: form.with(
        try each(form) { (f, p) throws(ImportFailure) in
          try f.emitOne(.mul, [p, factor], at: range)
        }), vectors: a.with(Array(parts[count..<(2 * count)])), info: parts[2 * count])
  }

  // MARK: Iteration

  /// Returns what the iteration makes of one Hessenberg form `h` and `z`, and the info.
  private mutating func iterated(
    _ h: Matrices, _ z: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> (Matrices, Matrices, ValueID) {
    let n = try order(of: h, at: range)
    // Reflections of three elements reach beyond the last row.
    let size = h.parts.count == 1 ? n + 1 : n
    let number = TensorType(.i64, [])
    let last = try emitConstant(Double(n - 1), like: number, at: range)
    let none = try emitConstant(0, like: number, at: range)
    var isNumber = try emitConstant(1, like: TensorType(.i1, []), at: range)
    for p in h.parts {
      let difference = try emitOne(.sub, [p, p], at: range)
      let fails = try any("ne", difference, 0, at: range)
      isNumber = try emitOne(.and, [isNumber, try emitOne(.not, [fails], at: range)], at: range)
    }
    let first = try emitOne(.select, [isNumber, last, none], at: range)
    let count = h.parts.count
    let start =
      try resized(h, size, size, at: range).parts + resized(z, n, size, at: range).parts
      + [first, none]
    let end = try emitLoop(
      atMost: 30 * max(10, n), from: start,
      while: { (f, state) throws(ImportFailure) in
        let zero = try f.emitConstant(0, like: number, at: range)
        return try f.compare("gt", state[2 * count], zero, at: range)
      }, at: range
    ) { (f, state) throws(ImportFailure) in
      let step = QRStep(
        matrix: h.with(Array(state[..<count])), vectors: h.with(Array(state[count..<(2 * count)])),
        last: state[2 * count], count: state[2 * count + 1])
      let next = try f.advanced(step, at: range)
      return next.matrix.parts + next.vectors.parts + [next.last, next.count]
    }
    let rest = end[2 * count]
    let one = try emitConstant(1, like: number, at: range)
    let isDone = try compare("le", rest, none, at: range)
    let missing = try emitOne(
      .select, [isDone, none, try emitOne(.add, [rest, one], at: range)], at: range)
    let all = try emitConstant(Double(n), like: number, at: range)
    return (
      try part(h.with(Array(end[..<count])), 0..<n, 0..<n, at: range),
      try part(h.with(Array(end[count..<(2 * count)])), 0..<n, 0..<n, at: range),
      try emitOne(.select, [isNumber, missing, all], at: range)
    )
  }

  /// The state of the iteration.
  private struct QRStep {

    /// The Hessenberg form.
    var matrix: Matrices

    /// The product of all reflections.
    var vectors: Matrices

    /// The last row that is not finished.
    var last: ValueID

    /// The number of steps since a row was finished.
    var count: ValueID

  }

  /// Takes off rows at the end that are finished, or does a step with those before them.
  private mutating func advanced(
    _ step: QRStep, at range: SourceRange
  ) throws(ImportFailure) -> QRStep {
    let number = TensorType(.i64, [])
    let (one, none) = (
      try emitConstant(1, like: number, at: range), try emitConstant(0, like: number, at: range)
    )
    var next = step
    let (matrix, first) = try deflated(step.matrix, step.last, at: range)
    let length = try emitOne(.sub, [step.last, first], at: range)
    // Blocks of two rows of real matrices may have complex eigenvalues.
    let finished = Double(matrix.parts.count == 1 ? 1 : 0)
    let isFinished = try compare(
      "le", length, try emitConstant(finished, like: number, at: range), at: range)
    let rows = try emitOne(.add, [length, one], at: range)
    next.last = try emitOne(
      .select, [isFinished, try emitOne(.sub, [step.last, rows], at: range), step.last],
      at: range)
    next.count = try emitOne(
      .select, [isFinished, none, try emitOne(.add, [step.count, one], at: range)], at: range)
    let start = try shifted(matrix, first, step, at: range)
    let count = matrix.parts.count
    let state =
      [try emitOne(.select, [isFinished, step.last, first], at: range)]
      + matrix.parts + step.vectors.parts
    let end = try emitLoop(
      atMost: graph.type(of: matrix.parts[0]).sizes?.last ?? 0, from: state,
      while: { (f, v) throws(ImportFailure) in try f.compare("lt", v[0], step.last, at: range) },
      at: range
    ) { (f, v) throws(ImportFailure) in
      let (h, z) = try f.chased(
        matrix.with(Array(v[1...count])), matrix.with(Array(v[(count + 1)...])), v[0],
        from: first, to: step.last, start, at: range)
      let one = try f.emitConstant(1, like: number, at: range)
      return [try f.emitOne(.add, [v[0], one], at: range)] + h.parts + z.parts
    }
    next.matrix = matrix.with(Array(end[1...count]))
    next.vectors = matrix.with(Array(end[(count + 1)...]))
    return next
  }

  /// Returns `matrix` with zeros for elements below the diagonal that are not larger than rounding
  /// errors, and the first row of those up to `last` that are not separated by them.
  private mutating func deflated(
    _ matrix: Matrices, _ last: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> (Matrices, ValueID) {
    let type = graph.type(of: matrix.parts[0])
    let numbers = type.with(element: .i64)
    let (rows, columns) = (try axis(-2, of: type, at: range), try axis(-1, of: type, at: range))
    let next = try emitOne(
      .add, [columns, try emitConstant(1, like: numbers, at: range)], at: range)
    let isBelow = try compare("eq", rows, next, at: range)
    let isDiagonal = try compare("eq", rows, columns, at: range)
    var sizes = try emitOne(.abs, [matrix.parts[0]], at: range)
    for p in matrix.parts.dropFirst() {
      sizes = try emitOne(.add, [sizes, try emitOne(.abs, [p], at: range)], at: range)
    }
    let diagonal = try diagonal(sizes, isDiagonal, at: range)
    let column = try transposed(matrix.with([diagonal]), at: range).parts[0]
    let whole = graph.type(of: sizes)
    let (x, y) = (
      Real(try repeated(column, whole, at: range)), Real(try repeated(diagonal, whole, at: range))
    )
    // The greatest element of the matrix was 1.
    let neighbors = x + y
    let size = Real(neighbors .== 0, 1, else: neighbors)
    let isSmall = Real(sizes) .<= Real(Double.ulpOfOne) * size
    var emitter = FormulaEmitter(whole, at: range)
    let small = try emitter.emit(isSmall.node, to: &self)
    let isZero = try emitOne(.and, [isBelow, small], at: range)
    let zero = try emitConstant(0, like: type, at: range)
    let cleared = try selected(
      isZero, matrix.with(matrix.parts.map { _ in zero }), matrix, at: range)
    let isBefore = try compare(
      "le", rows, try broadcast(last, [], to: numbers, at: range), at: range)
    let start = try emitOne(
      .select,
      [
        try emitOne(.and, [isZero, isBefore], at: range), rows,
        try emitConstant(0, like: numbers, at: range),
      ], at: range)
    let firsts = try folded(start, .max, from: 0, at: range)
    let first = try folded(
      try transposed(matrix.with([firsts]), at: range).parts[0], .max, from: 0, at: range)
    return (cleared, try reshaped(first, to: TensorType(.i64, []), at: range))
  }

  /// Moves what stands below the Hessenberg form by one row: the reflection of the rows from `k` on
  /// makes the column before them zero, or for the first of the rows what `start` says.
  private mutating func chased(
    _ h: Matrices, _ z: Matrices, _ k: ValueID, from first: ValueID, to last: ValueID,
    _ start: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> (Matrices, Matrices) {
    let number = TensorType(.i64, [])
    let (one, zero) = (
      try emitConstant(1, like: number, at: range), try emitConstant(0, like: number, at: range)
    )
    let sizes = graph.type(of: h.parts[0]).sizes ?? []
    let width = h.parts.count == 1 ? 3 : 2
    let before = try emitOne(.sub, [k, one], at: range)
    let isFirst = try compare("eq", k, first, at: range)
    let isAfterFirst = try compare("gt", k, first, at: range)
    let column = try window(h, [k, before], [width, 1], at: range)
    let type = graph.type(of: column.parts[0])
    let flags = type.with(element: .i1)
    var x = try selected(
      try broadcast(isFirst, [], to: flags, at: range), start, column, at: range)
    // The last reflection is one of two rows.
    let rows = try axis(-2, of: type, at: range)
    let length = try emitOne(.sub, [last, k], at: range)
    let isInside = try compare(
      "le", rows, try broadcast(length, [], to: type.with(element: .i64), at: range), at: range)
    let none = try emitConstant(0, like: type, at: range)
    x = try selected(isInside, x, x.with(x.parts.map { _ in none }), at: range)
    let isTail = try isAfter(zero, -2, of: type, at: range)
    let reflection = try reflection(
      x, isTail, head: try window(x, [zero, zero], [1, 1], at: range), at: range)
    let vector = try reflectionVector(reflection.tail, zero, at: range)
    let block = try window(h, [k, zero], [width, sizes[1]], at: range)
    var reflected = try reflecting(
      block, vector, try conjugated(reflection.scale, at: range), at: range)
    let blockType = graph.type(of: block.parts[0])
    let isColumn = try emitOne(
      .and,
      [
        try compare(
          "eq", try axis(-1, of: blockType, at: range),
          try broadcast(before, [], to: blockType.with(element: .i64), at: range), at: range),
        try broadcast(isAfterFirst, [], to: blockType.with(element: .i1), at: range),
      ], at: range)
    let isHead = try emitOne(.not, [isTail], at: range)
    let heads = try selected(
      isHead, try repeated(reflection.head, type, at: range), x.with(x.parts.map { _ in none }),
      at: range)
    reflected = try selected(
      isColumn, try repeated(heads, blockType, at: range), reflected, at: range)
    var matrix = try replacing(h, with: reflected, [k, nil], at: range)
    func columns(
      _ f: inout FunctionImporter, _ a: Matrices
    ) throws(ImportFailure) -> Matrices {
      let height = f.graph.type(of: a.parts[0]).sizes?[0] ?? 0
      let block = try f.window(a, [zero, k], [height, width], at: range)
      return try f.replacing(
        a, with: try f.reflectingRows(block, vector, reflection.scale, at: range), [nil, k],
        at: range)
    }
    matrix = try columns(&self, matrix)
    return (matrix, try columns(&self, z))
  }

  // MARK: Shifts

  /// Returns a multiple of the first column of (H - s₁)(H - s₂), or of H - s, for the rows of `h`
  /// from `first` on. The shifts are eigenvalues of the last two rows and columns; others are tried
  /// each ten steps.
  private mutating func shifted(
    _ h: Matrices, _ first: ValueID, _ step: QRStep, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let number = TensorType(.i64, [])
    let ten = try emitConstant(10, like: number, at: range)
    let nine = try emitConstant(9, like: number, at: range)
    let isTenth = try compare(
      "eq", try emitOne(.rem, [step.count, ten], at: range), nine, at: range)
    let single = TensorType(.f64, sizes: [1, 1])
    let isOther = Truth(
      try broadcast(isTenth, [], to: single.with(element: .i1), at: range))
    func element(
      _ f: inout FunctionImporter, _ i: (ValueID, Double), _ j: (ValueID, Double)
    ) throws(ImportFailure) -> Complex {
      var starts: [ValueID] = []
      for (v, offset) in [i, j] {
        let distance = try f.emitConstant(offset, like: number, at: range)
        starts.append(try f.emitOne(.add, [v, distance], at: range))
      }
      let parts = try f.window(h, starts, [1, 1], at: range).parts
      return Complex(Real(parts[0]), parts.count == 2 ? Real(parts[1]) : 0)
    }
    let last = step.last
    let a = try element(&self, (last, -1), (last, -1))
    let b = try element(&self, (last, -1), (last, 0))
    let c = try element(&self, (last, 0), (last, -1))
    let d = try element(&self, (last, 0), (last, 0))
    let top = try element(&self, (first, 0), (first, 0))
    let below = try element(&self, (first, 1), (first, 0))
    var column: [Complex]
    if h.parts.count == 2 {
      let shift = Self.shift(a, b, c, d, isOther)
      column = [top - shift, below]
    } else {
      let before = try element(&self, (last, -1), (last, -2)).real
      let size = c.real.magnitude + before.magnitude
      let other = d.real + size * 0.75
      let x = Real(isOther, other, else: a.real) - top.real
      let y = Real(isOther, other, else: d.real) - top.real
      let product = Real(isOther, -(size * size) * 0.4375, else: b.real * c.real)
      let beside = try element(&self, (first, 0), (first, 1)).real
      let next = try element(&self, (first, 1), (first, 1)).real
      let under = try element(&self, (first, 2), (first, 1)).real
      column = [
        (x * y - product) / below.real + beside, next - top.real - x - y, under,
      ].map { Complex($0, 0) }
    }
    var parts: [ValueID] = []
    for k in h.parts.indices {
      var emitter = FormulaEmitter(single, at: range)
      var rows: [ValueID] = []
      for x in column {
        rows.append(try emitter.emit((k == 0 ? x.real : x.imaginary).node, to: &self))
      }
      parts.append(try emitOne(.concat, rows, Attributes([.dim: .integer(0)]), at: range))
    }
    return h.with(parts)
  }

  /// The eigenvalue of the matrix with rows a, b and c, d that is nearer to d, or another number.
  private static func shift(
    _ a: Complex, _ b: Complex, _ c: Complex, _ d: Complex, _ isOther: Truth
  ) -> Complex {
    let product = b * c
    let x = (a - d).half
    let root = ComplexFunctions(isWidened: true).sqrt(x * x + product)
    let isOpposite = x.real * root.real + x.imaginary * root.imaginary .< 0
    let divisor = x + Complex(isOpposite, Complex(-root.real, -root.imaginary), else: root)
    let square = divisor.real.squared + divisor.imaginary.squared
    let isZero = square .== 0
    let inverse = 1 / Real(isZero, 1, else: square)
    let quotient =
      product * Complex(divisor.real * inverse, -(divisor.imaginary * inverse))
    let near = Complex(isZero, d, else: d - quotient)
    let other = d + Complex((c.real.magnitude + c.imaginary.magnitude) * 0.75, 0)
    return Complex(isOther, other, else: near)
  }

}
