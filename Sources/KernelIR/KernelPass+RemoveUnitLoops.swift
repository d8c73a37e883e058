extension KernelPass {

  /// Replaces loops of a single iteration by their bodies, and removes loops of none.
  ///
  ///     for %i0 in 0..<1 {
  ///       for %i1 in 0..<8 {                        for %i1 in 0..<8 {
  ///         %0 = load b0[%i0*8 + %i1] : f32   -->     %0 = load b0[%i1] : f32
  ///         …                                         …
  ///
  /// A reduction keeps the variables of several iterations; without any it is one application of
  /// its combiner, and one of no iterations is its initial values.
  package static let removeUnitLoops = KernelPass(
    "remove-unit-loops", "Replace loops of a single iteration by their bodies."
  ) { (kernel, _) in
    var result = kernel
    var removal = UnitLoopRemoval(kernel: kernel)
    result.body = removal.visit(kernel.body)
    return result
  }

}

/// The state of the removal of unit loops.
private struct UnitLoopRemoval {

  let kernel: Kernel

  /// What replaces the variables of removed loops and the results of removed reductions.
  var renaming = KernelRenaming()

  init(kernel: Kernel) {
    self.kernel = kernel
    renaming.extents = kernel.extents
  }

  mutating func visit(_ statements: [Statement]) -> [Statement] {
    var result: [Statement] = []
    for s in statements {
      switch s {
      case .define, .store, .prefetch:
        result.append(renaming(s))
      case .loop(var l):
        switch kernel.extent(of: l.variable) {
        case 0:
          break
        case 1 where l.bound == nil:
          renaming.variables[l.variable] = IndexExpression(0)
          result += visit(l.body)
        default:
          l.body = visit(l.body)
          result.append(.loop(l))
        }
      case .reduction(let r):
        visit(r, into: &result)
      }
    }
    return result
  }

  private mutating func visit(_ reduction: Reduction, into result: inout [Statement]) {
    var r = reduction
    r.initial = r.initial.map { renaming($0) }
    if r.variables.contains(where: { kernel.extent(of: $0) == 0 }) {
      replace(r.results, by: r.initial)
      return
    }
    for v in r.variables where kernel.extent(of: v) == 1 {
      renaming.variables[v] = IndexExpression(0)
    }
    if let innermost = r.variables.last, kernel.extent(of: innermost) == 1 { r.kind = .serial }
    r.variables.removeAll { kernel.extent(of: $0) == 1 }
    r.body = visit(r.body)
    r.elements = r.elements.map { renaming($0) }
    if !r.variables.isEmpty {
      if case .block(let accumulators, let elements, let body, let results) = r.combiner {
        r.combiner = .block(
          accumulators: accumulators, elements: elements, body: visit(body),
          results: results.map { renaming($0) })
      }
      result.append(.reduction(r))
      return
    }
    result += r.body
    switch r.combiner {
    case .function(let f, _):
      for (v, (x, y)) in zip(r.results, zip(r.initial, r.elements)) {
        result.append(.define(v, .binary(f, x, y)))
      }
    case .block(let accumulators, let elements, let body, let results):
      replace(accumulators, by: r.initial)
      replace(elements, by: r.elements)
      result += visit(body)
      replace(r.results, by: results.map { renaming($0) })
    }
  }

  /// Makes later statements use `new`, whose names are final, instead of `old`.
  private mutating func replace(_ old: [KernelValueID], by new: [KernelValueID]) {
    for (o, n) in zip(old, new) { renaming.values[o] = n }
  }

}
