import Diagnostics
import GraphIR
import Scalars

/// Builds the graph of a function from operations with written types, right or wrong.
struct FunctionBuilder {

  private(set) var graph = Graph()
  private var source: UInt32 = 0

  /// Adds an argument of the function.
  mutating func argument(_ name: String, _ text: String) -> ValueID {
    graph.addArgument(type(text), to: graph.body, name: name)
  }

  /// Adds a region with arguments of types `arguments`, whose operations `content` adds.
  mutating func region(
    _ arguments: [String] = [],
    _ content: (inout FunctionBuilder, RegionID, [ValueID]) -> Void
  ) -> RegionID {
    let r = graph.createRegion()
    let values = arguments.map { graph.addArgument(type($0), to: r) }
    content(&self, r, values)
    return r
  }

  /// Adds an operation at the end of `region`, the body if it is `nil`.
  @discardableResult
  mutating func add(
    _ opcode: Opcode, _ operands: [ValueID],
    _ attributes: KeyValuePairs<AttributeName, Attribute> = [:], regions: [RegionID] = [],
    types: [String] = [], in region: RegionID? = nil
  ) -> [ValueID] {
    source += 1
    let location = SourceRange(file: SourceFileID(index: 0), start: Int(source), end: Int(source))
    let id = graph.insert(
      opcode, operands, Attributes(attributes), regions: regions, resultTypes: types.map(type),
      at: .endOf(region ?? graph.body), location: location)
    return graph[id].results
  }

  /// Changes the graph directly.
  mutating func edit(_ change: (inout Graph) -> Void) { change(&graph) }

  /// The function with this graph.
  func function(_ name: String = "main", results: [String] = []) -> Function {
    Function(name: name, graph: graph, resultTypes: results.map(type), location: nil)
  }

}

/// The messages of the verifier for a module of these functions.
func errors(_ functions: Function..., weights: [Weight] = []) -> [String] {
  Verifier.verify(Module(weights: weights, functions: functions)).all.map(\.message)
}

/// A function called `name` that returns its argument after applying `content`.
func unaryFunction(
  _ name: String, _ argument: String, result: String? = nil,
  _ content: (inout FunctionBuilder, ValueID) -> ValueID
) -> Function {
  var b = FunctionBuilder()
  let x = b.argument("x", argument)
  let y = content(&b, x)
  b.add(.return, [y])
  return b.function(name, results: [result ?? argument])
}
