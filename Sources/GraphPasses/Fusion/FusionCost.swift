import GraphIR

/// What the fusion pass assumes about time, in cycles of a core; only for comparisons.
enum FusionCost {

  /// What it costs to start a kernel.
  static let launch = 500.0

  /// The bytes that a core moves from or to memory in a cycle.
  static let memoryBytesPerCycle = 6.0

  /// The same where the second-level cache holds them.
  static let cachedBytesPerCycle = 24.0

  /// The elements that are computed at once.
  static let lanes = 8.0

  /// A kernel that runs on few threads must not take longer.
  static let serialLimit = 1_000_000.0

  /// A kernel with fewer iterations of its outermost loop runs on few threads.
  static let parallelIterations = 16.0

  /// A kernel with fewer results, which may be in lanes, runs on few threads.
  static let nestedIterations = 1024.0

  /// Returns what is saved if `byteCount` bytes are not moved.
  static func saved(byteCount: Double) -> Double {
    let isCached = byteCount <= Double(KernelLimits.largestRow)
    return launch + byteCount / (isCached ? cachedBytesPerCycle : memoryBytesPerCycle)
  }

  /// Returns the cost of one element of the results of `id`, without that of its operands.
  static func element(of id: OperationID, in graph: Graph) -> Double {
    let operation = graph[id]
    let terms = graph.reducedExtents(of: id).reduce(1) { $0 * $1.estimate }
    switch operation.opcode {
    case .div: return isFloat(operation, graph) ? 6 / lanes : 6
    case .rem: return isFloat(operation, graph) ? 10 / lanes : 10
    case .pow, .atan2: return isFloat(operation, graph) ? 30 / lanes : 30
    case .sqrt, .rsqrt: return 8 / lanes
    case .broadcast, .reshape, .slice, .transpose, .reverse: return 0
    case .pad, .concat, .dynamicUpdateSlice, .gather: return 3 / lanes
    case .reduce:
      let combiner = operation.regions.first.map { graph[$0].operations.count } ?? 2
      return terms * Double(max(combiner - 1, 1)) / lanes
    case .dotGeneral: return terms / lanes
    case .convolution: return 2 * terms / lanes
    default: return (operation.opcode.isTranscendental ? 15 : 1) / lanes
    }
  }

  private static func isFloat(_ operation: Operation, _ graph: Graph) -> Bool {
    graph.type(of: operation.results[0]).element.isFloat
  }

}
