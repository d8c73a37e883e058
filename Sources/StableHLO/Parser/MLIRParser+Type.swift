import Diagnostics
import Scalars

extension MLIRParser {

  /// Parses a type.
  mutating func parseType() throws(ImportFailure) -> TypeSyntax {
    switch token.kind {
    case .identifier:
      if isWord("tensor") { return .tensor(try parseTensor()) }
      if isWord("tuple") {
        advance()
        try expect(.less)
        var types: [TypeSyntax] = []
        try nested { (p) throws(ImportFailure) in
          try p.parseList(until: .greater) { (p) throws(ImportFailure) in
            types.append(try p.parseType())
          }
        }
        return .tuple(types)
      }
      if isWord("none") {
        advance()
        return .other("none")
      }
      return .element(try parseElement())
    case .leftParenthesis:
      let (inputs, results) = try parseFunctionType()
      return .function(inputs, results)
    case .bang:
      return try parseNamedType()
    default:
      throw unexpected("a type")
    }
  }

  /// Parses `(type, …) -> type` or `(type, …) -> (type, …)`.
  mutating func parseFunctionType()
    throws(ImportFailure) -> (inputs: [TypeSyntax], results: [TypeSyntax])
  {
    try expect(.leftParenthesis)
    var inputs: [TypeSyntax] = []
    try nested { (p) throws(ImportFailure) in
      try p.parseList(until: .rightParenthesis) { (p) throws(ImportFailure) in
        inputs.append(try p.parseType())
      }
    }
    try expect(.arrow)
    return (inputs, try parseTypes())
  }

  /// Parses `type` or `(type, …)`.
  mutating func parseTypes() throws(ImportFailure) -> [TypeSyntax] {
    try nested { (p) throws(ImportFailure) in
      guard p.take(.leftParenthesis) else { return [try p.parseType()] }
      var types: [TypeSyntax] = []
      try p.parseList(until: .rightParenthesis) { (p) throws(ImportFailure) in
        types.append(try p.parseType())
      }
      return types
    }
  }

  /// Parses `tensor<2x?xf32>`; the word is the current token.
  private mutating func parseTensor() throws(ImportFailure) -> TensorSyntax {
    advance()
    guard token.kind == .less else { throw unexpected("'<'") }
    var result = TensorSyntax(dimensions: [], element: .scalar(.f32))
    // Sizes are read byte by byte, since `2x3` is no sequence of tokens.
    var i = token.end
    func skipSpace() {
      while i < lexer.end, [UInt8(ascii: " "), UInt8(ascii: "\n")].contains(bytes[i]) { i += 1 }
    }
    skipSpace()
    while i < lexer.end {
      let start = i
      if bytes[i] == UInt8(ascii: "?") || bytes[i] == UInt8(ascii: "*") {
        i += 1
      } else {
        while i < lexer.end, MLIRLexer.isDigit(bytes[i]) { i += 1 }
      }
      if i == start { break }
      let number = String(decoding: bytes[start..<i], as: UTF8.self)
      let place = SourceRange(file: file, start: start, end: i)
      guard i < lexer.end, bytes[i] == UInt8(ascii: "x") else {
        throw failure("expected 'x' after the size", at: place)
      }
      i += 1
      switch number {
      case "?": result.dimensions.append(nil)
      case "*": result.isRanked = false
      default:
        guard let n = Int(number) else { throw failure("the size is too large", at: place) }
        result.dimensions.append(n)
      }
      guard result.dimensions.count <= Self.maximumRank else {
        throw failure("a tensor has at most \(Self.maximumRank) axes", at: place)
      }
    }
    move(to: i)
    result.element = try parseElement()
    if take(.comma) {
      // An encoding says how a tensor is stored or bounded, which makes no difference here.
      _ = try parseAttribute()
    }
    try expect(.greater)
    return result
  }

  /// Parses the type of elements.
  mutating func parseElement() throws(ImportFailure) -> ElementSyntax {
    if token.kind == .bang {
      let t = token
      if case .element(let e) = try parseNamedType() { return e }
      throw failure("\(description(of: t)) is no type of elements", at: t)
    }
    let t = try expect(.identifier, "the type of elements")
    let name = text(of: t)
    if name == "complex" {
      try expect(.less)
      let part = try nested { (p) throws(ImportFailure) in try p.parseElement() }
      try expect(.greater)
      return .complex(part)
    }
    guard ElementSyntax.isElementName(name) else {
      throw failure("there is no type '\(name)'", at: t)
    }
    return ElementSyntax(name: name)
  }

  /// Parses a type that starts with an exclamation mark.
  private mutating func parseNamedType() throws(ImportFailure) -> TypeSyntax {
    let t = token
    let name = text(of: t)
    advance()
    switch name {
    case "!stablehlo.token", "!mhlo.token": return .token
    case "!quant.uniform": return .element(.quantized(try parseQuantized()))
    default: break
    }
    if let type = typeAliases[String(name.dropFirst())] { return type }
    guard name.contains(".") else {
      let hint = faults.hint(
        for: String(name.dropFirst()), among: typeAliases.keys.sorted(), prefix: "!")
      throw failure("there is no type '\(name)'\(hint)", at: t)
    }
    if token.kind == .less { try skipBalanced() }
    return .other(String(decoding: bytes[t.start..<previousEnd], as: UTF8.self))
  }

  /// Parses `<i8<-127:127>:f32:0, {0.1:-30, 0.5}>`.
  private mutating func parseQuantized() throws(ImportFailure) -> QuantizedSyntax {
    try expect(.less)
    let t = try expect(.identifier, "the type that is stored")
    // Unsigned integers are spelled without the `i` here.
    let name = text(of: t)
    var result = QuantizedSyntax(
      storage: ElementSyntax(
        name: name.hasPrefix("u") && !name.hasPrefix("ui") ? "ui" + name.dropFirst() : name),
      expressed: .scalar(.f32), scales: [], zeroPoints: [])
    if take(.less) {
      let low = try parseInteger()
      try expect(.colon)
      let high = try parseInteger()
      guard low <= high else { throw failure("the range of stored numbers is empty", at: t) }
      result.storageRange = low...high
      try expect(.greater)
    }
    try expect(.colon)
    result.expressed = try parseElement()
    if take(.colon) { result.axis = try parseInteger() }
    try expect(.comma)
    if result.axis != nil {
      try expect(.leftBrace)
      try parseList(until: .rightBrace) { (p) throws(ImportFailure) in
        try p.parseScale(&result)
      }
    } else {
      try parseScale(&result)
    }
    try expect(.greater)
    return result
  }

  /// Parses `0.1:-30`.
  private mutating func parseScale(_ q: inout QuantizedSyntax) throws(ImportFailure) {
    let isNegative = take(.minus)
    let t = token
    guard t.kind == .float || t.kind == .integer, let scale = Double(text(of: t)) else {
      throw unexpected("a scale")
    }
    advance()
    q.scales.append(isNegative ? -scale : scale)
    q.zeroPoints.append(take(.colon) ? try parseInteger() : 0)
  }

  /// Skips the brackets that open at the current token, with what is in them.
  mutating func skipBalanced() throws(ImportFailure) {
    let first = token
    var open: [MLIRToken.Kind] = []
    repeat {
      switch token.kind {
      case .less: open.append(.greater)
      case .leftBrace, .startOfResources: open.append(.rightBrace)
      case .leftBracket: open.append(.rightBracket)
      case .leftParenthesis: open.append(.rightParenthesis)
      case .greater, .rightBrace, .rightBracket, .rightParenthesis:
        guard open.last == token.kind else { throw unexpected(open.last?.description ?? "') '") }
        open.removeLast()
      case .endOfText: throw failure("\(description(of: first)) is never closed", at: first)
      default: break
      }
      advance()
    } while !open.isEmpty
  }

}
