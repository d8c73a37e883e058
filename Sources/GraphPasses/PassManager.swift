import Diagnostics
import GraphIR

/// Runs passes, with everything that is not their own business: limits, timing, and remarks.
package struct PassManager {

  /// What a manager does besides running passes.
  package struct Options: Sendable {

    /// The function that is called from outside, if only one is.
    package var entry: String?

    /// What rewrites may do to the values that they replace.
    package var exactness = Exactness.exact

    /// How much of the pipeline is run.
    package var limit: PassLimit?

    /// Creates the standard options.
    package init() {}

  }

  /// What one run of a pass did.
  package struct Run: Sendable {

    /// The name of the pass.
    package let pass: String

    /// The number of rewrites.
    package let rewrites: Int

    /// How long it took.
    package let duration: Duration

  }

  /// What this does besides running passes.
  package let options: Options

  /// What was run so far, in order.
  package private(set) var runs: [Run] = []

  /// The explanations that passes gave, in order.
  package private(set) var remarks = DiagnosticList()

  /// Creates a manager.
  package init(_ options: Options = Options()) {
    self.options = options
  }

  /// Runs `passes` on `module`, one after another.
  ///
  /// - Throws: `Defect` if a pass leaves a module that is not valid; what passes throw.
  package mutating func run(_ passes: [Pass], on module: inout Module) throws {
    for pass in passes.prefix(options.limit?.passes ?? passes.count) {
      let isLast = runs.count + 1 == options.limit?.passes
      try run(pass, on: &module, rewrites: isLast ? options.limit?.rewrites : nil)
    }
  }

  /// Runs one pass, of which at most that many `rewrites`.
  private mutating func run(
    _ pass: Pass, on module: inout Module, rewrites: Int?
  ) throws {
    var rewriter = ModuleRewriter(
      module, exactness: options.exactness, entry: options.entry, budget: RewriteBudget(rewrites))
    module = Module()
    defer { module = rewriter.module }
    let clock = ContinuousClock()
    let start = clock.now
    switch pass.body {
    case .function(let body):
      for i in rewriter.module.functions.indices {
        try rewriter.rewriteFunction(at: i, body)
      }
    case .module(let body):
      try body(&rewriter)
    }
    runs.append(
      Run(pass: pass.name, rewrites: rewriter.rewriteCount, duration: clock.now - start))
    remarks.append(contentsOf: rewriter.remarks)
  }

}
