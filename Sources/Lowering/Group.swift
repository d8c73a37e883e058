import Diagnostics
import GraphIR

/// The operations that become one kernel, with what goes in and comes out.
struct Group {

  /// The graph of the operations.
  let graph: Graph

  /// The operations, in order; splat constants that a single operation uses are left out.
  let operations: [OperationID]

  /// The operation, if there is a single one, not in a fusion.
  let single: OperationID?

  /// The values, outside of the group, whose slots the kernel loads.
  let inputs: [ValueID]

  /// The values by which operations of the group refer to the inputs.
  let parameters: [ValueID]

  /// The values of the group whose elements are stored.
  let outputs: [ValueID]

  /// The values, outside of the group, that stand for the outputs.
  let results: [ValueID]

  /// An output of which the kernel stores one block; the rest is that of another tensor.
  struct BlockUpdate {

    /// The operation of the group that replaces the block.
    let operation: OperationID

    /// The value, outside of the group, whose other elements the output has.
    let tensor: ValueID

  }

  /// The outputs of which only a block is stored.
  let updates: [ValueID: BlockUpdate]

  /// Creates the group of the operation `id`, whose kernel loads `operands`, all if `nil`; splat
  /// constants among them are part of the group, and positions that a `sort` takes along.
  init(single id: OperationID, of graph: Graph, loading operands: [ValueID]? = nil) {
    self.graph = graph
    self.operations = [id]
    self.single = id
    var inputs: [ValueID] = []
    let isUpdate = operands == nil && graph.isBlockUpdate(id)
    let loaded = isUpdate ? Array(graph[id].operands.dropFirst()) : graph[id].operands
    updates =
      isUpdate
      ? [graph[id].results[0]: BlockUpdate(operation: id, tensor: graph[id].operands[0])] : [:]
    for v in operands ?? loaded where !inputs.contains(v) {
      if Self.isSplat(v, in: graph) { continue }
      if graph[id].opcode == .sort, graph.definition(of: v, as: .iota) != nil { continue }
      inputs.append(v)
    }
    self.inputs = inputs
    self.parameters = inputs
    self.outputs = graph[id].results
    self.results = graph[id].results
  }

  /// Creates the group of the region of the fusion `id`.
  init(fusion id: OperationID, of graph: Graph) throws {
    let region = graph[id].regions[0]
    guard let terminator = graph.terminator(of: region) else {
      throw Defect("lowering", "a fusion has no terminator")
    }
    self.graph = graph
    self.operations = graph[region].operations
    self.single = nil
    self.outputs = graph[terminator].operands
    self.results = graph[id].results
    let arguments = Dictionary(
      uniqueKeysWithValues: zip(graph[region].arguments, graph[id].operands))
    var updates: [ValueID: BlockUpdate] = [:]
    for v in outputs {
      guard let update = graph.definingOperation(of: v), graph.isBlockUpdate(update),
        graph[v].users == [terminator], let tensor = arguments[graph[update].operands[0]]
      else { continue }
      updates[v] = BlockUpdate(operation: update, tensor: tensor)
    }
    self.updates = updates
    let loaded = zip(graph[region].arguments, graph[id].operands).filter { (v, _) in
      !graph[v].users.allSatisfy { (user) in
        updates[graph[user].results.first ?? v] != nil
          && !graph[user].operands.dropFirst().contains(v)
      }
    }
    self.inputs = loaded.map(\.1)
    self.parameters = loaded.map(\.0)
  }

  private static func isSplat(_ v: ValueID, in graph: Graph) -> Bool {
    guard let id = graph.definingOperation(of: v), graph[id].opcode == .const else { return false }
    return graph[id].attributes.literal?.isSplat == true
  }

}
