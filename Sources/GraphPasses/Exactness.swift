/// What a rewrite keeps of the values that it replaces.
package enum Exactness: Int, Comparable, CaseIterable, Sendable {

  /// Every bit of every element, infinities, NaNs and the signs of zeros included; which NaN it
  /// is does not count.
  case exact

  /// The terms of sums and products, but not the order in which they are combined and rounded.
  case orderChanging

  /// What holds for real numbers; infinities, NaNs and signed zeros may change.
  case realAlgebra

  /// The name by which options refer to it.
  package var name: String {
    switch self {
    case .exact: "exact"
    case .orderChanging: "order-changing"
    case .realAlgebra: "real-algebra"
    }
  }

  /// Creates the exactness called `name`, or returns `nil` if there is none.
  package init?(name: String) {
    guard let e = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = e
  }

  package static func < (a: Exactness, b: Exactness) -> Bool { a.rawValue < b.rawValue }

}
