import Scalars

/// The size of a tensor along one axis: a number, or a symbol that stands for the same number
/// everywhere in a function.
package enum Dimension: Hashable, Sendable {

  /// A known size, never negative.
  case size(Int)

  /// A size that is known when the function is specialized for its arguments.
  case symbol(String)

  /// The size, if it is known.
  package var size: Int? {
    if case .size(let n) = self { n } else { nil }
  }

}

extension Dimension: CustomStringConvertible, ExpressibleByIntegerLiteral {

  package var description: String {
    switch self {
    case .size(let n): String(n)
    case .symbol(let s): s
    }
  }

  package init(integerLiteral value: Int) { self = .size(value) }

}

/// The type of a tensor: the type of its elements and its dimensions, in row-major order.
package struct TensorType: Hashable, Sendable {

  /// The type of each element.
  package var element: ElementType

  /// The sizes, outermost first; empty for a scalar.
  package var shape: [Dimension]

  /// Creates a type.
  package init(_ element: ElementType, _ shape: [Dimension]) {
    self.element = element
    self.shape = shape
  }

  /// Creates a type with known sizes.
  package init(_ element: ElementType, sizes: [Int]) {
    self.init(element, sizes.map(Dimension.size))
  }

  /// The number of axes.
  package var rank: Int { shape.count }

  /// `true` iff the type has no axes.
  package var isScalar: Bool { shape.isEmpty }

  /// The sizes, or `nil` if one of them is a symbol.
  package var sizes: [Int]? {
    var result: [Int] = []
    result.reserveCapacity(shape.count)
    for d in shape {
      guard let n = d.size else { return nil }
      result.append(n)
    }
    return result
  }

  /// The number of elements, or `nil` if a size is a symbol or the product overflows.
  package var elementCount: Int? {
    var n = 1
    var overflowed = false
    for d in shape {
      guard let s = d.size else { return nil }
      if s == 0 { return 0 }
      let (product, overflow) = n.multipliedReportingOverflow(by: s)
      overflowed = overflowed || overflow
      n = product
    }
    return overflowed ? nil : n
  }

  /// The number of bytes in memory, or `nil` if it is not known or overflows.
  package var byteCount: Int? {
    guard let n = elementCount else { return nil }
    let (product, overflow) = n.multipliedReportingOverflow(by: element.byteWidth)
    return overflow ? nil : product
  }

  /// This type with elements of type `element`.
  package func with(element: ElementType) -> TensorType { TensorType(element, shape) }

}

extension TensorType: CustomStringConvertible {

  package var description: String {
    "\(element)[\(shape.map(\.description).joined(separator: ","))]"
  }

}
