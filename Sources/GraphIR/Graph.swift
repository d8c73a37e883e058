import Diagnostics
import Scalars

/// The operations of one function: arenas of operations, values and regions that refer to each
/// other by identifiers, with the users of every value.
///
/// Erasing marks an element of an arena; identifiers stay valid and are never used again.
package struct Graph: Sendable {

  private var operationArena: [Operation] = []
  private var valueArena: [Value] = []
  private var regionArena: [Region] = []

  /// The most regions that may be nested in each other.
  package static let maximumRegionDepth = 64

  /// The region that is the function's body.
  package let body = RegionID(index: 0)

  /// Creates a graph with an empty body.
  package init() {
    regionArena.append(Region(arguments: [], operations: [], owner: nil))
  }

  /// The operation identified by `id`.
  package subscript(id: OperationID) -> Operation { operationArena[id.index] }

  /// The value identified by `id`.
  package subscript(id: ValueID) -> Value { valueArena[id.index] }

  /// The region identified by `id`.
  package subscript(id: RegionID) -> Region { regionArena[id.index] }

  /// The number of identifiers of values given out so far; each is less than this.
  package var valueCapacity: Int { valueArena.count }

  /// The number of identifiers of operations given out so far.
  package var operationCapacity: Int { operationArena.count }

  /// The number of identifiers of regions given out so far.
  package var regionCapacity: Int { regionArena.count }

  // MARK: Queries

  /// The type of `value`.
  package func type(of value: ValueID) -> TensorType { valueArena[value.index].type }

  /// The operation that defines `value`, `nil` if it is an argument.
  package func definingOperation(of value: ValueID) -> OperationID? {
    if case .result(let id, _) = valueArena[value.index].definition { id } else { nil }
  }

  /// The operation that defines `value`, if it is `opcode`.
  package func definition(of value: ValueID, as opcode: Opcode) -> Operation? {
    guard let id = definingOperation(of: value), self[id].opcode == opcode else { return nil }
    return self[id]
  }

  /// The region in which `value` is defined.
  package func definingRegion(of value: ValueID) -> RegionID {
    switch valueArena[value.index].definition {
    case .result(let id, _): operationArena[id.index].parent
    case .argument(let region, _): region
    }
  }

  /// The terminator of `region`, `nil` while it is under construction.
  package func terminator(of region: RegionID) -> OperationID? {
    guard let last = regionArena[region.index].operations.last,
      operationArena[last.index].opcode.isTerminator
    else { return nil }
    return last
  }

  /// All operations, each before those of the regions it owns, in the order of the text.
  package var operations: [OperationID] { operations(nestedIn: body) }

  /// The operations of `region` and of all regions inside, in the order of the text.
  package func operations(nestedIn region: RegionID) -> [OperationID] {
    var result: [OperationID] = []
    func visit(_ r: RegionID) {
      for id in regionArena[r.index].operations {
        result.append(id)
        for inner in operationArena[id.index].regions { visit(inner) }
      }
    }
    visit(region)
    return result
  }

  /// `true` iff `inner` is `outer` or nested in it.
  package func isRegion(_ inner: RegionID, in outer: RegionID) -> Bool {
    var r = inner
    while r != outer {
      guard let owner = regionArena[r.index].owner else { return false }
      r = operationArena[owner.index].parent
    }
    return true
  }

  /// The values used in `region` and the regions inside it but defined outside, each once, in the
  /// order of first use.
  package func captures(of region: RegionID) -> [ValueID] {
    var seen = Set<ValueID>()
    var result: [ValueID] = []
    for id in operations(nestedIn: region) {
      for v in operationArena[id.index].operands
      where !isRegion(definingRegion(of: v), in: region) && seen.insert(v).inserted {
        result.append(v)
      }
    }
    return result
  }

  // MARK: Construction and mutation

  /// Where an operation is put.
  package enum InsertionPoint: Hashable, Sendable {

    /// After all operations of a region.
    case endOf(RegionID)

    /// Before all operations of a region.
    case startOf(RegionID)

    /// Right before an operation.
    case before(OperationID)

    /// Right after an operation.
    case after(OperationID)

  }

  /// Adds a region, to be given to an operation when that is created.
  package mutating func createRegion() -> RegionID {
    regionArena.append(Region(arguments: [], operations: [], owner: nil))
    return RegionID(index: regionArena.count - 1)
  }

  /// Adds an argument of type `type` to `region`.
  @discardableResult
  package mutating func addArgument(
    _ type: TensorType, to region: RegionID, name: String? = nil
  ) -> ValueID {
    let v = ValueID(index: valueArena.count)
    let position = regionArena[region.index].arguments.count
    valueArena.append(Value(type: type, definition: .argument(region, position), name: name))
    regionArena[region.index].arguments.append(v)
    return v
  }

  /// Adds an operation with results of `resultTypes`.
  ///
  /// The types are taken as they are: `inferResultTypes` computes what they should be.
  @discardableResult
  package mutating func insert(
    _ opcode: Opcode, _ operands: [ValueID], _ attributes: Attributes = Attributes(),
    regions: [RegionID] = [], resultTypes: [TensorType], at point: InsertionPoint,
    location: SourceRange?, resultNames: [String?] = []
  ) -> OperationID {
    let id = OperationID(index: operationArena.count)
    var results: [ValueID] = []
    for (i, t) in resultTypes.enumerated() {
      results.append(ValueID(index: valueArena.count))
      valueArena.append(
        Value(
          type: t, definition: .result(id, i),
          name: i < resultNames.count ? resultNames[i] : nil))
    }
    operationArena.append(
      Operation(
        opcode: opcode, operands: operands, results: results, attributes: attributes,
        regions: regions, location: location, parent: body))
    for r in regions { regionArena[r.index].owner = id }
    for v in operands { valueArena[v.index].users.append(id) }
    place(id, at: point)
    return id
  }

  /// Moves `id` to another place.
  package mutating func move(_ id: OperationID, to point: InsertionPoint) {
    let parent = operationArena[id.index].parent
    regionArena[parent.index].operations.removeAll { $0 == id }
    place(id, at: point)
  }

  private mutating func place(_ id: OperationID, at point: InsertionPoint) {
    let region: RegionID
    let position: Int
    switch point {
    case .endOf(let r):
      region = r
      position = regionArena[r.index].operations.count
    case .startOf(let r):
      region = r
      position = 0
    case .before(let other):
      region = operationArena[other.index].parent
      position = regionArena[region.index].operations.firstIndex(of: other) ?? 0
    case .after(let other):
      region = operationArena[other.index].parent
      position = (regionArena[region.index].operations.firstIndex(of: other) ?? -1) + 1
    }
    regionArena[region.index].operations.insert(id, at: position)
    operationArena[id.index].parent = region
  }

  /// Replaces all operands of `id`.
  package mutating func setOperands(of id: OperationID, to operands: [ValueID]) {
    for v in operationArena[id.index].operands { removeUse(of: v, by: id) }
    operationArena[id.index].operands = operands
    for v in operands { valueArena[v.index].users.append(id) }
  }

  /// Makes every user of `old` use `new`.
  package mutating func replaceAllUses(of old: ValueID, with new: ValueID) {
    guard old != new else { return }
    let users = valueArena[old.index].users
    valueArena[old.index].users = []
    for user in Set(users) {
      for i in operationArena[user.index].operands.indices
      where operationArena[user.index].operands[i] == old {
        operationArena[user.index].operands[i] = new
      }
    }
    valueArena[new.index].users += users
  }

  /// Replaces the attributes of `id`.
  package mutating func setAttributes(of id: OperationID, to attributes: Attributes) {
    operationArena[id.index].attributes = attributes
  }

  /// Changes the type of `value`, which must be what its definition gives it.
  package mutating func setType(of value: ValueID, to type: TensorType) {
    valueArena[value.index].type = type
  }

  /// Changes the name of `value`.
  package mutating func setName(of value: ValueID, to name: String?) {
    valueArena[value.index].name = name
  }

  /// Removes `id` and the operations of its regions. Nothing may use its results.
  package mutating func erase(_ id: OperationID) {
    for region in operationArena[id.index].regions {
      for inner in regionArena[region.index].operations.reversed() { erase(inner) }
    }
    for v in operationArena[id.index].operands { removeUse(of: v, by: id) }
    operationArena[id.index].operands = []
    let parent = operationArena[id.index].parent
    regionArena[parent.index].operations.removeAll { $0 == id }
    operationArena[id.index].isErased = true
  }

  /// Removes the argument at `position` of `region`. Nothing may use it.
  package mutating func eraseArgument(at position: Int, of region: RegionID) {
    regionArena[region.index].arguments.remove(at: position)
    for (i, v) in regionArena[region.index].arguments.enumerated() {
      valueArena[v.index].definition = .argument(region, i)
    }
  }

  /// Removes the result at `position` of `id`. Nothing may use it.
  package mutating func eraseResult(at position: Int, of id: OperationID) {
    operationArena[id.index].results.remove(at: position)
    for (i, v) in operationArena[id.index].results.enumerated() {
      valueArena[v.index].definition = .result(id, i)
    }
  }

  private mutating func removeUse(of value: ValueID, by id: OperationID) {
    if let i = valueArena[value.index].users.firstIndex(of: id) {
      valueArena[value.index].users.remove(at: i)
    }
  }

}
