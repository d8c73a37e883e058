extension IndexExpression {

  /// Returns the least interval that is known to contain every value of the expression, or `nil`
  /// if nothing is known or the bounds do not fit in 64 bits.
  ///
  /// `extents` gives the extent of each loop variable. The variable of a loop without iterations
  /// counts as zero. Nothing is known about values of the kernel. The interval is exact for sums
  /// of distinct variables, and may be too large where atoms depend on one another.
  package func range(extents: [Int]) -> ClosedRange<Int>? {
    var low = constant
    var high = constant
    for t in terms {
      guard let r = t.atom.range(extents: extents) else { return nil }
      let (x, o1) = r.lowerBound.multipliedReportingOverflow(by: t.coefficient)
      let (y, o2) = r.upperBound.multipliedReportingOverflow(by: t.coefficient)
      let (l, o3) = low.addingReportingOverflow(Swift.min(x, y))
      let (h, o4) = high.addingReportingOverflow(Swift.max(x, y))
      if o1 || o2 || o3 || o4 { return nil }
      low = l
      high = h
    }
    return low...high
  }

  /// Returns `true` iff every value of the expression is known to be at least `lower` and less
  /// than `upper`.
  package func isInside(_ lower: Int, _ upper: Int, extents: [Int]) -> Bool {
    guard let r = range(extents: extents) else { return false }
    return r.lowerBound >= lower && r.upperBound < upper
  }

}

extension IndexExpression.Atom {

  /// Returns the least interval that is known to contain every value of the atom, or `nil`.
  func range(extents: [Int]) -> ClosedRange<Int>? {
    switch self {
    case .variable(let v):
      guard extents.indices.contains(v.index) else { return nil }
      return 0...Swift.max(0, extents[v.index] - 1)
    case .quotient(let e, let d):
      guard d > 0, let r = e.range(extents: extents) else { return nil }
      return r.lowerBound.floorQuotient(by: d)...r.upperBound.floorQuotient(by: d)
    case .remainder(let e, let d):
      guard d > 0 else { return nil }
      if let r = e.range(extents: extents),
        r.lowerBound.floorQuotient(by: d) == r.upperBound.floorQuotient(by: d)
      {
        return r.lowerBound.floorRemainder(by: d)...r.upperBound.floorRemainder(by: d)
      }
      return 0...(d - 1)
    case .value:
      return nil
    }
  }

}

extension Int {

  /// Returns the floor of this number divided by `d`, which is positive.
  func floorQuotient(by d: Int) -> Int {
    let q = self / d
    return self % d < 0 ? q - 1 : q
  }

  /// Returns the remainder, not negative, of this number divided by `d`, which is positive.
  func floorRemainder(by d: Int) -> Int {
    let r = self % d
    return r < 0 ? r + d : r
  }

}
