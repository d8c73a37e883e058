extension KernelPass {

  /// Executes nests whose loads are contiguous in one loop and whose stores are so in another, such
  /// as a transpose, in square blocks.
  ///
  ///     for %i0 in 0..<64 {                            for %i0 in 0..<64 block(16) {
  ///       for %i1 in 0..<32 {                            for %i1 in 0..<32 vector(16) {
  ///         %0 = load b0[%i1*64 + %i0] : f32   -->         %0 = load b0[%i1*64 + %i0] : f32
  ///         …                                              …
  ///         store %1, b1[%i0*32 + %i1]                     store %1, b1[%i0*32 + %i1]
  ///
  /// A block is loaded in vectors along the first loop, transposed in registers, and stored in
  /// vectors along the second one. The two loops become the innermost ones of the nest.
  package static let block = KernelPass(
    "block", "Execute transposing nests in square blocks."
  ) { (kernel, target) in
    var result = kernel
    result.body = Blocking(kernel: kernel, target: target).visit(kernel.body)
    return result
  }

}

/// The choice of blocks in a kernel.
private struct Blocking {

  let kernel: Kernel
  let target: KernelTarget

  /// The least number of iterations of each of the two loops.
  private static let leastExtent = 4

  /// The greatest number of lanes, which is that of vectors in a block: what registers can hold.
  private static let laneLimit = 32

  func visit(_ statements: [Statement]) -> [Statement] {
    statements.map { (s) in
      switch s {
      case .define, .store, .prefetch:
        return s
      case .loop(var l):
        if let blocked = blocked(l) { return .loop(blocked) }
        l.body = visit(l.body)
        return .loop(l)
      case .reduction(var r):
        r.body = visit(r.body)
        return .reduction(r)
      }
    }
  }

  /// Returns the nest that begins with `l` with its two innermost loops in blocks, if it has a load
  /// to transpose.
  private func blocked(_ l: Loop) -> Loop? {
    guard let nest = SerialNest(l) else { return nil }
    var best: (loads: Int, loop: Loop)?
    for inner in nest.variables where nest.isStored(along: inner) {
      for outer in nest.variables where outer != inner {
        guard let loop = nest.permuted(outer, inner), let (loads, blocked) = inBlocks(loop),
          loads > best?.loads ?? 0
        else { continue }
        best = (loads, blocked)
      }
    }
    return best?.loop
  }

  /// Returns the innermost loop but one of `nest` in blocks, and the number of loads that are
  /// transposed.
  private func inBlocks(_ nest: Loop) -> (loads: Int, loop: Loop)? {
    var l = nest
    if l.innerLoopOfBlock.map({ $0.body.contains(where: \.isNest) }) ?? true {
      guard case .loop(let inside) = l.body.first, l.body.count == 1,
        let (loads, blocked) = inBlocks(inside)
      else { return nil }
      l.body = [.loop(blocked)]
      return (loads, l)
    }
    guard var inner = l.innerLoopOfBlock else { return nil }
    let loads = l.transposedLoads.count
    let extent = min(kernel.extent(of: l.variable), kernel.extent(of: inner.variable))
    guard loads > 0, extent >= Self.leastExtent,
      let lanes = kernel.laneCount(for: inner.body, extent: extent, on: target)
    else { return nil }
    inner.kind = .vector(lanes: min(lanes, Self.laneLimit))
    l.kind = .block(lanes: min(lanes, Self.laneLimit))
    l.body[l.body.count - 1] = .loop(inner)
    return (loads, l)
  }

}

/// Serial loops inside of each other around definitions and stores; there may be definitions before
/// the innermost loop as well.
private struct SerialNest {

  /// The loops, outermost first, without their bodies.
  private var loops: [Loop] = []

  /// The definitions before the innermost loop.
  private var prefix: [Statement] = []

  /// The body of the innermost loop.
  private var body: [Statement] = []

  /// The nest that begins with `l`, `nil` if there is none of at least two loops, or if they may
  /// not be executed in any order.
  init?(_ l: Loop) {
    var l = l
    while true {
      guard l.kind == .serial, l.grain == nil, l.bound == nil else { return nil }
      body = l.body
      l.body = []
      loops.append(l)
      guard case .loop(let inner) = body.last else { break }
      guard prefix.isEmpty, body.dropLast().allSatisfy(\.isDefinition) else { return nil }
      prefix = Array(body.dropLast())
      l = inner
    }
    let accesses = MemoryAccesses(prefix + body)
    guard loops.count >= 2, !body.contains(where: \.isNest), !accesses.stores.isEmpty,
      variables.allSatisfy({ accesses.conflicts(amongIterationsOf: $0).isEmpty })
    else { return nil }
  }

  /// The variables of the loops, outermost first.
  var variables: [LoopVariableID] { loops.map(\.variable) }

  /// Returns `true` iff all stores are contiguous along `v`.
  func isStored(along v: LoopVariableID) -> Bool {
    body.allSatisfy {
      guard case .store(_, _, let i, _) = $0 else { return true }
      return i.stride(in: v) == 1
    }
  }

  /// Returns the nest with `outer` and `inner` as its innermost loops, `nil` if definitions forbid
  /// that.
  func permuted(_ outer: LoopVariableID, _ inner: LoopVariableID) -> Loop? {
    if !prefix.isEmpty, variables.suffix(2) != [outer, inner] { return nil }
    var order = loops.filter { $0.variable != outer && $0.variable != inner }
    for v in [outer, inner] { order += loops.filter { $0.variable == v } }
    var statements = body
    for (n, loop) in order.enumerated().reversed() {
      var l = loop
      l.body = statements
      statements = n == order.count - 1 ? prefix + [.loop(l)] : [.loop(l)]
    }
    guard case .loop(let result) = statements.first, statements.count == 1 else { return nil }
    return result
  }

}
