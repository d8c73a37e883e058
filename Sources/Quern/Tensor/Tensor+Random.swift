import GraphIR
import Runtime

extension Tensor {

  /// Creates a tensor of type `type` of random elements.
  ///
  /// - Throws: `ModelError` if there is not enough memory.
  package static func random(
    _ type: TensorType, using generator: inout SeededGenerator
  ) throws -> Tensor {
    guard let sizes = type.sizes, let count = type.elementCount,
      let memory = AlignedMemory(byteCount: type.byteCount ?? .max)
    else { throw ModelError("there is not enough memory for a tensor of type \(type)") }
    let width = type.element.byteWidth
    let elements = RandomElements(type.element)
    for i in 0..<count {
      let bits = elements.next(using: &generator).bits
      for k in 0..<width {
        memory.bytes[i * width + k] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * k))
      }
    }
    return try Tensor(DataType(type.element), shape: sizes, storage: TensorStorage(memory))
  }

}
