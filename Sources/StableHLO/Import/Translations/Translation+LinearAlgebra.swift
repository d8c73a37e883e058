import Diagnostics
import GraphIR
import Scalars

extension Translation {

  /// Systems of linear equations.
  static let linearAlgebra: [String: Translation] = [
    "stablehlo.triangular_solve": triangularSolve,
    "stablehlo.cholesky": cholesky,
  ]

  /// The solution X of A X = B, or of X A = B, which is Aᵀ Xᵀ = Bᵀ.
  private static let triangularSolve = Translation { (f, node) throws(ImportFailure) in
    let (isLeft, isLower, isUnit, transposition) = try f.reading(node) {
      (n) throws(AttributeFault) in
      (
        try n.flag("left_side"), try n.flag("lower"), try n.flag("unit_diagonal"),
        try n.word("transpose_a") ?? "NO_TRANSPOSE"
      )
    }
    guard ["NO_TRANSPOSE", "TRANSPOSE", "ADJOINT"].contains(transposition) else {
      throw f.failure("there is no transposition '\(transposition)'", node.range)
    }
    guard node.values.count == 2 else {
      throw f.failure("'stablehlo.triangular_solve' has 2 operands", node.range)
    }
    let x = try f.triangularSolution(
      node,
      TriangularSystem(
        isLeft: isLeft, isLower: isLower, isUnit: isUnit,
        isTransposed: transposition != "NO_TRANSPOSE", isConjugated: transposition == "ADJOINT"))
    return try f.results(x, of: node)
  }

  /// The triangular L with L Lᴴ = A, or U with Uᴴ U = A, which is Lᴴ; zeros in the other triangle.
  private static let cholesky = Translation { (f, node) throws(ImportFailure) in
    let isLower = try f.reading(node) { (n) throws(AttributeFault) in try n.flag("lower") }
    guard node.values.count == 1 else {
      throw f.failure("'stablehlo.cholesky' has 1 operand", node.range)
    }
    return try f.results(
      try f.choleskyFactor(try f.matrices(0, of: node), isLower: isLower, at: node.range), of: node)
  }

}

/// What a triangular system looks like.
struct TriangularSystem {

  /// `true` iff the matrix is left of the unknowns.
  let isLeft: Bool

  /// `true` iff the lower triangle is not zero.
  let isLower: Bool

  /// `true` iff the diagonal consists of ones.
  let isUnit: Bool

  /// `true` iff the matrix is transposed.
  let isTransposed: Bool

  /// `true` iff the elements of the matrix are conjugated.
  let isConjugated: Bool

}

extension FunctionImporter {

  /// Returns the solution of the equations with the matrix and the right sides that are the operands
  /// of `node`.
  mutating func triangularSolution(
    _ node: Node, _ system: TriangularSystem
  ) throws(ImportFailure) -> Matrices {
    var (a, b) = (try matrices(0, of: node), try matrices(1, of: node))
    let isTransposed = system.isTransposed == system.isLeft
    if system.isConjugated { a = try conjugated(a, at: node.range) }
    if isTransposed { a = try transposed(a, at: node.range) }
    if !system.isLeft { b = try transposed(b, at: node.range) }
    let x = try solveTriangular(
      a, b, isLower: system.isLower != isTransposed, isUnit: system.isUnit, at: node.range)
    return system.isLeft ? x : try transposed(x, at: node.range)
  }

  /// Returns the triangular L with L Lᴴ = A, or U with Uᴴ U = A, which is Lᴴ.
  mutating func choleskyFactor(
    _ a: Matrices, isLower: Bool, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    func adjoint(_ f: inout FunctionImporter, _ m: Matrices) throws(ImportFailure) -> Matrices {
      try f.transposed(try f.conjugated(m, at: range), at: range)
    }
    if isLower { return try cholesky(a, at: range) }
    return try adjoint(&self, try cholesky(try adjoint(&self, a), at: range))
  }

  /// Returns the tensors of `value` in the type of the results of `node`.
  mutating func results(
    _ value: Matrices, of node: Node
  ) throws(ImportFailure) -> [ValueID] {
    var results: [ValueID] = []
    for (p, type) in zip(value.parts, node.results) {
      results.append(try converted(p, to: type.element, at: node.range))
    }
    return results
  }

}

extension Node {

  /// The truth value called `name`, `standard` if it was left out.
  func flag(_ name: String, standard: Bool = false) throws(AttributeFault) -> Bool {
    guard let attribute = syntax.attribute(name) else { return standard }
    guard case .bool(let b) = attribute.value else {
      throw AttributeFault(name, attribute, "is a truth value")
    }
    return b
  }

}
