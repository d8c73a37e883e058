import Diagnostics

extension MLIRParser {

  /// Parses an operation with the names of its results.
  mutating func parseOperation() throws(ImportFailure) -> OperationSyntax {
    var results: [ResultSyntax] = []
    if token.kind == .value {
      results = try parseResultNames()
    }
    let first = token
    var op: OperationSyntax
    switch first.kind {
    case .string: op = try parseGenericForm()
    case .identifier: op = try parsePrettyForm()
    default: throw unexpected("an operation")
    }
    op.results = results
    op.range = range(from: first.start)
    try skipTrailingLocation()
    return op
  }

  /// Parses `%0:2, %a =`.
  private mutating func parseResultNames() throws(ImportFailure) -> [ResultSyntax] {
    var results: [ResultSyntax] = []
    repeat {
      let t = try expect(.value, "the name of a result")
      let name = try self.name(of: t)
      var count = 1
      if take(.colon) {
        let n = token
        count = try parseInteger()
        guard (1...10_000).contains(count) else {
          throw failure("a name stands for 1 to 10000 results", at: n)
        }
      }
      results.append(ResultSyntax(name: name, count: count, range: range(of: t)))
    } while take(.comma)
    try expect(.equal, "'=' after the names of the results")
    return results
  }

  /// Parses `%0` or `%0#1`.
  mutating func parseOperand() throws(ImportFailure) -> OperandSyntax {
    let t = try expect(.value)
    let name = try self.name(of: t)
    var index = 0
    if token.kind == .hash, token.start == t.end {
      let n = token
      advance()
      guard let number = Int(text(of: n).dropFirst()) else {
        throw failure("expected the number of a result", at: n)
      }
      index = number
    }
    return OperandSyntax(name: name, index: index, range: range(from: t.start))
  }

  // MARK: The generic form

  /// Parses `"name"(%0) <{properties}> ({regions}) {attributes} : (types) -> types`.
  private mutating func parseGenericForm() throws(ImportFailure) -> OperationSyntax {
    let t = token
    advance()
    var op = OperationSyntax(name: try string(of: t), nameRange: range(of: t))
    try expect(.leftParenthesis)
    try parseList(until: .rightParenthesis) { (p) throws(ImportFailure) in
      op.operands.append(try p.parseOperand())
    }
    if token.kind == .leftBracket {
      throw failure("operations that go on at other blocks are not supported", at: token)
    }
    if take(.less) {
      op.attributes = try parseDictionary()
      try expect(.greater)
    }
    if take(.leftParenthesis) {
      try parseList(until: .rightParenthesis) { (p) throws(ImportFailure) in
        op.regions.append(try p.parseRegion())
      }
    }
    if token.kind == .leftBrace { op.attributes += try parseDictionary() }
    try expect(.colon, "':' and the types of operands and results")
    let (inputs, results) = try parseFunctionType()
    op.operandTypes = inputs
    op.resultTypes = results
    return op
  }

  // MARK: The pretty form

  private mutating func parsePrettyForm() throws(ImportFailure) -> OperationSyntax {
    let t = token
    var name = text(of: t)
    if !name.contains(".") { name = "func." + name }
    var op = OperationSyntax(name: name, nameRange: range(of: t))
    guard let form = PrettyForm.form(of: name) else {
      let shown = text(of: t)
      if name.hasPrefix("sdy.") {
        faults.reportUnsupported(name, at: range(of: t))
        throw ImportFailure()
      }
      let hint = faults.hint(for: shown, among: PrettyForm.names)
      throw failure("unknown operation '\(shown)'\(hint)", at: t)
    }
    advance()
    if form.signature == .value, token.kind == .leftParenthesis {
      try parseOldConstant(&op)
      return op
    }
    for part in form.parts { try parse(part, of: form, &op) }
    if form.signature == .custom { return op }
    if token.kind == .leftBrace { op.attributes += try parseDictionary() }
    if form.signature == .value, op["value"] == nil, token.kind == .identifier {
      // Of a constant, the attributes come first.
      op.attributes.append(NamedAttributeSyntax(name: "value", value: try parseAttribute()))
    }
    try parseSignature(form.signature, &op)
    return op
  }

  /// Parses `() {value = dense<1> : t} : () -> t`.
  private mutating func parseOldConstant(_ op: inout OperationSyntax) throws(ImportFailure) {
    try expect(.leftParenthesis)
    try expect(.rightParenthesis)
    op.attributes = try parseDictionary()
    try expect(.colon)
    (op.operandTypes, op.resultTypes) = try parseFunctionType()
  }

  private mutating func parse(
    _ part: PrettyForm.Part, of form: PrettyForm, _ op: inout OperationSyntax
  ) throws(ImportFailure) {
    switch part {
    case .items: try parseItems(form, &op)
    case .parenthesizedItems:
      try expect(.leftParenthesis)
      if !take(.rightParenthesis) {
        try parseItems(form, &op)
        try expect(.rightParenthesis, "',' or ')'")
      }
    case .string(let name):
      let t = try expect(.string)
      let value = AttributeSyntax(value: .string(try string(of: t)), range: range(of: t))
      op.attributes.append(NamedAttributeSyntax(name: name, value: value))
    case .symbol(let name):
      let t = try expect(.symbol)
      let value = AttributeSyntax(value: .symbol(try self.name(of: t)), range: range(of: t))
      op.attributes.append(NamedAttributeSyntax(name: name, value: value))
    case .index(let name):
      try expect(.leftBracket)
      let value = try parseAttribute()
      try expect(.rightBracket)
      op.attributes.append(NamedAttributeSyntax(name: name, value: value))
    case .ranges: try parseRanges(&op)
    case .custom(let custom): try parse(custom, &op)
    }
  }

  private mutating func parse(
    _ custom: PrettyForm.Part.Custom, _ op: inout OperationSyntax
  ) throws(ImportFailure) {
    switch custom {
    case .convolution: try parseConvolution(&op)
    case .reduce: try parseReduce(&op)
    case .scan: try parseScan(&op)
    case .loop: try parseLoop(&op)
    case .function: throw failure("a function cannot be inside of another", at: op.nameRange)
    }
  }

  /// Parses values, `key = attribute`, words and attributes.
  private mutating func parseItems(
    _ form: PrettyForm, _ op: inout OperationSyntax
  ) throws(ImportFailure) {
    var words = form.words[...]
    var attribute = form.attribute
    var isFirst = true
    repeat {
      switch token.kind {
      case .value: op.operands.append(try parseOperand())
      case .identifier where nextToken.kind == .equal: try parseKey(form, &op)
      case .identifier where words.first != nil:
        let value = AttributeSyntax(value: .word(text(of: token)), range: range(of: token))
        advance()
        op.attributes.append(NamedAttributeSyntax(name: words.removeFirst(), value: value))
      case .identifier, .hash:
        guard let name = attribute else { return }
        attribute = nil
        op.attributes.append(NamedAttributeSyntax(name: name, value: try parseAttribute()))
      default:
        if isFirst { return }
        throw unexpected("an operand or an attribute")
      }
      isFirst = false
    } while take(.comma)
  }

  /// Parses `key = attribute` or `key = […] x […]`.
  private mutating func parseKey(
    _ form: PrettyForm, _ op: inout OperationSyntax
  ) throws(ImportFailure) {
    let t = token
    let word = text(of: t)
    guard let key = form.keys[word] else {
      let hint = faults.hint(for: word, among: form.keys.keys.sorted())
      throw failure("'\(op.name)' has no '\(word)'\(hint)", at: t)
    }
    advance()
    advance()
    let value = try parseAttribute()
    switch key {
    case .attribute(let name):
      op.attributes.append(NamedAttributeSyntax(name: name, value: value))
    case .pair(let first, let second):
      try expect(word: "x")
      op.attributes.append(NamedAttributeSyntax(name: first, value: value))
      op.attributes.append(NamedAttributeSyntax(name: second, value: try parseAttribute()))
    }
  }

  // MARK: Signatures

  /// Parses the types after the colon.
  mutating func parseSignature(
    _ signature: PrettyForm.Signature, _ op: inout OperationSyntax
  ) throws(ImportFailure) {
    if signature == .value {
      guard let value = op["value"] else { throw unexpected("the value") }
      let type = value.type
      if op.operands.isEmpty { op.resultTypes = type.map { [$0] } } else { op.resultTypes = [] }
      return
    }
    guard take(.colon) else {
      guard op.operands.isEmpty, signature == .operands else {
        throw unexpected("':' and the types")
      }
      op.operandTypes = []
      op.resultTypes = []
      return
    }
    if token.kind == .leftParenthesis {
      let (inputs, results) = try parseFunctionType()
      op.operandTypes = inputs
      op.resultTypes = results
      return
    }
    var types: [TypeSyntax] = []
    repeat {
      types.append(try parseType())
    } while take(.comma)
    if take(.arrow) {
      op.operandTypes = types
      op.resultTypes = try parseTypes()
      return
    }
    try apply(types, as: signature, to: &op)
  }

  private mutating func apply(
    _ types: [TypeSyntax], as signature: PrettyForm.Signature, to op: inout OperationSyntax
  ) throws(ImportFailure) {
    func all(_ type: TypeSyntax) -> [TypeSyntax] {
      [TypeSyntax](repeating: type, count: op.operands.count)
    }
    switch signature {
    case .same where types.count == 1:
      op.resultTypes = types
      // Operands of another type, as those of `complex`, are known from their definition.
      if !["stablehlo.complex", "mhlo.complex"].contains(op.name) {
        op.operandTypes = all(types[0])
      }
    case .same:
      op.operandTypes = types
      op.resultTypes = types
    case .operands:
      op.operandTypes = types.count == 1 ? all(types[0]) : types
      op.resultTypes = []
    case .results: op.resultTypes = types
    case .select:
      guard types.count == 2 || types.count == 1 else { throw unexpected("two types") }
      op.operandTypes = [types[0]] + [TypeSyntax](repeating: types[types.count - 1], count: 2)
      op.resultTypes = [types[types.count - 1]]
    case .tuple:
      op.resultTypes = types
      if types.count == 1, case .tuple(let elements) = types[0] { op.operandTypes = elements }
    case .value, .custom: break
    }
  }

}

extension AttributeSyntax {

  /// The type that the attribute has, if it is written with one.
  var type: TypeSyntax? {
    switch value {
    case .dense(let dense): dense.type
    case .resource(_, let type): type
    case .integer(_, let type), .float(_, let type): type
    default: nil
    }
  }

}
