import GraphIR

extension ModuleRewriter {

  /// Erases the functions that no entry calls, directly or not.
  mutating func eraseUnreachableFunctions() {
    var positions: [String: Int] = [:]
    for (i, f) in module.functions.enumerated() { positions[f.name] = i }
    var reached = Array(repeating: false, count: module.functions.count)
    var work = entries
    while let i = work.popLast() {
      guard !reached[i] else { continue }
      reached[i] = true
      work += module.functions[i].callees.compactMap { positions[$0] }
    }
    for i in module.functions.indices.reversed() where !reached[i] {
      rewrite { (m) in m.functions.remove(at: i) }
    }
  }

  /// Erases the parameters that functions other than entries do not use.
  ///
  /// A parameter stays if no other one mentions a symbol of its type, for it gives that its size.
  mutating func eraseDeadParameters() {
    let entries = entries
    for i in module.functions.indices where !entries.contains(i) {
      let f = module.functions[i]
      let parameters = f.graph[f.graph.body].arguments
      for p in parameters.indices.reversed() where f.graph[parameters[p]].users.isEmpty {
        let g = module.functions[i]
        let others = g.argumentTypes.indices.filter { $0 != p }.flatMap {
          g.argumentTypes[$0].shape
        }
        let bindsSymbol = g.argumentTypes[p].shape.contains {
          $0.size == nil && !others.contains($0)
        }
        if bindsSymbol { continue }
        rewrite { (m) in
          m.functions[i].graph.eraseArgument(at: p, of: m.functions[i].graph.body)
          m.forEachCall(of: f.name) { (graph, call) in
            var operands = graph[call].operands
            operands.remove(at: p)
            graph.setOperands(of: call, to: operands)
          }
        }
      }
    }
  }

  /// Erases the results of functions other than entries that no call uses.
  mutating func eraseDeadResults() {
    let entries = entries
    for i in module.functions.indices where !entries.contains(i) {
      let f = module.functions[i]
      var isUsed = Array(repeating: false, count: f.resultTypes.count)
      for caller in module.functions {
        for call in caller.calls where caller.graph[call].attributes.string(.callee) == f.name {
          for (k, v) in caller.graph[call].results.enumerated()
          where !caller.graph[v].users.isEmpty {
            isUsed[k] = true
          }
        }
      }
      // A call without results would be dead; what makes it so is seen in the next round.
      guard isUsed.contains(true) else { continue }
      for k in isUsed.indices.reversed() where !isUsed[k] {
        rewrite { (m) in
          m.functions[i].resultTypes.remove(at: k)
          let body = m.functions[i].graph.body
          if let terminator = m.functions[i].graph.terminator(of: body) {
            var operands = m.functions[i].graph[terminator].operands
            operands.remove(at: k)
            m.functions[i].graph.setOperands(of: terminator, to: operands)
          }
          m.forEachCall(of: f.name) { (graph, call) in graph.eraseResult(at: k, of: call) }
        }
      }
    }
  }

}

extension Function {

  /// The calls in this function, regions included, in the order of the text.
  var calls: [OperationID] { graph.operations.filter { graph[$0].opcode == .call } }

  /// The names of the functions that this one calls, in the order of the calls.
  var callees: [String] { calls.compactMap { graph[$0].attributes.string(.callee) } }

}

extension Module {

  /// Changes each call of the function called `name` by `body`.
  fileprivate mutating func forEachCall(
    of name: String, _ body: (inout Graph, OperationID) -> Void
  ) {
    for i in functions.indices {
      for call in functions[i].calls
      where functions[i].graph[call].attributes.string(.callee) == name {
        body(&functions[i].graph, call)
      }
    }
  }

}
