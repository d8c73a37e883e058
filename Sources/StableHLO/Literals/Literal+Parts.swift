import GraphIR

extension Literal {

  /// The parts of elements whose representations `bytes` has one after another, each part as a tensor
  /// of type `type`, or `nil` if there are too many or too few bytes.
  ///
  /// - Parameter count: the number of parts of an element.
  static func parts(_ type: TensorType, count: Int, bytes: [UInt8]) -> [Literal]? {
    if count == 1 { return Literal(type, bytes: bytes).map { [$0] } }
    let width = type.element.byteWidth
    guard bytes.count.isMultiple(of: width * count) else { return nil }
    var result: [Literal] = []
    for part in 0..<count {
      var own: [UInt8] = []
      own.reserveCapacity(bytes.count / count)
      for start in stride(from: part * width, to: bytes.count, by: width * count) {
        own += bytes[start..<(start + width)]
      }
      guard let literal = Literal(type, bytes: own) else { return nil }
      result.append(literal)
    }
    return result
  }

}
