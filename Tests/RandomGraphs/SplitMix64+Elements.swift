import GraphIR
import Scalars

extension SplitMix64 {

  /// Returns an element of type `type`: mostly a small number, sometimes one at an end of the range.
  package mutating func element(_ type: ElementType) -> Scalar {
    switch type.kind {
    case .boolean:
      return Scalar(type, bits: next())
    case .signedInteger, .unsignedInteger:
      return oneIn(12) ? Scalar(type, bits: next()) : Scalar(type, integer: Int64(pick(-3...9)))
    case .float:
      if oneIn(24) {
        return Scalar(type, pick([.infinity, -.infinity, .nan, -0.0, 1e-45, 1e30]))
      }
      return Scalar(type, Double(pick(-8...8)) / 2)
    }
  }

  /// Returns a tensor of type `type`, whose sizes are known: a splat at times.
  package mutating func literal(_ type: TensorType) -> Literal {
    let n = type.elementCount ?? 0
    var bytes: [UInt8] = []
    let isSplat = oneIn(4)
    let first = element(type.element)
    if isSplat, let splat = Literal(splat: first, sizes: type.sizes ?? []) { return splat }
    for _ in 0..<n {
      let bits = element(type.element).bits
      for k in 0..<type.element.byteWidth {
        bytes.append(UInt8(truncatingIfNeeded: bits >> (8 * k)))
      }
    }
    guard let literal = Literal(type, bytes: bytes) else {
      preconditionFailure("\(type) has no literal")
    }
    return literal
  }

}
