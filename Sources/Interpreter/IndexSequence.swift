import GraphIR

/// The indices of all elements of a tensor, in row-major order.
struct IndexSequence {

  private let sizes: [Int]
  private var index: [Int]
  private var position = 0

  /// The number of indices.
  let count: Int

  /// Creates the sequence of indices below `sizes`, whose product can be represented.
  init(_ sizes: [Int]) {
    self.sizes = sizes
    self.index = [Int](repeating: 0, count: sizes.count)
    self.count = sizes.contains(0) ? 0 : sizes.reduce(1, *)
  }

  /// Returns the next index, `nil` at the end.
  mutating func next() -> [Int]? {
    guard position < count else { return nil }
    if position > 0 {
      var d = sizes.count - 1
      while d >= 0 {
        index[d] += 1
        if index[d] < sizes[d] { break }
        index[d] = 0
        d -= 1
      }
    }
    position += 1
    return index
  }

}

/// Returns the distances in row-major order between neighbours on each axis.
func rowMajorStrides(_ sizes: [Int]) -> [Int] {
  var strides = [Int](repeating: 1, count: sizes.count)
  for d in sizes.indices.dropLast().reversed() { strides[d] = strides[d + 1] * sizes[d + 1] }
  return strides
}

/// The representations of an operand's elements, found by their indices.
struct OperandElements {

  private let bits: [UInt64]

  /// The sizes of the operand.
  let sizes: [Int]

  /// The distances of neighbours in the elements that are stored: 0 for a splat.
  private let strides: [Int]

  /// Creates the elements of `literal`, which has these `sizes`.
  init(_ literal: Literal, sizes: [Int]) {
    self.bits = literal.representations
    self.sizes = sizes
    self.strides =
      literal.isSplat ? [Int](repeating: 0, count: sizes.count) : rowMajorStrides(sizes)
  }

  /// The element at `index`.
  subscript(index: [Int]) -> UInt64 {
    var position = 0
    for d in strides.indices { position += index[d] * strides[d] }
    return bits[position]
  }

}
