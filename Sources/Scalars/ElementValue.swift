/// A number of any element type, without loss.
package enum Number: Sendable {

  /// A signed integer.
  case signed(Int64)

  /// An unsigned integer or a truth value.
  case unsigned(UInt64)

  /// A number of a floating-point type, each of which is a `Double`.
  case float(Double)

}

/// A Swift type whose values are the elements of one element type.
///
/// All arithmetic on elements, one at a time or in the loops of the interpreter, is defined by the
/// types that conform to this.
package protocol ElementValue: Sendable {

  /// The type in which products of such elements are summed up: `Float` for the narrow floats.
  associatedtype Accumulator: ElementValue

  /// The element type.
  static var elementType: ElementType { get }

  /// The representation in the low bits, all others zero.
  var representation: UInt64 { get }

  /// Creates an element from the low bits of its representation.
  init(representation: UInt64)

  /// This as a number.
  var number: Number { get }

  /// Creates the element to which a conversion takes `number`.
  ///
  /// Floats round to nearest, ties to even, once. Integers of integers wrap; of floats they
  /// truncate and saturate, and are 0 for NaN. Truth values are whether the number is not zero.
  init(_ number: Number)

  /// The elementwise function `f`, or `nil` if it has no meaning here or its result is no element
  /// of this type.
  static func unary(_ f: UnaryFunction) -> ((Self) -> Self)?

  /// The elementwise function `f`, or `nil` if it has no meaning here.
  static func binary(_ f: BinaryFunction) -> ((Self, Self) -> Self)?

  /// Whether `direction` holds between two elements; floats in total order if `total`.
  static func comparison(
    _ direction: ComparisonDirection, total: Bool
  ) -> (Self, Self) -> Bool

  /// This plus `a` times `b`, rounded after each of the two operations.
  func adding(productOf a: Self, _ b: Self) -> Self

}

extension ComparisonDirection {

  /// The relation of ordered values.
  func relation<T: Comparable>(of type: T.Type) -> (T, T) -> Bool {
    switch self {
    case .eq: { $0 == $1 }
    case .ne: { $0 != $1 }
    case .lt: { $0 < $1 }
    case .le: { $0 <= $1 }
    case .gt: { $0 > $1 }
    case .ge: { $0 >= $1 }
    }
  }

}

extension Number {

  /// This as a `Double`, integers beyond 2⁵³ rounded to nearest.
  var doubleValue: Double {
    switch self {
    case .signed(let n): Double(n)
    case .unsigned(let n): Double(n)
    case .float(let x): x
    }
  }

  /// A `Double` that rounds to any type of at most 40 bits of precision as this does.
  ///
  /// Bits that a `Double` cannot hold are replaced by one that tells whether any of them was set.
  var stickyDoubleValue: Double {
    func sticky(_ n: UInt64) -> Double {
      n >> 53 == 0 ? Double(n) : Double((n >> 11) | (n & 0x7ff == 0 ? 0 : 1)) * 2048
    }
    switch self {
    case .signed(let n): return n < 0 ? -sticky(n.magnitude) : sticky(n.magnitude)
    case .unsigned(let n): return sticky(n)
    case .float(let x): return x
    }
  }

}
