import Diagnostics
import Scalars

/// What has been parsed of a statement: an operation with the names of its results.
struct Statement {

  /// An operand.
  enum Operand {

    /// A value.
    case value(ValueID)

    /// An element without a type.
    case literal(Token)

    /// Something that has been reported.
    case failed

  }

  /// The names of the results.
  var names: [NewName] = []

  /// The operation.
  var opcode: Opcode?

  /// The attributes.
  var attributes = Attributes()

  /// The place of the keyword before the operands.
  var prefixRange: SourceRange?

  /// The operands.
  var operands: [Operand] = []

  /// The places of the operands.
  var operandRanges: [SourceRange] = []

  /// The position of the token that starts the elements of a constant.
  var literalPosition: Int?

  /// The regions.
  var regions: [RegionID] = []

  /// The types of the regions, `nil` if one of them has errors.
  var signatures: [RegionSignature]? = []

  /// The types of the results as written.
  var declared: [TensorType]?

  /// The function that is called, if it is known.
  var callee: FunctionSignature?

  /// `true` iff something was reported that makes the types of the results unknown.
  var hasFailed = false

}

extension Opcode {

  private static let byMnemonic: [String: Opcode] = Dictionary(
    uniqueKeysWithValues: Opcode.allCases.map { ($0.rawValue, $0) })

  /// Creates the operation written as `mnemonic`, or returns `nil` if there is none.
  init?(mnemonic: String) {
    guard let opcode = Self.byMnemonic[mnemonic] else { return nil }
    self = opcode
  }

}

extension Parser {

  private static let mnemonics = Opcode.allCases.filter { $0 != .weight }.map(\.rawValue)

  /// Parses one statement into `region`.
  mutating func parse(_ s: inout Statement, in region: RegionID) throws(ParseFailure) {
    if token.kind == .value {
      try parseResultNames(&s)
    }
    let first = token
    let opcode = try parseMnemonic(isTerminatorExpected: region == graph.body ? .return : .yield)
    s.opcode = opcode
    let description = opcode.description

    for spec in description.attributes where spec.position == .prefix {
      try parsePrefix(spec, of: &s)
    }
    if opcode == .call {
      try parseCallOperands(&s)
    } else {
      try parseOperandsAndAttributes(description, &s)
    }
    let combiner = try takeCombiner(&s)
    if combiner == nil { try parseRegions(description.regions, &s) }
    if take(.colon) { s.declared = try parseTypes() }
    guard endsStatement else {
      throw unexpected("',' or the end of the operation")
    }

    let location = range(from: first)
    if let start = s.literalPosition { try parseConstant(at: start, &s, location) }
    if let combiner { expand(combiner, &s, in: region) }
    let operands = try resolveOperands(&s, in: region)
    finish(s, operands, in: region, location: location)
  }

  /// Parses `%a, %b =`.
  private mutating func parseResultNames(_ s: inout Statement) throws(ParseFailure) {
    repeat {
      let t = try expect(.value, "the name of a result")
      s.names.append(NewName(name: try name(of: t), range: range(of: t)))
    } while take(.comma)
    try expect(.equal, "'=' after the names of the results")
  }

  private mutating func parseMnemonic(
    isTerminatorExpected terminator: Opcode
  ) throws(ParseFailure) -> Opcode {
    let t = token
    guard t.kind == .identifier else { throw unexpected("an operation") }
    let word = text(of: t)
    guard let opcode = Opcode(mnemonic: word) else {
      let hint = reporter.hint(for: word, among: Self.mnemonics)
      throw failure("unknown operation '\(word)'\(hint)", at: t)
    }
    if opcode == .weight {
      throw failure("a weight is declared before the functions and used by its name", at: t)
    }
    if opcode.isTerminator, opcode != terminator {
      let place = terminator == .return ? "a function" : "a region"
      throw failure("\(place) ends with '\(terminator.rawValue)', not '\(word)'", at: t)
    }
    advance()
    return opcode
  }

  /// `true` iff the current token is not part of the operation before it.
  private var endsStatement: Bool {
    switch token.kind {
    case .rightBrace, .endOfFile: true
    case .identifier, .value: token.startsLine || startsStatement(at: position)
    default: token.startsLine
    }
  }

  // MARK: Regions

  private mutating func parseRegions(
    _ spec: RegionSpec, _ s: inout Statement
  ) throws(ParseFailure) {
    for label in spec.labels { try parseRegion(label, spec, &s) }
    guard spec.isVariadic, let label = spec.labels.last else { return }
    while token.kind == .identifier, text(of: token) == label { try parseRegion(label, spec, &s) }
  }

  private mutating func parseRegion(
    _ label: String, _ spec: RegionSpec, _ s: inout Statement
  ) throws(ParseFailure) {
    let (id, signature) = try parseRegion(label, mayCapture: spec.mayCapture)
    s.regions.append(id)
    if let signature { s.signatures?.append(signature) } else { s.signatures = nil }
  }

  // MARK: Building

  /// Adds the operation to `region` and defines its results.
  private mutating func finish(
    _ s: Statement, _ operands: [ValueID]?, in region: RegionID, location: SourceRange
  ) {
    guard let opcode = s.opcode else { return }
    guard let operands, let signatures = s.signatures, !s.hasFailed else {
      defineFailed(s, in: region, location: location)
      return
    }
    var list = DiagnosticList()
    let types = TypeInference.resultTypes(
      of: opcode, operands: operands.map { graph.type(of: $0) }, attributes: s.attributes,
      regions: signatures, declared: s.declared, callee: s.callee, at: location,
      diagnostics: &list)
    reporter.report(list)
    guard let types else {
      defineFailed(s, in: region, location: location)
      return
    }
    if types.count != s.names.count {
      reporter.report(
        .error(
          "'\(opcode.rawValue)' has \(types.count) result\(types.count == 1 ? "" : "s"), but "
            + "\(s.names.count) name\(s.names.count == 1 ? " is" : "s are") written before it",
          at: location))
    }
    if opcode == .return { checkReturn(operands, s) }
    let id = graph.insert(
      opcode, operands, s.attributes, regions: s.regions, resultTypes: types, at: .endOf(region),
      location: location, resultNames: s.names.map { valueName($0.name) })
    for (i, n) in s.names.enumerated() {
      define(n, i < types.count ? graph[id].results[i] : nil)
    }
  }

  /// Defines the results of an operation with errors: with the types that are written, if they are.
  private mutating func defineFailed(
    _ s: Statement, in region: RegionID, location: SourceRange
  ) {
    guard let types = s.declared, types.count == s.names.count else {
      for n in s.names { define(n, nil) }
      return
    }
    // The graph will not be used, so that any operation may stand for this one.
    let id = graph.insert(
      .call, [], resultTypes: types, at: .endOf(region), location: location)
    for (n, v) in zip(s.names, graph[id].results) { define(n, v) }
  }

  /// Checks the operands of `return` against the results of the function.
  private mutating func checkReturn(_ operands: [ValueID], _ s: Statement) {
    guard operands.count == functionResults.count else {
      let (n, k) = (functionResults.count, operands.count)
      _ = failure(
        "the function has \(n) result\(n == 1 ? "" : "s"), but \(k) "
          + "\(k == 1 ? "is" : "are") returned", at: tokens[max(position - 1, 0)])
      return
    }
    for (i, v) in operands.enumerated() where graph.type(of: v) != functionResults[i] {
      reporter.report(
        .error(
          "result \(i) of the function is \(functionResults[i]), but \(graph.type(of: v)) is "
            + "returned", at: s.operandRanges[i]))
    }
  }

}
