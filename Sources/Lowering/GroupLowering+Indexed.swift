import Diagnostics
import GraphIR
import KernelIR
import Scalars

extension GroupLowering {

  /// Returns an element of a `gather`: an element of the operand at indices that are elements.
  mutating func gather(
    _ operation: GraphIR.Operation, _ sizes: [Int], _ indices: [IndexExpression],
    if condition: KernelValueID?
  ) throws -> KernelValueID {
    let starts = operation.operands[1]
    let block = operation.attributes.integers(.sliceSizes) ?? []
    guard
      let axes = GatherDimensions(
        operation.attributes, operandRank: sizes.count,
        indicesRank: try self.sizes(of: starts).count)
    else { throw Defect("lowering", "a gather has no valid axes") }
    // There may be no elements where the result has some: along an axis that it lacks.
    if sizes.contains(0) {
      return constant(Scalar(graph.type(of: operation.results[0]).element, bits: 0))
    }
    var at = [IndexExpression](repeating: IndexExpression(0), count: sizes.count)
    for (k, d) in axes.indexMap.enumerated() where sizes[d] > block[d] {
      let position = axes.indexPosition(of: indices, IndexExpression(k))
      at[d] = clamped(try element(starts, position, if: condition), to: sizes[d] - block[d])
    }
    for (d, axis) in zip(axes.operandSliceAxes, axes.sliceAxes) { at[d] = at[d] + indices[axis] }
    for (d, axis) in zip(axes.operandBatchAxes, axes.matchingBatchAxes) { at[d] = indices[axis] }
    return try element(operation.operands[0], at, if: condition)
  }

}
