import Diagnostics
import Scalars

/// A name to be defined, and where it is written.
struct NewName {
  let name: String
  let range: SourceRange
}

extension Parser {

  /// Parses the body of a function.
  mutating func parseFunction(_ header: FunctionHeader, _ body: Range<Int>) -> Function {
    graph = Graph()
    scope = Scope()
    symbols = header.symbols
    functionResults = header.results
    position = body.lowerBound
    end = body.upperBound
    defer { end = tokens.count - 1 }

    defineWeights(usedIn: body)
    for p in header.parameters { addArgument(p, to: graph.body) }
    parseBlock(graph.body, terminator: .return, isClosed: header.isClosed)
    return Function(
      name: header.name, graph: graph, resultTypes: header.results, location: header.range)
  }

  /// Adds the operations that stand for the weights of which `body` has the names.
  private mutating func defineWeights(usedIn body: Range<Int>) {
    guard !weights.isEmpty else { return }
    var isDefined = [Bool](repeating: false, count: weights.count)
    for t in tokens[body] where t.kind == .value {
      // A wrong name is reported where it is parsed.
      guard let i = weightPosition(of: t), !isDefined[i] else { continue }
      isDefined[i] = true
      let weight = weights[i]
      let id = graph.insert(
        .weight, [], Attributes([.weight: .string(weight.name)]), resultTypes: [weight.type],
        at: .endOf(graph.body), location: range(of: t), resultNames: [valueName(weight.name)])
      scope.define(
        weight.name, unusableWeights.contains(weight.name) ? nil : graph[id].results[0],
        at: weight.location ?? range(of: t))
    }
  }

  private func weightPosition(of t: Token) -> Int? {
    let start = Int(t.start) + 1
    let end = Int(t.end)
    if bytes[start] == UInt8(ascii: "\"") {
      return StringEscapes.decode(bytes[(start + 1)..<(end - 1)]).flatMap { weightPositions[$0] }
    }
    return weightPositions[String(decoding: bytes[start..<end], as: UTF8.self)]
  }

  /// The name that the graph keeps of `name`: none if it is a number.
  func valueName(_ name: String) -> String? {
    ValueNames.isNumber(name) ? nil : name
  }

  private mutating func addArgument(_ p: FunctionHeader.Parameter, to region: RegionID) {
    let v = graph.addArgument(p.type, to: region, name: valueName(p.name))
    define(NewName(name: p.name, range: p.range), v)
  }

  /// Makes `new` mean `value`, `nil` if its definition is wrong, unless it means something already.
  mutating func define(_ new: NewName, _ value: ValueID?) {
    var first = scope.conflict(with: new.name)?.range
    if let i = weightPositions[new.name] { first = weights[i].location }
    if let first {
      reporter.report(
        .error(
          "'%\(new.name)' is already defined", at: new.range,
          notes: [.note("first defined here", at: first)]))
    } else {
      scope.define(new.name, value, at: new.range)
    }
  }

  /// Parses operations up to the end of `region`, the brace excluded; that there is none has been
  /// reported unless it `isClosed`.
  private mutating func parseBlock(
    _ region: RegionID, terminator: Opcode, isClosed: Bool = true
  ) {
    var isTerminated = false
    // A statement that failed may have been meant as the terminator.
    var didLastFail = false
    while token.kind != .rightBrace, token.kind != .endOfFile, !reporter.isExhausted {
      if isTerminated {
        _ = failure(
          "expected '}' after '\(terminator.rawValue)', found another operation", at: token)
        skipBlock()
        return
      }
      let start = position
      var statement = Statement()
      do throws(ParseFailure) {
        try parse(&statement, in: region)
        didLastFail = false
      } catch {
        for n in statement.names { define(n, nil) }
        skipStatement(from: start)
        didLastFail = true
      }
      isTerminated = statement.opcode?.isTerminator == true
    }
    if !isTerminated, !didLastFail, isClosed, !reporter.isExhausted {
      _ = unexpected("'\(terminator.rawValue)' before the end")
    }
  }

  /// Parses a region with its label and returns its types, `nil` if it has errors.
  mutating func parseRegion(
    _ label: String, mayCapture: Bool
  ) throws(ParseFailure) -> (id: RegionID, signature: RegionSignature?) {
    guard token.kind == .identifier, text(of: token) == label else {
      let hint =
        token.kind == .identifier ? reporter.hint(for: text(of: token), among: [label]) : ""
      throw unexpected("the region '\(label)'", hint: hint)
    }
    guard scope.depth < Self.maximumDepth else {
      throw failure("regions are nested deeper than \(Self.maximumDepth)", at: token)
    }
    advance()
    let parameters = take(.leftParenthesis) ? try parseParameters(symbols: .used) : []
    try expect(.leftBrace)
    let region = graph.createRegion()
    scope.open(mayCapture: mayCapture)
    for p in parameters { addArgument(p, to: region) }
    parseBlock(region, terminator: .yield)
    scope.close()
    try expect(.rightBrace)
    let isComplete = graph.terminator(of: region) != nil
    return (region, isComplete ? graph.signature(of: region) : nil)
  }

  // MARK: Recovery

  /// Skips what is left of the statement that starts at `start` and of regions opened in it.
  private mutating func skipStatement(from start: Int) {
    if position == start, token.kind != .leftBrace { advance() }
    var depth = 0
    while token.kind != .endOfFile {
      switch token.kind {
      case .leftBrace: depth += 1
      case .rightBrace:
        if depth == 0 { return }
        depth -= 1
      default:
        if depth == 0, token.startsLine, startsStatement(at: position) { return }
      }
      advance()
    }
  }

  /// Skips to the brace that closes the current region.
  private mutating func skipBlock() {
    var depth = 0
    while token.kind != .endOfFile {
      if token.kind == .leftBrace { depth += 1 }
      if token.kind == .rightBrace {
        if depth == 0 { return }
        depth -= 1
      }
      advance()
    }
  }

  /// `true` iff the token at `i` looks like the first of an operation.
  func startsStatement(at i: Int) -> Bool {
    switch token(at: i).kind {
    case .identifier:
      return Opcode(mnemonic: text(of: token(at: i))) != nil && token(at: i + 1).kind != .equal
    case .value:
      let end = token(at: endOfNames(at: i)).kind
      return end == .equal || end == .identifier
    default:
      return false
    }
  }

  /// `true` iff the token at `i` is the first of `%a, %b =`.
  func startsDefinition(at i: Int) -> Bool {
    token(at: i).kind == .value && token(at: endOfNames(at: i)).kind == .equal
  }

  /// The position after the names, with commas between them, of which the first is at `i`.
  private func endOfNames(at i: Int) -> Int {
    var i = i + 1
    // Lists of results are short; the limit keeps recovery linear.
    for _ in 0..<64 {
      guard token(at: i).kind == .comma, token(at: i + 1).kind == .value else { break }
      i += 2
    }
    return i
  }

}
