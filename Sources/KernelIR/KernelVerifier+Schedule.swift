extension KernelCheck {

  // MARK: K7, K8, K9

  /// Checks the kinds of all loops.
  mutating func checkSchedule() {
    checkParallelism()
    check(kernel.body, in: nil, atTop: true)
  }

  private mutating func checkParallelism() {
    var parallel: [Loop] = []
    for case .loop(let l) in kernel.body where l.grain != nil { parallel.append(l) }
    guard let l = parallel.first, let grain = l.grain else { return }
    if parallel.count > 1 { error("more than one loop is parallel") }
    if grain <= 0 { error("the parallel loop of \(l.variable) has the grain \(grain)") }
    let lanes = l.kind.step
    if lanes > 0, grain % lanes != 0 {
      error("the grain \(grain) of the loop of \(l.variable) is not a multiple of \(lanes) lanes")
    }
    for s in kernel.body {
      switch s {
      case .define: break
      case .loop(let other) where other.variable == l.variable: break
      case .loop, .store, .prefetch, .reduction:
        error("beside the parallel loop of \(l.variable) stands more than definitions")
      }
    }
  }

  /// Checks the loops among `statements`, which are inside of the vector loop of `vector`.
  private mutating func check(
    _ statements: [Statement], in vector: LoopVariableID?, atTop: Bool = false
  ) {
    for s in statements {
      switch s {
      case .define, .store, .prefetch:
        break
      case .loop(let l):
        if let vector { error("the loop of \(l.variable) is inside the vector loop of \(vector)") }
        if l.grain != nil, !atTop {
          error("the parallel loop of \(l.variable) is inside of another loop")
        }
        switch l.kind {
        case .vector(let lanes):
          check(lanes, of: l.variable)
          checkConflicts(among: l.body, lanesOf: l.variable)
          check(l.body, in: l.variable)
        case .block(let lanes):
          check(lanes, of: l.variable)
          checkConflicts(among: l.body, lanesOf: l.variable)
          checkBlock(l, lanes: lanes)
          check(l.body, in: vector)
        case .serial, .unrolled:
          check(l.body, in: vector)
        }
      case .reduction(let r):
        check(r, in: vector)
      }
    }
  }

  private mutating func check(_ r: Reduction, in vector: LoopVariableID?) {
    if let vector {
      if r.kind != .serial {
        error("a reduction inside the vector loop of \(vector) is not serial")
      }
      if r.body.contains(where: \.isNest) {
        error("a reduction inside the vector loop of \(vector) contains loops")
      }
    } else if case .vector(let lanes) = r.kind {
      guard let v = r.variables.last else { return error("a vector reduction has no variable") }
      check(lanes, of: v)
      guard case .function = r.combiner else {
        return error("the vector reduction of \(v) has no known function as its combiner")
      }
      if r.body.contains(where: \.isNest) {
        error("the vector reduction of \(v) contains loops")
      }
      checkConflicts(among: r.body, lanesOf: v)
    } else {
      check(r.body, in: nil)
    }
  }

  // MARK: K11

  private mutating func checkBlock(_ l: Loop, lanes: Int) {
    guard let inner = l.innerLoopOfBlock, inner.kind == .vector(lanes: lanes) else {
      return error(
        "the block loop of \(l.variable) is not one vector loop of \(lanes) lanes")
    }
    if inner.body.contains(where: \.isNest) {
      error("the block loop of \(l.variable) contains more than definitions and stores")
    }
  }

  private mutating func check(_ lanes: Int, of v: LoopVariableID) {
    if lanes < 2 || lanes > 64 || lanes & (lanes - 1) != 0 {
      error("the loop of \(v) has \(lanes) lanes, not a power of two from 2 to 64")
    }
  }

  private mutating func checkConflicts(among statements: [Statement], lanesOf v: LoopVariableID) {
    let accesses = MemoryAccesses(statements)
    for b in accesses.conflicts(amongIterationsOf: v, extent: kernel.extent(of: v)) {
      error("an iteration of the vector loop of \(v) touches elements of \(b) that another stores")
    }
  }

}

extension Statement {

  /// `true` iff this is a loop or a reduction.
  package var isNest: Bool {
    switch self {
    case .define, .store, .prefetch: false
    case .loop, .reduction: true
    }
  }

}

/// The places in memory that statements load from and store to.
struct MemoryAccesses {

  /// The buffers and indices of loads, in order.
  private(set) var loads: [(buffer: BufferID, index: IndexExpression)] = []

  /// The buffers and indices of stores, in order.
  private(set) var stores: [(buffer: BufferID, index: IndexExpression)] = []

  /// The values and loop variables that are defined among the statements.
  private let definitions: Set<IndexExpression.Atom>

  /// Collects what `statements` and those inside of them access.
  init(_ statements: [Statement]) {
    var loads: [(buffer: BufferID, index: IndexExpression)] = []
    var stores: [(buffer: BufferID, index: IndexExpression)] = []
    statements.forEachStatement { (s) in
      switch s {
      case .define(_, .load(let b, let i, _)): loads.append((b, i))
      case .store(_, let b, let i, _): stores.append((b, i))
      default: break
      }
    }
    self.loads = loads
    self.stores = stores
    let inside = KernelDefinitions(statements)
    definitions = Set(inside.values.map { .value($0) } + inside.variables.map { .variable($0) })
  }

  /// Returns the buffers, once each, of which an iteration of the loop of `v` may access an
  /// element that another iteration stores.
  ///
  /// Elements of a buffer that is only stored to are taken to be stored once if their index depends
  /// on `v`; a buffer that is loaded from as well has to be accessed at a single index, which moves
  /// with `v` by a constant and depends on nothing else that the statements define, or at several
  /// whose distance is a constant that no two of `extent` iterations, if that is given, bridge.
  func conflicts(amongIterationsOf v: LoopVariableID, extent: Int? = nil) -> [BufferID] {
    var result: [BufferID] = []
    for (b, i) in stores where !result.contains(b) {
      let isLoaded = loads.contains { $0.buffer == b }
      let stride = i.stride(in: v)
      let isOnePlace =
        (loads + stores).allSatisfy { (other) in
          if other.buffer != b || other.index == i { return true }
          guard let extent, let stride, stride != 0,
            let distance = (other.index - i).constantValue
          else { return false }
          return distance % stride != 0 || (distance / stride).magnitude >= extent.magnitude
        }
      var dependsOnOther = false
      i.forEachLeaf { if definitions.contains($0) { dependsOnOther = true } }
      if stride == 0 || isLoaded && (stride == nil || !isOnePlace || dependsOnOther) {
        result.append(b)
      }
    }
    return result
  }

}
