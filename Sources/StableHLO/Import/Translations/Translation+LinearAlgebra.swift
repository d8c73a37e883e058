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
    var (a, b) = (try f.matrices(0, of: node), try f.matrices(1, of: node))
    let isTransposed = (transposition != "NO_TRANSPOSE") == isLeft
    if transposition == "ADJOINT" { a = try f.conjugated(a, at: node.range) }
    if isTransposed { a = try f.transposed(a, at: node.range) }
    if !isLeft { b = try f.transposed(b, at: node.range) }
    var x = try f.solveTriangular(
      a, b, isLower: isLower != isTransposed, isUnit: isUnit, at: node.range)
    if !isLeft { x = try f.transposed(x, at: node.range) }
    return try f.results(x, of: node)
  }

  /// The triangular L with L Lᴴ = A, or U with Uᴴ U = A, which is Lᴴ; zeros in the other triangle.
  private static let cholesky = Translation { (f, node) throws(ImportFailure) in
    let isLower = try f.reading(node) { (n) throws(AttributeFault) in try n.flag("lower") }
    guard node.values.count == 1 else {
      throw f.failure("'stablehlo.cholesky' has 1 operand", node.range)
    }
    var a = try f.matrices(0, of: node)
    func adjoint(_ f: inout FunctionImporter, _ m: Matrices) throws(ImportFailure) -> Matrices {
      try f.transposed(try f.conjugated(m, at: node.range), at: node.range)
    }
    if !isLower { a = try adjoint(&f, a) }
    let l = try f.cholesky(a, at: node.range)
    return try f.results(isLower ? l : try adjoint(&f, l), of: node)
  }

}

extension FunctionImporter {

  /// Returns the tensors of `value` in the type of the results of `node`.
  fileprivate mutating func results(
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

  /// The truth value called `name`, false if it was left out.
  func flag(_ name: String) throws(AttributeFault) -> Bool {
    guard let attribute = syntax.attribute(name) else { return false }
    guard case .bool(let b) = attribute.value else {
      throw AttributeFault(name, attribute, "is a truth value")
    }
    return b
  }

}
