import Diagnostics

/// A word of the kernel text.
struct KernelToken {

  /// What sort of word.
  enum Kind {

    /// A word of letters, digits and underscores that does not begin with a digit.
    case identifier

    /// A word behind `%`, without that.
    case value

    /// A word behind `@`, without that.
    case symbol

    /// Decimal digits.
    case integer

    /// A number with a point or an exponent, or in hexadecimal.
    case number

    /// A quoted string, its escapes resolved.
    case string

    /// One of `( ) { } [ ] , : = + - *` and `..<`.
    case punctuation

    /// The end of the text.
    case end

  }

  /// What sort of word it is.
  let kind: Kind

  /// Its text.
  let text: String

  /// Where it stands.
  let range: SourceRange

  /// `true` iff it is the first of its line.
  let startsLine: Bool

}

/// Cuts the kernel text into words.
struct KernelLexer {

  private let file: SourceFileID
  private let bytes: [UInt8]
  private var position = 0
  private var startsLine = true

  /// The words so far.
  private(set) var tokens: [KernelToken] = []

  /// What was found wrong.
  private(set) var diagnostics = DiagnosticList()

  /// Cuts the file `file`.
  init(_ file: SourceFileID, in sources: SourceManager) {
    self.file = file
    self.bytes = sources[file].bytes
    while scan() {}
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func peek(_ offset: Int) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  private func range(from start: Int) -> SourceRange {
    SourceRange(file: file, start: start, end: position)
  }

  private mutating func emit(_ kind: KernelToken.Kind, from start: Int, text: String? = nil) {
    let t = text ?? String(decoding: bytes[start..<position], as: UTF8.self)
    tokens.append(
      KernelToken(kind: kind, text: t, range: range(from: start), startsLine: startsLine))
    startsLine = false
  }

  /// Scans one word or one piece of white space; returns `false` at the end.
  private mutating func scan() -> Bool {
    let start = position
    guard let c = next else {
      emit(.end, from: start)
      return false
    }
    position += 1
    switch c {
    case UInt8(ascii: "\n"):
      startsLine = true
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      break
    case UInt8(ascii: "/") where next == UInt8(ascii: "/"):
      while let c = next, c != UInt8(ascii: "\n") { position += 1 }
    case UInt8(ascii: "%"), UInt8(ascii: "@"):
      while let c = next, c.isWord || c == UInt8(ascii: ".") { position += 1 }
      if position == start + 1 {
        diagnostics.error(
          "expected a name behind '\(Character(UnicodeScalar(c)))'", at: range(from: start))
      } else {
        let name = String(decoding: bytes[(start + 1)..<position], as: UTF8.self)
        emit(c == UInt8(ascii: "%") ? .value : .symbol, from: start, text: name)
      }
    case UInt8(ascii: "\""):
      scanString(from: start)
    case UInt8(ascii: ".") where next == c && peek(1) == UInt8(ascii: "<"):
      position += 2
      emit(.punctuation, from: start)
    case _ where c.isDigit:
      scanNumber(from: start)
    case _ where c.isWord:
      skipWord()
      emit(.identifier, from: start)
    case _ where "(){}[],:=+-*<".utf8.contains(c):
      emit(.punctuation, from: start)
    default:
      while let c = next, c >= 0x80 { position += 1 }
      diagnostics.error("a character that has no meaning here", at: range(from: start))
    }
    return true
  }

  private mutating func skipWord() {
    while let c = next, c.isWord { position += 1 }
  }

  /// Scans the rest of a number whose first digit is at `start`.
  private mutating func scanNumber(from start: Int) {
    if bytes[start] == UInt8(ascii: "0"), next == UInt8(ascii: "x") {
      skipWord()
      emit(.number, from: start)
      return
    }
    var kind = KernelToken.Kind.integer
    while let c = next, c.isDigit { position += 1 }
    if next == UInt8(ascii: "."), let d = peek(1), d.isDigit {
      kind = .number
      position += 1
      while let c = next, c.isDigit { position += 1 }
    }
    if next == UInt8(ascii: "e") {
      let signed = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
      if let d = peek(signed ? 2 : 1), d.isDigit {
        kind = .number
        position += signed ? 2 : 1
        while let c = next, c.isDigit { position += 1 }
      }
    }
    emit(kind, from: start)
  }

  /// Scans the rest of a string whose first quote is at `start`.
  private mutating func scanString(from start: Int) {
    var content: [UInt8] = []
    while let c = next, c != UInt8(ascii: "\n") {
      position += 1
      if c == UInt8(ascii: "\"") {
        emit(.string, from: start, text: String(decoding: content, as: UTF8.self))
        return
      }
      if c != UInt8(ascii: "\\") {
        content.append(c)
      } else if let e = next, e == UInt8(ascii: "\"") || e == UInt8(ascii: "\\") {
        position += 1
        content.append(e)
      } else if let scalar = scanUnicodeEscape() {
        content += Array(String(scalar).utf8)
      } else {
        diagnostics.error("an unknown escape in a string", at: range(from: position - 1))
      }
    }
    diagnostics.error("a string without an end", at: range(from: start))
  }

  /// Scans `u{` hexadecimal digits `}` behind a backslash.
  private mutating func scanUnicodeEscape() -> Character? {
    guard next == UInt8(ascii: "u"), peek(1) == UInt8(ascii: "{") else { return nil }
    let digits = bytes[(position + 2)...].prefix { $0 != UInt8(ascii: "}") && $0.isWord }
    guard peek(2 + digits.count) == UInt8(ascii: "}"),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
      let scalar = UnicodeScalar(code)
    else { return nil }
    position += digits.count + 3
    return Character(scalar)
  }

}

extension UInt8 {

  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isWord: Bool {
    isDigit || self == UInt8(ascii: "_")
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

}
