import GraphIR

extension Pass {

  /// Moves operations of a loop that compute the same in every iteration before the loop.
  ///
  ///     %r = while %x cond(%v) {                     %0 = exp %a
  ///       ...                                        %r = while %x cond(%v) {
  ///     } body(%u) {                        -->        ...
  ///       %0 = exp %a                                } body(%u) {
  ///       %1 = add %u, %0                              %1 = add %u, %0
  ///       yield %1                                     yield %1
  ///     }                                            }
  ///
  /// No operation traps, so that it does no harm to compute what a loop without iterations would
  /// not have; that such a loop pays for it is the price for all others. What stays: loops and
  /// branches, which may not end or not be taken; and what costs nothing inside of a kernel but
  /// memory outside (splats, iotas, broadcasts, reshapes), unless something that moves needs it.
  package static let loopInvariantCodeMotion = Pass(
    "licm", "Move what is the same in every iteration before the loop."
  ) { (rewriter) in
    // Inner loops come last in the text, and what leaves them may then leave the outer ones.
    for loop in rewriter.graph.operations.reversed() where rewriter.graph[loop].opcode == .while {
      for region in rewriter.graph[loop].regions {
        for id in rewriter.graph[region].operations {
          rewriter.hoist(id, from: region, before: loop)
        }
      }
    }
  }

}

extension Rewriter {

  /// Moves `id`, of `region`, before `loop` if all that it uses is defined there or can be moved.
  fileprivate mutating func hoist(
    _ id: OperationID, from region: RegionID, before loop: OperationID
  ) {
    guard graph[id].parent == region, !isFree(id), isMovable(id) else { return }
    var needed: [OperationID] = []
    var work = graph[id].operands + graph[id].regions.flatMap { graph.captures(of: $0) }
    var seen = Set(work)
    while let v = work.popLast() {
      guard graph.isRegion(graph.definingRegion(of: v), in: region) else { continue }
      guard let producer = graph.definingOperation(of: v), isFree(producer) else { return }
      needed.append(producer)
      for operand in graph[producer].operands where seen.insert(operand).inserted {
        work.append(operand)
      }
    }
    rewrite(id) { (r) in
      for producer in Set(needed).sorted(by: { r.position($0) < r.position($1) }) {
        r.move(producer, to: .before(loop))
      }
      r.move(id, to: .before(loop))
    }
  }

  /// `true` iff `id` costs nothing where it is fused.
  private func isFree(_ id: OperationID) -> Bool {
    switch graph[id].opcode {
    case .const, .iota, .broadcast, .reshape: true
    default: false
    }
  }

  private func isMovable(_ id: OperationID) -> Bool {
    let family = graph[id].opcode.description.family
    return family != .terminator && (family != .control || graph[id].opcode == .fusion)
  }

  private func position(_ id: OperationID) -> Int {
    graph[graph[id].parent].operations.firstIndex(of: id) ?? 0
  }

}
