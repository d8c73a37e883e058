/// An integer that remembers whether computing it overflowed.
///
/// Sizes that come from the input are computed with it, so that no input traps.
struct CheckedInt {

  /// The number, `nil` if it cannot be represented.
  let value: Int?

  /// Creates the number `n`.
  init(_ n: Int?) { value = n }

  static func + (a: Self, b: Self) -> Self { apply(a, b) { $0.addingReportingOverflow($1) } }

  static func - (a: Self, b: Self) -> Self { apply(a, b) { $0.subtractingReportingOverflow($1) } }

  static func * (a: Self, b: Self) -> Self {
    apply(a, b) { $0.multipliedReportingOverflow(by: $1) }
  }

  private static func apply(
    _ a: Self, _ b: Self, _ f: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> Self {
    guard let x = a.value, let y = b.value else { return Self(nil) }
    let (result, overflow) = f(x, y)
    return Self(overflow ? nil : result)
  }

}
