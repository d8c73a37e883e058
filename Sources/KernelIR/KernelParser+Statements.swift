import Scalars

extension KernelParser {

  /// Reads statements up to the closing brace.
  mutating func statements() throws(Failure) -> [Statement] {
    var result: [Statement] = []
    try block { (p) throws(Failure) in result.append(try p.statement()) }
    return result
  }

  /// Reads statements and the values that they yield, up to the closing brace.
  private mutating func yieldingStatements() throws(Failure) -> ([Statement], [KernelValueID]) {
    var result: [Statement] = []
    var yields: [KernelValueID]?
    let start = next.range
    try block { (p) throws(Failure) in
      if yields != nil { throw p.unexpected("'}' behind 'yield'") }
      guard p.skip("yield") else {
        result.append(try p.statement())
        return
      }
      yields = []
      if p.next.kind == .value { yields = try p.valueList() }
    }
    guard let yields else { throw failure("there is no 'yield' in this block", at: start) }
    return (result, yields)
  }

  private mutating func valueList() throws(Failure) -> [KernelValueID] {
    var result: [KernelValueID] = []
    repeat { result.append(try value()) } while skip(",")
    return result
  }

  private mutating func guardCondition() throws(Failure) -> KernelValueID? {
    skip("if") ? try value() : nil
  }

  private mutating func loopKind() throws(Failure) -> LoopKind {
    if skip("unrolled") { return .unrolled }
    let isBlock = skip("block")
    guard isBlock || skip("vector") else { return .serial }
    try expect("(")
    let lanes = try natural()
    try expect(")")
    return isBlock ? .block(lanes: lanes) : .vector(lanes: lanes)
  }

  private mutating func loopBound() throws(Failure) -> LoopBound {
    let i = try index()
    try expect("<")
    return LoopBound(i, below: try integer())
  }

  private mutating func statement() throws(Failure) -> Statement {
    if skip("store") {
      let v = try value()
      try expect(",")
      let b = try buffer()
      let i = try subscriptIndex()
      return .store(v, b, i, guard: try guardCondition())
    }
    if skip("prefetch") {
      let b = try buffer()
      return .prefetch(b, try subscriptIndex())
    }
    if skip("for") {
      let v = try variable()
      let kind = try loopKind()
      let grain = skip("grain") ? try natural() : nil
      let bound = skip("while") ? try loopBound() : nil
      try expect("{")
      return .loop(Loop(v, kind, grain: grain, bound: bound, body: try statements()))
    }
    if skip("reduce") { return try reduction([]) }
    guard next.kind == .value else { throw unexpected("a statement") }
    var names = [take()]
    while skip(",") { names.append(try expect(.value, "a value")) }
    try expect("=")
    if skip("reduce") { return try reduction(names) }
    guard names.count == 1 else {
      throw failure("only a reduction defines several values", at: names[1].range)
    }
    return try definition(of: names[0])
  }

  // MARK: Definitions

  private mutating func definition(of name: KernelToken) throws(Failure) -> Statement {
    let mnemonic = try expect(.identifier, "the name of an operation")
    if mnemonic.text == "const" {
      // The type, which comes last, says how to read the number.
      let negative = skip("-")
      let number = take()
      try expect(":")
      let type = try elementType()
      guard let s = ScalarText.scalar(type, text: (negative ? "-" : "") + number.text) else {
        throw failure("'\(number.text)' is not a number of type \(type)", at: number.range)
      }
      return .define(try define(name, type), .constant(s))
    }
    let e = try expression(mnemonic)
    try expect(":")
    let type = try elementType()
    return .define(try define(name, type), e)
  }

  private mutating func expression(_ mnemonic: KernelToken) throws(Failure) -> Expression {
    switch mnemonic.text {
    case "index":
      return .index(try index())
    case "inside":
      let i = try index()
      try expect("in")
      let lower = try integer()
      try expect("..<")
      return .inside(i, lower: lower, upper: try integer())
    case "load":
      let b = try buffer()
      let i = try subscriptIndex()
      return .load(b, i, guard: try guardCondition())
    case "compare":
      guard let d = ComparisonDirection(rawValue: next.text) else {
        throw unexpected("the name of a relation")
      }
      _ = take()
      let total = skip("total")
      let v = try operands(2, of: mnemonic)
      return .compare(d, v[0], v[1], total: total)
    case "fma":
      let v = try operands(3, of: mnemonic)
      return .fma(v[0], v[1], v[2])
    case "byte_dot":
      let v = try operands(2, of: mnemonic)
      return .byteDot(v[0], v[1])
    case "select":
      let v = try operands(3, of: mnemonic)
      return .select(v[0], v[1], v[2])
    case "convert":
      return .convert(try value())
    case "bitcast":
      return .bitcast(try value())
    default:
      if let f = UnaryFunction(rawValue: mnemonic.text) { return .unary(f, try value()) }
      if let f = BinaryFunction(rawValue: mnemonic.text) {
        let v = try operands(2, of: mnemonic)
        return .binary(f, v[0], v[1])
      }
      throw failure("'\(mnemonic.text)' is not an operation", at: mnemonic.range)
    }
  }

  private mutating func operands(
    _ count: Int, of mnemonic: KernelToken
  ) throws(Failure) -> [KernelValueID] {
    let v = try valueList()
    if v.count != count {
      throw failure(
        "\(mnemonic.text) has \(count) operands, not \(v.count)", at: mnemonic.range)
    }
    return v
  }

  // MARK: Reductions

  private mutating func reduction(_ names: [KernelToken]) throws(Failure) -> Statement {
    let start = next.range
    var function: BinaryFunction?
    var contracted = false
    if next.kind == .identifier, let f = BinaryFunction(rawValue: next.text) {
      _ = take()
      function = f
      contracted = skip("contracted")
    }
    let initial = skip("init") ? try valueList() : []
    var variables: [LoopVariableID] = []
    if skip("over") {
      repeat { variables.append(try variable()) } while skip(",")
    }
    let kind = try loopKind()
    try expect("{")
    let (body, elements) = try yieldingStatements()

    let combiner: Combiner
    if let function {
      combiner = .function(function, contracted: contracted)
    } else {
      try expect("combine")
      try expect("(")
      var parameters: [KernelValueID] = []
      try list(until: ")") { (p) throws(Failure) in
        let name = try p.expect(.value, "a value")
        try p.expect(":")
        parameters.append(try p.define(name, try p.elementType()))
      }
      try expect("{")
      let (statements, results) = try yieldingStatements()
      guard parameters.count == 2 * initial.count else {
        throw failure(
          "a combiner of \(initial.count) accumulators has \(2 * initial.count) parameters",
          at: start)
      }
      combiner = .block(
        accumulators: Array(parameters.prefix(initial.count)),
        elements: Array(parameters.suffix(initial.count)), body: statements, results: results)
    }

    var results: [KernelValueID] = []
    for (i, name) in names.enumerated() {
      try expect(i == 0 ? ":" : ",")
      results.append(try define(name, try elementType()))
    }
    return .reduction(
      Reduction(
        variables: variables, kind: kind, initial: initial, combiner: combiner, body: body,
        elements: elements, results: results))
  }

  // MARK: Index expressions

  private mutating func subscriptIndex() throws(Failure) -> IndexExpression {
    try expect("[")
    let i = try index()
    try expect("]")
    return i
  }

  /// Reads a sum of products.
  private mutating func index() throws(Failure) -> IndexExpression {
    var result = skip("-") ? try product() * -1 : try product()
    while true {
      if skip("+") {
        result = result + (try product())
      } else if skip("-") {
        result = result - (try product())
      } else {
        return result
      }
    }
  }

  /// Reads a factor and the numbers by which it is multiplied or divided.
  private mutating func product() throws(Failure) -> IndexExpression {
    var result = try factor()
    var divisions = 0
    while true {
      if next.text == "floordiv" || next.text == "mod" {
        divisions += 1
        if divisions > Self.depthLimit { throw unexpected("fewer divisions") }
      }
      if skip("*") {
        result = result * (try natural())
      } else if skip("floordiv") {
        result = IndexExpression(.quotient(result, try divisor()))
      } else if skip("mod") {
        result = IndexExpression(.remainder(result, try divisor()))
      } else {
        return result
      }
    }
  }

  private mutating func divisor() throws(Failure) -> Int {
    let range = next.range
    let d = try natural()
    if d == 0 { throw failure("a division by zero", at: range) }
    return d
  }

  private mutating func factor() throws(Failure) -> IndexExpression {
    switch next.kind {
    case .integer:
      return IndexExpression(try natural())
    case .value:
      let t = take()
      return variables[t.text].map { IndexExpression($0) } ?? IndexExpression(.value(value(t)))
    default:
      guard skip("(") else { throw unexpected("an index") }
      let e = try nested { (p) throws(Failure) in try p.index() }
      try expect(")")
      return e
    }
  }

}
