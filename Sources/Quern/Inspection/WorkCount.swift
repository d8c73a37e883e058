import GraphIR

/// An estimate of the work of a function without symbols: what an execution computes and moves at
/// least.
package struct WorkCount: Sendable {

  /// Additions, multiplications and elementwise functions of floats and integers, each counted as
  /// one; loops count as one iteration, branches as their most expensive region.
  package private(set) var operations = 0.0

  /// The bytes of arguments, weights and results.
  package private(set) var bytes = 0.0

  /// The number of operations in the text, those of regions included.
  package private(set) var operationCount = 0

  /// The number of operations of each kind, in the order of their first occurrence.
  package private(set) var histogram: [(opcode: Opcode, count: Int)] = []

  /// Counts the work of the function called `entry` of `module`.
  package init(of entry: String, in module: Module) {
    guard let function = module.function(named: entry) else { return }
    for t in function.argumentTypes + function.resultTypes { bytes += Double(t.byteCount ?? 0) }
    for w in module.weights { bytes += Double(w.type.byteCount ?? 0) }
    for f in module.functions {
      for id in f.graph.operations where !f.graph[id].opcode.isTerminator {
        note(f.graph[id].opcode)
      }
    }
    operations = Self.work(of: function.graph.body, in: function.graph, module, depth: 0)
  }

  private mutating func note(_ opcode: Opcode) {
    guard opcode != .weight else { return }
    operationCount += 1
    if let i = histogram.firstIndex(where: { $0.opcode == opcode }) {
      histogram[i].count += 1
    } else {
      histogram.append((opcode, 1))
    }
  }

  private static func work(
    of region: RegionID, in graph: Graph, _ module: Module, depth: Int
  ) -> Double {
    graph[region].operations.reduce(0) { $0 + work(of: $1, in: graph, module, depth: depth) }
  }

  private static func work(
    of id: OperationID, in graph: Graph, _ module: Module, depth: Int
  ) -> Double {
    let operation = graph[id]
    func elements(_ v: ValueID) -> Double { Double(graph.type(of: v).elementCount ?? 0) }
    func regions() -> [Double] {
      operation.regions.map { work(of: $0, in: graph, module, depth: depth) }
    }
    switch operation.opcode.description.family {
    case .unary, .binary, .select:
      return elements(operation.results[0])
    case .reduction:
      return elements(operation.operands[0]) * Double(operation.results.count)
    case .placement:
      return operation.operands.map(elements).max() ?? 0
    case .random:
      return elements(operation.results[1])
    case .contraction:
      return contraction(operation, in: graph)
    case .control:
      switch operation.opcode {
      case .call:
        // Calls nest as deeply as functions, of which none calls itself.
        guard depth < module.functions.count, let name = operation.attributes.string(.callee),
          let callee = module.function(named: name)
        else { return 0 }
        return work(of: callee.graph.body, in: callee.graph, module, depth: depth + 1)
      case .if, .case: return regions().max() ?? 0
      default: return regions().reduce(0, +)
      }
    case .leaf, .type, .movement, .terminator:
      return 0
    }
  }

  /// Two operations for each product that is added up.
  private static func contraction(_ operation: Operation, in graph: Graph) -> Double {
    let result = Double(graph.type(of: operation.results[0]).elementCount ?? 0)
    let rhs = graph.type(of: operation.operands[1])
    if operation.opcode == .convolution {
      guard let window = ConvolutionWindow(operation.attributes) else { return 0 }
      let output = Double(rhs.shape[window.dimensions.kernelOutput].size ?? 1)
      return 2 * result * Double(rhs.elementCount ?? 0) / max(output, 1)
    }
    let axes = operation.attributes.integers(.rhsContract) ?? []
    return 2 * axes.reduce(result) { $0 * Double(rhs.shape[$1].size ?? 0) }
  }

}
