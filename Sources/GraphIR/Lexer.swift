/// Cuts the text IR into tokens, in one sweep over the bytes.
///
/// Errors are reported and give an `invalid` token, of which the parser says nothing more.
struct Lexer {

  private let bytes: [UInt8]
  private let end: Int
  private var position: Int
  private var startsLine = true
  private var tokens: [Token] = []

  /// Returns the tokens in `range` of `bytes`, the last of which is the end of the file.
  static func tokens(
    of bytes: [UInt8], in range: Range<Int>, reporter: inout Reporter
  ) -> [Token] {
    var lexer = Lexer(bytes: bytes, range: range)
    lexer.run(&reporter)
    return lexer.tokens
  }

  private init(bytes: [UInt8], range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
    tokens.reserveCapacity(range.count / 4)
  }

  private mutating func run(_ reporter: inout Reporter) {
    while position < end, !reporter.isExhausted {
      let b = bytes[position]
      switch b {
      case UInt8(ascii: "\n"):
        startsLine = true
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "%"):
        lexName(.value, &reporter)
      case UInt8(ascii: "@"):
        lexName(.function, &reporter)
      case UInt8(ascii: ","): append(.comma, length: 1)
      case UInt8(ascii: "["): append(.leftBracket, length: 1)
      case UInt8(ascii: "]"): append(.rightBracket, length: 1)
      case UInt8(ascii: "("): append(.leftParenthesis, length: 1)
      case UInt8(ascii: ")"): append(.rightParenthesis, length: 1)
      case UInt8(ascii: "{"): append(.leftBrace, length: 1)
      case UInt8(ascii: "}"): append(.rightBrace, length: 1)
      case UInt8(ascii: ":"): append(.colon, length: 1)
      case UInt8(ascii: "="): append(.equal, length: 1)
      case UInt8(ascii: "~"): append(.tilde, length: 1)
      case UInt8(ascii: "\""): lexString(at: position, .string, &reporter)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): lexNumber()
      case UInt8(ascii: "-") where next == UInt8(ascii: ">"): append(.arrow, length: 2)
      case UInt8(ascii: "-") where isWord(next): lexNumber()
      case UInt8(ascii: "/") where next == UInt8(ascii: "/"):
        while position < end, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      default:
        if isWord(b), b != UInt8(ascii: "."), b != UInt8(ascii: "$") {
          append(.identifier, length: wordLength(from: position))
        } else {
          lexInvalid(&reporter)
        }
      }
    }
    append(.endOfFile, length: 0)
  }

  /// The byte after the current one, 0 if there is none.
  private var next: UInt8 { position + 1 < end ? bytes[position + 1] : 0 }

  private mutating func append(_ kind: Token.Kind, length: Int) {
    tokens.append(
      Token(
        kind: kind, startsLine: startsLine, start: UInt32(clamping: position),
        end: UInt32(clamping: position + length)))
    startsLine = false
    position += length
  }

  /// `true` iff `b` can be part of a word.
  private func isWord(_ b: UInt8) -> Bool {
    switch b {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "$"):
      true
    default: false
    }
  }

  private func wordLength(from start: Int) -> Int {
    var i = start
    while i < end, isWord(bytes[i]) { i += 1 }
    return i - start
  }

  private mutating func lexName(_ kind: Token.Kind, _ reporter: inout Reporter) {
    if next == UInt8(ascii: "\"") {
      lexString(at: position + 1, kind, &reporter)
      return
    }
    let length = wordLength(from: position + 1)
    if length == 0 {
      reporter.error(
        "expected a name after '\(kind == .value ? "%" : "@")'", from: position, to: position + 1)
      append(.invalid, length: 1)
    } else {
      append(kind, length: length + 1)
    }
  }

  /// Takes a token that ends with the string whose quotation mark is at `start`.
  private mutating func lexString(at start: Int, _ kind: Token.Kind, _ reporter: inout Reporter) {
    var i = start + 1
    while i < end, bytes[i] != UInt8(ascii: "\n") {
      if bytes[i] == UInt8(ascii: "\"") {
        append(kind, length: i + 1 - position)
        return
      }
      let isEscape =
        bytes[i] == UInt8(ascii: "\\") && i + 1 < end && bytes[i + 1] != UInt8(ascii: "\n")
      i += isEscape ? 2 : 1
    }
    reporter.error("expected '\"' at the end of the string", from: position, to: i)
    append(.invalid, length: i - position)
  }

  private mutating func lexNumber() {
    var i = position + 1
    let isHexadecimal = bytes[position] == UInt8(ascii: "0") && next | 0x20 == UInt8(ascii: "x")
    while i < end {
      let b = bytes[i]
      let isSign =
        (b == UInt8(ascii: "-") || b == UInt8(ascii: "+")) && !isHexadecimal
        && bytes[i - 1] | 0x20 == UInt8(ascii: "e")
      guard isSign || isWord(b) else { break }
      i += 1
    }
    append(.number, length: i - position)
  }

  /// Takes all bytes up to one that may start a token or white space.
  private mutating func lexInvalid(_ reporter: inout Reporter) {
    var i = position + 1
    if bytes[position] >= 0x80 {
      while i < end, bytes[i] >= 0x80 { i += 1 }
    }
    let text = bytes[position..<min(i, position + 32)]
    let message =
      if let s = String(validating: text, as: UTF8.self),
        s.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
      {
        "unexpected '\(s)'"
      } else {
        "unexpected byte 0x\(String(bytes[position], radix: 16))"
      }
    reporter.error(message, from: position, to: i)
    append(.invalid, length: i - position)
  }

}
