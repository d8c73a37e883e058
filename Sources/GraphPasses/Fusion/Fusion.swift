import GraphIR

extension Pass {

  /// Makes one kernel of operations that would otherwise pass tensors through memory.
  ///
  ///     %m = reduce max %x, dims=[1]
  ///     %b = broadcast %m, dims=[0]          %e = fusion %x kind=reduction kernel(%x: f32[8,9]) {
  ///     %s = sub %x, %b               -->      %m = reduce max %x, dims=[1]
  ///     %e = exp %s                            …
  ///                                            yield %e
  ///                                          }
  ///
  /// Elementwise and movement operations, reductions and contractions become part of the kernel of
  /// their users, elementwise operations also of the contraction before them; splat constants and
  /// iotas are copied into every kernel. A value that is needed outside as well is one more result,
  /// and kernels that read the same tensor in the same order become one. The regions of branches and
  /// loops are treated like the function's body.
  ///
  /// The kernel computes by substitution, so that a value at which it arrives by different indices is
  /// computed several times. `FusionPlan` follows these indices, and refuses what would cost more
  /// than the memory traffic that it saves: an expensive value for several loops, unless it is kept
  /// in a row; a contraction for more than one; a reduction whose loop would be inside of a loop over
  /// other axes; rows that do not stay in the cache; and what would leave one thread with all of a
  /// large kernel.
  ///
  /// An operation that is fused with no other stays as it is: the lowering makes a kernel of it.
  /// Existing fusions are left alone.
  package static let fusion = Pass(
    "fusion", "Make one kernel of operations that would otherwise pass tensors through memory."
  ) { (rewriter) in
    for region in rewriter.graph.kernelRegions { rewriter.fuse(region) }
  }

}

extension Rewriter {

  /// Makes fusions of operations of `region`.
  fileprivate mutating func fuse(_ region: RegionID) {
    let operations = graph[region].operations
    var (plans, copies) = planFusions(in: region)
    for plan in plans where plan.members.count > 1 || usesIota(plan.root) {
      fuse(plan, before: operations[plan.order], copies: &copies)
    }
  }

  /// Returns what is to be fused in `region`, the last kernel first, and explains it.
  private mutating func planFusions(
    in region: RegionID
  ) -> (plans: [FusionPlan], copies: [OperationID: Int]) {
    var planner = FusionPlanner(region, of: graph)
    let result = planner.run()
    for note in planner.notes { remark(note.text, at: note.operation) }
    return result
  }

  /// `true` iff `id` has an operand that would need a kernel of its own outside.
  private func usesIota(_ id: OperationID) -> Bool {
    graph.isFusable(id)
      && graph[id].operands.contains { graph.definition(of: $0, as: .iota) != nil }
  }

}

extension Graph {

  /// The function's body and the regions of branches and loops, in the order of the text.
  fileprivate var kernelRegions: [RegionID] {
    [body]
      + operations.flatMap { (id) -> [RegionID] in
        switch self[id].opcode {
        case .if, .case, .while: self[id].regions
        default: []
        }
      }
  }

}
