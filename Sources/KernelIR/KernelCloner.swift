/// Copies of values of a contraction, at other places of its loops.
struct KernelCloner {

  private let nest: ContractionNest

  /// Where the loops stand.
  private let variables: [LoopVariableID: IndexExpression]

  /// The condition under which there is something to load that depends on `guarded`; `nil` if
  /// always.
  private let condition: KernelValueID?

  /// The loops that `condition` is about.
  private let guarded: [LoopVariableID]

  /// The copies so far.
  var values: [KernelValueID: KernelValueID] = [:]

  init(
    _ nest: ContractionNest, variables: [LoopVariableID: IndexExpression],
    condition: KernelValueID?, on guarded: [LoopVariableID]? = nil
  ) {
    self.nest = nest
    self.variables = variables
    self.condition = condition
    self.guarded = guarded ?? nest.lanes
  }

  /// Returns the copy of `v`.
  mutating func value(
    _ v: KernelValueID, in builder: inout KernelBuilder
  ) -> KernelValueID {
    if let known = values[v] { return known }
    guard let e = nest.definitions[v] else {
      builder.fail("value \(v.index) of a contraction has no definition")
      return v
    }
    let renaming = renaming(for: e, in: &builder)
    var copy = renaming(e)
    let isGuarded = guarded.contains { nest.dependencies[v]?.contains($0) == true }
    if let condition, isGuarded, case .load(let b, let i, let inner) = copy {
      copy = .load(
        b, i, guard: inner.map { builder.binary(.and, $0, condition) } ?? condition)
    }
    let result = builder.define(copy, nest.kernel.type(of: v))
    values[v] = result
    return result
  }

  /// Returns the copy of `i`.
  mutating func index(
    _ i: IndexExpression, in builder: inout KernelBuilder
  ) -> IndexExpression {
    renaming(for: .index(i), in: &builder)(i)
  }

  private mutating func renaming(
    for e: Expression, in builder: inout KernelBuilder
  ) -> KernelRenaming {
    var result = KernelRenaming()
    result.variables = variables
    var used: [KernelValueID] = []
    e.forEachUse { used.append($0) }
    for u in used { result.values[u] = value(u, in: &builder) }
    return result
  }

}
