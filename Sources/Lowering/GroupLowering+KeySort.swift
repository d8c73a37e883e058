import Diagnostics
import GraphIR
import KernelIR
import Scalars

/// Sorting by a key of at most 32 bits, packed with the position of the element.
extension GroupLowering {

  /// The first elements of rows that are not longer are not selected but sorted.
  static let shortRow = 64

  /// Rows that are not longer are sorted by ranks, others by digits.
  private static let largestRankedRow = 256

  /// Emits loops that store in `outputs` the elements of the operands of a `sort` in the order of
  /// `key`.
  mutating func sortKeys(
    _ key: StrictOrder.Key, of operation: GraphIR.Operation, into outputs: [BufferID]
  ) throws {
    try openRows(of: operation) { (lowering, at) in
      try lowering.sortKeyRow(key, at, of: operation, into: outputs)
    }
  }

  /// Emits loops that sort a row by its keys, of which none is NaN.
  ///
  /// The key of each element is the upper half of an integer of 64 bits whose lower half is the
  /// position. No two of these are equal, so that any way to sort them keeps the order of elements
  /// with equal keys: short rows are sorted by counting, for all elements in the lanes of vectors,
  /// how many are less, others by the bytes of the key. At the end the elements are fetched by
  /// position.
  mutating func sortKeyRow(
    _ key: StrictOrder.Key, _ indices: [IndexExpression], of operation: GraphIR.Operation,
    into outputs: [BufferID]
  ) throws {
    let sizes = try sizes(of: operation.operands[0])
    let axis = operation.attributes.integer(.dim) ?? 0
    let n = sizes[axis]
    let row = builder.buffer(.i64, count: 2 * n, .scratch)
    var at = indices

    let i = IndexExpression(builder.openLoop(extent: n))
    at[axis] = i
    let elements = try operation.operands.map { try element($0, at) }
    let isShort = n <= Self.largestRankedRow
    builder.store(
      try packed(key, of: operation.regions[0], elements, at: i, isSigned: isShort), to: row, at: i)
    builder.closeLoop()

    let half: Int
    if isShort {
      sortRun(of: row, size: n)
      half = 1
    } else {
      let width = graph.type(of: key.value).element.byteWidth
      half = sortDigits(of: row, count: n, digits: width)
    }

    var keptSizes = sizes
    keptSizes[axis] = operation.attributes.integer(.limit) ?? n
    at[axis] = IndexExpression(builder.openLoop(extent: keptSizes[axis]))
    let target = Self.linear(at, in: keptSizes)
    let x = builder.load(row, at[axis] + half * n)
    let low = builder.constant(Scalar(.i64, integer: 0xffff_ffff))
    at[axis] = IndexExpression(.value(builder.binary(.and, x, low)))
    for (v, output) in zip(operation.operands, outputs) {
      builder.store(try element(v, at), to: output, at: target)
    }
    builder.closeLoop()
  }

  /// Returns how many keys of a row are NaN.
  mutating func nanCount(
    of key: StrictOrder.Key, _ indices: [IndexExpression], of operation: GraphIR.Operation
  ) throws -> KernelValueID {
    let axis = operation.attributes.integer(.dim) ?? 0
    var at = indices
    let extent = try sizes(of: operation.operands[0])[axis]
    at[axis] = IndexExpression(builder.openReduction(extents: [extent])[0])
    let elements = try operation.operands.map { try element($0, at) }
    let x = try value(of: key, of: operation.regions[0], elements)
    return builder.closeReduction(
      .add, initial: builder.constant(Scalar(.i64, integer: 0)),
      element: builder.convert(builder.compare(.ne, x, x), to: .i64))
  }

  /// Returns the key of `elements`.
  private mutating func value(
    of key: StrictOrder.Key, of region: RegionID, _ elements: [KernelValueID]
  ) throws -> KernelValueID {
    try evaluate(region, with: elements.flatMap { [$0, $0] }, values: [key.value])[0]
  }

  /// Returns the key of `elements`, which are those at position `i`, with the position. The lower
  /// bytes of keys that are not signed, as many as the type has, are in the order of the keys.
  private mutating func packed(
    _ key: StrictOrder.Key, of region: RegionID, _ elements: [KernelValueID],
    at i: IndexExpression, isSigned: Bool
  ) throws -> KernelValueID {
    func number(_ n: Int64) -> KernelValueID { builder.constant(Scalar(.i64, integer: n)) }
    var x = try value(of: key, of: region, elements)
    if key.isPartial {
      // Both zeros are equal.
      let zero = builder.constant(Scalar(builder.type(of: x), 0))
      x = builder.select(builder.compare(.eq, x, zero), zero, x)
    }
    var k = signed(x)
    if key.isDescending { k = builder.unary(.not, k) }
    if !isSigned {
      let type = builder.type(of: x)
      let width = type.isFloat || type.isSigned ? type.bitWidth : 32
      k = builder.binary(.xor, k, number(1 << Int64(width - 1)))
    }
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

  /// Emits loops that sort `size` different numbers in the first half of `row`, to its second half.
  private mutating func sortRun(of row: BufferID, size: Int) {
    let ranks = builder.buffer(.i64, count: size, .scratch)
    let zero = builder.constant(Scalar(.i64, integer: 0))

    var i = IndexExpression(builder.openLoop(extent: size))
    let x = builder.load(row, i)
    let j = IndexExpression(builder.openReduction(extents: [size])[0])
    let isLess = builder.compare(.lt, builder.load(row, j), x)
    let rank = builder.closeReduction(
      .add, initial: zero, element: builder.convert(isLess, to: .i64))
    builder.store(rank, to: ranks, at: i)
    builder.closeLoop()

    i = IndexExpression(builder.openLoop(extent: size))
    let position = IndexExpression(.value(builder.load(ranks, i)))
    builder.store(builder.load(row, i), to: row, at: position + size)
    builder.closeLoop()
  }

}
