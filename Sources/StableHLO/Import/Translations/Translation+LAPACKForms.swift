import Diagnostics
import GraphIR
import Scalars

/// Calls of LAPACK for Hessenberg and tridiagonal forms, and equations of the latter.
extension Translation {

  /// All rows and columns take part.
  static let hessenbergCall = Translation { (f, node) throws(ImportFailure) in
    let (low, high) = try f.reading(node) { (n) throws(AttributeFault) in
      (try n.integer("low"), try n.integer("high"))
    }
    try f.checkCall(node, operands: 1, results: 3)
    let a = try f.matrices(0, of: node)
    let n = try f.order(of: a, at: node.range)
    guard low == 1, high == n else {
      throw f.failure("the form of rows \(low) to \(high) of \(n) is not supported", node.range)
    }
    let (factors, scales) = try f.hessenbergFactors(a, at: node.range)
    let info = try f.noFailure(a, at: node.range)
    return try f.results(factors.parts + scales.parts + [info], of: node)
  }

  /// Only one triangle is read, and the other one stays as it is. The form of the upper one is that
  /// of the lower one with all rows and columns in opposite order.
  static let tridiagonalCall = Translation { (f, node) throws(ImportFailure) in
    let isLower = try f.letter("uplo", of: node, "L", "U")
    try f.checkCall(node, operands: 1, results: 5)
    let a = try f.matrices(0, of: node)
    let range = node.range
    _ = try f.order(of: a, at: range)
    var whole = try f.hermitian(a, isLower: isLower, at: range)
    if !isLower { whole = try f.turned(whole, at: range) }
    var (factors, scales) = try f.hessenbergFactors(whole, at: range)
    let diagonal = try f.diagonal(factors, below: 0, at: range)
    let beside = try f.diagonal(factors, below: 1, at: range)
    var lists = [diagonal.with([diagonal.parts[0]]), beside.with([beside.parts[0]]), scales]
    if !isLower {
      factors = try f.turned(factors, at: range)
      for i in lists.indices { lists[i] = try f.turned(lists[i], at: range) }
    }
    let type = f.graph.type(of: a.parts[0])
    let isRead = try f.compare(
      isLower ? "ge" : "le", try f.axis(-2, of: type, at: range),
      try f.axis(-1, of: type, at: range), at: range)
    let result = try f.selected(isRead, factors, a, at: range)
    let info = try f.noFailure(a, at: range)
    return try f.results(result.parts + lists.flatMap(\.parts) + [info], of: node)
  }

  /// The first element of the lower diagonal and the last one of the upper diagonal do not count.
  /// Info is the number of the first zero on the diagonal of U.
  static let tridiagonalSystemCall = Translation { (f, node) throws(ImportFailure) in
    try f.checkCall(node, operands: 4, results: 5)
    let range = node.range
    let right = try f.matrices(3, of: node)
    var columns: [Matrices] = []
    for v in node.values.prefix(3) {
      columns.append(try f.column(v, like: right, at: range))
    }
    guard let n = f.graph.type(of: columns[0].parts[0]).sizes?.dropLast().last,
      columns.allSatisfy({ (c) in
        f.graph.type(of: c.parts[0]) == f.graph.type(of: columns[0].parts[0])
      })
    else { throw f.failure("the three diagonals are of the same length", range) }
    let lower = try f.part(columns[0], min(1, n)..<n, 0..<1, at: range)
    let solution = try f.solveTridiagonal(
      TridiagonalSystem(
        lower: try f.resized(lower, n, 1, at: range), diagonal: columns[1], upper: columns[2],
        right: right), at: range)
    let info = try f.firstZero(solution.diagonal, n, at: range)
    return try f.results(
      [solution.lower, solution.diagonal, solution.upper, solution.right].flatMap(\.parts)
        + [info], of: node)
  }

  /// The list that is given has other numbers than 0 for columns that come first, in their order.
  static let pivotedCall = Translation { (f, node) throws(ImportFailure) in
    guard node.values.count == 2, node.resultSyntax.count == 3, node.values[1].parts.count == 1
    else { throw f.failure("the call has 2 operands and 3 results", node.range) }
    let a = try f.matrices(0, of: node)
    let list = f.graph.type(of: node.values[1].parts[0])
    let type = f.graph.type(of: a.parts[0])
    guard list.shape == type.shape.dropLast(2) + type.shape.suffix(1) else {
      throw f.failure("there is no number for each of the columns", node.range)
    }
    let row = try f.reshaped(
      node.values[1].parts[0],
      to: TensorType(list.element, list.shape.dropLast() + [.size(1)] + list.shape.suffix(1)),
      at: node.range)
    let isFirst = try f.compare(
      "ne", row, try f.emitConstant(0, like: f.graph.type(of: row), at: node.range),
      at: node.range)
    let qr = try f.pivotedFactors(a, isFirst, at: node.range)
    return try f.results(qr.factors.parts + [qr.pivots] + qr.scales.parts, of: node)
  }

  /// Products with Q of a QR factorization.
  static let reflectionProductCall = Translation { (f, node) throws(ImportFailure) in
    let (isLeft, isAdjoint) = try f.reading(node) { (n) throws(AttributeFault) in
      (try n.flag("left"), try n.flag("transpose"))
    }
    try f.checkCall(node, operands: 3, results: 1)
    let (a, c) = (try f.matrices(0, of: node), try f.matrices(2, of: node))
    let scales = try f.transposed(
      try f.column(node.values[1], like: a, at: node.range), at: node.range)
    let product = try f.product(
      c, ofReflections: a, scales, isLeft: isLeft, isAdjoint: isAdjoint, at: node.range)
    return try f.results(product.parts, of: node)
  }

}

extension FunctionImporter {

  /// Returns the Hermitian matrices of which one triangle is given; their diagonal is real.
  mutating func hermitian(
    _ a: Matrices, isLower: Bool, at range: SourceRange
  ) throws(ImportFailure) -> Matrices {
    let type = graph.type(of: a.parts[0])
    let rows = try axis(-2, of: type, at: range)
    let columns = try axis(-1, of: type, at: range)
    let isRead = try compare(isLower ? "ge" : "le", rows, columns, at: range)
    let adjoint = try conjugated(try transposed(a, at: range), at: range)
    var whole = try selected(isRead, a, adjoint, at: range)
    if whole.parts.count == 2 {
      let isDiagonal = try compare("eq", rows, columns, at: range)
      whole.parts[1] = try emitOne(
        .select, [isDiagonal, try emitConstant(0, like: type, at: range), whole.parts[1]],
        at: range)
    }
    return whole
  }

  /// Returns the info of calls that cannot fail.
  mutating func noFailure(_ a: Matrices, at range: SourceRange) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: a.parts[0])
    return try emitConstant(
      0, like: TensorType(.i64, type.shape.dropLast(2) + [.size(1), .size(1)]), at: range)
  }

  /// Returns the number of the first zero of columns with `count` elements, 0 if there is none.
  fileprivate mutating func firstZero(
    _ a: Matrices, _ count: Int, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: a.parts[0])
    let zero = try emitConstant(0, like: type, at: range)
    var isZero = try compare("eq", a.parts[0], zero, at: range)
    for p in a.parts.dropFirst() {
      isZero = try emitOne(.and, [isZero, try compare("eq", p, zero, at: range)], at: range)
    }
    let numbers = type.with(element: .i64)
    let one = try emitConstant(1, like: numbers, at: range)
    let number = try emitOne(.add, [try axis(-2, of: type, at: range), one], at: range)
    let last = Double(count + 1)
    let none = try emitConstant(last, like: numbers, at: range)
    let first = try folded(
      try emitOne(.select, [isZero, number, none], at: range), .min, from: last, at: range)
    let single = graph.type(of: first)
    return try emitOne(
      .rem, [first, try emitConstant(last, like: single, at: range)], at: range)
  }

}
