import Diagnostics

extension MLIRParser {

  /// Parses `%x: type` with attributes and location.
  mutating func parseParameter() throws(ImportFailure) -> ParameterSyntax {
    let t = try expect(.value, "a parameter such as '%x'")
    let name = try self.name(of: t)
    try expect(.colon)
    let type = try parseType()
    let attributes = token.kind == .leftBrace ? try parseDictionary() : []
    try skipTrailingLocation()
    return ParameterSyntax(name: name, type: type, attributes: attributes, range: range(of: t))
  }

  /// Parses a region: braces around operations, after a block's parameters if it has some.
  ///
  /// - Parameter parameters: the parameters that are written elsewhere, `nil` if they are written in
  ///   the region.
  mutating func parseRegion(
    parameters: [ParameterSyntax]? = nil
  ) throws(ImportFailure) -> RegionSyntax {
    let first = token
    guard regionDepth < Self.maximumRegionDepth else {
      throw failure("regions are nested deeper than \(Self.maximumRegionDepth)", at: first)
    }
    regionDepth += 1
    defer { regionDepth -= 1 }
    try expect(.leftBrace)
    var region = RegionSyntax(parameters: parameters ?? [], range: range(of: first))
    if token.kind == .block {
      advance()
      if take(.leftParenthesis) {
        try parseList(until: .rightParenthesis) { (p) throws(ImportFailure) in
          let parameter = try p.parseParameter()
          if parameters == nil { region.parameters.append(parameter) }
        }
      }
      try expect(.colon)
    }
    parseOperations(&region.operations)
    if token.kind == .block {
      throw failure("regions of several blocks are not supported", at: token)
    }
    try expect(.rightBrace)
    region.range = range(from: first.start)
    return region
  }

  /// Parses operations up to a closing brace, a block, or the end.
  private mutating func parseOperations(_ operations: inout [OperationSyntax]) {
    while ![.rightBrace, .block, .endOfText].contains(token.kind), !faults.isExhausted {
      let start = token.start
      do throws(ImportFailure) {
        operations.append(try parseOperation())
      } catch {
        skipOperation(from: start)
      }
    }
  }

  /// Skips what is left of the operation that starts at `start` and of the braces opened in it.
  private mutating func skipOperation(from start: Int) {
    if token.start == start, token.kind != .leftBrace, token.kind != .endOfText { advance() }
    var depth = 0
    while token.kind != .endOfText {
      switch token.kind {
      case .leftBrace: depth += 1
      case .rightBrace:
        if depth == 0 { return }
        depth -= 1
      default:
        if depth == 0, token.startsLine, startsOperation { return }
      }
      advance()
    }
  }

  /// `true` iff the current token looks like the first of an operation.
  private var startsOperation: Bool {
    switch token.kind {
    case .value:
      let next = nextToken.kind
      return next == .equal || next == .colon
    case .identifier:
      let name = text(of: token)
      return PrettyForm.form(of: name.contains(".") ? name : "func." + name) != nil
    default: return false
    }
  }

}
