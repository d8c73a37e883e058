import GraphIR

/// Operations that are to become one kernel, with everything that decides what else may.
///
/// Users are added before their producers, so that it is known where each operation is evaluated
/// when it is added: at the indices at which the operations of the plan need its results, and at
/// those at which they are stored. This follows what the lowering does: elements are computed by
/// substitution, in the outermost loop in which their indices are known, and what equal indices are
/// asked for is computed once.
struct FusionPlan {

  /// An operation of the plan.
  struct Member {

    /// Where it is evaluated.
    var accesses: [ElementAccess]

    /// For each of them, the loops over the axes that it reduces.
    var inner: [[LoopID]]

    /// What is computed more than once on the way from this to the outputs, in cycles.
    var recomputation: Double

  }

  /// The most operations of a plan.
  static let capacity = 128

  /// The most places at which an operation is evaluated.
  private static let largestAccessCount = 8

  /// The operations, in the order in which they were added: users first.
  private(set) var members: [OperationID] = []

  /// The results of members that are stored.
  private(set) var outputs: [ValueID] = []

  /// The position, among the operations of the region, at which the kernel is run.
  var order: Int

  /// The contraction, if there is one.
  private(set) var contraction: OperationID?

  /// `true` iff there is a reduction.
  private(set) var hasReduction = false

  /// The cost of one execution, without loads and stores.
  private(set) var work = 0.0

  private var details: [OperationID: Member] = [:]
  private var space = IterationSpace()
  private var table = IndexTable()

  /// How many iterations may run on different threads, as far as reductions and stores outside of
  /// the innermost loops leave them independent.
  private var parallelIterations = Double.infinity

  /// The bytes of the longest row that a reduction in the loops of the outputs reads.
  private var longestRow = 0.0

  /// Creates an empty plan for a kernel that is run at the position `order`.
  init(order: Int) { self.order = order }

  /// The last operation, after which the kernel is called.
  var root: OperationID { members[0] }

  /// Returns `true` iff `id` is part of the plan.
  func contains(_ id: OperationID) -> Bool { details[id] != nil }

  /// Returns `true` iff a member has `value` as an operand.
  func uses(_ value: ValueID, in graph: Graph) -> Bool {
    graph[value].users.contains { details[$0] != nil }
  }

  /// Returns `true` iff there is something to gain if both run in the same loops: they store tensors
  /// of the same size, or one stores what it reduces the others to, and rows stay in the cache.
  func canShareLoops(with other: FusionPlan) -> Bool {
    let (a, b) = (space.nestExtents, other.space.nestExtents)
    guard zip(a, b).allSatisfy(==), a.isEmpty == b.isEmpty,
      max(longestRow, other.longestRow) <= Double(KernelLimits.largestRow)
    else { return false }
    return a.count == b.count || (a.count < b.count ? hasReduction : other.hasReduction)
  }

  /// Returns at how many different places members need `id`.
  mutating func accessCount(of id: OperationID, in graph: Graph) -> Int {
    (try? neededAccesses(of: id, in: graph).accesses.count) ?? .max
  }

  /// Adds `id`, all of whose users in the plan were added before; `stored` are those of its results
  /// that become outputs.
  ///
  /// Nothing is changed if that is refused.
  ///
  /// - Returns: The number of bytes that are not moved from or to memory because of it.
  @discardableResult
  mutating func add(
    _ id: OperationID, storing stored: [ValueID], in graph: Graph
  ) throws(FusionRefusal) -> Double {
    guard members.count < Self.capacity else { throw .size }
    let saved = (space, parallelIterations, longestRow)
    do {
      return try insert(id, storing: stored, in: graph)
    } catch {
      (space, parallelIterations, longestRow) = saved
      throw error
    }
  }

  private mutating func insert(
    _ id: OperationID, storing stored: [ValueID], in graph: Graph
  ) throws(FusionRefusal) -> Double {
    let isRoot = members.isEmpty
    let type = graph.type(of: graph[id].results[0])
    var (accesses, debt) = try neededAccesses(of: id, in: graph)
    let isNeeded = !accesses.isEmpty
    // The kernel of a block update runs over the block, not over the tensor.
    let isBlockUpdate = graph.isBlockUpdate(id)
    if isBlockUpdate && isNeeded { throw .blockUpdate }
    if !stored.isEmpty {
      let nestType = isBlockUpdate ? graph.type(of: graph[id].operands[1]) : type
      try extendNest(to: nestType.extents)
      let store = identity(of: nestType)
      if !accesses.contains(store) { accesses.append(store) }
    }
    let family = graph[id].opcode.description.family
    if family == .contraction || family == .reduction {
      try checkLoops(of: id, accesses, isRoot: isRoot, in: graph)
    }

    let evaluations = self.evaluations(of: id, accesses, in: graph)
    let cost = FusionCost.element(of: id, in: graph)
    let repetition = max(0, evaluations - type.estimatedCount) * cost
    debt = repetition == 0 ? 0 : debt + repetition
    let bytes = graph[id].results.reduce(0) { $0 + graph.type(of: $1).estimatedByteCount }
    let saved = isNeeded ? bytes * (stored.isEmpty ? 2 : 1) : 0
    // What needs hardly any loads is made again at its own cost, wherever its result goes.
    let due = graph.isFree(id) ? repetition : debt
    if !isRoot, isNeeded, due > FusionCost.saved(byteCount: saved) {
      throw .recomputation(evaluations / max(type.estimatedCount, 1))
    }
    let work = self.work + evaluations * cost
    try checkParallelism(work: work)

    var inner: [[LoopID]] = []
    let extents = graph.reducedExtents(of: id)
    for a in accesses {
      let outer = table.loops(of: a).innermost
      guard let loops = space.addLoops(extents, inside: outer, owner: id) else { throw .size }
      inner.append(loops)
    }
    details[id] = Member(accesses: accesses, inner: inner, recomputation: debt)
    members.append(id)
    outputs += stored
    self.work = work
    if family == .contraction { contraction = id }
    if family == .reduction { hasReduction = true }
    return saved
  }

  /// Where members need results of `id`, and what they compute more than once.
  private mutating func neededAccesses(
    of id: OperationID, in graph: Graph
  ) throws(FusionRefusal) -> (accesses: [ElementAccess], recomputation: Double) {
    var accesses: [ElementAccess] = []
    var known = Set<ElementAccess>()
    var debt = 0.0
    for v in graph[id].results {
      var visited = Set<OperationID>()
      for user in graph[v].users {
        guard let member = details[user], visited.insert(user).inserted else { continue }
        debt = max(debt, member.recomputation)
        for (i, operand) in graph[user].operands.enumerated() where operand == v {
          for (access, inner) in zip(member.accesses, member.inner) {
            if i == 0, graph.isBlockUpdate(user) { throw .blockUpdate }
            let needed = table.accesses(ofOperand: i, of: user, at: access, inner: inner, in: graph)
            for a in needed where known.insert(a).inserted { accesses.append(a) }
          }
          if accesses.count > Self.largestAccessCount {
            throw .recomputation(Double(accesses.count))
          }
        }
      }
    }
    return (accesses, debt)
  }

  /// Where an output of type `type` is stored.
  private func identity(of type: TensorType) -> ElementAccess {
    var loops = space.nest.makeIterator()
    let indices = type.shape.map { (n) -> AxisIndex in
      n == 1 ? .constant(0) : loops.next().map(AxisIndex.loop) ?? .constant(0)
    }
    return ElementAccess(indices: indices, condition: nil)
  }

  // MARK: Costs

  /// Returns how many elements of the results of `id` are computed.
  private func evaluations(
    of id: OperationID, _ accesses: [ElementAccess], in graph: Graph
  ) -> Double {
    let counts = accesses.map { space.iterations(of: table.loops(of: $0)) }
    if let kept = rowAccess(of: id, accesses, in: graph) { return counts[kept] }
    return counts.reduce(0, +)
  }

  /// The access at which `id` is computed and kept in a row for all others, if the lowering does so.
  private func rowAccess(
    of id: OperationID, _ accesses: [ElementAccess], in graph: Graph
  ) -> Int? {
    guard accesses.count > 1, graph[id].opcode.isTranscendental,
      accesses.allSatisfy({ $0.condition == nil })
    else { return nil }
    let type = graph.type(of: graph[id].results[0])
    var first: Int?
    var rank: Int?
    for (i, a) in accesses.enumerated() {
      guard let loop = table.loops(of: a).innermost, let owner = space[loop].owner else { continue }
      guard let kept = keptRank(of: owner, reducing: type, in: graph), rank == nil || rank == kept
      else { return nil }
      rank = kept
      first = first ?? i
    }
    guard let first, let rank else { return nil }
    let row = TensorType(type.element, Array(type.shape[rank...]))
    guard row.estimatedByteCount <= Double(KernelLimits.largestRow),
      accesses.allSatisfy({ $0.indices[..<rank] == accesses[first].indices[..<rank] })
    else { return nil }
    return first
  }

  /// The number of leading axes that the reduction `id` leaves of a tensor of type `type`, if it
  /// reduces such tensors and all their other axes.
  private func keptRank(
    of id: OperationID, reducing type: TensorType, in graph: Graph
  ) -> Int? {
    guard graph[id].opcode == .reduce,
      graph.type(of: graph[id].operands[0]).shape == type.shape,
      let dims = graph[id].attributes.integers(.dims)?.sorted(), let first = dims.first,
      dims == Array(first..<type.rank)
    else { return nil }
    return first
  }

  // MARK: Loops

  /// Makes the nest one in which outputs with these extents can be stored.
  private mutating func extendNest(to extents: [Dimension]) throws(FusionRefusal) {
    if extents.count > space.nest.count, hasReduction {
      // What the reductions read is read again by loops inside of those that there were so far.
      guard longestRow <= Double(KernelLimits.largestRow) else { throw .longRows(longestRow) }
      parallelIterations = min(parallelIterations, nestIterations)
    }
    guard space.extendNest(to: extents) else { throw .otherShape }
    if extents.isEmpty { parallelIterations = 1 }
  }

  /// The number of iterations of the innermost loop of the nest.
  private var nestIterations: Double { space.nest.last.map { space[$0].iterations } ?? 1 }

  /// Checks that the loops of `id`, a reduction or contraction, can be inside of those of the plan.
  private mutating func checkLoops(
    of id: OperationID, _ accesses: [ElementAccess], isRoot: Bool, in graph: Graph
  ) throws(FusionRefusal) {
    if graph[id].opcode != .reduce {
      guard contraction == nil, !hasReduction else { throw .secondContraction }
      guard isRoot || isInNestOrder(accesses) else { throw .contractionInLoop }
      return
    }
    guard contraction == nil else { throw .secondContraction }
    let row = graph[id].operands.prefix(graph[id].results.count).reduce(0.0) {
      $0 + Double(graph.type(of: $1).element.byteWidth)
    }
    let rowByteCount = graph.reducedExtents(of: id).reduce(row) { $0 * $1.estimate }
    for a in accesses {
      let loops = table.loops(of: a)
      // Inside of another reduction there is no loop that would read the row again.
      if loops.innermost.map({ space[$0].owner != nil }) == true {
        try checkThreads(of: id, in: graph)
        continue
      }
      longestRow = max(longestRow, rowByteCount)
      if space.nest.isEmpty || loops.innermost == space.nest.last { continue }
      parallelIterations = min(parallelIterations, space.iterations(of: loops))
      guard rowByteCount <= Double(KernelLimits.largestRow) else { throw .longRows(rowByteCount) }
    }
  }

  /// Checks that the reduction `id`, which is inside of another one, would not run on many more threads
  /// by itself if it takes long.
  private func checkThreads(of id: OperationID, in graph: Graph) throws(FusionRefusal) {
    let operation = graph[id]
    let count = operation.results.first.map { graph.type(of: $0).estimatedCount } ?? 1
    let byteCount = graph.type(of: operation.operands[0]).estimatedByteCount
    guard nestIterations < FusionCost.nestedIterations, count >= 4 * nestIterations,
      byteCount >= Double(KernelLimits.smallestSplitReduction)
    else { return }
    throw .serial(nestIterations)
  }

  /// `true` iff `accesses` are one, which visits each element once in the order of the nest.
  private func isInNestOrder(_ accesses: [ElementAccess]) -> Bool {
    guard accesses.count == 1, let access = accesses.first, access.condition == nil else {
      return false
    }
    var loops = LoopSet()
    for l in space.nest { loops = loops.union(LoopSet(l)) }
    guard table.loops(of: access) == loops else { return false }
    let last = access.indices.last { if case .constant = $0 { false } else { true } }
    return last == space.nest.last.map(AxisIndex.loop)
  }

  private func checkParallelism(work: Double) throws(FusionRefusal) {
    guard parallelIterations < min(FusionCost.parallelIterations, nestIterations),
      work / parallelIterations > FusionCost.serialLimit
    else { return }
    throw .serial(parallelIterations)
  }

}
