/// Division with remainder of index expressions, simplified by what is known of their ranges.
///
/// All rules are exact for every value of the variables within their extents:
///
///     (d·A + R) / d  =  A                        if 0 <= R < d
///     (d·A + R) % d  =  R                        if 0 <= R < d
///     (g·B + R) / d  =  B / (d/g)                if 0 <= R < g, g divides d
///     (g·B + R) % d  =  g·(B % (d/g)) + R        if 0 <= R < g, g divides d
///     (e/a + c) / d  =  (e + a·c) / (a·d)
///     (e % a) / d    =  (e/d) % (a/d)            if d divides a
///     (c·(e % a) + R) % d  =  (c·e + R) % d      if d divides c·a
///     c·d·(e/d) + c·(e % d)  =  c·e
extension IndexExpression {

  /// Returns the floor of the expression divided by `d`, which is positive, simplified.
  package func quotient(by d: Int, extents: [Int]) -> IndexExpression {
    if d <= 1 { return self }
    for g in granules(of: d) {
      let (b, r) = split(by: g)
      if let q = r.constantQuotient(by: g, extents: extents) {
        return (b + q).quotient(by: d / g, extents: extents)
      }
    }
    // Coefficients are reduced in the same way as by remainder(by:), so that both merge again.
    let r = reduced(modulo: d, throughRemainders: false)
    let a = (self - r).exactQuotient(by: d)
    if r.terms.count == 1, r.terms[0].coefficient == 1 {
      switch r.terms[0].atom {
      case .quotient(let e, let inner):
        let (both, overflow) = inner.multipliedReportingOverflow(by: d)
        let (offset, overflow2) = inner.multipliedReportingOverflow(by: r.constant)
        if !overflow && !overflow2 { return a + (e + offset).quotient(by: both, extents: extents) }
      case .remainder(let e, let inner) where r.constant == 0 && inner % d == 0:
        return a
          + e.quotient(by: d, extents: extents).remainder(by: inner / d, extents: extents)
      default:
        break
      }
    }
    return a + IndexExpression(.quotient(r, d))
  }

  /// Returns the remainder, not negative, of the expression divided by `d`, which is positive,
  /// simplified.
  package func remainder(by d: Int, extents: [Int]) -> IndexExpression {
    if d <= 1 { return IndexExpression(0) }
    let e = reduced(modulo: d, throughRemainders: true)
    for g in e.granules(of: d) {
      let (b, r) = e.split(by: g)
      if let q = r.constantQuotient(by: g, extents: extents) {
        return (b + q).remainder(by: d / g, extents: extents) * g + (r + -q * g)
      }
    }
    return IndexExpression(.remainder(e, d))
  }

  /// Returns an expression equal to this one in which every quotient and remainder is simplified
  /// and quotients are merged with their remainders.
  package func simplified(extents: [Int]) -> IndexExpression {
    if terms.allSatisfy({ $0.atom.isLeaf }) { return self }
    var result = IndexExpression(constant)
    for t in terms {
      let e: IndexExpression
      switch t.atom {
      case .variable, .value:
        e = IndexExpression(t.atom)
      case .quotient(let inner, let d):
        e = inner.simplified(extents: extents).quotient(by: d, extents: extents)
      case .remainder(let inner, let d):
        e = inner.simplified(extents: extents).remainder(by: d, extents: extents)
      }
      result = result + e * t.coefficient
    }
    return result.mergingRemainders(extents: extents)
  }

  /// Returns the position in row-major order of the element at `indices` of an array of shape
  /// `shape`, simplified.
  package static func linear(
    _ indices: [IndexExpression], shape: [Int], extents: [Int]
  ) -> IndexExpression {
    var result = IndexExpression(0)
    for (i, n) in zip(indices, shape) { result = result * n + i }
    return result.simplified(extents: extents)
  }

  /// Returns the indices in an array of shape `shape` of the element whose position in row-major
  /// order this is, simplified. The position is assumed to be inside of the array.
  package func delinearized(shape: [Int], extents: [Int]) -> [IndexExpression] {
    var result: [IndexExpression] = []
    var rest = simplified(extents: extents)
    for (k, n) in shape.enumerated().reversed() {
      if n == 1 {
        result.append(IndexExpression(0))
      } else if shape[..<k].allSatisfy({ $0 == 1 }) {
        result.append(rest)
        rest = IndexExpression(0)
      } else {
        result.append(rest.remainder(by: n, extents: extents).simplified(extents: extents))
        rest = rest.quotient(by: n, extents: extents).simplified(extents: extents)
      }
    }
    return result.reversed()
  }

  /// Replaces `c·d·(e/d) + c·(e % d)` by `c·e` until that is no longer possible.
  private func mergingRemainders(extents: [Int]) -> IndexExpression {
    for t in terms {
      guard case .remainder(let e, let d) = t.atom else { continue }
      // e % d = e - d·(e/d), which is shorter if the quotient cancels another term.
      let q = e.quotient(by: d, extents: extents)
      let (f, overflow) = t.coefficient.multipliedReportingOverflow(by: d)
      if overflow { continue }
      let merged = self - IndexExpression(t.atom) * t.coefficient + e * t.coefficient - q * f
      if merged.weight < weight { return merged.mergingRemainders(extents: extents) }
    }
    return self
  }

  /// The number of quotients and remainders in the expression, at any depth.
  var weight: Int {
    terms.reduce(0) { (sum, t) in
      switch t.atom {
      case .variable, .value: sum
      case .quotient(let e, _), .remainder(let e, _): sum + 1 + e.weight
      }
    }
  }

  /// Returns the quotient of the expression, whose numbers are all multiples of `d`, and `d`.
  private func exactQuotient(by d: Int) -> IndexExpression {
    var result = IndexExpression(constant / d)
    for t in terms { result = result + IndexExpression(t.atom) * (t.coefficient / d) }
    return result
  }

  /// Returns an expression that is equal to this one modulo `d`, with smaller coefficients; with
  /// fewer remainders if `throughRemainders`, else only the coefficients and the constant differ.
  private func reduced(modulo d: Int, throughRemainders: Bool) -> IndexExpression {
    var result = IndexExpression(constant.floorRemainder(by: d))
    for t in terms {
      if throughRemainders, case .remainder(let e, let inner) = t.atom {
        let (f, overflow) = t.coefficient.multipliedReportingOverflow(by: inner)
        if !overflow, f % d == 0 {
          result = result + (e * t.coefficient).reduced(modulo: d, throughRemainders: true)
          continue
        }
      }
      result = result + IndexExpression(t.atom) * (t.coefficient % d)
    }
    return result + (result.constant.floorRemainder(by: d) - result.constant)
  }

  /// The divisors of `d`, greatest first, by which parts of the expression are divisible.
  private func granules(of d: Int) -> [Int] {
    var result = [d]
    for t in terms {
      let g = greatestCommonDivisor(t.coefficient, d)
      if g > 1, !result.contains(g) { result.append(g) }
    }
    return result.sorted(by: >)
  }

  /// Returns `b` and `r` such that this is `g·b + r`, where the coefficients in `r` are not
  /// divisible by `g` and its constant is at least zero and less than `g`.
  private func split(by g: Int) -> (IndexExpression, IndexExpression) {
    var b = IndexExpression(constant.floorQuotient(by: g))
    var r = IndexExpression(constant.floorRemainder(by: g))
    for t in terms {
      if t.coefficient % g == 0 {
        b = b + IndexExpression(t.atom) * (t.coefficient / g)
      } else {
        r = r + IndexExpression(t.atom) * t.coefficient
      }
    }
    return (b, r)
  }

  /// Returns the floor of the expression divided by `d` if it is the same for all values.
  private func constantQuotient(by d: Int, extents: [Int]) -> Int? {
    guard let r = range(extents: extents) else { return nil }
    let q = r.lowerBound.floorQuotient(by: d)
    return q == r.upperBound.floorQuotient(by: d) ? q : nil
  }

}

extension IndexExpression.Atom {

  /// `true` iff this is a variable or a value.
  fileprivate var isLeaf: Bool {
    switch self {
    case .variable, .value: true
    case .quotient, .remainder: false
    }
  }

}

/// Returns the greatest common divisor of the magnitudes of two numbers that are not both zero.
private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (x, y) = (a.magnitude, b.magnitude)
  while y != 0 { (x, y) = (y, x % y) }
  return Int(clamping: x)
}
