import Diagnostics

/// What can be said of a text before it is parsed.
package enum StableHLOText {

  /// Returns `true` iff `bytes` look like MLIR's text rather than Quern's own.
  ///
  /// Both may begin with `module` or `func`; what follows tells them apart.
  package static func isLikely(_ bytes: [UInt8]) -> Bool {
    let lexer = MLIRLexer(bytes: bytes, end: bytes.count)
    var token = lexer.token(at: 0).token
    func word(_ t: MLIRToken) -> String { String(decoding: bytes[t.start..<t.end], as: UTF8.self) }
    switch token.kind {
    case .hash, .bang, .startOfResources: return true
    case .string: return ["\"builtin.module\"", "\"func.func\""].contains(word(token))
    case .identifier: break
    default: return false
    }
    switch word(token) {
    case "builtin.module", "func.func": return true
    case "module":
      token = lexer.token(at: token.end).token
      if token.kind == .symbol { token = lexer.token(at: token.end).token }
      return token.kind == .leftBrace || word(token) == "attributes"
    case "func":
      // The old form of functions, in which types are spelled out.
      for _ in 0..<200 {
        token = lexer.token(at: token.end).token
        switch token.kind {
        case .identifier:
          if ["tensor", "private", "public", "tuple"].contains(word(token)) { return true }
        case .leftBrace, .endOfText, .leftBracket: return false
        default: break
        }
      }
      return false
    default: return false
    }
  }

  /// Returns `true` iff `bytes` are MLIR in its binary form.
  package static func isBinary(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x4d, 0x4c, 0xef, 0x52])
  }

  /// Returns the offsets of the modules in `bytes`, which lines `// -----` separate.
  package static func modules(in bytes: [UInt8]) -> [Range<Int>] {
    let mark = Array("// -----".utf8)
    var result: [Range<Int>] = []
    var start = 0
    var line = 0
    while line < bytes.count {
      let next = bytes[line...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      if bytes[line..<next].starts(with: mark) {
        result.append(start..<line)
        start = next
      }
      line = next
    }
    result.append(start..<bytes.count)
    return result
  }

}
