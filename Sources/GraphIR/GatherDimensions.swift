/// How the axes of a `gather` belong together, or those of a `scatter`, which is one backwards.
///
/// The slices of a gather's operand are in its result, those of a scatter in its updates. Of the
/// axes of this gathered tensor some run inside a slice; the others, the batch axes, are those of
/// the indices, less the one along which index vectors lie.
package struct GatherDimensions: Hashable, Sendable {

  /// The axes of the gathered tensor that run inside a slice.
  package let sliceAxes: [Int]

  /// The operand axis of each of `sliceAxes`.
  package let operandSliceAxes: [Int]

  /// The axes of the gathered tensor that are axes of the indices, in the order of these.
  package let batchAxes: [Int]

  /// The operand axes along which the position of a slice is that on a batch axis.
  package let operandBatchAxes: [Int]

  /// The matching axes of the gathered tensor.
  package let matchingBatchAxes: [Int]

  /// The operand axis of each number in an index vector.
  package let indexMap: [Int]

  /// The axis of the indices along which index vectors lie, `nil` if each index is a vector.
  package let indexAxis: Int?

  /// Creates what `attributes` say, or returns `nil` if an axis is out of range or occurs twice, or
  /// lists do not match.
  package init?(_ attributes: Attributes, operandRank: Int, indicesRank: Int) {
    func list(_ name: AttributeName) -> [Int] { attributes.integers(name) ?? [] }
    let sliceAxes = attributes.integers(.offsetDims) ?? list(.windowDims)
    let missing = attributes.integers(.collapsedDims) ?? list(.insertedDims)
    let (operandBatch, indicesBatch) = (list(.operandBatch), list(.indicesBatch))
    let indexMap = list(.indexMap)
    let indexDim = attributes.integer(.indexDim) ?? indicesRank
    guard (0...indicesRank).contains(indexDim) else { return nil }
    let batchCount = indexDim == indicesRank ? indicesRank : indicesRank - 1
    let rank = batchCount + sliceAxes.count
    guard Self.areAxes(sliceAxes, of: rank), Self.areAxes(missing + operandBatch, of: operandRank),
      Self.areAxes(indexMap + operandBatch, of: operandRank),
      Self.areAxes(indicesBatch, of: indicesRank), !indicesBatch.contains(indexDim),
      operandBatch.count == indicesBatch.count
    else { return nil }
    let operandSliceAxes = (0..<operandRank).filter {
      !missing.contains($0) && !operandBatch.contains($0)
    }
    guard operandSliceAxes.count == sliceAxes.count else { return nil }

    self.sliceAxes = sliceAxes
    self.operandSliceAxes = operandSliceAxes
    let batchAxes = (0..<rank).filter { !sliceAxes.contains($0) }
    self.batchAxes = batchAxes
    self.operandBatchAxes = operandBatch
    self.matchingBatchAxes = indicesBatch.map { batchAxes[$0 < indexDim ? $0 : $0 - 1] }
    self.indexMap = indexMap
    self.indexAxis = indexDim == indicesRank ? nil : indexDim
  }

  private static func areAxes(_ axes: [Int], of rank: Int) -> Bool {
    axes.allSatisfy { $0 >= 0 && $0 < rank } && Set(axes).count == axes.count
  }

  /// The number of axes of the gathered tensor.
  package var rank: Int { sliceAxes.count + batchAxes.count }

  /// Returns where in the indices the number `k` of the index vector of a slice is.
  ///
  /// - Parameters:
  ///   - gathered: where an element of the slice is in the gathered tensor.
  ///   - k: a position below the length of index vectors, as an index.
  package func indexPosition<I>(of gathered: [I], _ k: I) -> [I] {
    var result = batchAxes.map { gathered[$0] }
    if let indexAxis { result.insert(k, at: indexAxis) }
    return result
  }

}
