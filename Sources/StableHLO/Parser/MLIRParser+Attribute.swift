import Diagnostics
import Scalars

extension MLIRParser {

  /// Parses `{a = 1 : i32, b}`.
  mutating func parseDictionary() throws(ImportFailure) -> [NamedAttributeSyntax] {
    try expect(.leftBrace)
    var result: [NamedAttributeSyntax] = []
    try nested { (p) throws(ImportFailure) in
      try p.parseList(until: .rightBrace) { (p) throws(ImportFailure) in
        result.append(try p.parseNamedAttribute())
      }
    }
    return result
  }

  private mutating func parseNamedAttribute() throws(ImportFailure) -> NamedAttributeSyntax {
    let t = token
    let name: String
    switch t.kind {
    case .identifier: name = text(of: t)
    case .string: name = try string(of: t)
    default: throw unexpected("the name of an attribute")
    }
    advance()
    guard take(.equal) else {
      return NamedAttributeSyntax(
        name: name, value: AttributeSyntax(value: .unit, range: range(of: t)))
    }
    return NamedAttributeSyntax(name: name, value: try parseAttribute())
  }

  /// Parses the value of an attribute.
  mutating func parseAttribute() throws(ImportFailure) -> AttributeSyntax {
    let start = token.start
    let value = try nested { (p) throws(ImportFailure) in try p.parseAttributeValue() }
    return AttributeSyntax(value: value, range: range(from: start))
  }

  private mutating func parseAttributeValue() throws(ImportFailure) -> AttributeSyntax.Value {
    let t = token
    switch t.kind {
    case .minus, .integer, .float: return try parseNumber()
    case .string:
      advance()
      return .string(try string(of: t))
    case .symbol:
      advance()
      let name = try self.name(of: t)
      while token.kind == .colon, nextToken.kind == .colon {
        advance()
        advance()
        try expect(.symbol)
      }
      return .symbol(name)
    case .leftBracket:
      advance()
      var elements: [AttributeSyntax] = []
      try parseList(until: .rightBracket) { (p) throws(ImportFailure) in
        elements.append(try p.parseAttribute())
      }
      return .array(elements)
    case .leftBrace: return .dictionary(try parseDictionary())
    case .hash: return try parseDialectAttribute()
    case .less:
      // The name of the dialect is left out where it is known.
      return try parseDialectBody()
    case .bang, .leftParenthesis: return .type(try parseType())
    case .identifier: return try parseWordAttribute()
    case .question:
      advance()
      return .opaque
    default: throw unexpected("an attribute")
    }
  }

  /// Parses a number with its type.
  private mutating func parseNumber() throws(ImportFailure) -> AttributeSyntax.Value {
    let isNegative = take(.minus)
    let t = token
    switch t.kind {
    case .integer:
      advance()
      let n = integer(of: t, isNegative: isNegative)
      return .integer(n, try parseTypeOfNumber())
    case .float:
      advance()
      guard let x = Double(text(of: t)) else { throw failure("this is no number", at: t) }
      return .float(isNegative ? -x : x, try parseTypeOfNumber())
    default: throw unexpected("a number")
    }
  }

  /// Parses the type after a colon, if that is followed by one; a tensor belongs to the operation.
  private mutating func parseTypeOfNumber() throws(ImportFailure) -> TypeSyntax? {
    guard token.kind == .colon else { return nil }
    let next = nextToken
    guard next.kind == .identifier, ElementSyntax.isElementName(text(of: next)) else { return nil }
    advance()
    return .element(try parseElement())
  }

  private mutating func parseWordAttribute() throws(ImportFailure) -> AttributeSyntax.Value {
    let t = token
    let word = text(of: t)
    switch word {
    case "true", "false":
      advance()
      return .bool(word == "true")
    case "unit":
      advance()
      return .unit
    case "dense", "dense_resource": return try parseDense(isResource: word == "dense_resource")
    case "array": return try parseArray()
    case "loc":
      try skipLocation()
      return .opaque
    case "affine_map", "affine_set", "sparse", "strided", "opaque", "distinct":
      advance()
      if token.kind == .leftBracket { try skipBalanced() }
      if token.kind == .less { try skipBalanced() }
      if word == "sparse", take(.colon) { _ = try parseType() }
      return .opaque
    case "tensor", "tuple", "complex", "none", "vector", "memref": return .type(try parseType())
    default:
      if ElementSyntax.isElementName(word) { return .type(try parseType()) }
      advance()
      return .word(word)
    }
  }

  /// Parses `dense<…> : type`, leaving the elements for later.
  private mutating func parseDense(isResource: Bool) throws(ImportFailure) -> AttributeSyntax.Value
  {
    advance()
    guard token.kind == .less else { throw unexpected("'<'") }
    let opening = token
    var body = opening.end..<opening.end
    var key = ""
    if isResource {
      advance()
      let t = token
      guard t.kind == .identifier || t.kind == .string else { throw unexpected("a name") }
      key = t.kind == .string ? try string(of: t) : text(of: t)
      advance()
      try expect(.greater)
    } else {
      guard let end = endOfElements(from: opening.end) else {
        throw failure("the elements have no end", at: opening)
      }
      body = opening.end..<end
      move(to: end)
      try expect(.greater)
    }
    try expect(.colon, "':' and the type of the elements")
    let type = try parseType()
    return isResource ? .resource(key, type) : .dense(DenseSyntax(body: body, type: type))
  }

  /// Returns the offset of the bracket that closes elements which start at `start`, `nil` if there
  /// is none.
  private func endOfElements(from start: Int) -> Int? {
    var i = start
    let bytes = lexer.bytes
    let end = lexer.end
    while i < end {
      switch bytes[i] {
      case UInt8(ascii: ">"): return i
      case UInt8(ascii: "\""):
        i += 1
        while i < end, bytes[i] != UInt8(ascii: "\"") {
          if bytes[i] == UInt8(ascii: "\n") { return nil }
          i += 1
        }
        i += 1
      case UInt8(ascii: "/"):
        while i < end, bytes[i] != UInt8(ascii: "\n") { i += 1 }
      case UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ":"): return nil
      default: i += 1
      }
    }
    return nil
  }

  /// Parses `array<i64: 1, 2>`.
  private mutating func parseArray() throws(ImportFailure) -> AttributeSyntax.Value {
    advance()
    try expect(.less)
    let element = try parseElement()
    var numbers: [Int] = []
    var booleans: [Bool] = []
    if take(.colon) {
      try parseList(until: .greater) { (p) throws(ImportFailure) in
        let t = p.token
        if element == .scalar(.i1), t.kind == .identifier {
          guard p.take(word: "true") || p.take(word: "false") else {
            throw p.unexpected("'true' or 'false'")
          }
          booleans.append(p.text(of: t) == "true")
        } else if t.kind == .float || (t.kind == .minus && p.nextToken.kind == .float) {
          // Floats occur in attributes that nothing needs.
          _ = p.take(.minus)
          p.advance()
        } else {
          numbers.append(try p.parseInteger())
        }
      }
    } else {
      try expect(.greater)
    }
    guard element == .scalar(.i1) else { return .integers(numbers) }
    return .booleans(booleans + numbers.map { $0 != 0 })
  }

}
