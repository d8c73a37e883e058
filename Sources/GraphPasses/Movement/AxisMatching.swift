import GraphIR

/// How the axes of two shapes of equally many elements correspond.
enum AxisMatching {

  /// A shortest run of axes with equal element counts in both shapes.
  struct Run {

    /// The axes of the first shape.
    let from: Range<Int>

    /// The axes of the second shape.
    let to: Range<Int>

  }

  /// Cuts two shapes, neither of which has an axis of size 0, into runs; axes of size 1 are in none.
  ///
  /// Returns `nil` if the element counts differ or overflow.
  static func runs(from: [Int], to: [Int]) -> [Run]? {
    guard !from.contains(0), !to.contains(0) else { return nil }
    var result: [Run] = []
    var (i, j) = (0, 0)
    while true {
      while i < from.count, from[i] == 1 { i += 1 }
      while j < to.count, to[j] == 1 { j += 1 }
      if i == from.count || j == to.count { return i == from.count && j == to.count ? result : nil }
      let (firstI, firstJ) = (i, j)
      var (m, n) = (from[i], to[j])
      i += 1
      j += 1
      while m != n {
        let isShorter = m < n
        guard isShorter ? i < from.count : j < to.count else { return nil }
        let (product, overflow) =
          isShorter
          ? m.multipliedReportingOverflow(by: from[i]) : n.multipliedReportingOverflow(by: to[j])
        if overflow { return nil }
        if isShorter {
          m = product
          i += 1
        } else {
          n = product
          j += 1
        }
      }
      result.append(Run(from: firstI..<i, to: firstJ..<j))
    }
  }

  /// For each axis of `from`, the axis of `to` that it becomes if nothing but axes of size 1 is
  /// inserted, `nil` if something else is done.
  static func insertions(from: [Dimension], to: [Dimension]) -> [Int]? {
    var result: [Int] = []
    var j = 0
    for d in from {
      while j < to.count, to[j] != d {
        guard to[j] == .size(1) else { return nil }
        j += 1
      }
      guard j < to.count else { return nil }
      result.append(j)
      j += 1
    }
    return to[j...].allSatisfy { $0 == .size(1) } ? result : nil
  }

}

extension TensorType {

  /// The dimensions other than 1.
  var shapeWithoutOnes: [Dimension] { shape.filter { $0 != .size(1) } }

}
