import Diagnostics
import GraphIR
import Scalars

/// Builds the graph of one function.
struct FunctionImporter {

  /// The module.
  let context: ModuleContext

  /// The function.
  let function: FunctionSyntax

  /// The graph so far.
  var graph = Graph()

  /// The errors so far.
  var faults: FaultCollector

  /// The names that can be used.
  private(set) var scope = ValueScope()

  /// The region to which operations are added.
  private(set) var region: RegionID

  /// The shape that scalars of the current region get: the body of a `map` works on whole tensors.
  var liftedShape: [Dimension]?

  /// Values of regions less deep than this cannot be used.
  private var barrier = 0

  /// What is known of values before the program runs.
  var known = KnownValues()

  /// The number of calls that are being inlined.
  private var callDepth = 0

  /// The number of calls that were inlined.
  private var inlinedCalls = 0

  /// The number of operations so far that draw random bits without a state.
  var randomCount: UInt64 = 0

  /// The types of the results.
  private(set) var resultTypes: [TensorType] = []

  /// The checks found, if the treatment collects them.
  var checks: [PendingCheck] = []

  /// The parameters that stand for results of the functions that give a test its values.
  var liftedCalls: [LiftedCall] = []

  /// Creates an importer of `function`.
  init(_ function: FunctionSyntax, in context: ModuleContext, faults: FaultCollector) {
    self.function = function
    self.context = context
    self.faults = faults
    self.region = graph.body
  }

  /// Imports the function, `nil` if there are errors.
  mutating func run() -> Function? {
    guard let body = function.body else { return nil }
    do throws(ImportFailure) {
      try defineParameters(body.parameters, refined: context.arguments?.map(\.type))
      for (i, a) in (context.arguments ?? []).enumerated() {
        guard let value = a.value, graph[graph.body].arguments.indices.contains(i) else { continue }
        known.addArgument(graph[graph.body].arguments[i], at: i, value)
      }
      for t in function.results { resultTypes += try tensorTypes(t, at: function.range) }
    } catch {
      return nil
    }
    importOperations(body)
    guard !faults.hasErrors else { return nil }
    return Function(
      name: function.name, graph: graph, resultTypes: resultTypes, location: function.range)
  }

  // MARK: Operations

  private mutating func importOperations(_ syntax: RegionSyntax) {
    var isTerminated = false
    for op in syntax.operations where !faults.isExhausted {
      if isTerminated {
        faults.report(.error("'\(op.name)' comes after the end of the region", at: op.nameRange))
        return
      }
      do throws(ImportFailure) {
        define(op, try results(of: op))
      } catch {
        for r in op.results {
          scope.define(r.name, [ImportedValue?](repeating: nil, count: r.count))
        }
      }
      isTerminated = op.isTerminator
    }
    if !isTerminated, !faults.hasErrors {
      faults.report(.error("the region has no 'return' at its end", at: syntax.range))
    }
  }

  /// Adds the operations that `op` stands for and returns what it gives.
  private mutating func results(of op: OperationSyntax) throws(ImportFailure) -> [ImportedValue] {
    if op.isTerminator {
      try terminate(op)
      return []
    }
    let translation = Translation.find(op.name)
    let complexRule = ComplexRule.find(op.name)
    guard translation != nil || complexRule != nil else {
      // Types and operands may be as wrong as they like: what it means is not known.
      throw unsupported(op.name, op.nameRange)
    }
    var node = try node(for: op)
    refineResults(of: &node)
    let parts =
      node.hasNarrow
      ? try applyNarrow(node) { (f, wide) throws(ImportFailure) in
        try f.parts(of: wide, translation, complexRule)
      } : try self.parts(of: node, translation, complexRule)
    return try group(parts, node)
  }

  /// Adds the operations that `node` stands for and returns the tensors of its results.
  private mutating func parts(
    of node: Node, _ translation: Translation?, _ complexRule: ComplexRule?
  ) throws(ImportFailure) -> [ValueID] {
    let name = node.syntax.name
    if node.hasComplex {
      guard let complexRule else {
        throw unsupported("'\(name)' of complex numbers", node.syntax.nameRange)
      }
      return try complexRule.apply(&self, node, plain: translation)
    }
    guard let translation else { throw unsupported(name, node.syntax.nameRange) }
    return node.isQuantized
      ? try applyQuantized(translation, node) : try translation.apply(&self, node)
  }

  /// Gives the names of `op` their values.
  private mutating func define(_ op: OperationSyntax, _ values: [ImportedValue]) {
    let total = op.results.reduce(0) { $0 + $1.count }
    guard total == values.count || (op.results.isEmpty && !op.isTerminator) else {
      faults.report(
        .error("'\(op.name)' has \(values.count) results, but \(total) are named", at: op.range))
      for r in op.results {
        scope.define(r.name, [ImportedValue?](repeating: nil, count: r.count))
      }
      return
    }
    var next = 0
    for r in op.results {
      define(r.name, Array(values[next..<(next + r.count)]), at: r.range)
      next += r.count
    }
  }

  /// Makes `name` mean `values`, unless it means something already.
  private mutating func define(_ name: String, _ values: [ImportedValue?], at range: SourceRange) {
    if let other = scope[name], other.depth >= barrier, !other.values.isEmpty {
      faults.report(.error("'%\(name)' is already defined", at: range))
    }
    scope.define(name, values)
  }

  /// Returns what `op` is applied to, with the types of its results.
  private mutating func node(for op: OperationSyntax) throws(ImportFailure) -> Node {
    var node = Node(op, text: context.bytes)
    var isRight = true
    for (i, operand) in op.operands.enumerated() {
      do throws(ImportFailure) {
        let value = try value(of: operand)
        node.values.append(value)
        node.operands += value.parts
        if let types = op.operandTypes, i < types.count, types[i] != value.type {
          faults.report(
            .error(
              "'%\(operand.name)' has type \(value.type), but \(types[i]) is written",
              at: operand.range))
          isRight = false
        }
      } catch {
        isRight = false
      }
    }
    guard isRight else { throw ImportFailure() }
    if let types = op.operandTypes, types.count != op.operands.count {
      throw failure(
        "'\(op.name)' has \(op.operands.count) operands, but \(types.count) types are written",
        op.range)
    }
    node.resultSyntax = op.resultTypes ?? []
    for t in node.resultSyntax { node.results += try tensorTypes(t, at: op.nameRange) }
    return node
  }

  /// Groups the tensors that an operation gives by its results.
  private mutating func group(
    _ parts: [ValueID], _ node: Node
  ) throws(ImportFailure) -> [ImportedValue] {
    var values: [ImportedValue] = []
    var next = 0
    for t in node.resultSyntax {
      let count = t.partCount
      guard next + count <= parts.count else { break }
      values.append(ImportedValue(type: t, parts: Array(parts[next..<(next + count)])))
      next += count
    }
    guard values.count == node.resultSyntax.count, next == parts.count else {
      throw failure("'\(node.syntax.name)' has other results than are written", node.range)
    }
    try checkRefined(parts, node)
    return values
  }

  // MARK: Operands

  /// The value that `operand` names.
  private mutating func value(of operand: OperandSyntax) throws(ImportFailure) -> ImportedValue {
    guard let binding = scope[operand.name] else {
      let hint = faults.hint(for: operand.name, among: scope.names, prefix: "%")
      scope.define(operand.name, [])
      throw failure("'%\(operand.name)' is not defined here\(hint)", operand.range)
    }
    guard operand.index < binding.values.count else {
      if binding.values.isEmpty { throw ImportFailure() }
      throw failure(
        "'%\(operand.name)' has \(binding.values.count) results, no number \(operand.index)",
        operand.range)
    }
    guard let value = binding.values[operand.index] else { throw ImportFailure() }
    guard binding.depth < barrier else { return value }
    var parts: [ValueID] = []
    for v in value.parts { parts.append(try inside(v, operand)) }
    return ImportedValue(type: value.type, parts: parts)
  }

  /// Returns a copy of `value`, which is defined outside of a region that cannot use it.
  private mutating func inside(
    _ value: ValueID, _ operand: OperandSyntax
  ) throws(ImportFailure) -> ValueID {
    guard let id = graph.definingOperation(of: value), graph[id].opcode == .const else {
      throw failure(
        "'%\(operand.name)' is from outside; in this region only constants can be used",
        operand.range)
    }
    let copy = graph.insert(
      .const, [], graph[id].attributes, resultTypes: [graph.type(of: value)], at: .endOf(region),
      location: graph[id].location)
    return graph[copy].results[0]
  }

  // MARK: Regions

  /// What the names of parameters of type `type` end with for the tensor number `part` of them.
  static func suffix(ofPart part: Int, of type: TypeSyntax) -> String {
    type.isComplex ? ["_real", "_imag"][part % 2] : ""
  }

  /// Adds `parameters` to the current region.
  ///
  /// - Parameters:
  ///   - refined: the types of all tensors among them, from which sizes that are not written are
  ///     taken.
  ///   - pairsParts: `true` iff two parameters belong together, and the first tensors of both come
  ///     before the second ones.
  private mutating func defineParameters(
    _ parameters: [ParameterSyntax], refined: [TensorType]?, pairsParts: Bool = false
  ) throws(ImportFailure) {
    let step = pairsParts ? 2 : 1
    for i in stride(from: 0, to: parameters.count, by: step) {
      let group = parameters[i..<min(i + step, parameters.count)]
      var parts = group.map { (_) -> [ValueID] in [] }
      var types: [[TensorType]] = []
      for p in group { types.append(try tensorTypes(p.type, at: p.range)) }
      for n in 0..<(types.map(\.count).max() ?? 0) {
        for (k, p) in group.enumerated() where n < types[k].count {
          parts[k].append(try addArgument(types[k][n], of: p, part: n, refined: refined))
        }
      }
      for (p, v) in zip(group, parts) {
        define(p.name, [ImportedValue(type: p.type, parts: v)], at: p.range)
      }
    }
  }

  /// Adds the tensor number `part` of `parameter` to the current region.
  private mutating func addArgument(
    _ written: TensorType, of parameter: ParameterSyntax, part: Int, refined: [TensorType]?
  ) throws(ImportFailure) -> ValueID {
    let position = graph[region].arguments.count
    var type = written
    if let refined, refined.indices.contains(position) {
      type = type.refined(by: refined[position]) ?? type
    }
    guard type.isKnown else {
      throw unsupported("the dynamic size '?' in \(parameter.type)", parameter.range)
    }
    let isNumber = parameter.name.utf8.allSatisfy(MLIRLexer.isDigit)
    let suffix = Self.suffix(ofPart: part, of: parameter.type)
    return graph.addArgument(type, to: region, name: isNumber ? nil : parameter.name + suffix)
  }

  /// Adds a region with the operations of `syntax`.
  ///
  /// - Parameters:
  ///   - isIsolated: `true` iff operations inside cannot use values from outside.
  ///   - pairsParts: `true` iff two parameters belong together, and the first tensors of both come
  ///     before the second ones.
  ///   - arguments: the values that the parameters have at first, from whose types sizes that are
  ///     not written are taken.
  ///   - invariant: the positions of the parameters that always have these values.
  mutating func importRegion(
    _ syntax: RegionSyntax, isIsolated: Bool = false, pairsParts: Bool = false,
    arguments: [ValueID] = [], invariant: [Int] = []
  ) throws(ImportFailure) -> RegionID {
    let outer = (region: region, barrier: barrier, errors: faults.hasErrors)
    region = graph.createRegion()
    scope.open()
    if isIsolated { barrier = scope.depth }
    defer {
      scope.close()
      region = outer.region
      barrier = outer.barrier
    }
    try defineParameters(
      syntax.parameters, refined: arguments.map { graph.type(of: $0) }, pairsParts: pairsParts)
    for i in invariant where graph[region].arguments.indices.contains(i) {
      known.addAlias(graph[region].arguments[i], of: arguments[i])
    }
    importOperations(syntax)
    guard graph.terminator(of: region) != nil else { throw ImportFailure() }
    return region
  }

  /// Adds a region that yields what `body` returns for arguments of types `types`. Operations of the
  /// text that it puts inside cannot use values from outside.
  mutating func emitRegion(
    _ types: [TensorType], at range: SourceRange,
    _ body: (inout FunctionImporter, [ValueID]) throws(ImportFailure) -> [ValueID]
  ) throws(ImportFailure) -> RegionID {
    let outer = (region: region, barrier: barrier)
    region = graph.createRegion()
    barrier = scope.depth + 1
    defer { (region, barrier) = outer }
    let arguments = types.map { graph.addArgument($0, to: region) }
    let values = try body(&self, arguments)
    graph.insert(.yield, values, resultTypes: [], at: .endOf(region), location: range)
    return region
  }

  /// Applies the operations of `syntax` to `arguments` right here, and returns what it ends with.
  mutating func inline(
    _ syntax: RegionSyntax, _ arguments: [ValueID], liftedTo shape: [Dimension]
  ) throws(ImportFailure) -> [ValueID] {
    let count = syntax.parameters.reduce(0) { $0 + $1.type.partCount }
    guard count == arguments.count, let end = syntax.operations.last, end.isTerminator else {
      throw failure("the region has other parameters than there are operands", syntax.range)
    }
    let outerShape = liftedShape
    scope.open()
    defer {
      scope.close()
      liftedShape = outerShape
    }
    liftedShape = shape
    var next = 0
    for p in syntax.parameters {
      let parts = Array(arguments[next..<(next + p.type.partCount)])
      define(p.name, [ImportedValue(type: p.type, parts: parts)], at: p.range)
      next += parts.count
    }
    for op in syntax.operations.dropLast() { define(op, try results(of: op)) }
    return try node(for: end).operands
  }

  /// Applies the operations of `callee` to the operands of `node` right here, so that what is known
  /// of them is known in the function, and returns what it returns.
  mutating func inlineCall(
    _ callee: FunctionSyntax, _ node: Node
  ) throws(ImportFailure) -> [ValueID] {
    guard let body = callee.body, let end = body.operations.last, end.isTerminator,
      body.parameters.map(\.type) == node.values.map(\.type), callee.results == node.resultSyntax
    else { throw failure("'@\(callee.name)' has other types than this call", node.range) }
    guard callDepth < Self.maximumCallDepth, inlinedCalls < Self.maximumInlinedCalls else {
      throw failure("'@\(callee.name)' is called too often or calls itself", node.range)
    }
    let outer = (scope: scope, barrier: barrier)
    scope = ValueScope()
    barrier = 0
    callDepth += 1
    inlinedCalls += 1
    defer {
      (scope, barrier) = outer
      callDepth -= 1
    }
    for (p, v) in zip(body.parameters, node.values) { define(p.name, [v], at: p.range) }
    for op in body.operations.dropLast() { define(op, try results(of: op)) }
    return try self.node(for: end).operands
  }

  /// The number of calls that may be nested in each other where they are inlined.
  private static let maximumCallDepth = 64

  /// The number of calls that may be inlined; a chain of them can ask for exponentially many.
  private static let maximumInlinedCalls = 10_000

  /// Ends the current region.
  private mutating func terminate(_ op: OperationSyntax) throws(ImportFailure) {
    let node = try node(for: op)
    guard region == graph.body else {
      guard op.name != "func.return" else {
        throw failure("a region ends with 'stablehlo.return'", op.nameRange)
      }
      graph.insert(
        .yield, node.operands, resultTypes: [], at: .endOf(region), location: node.range)
      return
    }
    var operands = node.operands
    let types = operands.map { graph.type(of: $0) }
    guard types.elementsEqual(resultTypes, by: { $0.isRefinement(of: $1) }) else {
      throw failure(
        "'@\(function.name)' returns (\(resultTypes.map(\.description).joined(separator: ", "))), "
          + "not (\(types.map(\.description).joined(separator: ", ")))", op.range)
    }
    resultTypes = types
    if isTestEntry {
      operands = checkedValues
      resultTypes = operands.map { graph.type(of: $0) }
    }
    graph.insert(.return, operands, resultTypes: [], at: .endOf(region), location: node.range)
  }

  // MARK: Errors

  /// Reports `message` at `range` and returns what to throw.
  mutating func failure(_ message: String, _ range: SourceRange) -> ImportFailure {
    faults.report(.error(message, at: range))
    return ImportFailure()
  }

  /// Reports that `feature` is not supported yet and returns what to throw.
  mutating func unsupported(_ feature: String, _ range: SourceRange) -> ImportFailure {
    faults.reportUnsupported(feature, at: range)
    return ImportFailure()
  }

}

extension OperationSyntax {

  /// `true` iff this ends a region.
  var isTerminator: Bool {
    ["func.return", "stablehlo.return", "mhlo.return", "chlo.return"].contains(name)
  }

}

extension TypeSyntax {

  /// The number of tensors of which a value of this type consists.
  var partCount: Int {
    switch self {
    case .tuple(let types): types.reduce(0) { $0 + $1.partCount }
    case .token: 0
    default: isComplex ? 2 : 1
    }
  }

}
