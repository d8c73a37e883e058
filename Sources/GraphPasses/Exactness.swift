/// What a rewrite keeps of the values that it replaces.
package enum Exactness: Int, Comparable, CaseIterable, Sendable {

  /// Every bit of every element, infinities, NaNs and the signs of zeros included; which NaN it
  /// is does not count.
  case exact

  /// The terms of sums and products, but not the order in which they are combined and rounded.
  case orderChanging

  /// What holds for real numbers; infinities, NaNs and signed zeros may change.
  case realAlgebra

  package static func < (a: Exactness, b: Exactness) -> Bool { a.rawValue < b.rawValue }

}
