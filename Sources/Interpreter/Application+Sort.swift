import GraphIR
import Scalars

/// Sorting.
extension Application {

  /// Returns the results of a `sort`, whose region says by `compare` what comes before what; of
  /// all that was sorted only the first elements, if there is a limit.
  ///
  /// Runs of 1, 2, 4 … elements that are in order are merged, two neighbours each.
  func sort(_ compare: ScalarFunction) throws -> [Literal] {
    let sizes = try sizes(of: operand(0).type)
    let axis = attributes.integer(.dim) ?? 0
    guard sizes.indices.contains(axis) else { throw defect("has no axis \(axis)") }
    // What is equal along the axis is in order.
    if operands.allSatisfy(\.isSplat) {
      return try zip(operands, resultTypes).map { (x, type) in
        guard let r = Literal(splat: x[0], sizes: try self.sizes(of: type)) else {
          throw defect("has a result of type \(type)")
        }
        return r
      }
    }
    let n = sizes[axis]
    try meter.checkMemory(for: sizes, at: location)
    try meter.charge(
      operands.count, IndexSequence(sizes).count, Int.bitWidth - max(n, 1).leadingZeroBitCount)
    var columns = operands.map(\.dense.representations)
    let stride = rowMajorStrides(sizes)[axis]
    var others = sizes
    others[axis] = 1
    for first in try offsets(others, rowMajorStrides(sizes)) {
      let rows = columns.map { (bits) in (0..<n).map { bits[first + $0 * stride] } }
      let order = try Self.order(of: n) { (i, j) in
        try compare(rows.flatMap { [$0[i], $0[j]] })[0] == 1
      }
      for (c, row) in rows.enumerated() {
        for (k, i) in order.enumerated() { columns[c][first + k * stride] = row[i] }
      }
    }
    let kept = try offsets(try self.sizes(of: type), rowMajorStrides(sizes))
    return try zip(columns, resultTypes).map { (column, type) in
      try tensor(type, kept.map { column[$0] })
    }
  }

  /// Returns the numbers below `n` so that of no two `isBefore` holds between the later and the
  /// earlier one, as long as it says which ones come before which.
  private static func order(
    of n: Int, _ isBefore: (Int, Int) throws -> Bool
  ) rethrows -> [Int] {
    var order = Array(0..<n)
    var width = 1
    while width < n {
      var merged: [Int] = []
      for start in Swift.stride(from: 0, to: n, by: 2 * width) {
        var (i, j) = (start, min(start + width, n))
        let (middle, end) = (j, min(start + 2 * width, n))
        while i < middle || j < end {
          if try j < end && (i == middle || isBefore(order[j], order[i])) {
            merged.append(order[j])
            j += 1
          } else {
            merged.append(order[i])
            i += 1
          }
        }
      }
      order = merged
      width *= 2
    }
    return order
  }

}
