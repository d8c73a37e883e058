import Diagnostics

/// Operations with a syntax of their own.
extension MLIRParser {

  /// Parses `[0:10:2, 1:3]`.
  mutating func parseRanges(_ op: inout OperationSyntax) throws(ImportFailure) {
    let start = token.start
    var numbers: (starts: [Int], limits: [Int], strides: [Int]) = ([], [], [])
    try expect(.leftBracket)
    try parseList(until: .rightBracket) { (p) throws(ImportFailure) in
      numbers.starts.append(try p.parseInteger())
      try p.expect(.colon)
      numbers.limits.append(try p.parseInteger())
      numbers.strides.append(p.take(.colon) ? try p.parseInteger() : 1)
    }
    let place = range(from: start)
    for (name, list) in [
      ("start_indices", numbers.starts), ("limit_indices", numbers.limits),
      ("strides", numbers.strides),
    ] {
      op.attributes.append(
        NamedAttributeSyntax(
          name: name, value: AttributeSyntax(value: .integers(list), range: place)))
    }
  }

  /// Parses `(%x, %k) dim_numbers = […]x[…]->[…], window = {…}`.
  mutating func parseConvolution(_ op: inout OperationSyntax) throws(ImportFailure) {
    try expect(.leftParenthesis)
    try parseList(until: .rightParenthesis) { (p) throws(ImportFailure) in
      op.operands.append(try p.parseOperand())
    }
    try expect(word: "dim_numbers")
    try expect(.equal)
    let start = token.start
    let layout = try parseConvolutionLayout()
    op.attributes.append(
      NamedAttributeSyntax(
        name: "dimension_numbers",
        value: AttributeSyntax(value: .convolutionLayout(layout), range: range(from: start))))
    try expect(.comma)
    try expect(word: "window")
    try expect(.equal)
    try expect(.leftBrace)
    let names = [
      "stride": "window_strides", "pad": "padding", "lhs_dilate": "lhs_dilation",
      "rhs_dilate": "rhs_dilation", "reverse": "window_reversal",
    ]
    try parseList(until: .rightBrace) { (p) throws(ImportFailure) in
      let t = try p.expect(.identifier, "a property of the window")
      let word = p.text(of: t)
      guard let name = names[word] else {
        let hint = p.faults.hint(for: word, among: names.keys.sorted())
        throw p.failure("a window has no '\(word)'\(hint)", at: t)
      }
      try p.expect(.equal)
      op.attributes.append(NamedAttributeSyntax(name: name, value: try p.parseAttribute()))
    }
  }

  /// Parses the rest of a reduction in one of its forms.
  ///
  ///     (%x init: %i) applies stablehlo.add across dimensions = [1] : …
  ///     (%x init: %i), (%y init: %j) across dimensions = [1] : …
  ///      reducer(%a: t, %b: t) (%c: t, %d: t) { … }
  mutating func parseReduce(_ op: inout OperationSyntax) throws(ImportFailure) {
    var initial: [OperandSyntax] = []
    repeat {
      try expect(.leftParenthesis)
      op.operands.append(try parseOperand())
      try expect(word: "init")
      try expect(.colon)
      initial.append(try parseOperand())
      try expect(.rightParenthesis)
    } while take(.comma)
    op.operands += initial
    var combiner: MLIRToken?
    if take(word: "applies") {
      let t = token
      guard t.kind == .identifier || t.kind == .string else { throw unexpected("an operation") }
      combiner = t
      advance()
    }
    try expect(word: "across")
    try expect(word: "dimensions")
    try expect(.equal)
    op.attributes.append(NamedAttributeSyntax(name: "dimensions", value: try parseAttribute()))
    if token.kind == .leftBrace { op.attributes += try parseDictionary() }
    try parseSignature(.same, &op)
    if let combiner {
      let name = combiner.kind == .string ? try string(of: combiner) : text(of: combiner)
      op.regions = [try combinerRegion(name, combiner, op)]
    } else {
      try skipTrailingLocation()
      op.regions = [try parseReducer(pairs: initial.count)]
    }
  }

  /// The region that applies the operation called `name` to accumulator and element.
  private mutating func combinerRegion(
    _ name: String, _ t: MLIRToken, _ op: OperationSyntax
  ) throws(ImportFailure) -> RegionSyntax {
    guard op.operands.count == 2, case .tensor(let result)? = op.resultTypes?.first else {
      throw failure("'applies' is for one tensor", at: t)
    }
    let place = range(of: t)
    let type = TypeSyntax.tensor(TensorSyntax(dimensions: [], element: result.element))
    var combine = OperationSyntax(name: name, nameRange: place)
    combine.results = [ResultSyntax(name: "0", count: 1, range: place)]
    combine.operands = ["a", "b"].map { OperandSyntax(name: $0, index: 0, range: place) }
    combine.operandTypes = [type, type]
    combine.resultTypes = [type]
    var end = OperationSyntax(name: "stablehlo.return", nameRange: place)
    end.operands = [OperandSyntax(name: "0", index: 0, range: place)]
    end.operandTypes = [type]
    end.resultTypes = []
    return RegionSyntax(
      parameters: ["a", "b"].map { ParameterSyntax(name: $0, type: type, range: place) },
      operations: [combine, end], range: place)
  }

  /// Parses `reducer(%a: t, %b: t) (%c: t, %d: t) { … }`, whose parameters are pairs of accumulator
  /// and element; in the region, all accumulators come first.
  private mutating func parseReducer(pairs: Int) throws(ImportFailure) -> RegionSyntax {
    try expect(word: "reducer")
    var accumulators: [ParameterSyntax] = []
    var elements: [ParameterSyntax] = []
    for _ in 0..<pairs {
      try expect(.leftParenthesis)
      accumulators.append(try parseParameter())
      try expect(.comma)
      elements.append(try parseParameter())
      try expect(.rightParenthesis)
    }
    return try parseRegion(parameters: accumulators + elements)
  }

  /// Parses `(%i = %0, %x = %1) : t, t cond { … } do { … }`.
  mutating func parseLoop(_ op: inout OperationSyntax) throws(ImportFailure) {
    var names: [MLIRToken] = []
    try expect(.leftParenthesis)
    try parseList(until: .rightParenthesis) { (p) throws(ImportFailure) in
      names.append(try p.expect(.value))
      try p.expect(.equal)
      op.operands.append(try p.parseOperand())
    }
    var types: [TypeSyntax] = []
    if take(.colon) {
      repeat { types.append(try parseType()) } while take(.comma)
    }
    guard types.count == names.count else {
      throw failure(
        "the loop has \(names.count) values, but \(types.count) types are written", at: token)
    }
    var parameters: [ParameterSyntax] = []
    for (t, type) in zip(names, types) {
      parameters.append(ParameterSyntax(name: try name(of: t), type: type, range: range(of: t)))
    }
    op.operandTypes = types
    op.resultTypes = types
    try skipTrailingLocation()
    if take(word: "attributes") { op.attributes += try parseDictionary() }
    try expect(word: "cond")
    op.regions = [try parseRegion(parameters: parameters)]
    try expect(word: "do")
    op.regions.append(try parseRegion(parameters: parameters))
  }

  /// Parses `(%x, %y) inits(%i, %j) dimension=0 {…} { … } : (t) -> t`.
  mutating func parseScan(_ op: inout OperationSyntax) throws(ImportFailure) {
    try expect(.leftParenthesis)
    try parseList(until: .rightParenthesis) { (p) throws(ImportFailure) in
      op.operands.append(try p.parseOperand())
    }
    try expect(word: "inits")
    try expect(.leftParenthesis)
    try parseList(until: .rightParenthesis) { (p) throws(ImportFailure) in
      op.operands.append(try p.parseOperand())
    }
    while token.kind == .identifier, nextToken.kind == .equal {
      let name = text(of: token)
      advance()
      advance()
      op.attributes.append(NamedAttributeSyntax(name: name, value: try parseAttribute()))
      _ = take(.comma)
    }
    if take(word: "attributes") { op.attributes += try parseDictionary() }
    op.regions = [try parseRegion()]
  }

}
