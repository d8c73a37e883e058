import Diagnostics
import Scalars

extension Parser {

  /// Parses `(%a, %b)`.
  mutating func parseCallOperands(_ s: inout Statement) throws(ParseFailure) {
    try expect(.leftParenthesis)
    if take(.rightParenthesis) { return }
    repeat { try parseOperand(&s) } while take(.comma)
    try expect(.rightParenthesis, "',' or ')'")
  }

  /// Parses `%a, %b, name=value`.
  mutating func parseOperandsAndAttributes(
    _ description: OpDescription, _ s: inout Statement
  ) throws(ParseFailure) {
    guard !token.startsLine, startsItem(description) else { return }
    var hasAttribute = false
    repeat {
      if token.kind == .identifier, nextToken.kind == .equal {
        try parseAttribute(description, &s)
        hasAttribute = true
      } else if hasAttribute {
        throw unexpected("an attribute; operands are written before attributes")
      } else {
        try parseOperand(&s)
      }
    } while take(.comma)
  }

  /// `true` iff the current token starts an operand or an attribute, rather than a region or types.
  private func startsItem(_ description: OpDescription) -> Bool {
    switch token.kind {
    case .colon, .leftBrace, .rightBrace, .endOfFile: return false
    case .identifier:
      if nextToken.kind == .equal { return true }
      return nextToken.kind != .leftBrace && nextToken.kind != .leftParenthesis
        && !description.regions.labels.contains(text(of: token))
    default: return true
    }
  }

  private mutating func parseOperand(_ s: inout Statement) throws(ParseFailure) {
    let t = token
    switch t.kind {
    case .value:
      // After a comma too many, the next operation is not part of this one.
      if t.startsLine, startsDefinition(at: position) {
        throw unexpected("an operand such as '%x'")
      }
      let name = try self.name(of: t)
      s.operands.append(lookUp(name, at: t))
    case .number:
      s.operands.append(.literal(t))
    case .identifier:
      let word = text(of: t)
      guard ["true", "false", "inf", "nan"].contains(word) else {
        var hint = ""
        if case .value = scope.lookUp(word) { hint = "; did you mean '%\(word)'?" }
        throw unexpected("an operand such as '%x'", hint: hint)
      }
      s.operands.append(.literal(t))
    default:
      throw unexpected("an operand such as '%x'")
    }
    s.operandRanges.append(range(of: t))
    advance()
  }

  /// Returns what `name` stands for, and reports it if that is nothing.
  private mutating func lookUp(_ name: String, at t: Token) -> Statement.Operand {
    switch scope.lookUp(name) {
    case .value(let v):
      return .value(v)
    case .failed:
      break
    case .outside(let d):
      _ = failure(
        "'%\(name)' is defined outside of this region, which can only use its own values", at: t,
        notes: [.note("defined here", at: d.range)])
    case .closed(let d):
      _ = failure(
        "'%\(name)' is defined in another region, which has ended", at: t,
        notes: [.note("defined here", at: d.range)])
    case .undefined:
      let hint = reporter.hint(for: name, among: scope.names, prefix: "%")
      _ = failure("undefined value '%\(name)'\(hint)", at: t)
      scope.markUnknown(name, at: range(of: t))
    }
    return .failed
  }

  // MARK: Literals

  /// Returns the values of the operands, constants in place of literals, or `nil` if one of them is
  /// not known.
  mutating func resolveOperands(
    _ s: inout Statement, in region: RegionID
  ) throws(ParseFailure) -> [ValueID]? {
    var hasFailed = false
    let types: [TensorType?] = s.operands.map { (operand) in
      switch operand {
      case .value(let v): return graph.type(of: v)
      case .literal: return nil
      case .failed:
        hasFailed = true
        return nil
      }
    }
    var result: [ValueID] = []
    for (i, operand) in s.operands.enumerated() {
      switch operand {
      case .failed: break
      case .value(let v): result.append(v)
      case .literal(let t):
        guard let type = literalType(ofOperand: i, s, types) else {
          if !hasFailed, !s.hasFailed, s.signatures != nil {
            reportUnknownType(of: t)
          }
          hasFailed = true
          continue
        }
        guard let v = insertConstant(t, type, in: region) else {
          hasFailed = true
          continue
        }
        result.append(v)
      }
    }
    return hasFailed ? nil : result
  }

  /// Reports that nothing tells the type of the literal `t`.
  mutating func reportUnknownType(of t: Token) {
    _ = failure(
      "the type of \(description(of: t)) is not known here; write it as a 'const'", at: t)
  }

  private mutating func insertConstant(
    _ t: Token, _ type: TensorType, in region: RegionID
  ) -> ValueID? {
    guard let element = try? parseElement(t, type.element) else { return nil }
    // The elements of a symbolic shape are not counted: a single one stands for them.
    guard let literal = Literal(splat: element, sizes: type.sizes ?? []) else { return nil }
    let id = graph.insert(
      .const, [], Attributes([.value: .literal(literal)]), resultTypes: [type],
      at: .endOf(region), location: range(of: t))
    return graph[id].results[0]
  }

  /// Returns the type of the literal that is operand `i`, or `nil` if nothing tells.
  ///
  /// - Parameter types: the types of the operands that are known.
  private func literalType(
    ofOperand i: Int, _ s: Statement, _ types: [TensorType?]
  ) -> TensorType? {
    guard let opcode = s.opcode else { return nil }
    func scalar(_ t: TensorType?) -> TensorType? { t.map { TensorType($0.element, []) } }
    func known(from start: Int) -> TensorType? {
      types.dropFirst(start).lazy.compactMap(\.self).first
    }
    let result = s.declared?.first
    switch opcode {
    case .compare:
      return known(from: 0)
    case .select:
      return i == 0 ? TensorType(.i1, []) : known(from: 1) ?? result
    case .clamp:
      return (types.count > 1 ? types[1] : nil) ?? result
    case .pad:
      return i == 1 ? scalar(types[0]) : nil
    case .selectAndScatter:
      return i == 2 ? scalar(types[0]) : nil
    case .reduce, .reduceWindow:
      return i >= types.count / 2 ? scalar(types[i - types.count / 2]) : nil
    case .dynamicSlice:
      return i >= 1 ? known(from: 1) ?? TensorType(.i32, []) : nil
    case .dynamicUpdateSlice:
      return i >= 2 ? known(from: 2) ?? TensorType(.i32, []) : nil
    case .if:
      return TensorType(.i1, [])
    case .case:
      return TensorType(.i32, [])
    case .while, .fusion:
      guard let arguments = s.signatures?.first?.arguments, i < arguments.count else { return nil }
      return arguments[i]
    case .call:
      guard let callee = s.callee, i < callee.parameters.count else { return nil }
      // A symbol of the function that is called means nothing here.
      return callee.parameters[i].sizes == nil ? nil : callee.parameters[i]
    case .return:
      return i < functionResults.count ? functionResults[i] : nil
    default:
      return opcode.isElementwise && opcode != .convert ? known(from: 0) ?? result : nil
    }
  }

}
