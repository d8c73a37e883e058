import Diagnostics
import GraphIR

/// Computes what an operation of a graph gives for known operands, `nil` if it cannot.
///
/// The reference semantics are not visible here: whoever imports a text passes them.
package typealias ConstantEvaluator = @Sendable (OperationID, Graph, [Literal]) -> [Literal]?

/// What is known of the values of a function before it runs.
struct KnownValues: Sendable {

  /// The most elements of a value that is computed for the sake of sizes.
  static let maximumElementCount = 4096

  /// The positions of the arguments of the entry on whose values sizes depend.
  private(set) var usedArguments: [Int] = []

  private var literals: [ValueID: Literal] = [:]
  private var unknown: Set<ValueID> = []
  private var arguments: [ValueID: (position: Int, value: Literal)] = [:]
  private var aliases: [ValueID: ValueID] = [:]

  /// Learns that `id`, the argument of the entry at `position`, is `value` in the call for which it
  /// is imported.
  mutating func addArgument(_ id: ValueID, at position: Int, _ value: Literal) {
    arguments[id] = (position, value)
  }

  /// Learns that `id` always is what `original` is.
  mutating func addAlias(_ id: ValueID, of original: ValueID) { aliases[id] = original }

  /// Returns the elements of `value`, `nil` if they are not known before the program runs.
  ///
  /// Complexity: linear in the number of operations on which `value` depends, each of which is
  /// computed once.
  mutating func literal(
    of value: ValueID, in graph: Graph, _ evaluate: ConstantEvaluator?
  ) -> Literal? {
    var pending = [value]
    while let v = pending.last {
      if literals[v] != nil || unknown.contains(v) {
        pending.removeLast()
      } else if let next = step(v, in: graph, evaluate) {
        pending += next
      } else {
        unknown.insert(v)
      }
    }
    return literals[value]
  }

  /// Learns what `v` is, and returns the values that have to be known before; `nil` if it cannot be
  /// known.
  private mutating func step(
    _ v: ValueID, in graph: Graph, _ evaluate: ConstantEvaluator?
  ) -> [ValueID]? {
    if let argument = arguments[v] {
      if !usedArguments.contains(argument.position) { usedArguments.append(argument.position) }
      literals[v] = argument.value
      return []
    }
    if let original = aliases[v] {
      if let literal = literals[original] {
        literals[v] = literal
        return []
      }
      return unknown.contains(original) ? nil : [original]
    }
    guard let id = graph.definingOperation(of: v) else { return nil }
    let operation = graph[id]
    if operation.opcode == .const, case .literal(let literal)? = operation.attributes[.value] {
      literals[v] = literal
      return []
    }
    for r in operation.results {
      guard let count = graph.type(of: r).elementCount, count <= Self.maximumElementCount
      else { return nil }
    }
    var missing: [ValueID] = []
    for o in operation.operands where literals[o] == nil {
      if unknown.contains(o) { return nil }
      missing.append(o)
    }
    guard missing.isEmpty else { return missing }
    let operands = operation.operands.compactMap { literals[$0] }
    guard let results = evaluate?(id, graph, operands), results.count == operation.results.count
    else { return nil }
    for (r, literal) in zip(operation.results, results) { literals[r] = literal }
    return []
  }

}
