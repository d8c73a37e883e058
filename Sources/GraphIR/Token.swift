/// A word of the text IR.
struct Token {

  /// What a token is.
  enum Kind: UInt8 {

    /// A letter or `_`, then letters, digits, `_`, `.` and `$`.
    case identifier

    /// `%name`, `%0` or `%"any text"`.
    case value

    /// `@name` or `@"any text"`.
    case function

    /// A digit, or `-` and what follows, checked by those who read it.
    case number

    /// Text in quotation marks, on one line.
    case string

    case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftBracket, rightBracket
    case comma, colon, equal, tilde, arrow

    /// Bytes that are no token; the lexer has reported them.
    case invalid

    /// The end of what is parsed.
    case endOfFile

  }

  /// What it is.
  let kind: Kind

  /// `true` iff nothing but white space precedes it on its line.
  let startsLine: Bool

  /// The offset of its first byte.
  let start: UInt32

  /// The offset after its last byte.
  let end: UInt32

}

extension Token.Kind {

  /// How messages call a token of this kind.
  var description: String {
    switch self {
    case .identifier: "a word"
    case .value: "a value such as '%x'"
    case .function: "a function such as '@f'"
    case .number: "a number"
    case .string: "a string"
    case .leftParenthesis: "'('"
    case .rightParenthesis: "')'"
    case .leftBrace: "'{'"
    case .rightBrace: "'}'"
    case .leftBracket: "'['"
    case .rightBracket: "']'"
    case .comma: "','"
    case .colon: "':'"
    case .equal: "'='"
    case .tilde: "'~'"
    case .arrow: "'->'"
    case .invalid: "invalid text"
    case .endOfFile: "the end of the file"
    }
  }

}
