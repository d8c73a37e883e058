import Diagnostics
import GraphIR
import Scalars

/// Calls of LAPACK for singular values, eigenvalues and Schur forms.
extension Translation {

  /// Without vectors their results are zero. The matrix, which LAPACK overwrites, stays as it is.
  static let singularValueCall = Translation { (f, node) throws(ImportFailure) in
    let mode = try f.letter("mode", of: node, among: ["A", "S", "N"])
    try f.checkCall(node, operands: 1, results: 5)
    let a = try f.wideMatrices(0, of: node)
    let extent: SingularVectors? = mode == "N" ? nil : mode == "A" ? .all : .some
    let factors = try f.singularValues(a, vectors: extent, at: node.range)
    var vectors: [ValueID] = []
    if let v = factors.vectors.last {
      let adjoint = try f.conjugated(try f.transposed(v, at: node.range), at: node.range)
      vectors = factors.vectors[0].parts + adjoint.parts
    } else {
      for type in node.results.dropFirst(a.parts.count + 1).dropLast() {
        vectors.append(try f.emitConstant(0, like: type, at: node.range))
      }
    }
    let info = try f.singularValueInfo(a, factors, at: node.range)
    return try f.results(a.parts + [factors.values] + vectors + [info], of: node)
  }

  /// The eigenvalues of real matrices are real and imaginary parts, and vectors are complex. Without
  /// vectors their results are zero.
  static let generalEigenCall = Translation { (f, node) throws(ImportFailure) in
    let hasLeft = try f.letter("compute_left", of: node, "V", "N")
    let hasRight = try f.letter("compute_right", of: node, "V", "N")
    let a = try f.wideMatrices(0, of: node)
    try f.checkCall(node, operands: 1, results: a.parts.count == 1 ? 5 : 4)
    let eigen = try f.generalEigenvectors(
      a, hasLeft: hasLeft, hasRight: hasRight, at: node.range)
    let type = f.graph.type(of: a.parts[0])
    var vectors: [ValueID] = []
    for v in [eigen.left, eigen.right] {
      let zero = try f.emitConstant(0, like: type, at: node.range)
      vectors += v?.parts ?? [zero, zero]
    }
    return try f.results(eigen.values.parts + vectors + [eigen.info], of: node)
  }

  /// The eigenvalues come in no special order, so that none of them count as selected. Without
  /// vectors their result is zero.
  static let schurCall = Translation { (f, node) throws(ImportFailure) in
    let hasVectors = try f.letter("mode", of: node, "V", "N")
    _ = try f.letter("sort", of: node, among: ["N"])
    let a = try f.wideMatrices(0, of: node)
    try f.checkCall(node, operands: 1, results: a.parts.count == 1 ? 6 : 5)
    let schur = try f.schurForm(a, at: node.range)
    var vectors = schur.vectors
    if !hasVectors {
      let zero = try f.emitConstant(0, like: f.graph.type(of: a.parts[0]), at: node.range)
      vectors = a.with(a.parts.map { _ in zero })
    }
    let values = try f.schurValues(schur.form, at: node.range)
    let selected = try f.noFailure(a, at: node.range)
    return try f.results(
      schur.form.parts + vectors.parts + values.parts + [selected, schur.info], of: node)
  }

}

extension FunctionImporter {

  /// Returns -4 for matrices with NaNs, which LAPACK refuses, 1 for those whose singular values were
  /// not found, else 0.
  fileprivate mutating func singularValueInfo(
    _ a: Matrices, _ factors: SingularValues, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let flags = graph.type(of: factors.isConverged).with(element: .f64)
    var isNumber = try all("eq", a.parts[0], a.parts[0], at: range)
    for p in a.parts.dropFirst() {
      isNumber = try emitOne(.and, [isNumber, try all("eq", p, p, at: range)], at: range)
    }
    let difference = try emitOne(.sub, [factors.values, factors.values], at: range)
    let zero = try emitConstant(0, like: graph.type(of: difference), at: range)
    // The difference of an infinity with itself is a NaN.
    let isFound = try emitOne(
      .and, [factors.isConverged, try all("eq", difference, zero, at: range)], at: range)
    let failure = try emitOne(
      .select,
      [
        isFound, try emitConstant(0, like: flags, at: range),
        try emitConstant(1, like: flags, at: range),
      ], at: range)
    return try emitOne(
      .select, [isNumber, failure, try emitConstant(-4, like: flags, at: range)], at: range)
  }

  /// Returns whether `relation` holds between all elements of matrices, as matrices of one element.
  private mutating func all(
    _ relation: String, _ a: ValueID, _ b: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let holds = try converted(try compare(relation, a, b, at: range), to: .i32, at: range)
    let rows = try folded(holds, .min, from: 1, at: range)
    let column = try transposed(
      Matrices(parts: [rows], isWidened: false), at: range
    ).parts[0]
    let all = try folded(column, .min, from: 1, at: range)
    return try converted(all, to: .i1, at: range)
  }

}
