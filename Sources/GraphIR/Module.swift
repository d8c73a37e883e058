import Diagnostics
import Scalars

/// A tensor that is the same in every call: read from a file beside the module, or given when it is
/// compiled.
package struct Weight: Hashable, Sendable {

  /// Its name, without `%`.
  package let name: String

  /// Its type, whose sizes are all known.
  package let type: TensorType

  /// The path of the `.safetensors` or `.npy` file, relative to the module's; `nil` if it is given
  /// when the module is compiled.
  package let file: String?

  /// The name of the tensor in a `.safetensors` file, `nil` for an `.npy` file.
  package let key: String?

  /// Where it was written.
  package let location: SourceRange?

  /// Creates a weight.
  package init(
    name: String, type: TensorType, file: String?, key: String?, location: SourceRange?
  ) {
    self.name = name
    self.type = type
    self.file = file
    self.key = key
    self.location = location
  }

}

/// A function: a graph whose body takes arguments and returns results.
package struct Function: Sendable {

  /// Its name, without `@`.
  package let name: String

  /// Its operations; the arguments of the body are those of the function.
  package var graph: Graph

  /// The declared types of its results.
  package var resultTypes: [TensorType]

  /// Where its header was written.
  package let location: SourceRange?

  /// Creates a function.
  package init(name: String, graph: Graph, resultTypes: [TensorType], location: SourceRange?) {
    self.name = name
    self.graph = graph
    self.resultTypes = resultTypes
    self.location = location
  }

  /// The types of its arguments.
  package var argumentTypes: [TensorType] {
    graph[graph.body].arguments.map { graph.type(of: $0) }
  }

  /// The names of its arguments.
  package var argumentNames: [String?] {
    graph[graph.body].arguments.map { graph[$0].name }
  }

}

/// Functions and weights.
package struct Module: Sendable {

  /// The version of the text format that this library reads and writes.
  package static let currentVersion = 1

  /// Its name, without `@`, if it has one.
  package var name: String?

  /// The weights, in the order of the text.
  package var weights: [Weight]

  /// The functions, in the order of the text.
  package var functions: [Function]

  /// Creates a module.
  package init(name: String? = nil, weights: [Weight] = [], functions: [Function] = []) {
    self.name = name
    self.weights = weights
    self.functions = functions
  }

  /// The function called `name`.
  package func function(named name: String) -> Function? {
    functions.first { $0.name == name }
  }

  /// The weight called `name`.
  package func weight(named name: String) -> Weight? {
    weights.first { $0.name == name }
  }

}
