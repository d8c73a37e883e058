/// The roles of the axes of both operands of a `dot_general`.
///
/// The result has the batch axes, then the free axes of the first operand, then those of the
/// second.
package struct DotDimensions: Hashable, Sendable {

  /// The batch axes of the first operand.
  package let lhsBatch: [Int]

  /// The batch axes of the second operand that match them.
  package let rhsBatch: [Int]

  /// The contracting axes of the first operand.
  package let lhsContract: [Int]

  /// The contracting axes of the second operand that match them.
  package let rhsContract: [Int]

  /// All other axes of the first operand, in order.
  package let lhsFree: [Int]

  /// All other axes of the second operand, in order.
  package let rhsFree: [Int]

  /// Creates the roles that `attributes` give to the axes of operands of the given ranks, or
  /// returns `nil` if matching lists differ in length, or an axis is out of range or occurs twice.
  package init?(_ attributes: Attributes, lhsRank: Int, rhsRank: Int) {
    lhsBatch = attributes.integers(.lhsBatch) ?? []
    rhsBatch = attributes.integers(.rhsBatch) ?? []
    lhsContract = attributes.integers(.lhsContract) ?? []
    rhsContract = attributes.integers(.rhsContract) ?? []
    guard lhsBatch.count == rhsBatch.count, lhsContract.count == rhsContract.count,
      let l = Self.otherAxes(than: lhsBatch + lhsContract, rank: lhsRank),
      let r = Self.otherAxes(than: rhsBatch + rhsContract, rank: rhsRank)
    else { return nil }
    lhsFree = l
    rhsFree = r
  }

  /// Returns the axes below `rank` that are not `named`, or `nil` if these are not different axes.
  private static func otherAxes(than named: [Int], rank: Int) -> [Int]? {
    var isNamed = [Bool](repeating: false, count: rank)
    for axis in named {
      guard isNamed.indices.contains(axis), !isNamed[axis] else { return nil }
      isNamed[axis] = true
    }
    return isNamed.indices.filter { !isNamed[$0] }
  }

}
