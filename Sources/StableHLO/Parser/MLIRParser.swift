import Diagnostics

/// Parses MLIR's text by recursive descent, one token after another.
///
/// A failed operation ends at the next line that starts an operation.
struct MLIRParser {

  /// The number of types, attributes and locations that may be nested in each other.
  static let maximumNesting = 100

  /// The number of regions that may be nested in each other.
  static let maximumRegionDepth = 60

  /// The number of axes that a type may have.
  static let maximumRank = 64

  /// The file.
  let file: SourceFileID

  /// Its tokens.
  let lexer: MLIRLexer

  /// The current token.
  private(set) var token: MLIRToken

  /// The offset after the token before the current one.
  private(set) var previousEnd: Int

  /// The errors so far.
  var faults = FaultCollector()

  /// The attributes with names, such as `#map`.
  var attributeAliases: [String: AttributeSyntax] = [:]

  /// The types with names, such as `!t`.
  var typeAliases: [String: TypeSyntax] = [:]

  /// The number of types, attributes and locations that are being parsed.
  private var nesting = 0

  /// The number of regions that are being parsed.
  var regionDepth = 0

  /// Creates a parser of the bytes in `range`, which are those of `file`.
  init(_ bytes: [UInt8], file: SourceFileID, range: Range<Int>) {
    self.file = file
    self.lexer = MLIRLexer(bytes: bytes, end: range.upperBound)
    self.previousEnd = range.lowerBound
    self.token = MLIRToken(
      kind: .endOfText, startsLine: true, start: range.lowerBound, end: range.lowerBound)
    move(to: range.lowerBound)
  }

  /// The text.
  var bytes: [UInt8] { lexer.bytes }

  // MARK: Tokens

  /// Goes to the next token.
  mutating func advance() {
    previousEnd = token.end
    move(to: token.end)
  }

  /// Goes to the first token at or after `offset`.
  mutating func move(to offset: Int) {
    let (token, fault) = lexer.token(at: offset)
    self.token = token
    switch fault {
    case nil: break
    case .unterminatedString:
      faults.report(.error("the string has no end on this line", at: range(of: token)))
    case .unexpectedByte:
      faults.report(
        .error("\(description(of: token)) is not part of the language", at: range(of: token)))
    }
  }

  /// The token after the current one.
  var nextToken: MLIRToken { lexer.token(at: token.end).token }

  /// Goes on iff the current token is of `kind`, and returns whether it is.
  mutating func take(_ kind: MLIRToken.Kind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  /// Goes on iff the current token is the word `word`, and returns whether it is.
  mutating func take(word: StaticString) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  /// Returns the current token, which must be of `kind`, and goes to the next.
  @discardableResult
  mutating func expect(
    _ kind: MLIRToken.Kind, _ expectation: String? = nil
  ) throws(ImportFailure) -> MLIRToken {
    let t = token
    guard t.kind == kind else { throw unexpected(expectation ?? kind.description) }
    advance()
    return t
  }

  /// Goes on if the current token is the word `word`, which it must be.
  mutating func expect(word: StaticString) throws(ImportFailure) {
    guard take(word: word) else { throw unexpected("'\(word)'") }
  }

  /// The text of `t`.
  func text(of t: MLIRToken) -> String {
    String(decoding: lexer.bytes[t.start..<t.end], as: UTF8.self)
  }

  /// `true` iff the current token is the word `word`.
  func isWord(_ word: StaticString) -> Bool {
    guard token.kind == .identifier, token.end - token.start == word.utf8CodeUnitCount else {
      return false
    }
    return text(of: token) == word.description
  }

  /// The place of `t`.
  func range(of t: MLIRToken) -> SourceRange {
    SourceRange(file: file, start: t.start, end: t.end)
  }

  /// The place from the offset `start` to the token before the current one.
  func range(from start: Int) -> SourceRange {
    SourceRange(file: file, start: start, end: max(previousEnd, start))
  }

  /// Does `body` one level deeper, unless that is too deep.
  mutating func nested<R>(
    _ body: (inout MLIRParser) throws(ImportFailure) -> R
  ) throws(ImportFailure) -> R {
    guard nesting < Self.maximumNesting else {
      throw failure("types and attributes are nested deeper than \(Self.maximumNesting)", at: token)
    }
    nesting += 1
    defer { nesting -= 1 }
    return try body(&self)
  }

  // MARK: Errors

  /// Reports `message` at `t`, unless the lexer has reported that already, and returns what to
  /// throw.
  mutating func failure(_ message: String, at t: MLIRToken) -> ImportFailure {
    if t.kind != .invalid { faults.report(.error(message, at: range(of: t))) }
    return ImportFailure()
  }

  /// Reports `message` at `range` and returns what to throw.
  mutating func failure(_ message: String, at range: SourceRange) -> ImportFailure {
    faults.report(.error(message, at: range))
    return ImportFailure()
  }

  /// Reports that something else was expected than the current token.
  mutating func unexpected(_ expectation: String, hint: String = "") -> ImportFailure {
    failure("expected \(expectation), found \(description(of: token))\(hint)", at: token)
  }

  /// What messages call `t`.
  func description(of t: MLIRToken) -> String {
    guard t.kind != .endOfText else { return "the end of the text" }
    let isLong = t.end > t.start + 40
    let shown = lexer.bytes[t.start..<(isLong ? t.start + 40 : t.end)]
    return "'\(String(decoding: shown, as: UTF8.self))\(isLong ? "…" : "")'"
  }

  // MARK: Names, strings and numbers

  /// Returns the name that `t`, a token with a mark, stands for.
  mutating func name(of t: MLIRToken) throws(ImportFailure) -> String {
    let start = t.start + 1
    if start < t.end, lexer.bytes[start] == UInt8(ascii: "\"") {
      return try string(from: start, to: t.end, token: t)
    }
    return String(decoding: lexer.bytes[start..<t.end], as: UTF8.self)
  }

  /// Returns what the string token `t` stands for.
  mutating func string(of t: MLIRToken) throws(ImportFailure) -> String {
    try string(from: t.start, to: t.end, token: t)
  }

  /// Returns the string between the quotation marks at `start` and before `end`.
  private mutating func string(
    from start: Int, to end: Int, token t: MLIRToken
  ) throws(ImportFailure) -> String {
    var result: [UInt8] = []
    var i = start + 1
    while i < end - 1 {
      let b = lexer.bytes[i]
      i += 1
      guard b == UInt8(ascii: "\\") else {
        result.append(b)
        continue
      }
      let escaped = i < end - 1 ? lexer.bytes[i] : 0
      switch escaped {
      case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "\\"), UInt8(ascii: "\""): result.append(escaped)
      default:
        guard i + 1 < end - 1, let high = HexDigits.value(escaped),
          let low = HexDigits.value(lexer.bytes[i + 1])
        else { throw failure("the string has a wrong escape sequence", at: t) }
        result.append(high << 4 | low)
        i += 1
      }
      i += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Returns the number that the integer token `t` stands for.
  func integer(of t: MLIRToken, isNegative: Bool) -> IntegerSyntax {
    let digits = lexer.bytes[t.start..<t.end]
    let isHexadecimal = digits.count > 2 && digits[t.start + 1] == UInt8(ascii: "x")
    let text = String(decoding: isHexadecimal ? digits.dropFirst(2) : digits, as: UTF8.self)
    return IntegerSyntax(
      isNegative: isNegative, magnitude: UInt64(text, radix: isHexadecimal ? 16 : 10),
      isHexadecimal: isHexadecimal)
  }

  /// Parses a whole number that fits.
  mutating func parseInteger() throws(ImportFailure) -> Int {
    let isNegative = take(.minus)
    let t = try expect(.integer)
    guard let n = integer(of: t, isNegative: isNegative).intValue else {
      throw failure("the number is too large", at: t)
    }
    return n
  }

  /// Parses values between `open` and `close`, separated by commas; `open` has been taken.
  mutating func parseList(
    until close: MLIRToken.Kind,
    _ element: (inout MLIRParser) throws(ImportFailure) -> Void
  ) throws(ImportFailure) {
    if take(close) { return }
    repeat {
      try element(&self)
    } while take(.comma)
    try expect(close, "',' or \(close)")
  }

}
