import Diagnostics

extension MLIRParser {

  /// Skips `loc(…)`, if it is there.
  mutating func skipTrailingLocation() throws(ImportFailure) {
    if isWord("loc"), nextToken.kind == .leftParenthesis { try skipLocation() }
  }

  /// Skips `loc(…)`.
  ///
  /// Where the program was written before it became this text is of no use for messages, which show
  /// this text.
  mutating func skipLocation() throws(ImportFailure) {
    try expect(word: "loc")
    guard token.kind == .leftParenthesis else { throw unexpected("'('") }
    try skipBalanced()
  }

  /// Parses `#name = attribute` or `!name = type`.
  mutating func parseAlias() throws(ImportFailure) {
    let t = token
    let name = String(text(of: t).dropFirst())
    advance()
    try expect(.equal)
    if t.kind == .bang {
      typeAliases[name] = try parseType()
    } else {
      attributeAliases[name] = try parseAttribute()
    }
  }

}
