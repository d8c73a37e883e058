import Diagnostics

extension MLIRParser {

  /// Parses `#stablehlo<precision DEFAULT>`, `#stablehlo.dot<…>` or the name of an attribute.
  mutating func parseDialectAttribute() throws(ImportFailure) -> AttributeSyntax.Value {
    let t = token
    let name = String(text(of: t).dropFirst())
    advance()
    if token.kind == .less {
      guard name.hasPrefix("stablehlo") || name.hasPrefix("mhlo") || name.hasPrefix("chlo") else {
        try skipBalanced()
        return .opaque
      }
      return try parseDialectBody()
    }
    if let alias = attributeAliases[name] { return alias.value }
    // Names of locations are defined at the end of the text.
    if name.hasPrefix("loc") { return .opaque }
    if name.contains(".") { return .opaque }
    let hint = faults.hint(for: name, among: attributeAliases.keys.sorted(), prefix: "#")
    throw failure("there is no attribute '#\(name)'\(hint)", at: t)
  }

  /// Parses `<precision DEFAULT>`, `<[b, 0, f]x[0, i, o]->[b, 0, f]>` or `<a = 1, b = [2]>`.
  mutating func parseDialectBody() throws(ImportFailure) -> AttributeSyntax.Value {
    let opening = token
    try expect(.less)
    if token.kind == .leftBracket {
      let layout = try parseConvolutionLayout()
      try expect(.greater)
      return .convolutionLayout(layout)
    }
    if take(.greater) { return .fields([]) }
    guard token.kind == .identifier else { return try skipDialectBody(opening) }
    let kind = text(of: token)
    let next = nextToken
    if kind == "raw" {
      // The numbers of the axes one by one, as in old text.
      advance()
      return .fields(try parseFields())
    }
    if next.kind == .equal { return .fields(try parseFields()) }
    if next.kind == .identifier {
      advance()
      let word = text(of: token)
      advance()
      guard take(.greater) else { return try skipDialectBody(opening) }
      return .enumeration(kind: kind, word: word)
    }
    if next.kind == .greater {
      advance()
      advance()
      return .word(kind)
    }
    return try skipDialectBody(opening)
  }

  private mutating func skipDialectBody(
    _ opening: MLIRToken
  ) throws(ImportFailure) -> AttributeSyntax.Value {
    move(to: opening.start)
    try skipBalanced()
    return .opaque
  }

  /// Parses `a = 1, b = [2]>`.
  private mutating func parseFields() throws(ImportFailure) -> [NamedAttributeSyntax] {
    var fields: [NamedAttributeSyntax] = []
    try parseList(until: .greater) { (p) throws(ImportFailure) in
      let name = p.text(of: try p.expect(.identifier, "the name of a field"))
      guard p.take(.equal) else {
        fields.append(
          NamedAttributeSyntax(
            name: name, value: AttributeSyntax(value: .unit, range: p.range(of: p.token))))
        return
      }
      fields.append(NamedAttributeSyntax(name: name, value: try p.parseAttribute()))
    }
    return fields
  }

  /// Parses `[b, 0, f]x[0, i, o]->[b, 0, f]` and returns `b0f_0io->b0f`.
  mutating func parseConvolutionLayout() throws(ImportFailure) -> String {
    let input = try parseAxes()
    let t = token
    guard t.kind == .identifier, bytes[t.start] == UInt8(ascii: "x") else {
      throw unexpected("'x'")
    }
    move(to: t.start + 1)
    let kernel = try parseAxes()
    try expect(.arrow)
    return "\(input)_\(kernel)->\(try parseAxes())"
  }

  /// Parses `[b, 0, f]` and returns `b0f`.
  private mutating func parseAxes() throws(ImportFailure) -> String {
    try expect(.leftBracket)
    var result = ""
    try parseList(until: .rightBracket) { (p) throws(ImportFailure) in
      let t = p.token
      guard [.identifier, .integer, .question].contains(t.kind), t.end == t.start + 1 else {
        throw p.unexpected("the role of an axis: b, f, i, o or a digit")
      }
      p.advance()
      result += p.text(of: t)
    }
    return result
  }

}
