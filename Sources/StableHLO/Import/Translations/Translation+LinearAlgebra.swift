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
    try f.check(node, operands: 2, results: 1)
    let (isLeft, isLower, isUnit, transposition) = try f.reading(node) {
      (n) throws(AttributeFault) in
      (
        try n.flag("left_side"), try n.flag("lower"), try n.flag("unit_diagonal"),
        try n.word("transpose_a") ?? "NO_TRANSPOSE"
      )
    }
    let type = node.results[0]
    guard ["NO_TRANSPOSE", "TRANSPOSE", "ADJOINT"].contains(transposition) else {
      throw f.failure("there is no transposition '\(transposition)'", node.range)
    }
    var (a, b) = (
      try f.widened(node.operands[0], node), try f.widened(node.operands[1], node)
    )
    let isTransposed = (transposition != "NO_TRANSPOSE") == isLeft
    if isTransposed { a = try f.transposed(a, at: node.range) }
    if !isLeft { b = try f.transposed(b, at: node.range) }
    var x = try f.solveTriangular(
      a, b, isLower: isLower != isTransposed, isUnit: isUnit, at: node.range)
    if !isLeft { x = try f.transposed(x, at: node.range) }
    return [try f.converted(x, to: type.element, at: node.range)]
  }

  /// The triangular L with L Lᵀ = A, or U with Uᵀ U = A, which is Lᵀ; zeros in the other triangle.
  private static let cholesky = Translation { (f, node) throws(ImportFailure) in
    try f.check(node, operands: 1, results: 1)
    let isLower = try f.reading(node) { (n) throws(AttributeFault) in try n.flag("lower") }
    var a = try f.widened(node.operands[0], node)
    if !isLower { a = try f.transposed(a, at: node.range) }
    var l = try f.cholesky(a, at: node.range)
    if !isLower { l = try f.transposed(l, at: node.range) }
    return [try f.converted(l, to: node.results[0].element, at: node.range)]
  }

}

extension Node {

  /// The truth value called `name`, false if it was left out.
  func flag(_ name: String) throws(AttributeFault) -> Bool {
    guard let attribute = syntax.attribute(name) else { return false }
    guard case .bool(let b) = attribute.value else {
      throw AttributeFault(name, attribute, "is a truth value")
    }
    return b
  }

}
