import GraphIR
import Scalars

extension Pass {

  /// Computes reductions of large tensors to few elements in blocks, and reduces what these give.
  ///
  ///                                                %0 = reshape %x : f32[64,64,4096]
  ///     %r = reduce add %x, dims=[0, 1]     -->    %1 = reduce add %0, dims=[1, 2] : f32[64]
  ///                                                %r = reduce add %1, dims=[0] : f32[]
  ///
  /// The blocks may run on different threads; how many there are depends on the shape alone. The
  /// order in which a reduction combines is open. Sums and products of half precision stay in single
  /// precision until the end, as they do in one kernel.
  package static let reductionSplitting = Pass(
    "split-reductions", "Compute reductions of large tensors to few elements in blocks."
  ) { (rewriter) in
    for id in rewriter.graph.operations where rewriter.graph[id].opcode == .reduce {
      guard let blocks = ReductionBlocks(of: id, in: rewriter.graph) else { continue }
      rewriter.split(id, into: blocks)
    }
  }

}

/// How a reduction is cut into blocks.
private struct ReductionBlocks {

  /// The axis of which each block has a part.
  let axis: Int

  /// The number of blocks, which divides the size of the axis.
  let count: Int

  /// The function that combines.
  let function: BinaryFunction

  /// The type of what the blocks give.
  let element: ElementType

  /// The axes that are reduced, in order.
  let dims: [Int]

  /// The numbers of blocks; the most are best.
  private static let counts = 8...64

  /// A reduction to more elements, counted in lanes of so many, runs on several threads as it is.
  private static let mostElements = 16
  private static let lanes = 64

  /// Finds the blocks of the reduction `id`; fails if it is not one of a large tensor to few elements,
  /// or if no axis can be cut.
  init?(of id: OperationID, in graph: Graph) {
    let operation = graph[id]
    guard operation.operands.count == 2, let f = graph.combinerFunction(of: operation.regions[0]),
      let dims = operation.attributes.integers(.dims)?.sorted(),
      let sizes = graph.type(of: operation.operands[0]).sizes, let last = dims.last
    else { return nil }
    let type = graph.type(of: operation.operands[0])
    let byteCount = sizes.reduce(type.element.byteWidth, *)
    let elements = sizes.indices.filter { !dims.contains($0) }.reduce(1) { $0 * sizes[$1] }
    guard byteCount >= KernelLimits.smallestSplitReduction, elements > 0 else { return nil }
    // Reductions of rows are in lanes, of columns beside each other.
    let isOfColumns = sizes[(last + 1)...].contains { $0 != 1 }
    let lanes = isOfColumns ? Self.lanes : 1
    guard (elements + lanes - 1) / lanes < Self.mostElements,
      byteCount / elements * min(lanes, elements) > KernelLimits.largestRow
    else { return nil }
    let cuts = dims.map { (axis: $0, count: Self.blockCount(of: sizes[$0])) }
    guard
      let best = cuts.first(where: { $0.count >= Self.counts.upperBound / 4 })
        ?? cuts.first(where: { $0.count >= Self.counts.lowerBound })
    else { return nil }
    (axis, count) = best
    function = f
    self.dims = dims
    let isHalf = type.element == .f16 || type.element == .bf16
    element = isHalf && (f == .add || f == .mul) ? .f32 : type.element
  }

  /// The greatest number of blocks of equal sizes of an axis of size `n`.
  private static func blockCount(of n: Int) -> Int {
    (1...counts.upperBound).last { n % $0 == 0 } ?? 1
  }

}

extension Rewriter {

  /// Replaces the reduction `id` by that of `blocks` and of what they give.
  fileprivate mutating func split(_ id: OperationID, into blocks: ReductionBlocks) {
    let operation = graph[id]
    let result = graph.type(of: operation.results[0])
    guard let sizes = graph.type(of: operation.operands[0]).sizes,
      let neutral = blocks.neutralElement
    else { return }
    rewrite(id) { (r) in
      var input = r.converted(operation.operands[0], to: blocks.element, before: id)
      let initial = r.converted(operation.operands[1], to: blocks.element, before: id)
      let isWhole = sizes[blocks.axis] == blocks.count && blocks.dims.count > 1
      var inner = sizes
      var dims = blocks.dims
      if isWhole {
        dims.removeAll { $0 == blocks.axis }
      } else {
        inner.replaceSubrange(
          blocks.axis...blocks.axis, with: [blocks.count, sizes[blocks.axis] / blocks.count])
        dims = dims.map { $0 < blocks.axis ? $0 : $0 + 1 }
        input = r.insert(
          .reshape, [input], Attributes(), type: TensorType(blocks.element, sizes: inner),
          at: .before(id))
      }
      let kept = inner.indices.filter { !dims.contains($0) }
      guard let start = r.splat(neutral, TensorType(blocks.element, []), at: .before(id)),
        let position = kept.firstIndex(of: blocks.axis)
      else { return }
      let partial = r.reduce(
        input, from: start, blocks, dims, TensorType(blocks.element, sizes: kept.map { inner[$0] }),
        before: id)
      let total = r.reduce(
        partial, from: initial, blocks, [position], TensorType(blocks.element, result.shape),
        before: id)
      r.replace(id, with: r.converted(total, to: result.element, before: id))
    }
  }

  private mutating func reduce(
    _ value: ValueID, from initial: ValueID, _ blocks: ReductionBlocks, _ dims: [Int],
    _ type: TensorType, before id: OperationID
  ) -> ValueID {
    let location = graph[id].location
    return withGraph { (graph) in
      let region = graph.createCombiner(blocks.function, of: blocks.element, location: location)
      let new = graph.insert(
        .reduce, [value, initial], Attributes([.dims: .integers(dims)]), regions: [region],
        resultTypes: [type], at: .before(id), location: location)
      return graph[new].results[0]
    }
  }

  /// Returns `value`, converted if it has other elements than `element`.
  private mutating func converted(
    _ value: ValueID, to element: ElementType, before id: OperationID
  ) -> ValueID {
    let type = graph.type(of: value)
    if type.element == element { return value }
    return insert(
      .convert, [value], Attributes(), type: TensorType(element, type.shape), at: .before(id))
  }

}

extension ReductionBlocks {

  /// What changes nothing that it is combined with, not even a zero's sign.
  fileprivate var neutralElement: Scalar? {
    if function == .add, element.isFloat { return Scalar(element, -0.0) }
    return function.neutralElement(for: element)
  }

}
