import Diagnostics

/// Which functions of a module call which.
package struct CallGraph: Sendable {

  /// A call of one function by another.
  package struct Call: Sendable {

    /// The position in the module of the function that contains the call.
    package let caller: Int

    /// The position in the module of the function that is called.
    package let callee: Int

    /// Where the call was written.
    package let location: SourceRange?

  }

  /// The calls in each function, in the order of their creation; calls of missing functions are
  /// left out.
  package let calls: [[Call]]

  /// For each function that turned out to call itself, the calls that lead from it to itself.
  package private(set) var cycles: [[Call]] = []

  /// The position in the module of the function of each name.
  package let positions: [String: Int]

  /// Creates the call graph of `module`.
  package init(of module: Module) {
    var positions: [String: Int] = [:]
    for (i, f) in module.functions.enumerated() where positions[f.name] == nil {
      positions[f.name] = i
    }
    self.positions = positions
    calls = module.functions.enumerated().map { (i, f) in
      Self.allOperations(of: f.graph).compactMap { (operation) in
        guard operation.opcode == .call,
          let callee = operation.attributes.string(.callee).flatMap({ positions[$0] })
        else { return nil }
        return Call(caller: i, callee: callee, location: operation.location ?? f.location)
      }
    }
    traverse()
  }

  /// Visits functions depth first, without recursion because calls can be nested deeply.
  private mutating func traverse() {
    enum State { case new, active, done }
    var states = [State](repeating: .new, count: calls.count)
    for root in calls.indices where states[root] == .new {
      var path: [(function: Int, next: Int)] = [(root, 0)]
      var taken: [Call] = []
      states[root] = .active
      while let (function, next) = path.last {
        guard next < calls[function].count else {
          states[function] = .done
          path.removeLast()
          _ = taken.popLast()
          continue
        }
        path[path.count - 1].next += 1
        let call = calls[function][next]
        switch states[call.callee] {
        case .new:
          states[call.callee] = .active
          path.append((call.callee, 0))
          taken.append(call)
        case .active:
          if let start = path.firstIndex(where: { $0.function == call.callee }) {
            cycles.append(Array(taken[start...]) + [call])
          }
        case .done: break
        }
      }
    }
  }

  /// The operations of `graph`; unlike `Graph.operations`, this ends even if a region contains
  /// itself.
  private static func allOperations(of graph: Graph) -> [Operation] {
    (0..<graph.operationCapacity).map { graph[OperationID(index: $0)] }.filter { !$0.isErased }
  }

}
