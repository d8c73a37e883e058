import CLLVM
import KernelIR
import Scalars

extension KernelEmitter {

  /// Returns the elements of `buffer` at `index`, `index` + `stride` …, one for each lane, in the
  /// type of memory: contiguous vectors from which shuffles pick the lanes.
  ///
  /// Nothing beyond the last element is touched: without a mask the last vector ends with it, and
  /// overlaps the one before.
  func stridedLoad(
    _ buffer: BufferID, _ index: LLVMValueRef, stride: Int, mask: LLVMValueRef?
  ) -> LLVMValueRef {
    let element = kernel[buffer].element
    let step = abs(stride)
    let lanes = laneCount
    // Where each lane stands from the lowest element on.
    let places = (0..<lanes).map { (stride < 0 ? lanes - 1 - $0 : $0) * step }
    let lowest: LLVMValueRef =
      stride < 0
      ? LLVMBuildSub(ir.builder, index, ir.constant(step * (lanes - 1)), "") : index
    let end = step * (lanes - 1) + 1

    var result: LLVMValueRef = LLVMGetPoison(ir.vector(ir.memory(element), lanes))
    for k in 0..<step where places.contains(where: { $0 / lanes == k }) {
      let start = mask == nil ? min(k * lanes, end - lanes) : k * lanes
      let p = ir.address(
        buffers[buffer.index], ir.memory(element),
        LLVMBuildAdd(ir.builder, lowest, ir.constant(start), ""), isGuarded: mask != nil)
      let piece: LLVMValueRef
      if let mask {
        let none: LLVMValueRef = LLVMConstNull(LLVMTypeOf(mask))
        let active = (0..<lanes).map { (l) in places.firstIndex(of: start + l) ?? lanes }
        piece = maskedLoad(at: p, element, mask: ir.shuffle(mask, none, active))
      } else {
        piece = wholeLoad(at: p, element)
      }
      // The lanes that stand in this vector are added to those found before.
      let chosen = places.enumerated().map { $1 / lanes == k ? lanes + $1 - start : $0 }
      result = ir.shuffle(result, piece, chosen)
    }
    return result
  }

}
