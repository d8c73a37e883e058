import Diagnostics
import GraphIR
import Scalars

/// The operations that make complex numbers of other things or the other way round.
extension Translation {

  /// `complex`: the operands are the parts.
  static let complexOfParts = Translation { (f, node) throws(ImportFailure) in
    try f.check(node, operands: 2, results: 2)
    guard node.operands.map({ f.graph.type(of: $0) }) == node.results else {
      throw f.failure("'\(node.syntax.name)' has parts of the type of its result", node.range)
    }
    return node.operands
  }

  /// `real` and `imag`: part 0 and part 1.
  static func complexPart(_ index: Int) -> Translation {
    Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 2, results: 1)
      guard f.graph.type(of: node.operands[index]) == node.results[0] else {
        throw f.failure("'\(node.syntax.name)' has another result than is written", node.range)
      }
      return [node.operands[index]]
    }
  }

  /// The imaginary part of what real numbers become is zero, and that of what becomes a real number
  /// is dropped.
  static let complexConvert = Translation { (f, node) throws(ImportFailure) in
    guard node.values.count == 1, node.resultSyntax.count == 1 else {
      throw f.failure("'stablehlo.convert' has one operand and one result", node.range)
    }
    var results: [ValueID] = []
    for (i, type) in node.results.enumerated() {
      if i < node.operands.count {
        let v = node.operands[i]
        results.append(
          f.graph.type(of: v) == type
            ? v : try f.emitOne(.convert, [v], type: type, at: node.range))
      } else {
        results.append(try f.emitConstant(0, like: type, at: node.range))
      }
    }
    return results
  }

  static let complexIota = Translation { (f, node) throws(ImportFailure) in
    guard let iota = find("stablehlo.iota"), node.results.count == 2 else {
      throw f.failure("'stablehlo.iota' has one result", node.range)
    }
    let real = try iota.apply(&f, try f.part(0, of: node))
    return real + [try f.emitConstant(0, like: node.results[1], at: node.range)]
  }

  static let complexConstantLike = Translation { (f, node) throws(ImportFailure) in
    let value = try f.reading(node) { (n) throws(AttributeFault) in try n.number("value") }
    guard let value, node.results.count == 2 else {
      throw f.failure("'chlo.constant_like' has no value", node.range)
    }
    return [
      try f.emitConstant(value, like: node.results[0], at: node.range),
      try f.emitConstant(0, like: node.results[1], at: node.range),
    ]
  }

  /// Complex numbers are compared as `ComplexFunctions.compare` says.
  static let complexCompare = Translation { (f, node) throws(ImportFailure) in
    let (relation, order) = try f.comparison(node)
    let formula = ComplexFormula.relation { (functions, a, b) in
      functions.compare(relation.rawValue, a, b, order: order)
    }
    return try formula.apply(&f, node)
  }

  /// The bits of a complex number are those of its real part, then those of its imaginary part:
  /// the parts become a last axis of size 2.
  static let complexBitcast = Translation { (f, node) throws(ImportFailure) in
    guard node.values.count == 1, node.resultSyntax.count == 1, !node.operands.isEmpty,
      !node.results.isEmpty
    else {
      throw f.failure("'stablehlo.bitcast_convert' has one operand and one result", node.range)
    }
    let two = Dimension.size(2)
    let range = node.range
    var bits = node.operands[0]
    if node.values[0].type.isComplex { bits = try f.interleaved(node.operands, at: range) }
    var type = node.results[0]
    if node.resultSyntax[0].isComplex { type = TensorType(type.element, type.shape + [two]) }
    let from = f.graph.type(of: bits)
    let (width, newWidth) = (from.element.byteWidth, type.element.byteWidth)
    if width < newWidth {
      let parts = TensorType(from.element, type.shape + [.size(newWidth / width)])
      bits = try f.reshaped(bits, to: parts, at: range)
      bits = try f.emitOne(.bitcast, [bits], type: type, at: range)
    } else {
      let last = width == newWidth ? [] : [Dimension.size(width / newWidth)]
      bits = try f.emitOne(
        .bitcast, [bits], type: TensorType(type.element, from.shape + last), at: range)
      bits = try f.reshaped(bits, to: type, at: range)
    }
    return node.resultSyntax[0].isComplex
      ? try f.deinterleaved(bits, at: range) : [bits]
  }

}

extension FunctionImporter {

  /// Returns the parts of complex numbers along a new last axis.
  fileprivate mutating func interleaved(
    _ parts: [ValueID], at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    var spread: [ValueID] = []
    for p in parts {
      let type = graph.type(of: p)
      spread.append(
        try reshaped(p, to: TensorType(type.element, type.shape + [.size(1)]), at: range))
    }
    let rank = graph.type(of: parts[0]).rank
    return try emitOne(.concat, spread, Attributes([.dim: .integer(rank)]), at: range)
  }

  /// Returns the parts of complex numbers that lie along the last axis.
  fileprivate mutating func deinterleaved(
    _ value: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    let type = graph.type(of: value)
    guard let sizes = type.sizes else { throw failure("\(type) has unknown sizes", range) }
    let outer = sizes.dropLast()
    var parts: [ValueID] = []
    for i in 0..<2 {
      let part = try emitOne(
        .slice, [value],
        Attributes([
          .start: .integers(outer.map { _ in 0 } + [i]),
          .limit: .integers(outer + [i + 1]),
        ]), at: range)
      parts.append(
        try reshaped(part, to: TensorType(type.element, type.shape.dropLast()), at: range))
    }
    return parts
  }

  /// Returns `value` with the shape of `type`.
  mutating func reshaped(
    _ value: ValueID, to type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    graph.type(of: value) == type ? value : try emitOne(.reshape, [value], type: type, at: range)
  }

  /// Returns `node` with all operands in the shape of its result, like `broadcasting`.
  mutating func broadcastingParts(_ node: Node) throws(ImportFailure) -> Node {
    guard node.resultSyntax.count == 1 else { throw failure("one result is expected", node.range) }
    // Both parts of a result have its shape.
    var flat = node
    flat.results = Array(node.results.prefix(1))
    var result = node
    result.operands = try broadcasting(flat).operands
    var next = 0
    result.values = node.values.map { (v) in
      let parts = Array(result.operands[next..<(next + v.parts.count)])
      next += parts.count
      return ImportedValue(type: v.type, parts: parts)
    }
    return result
  }

}
