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

  /// Emits loops over the updates of a `scatter`, in row-major order, that combine `results`, which
  /// hold what is updated, with them.
  mutating func scatter(_ operation: GraphIR.Operation, into results: [BufferID]) throws {
    let n = results.count
    let (starts, updates) = (operation.operands[n], operation.operands[(n + 1)...])
    let sizes = try sizes(of: operation.operands[0])
    guard let shape = try updates.first.map({ try self.sizes(of: $0) }),
      let axes = GatherDimensions(
        operation.attributes, operandRank: sizes.count,
        indicesRank: try self.sizes(of: starts).count)
    else { throw Defect("lowering", "a scatter has no valid axes") }

    let (indices, loopCount) = openLoops(over: shape)
    var at = [IndexExpression](repeating: IndexExpression(0), count: sizes.count)
    for (k, d) in axes.indexMap.enumerated() {
      let position = axes.indexPosition(of: indices, IndexExpression(k))
      at[d] = IndexExpression(.value(try element(starts, position)))
    }
    for (d, axis) in zip(axes.operandSliceAxes, axes.sliceAxes) { at[d] = at[d] + indices[axis] }
    for (d, axis) in zip(axes.operandBatchAxes, axes.matchingBatchAxes) { at[d] = indices[axis] }
    var condition: KernelValueID?
    for (i, n) in zip(at, sizes) { condition = both(condition, inside(i, 0, n)) }

    let position = Self.linear(at, in: sizes)
    let old = results.map { builder.load($0, position, guard: condition) }
    let new = try updates.map { try element($0, indices) }
    let combined = try evaluate(operation.regions[0], with: old + new)
    for (v, b) in zip(combined, results) { builder.store(v, to: b, at: position, guard: condition) }
    for _ in 0..<loopCount { builder.closeLoop() }
  }

  /// Opens loops over a tensor of `sizes`, and returns the indices of an element and the number of
  /// loops: axes of size 1 have none.
  mutating func openLoops(over sizes: [Int]) -> (indices: [IndexExpression], count: Int) {
    var indices: [IndexExpression] = []
    var count = 0
    for n in sizes {
      if n == 1 {
        indices.append(IndexExpression(0))
      } else {
        indices.append(IndexExpression(builder.openLoop(extent: n)))
        count += 1
      }
    }
    return (indices, count)
  }

}
