import GraphIR

extension Pass {

  /// Replaces calls by what the called function does.
  ///
  ///     func @relu(%x: f32[N]) -> f32[N] {
  ///       %0 = max %x, 0.0                         func @main(%x: f32[4]) -> f32[4] {
  ///       return %0                                  %0 = const 0.0 : f32[4]
  ///     }                                   -->      %1 = max %x, %0
  ///     func @main(%x: f32[4]) -> f32[4] {           return %1
  ///       %0 = call @relu(%x)                      }
  ///       return %0
  ///     }
  ///
  /// Functions are visited after those that they call, so that nothing is inlined twice. The
  /// symbols of the called function stand for the sizes at the call. A function is left alone once
  /// it would have more than `largestFunction` operations: calls that branch out can otherwise
  /// make exponentially many. What is no longer called is for `dce` to remove.
  package static let inlining = Pass(
    "inline", "Replace calls by the operations of the called function.",
    module: { (rewriter) in
      let calls = CallGraph(of: rewriter.module)
      for caller in calls.calleesFirst {
        var size = rewriter.module.functions[caller].graph.operations.count
        for id in rewriter.module.functions[caller].calls {
          let graph = rewriter.module.functions[caller].graph
          guard let name = graph[id].attributes.string(.callee), let i = calls.positions[name],
            i != caller
          else { continue }
          let callee = rewriter.module.functions[i]
          size += callee.graph.operations.count
          if size > largestFunction { break }
          rewriter.rewriteFunction(at: caller) { (r) in r.inline(callee, at: id) }
        }
      }
    })

  /// The most operations that inlining gives a function.
  private static let largestFunction = 100_000

}

extension Rewriter {

  /// Replaces the call `id` of `callee` by a copy of its operations.
  fileprivate mutating func inline(_ callee: Function, at id: OperationID) {
    let arguments = graph[id].operands
    var symbols = SymbolBindings()
    for (parameter, v) in zip(callee.argumentTypes, arguments) {
      guard symbols.match(parameter, graph.type(of: v)) else { return }
    }
    rewrite(id) { (r) in
      var cloner = GraphCloner(from: callee.graph, replacing: symbols)
      let first = r.graph.operationCapacity
      let values = r.withGraph {
        cloner.inline(callee.graph.body, arguments: arguments, into: &$0, at: .before(id))
      }
      r.replace(id, with: values)
      // The place of weights is the start of the body.
      for i in first..<r.graph.operationCapacity {
        let new = OperationID(index: i)
        if r.graph[new].opcode == .weight { r.move(new, to: .startOf(r.graph.body)) }
      }
    }
  }

}

extension CallGraph {

  /// The positions of the functions, each after those that it calls; those that call themselves,
  /// directly or not, and their callers are left out.
  fileprivate var calleesFirst: [Int] {
    var missing = calls.map(\.count)
    var callers: [[Int]] = calls.map { _ in [] }
    for call in calls.joined() { callers[call.callee].append(call.caller) }
    var order = missing.indices.filter { missing[$0] == 0 }
    var next = 0
    while next < order.count {
      for caller in callers[order[next]] {
        missing[caller] -= 1
        if missing[caller] == 0 { order.append(caller) }
      }
      next += 1
    }
    return order
  }

}
