import Diagnostics
import GraphIR
import Scalars

/// What the bits of an element mean.
private enum BitPattern {

  /// A truth value, one bit.
  case truth

  /// An element of the graph.
  case element(ElementType)

  /// An element of a narrow type.
  case narrow(NarrowElement)

  /// Creates the meaning of elements of `type` that are of type `element` in the graph.
  init(_ type: TypeSyntax, _ element: ElementType) {
    if let narrow = type.narrow {
      self = .narrow(narrow)
    } else {
      self = element == .i1 ? .truth : .element(element)
    }
  }

  /// The number of bits.
  var bitWidth: Int {
    switch self {
    case .truth: 1
    case .element(let t): t.bitWidth
    case .narrow(.integer(let bits, _)): bits
    case .narrow(.float(let format)): format.bitWidth
    }
  }

}

/// Reinterpretations of bits that the graph does not have: of truth values, which are single bits,
/// and of elements of at most eight bits.
extension FunctionImporter {

  /// Returns the operand of `node` as elements of the type of its result with the same bits, the
  /// lowest first where one element becomes several on a last axis, or several become one.
  mutating func bitcastNarrow(_ node: Node) throws(ImportFailure) -> [ValueID] {
    try check(node, operands: 1, results: 1)
    let type = node.results[0]
    let from = BitPattern(node.values[0].type, graph.type(of: node.operands[0]).element)
    let to = BitPattern(node.resultSyntax[0], type.element)
    let (width, newWidth) = (from.bitWidth, to.bitWidth)
    var words = try encoded(node.operands[0], from, at: node.range)
    let shape = graph.type(of: words).shape
    if width > newWidth {
      guard width % newWidth == 0, type.shape == shape + [.size(width / newWidth)] else {
        throw failure("the result has not the bits of the operand", node.range)
      }
      words = try split(words, width, into: newWidth, at: node.range)
    } else if width < newWidth {
      guard newWidth % width == 0, shape == type.shape + [.size(newWidth / width)] else {
        throw failure("the result has not the bits of the operand", node.range)
      }
      let element = ElementType.unsignedInteger(ofWidth: max(newWidth / 8, 1))
      words = try joined(words, width, as: element, at: node.range)
    } else if shape != type.shape {
      throw failure("the result has not the bits of the operand", node.range)
    }
    return [try decoded(words, to, type.element, at: node.range)]
  }

  /// Returns the bits of `value` as the lowest of unsigned integers, the others zero.
  private mutating func encoded(
    _ value: ValueID, _ pattern: BitPattern, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    switch pattern {
    case .truth: return try converted(value, to: .u8, at: range)
    case .element(let t):
      let word = ElementType.unsignedInteger(ofWidth: t.byteWidth)
      return try reinterpreted(value, as: word, at: range)
    case .narrow(.integer(let bits, _)):
      let mask = try emitConstant(Double((1 << bits) - 1), like: type.with(element: .u8), at: range)
      return try emitOne(
        .and, [try reinterpreted(value, as: .u8, at: range), mask], at: range)
    case .narrow(.float(let format)): return try encoded(value, format, at: range)
    }
  }

  /// Returns the bits that stand for numbers of `format`.
  private mutating func encoded(
    _ value: ValueID, _ format: SmallFloat, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    let words = type.with(element: .u32)
    func word(_ f: inout FunctionImporter, _ bits: Int) throws(ImportFailure) -> ValueID {
      try f.emitConstant(Double(bits), like: words, at: range)
    }
    let bits = try emitOne(.bitcast, [value], type: words, at: range)
    let shift = try word(&self, 23 - format.mantissaBits)
    if format.specials == .powersOfTwo {
      let exponent = try emitOne(
        .and, [try emitOne(.shrL, [bits, shift], at: range), try word(&self, 0xff)], at: range)
      return try converted(exponent, to: .u8, at: range)
    }
    // Normal numbers have the same bits with another bias; the others are multiples of the least.
    let magnitudeBits = try emitOne(.and, [bits, try word(&self, 0x7fff_ffff)], at: range)
    let normal = try emitOne(
      .sub,
      [
        try emitOne(.shrL, [magnitudeBits, shift], at: range),
        try word(&self, (127 - format.bias) << format.mantissaBits),
      ], at: range)
    let magnitude = try emitOne(.bitcast, [magnitudeBits], type: type, at: range)
    func power(_ exponent: Int) -> Double {
      Double(sign: .plus, exponent: exponent, significand: 1)
    }
    let least = try emitConstant(
      power(format.mantissaBits - format.minimumExponent), like: type, at: range)
    let small = try converted(
      try emitOne(.mul, [magnitude, least], at: range), to: .u32, at: range)
    let isSmall = try emitOne(
      .compare,
      [magnitude, try emitConstant(power(format.minimumExponent), like: type, at: range)],
      Attributes([.direction: .keyword("lt")]), at: range)
    var code = try emitOne(.select, [isSmall, small, normal], at: range)
    let signBit = 1 << (format.bitWidth - 1)
    let sign = try emitOne(
      .shl,
      [
        try emitOne(.shrL, [bits, try word(&self, 31)], at: range),
        try word(&self, format.bitWidth - 1),
      ], at: range)
    func isEqual(
      _ f: inout FunctionImporter, _ a: ValueID, _ b: ValueID
    ) throws(ImportFailure) -> ValueID {
      try f.emitOne(.compare, [a, b], Attributes([.direction: .keyword("eq")]), at: range)
    }
    let top = ((1 << format.exponentBits) - 1) << format.mantissaBits
    if format.specials == .standard {
      let isInfinite = try isEqual(
        &self, magnitude, try emitConstant(.infinity, like: type, at: range))
      code = try emitOne(.select, [isInfinite, try word(&self, top), code], at: range)
    }
    code = try emitOne(.or, [code, sign], at: range)
    let nan: Int? =
      switch format.specials {
      case .standard: top | 1 << (format.mantissaBits - 1)
      case .onlyNaN: signBit - 1
      case .negativeZeroNaN: signBit
      case .none, .powersOfTwo: nil
      }
    if let nan {
      let isNumber = try isEqual(&self, value, value)
      code = try emitOne(.select, [isNumber, code, try word(&self, nan)], at: range)
    }
    return try converted(code, to: .u8, at: range)
  }

  /// Returns what the lowest bits of `words` mean, as elements of type `element` of the graph.
  private mutating func decoded(
    _ words: ValueID, _ pattern: BitPattern, _ element: ElementType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    switch pattern {
    case .truth: return try converted(words, to: .i1, at: range)
    case .element(let t):
      let word = ElementType.unsignedInteger(ofWidth: t.byteWidth)
      return try reinterpreted(try converted(words, to: word, at: range), as: t, at: range)
    case .narrow(.integer(let bits, let isSigned)):
      let bytes = try reinterpreted(
        try converted(words, to: .u8, at: range), as: element, at: range)
      return try narrowed(bytes, to: .integer(bits: bits, isSigned: isSigned), at: range)
    case .narrow(.float(let format)):
      let count = 1 << format.bitWidth
      var bytes: [UInt8] = []
      for code in 0..<count {
        let pattern = format.value(UInt8(truncatingIfNeeded: code)).bitPattern
        bytes += (0..<4).map { UInt8(truncatingIfNeeded: pattern >> UInt32(8 * $0)) }
      }
      guard let literal = Literal(TensorType(.f32, sizes: [count]), bytes: bytes) else {
        throw failure("there are no numbers of this type", range)
      }
      let codes = try converted(words, to: .i32, at: range)
      return try emitOne(
        .gather, [try emitConstant(literal, at: range), codes],
        Attributes([
          .offsetDims: .integers([]), .collapsedDims: .integers([0]), .operandBatch: .integers([]),
          .indicesBatch: .integers([]), .indexMap: .integers([0]),
          .indexDim: .integer(graph.type(of: codes).rank), .sliceSizes: .integers([1]),
        ]), at: range)
    }
  }

}
