import GraphIR

/// Tells whether the region of a `sort` states a strict weak order, under which the order of all
/// elements, but for those that are equal, does not depend on which of them are compared.
///
/// It does if it compares a key of the first side with the same key of the second, as integers or in
/// total order. Floats in partial order do not: NaN is not equal to both 1 and 2 as these would
/// have to be equal to each other.
struct StrictOrder {

  private let graph: Graph

  /// The pairs of values that are known to be the same function of the two sides.
  private var mirrored: Set<[ValueID]> = []

  /// Creates a test of regions of `graph`.
  init(_ graph: Graph) { self.graph = graph }

  /// Keys that are computed by longer chains of operations are not looked at.
  private static let largestDepth = 32

  /// What is compared, and how.
  struct Key {

    /// The key of the first side, a value of the region.
    let value: ValueID

    /// `true` iff greater keys come first.
    let isDescending: Bool

    /// `true` iff keys are floats in partial order, which is no strict weak order if one is NaN.
    let isPartial: Bool

  }

  /// Returns by what `region`, that of a `sort`, orders, if it is known to state a strict weak order
  /// unless a key is NaN.
  func key(of region: RegionID) -> Key? {
    guard let terminator = graph.terminator(of: region),
      let v = graph[terminator].operands.first,
      let compare = graph.definition(of: v, as: .compare),
      let direction = compare.attributes.string(.direction), ["lt", "gt"].contains(direction)
    else { return nil }
    let isTotal = compare.attributes.string(.order) == "total"
    let isPartial = !isTotal && graph.type(of: compare.operands[0]).element.isFloat
    let arguments = graph[region].arguments
    let (x, y) = (compare.operands[0], compare.operands[1])
    var test = self
    guard test.areMirrored(x, y, arguments, Self.largestDepth) else { return nil }
    if !dependsOnSecondSide(x, arguments) {
      return Key(value: x, isDescending: direction == "gt", isPartial: isPartial)
    }
    if !dependsOnSecondSide(y, arguments) {
      return Key(value: y, isDescending: direction == "lt", isPartial: isPartial)
    }
    return nil
  }

  /// Returns `true` iff `v` depends on one of the second arguments of the pairs in `arguments`.
  private func dependsOnSecondSide(_ v: ValueID, _ arguments: [ValueID]) -> Bool {
    var work = [v]
    var seen = Set(work)
    while let v = work.popLast() {
      if let i = arguments.firstIndex(of: v) {
        if i % 2 == 1 { return true }
      } else if let id = graph.definingOperation(of: v) {
        work += graph[id].operands.filter { seen.insert($0).inserted }
      }
    }
    return false
  }

  /// Returns `true` iff `b` becomes `a` where the two arguments of each pair are exchanged.
  private mutating func areMirrored(
    _ a: ValueID, _ b: ValueID, _ arguments: [ValueID], _ depth: Int
  ) -> Bool {
    if mirrored.contains([a, b]) { return true }
    let isSame: Bool
    if let i = arguments.firstIndex(of: a) {
      isSame = arguments.firstIndex(of: b) == i ^ 1
    } else if depth > 0, let x = graph.definingOperation(of: a).map({ graph[$0] }),
      let y = graph.definingOperation(of: b).map({ graph[$0] }), x.opcode == y.opcode,
      x.attributes == y.attributes, x.regions.isEmpty, x.opcode != .call,
      graph.type(of: a) == graph.type(of: b), x.operands.count == y.operands.count
    {
      isSame = zip(x.operands, y.operands).allSatisfy {
        areMirrored($0, $1, arguments, depth - 1)
      }
    } else {
      isSame = false
    }
    if isSame { mirrored.insert([a, b]) }
    return isSame
  }

}
