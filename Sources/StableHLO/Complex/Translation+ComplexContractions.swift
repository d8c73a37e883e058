import Diagnostics
import GraphIR
import Scalars

/// Sums of products of complex numbers.
extension Translation {

  static let complexDot = product { (f, node) throws(ImportFailure) in try f.realDot(node) }

  static let complexConvolution = product { (f, node) throws(ImportFailure) in
    try convolution.apply(&f, node)[0]
  }

  /// The translation of an operation that is linear in both operands: four of them for real numbers,
  /// as `real` gives them, or two if an operand has no imaginary part.
  static func product(
    _ real: @escaping @Sendable (inout FunctionImporter, Node) throws(ImportFailure) -> ValueID
  ) -> Translation {
    Translation { (f, node) throws(ImportFailure) in
      guard node.values.count == 2, node.resultSyntax.count == 1, node.resultSyntax[0].isComplex
      else {
        throw f.failure(
          "'\(node.syntax.name)' has two operands and a complex result", node.range)
      }
      func term(
        _ f: inout FunctionImporter, _ i: Int, _ j: Int
      ) throws(ImportFailure) -> ValueID? {
        guard i < node.values[0].parts.count, j < node.values[1].parts.count else { return nil }
        var part = try f.part(0, of: node)
        part.operands = [node.values[0].parts[i], node.values[1].parts[j]]
        return try real(&f, part)
      }
      func combined(
        _ f: inout FunctionImporter, _ opcode: Opcode, _ a: ValueID?, _ b: ValueID?
      ) throws(ImportFailure) -> ValueID {
        guard let a, let b else {
          guard let only = a ?? b else {
            throw f.failure("'\(node.syntax.name)' of real numbers is real", node.range)
          }
          return only
        }
        return try f.emitOne(opcode, [a, b], at: node.range)
      }
      let (rr, ii) = (try term(&f, 0, 0), try term(&f, 1, 1))
      let (ri, ir) = (try term(&f, 0, 1), try term(&f, 1, 0))
      return [try combined(&f, .sub, rr, ii), try combined(&f, .add, ri, ir)]
    }
  }

}

extension FunctionImporter {

  /// The greatest number of products in a sum that is written out.
  private static let longestSum = 8

  /// Returns the product of real tensors for a part of complex ones.
  ///
  /// The parts of a complex product cancel, so that the rounding of its terms shows: sums of few
  /// products are written out, and then every product is rounded by itself, as in the reference.
  /// Long sums are left to `dot_general`, where products may be added without rounding.
  fileprivate mutating func realDot(_ node: Node) throws(ImportFailure) -> ValueID {
    let attributes = try dotAttributes(node)
    if let sum = try shortSum(attributes, node) { return sum }
    return try contract(.dotGeneral, attributes, node)
  }

  /// Returns the product as a sum of products, or `nil` if there are too many of them or something is
  /// wrong.
  private mutating func shortSum(
    _ attributes: Attributes, _ node: Node
  ) throws(ImportFailure) -> ValueID? {
    let result = node.results[0]
    let types = node.operands.map { graph.type(of: $0) }
    var ignored = DiagnosticList()
    guard types.allSatisfy({ $0.element == result.element }),
      let dims = DotDimensions(attributes, lhsRank: types[0].rank, rhsRank: types[1].rank),
      graph.inferResultTypes(
        of: .dotGeneral, node.operands, attributes, regions: [], declared: [result], callee: nil,
        at: node.range, diagnostics: &ignored) != nil
    else { return nil }
    let count = dims.lhsContract.reduce(1) { $0 * (types[0].shape[$1].size ?? 0) }
    guard count >= 1, count <= Self.longestSum else { return nil }
    let (batch, free) = (dims.lhsBatch.count, dims.lhsFree.count)
    let lhs = try columns(
      node.operands[0], dims.lhsBatch + dims.lhsFree, dims.lhsContract, count, at: node.range)
    let rhs = try columns(
      node.operands[1], dims.rhsBatch + dims.rhsFree, dims.rhsContract, count, at: node.range)
    let rhsDims = Array(0..<batch) + Array((batch + free)..<result.rank)
    var sum: ValueID?
    for (a, b) in zip(lhs, rhs) {
      let x = try broadcast(a, Array(0..<(batch + free)), to: result, at: node.range)
      let y = try broadcast(b, rhsDims, to: result, at: node.range)
      let product = try emitOne(.mul, [x, y], at: node.range)
      sum =
        try sum.map { (s) throws(ImportFailure) in
          try emitOne(.add, [s, product], at: node.range)
        } ?? product
    }
    return sum
  }

  /// Returns the elements of `value` at each of the `count` positions along the axes `contract`, with
  /// the axes `kept` in that order.
  private mutating func columns(
    _ value: ValueID, _ kept: [Int], _ contract: [Int], _ count: Int, at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    let type = graph.type(of: value)
    guard let all = type.sizes else { throw failure("\(type) has unknown sizes", range) }
    let sizes = kept.map { all[$0] }
    let permuted = try emitOne(
      .transpose, [value], Attributes([.permutation: .integers(kept + contract)]), at: range)
    let flat = try reshaped(
      permuted, to: TensorType(type.element, sizes: sizes + [count]), at: range)
    var result: [ValueID] = []
    for k in 0..<count {
      let column = try emitOne(
        .slice, [flat],
        Attributes([
          .start: .integers(sizes.map { _ in 0 } + [k]), .limit: .integers(sizes + [k + 1]),
        ]), at: range)
      result.append(
        try reshaped(column, to: TensorType(type.element, sizes: sizes), at: range))
    }
    return result
  }

}
