import KernelIR
import Scalars

/// Sorting by the digits of a key.
extension GroupLowering {

  /// The values of a digit, a byte of the key.
  private static let digitCount = 256

  /// Emits loops that sort the `count` numbers in the first half of `row` by the bytes of their upper
  /// halves, which are unsigned and have `digits` bytes, and returns the half in which they are then.
  ///
  /// From the last digit to the first, each number is put behind those with a smaller digit and those
  /// with the same one that came before, so that the order by the digits before stays (D. E. Knuth,
  /// "The Art of Computer Programming", volume 3, 5.2.5). One sweep counts the values of all digits.
  mutating func sortDigits(of row: BufferID, count: Int, digits: Int) -> Int {
    let slots = builder.buffer(.i64, count: digits * Self.digitCount, .scratch)
    countDigits(of: row, count: count, digits: digits, in: slots)
    sumCounts(in: slots, digits: digits)
    let one = builder.constant(Scalar(.i64, integer: 1))
    for d in 0..<digits {
      let i = IndexExpression(builder.openLoop(extent: count))
      let x = builder.load(row, i + d % 2 * count)
      let slot = self.slot(of: x, digit: d)
      let position = builder.load(slots, slot)
      builder.store(x, to: row, at: IndexExpression(.value(position)) + (d + 1) % 2 * count)
      builder.store(builder.binary(.add, position, one), to: slots, at: slot)
      builder.closeLoop()
    }
    return digits % 2
  }

  /// Where the count of digit `d` of `x`, counted from the last one, is.
  private mutating func slot(of x: KernelValueID, digit d: Int) -> IndexExpression {
    let shift = builder.constant(Scalar(.i64, integer: Int64(32 + 8 * d)))
    let mask = builder.constant(Scalar(.i64, integer: Int64(Self.digitCount - 1)))
    let digit = builder.binary(.and, builder.binary(.shrL, x, shift), mask)
    return IndexExpression(.value(digit)) + d * Self.digitCount
  }

  private mutating func countDigits(
    of row: BufferID, count: Int, digits: Int, in slots: BufferID
  ) {
    let k = IndexExpression(builder.openLoop(extent: digits * Self.digitCount))
    builder.store(builder.constant(Scalar(.i64, integer: 0)), to: slots, at: k)
    builder.closeLoop()
    let i = IndexExpression(builder.openLoop(extent: count))
    let x = builder.load(row, i)
    let one = builder.constant(Scalar(.i64, integer: 1))
    for d in 0..<digits {
      let slot = self.slot(of: x, digit: d)
      builder.store(builder.binary(.add, builder.load(slots, slot), one), to: slots, at: slot)
    }
    builder.closeLoop()
  }

  /// Replaces the count of each value of a digit by how often smaller ones occur.
  private mutating func sumCounts(in slots: BufferID, digits: Int) {
    let zero = builder.constant(Scalar(.i64, integer: 0))
    let value = IndexExpression(builder.openReduction(extents: [Self.digitCount])[0])
    let places = (0..<digits).map { value + $0 * Self.digitCount }
    let counts = places.map { builder.load(slots, $0) }
    let (sums, elements) = builder.openCombiner(
      initial: counts.map { _ in zero }, elements: counts)
    for (sum, place) in zip(sums, places) { builder.store(sum, to: slots, at: place) }
    _ = builder.closeReduction(
      combinerResults: zip(sums, elements).map { builder.binary(.add, $0, $1) })
  }

}
