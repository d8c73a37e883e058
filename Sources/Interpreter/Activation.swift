import GraphIR

/// One execution of a function: the values so far, and what is left to do.
final class Activation {

  /// A region that is being executed.
  struct Block {

    /// The operation whose region it is, `nil` for what was called from outside or by a `call`.
    let owner: OperationID?

    /// The region, `nil` for a single operation that is evaluated by itself.
    let region: RegionID?

    /// The operations, in order; those of a region end with a terminator.
    let operations: [OperationID]

    /// The position of the next operation.
    var next = 0

  }

  /// The graph of the function.
  let graph: Graph

  /// The operation of the activation below whose results this computes, if it is a `call`.
  let call: OperationID?

  /// The regions that are being executed, innermost last.
  var blocks: [Block] = []

  private var values: [ValueID: Literal] = [:]
  private let meter: Meter

  /// Creates an activation without values.
  init(_ graph: Graph, call: OperationID? = nil, _ meter: Meter) {
    self.graph = graph
    self.call = call
    self.meter = meter
  }

  deinit {
    for x in values.values { meter.release(x) }
  }

  /// What `value` is, `nil` if it was not computed.
  subscript(value: ValueID) -> Literal? { values[value] }

  /// Makes `ids` stand for `literals`.
  func define(_ ids: [ValueID], as literals: [Literal]) {
    for (id, x) in zip(ids, literals) {
      let old = values.updateValue(x, forKey: id)
      meter.keep(x, insteadOf: old)
    }
  }

  /// Begins to execute `region` of `owner` with `arguments`.
  func enter(_ region: RegionID, of owner: OperationID?, with arguments: [Literal]) {
    define(graph[region].arguments, as: arguments)
    blocks.append(Block(owner: owner, region: region, operations: graph[region].operations))
  }

}
