import Scalars

extension KernelPass {

  /// Computes sums of products in tiles that are accumulated in registers, from packed factors.
  ///
  ///     for %i0 in 0..<M {             for %p in 0..<blocks {
  ///       for %i1 in 0..<N {             for %k in 0..<K {
  ///         %s = reduce add … {            for %j in 0..<64 {
  ///           … load b0[%i0*K + %k]  -->     store (load b1[…]), b3[%k*64 + %j]   // packed
  ///           … load b1[%k*N + %i1]        }
  ///           …                          }
  ///         }                            for %i in 0..<M/12 {
  ///         store %s, b2[%i0*N + %i1]      for %j in 0..<2 {
  ///       }                                  for %l in 0..<16 vector(16) {
  ///     }                                      … 24 sums over %k at once, their epilogues, stores
  ///
  /// The sums of a tile share loads of both factors. A block of the lane factor is packed into
  /// scratch memory and stays in the second-level cache while all rows pass over it. Operations on
  /// the factors, such as a conversion, a transpose or the window of a convolution, are done where
  /// they are packed. `ContractionTiling` chooses all sizes; the order of the terms of each sum
  /// stays. The scheme is that of Goto and van de Geijn, "Anatomy of high-performance matrix
  /// multiplication" (ACM TOMS 34.3, 2008).
  package static let tile = KernelPass(
    "tile", "Compute sums of products in tiles of registers, from packed factors."
  ) { (kernel, target) in
    kernel.tiled(for: target, fixed: [])?.kernel ?? kernel
  }

}

extension Kernel {

  /// Returns this, a sum of products, computed in tiles, and kernels that pack its factors in advance
  /// from buffers among `fixed`, which are the same in every call: one for each buffer that the tiled
  /// kernel has more. `nil` if it is not better computed in tiles.
  ///
  /// The results are the same bits whatever is packed in advance.
  func tiled(
    for target: KernelTarget, fixed: Set<BufferID>
  ) -> (kernel: Kernel, packings: [Kernel])? {
    guard let contraction = ContractionNest(self),
      let (nest, tiling) = contraction.tiling(for: target, fixed: fixed)
    else { return nil }
    var generator = TileGenerator(nest, tiling, for: target)
    generator.choosePlaces(fixed: fixed)
    let packings = generator.packings()
    generator.run()
    guard let packings, let kernel = try? generator.builder.finish() else { return nil }
    return (kernel, packings)
  }

}

extension ContractionNest {

  /// Returns how to compute this in tiles, with its lanes limited, and in bytes if the target has
  /// instructions for that; `nil` if it is not better computed so.
  fileprivate func tiling(
    for target: KernelTarget, fixed: Set<BufferID>
  ) -> (nest: ContractionNest, tiling: ContractionTiling)? {
    var streamed = self
    streamed.limitLanes(to: ContractionTiling.streamedSumLimit / 2)
    let streaming = ContractionTiling.streaming(streamed, for: target)
    var tiled = self
    tiled.limitLanes(to: ContractionTiling.blockLaneLimit / 2)
    let isPackedOnce = isComputed(laneFactor, from: fixed)
    if streaming == nil || isPackedOnce {
      if target.hasByteDot, let words = tiled.inBytes(),
        let tiling = ContractionTiling(words, for: target, isPackedOnce: isPackedOnce)
      {
        return (words, tiling)
      }
      // What is packed once streams by in the order of its use, and needs no sums in memory.
      if let tiling = ContractionTiling(tiled, for: target) { return (tiled, tiling) }
    }
    return streaming.map { (streamed, $0) }
  }

  /// `true` iff `factor` is computed from elements of `buffers` alone.
  func isComputed(_ factor: KernelValueID, from buffers: Set<BufferID>) -> Bool {
    let loads = loads(of: factor)
    return !loads.isEmpty && loads.allSatisfy { buffers.contains($0.buffer) }
  }

}
