import GraphIR

extension Pass {

  /// Simplifies branches and loops of which something is known.
  ///
  ///     %c = const true : i1[]
  ///     %r = if %c then {
  ///       %0 = neg %x                        -->    %0 = neg %x
  ///       yield %0
  ///     } else {
  ///       yield %x
  ///     }
  ///
  /// A branch on a constant is replaced by the region that is taken, a loop whose condition is
  /// false by its operands. A result for which all regions yield the same value is that value, and
  /// so is what a loop carries without changing it. Other loops stay as they are: no iteration is
  /// unrolled.
  package static let branchSimplification = Pass(
    "branches", "Replace branches on constants, and carried values that never change."
  ) { (rewriter) in
    for id in rewriter.graph.operations where !rewriter.graph[id].isErased {
      switch rewriter.graph[id].opcode {
      case .if, .case:
        rewriter.simplifyBranch(id)
      case .while:
        rewriter.simplifyLoop(id)
      default:
        break
      }
    }
  }

}

extension Rewriter {

  fileprivate mutating func simplifyBranch(_ id: OperationID) {
    if let region = takenRegion(of: id) {
      rewrite(id) { (r) in
        let values = r.inline(region, before: id)
        r.replace(id, with: values)
      }
      return
    }
    let yields = graph[id].regions.map { (region) in
      graph.terminator(of: region).map { graph[$0].operands } ?? []
    }
    for (i, result) in graph[id].results.enumerated() where !graph[result].users.isEmpty {
      guard let v = yields.first?[i], yields.allSatisfy({ $0[i] == v }), isDefined(v, outside: id)
      else { continue }
      rewrite(id) { (r) in r.replaceAllUses(of: result, with: v) }
    }
  }

  /// The region of the branch `id` that is always taken, if that is known.
  private func takenRegion(of id: OperationID) -> RegionID? {
    let regions = graph[id].regions
    if graph[id].opcode == .case, regions.count == 1 { return regions.first }
    guard let selector = graph.scalarConstant(of: graph[id].operands[0]) else { return nil }
    if graph[id].opcode == .if { return regions[selector.isOne ? 0 : 1] }
    let n = selector.intValue
    return n >= 0 && n < regions.count ? regions[Int(n)] : regions.last
  }

  fileprivate mutating func simplifyLoop(_ id: OperationID) {
    let (condition, body) = (graph[id].regions[0], graph[id].regions[1])
    guard let test = graph.terminator(of: condition), let end = graph.terminator(of: body)
    else { return }
    if graph.scalarConstant(of: graph[test].operands[0])?.isPositiveZero == true {
      replace(id, with: graph[id].operands)
      return
    }
    let yields = graph[end].operands
    for i in yields.indices {
      let initial = graph[id].operands[i]
      guard yields[i] == graph[body].arguments[i] || yields[i] == initial else { continue }
      let carried = [
        graph[body].arguments[i], graph[condition].arguments[i], graph[id].results[i],
      ]
      // The yield at this position always uses the argument; only other uses are worth a rewrite.
      guard
        carried.contains(where: { v in graph[v].users.contains { $0 != end } })
          || graph[carried[0]].users.count(where: { $0 == end }) > 1
      else { continue }
      rewrite(id) { (r) in
        for v in carried { r.replaceAllUses(of: v, with: initial) }
      }
    }
  }

  private func isDefined(_ v: ValueID, outside id: OperationID) -> Bool {
    let region = graph.definingRegion(of: v)
    return !graph[id].regions.contains { graph.isRegion(region, in: $0) }
  }

}
