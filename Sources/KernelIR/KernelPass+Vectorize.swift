extension KernelPass {

  /// Chooses the loops whose iterations are executed in the lanes of vectors.
  ///
  ///     for %i0 in 0..<64 {                       for %i0 in 0..<64 vector(16) {
  ///       %2 = reduce add init %0                   %2 = reduce add init %0
  ///           over %i1 in 0..<32 {           -->        over %i1 in 0..<32 {
  ///         %1 = load b0[%i1*64 + %i0] : f32          %1 = load b0[%i1*64 + %i0] : f32
  ///         …                                         …
  ///
  /// With `load b0[%i0*32 + %i1]` it is the reduction that becomes `vector(16)`: between the loop
  /// and the reductions inside of it, the choice is what `KernelCost` says is faster. It weighs
  /// vector accesses against gathers; a tie goes to the loop, whose lanes need not be combined at
  /// the end. A loop is left serial when no choice is faster, when it contains other loops, or
  /// when a lane would touch what another one stores.
  ///
  /// There are as many lanes as the widest type of the body has in a vector register, or the next
  /// power of two if the loop is shorter.
  package static let vectorize = KernelPass(
    "vectorize", "Choose the loops whose iterations are executed in the lanes of vectors."
  ) { (kernel, target) in
    var result = kernel
    result.body = Vectorization(kernel: kernel, target: target).visit(kernel.body)
    return result
  }

}

/// The choice of vector loops in a kernel.
private struct Vectorization {

  let kernel: Kernel
  let target: KernelTarget

  private var cost: KernelCost { KernelCost(kernel: kernel) }

  init(kernel: Kernel, target: KernelTarget) {
    self.kernel = kernel
    self.target = target
  }

  /// Returns `statements` with the best kinds of loops.
  func visit(_ statements: [Statement]) -> [Statement] {
    statements.map { (s) in
      switch s {
      case .define, .store, .prefetch: s
      case .loop(let l): .loop(visit(l))
      case .reduction(let r): .reduction(visit(r))
      }
    }
  }

  private func visit(_ l: Loop) -> Loop {
    guard l.kind == .serial else { return l }
    var inner = l
    inner.body = visit(l.body)
    guard let vector = inLanes(l), cost.cost(vector) <= cost.cost(inner) else { return inner }
    return vector
  }

  private func visit(_ r: Reduction) -> Reduction {
    guard r.kind == .serial else { return r }
    var inner = r
    inner.body = visit(r.body)
    guard let vector = inLanes(r), cost.cost(vector) <= cost.cost(inner) else { return inner }
    return vector
  }

  /// Returns `l` as a vector loop if it can be one.
  private func inLanes(_ l: Loop) -> Loop? {
    if l.bound != nil { return nil }
    for s in l.body {
      switch s {
      case .define, .store, .prefetch: break
      case .loop: return nil
      case .reduction(let r):
        if r.kind != .serial || r.body.contains(where: \.isNest) { return nil }
      }
    }
    guard MemoryAccesses(l.body).conflicts(amongIterationsOf: l.variable).isEmpty,
      let lanes = kernel.laneCount(
        for: l.body, extent: kernel.extent(of: l.variable), on: target)
    else { return nil }
    var result = l
    result.kind = .vector(lanes: lanes)
    return result
  }

  /// Returns `r` as a vector reduction if it can be one.
  private func inLanes(_ r: Reduction) -> Reduction? {
    guard case .function = r.combiner, !r.body.contains(where: \.isNest),
      let v = r.variables.last,
      MemoryAccesses(r.body).conflicts(amongIterationsOf: v).isEmpty,
      let lanes = kernel.laneCount(
        for: r.body, and: r.results, extent: kernel.extent(of: v), on: target)
    else { return nil }
    var result = r
    result.kind = .vector(lanes: lanes)
    return result
  }

}
