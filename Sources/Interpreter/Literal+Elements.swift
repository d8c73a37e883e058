import GraphIR
import Scalars

extension Literal {

  /// The representations of the elements in row-major order; of a splat only one.
  var representations: [UInt64] {
    let width = type.element.byteWidth
    var result: [UInt64] = []
    result.reserveCapacity(bytes.count / width)
    var base = 0
    while base < bytes.count {
      var bits: UInt64 = 0
      for k in 0..<width { bits |= UInt64(bytes[base + k]) &<< UInt64(8 &* k) }
      result.append(bits)
      base += width
    }
    return result
  }

  /// Creates a tensor from the representations of all elements in row-major order, or returns
  /// `nil` if their number is not that of `type`.
  init?(_ type: TensorType, representations: [UInt64]) {
    let width = type.element.byteWidth
    var bytes: [UInt8] = []
    bytes.reserveCapacity(representations.count * width)
    for bits in representations {
      for k in 0..<width { bytes.append(UInt8(truncatingIfNeeded: bits &>> UInt64(8 &* k))) }
    }
    self.init(type, bytes: bytes)
  }

  /// The elements converted to the type of `A`, in row-major order; of a splat only one.
  func elements<A: ElementValue>(as type: A.Type) throws -> [A] {
    let number = try self.type.element.run(Decoding())
    return representations.map { A(number($0)) }
  }

  /// The first element, which there must be, as a number.
  var number: Number { self[0].number }

}

/// Gives the function from representations of elements to their numbers.
struct Decoding: ElementAction {

  func run<E: ElementValue>(_ type: E.Type) -> (UInt64) -> Number {
    { E(representation: $0).number }
  }

}
