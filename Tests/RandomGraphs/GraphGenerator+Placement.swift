import GraphIR
import Scalars

/// Operations that put elements where other elements say, and random numbers.
extension GraphGenerator {

  mutating func placement() {
    let x = value()
    switch random.pick(0...4) {
    case 0: selectAndScatter(x)
    case 1: sort(x)
    case 2: randomBits()
    default: scatter(x)
    }
  }

  /// Updates slices along one axis.
  private mutating func scatter(_ x: ValueID) {
    let sizes = sizes(of: x)
    let integers = options.types.filter(\.isInteger)
    guard let axis = sizes.indices.randomElement(using: &random) else { return }
    let indices = value(
      where: { $0.element.isInteger && $0.rank < 3 }, else: integers.first ?? .i32)
    let block = sizes.map { random.oneIn(2) ? $0 : random.pick(0...$0) }
    let offsets = sizes.indices.filter { $0 != axis }
    let batch = self.sizes(of: indices)
    let places = (0..<(batch.count + offsets.count)).shuffled(using: &random)
      .prefix(offsets.count).sorted()
    var inside = offsets.map { block[$0] }.makeIterator()
    var outside = batch.makeIterator()
    let shape = (0..<(batch.count + offsets.count)).map { (d) in
      (places.contains(d) ? inside.next() : outside.next()) ?? 0
    }
    guard shape.reduce(1, *) <= Self.largestCount else { return }
    let element = element(of: x)
    let updates = value(of: TensorType(element, sizes: shape))
    add(
      .scatter, [x, indices, updates],
      [
        .windowDims: .integers(places), .insertedDims: .integers([axis]),
        .indexMap: .integers([axis]),
      ], regions: [combiner(of: TensorType(element, []))], types: nil)
  }

  /// Makes random integers of a state, which is a value.
  private mutating func randomBits() {
    let count = random.pick(2...3)
    let type = TensorType(.u64, sizes: [count])
    let state = value(of: type)
    let integers = options.types.filter(\.isInteger)
    guard let element = integers.randomElement(using: &random) else { return }
    let algorithm = count == 2 && random.oneIn(2) ? "threefry" : "philox"
    add(
      .rngBits, [state], [.algorithm: .keyword(algorithm)],
      types: [type, TensorType(element, sizes: sizes())])
  }

  /// Sorts one or two tensors by the elements of the first.
  private mutating func sort(_ x: ValueID) {
    let type = graph.type(of: x)
    guard let axis = type.shape.indices.randomElement(using: &random) else { return }
    let other = value { $0.shape == type.shape }
    let operands = graph.type(of: other).shape == type.shape && random.oneIn(2) ? [x, other] : [x]
    let direction = random.pick(["lt", "gt", "le"])
    let order = type.element.isFloat ? "total" : "partial"
    let scalars = operands.flatMap { (v) in
      [TensorType](repeating: TensorType(element(of: v), []), count: 2)
    }
    let compare = region(scalars, captures: false) { (g, v) in
      let attributes: KeyValuePairs<AttributeName, Attribute> =
        order == "total"
        ? [.direction: .keyword(direction), .order: .keyword(order)]
        : [.direction: .keyword(direction)]
      return [g.add(.compare, [v[0], v[1]], attributes)]
    }
    var attributes: KeyValuePairs<AttributeName, Attribute> = [.dim: .integer(axis)]
    if let n = type.shape[axis].size, random.oneIn(3) {
      attributes = [.dim: .integer(axis), .limit: .integer(random.pick(0...n))]
    }
    add(.sort, operands, attributes, regions: [compare], types: nil)
  }

  private mutating func selectAndScatter(_ x: ValueID) {
    let sizes = sizes(of: x)
    let scalar = TensorType(element(of: x), [])
    let attributes = window(over: sizes)
    guard let window = ReductionWindow(Attributes(attributes), rank: sizes.count) else { return }
    let counts = sizes.indices.map { window.positionCount(on: $0, sizes[$0]) ?? 0 }
    guard counts.reduce(1, *) <= Self.largestCount else { return }
    let source = value(of: TensorType(scalar.element, sizes: counts))
    let initial = value(of: scalar)
    let direction = random.pick(["ge", "le", "gt", "lt"])
    let select = region([scalar, scalar], captures: false) { (g, v) in
      [g.add(.compare, [v[0], v[1]], [.direction: .keyword(direction)])]
    }
    add(
      .selectAndScatter, [x, source, initial], attributes,
      regions: [select, combiner(of: scalar)], types: nil)
  }

}
