import Diagnostics
import GraphIR
import KernelIR
import Scalars

extension GroupLowering {

  /// Emits loops that store in `outputs` the elements of the operands of a `sort` in order, or as
  /// many of the first as it keeps.
  ///
  /// If these are few, they are selected. Otherwise each row, of all operands together, is copied to scratch memory, where runs of 1, 2, 4 …
  /// elements that are in order are merged, two neighbours each, from one half of the memory to the
  /// other and back. That takes log n passes over the row, all of them iterations of one loop.
  mutating func sort(_ operation: GraphIR.Operation, into outputs: [BufferID]) throws {
    let sizes = try sizes(of: operation.operands[0])
    let axis = operation.attributes.integer(.dim) ?? 0
    let n = sizes[axis]
    let kept = operation.attributes.integer(.limit) ?? n
    if kept < n, kept <= Self.largestSelection,
      StrictOrder(graph).isStated(by: operation.regions[0])
    {
      return try select(kept, of: operation, into: outputs)
    }
    let passCount = n > 1 ? Int.bitWidth - (n - 1).leadingZeroBitCount : 0
    let rows = operation.operands.map {
      builder.buffer(graph.type(of: $0).element, count: 2 * n, .scratch)
    }
    var others = sizes
    others[axis] = 1
    var (at, loopCount) = openLoops(over: others)

    at[axis] = IndexExpression(builder.openLoop(extent: n))
    for (v, row) in zip(operation.operands, rows) {
      builder.store(try element(v, at), to: row, at: at[axis])
    }
    builder.closeLoop()

    let pass = builder.openLoop(extent: passCount)
    try merge(rows, of: n, pass: IndexExpression(pass), by: operation.regions[0])
    builder.closeLoop()

    var keptSizes = sizes
    keptSizes[axis] = kept
    at[axis] = IndexExpression(builder.openLoop(extent: kept))
    for (row, output) in zip(rows, outputs) {
      let x = builder.load(row, at[axis] + passCount % 2 * n)
      builder.store(x, to: output, at: Self.linear(at, in: keptSizes))
    }
    builder.closeLoop()
    for _ in 0..<loopCount { builder.closeLoop() }
  }

  /// Emits the pass with number `pass`, which merges runs of 2^pass of the `n` elements of `rows`.
  ///
  /// One loop goes over all elements of the result, and carries the positions of the next element
  /// of both runs.
  private mutating func merge(
    _ rows: [BufferID], of n: Int, pass: IndexExpression, by region: RegionID
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
    let left = rows.map { builder.load($0, source + IndexExpression(.value(i)), guard: hasLeft) }
    let right = rows.map { builder.load($0, source + IndexExpression(.value(j)), guard: hasRight) }
    let isBefore = try evaluate(region, with: zip(right, left).flatMap { [$0, $1] })[0]
    // Elements that come neither before nor after each other are taken from the left.
    let takesRight = builder.binary(
      .and, hasRight, builder.binary(.or, builder.unary(.not, hasLeft), isBefore))
    for (row, (r, l)) in zip(rows, zip(right, left)) {
      builder.store(builder.select(takesRight, r, l), to: row, at: target + k)
    }
    _ = builder.closeReduction(combinerResults: [
      builder.select(takesRight, i, builder.binary(.add, i, one)),
      builder.select(takesRight, builder.binary(.add, j, one), j),
    ])
  }

}
