extension KernelPass {

  /// Makes one loop of two perfectly nested ones whose variables are only used together.
  ///
  ///     for %i0 in 0..<4 {
  ///       for %i1 in 0..<8 {                       for %i2 in 0..<32 {
  ///         %0 = load b0[%i0*8 + %i1] : f32   -->    %0 = load b0[%i2] : f32
  ///         …                                        …
  ///
  /// The variables are replaced by quotient and remainder of the new one; the loops are merged if
  /// that makes no index expression more complicated. The same is done with the variables of a
  /// reduction. A definition between the loops, such as the load of a value for each row, keeps
  /// them apart.
  package static let collapse = KernelPass(
    "collapse", "Make one loop of two whose variables are only used together."
  ) { (kernel, _) in
    var collapsing = Collapsing(kernel: kernel)
    collapsing.kernel.body = collapsing.visit(kernel.body)
    return collapsing.kernel
  }

}

/// The state of the merging of loops.
private struct Collapsing {

  /// The kernel, with the variables of merged loops.
  var kernel: Kernel

  mutating func visit(_ statements: [Statement]) -> [Statement] {
    statements.map { (s) in
      switch s {
      case .define, .store, .prefetch: s
      case .loop(let l): .loop(visit(l))
      case .reduction(let r): .reduction(visit(r))
      }
    }
  }

  private mutating func visit(_ loop: Loop) -> Loop {
    var l = loop
    l.body = visit(l.body)
    while l.kind == .serial, l.grain == nil, l.bound == nil, l.body.count == 1,
      case .loop(let inner) = l.body[0], inner.kind == .serial, inner.bound == nil,
      let (v, body) = merge(l.variable, inner.variable, in: inner.body)
    {
      l = Loop(v, .serial, body: body)
    }
    return l
  }

  private mutating func visit(_ reduction: Reduction) -> Reduction {
    var r = reduction
    r.body = visit(r.body)
    guard r.kind == .serial else { return r }
    for k in r.variables.indices.dropLast().reversed() {
      let (outer, inner) = (r.variables[k], r.variables[k + 1])
      guard let (v, statements) = merge(outer, inner, in: r.body + r.combiner.body) else {
        continue
      }
      r.variables.replaceSubrange(k...(k + 1), with: [v])
      r.combiner.body = Array(statements[r.body.count...])
      r.body = Array(statements[..<r.body.count])
    }
    return r
  }

  /// Returns a variable that counts the iterations of two nested loops and the statements with
  /// that variable, if no index expression becomes more complicated.
  private mutating func merge(
    _ outer: LoopVariableID, _ inner: LoopVariableID, in body: [Statement]
  ) -> (LoopVariableID, [Statement])? {
    let n = kernel.extent(of: inner)
    let (count, overflow) = kernel.extent(of: outer).multipliedReportingOverflow(by: n)
    if overflow || n == 0 { return nil }
    let extents = kernel.extents + [count]
    let merged = LoopVariableID(index: kernel.extents.count)
    var renaming = KernelRenaming()
    renaming.extents = extents
    renaming.variables[outer] = IndexExpression(merged).quotient(by: n, extents: extents)
    renaming.variables[inner] = IndexExpression(merged).remainder(by: n, extents: extents)
    let statements = renaming(body)
    for (before, after) in zip(body.indexWeights, statements.indexWeights) where after > before {
      return nil
    }
    kernel.extents = extents
    return (merged, statements)
  }

}

extension Combiner {

  /// The statements; none of a known function.
  fileprivate var body: [Statement] {
    get { if case .block(_, _, let body, _) = self { body } else { [] } }
    set {
      guard case .block(let accumulators, let elements, _, let results) = self else { return }
      self = .block(
        accumulators: accumulators, elements: elements, body: newValue, results: results)
    }
  }

}

extension [Statement] {

  /// The number of divisions in each index expression, in order.
  fileprivate var indexWeights: [Int] {
    var result: [Int] = []
    forEachStatement { (s) in
      switch s {
      case .define(_, let e): if let i = e.index { result.append(i.weight) }
      case .store(_, _, let i, _), .prefetch(_, let i): result.append(i.weight)
      case .loop, .reduction: break
      }
    }
    return result
  }

}
