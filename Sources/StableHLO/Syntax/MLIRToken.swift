/// A word of MLIR's text.
struct MLIRToken: Hashable {

  /// What a token is.
  enum Kind: Hashable {

    case endOfText

    /// Something that is no token, which has been reported.
    case invalid

    /// `%0`, `%arg0`.
    case value

    /// `@main`, `@"any name"`.
    case symbol

    /// `#loc1`, `#stablehlo.dot`, and the number of a result in `%0#1`.
    case hash

    /// `!stablehlo.token`.
    case bang

    /// `^bb0`.
    case block

    /// `stablehlo.add`, `true`, `dense`.
    case identifier

    /// Digits, or `0x` and hexadecimal digits.
    case integer

    /// Digits with a point.
    case float

    /// `"…"`.
    case string

    case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftBracket, rightBracket
    case less, greater, comma, colon, equal, minus, arrow, plus, star, question, slash, bar

    /// `{-#`, which starts data behind the program.
    case startOfResources

    /// `#-}`, which ends it.
    case endOfResources

  }

  /// What it is.
  let kind: Kind

  /// `true` iff it is the first of its line.
  let startsLine: Bool

  /// The offset of its first byte.
  let start: Int

  /// The offset after its last byte.
  let end: Int

}

extension MLIRToken.Kind: CustomStringConvertible {

  /// What messages call a token of this kind.
  var description: String {
    switch self {
    case .endOfText: "the end of the text"
    case .invalid: "something else"
    case .value: "a value such as '%0'"
    case .symbol: "a name such as '@main'"
    case .hash: "an attribute such as '#stablehlo<…>'"
    case .bang: "a type such as '!stablehlo.token'"
    case .block: "a block such as '^bb0'"
    case .identifier: "a word"
    case .integer: "a whole number"
    case .float: "a number"
    case .string: "a string"
    case .leftParenthesis: "'('"
    case .rightParenthesis: "')'"
    case .leftBrace: "'{'"
    case .rightBrace: "'}'"
    case .leftBracket: "'['"
    case .rightBracket: "']'"
    case .less: "'<'"
    case .greater: "'>'"
    case .comma: "','"
    case .colon: "':'"
    case .equal: "'='"
    case .minus: "'-'"
    case .arrow: "'->'"
    case .plus: "'+'"
    case .star: "'*'"
    case .question: "'?'"
    case .slash: "'/'"
    case .bar: "'|'"
    case .startOfResources: "'{-#'"
    case .endOfResources: "'#-}'"
    }
  }

}
