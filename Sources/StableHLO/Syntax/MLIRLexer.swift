/// Finds the tokens of MLIR's text, one at a time.
///
/// Tokens are found when they are asked for, since what follows `tensor<` is read in another way.
struct MLIRLexer {

  /// The text.
  let bytes: [UInt8]

  /// The offset at which the text ends; what follows is another module.
  let end: Int

  /// What is wrong with a token.
  enum Fault: Error {

    /// A string without its second quotation mark.
    case unterminatedString

    /// A byte that starts no token.
    case unexpectedByte

  }

  /// Returns the first token at or after `offset`, and what is wrong if it is invalid.
  func token(at offset: Int) -> (token: MLIRToken, fault: Fault?) {
    var i = offset
    var startsLine = offset == 0
    while i < end {
      let b = bytes[i]
      if b == UInt8(ascii: "\n") {
        startsLine = true
        i += 1
      } else if b == UInt8(ascii: " ") || b == UInt8(ascii: "\t") || b == UInt8(ascii: "\r") {
        i += 1
      } else if b == UInt8(ascii: "/"), i + 1 < end, bytes[i + 1] == UInt8(ascii: "/") {
        while i < end, bytes[i] != UInt8(ascii: "\n") { i += 1 }
      } else {
        break
      }
    }
    guard i < end else {
      return (
        MLIRToken(
          kind: .endOfText, startsLine: startsLine, start: max(i, offset), end: max(i, offset)),
        nil
      )
    }
    let (kind, length, fault) = scan(from: i)
    return (MLIRToken(kind: kind, startsLine: startsLine, start: i, end: i + length), fault)
  }

  /// The kind and the length of the token that starts at `i`.
  private func scan(from i: Int) -> (MLIRToken.Kind, Int, Fault?) {
    let b = bytes[i]
    if Self.isLetter(b) { return (.identifier, wordLength(from: i), nil) }
    if Self.isDigit(b) { return number(from: i) }
    switch b {
    case UInt8(ascii: "%"): return named(.value, from: i)
    case UInt8(ascii: "#"):
      if i + 2 < end, bytes[i + 1] == UInt8(ascii: "-"), bytes[i + 2] == UInt8(ascii: "}") {
        return (.endOfResources, 3, nil)
      }
      return named(.hash, from: i)
    case UInt8(ascii: "!"): return named(.bang, from: i)
    case UInt8(ascii: "^"): return named(.block, from: i)
    case UInt8(ascii: "@"):
      if i + 1 < end, bytes[i + 1] == UInt8(ascii: "\"") {
        guard let length = stringLength(from: i + 1) else {
          return (.invalid, restOfLine(from: i), .unterminatedString)
        }
        return (.symbol, 1 + length, nil)
      }
      let length = wordLength(from: i + 1)
      return length == 0 ? (.invalid, 1, .unexpectedByte) : (.symbol, 1 + length, nil)
    case UInt8(ascii: "\""):
      guard let length = stringLength(from: i) else {
        return (.invalid, restOfLine(from: i), .unterminatedString)
      }
      return (.string, length, nil)
    case UInt8(ascii: "-"):
      if i + 1 < end, bytes[i + 1] == UInt8(ascii: ">") { return (.arrow, 2, nil) }
      return (.minus, 1, nil)
    case UInt8(ascii: "{"):
      if i + 2 < end, bytes[i + 1] == UInt8(ascii: "-"), bytes[i + 2] == UInt8(ascii: "#") {
        return (.startOfResources, 3, nil)
      }
      return (.leftBrace, 1, nil)
    default:
      guard let kind = Self.punctuation(b) else { return (.invalid, 1, .unexpectedByte) }
      return (kind, 1, nil)
    }
  }

  private static func punctuation(_ b: UInt8) -> MLIRToken.Kind? {
    switch b {
    case UInt8(ascii: "("): .leftParenthesis
    case UInt8(ascii: ")"): .rightParenthesis
    case UInt8(ascii: "}"): .rightBrace
    case UInt8(ascii: "["): .leftBracket
    case UInt8(ascii: "]"): .rightBracket
    case UInt8(ascii: "<"): .less
    case UInt8(ascii: ">"): .greater
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "="): .equal
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "*"): .star
    case UInt8(ascii: "?"): .question
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: "|"): .bar
    default: nil
    }
  }

  /// A token that is a mark and a name.
  private func named(_ kind: MLIRToken.Kind, from i: Int) -> (MLIRToken.Kind, Int, Fault?) {
    var j = i + 1
    if j < end, Self.isDigit(bytes[j]) {
      while j < end, Self.isDigit(bytes[j]) { j += 1 }
    } else {
      while j < end, Self.isLetter(bytes[j]) || Self.isDigit(bytes[j]) || Self.isMark(bytes[j]) {
        // An arrow is never part of a name.
        if bytes[j] == UInt8(ascii: "-"), j + 1 < end, bytes[j + 1] == UInt8(ascii: ">") { break }
        j += 1
      }
    }
    return j == i + 1 ? (.invalid, 1, .unexpectedByte) : (kind, j - i, nil)
  }

  private func number(from i: Int) -> (MLIRToken.Kind, Int, Fault?) {
    var j = i + 1
    if bytes[i] == UInt8(ascii: "0"), j + 1 < end, bytes[j] == UInt8(ascii: "x"),
      HexDigits.value(bytes[j + 1]) != nil
    {
      j += 1
      while j < end, HexDigits.value(bytes[j]) != nil { j += 1 }
      return (.integer, j - i, nil)
    }
    while j < end, Self.isDigit(bytes[j]) { j += 1 }
    guard j < end, bytes[j] == UInt8(ascii: ".") else { return (.integer, j - i, nil) }
    j += 1
    while j < end, Self.isDigit(bytes[j]) { j += 1 }
    if j < end, bytes[j] | 0x20 == UInt8(ascii: "e") {
      var k = j + 1
      if k < end, bytes[k] == UInt8(ascii: "+") || bytes[k] == UInt8(ascii: "-") { k += 1 }
      if k < end, Self.isDigit(bytes[k]) {
        while k < end, Self.isDigit(bytes[k]) { k += 1 }
        j = k
      }
    }
    return (.float, j - i, nil)
  }

  /// The number of bytes from `i` that are part of a word.
  private func wordLength(from i: Int) -> Int {
    guard i < end, Self.isLetter(bytes[i]) else { return 0 }
    var j = i + 1
    while j < end,
      Self.isLetter(bytes[j]) || Self.isDigit(bytes[j]) || bytes[j] == UInt8(ascii: "$")
        || bytes[j] == UInt8(ascii: ".")
    {
      j += 1
    }
    return j - i
  }

  /// The length of the string that starts at `i` with both quotation marks, `nil` if the line or the
  /// text ends before the second.
  private func stringLength(from i: Int) -> Int? {
    var j = i + 1
    while j < end {
      let b = bytes[j]
      if b == UInt8(ascii: "\"") { return j + 1 - i }
      if b == UInt8(ascii: "\n") { return nil }
      j += b == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  private func restOfLine(from i: Int) -> Int {
    var j = i
    while j < end, bytes[j] != UInt8(ascii: "\n") { j += 1 }
    return j - i
  }

  static func isLetter(_ b: UInt8) -> Bool {
    (b | 0x20) &- UInt8(ascii: "a") < 26 || b == UInt8(ascii: "_")
  }

  static func isDigit(_ b: UInt8) -> Bool { b &- UInt8(ascii: "0") < 10 }

  /// `true` iff `b` may be part of a name after a mark, beside letters and digits.
  private static func isMark(_ b: UInt8) -> Bool {
    b == UInt8(ascii: "$") || b == UInt8(ascii: ".") || b == UInt8(ascii: "-")
  }

}
