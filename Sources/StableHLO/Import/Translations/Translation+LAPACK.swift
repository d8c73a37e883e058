import Diagnostics
import GraphIR
import Scalars

/// Calls of LAPACK, by which JAX exports factorizations for CPUs.
///
/// Matrices are on the last two axes, whatever layout a call asks for, and letters are given by their
/// codes. Results called info are 0 if all went well.
extension Translation {

  static let lapack: [String: Translation] = {
    var result: [String: Translation] = [:]
    for type in ["s", "d", "c", "z"] {
      let isComplex = type == "c" || type == "z"
      result["lapack_\(type)potrf_ffi"] = choleskyCall
      result["lapack_\(type)trsm_ffi"] = triangularCall
      result["lapack_\(type)getrf_ffi"] = luCall
      result["lapack_\(type)geqrf_ffi"] = qrCall
      result["lapack_\(type)\(isComplex ? "un" : "or")gqr_ffi"] = reflectionCall
      result["lapack_\(type)\(isComplex ? "he" : "sy")evd_ffi"] = eigenCall
      result["lapack_\(type)\(isComplex ? "he" : "sy")trd_ffi"] = tridiagonalCall
      result["lapack_\(type)\(isComplex ? "un" : "or")mqr_ffi"] = reflectionProductCall
      result["lapack_\(type)gehrd_ffi"] = hessenbergCall
      result["lapack_\(type)gees_ffi"] = schurCall
      result["lapack_\(type)geev_ffi"] = generalEigenCall
      result["lapack_\(type)geqp3_ffi"] = pivotedCall
      result["lapack_\(type)gtsv_ffi"] = tridiagonalSystemCall
      result["lapack_\(type)gesdd_ffi"] = singularValueCall
      result["lapack_\(type)gesvd_ffi"] = singularValueCall
    }
    return result
  }()

  /// The triangle that is not asked for stays as it is.
  private static let choleskyCall = Translation { (f, node) throws(ImportFailure) in
    let isLower = try f.letter("uplo", of: node, "L", "U")
    try f.checkCall(node, operands: 1, results: 2)
    let a = try f.matrices(0, of: node)
    let type = f.graph.type(of: a.parts[0])
    let factor = try f.choleskyFactor(a, isLower: isLower, at: node.range)
    let rows = try f.axis(-2, of: type, at: node.range)
    let columns = try f.axis(-1, of: type, at: node.range)
    let isInside = try f.compare(isLower ? "ge" : "le", rows, columns, at: node.range)
    let whole = try f.selected(isInside, factor, a, at: node.range)
    // Info is the number of the first row whose element on the diagonal has no root.
    let isDiagonal = try f.compare("eq", rows, columns, at: node.range)
    let zero = try f.emitConstant(0, like: type, at: node.range)
    let isPositive = try f.compare("gt", factor.parts[0], zero, at: node.range)
    let fails = try f.emitOne(
      .and, [isDiagonal, try f.emitOne(.not, [isPositive], at: node.range)], at: node.range)
    let numbers = type.with(element: .i64)
    let none = Double(type.sizes?.last ?? 0)
    let number = try f.emitOne(
      .select, [fails, rows, try f.emitConstant(none, like: numbers, at: node.range)],
      at: node.range)
    let first = try f.folded(number, .min, from: none, at: node.range)
    let least = try f.folded(
      try f.emitOne(
        .transpose, [first],
        Attributes([
          .permutation: .integers(
            Array(0..<(type.rank - 2)) + [type.rank - 1, type.rank - 2])
        ]), at: node.range), .min, from: none, at: node.range)
    let single = f.graph.type(of: least)
    let isFound = try f.compare(
      "lt", least, try f.emitConstant(none, like: single, at: node.range), at: node.range)
    let info = try f.emitOne(
      .select,
      [
        isFound,
        try f.emitOne(
          .add, [least, try f.emitConstant(1, like: single, at: node.range)], at: node.range),
        try f.emitConstant(0, like: single, at: node.range),
      ], at: node.range)
    return try f.results(whole, of: node) + [try f.integers(info, last: 1, of: node)]
  }

  private static let triangularCall = Translation { (f, node) throws(ImportFailure) in
    let system = TriangularSystem(
      isLeft: try f.letter("side", of: node, "L", "R"),
      isLower: try f.letter("uplo", of: node, "L", "U"),
      isUnit: try f.letter("diag", of: node, "U", "N"),
      isTransposed: try !f.letter("trans_x", of: node, "N", "T", "C"),
      isConjugated: try f.letter("trans_x", of: node, "C", "N", "T"))
    try f.checkCall(node, operands: 2, results: 1)
    return try f.results(try f.triangularSolution(node, system), of: node)
  }

  private static let luCall = Translation { (f, node) throws(ImportFailure) in
    try f.checkCall(node, operands: 1, results: 3)
    let lu = try f.luFactors(try f.matrices(0, of: node), at: node.range)
    return try f.results(lu.factors, of: node) + [
      try f.integers(lu.pivots, last: 2, of: node), try f.integers(lu.info, last: 1, of: node),
    ]
  }

  /// Only one triangle is read, and the diagonal is real.
  private static let eigenCall = Translation { (f, node) throws(ImportFailure) in
    let isLower = try f.letter("uplo", of: node, "L", "U")
    try f.checkCall(node, operands: 1, results: 3)
    let a = try f.wideMatrices(0, of: node)
    _ = try f.order(of: a, at: node.range)
    let whole = try f.hermitian(a, isLower: isLower, at: node.range)
    let eigen = try f.eigenvectors(whole, at: node.range)
    let valueType = node.results[node.results.count - 2]
    let values = try f.reshaped(
      try f.converted(eigen.values, to: valueType.element, at: node.range), to: valueType,
      at: node.range)
    let info = try f.emitConstant(0, like: node.results[node.results.count - 1], at: node.range)
    return try f.results(eigen.vectors, of: node) + [values, info]
  }

  private static let qrCall = Translation { (f, node) throws(ImportFailure) in
    try f.checkCall(node, operands: 1, results: 2)
    let qr = try f.qrFactors(try f.matrices(0, of: node), at: node.range)
    var results = try f.results(qr.factors, of: node)
    for (p, type) in zip(qr.scales.parts, node.results.suffix(qr.scales.parts.count)) {
      let scales = try f.converted(p, to: type.element, at: node.range)
      results.append(try f.reshaped(scales, to: type, at: node.range))
    }
    return results
  }

  private static let reflectionCall = Translation { (f, node) throws(ImportFailure) in
    try f.checkCall(node, operands: 2, results: 1)
    let a = try f.matrices(0, of: node)
    var parts: [ValueID] = []
    for p in node.values[1].parts {
      let type = f.graph.type(of: p)
      guard let count = type.shape.last, parts.count < a.parts.count else {
        throw f.failure("the factors of the reflections are a list", node.range)
      }
      let row = try f.reshaped(
        p, to: TensorType(type.element, type.shape.dropLast() + [.size(1), count]), at: node.range)
      parts.append(
        try f.converted(row, to: f.graph.type(of: a.parts[0]).element, at: node.range))
    }
    let q = try f.reflectionProduct(a, a.with(parts), at: node.range)
    return try f.results(q, of: node)
  }

}

extension FunctionImporter {

  /// Returns `true` iff the letter called `name` is `yes`; else it has to be one of `no`.
  mutating func letter(
    _ name: String, of node: Node, _ yes: Unicode.Scalar, _ no: Unicode.Scalar...
  ) throws(ImportFailure) -> Bool {
    try letter(name, of: node, among: [yes] + no) == yes
  }

  /// Returns the letter called `name`, which has to be one of `letters`.
  mutating func letter(
    _ name: String, of node: Node, among letters: [Unicode.Scalar]
  ) throws(ImportFailure) -> Unicode.Scalar {
    let code = try reading(node) { (n) throws(AttributeFault) in try n.integer(name) }
    guard let letter = letters.first(where: { $0.value == code }) else {
      throw failure("'\(name)' cannot be \(code)", node.range)
    }
    return letter
  }

  /// Checks that `node` has that many operands and results as they are written.
  mutating func checkCall(
    _ node: Node, operands: Int, results: Int
  ) throws(ImportFailure) {
    guard node.values.count == operands, node.resultSyntax.count == results,
      Set(node.values.map(\.parts.count)).count == 1
    else {
      throw failure(
        "the call has \(operands) operands and \(results) results, all of the same kind of numbers",
        node.range)
    }
  }

  /// Returns `value` as the whole numbers that are the result of `node` number `last` from the end.
  mutating func integers(
    _ value: ValueID, last: Int, of node: Node
  ) throws(ImportFailure) -> ValueID {
    let type = node.results[node.results.count - last]
    return try reshaped(
      try converted(value, to: type.element, at: node.range), to: type, at: node.range)
  }

  /// Returns `values` in the types of the results of `node`, with sizes 1 added or left out.
  mutating func results(
    _ values: [ValueID], of node: Node
  ) throws(ImportFailure) -> [ValueID] {
    guard values.count == node.results.count else {
      throw failure("the results are of another kind of numbers than the operands", node.range)
    }
    var results: [ValueID] = []
    for (v, type) in zip(values, node.results) {
      let actual = graph.type(of: v).with(element: type.element)
      guard actual.shape.filter({ $0 != .size(1) }) == type.shape.filter({ $0 != .size(1) }) else {
        throw failure("a result is of type \(actual), not \(type)", node.range)
      }
      results.append(
        try reshaped(
          try converted(v, to: type.element, at: node.range), to: type, at: node.range))
    }
    return results
  }

  /// Returns operand `i` of `node` as matrices whose elements are of type f64, so that rounding
  /// errors of long computations do not add up.
  mutating func wideMatrices(_ i: Int, of node: Node) throws(ImportFailure) -> Matrices {
    let a = try matrices(i, of: node)
    return a.with(
      try each(a) { (f, p) throws(ImportFailure) in
        try f.converted(p, to: .f64, at: node.range)
      })
  }

}
