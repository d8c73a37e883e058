import Diagnostics
import Scalars

extension Parser {

  private static let attributeNames: [String: AttributeName] = Dictionary(
    uniqueKeysWithValues: AttributeName.allCases.map { ($0.rawValue, $0) })

  /// Parses an attribute between the mnemonic and the operands.
  mutating func parsePrefix(
    _ spec: AttributeSpec, of s: inout Statement
  ) throws(ParseFailure) {
    if spec.isOptional, token.kind != .identifier || token.startsLine { return }
    switch spec.kind {
    case .literal:
      s.literalPosition = position
      try skipLiteral()
    case .callee:
      let t = token
      let name = try self.name(of: expect(.function, "the function to call, such as '@f'"))
      s.attributes[spec.name] = .callee(name)
      s.callee = resolveCallee(name, at: t)
      if s.callee == nil { s.hasFailed = true }
    case .keyword, .integer, .integers, .string:
      // The keyword of an optional one may be missing before an attribute or a region.
      if spec.isOptional,
        nextToken.kind == .equal || nextToken.kind == .leftParenthesis
          || nextToken.kind == .leftBrace
      {
        return
      }
      s.prefixRange = range(of: token)
      s.attributes[spec.name] = try parseValue(of: spec)
    }
  }

  /// Parses `name=value`.
  mutating func parseAttribute(
    _ description: OpDescription, _ s: inout Statement
  ) throws(ParseFailure) {
    let t = token
    let word = text(of: t)
    guard
      let spec = description.attributes.first(where: {
        $0.position == .named && $0.name.rawValue == word
      })
    else {
      let names = description.attributes.filter { $0.position == .named }.map(\.name.rawValue)
      let hint = reporter.hint(for: word, among: names)
      throw failure("'\(description.opcode.rawValue)' has no attribute '\(word)'\(hint)", at: t)
    }
    if s.attributes[spec.name] != nil {
      throw failure("the attribute '\(word)' is given twice", at: t)
    }
    advance()
    try expect(.equal)
    s.attributes[spec.name] = try parseValue(of: spec)
  }

  private mutating func parseValue(of spec: AttributeSpec) throws(ParseFailure) -> Attribute {
    let name = spec.name.rawValue
    switch spec.kind {
    case .integer:
      guard let n = try parseInteger() else { throw unexpected("a number as '\(name)'") }
      return .integer(n)
    case .integers:
      return .integers(try parseIntegers(name))
    case .string:
      return .string(try string(of: expect(.string, "a string as '\(name)'")))
    case .keyword(let words):
      let list = words.joined(separator: ", ")
      guard token.kind == .identifier else { throw unexpected("one of \(list) as '\(name)'") }
      let word = text(of: token)
      guard words.contains(word) else {
        throw unexpected(
          "one of \(list) as '\(name)'", hint: reporter.hint(for: word, among: words))
      }
      advance()
      return .keyword(word)
    case .callee, .literal:
      throw unexpected("'\(name)' after the mnemonic")
    }
  }

  /// Parses `[1, 2]`.
  private mutating func parseIntegers(_ name: String) throws(ParseFailure) -> [Int] {
    try expect(.leftBracket, "a list such as '[0, 1]' as '\(name)'")
    if take(.rightBracket) { return [] }
    var numbers: [Int] = []
    repeat {
      guard let n = try parseInteger() else { throw unexpected("a number") }
      numbers.append(n)
    } while take(.comma)
    try expect(.rightBracket, "',' or ']'")
    return numbers
  }

  /// Returns the types of the function called `name`, `nil` if there is none or its header is
  /// wrong, which then has been reported.
  private mutating func resolveCallee(_ name: String, at t: Token) -> FunctionSignature? {
    if let i = headerPositions[name] { return headers[i].signature }
    if unknownFunctions.insert(name).inserted {
      let hint = reporter.hint(for: name, among: headers.map(\.name), prefix: "@")
      _ = failure("undefined function '@\(name)'\(hint)", at: t)
    }
    return nil
  }

}
