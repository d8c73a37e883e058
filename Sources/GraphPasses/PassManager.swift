import Diagnostics
import GraphIR

/// Runs passes, with everything that is not their own business: verification, printing, limits,
/// timing, and remarks.
package struct PassManager {

  /// What a manager does besides running passes.
  package struct Options: Sendable {

    /// The function that is called from outside, if only one is.
    package var entry: String?

    /// What rewrites may do to the values that they replace.
    package var exactness = Exactness.exact

    /// How much of the pipeline is run.
    package var limit: PassLimit?

    /// Whether the module is verified after each pass; the standard is to do so in debug builds.
    package var verifiesEach: Bool

    /// After which passes the module is printed.
    package var printing = Printing.none

    /// The directory in which the module is written to a file after each pass, if there is one.
    package var dumpDirectory: String?

    /// Where the module is printed.
    package var output: @Sendable (String) -> Void = { _ in }

    /// Creates the standard options.
    package init() {
      var isDebug = false
      assert({ isDebug = true }() == ())
      verifiesEach = isDebug
    }

  }

  /// After which passes a module is printed.
  package enum Printing: Hashable, Sendable {

    /// After none.
    case none

    /// After those with these names.
    case after([String])

    /// After all that changed something; of the others there is a line that says so.
    case changed

    /// After all.
    case all

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

  /// The explanations that each run gave, in order.
  private var remarks: [DiagnosticList] = []

  /// Creates a manager.
  package init(_ options: Options = Options()) {
    self.options = options
  }

  /// Runs `passes` on `module`, which must be valid, one after another.
  ///
  /// - Throws: `Defect` if a pass leaves a module that is not valid, or a file cannot be written;
  ///   what passes throw.
  package mutating func run(_ passes: [Pass], on module: inout Module) throws {
    for pass in passes {
      if let limit = options.limit, runs.count >= limit.passes { break }
      let isLast = runs.count + 1 == options.limit?.passes
      try run(pass, on: &module, rewrites: isLast ? options.limit?.rewrites : nil)
      try report(on: module)
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
    remarks.append(rewriter.remarks)
  }

  /// Returns the explanations that the pass called `pass` gave, those of all passes for `nil`, in
  /// order.
  package func remarks(of pass: String? = nil) -> DiagnosticList {
    var result = DiagnosticList()
    for (run, list) in zip(runs, remarks) where pass == nil || run.pass == pass {
      result.append(contentsOf: list)
    }
    return result
  }

}
