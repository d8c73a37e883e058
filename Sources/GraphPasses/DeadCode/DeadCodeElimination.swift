import GraphIR

extension Pass {

  /// Removes what no result depends on.
  ///
  ///     func @f(%x: f32[2]) -> f32[2] {            func @f(%x: f32[2]) -> f32[2] {
  ///       %0 = exp %x                                %0 = neg %x
  ///       %1 = neg %x                       -->      return %0
  ///       return %1                                }
  ///     }
  ///
  /// That is: operations without users; results, operands and region arguments of `if`, `case`,
  /// `while` and `fusion` that are not needed, among them values that a loop carries only to
  /// compute themselves; functions that no entry calls; and parameters and results of functions
  /// other than entries that no call needs. The entry is the function chosen by the caller of the
  /// pass manager, else `main`, else every function is one.
  ///
  /// All operations can go: none has an effect besides its results, and a loop that would not end
  /// is no effect either.
  package static let deadCodeElimination = Pass(
    "dce", "Remove operations, results, arguments and functions that nothing needs.",
    module: { (rewriter) in
      var before: Int
      repeat {
        before = rewriter.rewriteCount
        rewriter.eraseUnreachableFunctions()
        for position in rewriter.module.functions.indices {
          rewriter.rewriteFunction(at: position) { (r) in r.eraseDeadOperations() }
        }
        rewriter.eraseDeadParameters()
        rewriter.eraseDeadResults()
      } while rewriter.rewriteCount > before
    })

}

extension Rewriter {

  /// Erases what `Liveness` does not find alive.
  mutating func eraseDeadOperations() {
    let liveness = Liveness(of: graph)
    let operations = graph.operations
    for id in operations.reversed() where !liveness.isLive(id) && isUnused(id) { erase(id) }
    let carriers = operations.filter { liveness.hasDeadPositions($0) }
    guard let first = carriers.first else { return }
    // Dead values may use each other in circles through the arguments and yields of loops, so that
    // only all of them together can go.
    rewrite(first) { (r) in
      for id in carriers { r.dropOperands(ofDeadPositionsOf: id, liveness) }
      for id in operations.reversed() where !r.graph[id].isErased && !liveness.isLive(id) {
        r.erase(id)
      }
      for id in carriers where !r.graph[id].isErased { r.dropDeadPositions(of: id, liveness) }
    }
  }

  private func isUnused(_ id: OperationID) -> Bool {
    !graph[id].isErased && graph[id].results.allSatisfy { graph[$0].users.isEmpty }
  }

  /// Removes the operands of `id`, and of the terminators of its regions, at dead positions.
  private mutating func dropOperands(
    ofDeadPositionsOf id: OperationID, _ liveness: Liveness
  ) {
    let operation = graph[id]
    if operation.opcode == .while {
      setOperands(
        of: id,
        to: operation.operands.indices.filter { liveness.isLive(result: $0, of: id) }
          .map { operation.operands[$0] })
    } else if operation.opcode == .fusion {
      let arguments = graph[operation.regions[0]].arguments
      setOperands(
        of: id, to: zip(operation.operands, arguments).filter { liveness.isLive($1) }.map(\.0))
    }
    for (k, region) in operation.regions.enumerated() {
      guard let terminator = graph.terminator(of: region),
        !(operation.opcode == .while && k == 0)
      else { continue }
      let yields = graph[terminator].operands
      setOperands(
        of: terminator,
        to: yields.indices.filter { liveness.isLive(result: $0, of: id) }
          .map { yields[$0] })
    }
  }

  /// Removes the results of `id`, and the arguments of its regions, at dead positions.
  private mutating func dropDeadPositions(of id: OperationID, _ liveness: Liveness) {
    let operation = graph[id]
    for region in operation.regions {
      for (i, v) in graph[region].arguments.enumerated().reversed() {
        let isLive =
          operation.opcode == .while ? liveness.isLive(result: i, of: id) : liveness.isLive(v)
        if !isLive { eraseArgument(at: i, of: region) }
      }
    }
    for i in operation.results.indices.reversed() where !liveness.isLive(result: i, of: id) {
      eraseResult(at: i, of: id)
    }
  }

}
