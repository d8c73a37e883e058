import Diagnostics

extension MLIRParser {

  /// Parses a whole text: a module, or functions without one around them.
  mutating func parseModule() -> ModuleSyntax {
    var module = ModuleSyntax()
    while token.kind != .endOfText, !faults.isExhausted {
      let start = token.start
      do throws(ImportFailure) {
        try parseDeclaration(&module)
      } catch {
        skipToDeclaration(after: start)
      }
    }
    return module
  }

  private mutating func parseDeclaration(_ module: inout ModuleSyntax) throws(ImportFailure) {
    switch token.kind {
    case .hash, .bang: try parseAlias()
    case .startOfResources: try parseResources(&module)
    case .string: try parseGenericDeclaration(&module)
    case .identifier:
      let word = text(of: token)
      if word == "module" || word == "builtin.module" {
        try parseModuleHeader(&module)
      } else {
        try parseFunction(&module)
      }
    default: throw unexpected("'module', 'func.func' or the name of a type or an attribute")
    }
  }

  /// Parses `module @name attributes {…} { … }`.
  private mutating func parseModuleHeader(_ module: inout ModuleSyntax) throws(ImportFailure) {
    advance()
    if token.kind == .symbol {
      module.name = try name(of: token)
      advance()
    }
    if take(word: "attributes") { _ = try parseDictionary() }
    let opening = try expect(.leftBrace)
    guard regionDepth < Self.maximumRegionDepth else {
      throw failure("modules are nested too deep", at: opening)
    }
    regionDepth += 1
    defer { regionDepth -= 1 }
    while token.kind != .rightBrace, token.kind != .endOfText, !faults.isExhausted {
      let start = token.start
      do throws(ImportFailure) {
        if token.kind == .identifier, isWord("module") || isWord("builtin.module") {
          throw failure("modules inside of modules are not supported", at: token)
        }
        if token.kind == .string {
          try parseGenericDeclaration(&module)
        } else {
          try parseFunction(&module)
        }
      } catch {
        skipToDeclaration(after: start)
      }
    }
    try expect(.rightBrace, "'}' at the end of the module")
    try skipTrailingLocation()
  }

  /// Parses `func.func private @name(…) -> … attributes {…} { … }`.
  private mutating func parseFunction(_ module: inout ModuleSyntax) throws(ImportFailure) {
    let keyword = token
    let word = keyword.kind == .identifier ? text(of: keyword) : ""
    if word.hasPrefix("sdy.") { return try skipSharding() }
    guard word == "func.func" || word == "func" else {
      let hint = faults.hint(for: word, among: ["func.func", "module"])
      throw unexpected("'func.func'", hint: hint)
    }
    advance()
    var isPublic = true
    if take(word: "private") || take(word: "nested") {
      isPublic = false
    } else {
      _ = take(word: "public")
    }
    let t = try expect(.symbol, "the name of the function, such as '@main'")
    var function = FunctionSyntax(name: try name(of: t), range: range(of: t))
    function.isPublic = isPublic
    try expect(.leftParenthesis)
    try parseList(until: .rightParenthesis) { (p) throws(ImportFailure) in
      if p.token.kind == .value {
        function.parameters.append(try p.parseParameter())
      } else {
        // Only declared functions have parameters without names.
        let start = p.token.start
        let type = try p.parseType()
        if p.token.kind == .leftBrace { _ = try p.parseDictionary() }
        function.parameters.append(
          ParameterSyntax(name: "", type: type, range: p.range(from: start)))
      }
    }
    if take(.arrow) { function.results = try parseResults() }
    if take(word: "attributes") { _ = try parseDictionary() }
    if token.kind == .leftBrace { function.body = try parseRegion(parameters: function.parameters) }
    try skipTrailingLocation()
    module.functions.append(function)
  }

  /// Parses the types of a function's results with their attributes.
  private mutating func parseResults() throws(ImportFailure) -> [TypeSyntax] {
    guard take(.leftParenthesis) else { return [try parseType()] }
    var types: [TypeSyntax] = []
    try parseList(until: .rightParenthesis) { (p) throws(ImportFailure) in
      types.append(try p.parseType())
      if p.token.kind == .leftBrace { _ = try p.parseDictionary() }
    }
    return types
  }

  /// Skips a declaration of how tensors are spread over devices, of which there is one here.
  private mutating func skipSharding() throws(ImportFailure) {
    advance()
    while token.kind != .endOfText, token.kind != .rightBrace, !token.startsLine {
      switch token.kind {
      case .less, .leftBracket, .leftBrace, .leftParenthesis: try skipBalanced()
      default: advance()
      }
    }
  }

  // MARK: Generic forms

  /// Parses `"builtin.module"() ({ … })` or `"func.func"() ({ … })`.
  private mutating func parseGenericDeclaration(
    _ module: inout ModuleSyntax
  ) throws(ImportFailure) {
    let op = try parseOperation()
    switch op.name {
    case "builtin.module":
      if case .string(let name)? = op["sym_name"]?.value { module.name = name }
      for inner in op.regions.first?.operations ?? [] {
        module.functions.append(try function(inner))
      }
    default: module.functions.append(try function(op))
    }
  }

  /// The function that `op` is in generic form.
  private mutating func function(_ op: OperationSyntax) throws(ImportFailure) -> FunctionSyntax {
    guard op.name == "func.func" || op.name == "func" else {
      throw failure("expected 'func.func', found '\(op.name)'", at: op.nameRange)
    }
    guard case .string(let name)? = op["sym_name"]?.value,
      case .type(.function(let inputs, let results))? = (op["function_type"] ?? op["type"])?.value
    else { throw failure("the function has no name or no type", at: op.nameRange) }
    var function = FunctionSyntax(name: name, range: op.nameRange)
    if case .string("private")? = op["sym_visibility"]?.value { function.isPublic = false }
    function.results = results
    function.body = op.regions.first
    function.parameters = op.regions.first?.parameters ?? []
    guard function.body == nil || function.parameters.map(\.type) == inputs else {
      throw failure("the parameters of '@\(name)' are not what its type says", at: op.nameRange)
    }
    return function
  }

  // MARK: Resources

  /// Parses `{-# dialect_resources: { builtin: { name: "0x…" } } #-}`.
  private mutating func parseResources(_ module: inout ModuleSyntax) throws(ImportFailure) {
    let opening = token
    advance()
    var open: [String] = []
    var key = ""
    while token.kind != .endOfText {
      let t = token
      switch t.kind {
      case .leftBrace:
        open.append(key)
        guard open.count < Self.maximumNesting else { throw failure("nested too deep", at: t) }
      case .rightBrace:
        guard !open.isEmpty else { throw unexpected("'#-}'") }
        open.removeLast()
      case .identifier: key = text(of: t)
      case .string:
        if nextToken.kind == .colon {
          key = try string(of: t)
        } else if open.first == "dialect_resources" {
          module.resources[key] = t.start..<t.end
        }
      case .colon, .comma: break
      case .endOfResources where open.isEmpty:
        advance()
        return
      default: throw unexpected("'#-}'")
      }
      advance()
    }
    throw failure("'{-#' is never closed", at: opening)
  }

  // MARK: Recovery

  /// Skips to the next line that starts a declaration.
  private mutating func skipToDeclaration(after start: Int) {
    if token.start == start, token.kind != .endOfText { advance() }
    while token.kind != .endOfText {
      if token.startsLine {
        if token.kind == .identifier, isWord("func.func") || isWord("func") || isWord("module") {
          return
        }
        if token.kind == .hash || token.kind == .bang, nextToken.kind == .equal { return }
      }
      advance()
    }
  }

}
