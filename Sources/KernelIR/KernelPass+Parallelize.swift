extension KernelPass {

  /// Cuts the outermost loop into blocks that may run on different threads.
  ///
  ///     for %i0 in 0..<4194304 vector(16) {   -->   for %i0 in 0..<4194304 vector(16) grain 114688 {
  ///
  /// A block is large enough that handing it to a thread costs little beside it. Its size depends
  /// on the kernel alone, so that results do not depend on the number of threads. A loop of less
  /// than two blocks stays as it is, and so does one beside which the kernel does more than define
  /// values.
  package static let parallelize = KernelPass(
    "parallelize", "Cut the outermost loop into blocks that may run on different threads."
  ) { (kernel, _) in
    var position: Int?
    for (i, s) in kernel.body.enumerated() {
      switch s {
      case .define: break
      case .loop where position == nil: position = i
      case .loop, .store, .prefetch, .reduction: return kernel
      }
    }
    guard let position, case .loop(var l) = kernel.body[position], l.grain == nil,
      l.bound == nil, l.kind != .unrolled
    else { return kernel }
    let conflicts = MemoryAccesses(l.body).conflicts(amongIterationsOf: l.variable)
    guard conflicts.allSatisfy({ kernel[$0].access == .scratch }) else { return kernel }

    let extent = kernel.extent(of: l.variable)
    let each = KernelCost(kernel: kernel).cost(l) / Double(max(extent, 1))
    let lanes = l.kind.step
    let blocks = (blockCost / max(each, 1e-3) / Double(lanes)).rounded(.up)
    let grain = Int(min(blocks, 1e15)) * lanes
    guard extent / 2 >= grain else { return kernel }
    l.grain = grain
    var result = kernel
    result.body[position] = .loop(l)
    return result
  }

  /// The least cost of a block, in cycles: about 30 microseconds.
  private static let blockCost = 100_000.0

}
