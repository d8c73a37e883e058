extension Graph {

  /// `true` iff `id` replaces a small block of a tensor that it does not make itself.
  ///
  /// The kernel of such an operation stores that block alone: in a copy of the tensor, or in the
  /// tensor where nothing else needs it. What makes the tensor, and what uses the result, are other
  /// kernels.
  package func isBlockUpdate(_ id: OperationID) -> Bool {
    guard self[id].opcode == .dynamicUpdateSlice,
      let block = type(of: self[id].operands[1]).elementCount, block > 0,
      let whole = type(of: self[id].operands[0]).elementCount,
      block <= whole / KernelLimits.leastUpdateRatio
    else { return false }
    guard let producer = definingOperation(of: self[id].operands[0]) else { return true }
    return self[producer].opcode != .const && self[producer].opcode != .iota
  }

}
