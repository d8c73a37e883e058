import Diagnostics
import GraphIR

/// The way in which passes change a module as a whole: its functions one by one, and their set.
package struct ModuleRewriter {

  /// The module.
  package private(set) var module: Module

  /// What rewrites may do to the values that they replace.
  package let exactness: Exactness

  /// The function that is called from outside, if only one is.
  package let entry: String?

  /// The number of rewrites done so far.
  package private(set) var rewriteCount = 0

  /// Explanations of decisions, collected for the pass manager.
  package private(set) var remarks = DiagnosticList()

  /// The rewrites that may still be done.
  private var budget: RewriteBudget

  /// Creates a rewriter of `module`.
  init(
    _ module: Module, exactness: Exactness = .exact, entry: String? = nil,
    budget: RewriteBudget = RewriteBudget(nil)
  ) {
    self.module = module
    self.exactness = exactness
    self.entry = entry
    self.budget = budget
  }

  /// The positions of the functions that are called from outside: the entry that was chosen, else
  /// `main`, else all of them.
  package var entries: [Int] {
    let name = entry ?? "main"
    if let i = module.functions.firstIndex(where: { $0.name == name }) { return [i] }
    return Array(module.functions.indices)
  }

  /// Changes the graph of the function at `position` by `body`.
  package mutating func rewriteFunction<R>(
    at position: Int, _ body: (inout Rewriter) throws -> R
  ) rethrows -> R {
    var graph = Graph()
    swap(&graph, &module.functions[position].graph)
    var rewriter = Rewriter(graph, exactness: exactness, budget: budget)
    graph = Graph()
    defer {
      module.functions[position].graph = rewriter.graph
      budget = rewriter.budget
      rewriteCount += rewriter.rewriteCount
      remarks.append(contentsOf: rewriter.remarks)
    }
    return try body(&rewriter)
  }

  /// Does one rewrite of the module, of which `body` does the steps, unless the limit is reached.
  ///
  /// - Returns: `true` iff the rewrite was done.
  @discardableResult
  package mutating func rewrite(_ body: (inout Module) throws -> Void) rethrows -> Bool {
    guard budget.take() else { return false }
    rewriteCount += 1
    try body(&module)
    return true
  }

}
