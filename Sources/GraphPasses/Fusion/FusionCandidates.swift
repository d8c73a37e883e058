import GraphIR

extension Graph {

  /// `true` iff `id` can be computed in a kernel together with other operations.
  ///
  /// What cannot: control operations, placements, random numbers, reductions of windows, constants and weights that
  /// have to be stored, concatenations of many operands, reductions whose region calls functions,
  /// and what has no elements.
  func isFusable(_ id: OperationID) -> Bool {
    let operation = self[id]
    let family = operation.opcode.description.family
    guard ![.control, .terminator, .placement, .random, .leaf].contains(family),
      !operation.results.isEmpty
    else { return false }
    if operation.opcode == .reduceWindow { return false }
    if operation.opcode == .concat, operation.operands.count > KernelLimits.largestConcatenation {
      return false
    }
    for region in operation.regions
    where self[region].operations.contains(where: { self[$0].opcode.description.family == .control }
    ) {
      return false
    }
    return (operation.operands + operation.results).allSatisfy {
      type(of: $0).elementCount != 0
    }
  }

  /// `true` iff `id` is copied into every kernel that uses it: a splat constant or an iota.
  func isSymbolicConstant(_ id: OperationID) -> Bool {
    self[id].results.first.map { isSymbolicConstant($0) } ?? false
  }

  /// `true` iff computing `id` in each of several kernels costs no more than loading it, even if it
  /// is stored as well.
  func isFree(_ id: OperationID) -> Bool {
    guard let result = self[id].results.first, isCheap(id) else { return false }
    let type = type(of: result)
    return self[id].opcode == .reshape || type.extents.isEmpty
      || 4 * readByteCount(of: id) <= type.estimatedByteCount
  }

  /// `true` iff computing `id` again costs no more than storing and loading it, loads left aside.
  func isCheap(_ id: OperationID) -> Bool {
    let family = self[id].opcode.description.family
    return family != .reduction && family != .contraction && !self[id].opcode.isTranscendental
      && !self[id].results.isEmpty
  }

  /// Returns the number of bytes of the operands of `id` other than constants, without those that
  /// are loaded anyway; of a broadcast those that it repeats.
  func readByteCount(of id: OperationID, besides isLoaded: (ValueID) -> Bool = { _ in false })
    -> Double
  {
    Set(self[id].operands).reduce(0) {
      if isSymbolicConstant($1) || isLoaded($1) { return $0 }
      let source = definition(of: $1, as: .broadcast)?.operands[0] ?? $1
      return $0 + type(of: source).estimatedByteCount
    }
  }

  /// Returns the number of bytes that are loaded to compute `id` from what its cheap producers are
  /// made of, each value counted once; or of its operands, if those are less.
  ///
  /// What is loaded anyway is not counted, nor are constants; of a broadcast what it repeats is.
  func sourceByteCount(of id: OperationID, besides isLoaded: (ValueID) -> Bool) -> Double {
    let direct = readByteCount(of: id, besides: isLoaded)
    let parent = self[id].parent
    var leaves = 0.0
    var seen = Set<ValueID>()
    var work = self[id].operands
    var operationCount = 0
    while let v = work.popLast() {
      guard seen.insert(v).inserted, !isSymbolicConstant(v), !isLoaded(v) else { continue }
      if let producer = definingOperation(of: v), self[producer].parent == parent,
        self[producer].opcode.isElementwise || self[producer].opcode == .broadcast
          || self[producer].opcode == .reshape, isCheap(producer), isFusable(producer)
      {
        operationCount += 1
        guard operationCount <= Self.mostSources else { return direct }
        work += self[producer].operands
      } else {
        leaves += type(of: v).estimatedByteCount
      }
    }
    return min(direct, leaves)
  }

  /// At most that many producers are looked at for what something is made of.
  private static let mostSources = 8

}

/// Which operations compute, element by element, what a contraction needs before it stores its
/// result.
struct ContractionEpilogues {

  private var carriers: Set<OperationID> = []

  /// Finds the epilogues among `operations`, which are those of a region in order.
  init(of operations: [OperationID], in graph: Graph) {
    for id in operations {
      let operation = graph[id]
      if operation.opcode.description.family == .contraction {
        carriers.insert(id)
        continue
      }
      guard operation.opcode.isElementwise || operation.opcode == .reshape,
        let result = operation.results.first
      else { continue }
      let count = graph.type(of: result).estimatedCount
      for v in operation.operands {
        guard let producer = graph.definingOperation(of: v), carriers.contains(producer),
          graph[producer].results.count == 1, graph[v].users.allSatisfy({ $0 == id }),
          graph.type(of: v).estimatedCount == count
        else { continue }
        carriers.insert(id)
        break
      }
    }
  }

  /// `true` iff `id` is a contraction or computed where one is stored.
  func contains(_ id: OperationID) -> Bool { carriers.contains(id) }

}
