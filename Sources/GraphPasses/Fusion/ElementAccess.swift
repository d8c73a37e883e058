import GraphIR

/// Where an operation of a kernel is evaluated: the indices of an element of its results as
/// functions of the loops, and the condition under which that is needed.
///
/// A kernel computes what has equal accesses once.
struct ElementAccess: Hashable {

  /// The index on each axis.
  var indices: [AxisIndex]

  /// The condition, `nil` if it always holds.
  var condition: AccessConditionID?

}

/// The index of an element on one axis.
enum AxisIndex: Hashable {

  /// Always the same, as on an axis of size 1.
  case constant(Int)

  /// The variable of a loop.
  case loop(LoopID)

  /// Something computed from other indices.
  case derived(DerivedIndexID)

}

/// Identifies a computed index of an `IndexTable`.
struct DerivedIndexID: Hashable { let index: Int }

/// Identifies a condition of an `IndexTable`.
struct AccessConditionID: Hashable { let index: Int }

/// How an index is computed from other indices.
struct DerivedIndex: Hashable {

  /// The function.
  enum Rule: Hashable {

    /// `scale × source + offset`.
    case affine(scale: Int, offset: Int)

    /// The row-major position at the sources in a shape of these sizes.
    case position([Int])

    /// The index on one axis of a shape of these sizes at a row-major position.
    case coordinate([Int], axis: Int)

    /// The source moved by the value of a scalar: backwards iff `isNegative`.
    case moved(by: ValueID, isNegative: Bool)

    /// The position on an axis of an operand of a convolution or padding, or anything else that an
    /// operation computes.
    case computed(by: OperationID, operand: Int, axis: Int)

  }

  /// The function.
  let rule: Rule

  /// What it is applied to.
  let sources: [AxisIndex]

}

/// The computed indices and conditions of accesses, each stored once, so that equal ones are equal
/// values.
struct IndexTable {

  /// A condition: one more test beside another condition.
  private struct Condition: Hashable {
    let outer: AccessConditionID?
    let operation: OperationID
    let operand: Int
    let indices: [AxisIndex]
  }

  private var derived: [(index: DerivedIndex, loops: LoopSet)] = []
  private var derivedIDs: [DerivedIndex: DerivedIndexID] = [:]
  private var conditions: [LoopSet] = []
  private var conditionIDs: [Condition: AccessConditionID] = [:]

  /// The loops that `index` depends on.
  func loops(of index: AxisIndex) -> LoopSet {
    switch index {
    case .constant: LoopSet()
    case .loop(let l): LoopSet(l)
    case .derived(let d): derived[d.index].loops
    }
  }

  /// The loops that `access` depends on.
  func loops(of access: ElementAccess) -> LoopSet {
    let condition = access.condition.map { conditions[$0.index] } ?? LoopSet()
    return access.indices.reduce(condition) { $0.union(loops(of: $1)) }
  }

  /// Returns the index that `rule` computes from `sources`.
  mutating func derive(_ rule: DerivedIndex.Rule, _ sources: [AxisIndex]) -> AxisIndex {
    switch (rule, sources.first) {
    case (.affine(1, 0), let source?):
      return source
    case (.affine(let scale, let offset), .constant(let n)?):
      return .constant(n &* scale &+ offset)
    case (.affine(let scale, let offset), .derived(let d)?):
      if case .affine(let innerScale, let innerOffset) = derived[d.index].index.rule {
        return derive(
          .affine(scale: scale &* innerScale, offset: scale &* innerOffset &+ offset),
          derived[d.index].index.sources)
      }
    case (.coordinate(let sizes, let axis), .derived(let d)?):
      if derived[d.index].index.rule == .position(sizes) {
        return derived[d.index].index.sources[axis]
      }
    case (.position(let sizes), .derived(let d)?):
      if let whole = derived[d.index].index.sources.first,
        sources.indices.allSatisfy({ isCoordinate(sources[$0], $0, of: whole, in: sizes) })
      {
        return whole
      }
    default:
      break
    }
    let index = DerivedIndex(rule: rule, sources: sources)
    if let known = derivedIDs[index] { return .derived(known) }
    let id = DerivedIndexID(index: derived.count)
    derived.append((index, sources.reduce(LoopSet()) { $0.union(loops(of: $1)) }))
    derivedIDs[index] = id
    return .derived(id)
  }

  /// Returns the condition that `outer` holds and that `operation` takes an element from `operand`
  /// at `indices`.
  mutating func condition(
    _ outer: AccessConditionID?, operation: OperationID, operand: Int, at indices: [AxisIndex]
  ) -> AccessConditionID {
    let c = Condition(outer: outer, operation: operation, operand: operand, indices: indices)
    if let known = conditionIDs[c] { return known }
    let id = AccessConditionID(index: conditions.count)
    let around = outer.map { conditions[$0.index] } ?? LoopSet()
    conditions.append(indices.reduce(around) { $0.union(loops(of: $1)) })
    conditionIDs[c] = id
    return id
  }

  private func isCoordinate(
    _ index: AxisIndex, _ axis: Int, of whole: AxisIndex, in sizes: [Int]
  ) -> Bool {
    guard case .derived(let d) = index else { return false }
    return derived[d.index].index
      == DerivedIndex(rule: .coordinate(sizes, axis: axis), sources: [whole])
  }

}
