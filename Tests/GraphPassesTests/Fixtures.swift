import GraphIR
import Scalars

@testable import GraphPasses

/// The type of a vector of `n` single-precision floats.
func f32(_ n: Int) -> TensorType { TensorType(.f32, sizes: [n]) }

extension Graph {

  /// Appends an operation with one result of the first operand's type, unless another is given.
  mutating func append(
    _ opcode: Opcode, _ operands: ValueID..., attributes: Attributes = Attributes(),
    regions: [RegionID] = [], type: TensorType? = nil, to region: RegionID? = nil
  ) -> ValueID {
    let id = insert(
      opcode, operands, attributes, regions: regions,
      resultTypes: [type ?? self.type(of: operands[0])], at: .endOf(region ?? body), location: nil)
    return self[id].results[0]
  }

  /// Ends a region with `values`.
  mutating func end(_ values: ValueID..., region: RegionID? = nil) {
    insert(
      region == nil ? .return : .yield, values, resultTypes: [], at: .endOf(region ?? body),
      location: nil)
  }

  /// The mnemonics of the operations, regions included.
  var mnemonics: [String] { operations.map { self[$0].opcode.rawValue } }

  /// `true` iff the users of each value are the operations that have it as an operand.
  var hasConsistentUses: Bool {
    var uses: [ValueID: [OperationID: Int]] = [:]
    for id in operations {
      for v in self[id].operands { uses[v, default: [:]][id, default: 0] += 1 }
    }
    return (0..<valueCapacity).allSatisfy { (i) in
      let v = ValueID(index: i)
      var counted: [OperationID: Int] = [:]
      for id in self[v].users { counted[id, default: 0] += 1 }
      return counted == uses[v] ?? [:]
    }
  }

}

/// Returns a function of vectors of two elements.
func function(
  _ name: String = "f", arguments: Int = 1, _ body: (inout Graph, [ValueID]) -> Void
) -> Function {
  var graph = Graph()
  let values = (0..<arguments).map { _ in graph.addArgument(f32(2), to: graph.body) }
  body(&graph, values)
  let results = graph.terminator(of: graph.body).map { graph[$0].operands } ?? []
  return Function(
    name: name, graph: graph, resultTypes: results.map { graph.type(of: $0) }, location: nil)
}

/// Returns the function after `passes`.
func optimized(_ f: Function, _ passes: Pass..., limit: PassLimit? = nil) throws -> Graph {
  var module = Module(functions: [f])
  var options = PassManager.Options()
  options.limit = limit
  var manager = PassManager(options)
  try manager.run(passes, on: &module)
  return module.functions[0].graph
}
