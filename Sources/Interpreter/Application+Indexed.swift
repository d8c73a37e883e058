import GraphIR
import Scalars

/// Operations that find elements by indices which are elements themselves.
extension Application {

  /// The element of a slice comes from its position in the slice plus that of the slice, which is
  /// moved so that the slice lies in the operand.
  func gather() throws -> Literal {
    let x = try elements(0)
    let positions = try SlicePositions(
      operand(1), attributes, operandRank: x.sizes.count, of: self)
    let block = try list(.sliceSizes, rank: x.sizes.count)
    // Slices may have no elements where the result has some: along an axis that it lacks.
    if x.sizes.contains(0) { return try tensor { (_) in 0 } }
    return try tensor { (index) in
      var from = positions.start(of: index)
      for d in from.indices { from[d] = min(max(from[d], 0), x.sizes[d] - block[d]) }
      positions.add(batchAndOffsetOf: index, to: &from)
      return x[from]
    }
  }

  /// Returns the results of a `scatter`, whose region does `combine`.
  ///
  /// Updates are applied one after another, in row-major order; each sees what those before it did.
  func scatter(_ combine: ScalarFunction) throws -> [Literal] {
    let n = operands.count / 2
    guard n > 0 else { throw defect("has no operands") }
    let sizes = try sizes(of: operands[0].type)
    let strides = rowMajorStrides(sizes)
    let positions = try SlicePositions(operand(n), attributes, operandRank: sizes.count, of: self)
    let updates = try (0..<n).map { try elements(n + 1 + $0) }
    try meter.checkMemory(for: sizes, at: location)
    try meter.charge(n, IndexSequence(sizes).count)
    var results = operands[..<n].map(\.dense.representations)
    var indices = IndexSequence(updates[0].sizes)
    try meter.charge(n, indices.count)
    while let index = indices.next() {
      var to = positions.start(of: index)
      positions.add(batchAndOffsetOf: index, to: &to)
      guard zip(to, sizes).allSatisfy({ $0 >= 0 && $0 < $1 }) else { continue }
      let position = zip(to, strides).reduce(0) { $0 + $1.0 * $1.1 }
      let combined = try combine(results.map { $0[position] } + updates.map { $0[index] })
      for i in 0..<n { results[i][position] = combined[i] }
    }
    return try zip(results, resultTypes).map { try tensor($1, $0) }
  }

}

/// Where slices of an operand are, found by where an element of them is in the gathered tensor.
struct SlicePositions {

  private let axes: GatherDimensions
  private let indices: [Int]
  private let strides: [Int]
  private let operandRank: Int

  /// Creates the positions of slices that `attributes`, of `application`, find by `indices` in an
  /// operand of `operandRank` axes.
  init(
    _ indices: Literal, _ attributes: Attributes, operandRank: Int, of application: Application
  ) throws {
    let sizes = try application.sizes(of: indices.type)
    guard
      let axes = GatherDimensions(attributes, operandRank: operandRank, indicesRank: sizes.count)
    else { throw application.defect("has no valid axes") }
    self.axes = axes
    self.operandRank = operandRank
    self.strides = indices.isSplat ? sizes.map { _ in 0 } : rowMajorStrides(sizes)
    let number = try indices.type.element.run(Decoding())
    self.indices = indices.representations.map { (bits) in
      switch number(bits) {
      case .signed(let n): Int(n)
      case .unsigned(let n): Int(clamping: n)
      case .float: 0
      }
    }
  }

  /// The position that the indices give to the slice in which `gathered` is.
  func start(of gathered: [Int]) -> [Int] {
    var result = [Int](repeating: 0, count: operandRank)
    for (k, d) in axes.indexMap.enumerated() {
      var position = 0
      for (i, stride) in zip(axes.indexPosition(of: gathered, k), strides) {
        position += i * stride
      }
      result[d] = indices[position]
    }
    return result
  }

  /// Adds to `position`, of a slice, what `gathered` says: its place inside of the slice, and that
  /// of the slice along batch axes. Numbers that overflow become negative.
  func add(batchAndOffsetOf gathered: [Int], to position: inout [Int]) {
    for (d, axis) in zip(axes.operandSliceAxes, axes.sliceAxes) { position[d] &+= gathered[axis] }
    for (d, axis) in zip(axes.operandBatchAxes, axes.matchingBatchAxes) {
      position[d] &+= gathered[axis]
    }
  }

}
