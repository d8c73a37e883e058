import GraphPasses

/// The ways in which a function can be executed.
package enum Backend: String, CaseIterable, Sendable {

  /// Operation by operation, by the reference semantics.
  case interpreter

  /// By native code, without passes over the graph.
  case unoptimized

  /// By native code, with all passes.
  case jit

}

/// How a model is compiled and run.
public struct CompileOptions: Sendable {

  /// The function that is compiled: `nil` for `main`, or the only one.
  public var entry: String?

  /// The greatest number of threads that work on one call; the results do not depend on it.
  public var threads: Int

  /// The most bytes that a call may use for intermediate values.
  public var memoryLimit: Int

  /// How it is executed.
  package var backend = Backend.jit

  /// What rewrites of the graph may do to values.
  package var exactness = Exactness.exact

  /// The passes over the graph, `nil` for the standard ones.
  package var passes: [Pass]?

  /// Creates the standard options: all processors, and as much memory as there is.
  public init(entry: String? = nil, threads: Int? = nil, memoryLimit: Int? = nil) {
    self.entry = entry
    self.threads = max(1, threads ?? Self.processorCount)
    self.memoryLimit = memoryLimit ?? Self.physicalMemory
  }

}
