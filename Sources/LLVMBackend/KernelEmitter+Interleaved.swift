import CLLVM
import Diagnostics
import KernelIR
import Scalars

extension KernelEmitter {

  /// A store of a vector loop to every second, fourth or eighth element.
  struct InterleavedStore {

    let value: KernelValueID
    let buffer: BufferID
    let index: IndexExpression
    let condition: KernelValueID?

  }

  /// The numbers of stores that can be done together.
  private static let interleavedCounts = [2, 4, 8]

  /// Returns the stores with which `statements` begin if they fill whole vectors together: as many
  /// as the elements of one of them are apart, each beside the one before.
  func interleavedStores(_ statements: ArraySlice<Statement>) -> [InterleavedStore]? {
    guard let lanes, case .store(_, let buffer, let first, _)? = statements.first,
      let count = first.stride(in: lanes.variable), Self.interleavedCounts.contains(count),
      count <= statements.count
    else { return nil }
    var result: [InterleavedStore] = []
    for s in statements.prefix(count) {
      guard case .store(let v, buffer, let i, let condition) = s,
        i - first == IndexExpression(result.count)
      else { return nil }
      result.append(InterleavedStore(value: v, buffer: buffer, index: i, condition: condition))
    }
    return result
  }

  /// Stores vectors of which each has every so many elements.
  mutating func emitInterleaved(_ stores: [InterleavedStore]) throws {
    guard case .strided(let index, _) = try positions(stores[0].index) else {
      throw Defect("code generation", "an interleaved store is not strided")
    }
    let (buffer, element) = (stores[0].buffer, kernel[stores[0].buffer].element)
    var vectors: [LLVMValueRef] = []
    var masks: [LLVMValueRef] = []
    var isMasked = false
    for s in stores {
      vectors.append(stored(try vector(s.value), element, lanes: laneCount))
      let mask = activeLanes(try s.condition.map { try register($0) })
      isMasked = isMasked || mask != nil
      masks.append(mask ?? ir.splat(constant: ir.constant(1, ir.i1), laneCount))
    }
    vectors = interleaved(vectors)
    masks = isMasked ? interleaved(masks) : []
    for (k, x) in vectors.enumerated() {
      let at: LLVMValueRef = LLVMBuildAdd(ir.builder, index, ir.constant(k * laneCount), "")
      let p = ir.address(buffers[buffer.index], ir.memory(element), at, isGuarded: isMasked)
      if isMasked {
        maskedStore(x, at: p, element, mask: masks[k])
      } else {
        LLVMSetAlignment(LLVMBuildStore(ir.builder, x, p), UInt32(element.byteWidth))
      }
    }
  }

  /// Returns the elements of `vectors`, a power of two of them, in the order: the first of each, the
  /// second of each …
  private func interleaved(_ vectors: [LLVMValueRef]) -> [LLVMValueRef] {
    guard vectors.count > 1 else { return vectors }
    let even = interleaved(stride(from: 0, to: vectors.count, by: 2).map { vectors[$0] })
    let odd = interleaved(stride(from: 1, to: vectors.count, by: 2).map { vectors[$0] })
    let half = laneCount / 2
    return zip(even, odd).flatMap { (x, y) in
      [0, half].map { (start) in
        ir.shuffle(x, y, (0..<laneCount).map { start + $0 / 2 + ($0 % 2) * laneCount })
      }
    }
  }

}
