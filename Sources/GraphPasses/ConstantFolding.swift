import GraphIR
import Interpreter
import Scalars

extension Pass {

  /// Replaces operations on constants by constants.
  ///
  ///     %0 = const [1.0, 2.0, 3.0]
  ///     %1 = reduce add %0, 0.0           -->    %0 = const 3.0
  ///     %2 = div %1, 2.0                         %1 = mul %x, %0
  ///     %3 = mul %x, %2
  ///
  /// The interpreter computes what the operation gives, regions and called functions included, so
  /// that elementary functions are the interpreter's: native code may differ in the last places.
  ///
  /// Operations are visited in the order of the text, so that one sweep folds whole expressions.
  /// `FoldingBudget` says how much work and how large constants may be. Splats stay splats, and
  /// what turns out to be one becomes one; iotas are computed in kernels for nothing, so that they
  /// are only folded to splats. Weights are no constants.
  package static let constantFolding = Pass(
    "fold", "Replace operations on constants by their results.",
    module: { (rewriter) in
      let module = rewriter.module
      var budget = FoldingBudget()
      for i in module.functions.indices {
        rewriter.rewriteFunction(at: i) { (r) in r.foldConstants(of: module, within: &budget) }
      }
    })

}

extension Rewriter {

  /// Folds what can be folded, with the functions of `module` to call.
  fileprivate mutating func foldConstants(
    of module: Module, within budget: inout FoldingBudget
  ) {
    for id in graph.operations where !graph[id].isErased {
      guard let constants = results(of: id, module, within: &budget) else { continue }
      let operands = graph[id].operands
      let isDone = rewrite(id) { (r) in
        let types = r.graph[id].results.map { r.graph.type(of: $0) }
        let values = zip(constants, types).map { (constant, type) in
          r.insert(
            .const, [], Attributes([.value: .literal(constant)]), type: type, at: .before(id))
        }
        r.replace(id, with: values)
        r.eraseUnused(operands)
      }
      guard isDone else { return }
    }
  }

  /// The constants that `id` computes, if it can be folded. No copy of the graph outlives this.
  private func results(
    of id: OperationID, _ module: Module, within budget: inout FoldingBudget
  ) -> [Literal]? {
    FoldingCandidate(id, in: graph)?.evaluate(module, within: &budget)
  }

}
