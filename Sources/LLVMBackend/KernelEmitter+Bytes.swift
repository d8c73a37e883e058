import CLLVM
import KernelIR

extension KernelEmitter {

  /// Returns `sum` plus the sums of the products of four bytes each: those of `a` are taken without
  /// signs, those of `b` with them.
  func byteDot(
    _ a: LLVMValueRef, _ b: LLVMValueRef, addedTo sum: LLVMValueRef
  ) -> LLVMValueRef {
    let lanes = laneCount(of: sum)
    if ir.hasByteDot, [4, 8, 16].contains(lanes) {
      return ir.intrinsic("llvm.x86.avx512.vpdpbusd.\(lanes * 32)", [], [sum, a, b])
    }
    let builder = ir.builder
    func constant(_ n: Int) -> LLVMValueRef {
      ir.splat(constant: LLVMConstInt(ir.i32, UInt64(n), 0), lanes)
    }
    var result = sum
    for k in 0..<4 {
      let x: LLVMValueRef = LLVMBuildAnd(
        builder, LLVMBuildLShr(builder, a, constant(8 * k), ""), constant(255), "")
      let y: LLVMValueRef = LLVMBuildAShr(
        builder, LLVMBuildShl(builder, b, constant(24 - 8 * k), ""), constant(24), "")
      result = LLVMBuildAdd(builder, result, LLVMBuildMul(builder, x, y, ""), "")
    }
    return result
  }

}
