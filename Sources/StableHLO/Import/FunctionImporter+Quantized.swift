import Diagnostics
import GraphIR
import Scalars

extension FunctionImporter {

  /// Adds the operations that `node`, some of whose operands or results are quantized, stands for.
  ///
  /// What moves elements moves integers, sums of products are those of integers, and everything else
  /// is computed with the numbers that the integers mean.
  mutating func applyQuantized(
    _ translation: Translation, _ node: Node
  ) throws(ImportFailure) -> [ValueID] {
    let name = Translation.currentName(of: node.syntax.name)
    if Self.worksOnStorage.contains(name) { return try translation.apply(&self, node) }
    let operands = try quantizations(node.values.map(\.type), node)
    let results = try quantizations(node.resultSyntax, node)
    let all = (operands + results).compactMap { $0 }
    if Self.moves(name), let first = all.first, all.allSatisfy({ $0.isEquivalent(to: first) }) {
      return try translation.apply(&self, node)
    }
    guard node.values.count == node.operands.count, node.syntax.regions.isEmpty else {
      if let first = all.first, all.allSatisfy({ $0 == first }) {
        return try translation.apply(&self, node)
      }
      throw unsupported("'\(name)' of different quantized types", node.range)
    }
    if Self.contractions.contains(name), operands.count >= 2, results.count == 1,
      let lhs = operands[0], let rhs = operands[1], let result = results[0], lhs.axis == nil,
      rhs.axis == nil || result.axis != nil
    {
      return [try contract(translation, node, lhs, rhs, result)]
    }
    var plain = node
    for (i, q) in operands.enumerated() {
      if let q { plain.operands[i] = try dequantize(node.operands[i], q, at: node.range) }
    }
    for (i, q) in results.enumerated() {
      if let q { plain.results[i] = node.results[i].with(element: q.expressed) }
    }
    var parts = try translation.apply(&self, plain)
    for (i, q) in results.enumerated() where i < parts.count {
      if let q { parts[i] = try quantize(parts[i], q, at: node.range) }
    }
    return parts
  }

  /// Operations that pass values on, or whose translation looks at the quantized types itself.
  private static let worksOnStorage: Set<String> = [
    "stablehlo.uniform_quantize", "stablehlo.uniform_dequantize", "stablehlo.bitcast_convert",
    "stablehlo.constant", "stablehlo.while", "stablehlo.if", "stablehlo.case", "func.call",
    "stablehlo.composite", "stablehlo.custom_call", "stablehlo.tuple",
    "stablehlo.get_tuple_element", "stablehlo.optimization_barrier",
    "stablehlo.get_dimension_size", "stablehlo.set_dimension_size",
  ]

  /// Returns `true` iff the elements of the results of the operation called `name` are elements of
  /// its operands, or those of its regions.
  static func passesOn(_ name: String) -> Bool {
    name != "stablehlo.bitcast_convert" && (worksOnStorage.contains(name) || moves(name))
  }

  private static let contractions: Set<String> = [
    "stablehlo.dot_general", "stablehlo.dot", "stablehlo.convolution", "stablehlo.dynamic_conv",
  ]

  private static func moves(_ name: String) -> Bool {
    !contractions.contains(name)
      && (Translation.movement[name] ?? Translation.dynamic[name] ?? Translation.indexed[name])
        != nil
  }

  /// How values of `types` are quantized, `nil` for those that are not.
  private mutating func quantizations(
    _ types: [TypeSyntax], _ node: Node
  ) throws(ImportFailure) -> [Quantization?] {
    var result: [Quantization?] = []
    for t in types { result.append(try quantization(t, at: node.range)) }
    return result
  }

  /// How values of `type` are quantized, `nil` if they are not.
  mutating func quantization(
    _ type: TypeSyntax, at range: SourceRange
  ) throws(ImportFailure) -> Quantization? {
    guard let syntax = type.quantized else { return nil }
    guard let q = Quantization(syntax) else {
      throw failure("there are no values of type \(type)", range)
    }
    return q
  }

  // MARK: Numbers

  /// Returns the numbers that the integers `value` mean.
  mutating func dequantize(
    _ value: ValueID, _ q: Quantization, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let offset = try withoutZeroPoint(value, q, at: range)
    let numbers = try converted(offset, to: q.expressed, at: range)
    let scales = try spread(q.scales, q.axis, graph.type(of: numbers), at: range)
    return try emitOne(.mul, [numbers, scales], at: range)
  }

  /// Returns the integers that mean the numbers `value`, or come nearest to them.
  mutating func quantize(
    _ value: ValueID, _ q: Quantization, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let scales = try spread(q.scales, q.axis, graph.type(of: value), at: range)
    return try stored(try emitOne(.div, [value, scales], at: range), q, at: range)
  }

  /// Returns the integers nearest to `scaled`, numbers that are divided by the scale, among those
  /// that are stored.
  private mutating func stored(
    _ scaled: ValueID, _ q: Quantization, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: scaled)
    var number = scaled
    if q.zeroPoints.contains(where: { $0 != 0 }) {
      number = try emitOne(
        .add, [number, try spread(q.zeroPoints, q.axis, type, at: range)], at: range)
    }
    let scalar = TensorType(type.element, [])
    let low = try emitConstant(q.range.lowerBound, like: scalar, at: range)
    let high = try emitConstant(q.range.upperBound, like: scalar, at: range)
    number = try emitOne(.clamp, [low, number, high], at: range)
    if type.element.isFloat { number = try emitOne(.roundEven, [number], at: range) }
    return try converted(number, to: q.storage, at: range)
  }

  /// Returns `value` less what stands for 0, in 32 bits if it has fewer.
  private mutating func withoutZeroPoint(
    _ value: ValueID, _ q: Quantization, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let wide = try converted(
      value, to: q.storage.bitWidth < 32 ? .i32 : q.storage, at: range)
    guard q.zeroPoints.contains(where: { $0 != 0 }) else { return wide }
    let zero = try spread(q.zeroPoints, q.axis, graph.type(of: wide), at: range)
    return try emitOne(.sub, [wide, zero], at: range)
  }

  /// Returns a tensor of type `type` that has the `numbers`, or the only one, along `axis`.
  private mutating func spread(
    _ numbers: [Double], _ axis: Int?, _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    guard let axis else { return try emitConstant(numbers[0], like: type, at: range) }
    guard type.shape.indices.contains(axis), type.shape[axis] == .size(numbers.count) else {
      throw failure("\(type) has other sizes than there are scales on axis \(axis)", range)
    }
    let width = type.element.byteWidth
    let bytes = numbers.flatMap { (x) in
      let bits = Scalar(type.element, x).bits
      return (0..<width).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
    }
    guard let literal = Literal(TensorType(type.element, sizes: [numbers.count]), bytes: bytes)
    else { throw failure("a constant of type \(type) is too large", range) }
    return try broadcast(try emitConstant(literal, at: range), [axis], to: type, at: range)
  }

  // MARK: Sums of products

  /// Adds sums of products of integers in 32 bits, which are scaled once.
  private mutating func contract(
    _ translation: Translation, _ node: Node, _ lhs: Quantization, _ rhs: Quantization,
    _ result: Quantization
  ) throws(ImportFailure) -> ValueID {
    var plain = node
    for (i, q) in [lhs, rhs].enumerated() {
      let integers = try withoutZeroPoint(node.operands[i], q, at: node.range)
      plain.operands[i] = try converted(integers, to: .i32, at: node.range)
    }
    plain.results[0] = node.results[0].with(element: .i32)
    let sum = try translation.apply(&self, plain)[0]
    let count = max(rhs.scales.count, result.scales.count)
    let factors = (0..<count).map {
      lhs.scales[0] * rhs.scales[rhs.axis == nil ? 0 : $0 % rhs.scales.count]
        / result.scales[result.axis == nil ? 0 : $0 % result.scales.count]
    }
    if factors.allSatisfy({ ($0 - 1).magnitude < 1e-6 }) {
      return try stored(sum, result, at: node.range)
    }
    let numbers = try converted(sum, to: result.expressed, at: node.range)
    let scales = try spread(factors, result.axis, graph.type(of: numbers), at: node.range)
    return try stored(
      try emitOne(.mul, [numbers, scales], at: node.range), result, at: node.range)
  }

}
