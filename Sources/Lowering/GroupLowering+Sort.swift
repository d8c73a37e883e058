import Diagnostics
import GraphIR
import KernelIR
import Scalars

extension GroupLowering {

  /// Emits loops that store in `outputs` the elements of the operands of a `sort` in order, or as
  /// many of the first as it keeps.
  mutating func sort(_ operation: GraphIR.Operation, into outputs: [BufferID]) throws {
    let sizes = try sizes(of: operation.operands[0])
    let n = sizes[operation.attributes.integer(.dim) ?? 0]
    let kept = operation.attributes.integer(.limit) ?? n
    let found = StrictOrder(graph).key(of: operation.regions[0])
    let isNarrow = found.map { graph.type(of: $0.value).element.byteWidth <= 4 } ?? false
    let key = found.flatMap { $0.isPartial ? nil : $0 }
    if key != nil, kept < n, kept <= Self.largestSelection, !isNarrow || n > Self.shortRow {
      return try select(kept, of: operation, into: outputs)
    }
    guard let found, isNarrow, n > 1, n <= Int(Int32.max) else {
      return try sortElements(of: operation, into: outputs)
    }
    if let key {
      try sortKeys(key, of: operation, into: outputs)
    } else if n > Self.shortRow {
      try sortPartialKeys(found, of: operation, into: outputs)
    } else {
      try sortElements(of: operation, into: outputs)
    }
  }

  /// Emits loops that sort the elements of all operands together.
  private mutating func sortElements(
    of operation: GraphIR.Operation, into outputs: [BufferID]
  ) throws {
    try openRows(of: operation) { (lowering, at) in
      try lowering.mergeRow(at, of: operation, into: outputs)
    }
  }

  /// Emits loops that sort by floats in partial order: by keys where none of a row is NaN, else by
  /// merging, for which what compares as neither less nor greater stays where it is.
  private mutating func sortPartialKeys(
    _ key: StrictOrder.Key, of operation: GraphIR.Operation, into outputs: [BufferID]
  ) throws {
    try openRows(of: operation) { (lowering, at) in
      let count = try lowering.nanCount(of: key, at, of: operation)
      // Loops of at most one iteration.
      let one = lowering.builder.constant(Scalar(.i64, integer: 1))
      let isOrdered = lowering.builder.binary(
        .sub, one, lowering.builder.binary(.min, count, one))
      _ = lowering.builder.openLoop(
        extent: 1, while: { IndexExpression($0) + IndexExpression(.value(count)) }, below: 1)
      try lowering.sortKeyRow(key, at, of: operation, into: outputs)
      lowering.builder.closeLoop()
      _ = lowering.builder.openLoop(
        extent: 1, while: { IndexExpression($0) + IndexExpression(.value(isOrdered)) }, below: 1)
      try lowering.mergeRow(at, of: operation, into: outputs)
      lowering.builder.closeLoop()
    }
  }

  /// Emits loops over all rows of the operands of a `sort`, with what `body` emits for the elements
  /// at the given indices, of which that along the row is to be replaced.
  mutating func openRows(
    of operation: GraphIR.Operation, _ body: (inout Self, [IndexExpression]) throws -> Void
  ) throws {
    var others = try sizes(of: operation.operands[0])
    others[operation.attributes.integer(.dim) ?? 0] = 1
    let (at, loopCount) = openLoops(over: others)
    try body(&self, at)
    for _ in 0..<loopCount { builder.closeLoop() }
  }

  /// Emits loops that merge the elements of a row.
  ///
  /// Each row is copied to scratch memory, where runs of 1, 2, 4 … elements that are in order are
  /// merged, two neighbours each, from one half of the memory to the other and back. That takes
  /// log n passes over the row, all of them iterations of one loop.
  private mutating func mergeRow(
    _ indices: [IndexExpression], of operation: GraphIR.Operation, into outputs: [BufferID]
  ) throws {
    let sizes = try sizes(of: operation.operands[0])
    let axis = operation.attributes.integer(.dim) ?? 0
    let n = sizes[axis]
    let passCount = n > 1 ? Int.bitWidth - (n - 1).leadingZeroBitCount : 0
    let rows = operation.operands.map {
      builder.buffer(graph.type(of: $0).element, count: 2 * n, .scratch)
    }
    var at = indices
    at[axis] = IndexExpression(builder.openLoop(extent: n))
    for (v, row) in zip(operation.operands, rows) {
      builder.store(try element(v, at), to: row, at: at[axis])
    }
    builder.closeLoop()

    let pass = builder.openLoop(extent: passCount)
    try merge(rows, of: n, pass: IndexExpression(pass)) { (lowering, pairs) in
      try lowering.evaluate(operation.regions[0], with: pairs)[0]
    }
    builder.closeLoop()

    var keptSizes = sizes
    keptSizes[axis] = operation.attributes.integer(.limit) ?? n
    at[axis] = IndexExpression(builder.openLoop(extent: keptSizes[axis]))
    for (row, output) in zip(rows, outputs) {
      let x = builder.load(row, at[axis] + passCount % 2 * n)
      builder.store(x, to: output, at: Self.linear(at, in: keptSizes))
    }
    builder.closeLoop()
  }

  /// Emits the pass with number `pass`, which merges runs of 2^pass of the `n` elements of `rows`.
  ///
  /// One loop goes over all elements of the result, and carries the positions of the next element
  /// of both runs.
  ///
  /// - Parameter isBefore: Whether the first elements of some pairs, one of each row, come before the
  ///   second ones.
  private mutating func merge(
    _ rows: [BufferID], of n: Int, pass: IndexExpression,
    isBefore: (inout Self, [KernelValueID]) throws -> KernelValueID
  ) throws {
    func number(_ n: Int) -> KernelValueID {
      builder.constant(Scalar(.i64, integer: Int64(n)))
    }
    let (zero, one) = (number(0), number(1))
    let width = builder.binary(.shl, one, builder.index(pass, as: .i64))
    // The bits of a position that say in which pair of runs it is.
    let pairBits = builder.binary(.sub, zero, builder.binary(.add, width, width))
    let source = pass.remainder(by: 2, extents: builder.extents) * n
    let target = (pass + 1).remainder(by: 2, extents: builder.extents) * n

    let k = IndexExpression(builder.openReduction(extents: [n])[0])
    let start = builder.binary(.and, builder.index(k, as: .i64), pairBits)
    let middle = builder.binary(.min, builder.binary(.add, start, width), number(n))
    let (next, runs) = builder.openCombiner(initial: [zero, zero], elements: [start, middle])
    let isFirst = builder.compare(.eq, builder.index(k, as: .i64), runs[0])
    let i = builder.select(isFirst, runs[0], next[0])
    let j = builder.select(isFirst, runs[1], next[1])
    let end = builder.binary(.min, builder.binary(.add, runs[1], width), number(n))
    let hasLeft = builder.compare(.lt, i, runs[1])
    let hasRight = builder.compare(.lt, j, end)
    func elements(_ i: KernelValueID, if condition: KernelValueID) -> [KernelValueID] {
      rows.map { builder.load($0, source + IndexExpression(.value(i)), guard: condition) }
    }
    let (left, right) = (elements(i, if: hasLeft), elements(j, if: hasRight))
    let isRightBefore = try isBefore(&self, zip(right, left).flatMap { [$0, $1] })
    // Elements that come neither before nor after each other are taken from the left.
    let takesRight = builder.binary(
      .and, hasRight, builder.binary(.or, builder.unary(.not, hasLeft), isRightBefore))
    for (row, (r, l)) in zip(rows, zip(right, left)) {
      builder.store(builder.select(takesRight, r, l), to: row, at: target + k)
    }
    _ = builder.closeReduction(combinerResults: [
      builder.select(takesRight, i, builder.binary(.add, i, one)),
      builder.select(takesRight, builder.binary(.add, j, one), j),
    ])
  }

}
