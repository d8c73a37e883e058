/// Sums of products with the errors of their roundings.
extension ComplexFunctions {

  /// A product as a rounded number, with the error of rounding unless there is none.
  typealias Product = (rounded: Real, error: Real?)

  /// The product with its error (T. J. Dekker, "A floating-point technique for extending the
  /// available precision", 1971).
  func product(_ a: Real, _ b: Real) -> Product {
    let p = a * b
    // The product of numbers with half the precision is exact.
    if isWidened { return (p, nil) }
    let (a1, a0) = halves(a)
    let (b1, b0) = halves(b)
    return (p, ((a1 * b1 - p) + a1 * b0 + a0 * b1) + a0 * b0)
  }

  /// The upper and the lower half of the digits.
  private func halves(_ a: Real) -> (Real, Real) {
    let c = a * 134_217_729
    let upper = c - (c - a)
    return (upper, a - upper)
  }

  /// The sum of `first` and all `terms`, at least one, rounded once or nearly so (D. E. Knuth's sum with its error,
  /// "The Art of Computer Programming", volume 2, 4.2.2).
  func sum(_ terms: [Product], _ first: Real? = nil) -> Real {
    var total = first ?? terms[0].rounded
    var errors: [Real] = []
    for (i, t) in terms.enumerated() {
      if i > 0 || first != nil {
        let s = total + t.rounded
        let b = s - total
        errors.append((total - (s - b)) + (t.rounded - b))
        total = s
      }
      if let e = t.error { errors.append(e) }
    }
    guard let error = errors.first else { return total }
    return errors.dropFirst().reduce(error, +) + total
  }

}
