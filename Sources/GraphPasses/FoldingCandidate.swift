import Diagnostics
import GraphIR
import Interpreter
import Scalars

/// An operation that computes constants.
struct FoldingCandidate {

  private let id: OperationID
  private let graph: Graph
  private let operation: Operation
  private let resultTypes: [TensorType]

  /// Creates a candidate of the operation `id` of `graph`, or returns `nil` if it uses something
  /// that is not constant, or is a constant itself, or nothing uses it.
  init?(_ id: OperationID, in graph: Graph) {
    let operation = graph[id]
    let family = operation.opcode.description.family
    guard family != .leaf, family != .terminator,
      operation.operands.allSatisfy({ graph.isKnown($0) }),
      operation.results.contains(where: { !graph[$0].users.isEmpty }),
      operation.regions.allSatisfy({ graph.captures(of: $0).allSatisfy { graph.isKnown($0) } }),
      !graph.isInFusion(operation)
    else { return nil }
    self.id = id
    self.graph = graph
    self.operation = operation
    self.resultTypes = operation.results.map { graph.type(of: $0) }
  }

  /// Returns the constants that the operation computes, one for each result, or `nil` if the budget
  /// does not suffice.
  func evaluate(_ module: Module, within budget: inout FoldingBudget) -> [Literal]? {
    let types = resultTypes + operation.operands.map { graph.type(of: $0) }
    guard types.allSatisfy({ $0.sizes != nil }) else { return splatOfUnknownSize.map { [$0] } }

    let freed = freedBytes
    guard givesSplats || size(of: resultTypes) <= largestSize(freeing: freed, budget) else {
      return nil
    }
    let results = budget.spend { (limits) in
      let operands = try operation.operands.map { try literal(of: $0, module, &limits) }
      return try Interpreter.evaluate(
        id, in: graph, operands: operands, module: module, limits: &limits)
    }
    guard let constants = results?.map(\.splatIfUniform),
      !takesIota || constants.allSatisfy(\.isSplat)
    else { return nil }
    let size = constants.reduce(0) { $0 + $1.bytes.count }
    return budget.grow(from: freed, to: size) ? constants : nil
  }

  // MARK: Sizes

  /// `true` iff an operand is an iota.
  private var takesIota: Bool {
    operation.operands.contains { graph.definition(of: $0, as: .iota) != nil }
  }

  /// `true` iff results are known to be splats.
  private var givesSplats: Bool {
    let elements = operation.operands.map { graph.splatElement(of: $0) }
    guard !elements.contains(nil) else { return false }
    switch operation.opcode {
    case .reduce, .dotGeneral: return true
    case let opcode where opcode.isElementwise: return true
    default: return elementToMove != nil
    }
  }

  /// The element of which all results of a movement consist, if they do.
  private var elementToMove: Scalar? {
    guard operation.opcode.description.family == .movement else { return nil }
    let sources =
      switch operation.opcode {
      case .dynamicSlice, .gather: operation.operands.prefix(1)
      case .dynamicUpdateSlice: operation.operands.prefix(2)
      default: operation.operands[...]
      }
    let elements = sources.map { graph.splatElement(of: $0) }
    guard let first = elements.first, elements.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// The most bytes that results may take before it is known whether they are splats.
  private func largestSize(freeing freed: Int, _ budget: FoldingBudget) -> Int {
    if takesIota { return FoldingBudget.possibleSplat }
    // A kernel repeats elements for nothing.
    if operation.opcode == .broadcast { return freed }
    return budget.largestResult(freeing: freed)
  }

  /// The bytes of the operands that nothing else uses.
  private var freedBytes: Int {
    var seen = Set<ValueID>()
    var bytes = 0
    for v in operation.operands where seen.insert(v).inserted {
      guard let literal = graph.constantLiteral(of: v) else { continue }
      if graph[v].users.allSatisfy({ $0 == id }) { bytes += literal.bytes.count }
    }
    return bytes
  }

  /// The bytes of tensors of `types`, none of whose sizes is unknown.
  private func size(of types: [TensorType]) -> Int {
    types.reduce(0) { (sum, type) in
      let (result, overflow) = sum.addingReportingOverflow(type.byteCount ?? .max)
      return overflow ? .max : result
    }
  }

  // MARK: Elements

  /// The elements of the operand `value`.
  private func literal(
    of value: ValueID, _ module: Module, _ limits: inout Interpreter.Limits
  ) throws -> Literal {
    if let literal = graph.constantLiteral(of: value) { return literal }
    guard let iota = graph.definingOperation(of: value),
      let literal = try Interpreter.evaluate(
        iota, in: graph, operands: [], module: module, limits: &limits
      ).first
    else { throw Defect("constant folding", "an operand is not known") }
    return literal
  }

  /// The literal of the only result, which is a splat although its size is not known.
  private var splatOfUnknownSize: Literal? {
    guard resultTypes.count == 1, let type = resultTypes.first else { return nil }
    let elements = operation.operands.compactMap { graph.splatElement(of: $0) }
    guard elements.count == operation.operands.count else { return nil }
    let element =
      Interpreter.evaluate(
        operation.opcode, operation.attributes, of: elements, result: type.element)
      ?? elementToMove
    return element.flatMap { Literal(splat: $0, of: type) }
  }

}

extension Graph {

  /// The most elements of an iota that is computed when constants are folded.
  private static let largestIota = 4096

  /// `true` iff the elements of `value` are known: it is a constant or an iota of few elements.
  fileprivate func isKnown(_ value: ValueID) -> Bool {
    if constantLiteral(of: value) != nil { return true }
    guard definition(of: value, as: .iota) != nil, let n = type(of: value).elementCount else {
      return false
    }
    return n <= Self.largestIota
  }

  /// `true` iff `operation` is part of a fusion, which has been decided on already.
  fileprivate func isInFusion(_ operation: Operation) -> Bool {
    var region = operation.parent
    while let owner = self[region].owner {
      if self[owner].opcode == .fusion { return true }
      region = self[owner].parent
    }
    return false
  }

}

extension Literal {

  /// This literal as a splat if all elements are equal.
  fileprivate var splatIfUniform: Literal {
    guard !isSplat, count > 0, let sizes = type.sizes else { return self }
    let width = type.element.byteWidth
    for i in bytes.indices.dropFirst(width) where bytes[i] != bytes[i - width] { return self }
    return Literal(splat: self[0], sizes: sizes) ?? self
  }

}
