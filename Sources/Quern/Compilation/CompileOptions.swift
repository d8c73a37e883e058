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

/// A directory in which native code is kept, so that compiling the same model again, in this process
/// or another one, takes little time.
///
/// Any number of threads and processes may use the same directory. What is found there is checked
/// before it is used, and what was damaged is compiled again. Nobody but the owner may be able to
/// write to the directory, or it is not used: what it holds is run.
public struct CodeCacheOptions: Hashable, Sendable {

  /// The path of the directory, which is made when it is needed.
  public var directory: String

  /// The most bytes of all files; those that were not used for the longest time are removed.
  public var byteLimit: Int

  /// Creates options; without a limit, 256 MiB.
  public init(directory: String, byteLimit: Int = 256 << 20) {
    self.directory = directory
    self.byteLimit = byteLimit
  }

}

/// How a model is compiled and run.
public struct CompileOptions: Sendable {

  /// The function that is compiled: `nil` for `main`, or the only one.
  public var entry: String?

  /// The greatest number of threads that work on one call; the results do not depend on it.
  public var threads: Int

  /// The most bytes that a call may use for intermediate values.
  public var memoryLimit: Int

  /// Where native code is kept for the next time that the same is compiled; `nil` for nowhere.
  public var codeCache: CodeCacheOptions?

  /// Arguments that are the same in every call, such as weights, by the names of the parameters. They
  /// are no inputs of the executable, and what depends on them alone is computed once.
  public var constants: [String: Tensor] = [:]

  /// The positions of inputs whose memory calls may use for results, where the caller gives it away
  /// by `run(donating:cancellation:)`: such as a cache that the function takes and returns, which is
  /// then updated in place.
  public var donatedInputs: Set<Int> = []

  /// Whether convolutions with windows of three by three may be computed by minimal filtering, after
  /// Winograd, where that is faster. It needs a quarter of the multiplications; rounding errors are
  /// about twice those of the sums themselves, and what is not finite in the input also reaches
  /// results up to three places beyond the window.
  public var usesWinograd = true

  /// How it is executed.
  package var backend = Backend.jit

  /// What rewrites of the graph may do to values.
  package var exactness = Exactness.exact

  /// `true` iff what depends on weights alone is computed once.
  package var prepares = true

  /// The passes over the graph, `nil` for the standard ones.
  package var passes: [Pass]?

  /// Creates the standard options: all processors, and as much memory as there is.
  public init(entry: String? = nil, threads: Int? = nil, memoryLimit: Int? = nil) {
    self.entry = entry
    self.threads = max(1, threads ?? Self.processorCount)
    self.memoryLimit = memoryLimit ?? Self.physicalMemory
  }

}
