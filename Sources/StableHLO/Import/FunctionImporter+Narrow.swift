import Diagnostics
import GraphIR
import Scalars

extension FunctionImporter {

  /// Adds the operations that `node`, some of whose operands or results have narrow elements, stands
  /// for: those of the wider type, whose results are brought back.
  ///
  /// - Parameter apply: adds the operations of the wider types.
  mutating func applyNarrow(
    _ node: Node,
    _ apply: (inout FunctionImporter, Node) throws(ImportFailure) -> [ValueID]
  ) throws(ImportFailure) -> [ValueID] {
    let name = Translation.currentName(of: node.syntax.name)
    if name == "stablehlo.bitcast_convert" { return try bitcastNarrow(node) }
    var wide = node
    var excess = 0
    if case .integer(let bits, _)? = node.values.first?.type.narrow, Self.looksAtBits.contains(name)
    {
      // The bits that extend the sign are none of the number's.
      let type = graph.type(of: node.operands[0])
      let mask = try emitSplat(
        Scalar(type.element, bits: (1 << UInt64(bits)) - 1), type, at: node.range)
      wide.operands[0] = try emitOne(.and, [node.operands[0], mask], at: node.range)
      excess = name == "stablehlo.count_leading_zeros" ? 8 - bits : 0
    }
    var parts = try apply(&self, wide)
    guard !Self.passesOn(name), node.resultSyntax.count == parts.count else { return parts }
    for (i, t) in node.resultSyntax.enumerated() {
      guard let narrow = t.narrow else { continue }
      if excess != 0 {
        let type = graph.type(of: parts[i])
        parts[i] = try emitOne(
          .sub, [parts[i], try emitConstant(Double(excess), like: type, at: node.range)],
          at: node.range)
      }
      parts[i] = try narrowed(parts[i], to: narrow, at: node.range)
    }
    return parts
  }

  private static let looksAtBits: Set<String> = [
    "stablehlo.shift_right_logical", "stablehlo.popcnt", "stablehlo.count_leading_zeros",
  ]

  /// Returns `value` with elements that are numbers of the type `narrow`.
  mutating func narrowed(
    _ value: ValueID, to narrow: NarrowElement, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    switch narrow {
    case .integer(let bits, isSigned: false):
      let mask = try emitConstant(Double((1 << bits) - 1), like: type, at: range)
      return try emitOne(.and, [value, mask], at: range)
    case .integer(let bits, isSigned: true):
      let excess = try emitConstant(Double(8 - bits), like: type, at: range)
      return try emitOne(
        .shrA, [try emitOne(.shl, [value, excess], at: range), excess], at: range)
    case .float(let format): return try rounded(value, to: format, at: range)
    }
  }

  /// Returns `value`, which has elements in single precision, rounded to numbers of `format`.
  private mutating func rounded(
    _ value: ValueID, to format: SmallFloat, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    if format.specials == .powersOfTwo { return try roundedToPower(value, at: range) }
    let type = graph.type(of: value)
    let words = type.with(element: .u32)
    func constant(_ f: inout FunctionImporter, _ x: Float) throws(ImportFailure) -> ValueID {
      try f.emitSplat(Scalar(.f32, bits: UInt64(x.bitPattern)), type, at: range)
    }
    func power(_ exponent: Int) -> Float { Float(sign: .plus, exponent: exponent, significand: 1) }
    // The distance of neighbours around the value: its power of two, less the bits that are kept.
    let bits = try emitOne(.bitcast, [value], type: words, at: range)
    let mask = try emitSplat(Scalar(.u32, bits: 0x7f80_0000), words, at: range)
    let exponent = try emitOne(
      .bitcast, [try emitOne(.and, [bits, mask], at: range)], type: type, at: range)
    let least = try constant(&self, power(format.minimumExponent))
    let unit = try emitOne(.max, [exponent, least], at: range)
    let quantum = try emitOne(
      .mul, [unit, try constant(&self, power(-format.mantissaBits))], at: range)
    let steps = try emitOne(
      .roundEven, [try emitOne(.div, [value, quantum], at: range)], at: range)
    var result = try emitOne(.mul, [steps, quantum], at: range)
    let greatest = try constant(&self, format.greatest)
    let isTooLarge = try emitOne(
      .compare, [try emitOne(.abs, [value], at: range), try limit(format, type, at: range)],
      Attributes([.direction: .keyword(format.specials == .none ? "gt" : "ge")]), at: range)
    let sign = try emitOne(.sign, [value], at: range)
    let overflow: ValueID =
      switch format.specials {
      case .standard:
        try emitOne(.mul, [sign, try constant(&self, .infinity)], at: range)
      case .onlyNaN, .negativeZeroNaN: try constant(&self, .nan)
      case .none, .powersOfTwo: try emitOne(.mul, [sign, greatest], at: range)
      }
    result = try emitOne(.select, [isTooLarge, overflow, result], at: range)
    if format.specials == .negativeZeroNaN {
      result = try emitOne(.add, [result, try constant(&self, 0)], at: range)
    }
    // A NaN stays one: its exponent gives no quantum.
    let isNumber = try emitOne(
      .compare, [value, value], Attributes([.direction: .keyword("eq")]), at: range)
    return try emitOne(.select, [isNumber, result, value], at: range)
  }

  /// Returns `value`, which has elements in single precision, rounded to powers of two: of two that
  /// are as near the larger one, NaN for what is not positive or too large.
  private mutating func roundedToPower(
    _ value: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    let words = type.with(element: .u32)
    func constant(_ f: inout FunctionImporter, _ x: Float) throws(ImportFailure) -> ValueID {
      try f.emitSplat(Scalar(.f32, bits: UInt64(x.bitPattern)), type, at: range)
    }
    func word(_ f: inout FunctionImporter, _ bits: UInt64) throws(ImportFailure) -> ValueID {
      try f.emitSplat(Scalar(.u32, bits: bits), words, at: range)
    }
    // Half of the mantissa carries into the exponent; the least power is below the normal numbers.
    let bits = try emitOne(.bitcast, [value], type: words, at: range)
    let carried = try emitOne(.add, [bits, try word(&self, 0x40_0000)], at: range)
    let power = try emitOne(
      .bitcast, [try emitOne(.and, [carried, try word(&self, 0x7f80_0000)], at: range)],
      type: type, at: range)
    let least = Float(sign: .plus, exponent: -127, significand: 1)
    func isLess(
      _ f: inout FunctionImporter, _ a: ValueID, _ b: ValueID
    ) throws(ImportFailure) -> ValueID {
      try f.emitOne(.compare, [a, b], Attributes([.direction: .keyword("lt")]), at: range)
    }
    let isLeast = try isLess(&self, value, try constant(&self, 1.5 * least))
    let number = try emitOne(
      .select, [isLeast, try constant(&self, least), power], at: range)
    let isNumber = try emitOne(
      .and,
      [
        try isLess(&self, try constant(&self, 0), value),
        try isLess(&self, power, try constant(&self, .infinity)),
      ], at: range)
    return try emitOne(.select, [isNumber, number, try constant(&self, .nan)], at: range)
  }

  /// The least magnitude that is rounded to more than the greatest number of `format`, or that number
  /// if nothing is.
  private mutating func limit(
    _ format: SmallFloat, _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    var x = format.greatest
    if format.specials != .none {
      // Halfway to the next number if that goes up, since the greatest number is odd, else above.
      let half = Float(
        sign: .plus, exponent: Int(x.exponent) - format.mantissaBits - 1, significand: 1)
      let middle = x + half
      x = format.nearest(Double(middle)).isFinite ? middle.nextUp : middle
    }
    return try emitSplat(Scalar(.f32, bits: UInt64(x.bitPattern)), type, at: range)
  }

}
