import Diagnostics
import GraphIR
import Scalars

/// Executes operations one after another.
///
/// Calls and regions are kept on a stack of its own, because functions may call each other in
/// chains of any length.
struct Machine {

  private let module: Module
  private let weights: [String: Literal]
  private let meter: Meter
  private var activations: [Activation] = []

  /// The positions of the module's functions by name.
  private lazy var functions: [String: Int] = Dictionary(
    zip(module.functions.map(\.name), module.functions.indices), uniquingKeysWith: { a, _ in a })

  /// Creates a machine that executes functions of `module` and counts by `meter` what it uses.
  init(_ module: Module, weights: [String: Literal], _ meter: Meter) {
    self.module = module
    self.weights = weights
    self.meter = meter
  }

  /// Returns the results of `function` for `arguments`.
  mutating func call(_ function: Function, with arguments: [Literal]) throws -> [Literal] {
    enter(function, with: arguments)
    return try run()
  }

  /// Returns the results of `id` for `operands`.
  mutating func evaluate(
    _ id: OperationID, in graph: Graph, operands: [Literal]
  ) throws -> [Literal] {
    let activation = Activation(graph, meter)
    activation.define(graph[id].operands, as: operands)
    activation.blocks.append(Activation.Block(owner: nil, region: nil, operations: [id]))
    activations.append(activation)
    return try run()
  }

  /// Returns what `region` of `graph` yields for `arguments`.
  private mutating func evaluate(
    _ region: RegionID, of graph: Graph, with arguments: [Literal]
  ) throws -> [Literal] {
    let activation = Activation(graph, meter)
    activation.enter(region, of: nil, with: arguments)
    activations.append(activation)
    return try run()
  }

  private mutating func enter(
    _ function: Function, with arguments: [Literal], for call: OperationID? = nil
  ) {
    let activation = Activation(function.graph, call: call, meter)
    activation.enter(function.graph.body, of: nil, with: arguments)
    activations.append(activation)
  }

  /// Executes operations until the first activation ends, and returns its results.
  private mutating func run() throws -> [Literal] {
    defer { activations.removeAll() }
    while let activation = activations.last, let block = activation.blocks.last {
      guard block.next < block.operations.count else {
        // A single operation was evaluated.
        guard let id = block.operations.last else { break }
        return try values(activation.graph[id].results, of: activation)
      }
      activation.blocks[activation.blocks.count - 1].next += 1
      try meter.charge(Meter.operationCost)
      if let results = try execute(block.operations[block.next], of: activation) { return results }
    }
    throw Defect("interpreter", "a region has no terminator")
  }

  /// Executes one operation, and returns the results of the first activation if that ends.
  private mutating func execute(
    _ id: OperationID, of activation: Activation
  ) throws -> [Literal]? {
    let graph = activation.graph
    let operation = graph[id]
    let operands = try values(operation.operands, of: activation)
    switch operation.opcode {
    case .return, .yield:
      return try leave(activation, with: operands)
    case .call:
      enter(try callee(of: operation), with: operands, for: id)
    case .if:
      let region = operands[0][0].bits == 1 ? 0 : 1
      activation.enter(operation.regions[region], of: id, with: [])
    case .case:
      let n = operands[0][0].intValue
      let last = operation.regions.count - 1
      let region = n >= 0 && n < last ? Int(n) : last
      activation.enter(operation.regions[region], of: id, with: [])
    case .while, .fusion:
      activation.enter(operation.regions[0], of: id, with: operands)
    case .reduce:
      let application = Application(operation, of: graph, to: operands, meter)
      let results = try application.reduce(combiner(operation.regions[0], of: graph))
      activation.define(operation.results, as: results)
    case .reduceWindow:
      let application = Application(operation, of: graph, to: operands, meter)
      let results = try application.reduceWindow(
        scalarFunction(operation.regions[0], of: graph))
      activation.define(operation.results, as: results)
    case .selectAndScatter:
      let application = Application(operation, of: graph, to: operands, meter)
      let result = try application.selectAndScatter(
        select: scalarFunction(operation.regions[0], of: graph),
        scatter: scalarFunction(operation.regions[1], of: graph))
      activation.define(operation.results, as: [result])
    case .rngBits:
      let results = try Application(operation, of: graph, to: operands, meter).randomBits()
      activation.define(operation.results, as: results)
    case .sort:
      let application = Application(operation, of: graph, to: operands, meter)
      let results = try application.sort(scalarFunction(operation.regions[0], of: graph))
      activation.define(operation.results, as: results)
    case .scatter:
      let application = Application(operation, of: graph, to: operands, meter)
      let results = try application.scatter(scalarFunction(operation.regions[0], of: graph))
      activation.define(operation.results, as: results)
    case .weight:
      activation.define(operation.results, as: [try weight(operation, of: graph)])
    default:
      let result = try Application(operation, of: graph, to: operands, meter).result()
      activation.define(operation.results, as: [result])
    }
    return nil
  }

  /// Ends the innermost region, which yields `values`, and returns these if nothing is left to do.
  private mutating func leave(
    _ activation: Activation, with values: [Literal]
  ) throws -> [Literal]? {
    let block = activation.blocks.popLast()
    guard let owner = block?.owner else {
      activations.removeLast()
      guard let caller = activations.last, let call = activation.call else { return values }
      caller.define(caller.graph[call].results, as: values)
      return nil
    }
    let graph = activation.graph
    let operation = graph[owner]
    guard operation.opcode == .while else {
      activation.define(operation.results, as: values)
      return nil
    }
    // `cond` yields one truth value and takes what is carried; `body` yields what is carried.
    let (cond, body) = (operation.regions[0], operation.regions[1])
    guard block?.region == cond else {
      activation.enter(cond, of: owner, with: values)
      return nil
    }
    let carried = try self.values(graph[cond].arguments, of: activation)
    if values[0][0].bits == 1 {
      activation.enter(body, of: owner, with: carried)
    } else {
      activation.define(operation.results, as: carried)
    }
    return nil
  }

  /// What `ids` are.
  ///
  /// When one operation is evaluated by itself, its regions may use constants and iotas from
  /// outside, which are computed here.
  private func values(_ ids: [ValueID], of activation: Activation) throws -> [Literal] {
    try ids.map { (id) in
      if let x = activation[id] { return x }
      let graph = activation.graph
      guard let definition = graph.definingOperation(of: id),
        [.const, .iota].contains(graph[definition].opcode)
      else { throw Defect("interpreter", "a value is used that was not computed") }
      let x = try Application(graph[definition], of: graph, to: [], meter).result()
      activation.define([id], as: [x])
      return x
    }
  }

  private mutating func callee(of operation: Operation) throws -> Function {
    guard let position = operation.attributes.string(.callee).flatMap({ functions[$0] }) else {
      throw Defect("interpreter", "a call names no function")
    }
    return module.functions[position]
  }

  private func weight(_ operation: Operation, of graph: Graph) throws -> Literal {
    let name = operation.attributes.string(.weight) ?? ""
    guard let x = weights[name] else {
      throw DiagnosticError("the elements of weight %\(name) are not given", at: operation.location)
    }
    let type = operation.results.first.map { graph.type(of: $0) }
    guard x.type == type else {
      throw DiagnosticError(
        "weight %\(name) has type \(type.map(\.description) ?? "none"), but \(x.type) is given",
        at: operation.location)
    }
    return x
  }

  /// What the region of a reduction does.
  private func combiner(_ region: RegionID, of graph: Graph) -> Combiner {
    if let f = graph.commutativeCombiner(of: region) { return .function(f) }
    return .region(scalarFunction(region, of: graph))
  }

  /// What a region of scalars does, from the representations of its arguments to those of what it
  /// yields.
  private func scalarFunction(_ region: RegionID, of graph: Graph) -> ScalarFunction {
    if var program = ScalarProgram(region, of: graph) {
      return { (arguments) in program.run(arguments) }
    }
    var machine = Machine(module, weights: weights, meter)
    let types = graph[region].arguments.map { graph.type(of: $0).element }
    return { (arguments) in
      let scalars = zip(types, arguments).map { Literal(Scalar($0, bits: $1)) }
      return try machine.evaluate(region, of: graph, with: scalars).map { $0[0].bits }
    }
  }

}

extension Graph {

  /// The function that `region`, of a reduction, applies to accumulator and element, if that is
  /// all it does and neither the order of these nor that of elements matters but for rounding.
  func commutativeCombiner(of region: RegionID) -> BinaryFunction? {
    let r = self[region]
    guard r.operations.count == 2, r.arguments.count == 2 else { return nil }
    let (combine, yield) = (self[r.operations[0]], self[r.operations[1]])
    guard let function = combine.opcode.binaryFunction,
      BinaryFunction.combiners.contains(function), yield.operands == combine.results,
      combine.operands == r.arguments || combine.operands == r.arguments.reversed()
    else { return nil }
    return function
  }

}
