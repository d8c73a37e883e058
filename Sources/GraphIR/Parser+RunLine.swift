import Diagnostics
import Scalars

extension Parser {

  /// The most bytes that an argument of a check may have.
  private static let largestArgument = 1 << 30

  /// Parses a check: `@f([1, 2]) == [3, 4]`.
  mutating func parseRunLine(of module: Module) throws(ParseFailure) -> RunLine {
    let first = token
    let name = try self.name(of: expect(.function, "the function to call, such as '@f'"))
    guard let function = module.function(named: name) else {
      let hint = reporter.hint(for: name, among: module.functions.map(\.name), prefix: "@")
      throw failure("undefined function '@\(name)'\(hint)", at: first)
    }
    var sizes = SymbolBindings()
    try expect(.leftParenthesis)
    let arguments = try parseArguments(of: function, &sizes)

    var relation = RunLine.Relation.agreement
    if token.kind == .equal || token.kind == .tilde {
      relation = token.kind == .equal ? .equal : .approximate
      advance()
      guard token.kind == .equal, token.start == tokens[position - 1].end else {
        throw unexpected("'==' or '~='")
      }
      advance()
    }
    var results: [RunLine.Value] = []
    if relation != .agreement { results = try parseResults(of: function, sizes) }

    var tolerance: Double?
    if isWord("within", at: position) {
      guard relation != .equal else {
        throw failure("'==' compares bit by bit; 'within' needs '~='", at: token)
      }
      advance()
      tolerance = try parseTolerance()
    }
    guard token.kind == .endOfFile else {
      throw unexpected(
        relation == .agreement
          ? "'==', '~=', 'within' or the end of the line"
          : relation == .approximate && tolerance == nil
            ? "'within' or the end of the line"
            : "the end of the line")
    }
    return RunLine(
      range: range(from: first), function: name, arguments: arguments, relation: relation,
      results: results, tolerance: tolerance)
  }

  /// Parses `1.0, random)` for the parameters of `function`, and binds the symbols of their types.
  private mutating func parseArguments(
    of function: Function, _ sizes: inout SymbolBindings
  ) throws(ParseFailure) -> [RunLine.Value] {
    let types = function.argumentTypes
    func mismatch(_ given: String) -> String {
      "'@\(function.name)' takes \(types.count) argument\(types.count == 1 ? "" : "s"), but \(given)"
    }
    var values: [RunLine.Value] = []
    if token.kind != .rightParenthesis {
      repeat {
        guard values.count < types.count else {
          throw failure(mismatch("more are given"), at: token)
        }
        let argument = function.argumentNames[values.count].map { "'%\($0)'" }
        values.append(
          try parseArgument(
            types[values.count], argument ?? "argument \(values.count)", &sizes))
      } while take(.comma)
    }
    let last = token
    try expect(.rightParenthesis, "',' or ')'")
    let n = values.count
    guard n == types.count else {
      throw failure(mismatch("\(n) \(n == 1 ? "is" : "are") given"), at: last)
    }
    return values
  }

  /// Parses an argument for a parameter called `name` of type `parameter`.
  private mutating func parseArgument(
    _ parameter: TensorType, _ name: String, _ sizes: inout SymbolBindings
  ) throws(ParseFailure) -> RunLine.Value {
    let first = token
    if first.kind == .string {
      advance()
      return .file(try string(of: first))
    }
    let isRandom = isWord("random", at: position)
    let start = position
    var limits: (low: Token, high: Token)?
    if isRandom {
      advance()
      if take(.leftParenthesis) {
        let low = try expectElement()
        try expect(.comma)
        limits = (low, try expectElement())
        try expect(.rightParenthesis)
      }
    } else {
      try skipLiteral()
    }

    let known = sizes.substitute(in: parameter)
    var type = known
    if take(.colon) {
      type = try parseType(symbols: .forbidden)
    } else if type.sizes == nil {
      let inferred = isRandom ? nil : typeOfLists(at: start, type)
      guard let inferred else {
        throw failure(
          "the sizes of \(name), which is \(known), are not known; write the type after it, "
            + "as ': \(type.element)[2,3]'", at: first)
      }
      type = inferred
    }
    guard sizes.match(parameter, type) else {
      let detail = known == parameter ? "" : ", here \(known)"
      throw failure("\(name) is \(parameter)\(detail), but \(type) is given", at: first)
    }
    guard type.byteCount ?? .max <= Self.largestArgument else {
      throw failure("an argument of a check has at most 1 GiB, unlike \(type)", at: first)
    }
    guard isRandom else { return .literal(try parseLiteral(type, at: start)) }
    guard let limits else { return .random(type, low: nil, high: nil) }
    let low = try parseElement(limits.low, type.element)
    let high = try parseElement(limits.high, type.element)
    guard ComparisonDirection.le.evaluate(low, high, total: false), low.doubleValue.isFinite,
      high.doubleValue.isFinite
    else {
      throw failure("'random' needs the least value, then the greatest", at: limits.low)
    }
    return .random(type, low: low, high: high)
  }

  private mutating func expectElement() throws(ParseFailure) -> Token {
    let t = token
    guard t.kind == .number || t.kind == .identifier else { throw unexpected("a number") }
    advance()
    return t
  }

  /// Parses the elements at `start` and returns to the current token.
  private mutating func parseLiteral(
    _ type: TensorType, at start: Int
  ) throws(ParseFailure) -> Literal {
    let next = position
    position = start
    defer { position = next }
    return try parseLiteral(type)
  }

  /// Returns `type` with the sizes of the nested lists at `start` in the place of symbols, or `nil`
  /// if the lists do not tell them.
  private func typeOfLists(at start: Int, _ type: TensorType) -> TensorType? {
    var result = type
    var i = start
    var isKnown = true
    for axis in result.shape.indices {
      guard isKnown, token(at: i).kind == .leftBracket else {
        if result.shape[axis].size == nil { return nil }
        continue
      }
      i += 1
      // An empty list does not tell the sizes of what would be in it.
      isKnown = token(at: i).kind != .rightBracket
      if result.shape[axis].size == nil {
        result.shape[axis] = .size(isKnown ? countOfList(at: i) : 0)
      }
    }
    return result
  }

  /// The number of elements, at least one, of the list that starts before `start`.
  private func countOfList(at start: Int) -> Int {
    var (i, depth, count) = (start, 0, 1)
    while true {
      switch token(at: i).kind {
      case .leftBracket: depth += 1
      case .rightBracket where depth == 0: return count
      case .rightBracket: depth -= 1
      case .comma where depth == 0: count += 1
      case .endOfFile: return count
      default: break
      }
      i += 1
    }
  }

  /// Parses the expected results of `function`: one, or several in parentheses.
  private mutating func parseResults(
    of function: Function, _ sizes: SymbolBindings
  ) throws(ParseFailure) -> [RunLine.Value] {
    let types = function.resultTypes
    guard take(.leftParenthesis) else {
      guard types.count == 1 else {
        throw unexpected("'(' before the \(types.count) results of '@\(function.name)'")
      }
      return [try parseResult(types[0], sizes)]
    }
    var values: [RunLine.Value] = []
    for (i, type) in types.enumerated() {
      if i > 0 {
        try expect(.comma, "',' before result \(i) of '@\(function.name)'")
      }
      values.append(try parseResult(type, sizes))
    }
    try expect(
      .rightParenthesis,
      "')' after \(types.count) result\(types.count == 1 ? "" : "s") of '@\(function.name)'")
    return values
  }

  private mutating func parseResult(
    _ type: TensorType, _ sizes: SymbolBindings
  ) throws(ParseFailure) -> RunLine.Value {
    let first = token
    if first.kind == .string {
      advance()
      return .file(try string(of: first))
    }
    var type = sizes.substitute(in: type)
    if type.sizes == nil {
      guard first.kind == .leftBracket else {
        let element = try parseElement(first, type.element)
        advance()
        return .splat(element)
      }
      guard let inferred = typeOfLists(at: position, type) else {
        throw failure("the sizes of the result, which is \(type), are not known", at: first)
      }
      type = inferred
    }
    return .literal(try parseLiteral(type))
  }

  private mutating func parseTolerance() throws(ParseFailure) -> Double {
    let t = try expect(.number, "the tolerance, such as '1e-5'")
    let element = try parseElement(t, .f64).doubleValue
    guard element >= 0, element.isFinite else {
      throw failure("a tolerance is not negative", at: t)
    }
    return element
  }

}
