import Diagnostics
import GraphIR
import Scalars

/// The 2 × 2 blocks of Schur forms of real matrices.
extension FunctionImporter {

  /// Returns the form `t` of one matrix with blocks that have complex eigenvalues and equal elements
  /// on the diagonal; all others become triangular.
  mutating func standardized(
    _ t: Matrices, _ z: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> (Matrices, Matrices) {
    let n = try order(of: t, at: range)
    let end = try emitLoop(
      max(n - 1, 0), from: t.parts + z.parts, isReversed: false, at: range
    ) { (f, i, state) throws(ImportFailure) in
      let matrix = t.with([state[0]])
      var elements: [Real] = []
      for p in try f.blockElements(matrix, i, at: range) { elements.append(Real(p.parts[0])) }
      let block = StandardBlock(elements[0], elements[1], elements[2], elements[3])
      let (c, s) = (block.cosine, block.sine)
      let rotation = t.with([try f.square([c, s, -s, c], at: range)])
      let adjoint = try f.transposed(rotation, at: range)
      var next = try f.rotatingRows(matrix, rotation, i, at: range)
      next = try f.rotatingColumns(next, adjoint, i, at: range)
      let values = t.with([try f.square(block.elements, at: range)])
      next = try f.replacing(next, with: values, [i, i], at: range)
      return next.parts
        + (try f.rotatingColumns(t.with([state[1]]), adjoint, i, at: range)).parts
    }
    return (t.with([end[0]]), t.with([end[1]]))
  }

  /// Returns the triangular form of one real matrix with standard blocks: T and Z are complex.
  ///
  /// The first column of the rotation of a block is an eigenvector of the eigenvalue with a positive
  /// imaginary part.
  mutating func triangularized(
    _ t: Matrices, _ z: Matrices, at range: SourceRange
  ) throws(ImportFailure) -> (Matrices, Matrices) {
    let n = try order(of: t, at: range)
    let zero = try emitConstant(0, like: graph.type(of: t.parts[0]), at: range)
    let start = t.parts + [zero] + z.parts + [zero]
    let end = try emitLoop(max(n - 1, 0), from: start, isReversed: true, at: range) {
      (f, i, state) throws(ImportFailure) in
      let matrix = t.with(Array(state[..<2]))
      var elements: [Real] = []
      for p in try f.blockElements(t, i, at: range) { elements.append(Real(p.parts[0])) }
      let isTriangular = elements[2] .== 0
      let imaginary = elements[1].magnitude.sqrt * elements[2].magnitude.sqrt
      let length = StandardBlock.length(imaginary, elements[2])
      let scale = Real(isTriangular, 1, else: length)
      let (c, s) = (imaginary / scale, elements[2] / scale)
      // (c̄, s; -s, c) for the eigenvector (ci, s).
      let one = Real(isTriangular, 1, else: 0)
      let rotation = t.with([
        try f.square([one, s, -s, one], at: range), try f.square([-c, 0, 0, c], at: range),
      ])
      let adjoint = try f.conjugated(try f.transposed(rotation, at: range), at: range)
      var next = try f.rotatingRows(matrix, rotation, i, at: range)
      next = try f.rotatingColumns(next, adjoint, i, at: range)
      return next.parts
        + (try f.rotatingColumns(t.with(Array(state[2...])), adjoint, i, at: range)).parts
    }
    return (t.with(Array(end[..<2])), t.with(Array(end[2...])))
  }

  /// Returns the elements of the block of two rows and columns from `i` on, row by row.
  private mutating func blockElements(
    _ a: Matrices, _ i: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> [Matrices] {
    let one = try emitConstant(1, like: TensorType(.i64, []), at: range)
    let next = try emitOne(.add, [i, one], at: range)
    var elements: [Matrices] = []
    for row in [i, next] {
      for column in [i, next] {
        elements.append(try window(a, [row, column], [1, 1], at: range))
      }
    }
    return elements
  }

  /// Returns the matrix with two rows whose elements are `elements`.
  private mutating func square(
    _ elements: [Real], at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    var emitter = FormulaEmitter(TensorType(.f64, sizes: [1, 1]), at: range)
    var rows: [ValueID] = []
    for x in elements { rows.append(try emitter.emit(x.node, to: &self)) }
    let list = try emitOne(.concat, rows, Attributes([.dim: .integer(0)]), at: range)
    return try reshaped(list, to: TensorType(.f64, sizes: [2, 2]), at: range)
  }

  /// Returns `a` with two rows from `i` on multiplied by `rotation` from the left.
  private mutating func rotatingRows(
    _ a: Matrices, _ rotation: Matrices, _ i: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let zero = try emitConstant(0, like: TensorType(.i64, []), at: range)
    let width = graph.type(of: a.parts[0]).sizes?.last ?? 0
    let rows = try window(a, [i, zero], [2, width], at: range)
    return try replacing(a, with: try multiplied(rotation, rows, at: range), [i, nil], at: range)
  }

  /// Returns `a` with two columns from `i` on multiplied by `rotation` from the right.
  private mutating func rotatingColumns(
    _ a: Matrices, _ rotation: Matrices, _ i: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let zero = try emitConstant(0, like: TensorType(.i64, []), at: range)
    let height = graph.type(of: a.parts[0]).sizes?.first ?? 0
    let columns = try window(a, [zero, i], [height, 2], at: range)
    return try replacing(
      a, with: try multiplied(columns, rotation, at: range), [nil, i], at: range)
  }

}

/// A rotation (c, s; -s, c) of a matrix of two rows, G A Gᵀ, that makes it triangular, or the
/// elements on its diagonal equal if its eigenvalues are complex.
private struct StandardBlock {

  /// The cosine c of the rotation.
  let cosine: Real

  /// The sine s of the rotation.
  let sine: Real

  /// The elements of the rotated matrix, row by row.
  let elements: [Real]

  /// Analyzes the matrix with rows a, b and c, d.
  ///
  /// With p = (a - d) / 2 the discriminant is p² + bc. Nothing is lost to cancellation if it is
  /// found as a sum with the larger and the smaller of b and c (Z. Bai and J. Demmel, "On swapping
  /// diagonal blocks in real Schur form", 1993).
  init(_ a: Real, _ b: Real, _ c: Real, _ d: Real) {
    let (isTriangular, isLower) = (c .== 0, b .== 0)
    let difference = a - d
    let p = difference * 0.5
    let larger = Real.max(b.magnitude, c.magnitude)
    let smaller =
      Real(.min, b.magnitude, c.magnitude).withSign(of: b) * Real(1).withSign(of: c)
    let scale = Real.max(p.magnitude, larger)
    let discriminant = p / scale * p + larger / scale * smaller
    // A discriminant of rounding errors counts as one of complex eigenvalues, which may be found to
    // be real later.
    let isReal = discriminant .> Real(4 * Double.ulpOfOne)

    let z = p + (scale.sqrt * Real(isReal, discriminant, else: 0).sqrt).withSign(of: p)
    let length = Self.length(c, z)
    let real = Candidate(
      c: z / length, s: c / length, [d + z, b - c, 0, d - larger / z * smaller])

    let complex = Candidate(equalizing: a, b, c, d)
    let same = Candidate(c: 1, s: 0, [a, b, c, d])
    let exchanged = Candidate(c: 0, s: 1, [d, -c, 0, a])
    let isEqual = (difference .== 0) .& ((b .< 0 .& c .> 0) .| (b .> 0 .& c .< 0))
    let chosen = Candidate(
      isTriangular .| isEqual, same,
      else: Candidate(isLower, exchanged, else: Candidate(isReal, real, else: complex)))
    (cosine, sine, elements) = (chosen.c, chosen.s, chosen.elements)
  }

  /// √(x² + y²), also where the squares vanish.
  static func length(_ x: Real, _ y: Real) -> Real {
    ComplexFunctions(isWidened: false).abs(Complex(x, y))
  }

  /// What may be the result.
  private struct Candidate {

    let c: Real
    let s: Real
    let elements: [Real]

    init(c: Real, s: Real, _ elements: [Real]) {
      (self.c, self.s, self.elements) = (c, s, elements)
    }

    /// `a` where `condition` is true, else `b`.
    init(_ condition: Truth, _ a: Candidate, else b: Candidate) {
      c = Real(condition, a.c, else: b.c)
      s = Real(condition, a.s, else: b.s)
      elements = zip(a.elements, b.elements).map { Real(condition, $0, else: $1) }
    }

    /// The rotation after which the elements on the diagonal are equal, and another one if the
    /// eigenvalues turn out to be real.
    init(equalizing a: Real, _ b: Real, _ c: Real, _ d: Real) {
      let (sum, difference) = (b + c, a - d)
      let length = StandardBlock.length(sum, difference)
      let cosine = ((1 + sum.magnitude / length) * 0.5).sqrt
      let sine = -(difference * 0.5 / (length * cosine) * Real(1).withSign(of: sum))
      let (p, q) = (a * cosine + b * sine, b * cosine - a * sine)
      let (r, t) = (c * cosine + d * sine, d * cosine - c * sine)
      let (upper, lower) = (q * cosine + t * sine, r * cosine - p * sine)
      let mean = (p * cosine + r * sine + (t * cosine - q * sine)) * 0.5
      let equal = Candidate(c: cosine, s: sine, [mean, upper, lower, mean])

      let (x, y) = (upper.magnitude.sqrt, lower.magnitude.sqrt)
      let distance = (x * y).withSign(of: lower)
      let inverse = 1 / (upper + lower).magnitude.sqrt
      let (cosine1, sine1) = (x * inverse, y * inverse)
      let split = Candidate(
        c: cosine * cosine1 - sine * sine1, s: cosine * sine1 + sine * cosine1,
        [mean + distance, upper - lower, 0, mean - distance])
      let exchanged = Candidate(c: -sine, s: cosine, [mean, -lower, 0, mean])
      let hasSameSigns = (upper .> 0 .& lower .> 0) .| (upper .< 0 .& lower .< 0)
      let isUpper = lower .== 0
      self = Candidate(
        isUpper, equal,
        else: Candidate(
          upper .== 0, exchanged, else: Candidate(hasSameSigns, split, else: equal)))
    }

  }

}
