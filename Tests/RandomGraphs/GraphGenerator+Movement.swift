import GraphIR
import Scalars

/// Operations that move elements.
extension GraphGenerator {

  mutating func movement() {
    let x = value()
    let sizes = sizes(of: x)
    let axes = Array(sizes.indices)
    switch random.pick(0...9) {
    case 0: broadcast(x, sizes)
    case 1: reshape(x, sizes)
    case 2:
      add(.transpose, [x], [.permutation: .integers(axes.shuffled(using: &random))])
    case 3: slice(x, sizes)
    case 4: pad(x, sizes)
    case 5: concat(x, sizes)
    case 6: add(.reverse, [x], [.dims: .integers(axes.filter { _ in random.oneIn(2) })])
    case 7:
      let block = sizes.map { random.pick(0...$0) }
      add(.dynamicSlice, [x] + positions(of: sizes), [.limit: .integers(block)])
    case 8: gather(x, sizes)
    default:
      let block = sizes.map { random.pick(0...$0) }
      let update = value(of: TensorType(element(of: x), sizes: block))
      add(.dynamicUpdateSlice, [x, update] + positions(of: sizes))
    }
  }

  /// Returns scalars of one integer type, one for each axis.
  private mutating func positions(of sizes: [Int]) -> [ValueID] {
    let integers = options.types.filter(\.isInteger)
    let type = TensorType(integers.isEmpty ? .i32 : random.pick(integers), [])
    return sizes.map { _ in value(of: type) }
  }

  /// Takes slices along one axis.
  private mutating func gather(_ x: ValueID, _ sizes: [Int]) {
    let integers = options.types.filter(\.isInteger)
    guard let axis = sizes.indices.randomElement(using: &random) else { return }
    let indices = value(
      where: { $0.element.isInteger && $0.rank < 3 }, else: integers.first ?? .i32)
    let keepsAxis = random.oneIn(3)
    var block = sizes.map { random.oneIn(2) ? $0 : random.pick(0...$0) }
    if !keepsAxis { block[axis] = min(sizes[axis], 1) }
    let offsets = keepsAxis ? sizes.count : sizes.count - 1
    let rank = self.sizes(of: indices).count + offsets
    let places = (0..<rank).shuffled(using: &random).prefix(offsets).sorted()
    let count = self.sizes(of: indices).reduce(1, *) * block.reduce(1, *)
    guard count <= Self.largestCount else { return }
    add(
      .gather, [x, indices],
      [
        .offsetDims: .integers(places), .collapsedDims: .integers(keepsAxis ? [] : [axis]),
        .indexMap: .integers([axis]), .sliceSizes: .integers(block),
      ])
  }

  private mutating func broadcast(_ x: ValueID, _ sizes: [Int]) {
    var shape = sizes.map { $0 == 1 && random.oneIn(2) ? random.pick(0...4) : $0 }
    var dims = Array(sizes.indices)
    if shape.count < 4 {
      // An axis is inserted, and all are mixed at times.
      let at = random.pick(0...shape.count)
      shape.insert(random.pick(1...4), at: at)
      dims = dims.map { $0 >= at ? $0 + 1 : $0 }
    }
    if random.oneIn(3) {
      let order = shape.indices.shuffled(using: &random)
      shape = order.map { shape[$0] }
      dims = dims.map { d in order.firstIndex(of: d) ?? d }
    }
    guard shape.reduce(1, *) <= Self.largestCount else { return }
    add(
      .broadcast, [x], [.dims: .integers(dims)],
      type: TensorType(element(of: x), sizes: shape))
  }

  private mutating func reshape(_ x: ValueID, _ sizes: [Int]) {
    var shape = sizes
    switch random.pick(0...3) {
    case 0: shape = [sizes.reduce(1, *)]
    case 1: shape.insert(1, at: random.pick(0...shape.count))
    case 2 where !shape.isEmpty:
      let axis = random.pick(shape.indices.map { $0 })
      if shape[axis].isMultiple(of: 2) {
        shape.replaceSubrange(axis...axis, with: [shape[axis] / 2, 2])
      }
    default:
      if shape.count > 1 {
        let axis = random.pick(0...(shape.count - 2))
        shape.replaceSubrange(axis...(axis + 1), with: [shape[axis] * shape[axis + 1]])
      }
    }
    add(.reshape, [x], type: TensorType(element(of: x), sizes: shape))
  }

  private mutating func slice(_ x: ValueID, _ sizes: [Int]) {
    let start = sizes.map { random.oneIn(2) ? 0 : random.pick(0...$0) }
    let limit = zip(start, sizes).map { random.oneIn(2) ? $1 : random.pick($0...$1) }
    if random.oneIn(2) {
      add(.slice, [x], [.start: .integers(start), .limit: .integers(limit)])
    } else {
      let stride = sizes.map { _ in random.pick(1...3) }
      add(
        .slice, [x],
        [.start: .integers(start), .limit: .integers(limit), .stride: .integers(stride)])
    }
  }

  private mutating func pad(_ x: ValueID, _ sizes: [Int]) {
    func amounts(_ range: ClosedRange<Int>) -> [Int] {
      sizes.map { _ in random.oneIn(2) ? 0 : random.pick(range) }
    }
    let interior = amounts(0...2)
    let low = amounts(-1...2)
    var high = amounts(-1...2)
    var count = 1
    for d in sizes.indices {
      let n = sizes[d] + max(sizes[d] - 1, 0) * interior[d] + low[d]
      high[d] = max(high[d], -n)
      count *= n + high[d]
    }
    guard count <= Self.largestCount else { return }
    let padding = value(of: TensorType(element(of: x), []))
    add(
      .pad, [x, padding],
      [.low: .integers(low), .high: .integers(high), .interior: .integers(interior)])
  }

  private mutating func concat(_ x: ValueID, _ sizes: [Int]) {
    guard !sizes.isEmpty, sizes.reduce(1, *) <= Self.largestCount / 3 else { return }
    let axis = random.pick(0...(sizes.count - 1))
    var parts = [x]
    for _ in 0..<random.pick(0...2) {
      var shape = sizes
      if random.oneIn(2) { shape[axis] = random.pick(0...3) }
      parts.append(value(of: TensorType(element(of: x), sizes: shape)))
    }
    add(.concat, parts.shuffled(using: &random), [.dim: .integer(axis)])
  }

}
