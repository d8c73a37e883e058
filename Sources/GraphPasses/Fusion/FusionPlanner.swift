import GraphIR

/// Decides which operations of one region become kernels together.
///
/// Operations are visited after their users, and each joins the kernel of these, makes one kernel
/// of several, is copied into several, or becomes the last operation of a new one. A kernel is run
/// at the position of its last operation; all else that uses one of its outputs comes after that,
/// so that no cycle can arise.
struct FusionPlanner {

  /// What became of an operation.
  private struct Placement {

    /// The plans that compute it.
    var plans: [Int] = []

    /// `true` iff it also stays an operation of the region.
    var isAlone = false

    /// The position before which its results have to be there if it stays alone.
    var order = 0

  }

  /// A decision to be explained.
  struct Note {

    /// The operation.
    let operation: OperationID

    /// The explanation.
    let text: String

  }

  /// The decisions, in the order in which they were made: users first.
  private var decisions: [Note] = []

  private let graph: Graph
  private let region: RegionID
  private let operations: [OperationID]
  private let epilogues: ContractionEpilogues
  private var positions: [OperationID: Int] = [:]
  private var placements: [OperationID: Placement] = [:]
  private var plans: [FusionPlan] = []

  /// For each plan, the one that it was merged into; itself if it was not.
  private var successors: [Int] = []

  /// The position of the operation that is being visited.
  private var current: Int

  /// Plans with more operations are not merged.
  private static let largestMerge = 64

  /// At most that many plans that use a value are looked at, to be merged.
  private static let largestFanOut = 16

  /// What is computed in several plans may load so many times the bytes of its result: a mean of each
  /// column beside the tensor from which it is subtracted.
  private static let largestCopyRatio = 1.125

  /// Values of fewer bytes are no reason to merge plans that use them.
  private static let smallestSharedInput = 1024.0

  /// Creates a planner for the operations of `region`.
  init(_ region: RegionID, of graph: Graph) {
    self.graph = graph
    self.region = region
    operations = graph[region].operations
    epilogues = ContractionEpilogues(of: operations, in: graph)
    for (i, id) in operations.enumerated() { positions[id] = i }
    current = operations.count
  }

  /// The decisions, in the order of the operations.
  var notes: [Note] {
    let order = decisions.indices.sorted {
      (positions[decisions[$0].operation, default: 0], $0)
        < (positions[decisions[$1].operation, default: 0], $1)
    }
    return order.map { decisions[$0] }
  }

  /// Returns the kernels, the last one first, and for each operation the number of its copies.
  mutating func run() -> (plans: [FusionPlan], copies: [OperationID: Int]) {
    for (i, id) in operations.enumerated().reversed() {
      current = i
      visit(id)
    }
    current = -1
    for v in graph[region].arguments { mergeUsers(of: v) }
    var result: [FusionPlan] = []
    for i in plans.indices where successors[i] == i { result.append(plans[i]) }
    result.sort { $0.order > $1.order }
    var copies: [OperationID: Int] = [:]
    for p in result { for id in p.members { copies[id, default: 0] += 1 } }
    for (id, p) in placements where p.isAlone { copies[id, default: 0] += 1 }
    return (result, copies)
  }

  // MARK: Visits

  private mutating func visit(_ id: OperationID) {
    if graph.isSymbolicConstant(id) { return }
    guard graph.isFusable(id) else {
      placements[id] = Placement(isAlone: true, order: current)
      for v in graph[id].results { mergeUsers(of: v) }
      return
    }
    var users = users(of: graph[id].results)
    if graph.isBlockUpdate(id) {
      let limit = users.plans.first.map { plans[$0].order } ?? .max
      place(id, outsideOrder: min(limit, users.outsideOrder ?? .max))
      for v in graph[id].results { mergeUsers(of: v) }
      return
    }
    if users.plans.isEmpty { return place(id, outsideOrder: users.outsideOrder) }
    if users.plans.count > 1 || users.outsideOrder != nil {
      if graph.isFree(id) {
        return copy(id, into: users.plans, outsideOrder: users.outsideOrder)
      }
      if users.plans.count > 1 {
        if merge(users.plans) { users = self.users(of: graph[id].results) }
        if users.plans.count > 1, users.outsideOrder == nil, isDuplicable(id, in: users.plans),
          users.plans.allSatisfy({ canAdd(id, to: $0) })
        {
          return copy(id, into: users.plans, outsideOrder: nil)
        }
      }
    }
    join(id, users.plans[0], others: users.plans.dropFirst(), outsideOrder: users.outsideOrder)
  }

  /// Makes `id` part of the plan `target`, the earliest of those that use it, or places it by
  /// itself.
  private mutating func join(
    _ id: OperationID, _ target: Int, others: ArraySlice<Int>, outsideOrder: Int?
  ) {
    let stored = graph[id].results.filter { (v) in
      !graph[v].users.allSatisfy { isInside($0, target) }
    }
    let limit = others.reduce(outsideOrder ?? .max) { min($0, plans[$1].order) }
    do throws(FusionRefusal) {
      guard stored.isEmpty || limit > plans[target].order else { throw .order }
      let saved = try add(id, storing: stored, to: target)
      placements[id] = Placement(plans: [target])
      noteFusion(of: id, into: target, saving: saved)
    } catch {
      note(id, target, error)
      place(id, outsideOrder: min(limit, plans[target].order))
      for v in graph[id].results { mergeUsers(of: v) }
    }
  }

  /// `true` iff computing `id` in each of `targets` costs no more than storing it for them: it is
  /// cheap, and needs hardly more loads than its result would.
  private func isDuplicable(_ id: OperationID, in targets: [Int]) -> Bool {
    guard graph.isCheap(id), let result = graph[id].results.first else { return false }
    let limit = graph.type(of: result).estimatedByteCount * Self.largestCopyRatio
    return targets.allSatisfy { (t) in
      graph.sourceByteCount(of: id) { plans[t].uses($0, in: graph) } <= limit
    }
  }

  /// `true` iff the plan `target` takes `id`; one that does not would have it stored for all.
  private func canAdd(_ id: OperationID, to target: Int) -> Bool {
    var plan = plans[target]
    return (try? Self.add(id, storing: [], to: &plan, epilogues, in: graph)) != nil
  }

  private mutating func add(
    _ id: OperationID, storing stored: [ValueID], to target: Int
  ) throws(FusionRefusal) -> Double {
    try Self.add(id, storing: stored, to: &plans[target], epilogues, in: graph)
  }

  private static func add(
    _ id: OperationID, storing stored: [ValueID], to plan: inout FusionPlan,
    _ epilogues: ContractionEpilogues, in graph: Graph
  ) throws(FusionRefusal) -> Double {
    if epilogues.contains(id), graph[id].opcode.description.family != .contraction,
      plan.accessCount(of: id, in: graph) > 1
    {
      throw .epilogue
    }
    return try plan.add(id, storing: stored, in: graph)
  }

  /// Copies `id` into each of the plans `targets`; it stays where it is for those that refuse it
  /// and for other users.
  private mutating func copy(_ id: OperationID, into targets: [Int], outsideOrder: Int?) {
    var placement = Placement()
    var order = outsideOrder
    for t in targets {
      do throws(FusionRefusal) {
        noteFusion(of: id, into: t, saving: try add(id, storing: [], to: t))
        placement.plans.append(t)
      } catch {
        note(id, t, error)
        order = min(order ?? .max, plans[t].order)
      }
    }
    placements[id] = placement
    if order != nil { place(id, outsideOrder: order) }
  }

  /// Makes `id` the last operation of a new plan; one that costs nothing by itself stays alone.
  private mutating func place(_ id: OperationID, outsideOrder: Int?) {
    var placement = placements[id] ?? Placement()
    defer { placements[id] = placement }
    if graph[id].opcode != .reshape {
      var plan = FusionPlan(order: current)
      let used = graph[id].results.filter { !graph[$0].users.isEmpty }
      let stored = used.isEmpty ? graph[id].results : used
      if (try? plan.add(id, storing: stored, in: graph)) != nil {
        placement.plans.append(plans.count)
        successors.append(plans.count)
        plans.append(plan)
        return
      }
    }
    placement.isAlone = true
    placement.order = graph[id].opcode == .reshape ? outsideOrder ?? current : current
  }

  // MARK: Users

  /// The plans that use `values`, the earliest first, and the first position at which something
  /// else uses them.
  private func users(of values: [ValueID]) -> (plans: [Int], outsideOrder: Int?) {
    var found: [Int] = []
    var known = Set<Int>()
    var order: Int?
    for v in values {
      for user in graph[v].users {
        let id = ancestor(of: user)
        guard let p = placements[id] else {
          order = min(order ?? .max, positions[id] ?? .max)
          continue
        }
        for i in p.plans {
          let plan = resolve(i)
          if known.insert(plan).inserted { found.append(plan) }
        }
        if p.isAlone { order = min(order ?? .max, p.order) }
      }
    }
    return (found.sorted { (plans[$0].order, $0) < (plans[$1].order, $1) }, order)
  }

  /// `true` iff `user` is computed in the plan `target` only.
  private func isInside(_ user: OperationID, _ target: Int) -> Bool {
    guard let p = placements[user], !p.isAlone else { return false }
    return p.plans.allSatisfy { resolve($0) == target }
  }

  /// The operation of the region that is `id` or contains it.
  private func ancestor(of id: OperationID) -> OperationID {
    var result = id
    while graph[result].parent != region, let owner = graph[graph[result].parent].owner {
      result = owner
    }
    return result
  }

  private func resolve(_ plan: Int) -> Int {
    var p = plan
    while successors[p] != p { p = successors[p] }
    return p
  }

  // MARK: Merges

  /// Merges plans that use `v`, so that it is read once for all.
  private mutating func mergeUsers(of v: ValueID) {
    guard graph.type(of: v).estimatedByteCount >= Self.smallestSharedInput else { return }
    merge(users(of: [v]).plans) { (planner, merged) in
      let bytes = FusionRefusal.byteCount(planner.graph.type(of: v).estimatedByteCount)
      planner.decisions.append(
        Note(
          operation: planner.plans[merged].root,
          text: "computed together with other users of \(planner.name(of: v)): saves \(bytes)"))
    }
  }

  /// Makes one plan of as many of the plans, the earliest first, as possible, tells `report` about
  /// each, and returns `true` iff some were merged.
  @discardableResult
  private mutating func merge(
    _ candidates: [Int], report: (inout Self, Int) -> Void = { (_, _) in }
  ) -> Bool {
    var left: [Int] = []
    for next in candidates.prefix(Self.largestFanOut + 1) {
      var last = next
      for (k, target) in left.enumerated().reversed() {
        let isInOrder = (plans[target].order, target) < (plans[last].order, last)
        guard let merged = isInOrder ? merge(target, last) : merge(last, target) else { continue }
        report(&self, merged)
        left.remove(at: k)
        last = merged
      }
      left.append(last)
    }
    return left.count < min(candidates.count, Self.largestFanOut + 1)
  }

  /// Makes one plan of two, the earlier one first, and returns it; `nil` if that is not possible.
  private mutating func merge(_ first: Int, _ second: Int) -> Int? {
    let (a, b) = (plans[first], plans[second])
    guard a.contraction == nil, b.contraction == nil,
      a.members.count + b.members.count <= Self.largestMerge, a.canShareLoops(with: b)
    else { return nil }
    let order: Int
    if canRun(first, at: b.order, with: second) {
      order = b.order
    } else if isReady(second, at: a.order, with: first) {
      order = a.order
    } else {
      return nil
    }
    var merged = FusionPlan(order: order)
    let union = Set((a.members + b.members).compactMap { positions[$0] }).sorted(by: >)
    let stored = Set(a.outputs + b.outputs)
    for id in union.map({ operations[$0] }) {
      let outputs = graph[id].results.filter { (v) in
        stored.contains(v) && !isInternal(v, first, second)
      }
      guard (try? merged.add(id, storing: outputs, in: graph)) != nil else { return nil }
    }
    successors[first] = plans.count
    successors[second] = plans.count
    successors.append(plans.count)
    plans.append(merged)
    return plans.count - 1
  }

  /// `true` iff only the plans `a` and `b` use `v`.
  private func isInternal(_ v: ValueID, _ a: Int, _ b: Int) -> Bool {
    guard !graph[v].users.isEmpty else { return false }
    return graph[v].users.allSatisfy { (user) in
      guard let p = placements[user], !p.isAlone else { return false }
      return p.plans.allSatisfy { [a, b].contains(resolve($0)) }
    }
  }

  /// `true` iff all that uses outputs of `plan` outside of it and `other` comes after `order`.
  private func canRun(_ plan: Int, at order: Int, with other: Int) -> Bool {
    for v in plans[plan].outputs {
      let users = users(of: [v])
      if let outside = users.outsideOrder, outside <= order { return false }
      for p in users.plans where p != plan && p != other {
        if plans[p].order <= order { return false }
      }
    }
    return true
  }

  /// `true` iff all that `plan` uses from outside of it and `other` is there before `order`; what is
  /// being visited becomes part of them or comes before.
  private func isReady(_ plan: Int, at order: Int, with other: Int) -> Bool {
    for id in plans[plan].members {
      for v in graph[id].operands {
        guard let producer = graph.definingOperation(of: v), let position = positions[producer],
          position > current, !graph.isSymbolicConstant(producer),
          !plans[plan].contains(producer), !plans[other].contains(producer)
        else { continue }
        guard position < order, let p = placements[producer] else { return false }
        if p.isAlone && p.order >= order { return false }
        if p.plans.contains(where: { plans[resolve($0)].order >= order }) { return false }
      }
    }
    return true
  }

  // MARK: Notes

  private mutating func noteFusion(of id: OperationID, into target: Int, saving bytes: Double) {
    decisions.append(
      Note(
        operation: id,
        text: "fused \(name(of: id)) into \(name(of: plans[target].root)): saves "
          + FusionRefusal.byteCount(bytes)))
  }

  private mutating func note(_ id: OperationID, _ target: Int, _ refusal: FusionRefusal) {
    decisions.append(
      Note(
        operation: id,
        text: "not fused \(name(of: id)) into \(name(of: plans[target].root)): \(refusal)"))
  }

  private func name(of id: OperationID) -> String {
    let mnemonic = graph[id].opcode.rawValue
    guard let v = graph[id].results.first, let name = graph[v].name else { return mnemonic }
    return "%\(name) (\(mnemonic))"
  }

  private func name(of v: ValueID) -> String {
    if let id = graph.definingOperation(of: v) { return name(of: id) }
    return graph[v].name.map { "%\($0)" } ?? "an argument"
  }

}
