import Diagnostics
import GraphIR
import Runtime
import Scalars

/// A generator of numbers that are the same for the same seed on every machine.
///
/// This is SplitMix64: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number
/// generators", 2014.
package struct SeededGenerator: RandomNumberGenerator, Sendable {

  private var state: UInt64

  /// Creates a generator.
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

}

extension Tensor {

  /// Creates a tensor of random elements: floats equally distributed in `range`, integers in that
  /// range with both ends, truth values of either kind.
  ///
  /// - Throws: `ModelError` if there is not enough memory.
  package static func random(
    _ type: TensorType, in range: ClosedRange<Double> = -1...1,
    using generator: inout SeededGenerator
  ) throws -> Tensor {
    guard let sizes = type.sizes, let count = type.elementCount,
      let memory = AlignedMemory(byteCount: type.byteCount ?? .max)
    else { throw ModelError("there is not enough memory for a tensor of type \(type)") }
    let width = type.element.byteWidth
    let (low, high) = (range.lowerBound, range.upperBound)
    for i in 0..<count {
      let unit = Double(generator.next() >> 11) * 0x1p-53
      let element: Scalar =
        switch type.element.kind {
        case .boolean: Scalar(.i1, bits: unit < 0.5 ? 0 : 1)
        case .float: Scalar(type.element, low + unit * (high - low))
        case .signedInteger, .unsignedInteger:
          Scalar(type.element, (low + unit * (high - low + 1)).rounded(.down))
        }
      for k in 0..<width {
        memory.bytes[i * width + k] = UInt8(truncatingIfNeeded: element.bits >> UInt64(8 * k))
      }
    }
    return try Tensor(DataType(type.element), shape: sizes, storage: TensorStorage(memory))
  }

}
