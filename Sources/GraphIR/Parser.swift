import Diagnostics
import Scalars

/// Parses the text IR by recursive descent over the tokens of a file, in two phases: headers first,
/// so that functions can be called before they are written, then bodies.
///
/// A failed operation ends at the next line that starts a statement, and its results can be used
/// without further messages, so that every error reported is an independent one.
struct Parser {

  /// The number of regions that may be nested.
  static let maximumDepth = 64

  /// The number of axes that a type may have.
  static let maximumRank = 64

  /// The file.
  let file: SourceFileID

  /// Its bytes.
  let bytes: [UInt8]

  /// What messages call the end of the text that is parsed.
  private let nameOfEnd: String

  /// Its tokens.
  let tokens: [Token]

  /// The position of the current token.
  var position = 0

  /// The position of the token at which parsing ends.
  var end: Int

  /// The errors so far.
  var reporter: Reporter

  // MARK: The module

  /// The name of the module, if there is one.
  var moduleName: String?

  /// The weights.
  var weights: [Weight] = []

  /// The positions of weights by name.
  var weightPositions: [String: Int] = [:]

  /// The names of weights with mistakes, whose uses are not reported.
  var unusableWeights: Set<String> = []

  /// The headers of functions.
  var headers: [FunctionHeader] = []

  /// The positions of headers by name.
  var headerPositions: [String: Int] = [:]

  /// Functions that do not exist and were reported.
  var unknownFunctions: Set<String> = []

  // MARK: The current function

  /// The graph under construction.
  var graph = Graph()

  /// The names of its values.
  var scope = Scope()

  /// The symbols in the types of its parameters.
  var symbols: Set<String> = []

  /// The declared types of its results.
  var functionResults: [TensorType] = []

  /// Creates a parser of `bytes`, which are those of `file`, or only of those in `line`.
  init(_ bytes: [UInt8], file: SourceFileID, line: Range<Int>? = nil) {
    self.file = file
    self.bytes = bytes
    self.nameOfEnd = line == nil ? "the end of the file" : "the end of the line"
    var reporter = Reporter(file: file)
    if bytes.count > Int(Int32.max) {
      reporter.error("the file is larger than 2 GiB", from: 0, to: 0)
      self.tokens = Lexer.tokens(of: [], in: 0..<0, reporter: &reporter)
    } else {
      self.tokens = Lexer.tokens(
        of: bytes, in: line ?? 0..<bytes.count, reporter: &reporter)
    }
    self.end = tokens.count - 1
    self.reporter = reporter
  }

  // MARK: Tokens

  /// The current token.
  var token: Token { token(at: position) }

  /// The token after the current one.
  var nextToken: Token { token(at: position + 1) }

  /// The token at `i`, the end of the file if parsing ends before.
  func token(at i: Int) -> Token {
    if i < end { return tokens[i] }
    let t = tokens[end]
    return Token(kind: .endOfFile, startsLine: t.startsLine, start: t.start, end: t.end)
  }

  /// Goes to the next token.
  mutating func advance() {
    if position < end { position += 1 }
  }

  /// Goes on iff the current token is of `kind`, and returns whether it is.
  mutating func take(_ kind: Token.Kind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  /// Returns the current token, which must be of `kind`, and goes to the next.
  @discardableResult
  mutating func expect(
    _ kind: Token.Kind, _ expectation: String? = nil
  ) throws(ParseFailure) -> Token {
    let t = token
    guard t.kind == kind else { throw unexpected(expectation ?? kind.description) }
    advance()
    return t
  }

  /// The text of `t`.
  func text(of t: Token) -> String {
    String(decoding: bytes[Int(t.start)..<Int(t.end)], as: UTF8.self)
  }

  /// `true` iff the token at `i` is the identifier `word`.
  func isWord(_ word: StaticString, at i: Int) -> Bool {
    let t = token(at: i)
    guard t.kind == .identifier, Int(t.end - t.start) == word.utf8CodeUnitCount else {
      return false
    }
    return text(of: t) == word.description
  }

  /// The place of `t`.
  func range(of t: Token) -> SourceRange {
    SourceRange(file: file, start: Int(t.start), end: Int(t.end))
  }

  /// The place from `first` to the token before the current one.
  func range(from first: Token) -> SourceRange {
    let last = tokens[max(position - 1, 0)]
    return SourceRange(file: file, start: Int(first.start), end: Int(max(last.end, first.end)))
  }

  // MARK: Errors

  /// Reports `message` at `t`, unless the lexer has reported that already, and returns what to
  /// throw.
  mutating func failure(
    _ message: String, at t: Token, notes: [Diagnostic] = []
  ) -> ParseFailure {
    if t.kind != .invalid { reporter.report(.error(message, at: range(of: t), notes: notes)) }
    return ParseFailure()
  }

  /// Reports that something else was expected than the current token.
  mutating func unexpected(_ expectation: String, hint: String = "") -> ParseFailure {
    failure("expected \(expectation), found \(description(of: token))\(hint)", at: token)
  }

  /// What messages call `t`.
  func description(of t: Token) -> String {
    let t = t.kind == .endOfFile ? tokens[end] : t
    guard t.kind != .endOfFile else { return nameOfEnd }
    let shown = bytes[Int(t.start)..<Int(min(t.end, t.start + 40))]
    return "'\(String(decoding: shown, as: UTF8.self))\(t.end > t.start + 40 ? "…" : "")'"
  }

  // MARK: Names and strings

  /// Returns the name that `t`, a value or a function, stands for.
  mutating func name(of t: Token) throws(ParseFailure) -> String {
    let start = Int(t.start) + 1
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
      return String(decoding: bytes[start..<Int(t.end)], as: UTF8.self)
    }
    let name = try string(from: start, to: Int(t.end), token: t)
    guard !name.isEmpty else { throw failure("a name cannot be empty", at: t) }
    return name
  }

  /// Returns what the string token `t` stands for.
  mutating func string(of t: Token) throws(ParseFailure) -> String {
    try string(from: Int(t.start), to: Int(t.end), token: t)
  }

  private mutating func string(
    from start: Int, to end: Int, token t: Token
  ) throws(ParseFailure) -> String {
    guard let string = StringEscapes.decode(bytes[(start + 1)..<(end - 1)]) else {
      throw failure("the string has a wrong escape sequence or is not UTF-8", at: t)
    }
    return string
  }

}
