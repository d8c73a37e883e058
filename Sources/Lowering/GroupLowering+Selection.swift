import Diagnostics
import GraphIR
import KernelIR
import Scalars

/// The selection of the first elements in order of a row.
extension GroupLowering {

  /// More elements are sorted, not selected.
  static let largestSelection = 256

  /// The number of elements that are looked at together.
  private static let blockSize = 64

  /// The memory of a selection, one buffer for each operand.
  private struct Selection {

    /// The elements selected so far, in order.
    let best: [BufferID]

    /// What they become when an element is inserted.
    let next: [BufferID]

    /// The number of elements to select.
    let count: Int

    /// What says which of two elements comes first.
    let order: RegionID

  }

  /// Emits loops that store in `outputs` the first `count` elements of each row of the operands of
  /// a `sort`, whose region states a strict weak order.
  ///
  /// The best elements so far are kept in order. A block of elements is compared with the last of
  /// them at once; only if one of the block comes before that is each of them looked at, and
  /// inserted behind all that it does not come before.
  mutating func select(
    _ count: Int, of operation: GraphIR.Operation, into outputs: [BufferID]
  ) throws {
    let sizes = try sizes(of: operation.operands[0])
    let axis = operation.attributes.integer(.dim) ?? 0
    let n = sizes[axis]
    func makeBuffers() -> [BufferID] {
      operation.operands.map {
        builder.buffer(graph.type(of: $0).element, count: count, .scratch)
      }
    }
    let selection = Selection(
      best: makeBuffers(), next: makeBuffers(), count: count, order: operation.regions[0])
    var others = sizes
    others[axis] = 1
    var (at, loopCount) = openLoops(over: others)

    /// Returns the elements at position `i` of the row and whether there are any.
    func elements(
      _ i: IndexExpression, _ lowering: inout Self
    ) throws -> (values: [KernelValueID], areThere: KernelValueID?) {
      at[axis] = i
      let areThere = lowering.inside(i, 0, n)
      return (
        try operation.operands.map { try lowering.element($0, at, if: areThere) }, areThere
      )
    }

    let size = min(Self.blockSize, n)
    let block = IndexExpression(builder.openLoop(extent: (n + size - 1) / size)) * size
    let hasAny = try { (lowering: inout Self) in
      let last = lowering.last(of: selection, before: block)
      let none = lowering.builder.boolean(false)
      let lane = IndexExpression(lowering.builder.openReduction(extents: [size])[0])
      let (x, areThere) = try elements(block + lane, &lowering)
      let isCandidate = try lowering.isCandidate(x, areThere, for: selection, last)
      return lowering.builder.closeReduction(.or, initial: none, element: isCandidate)
    }(&self)
    let lane = openLoop(extent: size, if: hasAny)
    let (x, areThere) = try elements(block + lane, &self)
    let isCandidate = try isCandidate(
      x, areThere, for: selection, last(of: selection, before: block + lane))
    _ = openLoop(extent: 1, if: isCandidate)
    try insert(x, at: block + lane, into: selection)
    for _ in 0..<3 { builder.closeLoop() }

    var keptSizes = sizes
    keptSizes[axis] = count
    at[axis] = IndexExpression(builder.openLoop(extent: count))
    for (row, output) in zip(selection.best, outputs) {
      builder.store(builder.load(row, at[axis]), to: output, at: Self.linear(at, in: keptSizes))
    }
    builder.closeLoop()
    for _ in 0..<loopCount { builder.closeLoop() }
  }

  /// Opens a loop that has no iterations unless `condition` is true, and returns its variable.
  private mutating func openLoop(extent: Int, if condition: KernelValueID) -> IndexExpression {
    let isLeftOut = builder.convert(builder.unary(.not, condition), to: .i64)
    return IndexExpression(
      builder.openLoop(
        extent: extent,
        while: { IndexExpression($0) + IndexExpression(.value(isLeftOut)) * extent },
        below: extent))
  }

  /// Returns the last one of the elements of `selection`, and whether there is one before the
  /// element at position `i` of the row is looked at.
  private mutating func last(
    of selection: Selection, before i: IndexExpression
  ) -> (values: [KernelValueID], isThere: KernelValueID) {
    let isThere = builder.inside(i, selection.count, .max)
    let values = selection.best.map {
      builder.load($0, IndexExpression(selection.count - 1), guard: isThere)
    }
    return (values, isThere)
  }

  /// Returns whether `x`, if these are elements of the row, may have to be inserted.
  private mutating func isCandidate(
    _ x: [KernelValueID], _ areThere: KernelValueID?, for selection: Selection,
    _ last: (values: [KernelValueID], isThere: KernelValueID)
  ) throws -> KernelValueID {
    let comesBefore = try evaluate(selection.order, with: zip(x, last.values).flatMap { [$0, $1] })
    let result = builder.binary(.or, builder.unary(.not, last.isThere), comesBefore[0])
    return areThere.map { builder.binary(.and, $0, result) } ?? result
  }

  /// Inserts `x`, the elements at position `i` of the row, behind all that they do not come before.
  private mutating func insert(
    _ x: [KernelValueID], at i: IndexExpression, into selection: Selection
  ) throws {
    // The positions in the selection of the lanes of a vector are as narrow as most elements.
    let filled = builder.convert(
      builder.binary(
        .min, builder.index(i, as: .i64),
        builder.constant(Scalar(.i64, integer: Int64(selection.count)))), to: .i32)
    let zero = builder.constant(Scalar(.i32, integer: 0))
    var j = IndexExpression(builder.openReduction(extents: [selection.count])[0])
    var isFilled = builder.compare(.lt, builder.index(j, as: .i32), filled)
    let known = selection.best.map { builder.load($0, j, guard: isFilled) }
    let comesBefore = try evaluate(selection.order, with: zip(x, known).flatMap { [$0, $1] })[0]
    let stays = builder.binary(.and, isFilled, builder.unary(.not, comesBefore))
    let position = builder.closeReduction(
      .add, initial: zero, element: builder.convert(stays, to: .i32))

    j = IndexExpression(builder.openLoop(extent: selection.count))
    isFilled = builder.compare(.lt, builder.index(j, as: .i32), filled)
    let isBehind = builder.compare(.gt, builder.index(j, as: .i32), position)
    let isHere = builder.compare(.eq, builder.index(j, as: .i32), position)
    for (k, (best, next)) in zip(selection.best, selection.next).enumerated() {
      let moved = builder.load(best, j + -1, guard: isBehind)
      let old = builder.select(isBehind, moved, builder.load(best, j, guard: isFilled))
      builder.store(builder.select(isHere, x[k], old), to: next, at: j)
    }
    builder.closeLoop()
    j = IndexExpression(builder.openLoop(extent: selection.count))
    for (best, next) in zip(selection.best, selection.next) {
      builder.store(builder.load(next, j), to: best, at: j)
    }
    builder.closeLoop()
  }

}
