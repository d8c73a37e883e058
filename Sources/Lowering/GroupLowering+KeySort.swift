import Diagnostics
import GraphIR
import KernelIR
import Scalars

/// Sorting by a key of at most 32 bits, packed with the position of the element.
extension GroupLowering {

  /// The elements of a run that is sorted by ranks, a power of two. The first ones of rows that are
  /// not longer are not selected but sorted.
  static let runSize = 64

  /// A row with at most that many elements is one run.
  private static let largestRow = 256

  /// Emits loops that store in `outputs` the elements of the operands of a `sort` in the order of
  /// `key`.
  ///
  /// The key of each element, as a signed number, is the upper half of an integer of 64 bits whose
  /// lower half is the position. No two of these are equal, so that any way to sort them keeps the
  /// order of elements with equal keys: runs are sorted by counting, for all elements in the lanes of
  /// vectors, how many are less, and then merged. At the end the elements are fetched by position.
  mutating func sortKeys(
    _ key: StrictOrder.Key, of operation: GraphIR.Operation, into outputs: [BufferID]
  ) throws {
    let sizes = try sizes(of: operation.operands[0])
    let axis = operation.attributes.integer(.dim) ?? 0
    let n = sizes[axis]
    let run = n <= Self.largestRow ? n : Self.runSize
    let runCount = (n + run - 1) / run
    let count = run * runCount
    let passCount = Int.bitWidth - (runCount - 1).leadingZeroBitCount
    let row = builder.buffer(.i64, count: 2 * count, .scratch)
    var others = sizes
    others[axis] = 1
    var (at, loopCount) = openLoops(over: others)

    let i = IndexExpression(builder.openLoop(extent: count))
    at[axis] = i
    let isThere = inside(i, 0, n)
    let elements = try operation.operands.map { try element($0, at, if: isThere) }
    builder.store(
      try packed(key, of: operation.regions[0], elements, at: i, if: isThere), to: row, at: i)
    builder.closeLoop()

    sortRuns(of: row, size: run, count: runCount)
    if passCount > 0 {
      let pass = builder.openLoop(extent: passCount)
      try merge(
        [row], of: count, pass: IndexExpression(pass), from: run, startingAt: 1, isBranchFree: true
      ) { (lowering, pair) in lowering.builder.compare(.lt, pair[0], pair[1]) }
      builder.closeLoop()
    }

    var keptSizes = sizes
    keptSizes[axis] = operation.attributes.integer(.limit) ?? n
    at[axis] = IndexExpression(builder.openLoop(extent: keptSizes[axis]))
    let target = Self.linear(at, in: keptSizes)
    let x = builder.load(row, at[axis] + (passCount + 1) % 2 * count)
    let low = builder.constant(Scalar(.i64, integer: 0xffff_ffff))
    at[axis] = IndexExpression(.value(builder.binary(.and, x, low)))
    for (v, output) in zip(operation.operands, outputs) {
      builder.store(try element(v, at), to: output, at: target)
    }
    builder.closeLoop()
    for _ in 0..<loopCount { builder.closeLoop() }
  }

  /// Returns the key of `elements`, which are those at position `i`, with the position; what comes
  /// after all others if `condition` is false.
  private mutating func packed(
    _ key: StrictOrder.Key, of region: RegionID, _ elements: [KernelValueID],
    at i: IndexExpression, if condition: KernelValueID?
  ) throws -> KernelValueID {
    func number(_ n: Int64) -> KernelValueID { builder.constant(Scalar(.i64, integer: n)) }
    let pairs = elements.flatMap { [$0, $0] }
    let x = try evaluate(region, with: pairs, values: [key.value])[0]
    var k = signed(x)
    if key.isDescending { k = builder.unary(.not, k) }
    if let condition { k = builder.select(condition, k, number(Int64(Int32.max))) }
    return builder.binary(
      .or, builder.binary(.shl, k, number(32)), builder.index(i, as: .i64))
  }

  /// Returns a number of 32 bits, in 64 of them, that grows with `x`; for floats in total order.
  private mutating func signed(_ x: KernelValueID) -> KernelValueID {
    let type = builder.type(of: x)
    if type.isFloat {
      let integer: ElementType = type.byteWidth == 4 ? .i32 : .i16
      func number(_ n: Int) -> KernelValueID {
        builder.constant(Scalar(integer, integer: Int64(n)))
      }
      let bits = builder.define(.bitcast(x), integer)
      // The magnitude of negative numbers grows downwards.
      let sign = builder.binary(.shrA, bits, number(type.bitWidth - 1))
      let flipped = builder.binary(.xor, bits, builder.binary(.shrL, sign, number(1)))
      return builder.convert(flipped, to: .i64)
    }
    let wide = builder.convert(x, to: .i64)
    if type.isSigned { return wide }
    return builder.binary(.sub, wide, builder.constant(Scalar(.i64, integer: 1 << 31)))
  }

  /// Emits loops that sort runs of `size` different numbers in the first half of `row`, to its second
  /// half.
  private mutating func sortRuns(of row: BufferID, size: Int, count: Int) {
    let ranks = builder.buffer(.i64, count: size, .scratch)
    let start = IndexExpression(builder.openLoop(extent: count)) * size
    let zero = builder.constant(Scalar(.i64, integer: 0))

    var i = IndexExpression(builder.openLoop(extent: size))
    let x = builder.load(row, start + i)
    let j = IndexExpression(builder.openReduction(extents: [size])[0])
    let isLess = builder.compare(.lt, builder.load(row, start + j), x)
    let rank = builder.closeReduction(
      .add, initial: zero, element: builder.convert(isLess, to: .i64))
    builder.store(rank, to: ranks, at: i)
    builder.closeLoop()

    i = IndexExpression(builder.openLoop(extent: size))
    let position = IndexExpression(.value(builder.load(ranks, i)))
    builder.store(
      builder.load(row, start + i), to: row, at: start + position + IndexExpression(size * count))
    builder.closeLoop()
    builder.closeLoop()
  }

}
