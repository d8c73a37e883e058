import Diagnostics
import Scalars

/// What the text says of a function before its body.
struct FunctionHeader {

  /// A parameter.
  struct Parameter {
    let name: String
    let type: TensorType
    let range: SourceRange
  }

  /// The name, without `@`.
  let name: String

  /// The place of the name.
  let range: SourceRange

  /// The parameters.
  var parameters: [Parameter] = []

  /// The types of the results.
  var results: [TensorType] = []

  /// The symbols in the types of the parameters.
  var symbols: Set<String> = []

  /// The positions of the tokens of the body, braces excluded; `nil` if the header is wrong.
  var body: Range<Int>?

  /// `true` iff there is a brace that ends the body.
  var isClosed = false

  /// The types as seen by a call, `nil` if the header is wrong.
  var signature: FunctionSignature? {
    guard body != nil else { return nil }
    return FunctionSignature(parameters: parameters.map(\.type), results: results)
  }

}

extension Module {

  /// Parses the text of a module.
  ///
  /// Returns `nil` iff errors were reported. What types alone do not tell is left to `Verifier`.
  ///
  /// Complexity: linear in the size of the text.
  package static func parse(
    _ file: SourceFileID, in sources: SourceManager, diagnostics: inout DiagnosticList
  ) -> Module? {
    var parser = Parser(sources[file].bytes, file: file)
    let module = parser.parseModule()
    let errors = parser.reporter.diagnostics
    diagnostics.append(contentsOf: errors)
    return errors.all.isEmpty ? module : nil
  }

}

extension Parser {

  /// The words that start a declaration.
  private static let declarations = ["func", "module", "weight"]

  /// Parses the whole file.
  mutating func parseModule() -> Module {
    while token.kind != .endOfFile, !reporter.isExhausted {
      let start = position
      do throws(ParseFailure) {
        try parseDeclaration()
      } catch {
        skipToDeclaration(after: start)
      }
    }
    var functions: [Function] = []
    for header in headers where !reporter.isExhausted {
      if let body = header.body { functions.append(parseFunction(header, body)) }
    }
    return Module(name: moduleName, weights: weights, functions: functions)
  }

  private mutating func parseDeclaration() throws(ParseFailure) {
    if isWord("func", at: position) {
      try parseHeader()
    } else if isWord("weight", at: position) {
      try parseWeight()
    } else if isWord("module", at: position) {
      try parseModuleLine()
    } else {
      let hint =
        token.kind == .identifier
        ? reporter.hint(for: text(of: token), among: Self.declarations) : ""
      throw unexpected("'func', 'weight' or 'module'", hint: hint)
    }
  }

  /// Skips to the next line that starts a declaration.
  private mutating func skipToDeclaration(after start: Int) {
    position = max(position, start + 1)
    while token.kind != .endOfFile, !startsDeclaration(at: position) { advance() }
  }

  /// `true` iff the token at `i` starts a line with a declaration.
  private func startsDeclaration(at i: Int) -> Bool {
    let t = token(at: i)
    guard t.startsLine, t.kind == .identifier else { return false }
    switch token(at: i + 1).kind {
    case .function: return isWord("func", at: i) || isWord("module", at: i)
    case .value: return isWord("weight", at: i)
    default: return isWord("func", at: i)
    }
  }

  /// `module @name version 1`.
  private mutating func parseModuleLine() throws(ParseFailure) {
    let keyword = token
    advance()
    guard moduleName == nil, weights.isEmpty, headers.isEmpty else {
      throw failure("'module' is written once, before everything else", at: keyword)
    }
    let name = try expect(.function, "the name of the module, such as '@m'")
    moduleName = try self.name(of: name)
    guard isWord("version", at: position) else { throw unexpected("'version'") }
    advance()
    let t = token
    guard let version = try parseInteger() else { throw failure("expected a version", at: t) }
    guard version == Module.currentVersion else {
      throw failure(
        "version \(version) of the format is not known; this is \(Module.currentVersion)", at: t)
    }
  }

  /// `weight %name: type = "file" : "key"`, or `weight %name: type = given`.
  private mutating func parseWeight() throws(ParseFailure) {
    advance()
    let t = try expect(.value, "the name of the weight, such as '%w'")
    let name = try self.name(of: t)
    if let i = weightPositions[name] {
      reporter.report(
        .error(
          "'%\(name)' is already defined", at: range(of: t),
          notes: [.note("first defined here", at: weights[i].location)]))
    } else {
      weightPositions[name] = weights.count
    }
    // The name is known from here on, so that a mistake in the rest does not make its uses wrong.
    let position = weights.count
    weights.append(
      Weight(name: name, type: TensorType(.f32, []), file: "", key: nil, location: range(of: t)))
    unusableWeights.insert(name)
    try expect(.colon)
    let type = try parseType(symbols: .forbidden)
    try expect(.equal)
    var file: String?
    var key: String?
    if isWord("given", at: self.position) {
      advance()
    } else {
      file = try string(of: expect(.string, "the path of a file in quotation marks"))
    }
    if file != nil, take(.colon) {
      key = try string(of: expect(.string, "the name of the tensor in quotation marks"))
    }
    weights[position] = Weight(
      name: name, type: type, file: file, key: key, location: range(of: t))
    unusableWeights.remove(name)
  }

  /// `func @name(%x: type, …) -> (type, …) {`, and skips the body.
  private mutating func parseHeader() throws(ParseFailure) {
    advance()
    let t = try expect(.function, "the name of the function, such as '@f'")
    var header = FunctionHeader(name: try name(of: t), range: range(of: t))
    let index = headers.count
    headers.append(header)
    if let first = headerPositions[header.name] {
      reporter.report(
        .error(
          "'@\(header.name)' is already defined", at: header.range,
          notes: [.note("first defined here", at: headers[first].range)]))
    } else {
      headerPositions[header.name] = index
    }
    try expect(.leftParenthesis)
    header.parameters = try parseParameters(symbols: .defined)
    for p in header.parameters {
      for case .symbol(let s) in p.type.shape { header.symbols.insert(s) }
    }
    symbols = header.symbols
    if take(.arrow) { header.results = try parseResults() }
    try expect(.leftBrace)
    let start = position
    skipBody()
    header.body = start..<position
    header.isClosed = token.kind == .rightBrace
    headers[index] = header
    if !take(.rightBrace) { throw unexpected("'}' at the end of the function") }
  }

  /// Parses `%x: type, …)`, the opening parenthesis of which has been taken.
  mutating func parseParameters(
    symbols rule: SymbolRule
  ) throws(ParseFailure) -> [FunctionHeader.Parameter] {
    var parameters: [FunctionHeader.Parameter] = []
    if take(.rightParenthesis) { return parameters }
    repeat {
      let t = try expect(.value, parameters.isEmpty ? "a parameter such as '%x' or ')'" : nil)
      let name = try name(of: t)
      try expect(.colon)
      let type = try parseType(symbols: rule)
      parameters.append(FunctionHeader.Parameter(name: name, type: type, range: range(of: t)))
    } while take(.comma)
    try expect(.rightParenthesis, "',' or ')'")
    return parameters
  }

  private mutating func parseResults() throws(ParseFailure) -> [TensorType] {
    guard take(.leftParenthesis) else { return [try parseType(symbols: .used)] }
    if take(.rightParenthesis) { return [] }
    var results: [TensorType] = []
    repeat {
      results.append(try parseType(symbols: .used))
    } while take(.comma)
    try expect(.rightParenthesis, "',' or ')'")
    return results
  }

  /// Skips to the brace that closes the body, or to what shows that there is none.
  private mutating func skipBody() {
    var depth = 0
    while token.kind != .endOfFile {
      switch token.kind {
      case .leftBrace: depth += 1
      case .rightBrace:
        if depth == 0 { return }
        depth -= 1
      case .identifier:
        if startsDeclaration(at: position), isWord("func", at: position) { return }
      default: break
      }
      advance()
    }
  }

}
