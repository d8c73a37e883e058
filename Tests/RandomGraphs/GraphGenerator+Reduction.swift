import GraphIR
import Scalars

/// Reductions and sums of products.
extension GraphGenerator {

  mutating func reduction() {
    let x = value()
    let type = graph.type(of: x)
    let dims = type.shape.indices.filter { _ in random.oneIn(2) }
    let scalar = TensorType(type.element, [])
    if random.oneIn(4) {
      extremum(x, dims)
      return
    }
    if random.oneIn(4) { return reduceWindow(x, type) }
    let initial = value(of: scalar)
    add(
      .reduce, [x, initial], [.dims: .integers(dims)], regions: [combiner(of: scalar)], types: nil)
  }

  /// Makes a region that combines two elements of type `scalar`.
  mutating func combiner(of scalar: TensorType) -> RegionID {
    if random.oneIn(3) {
      // Any operations on accumulator and element.
      return region([scalar, scalar], captures: false) { (g, arguments) in
        let functions = BinaryFunction.allCases.filter { $0.isDefined(for: scalar.element) }
        let c = g.add(
          .const, [], [.value: .literal(Literal(g.random.element(scalar.element)))],
          type: scalar)
        var v = arguments[1]
        for operand in [c, arguments[0]] {
          guard let opcode = Opcode(rawValue: g.random.pick(functions).rawValue) else { continue }
          v = g.add(opcode, g.random.oneIn(2) ? [v, operand] : [operand, v])
        }
        return [v]
      }
    }
    let functions = BinaryFunction.combiners.filter { $0.isDefined(for: scalar.element) }
    return graph.createCombiner(random.pick(functions), of: scalar.element, location: nil)
  }

  /// Makes the numbers of a window over a tensor of `sizes`.
  mutating func window(over sizes: [Int]) -> KeyValuePairs<AttributeName, Attribute> {
    func numbers(_ range: ClosedRange<Int>) -> Attribute {
      .integers(sizes.map { _ in random.pick(range) })
    }
    return [
      .window: numbers(1...3), .stride: numbers(1...2), .padLow: numbers(-1...2),
      .padHigh: numbers(-1...2),
    ]
  }

  private mutating func reduceWindow(_ x: ValueID, _ type: TensorType) {
    let sizes = type.sizes ?? []
    let scalar = TensorType(type.element, [])
    add(
      .reduceWindow, [x, value(of: scalar)], window(over: sizes), regions: [combiner(of: scalar)],
      types: nil)
  }

  /// The greatest or least element and its position.
  private mutating func extremum(_ x: ValueID, _ dims: [Int]) {
    let type = graph.type(of: x)
    guard type.rank > 0 else { return }
    let positions = add(
      .iota, [], [.dim: .integer(random.pick(0...(type.rank - 1)))], type: type.with(element: .i32))
    let (scalar, index) = (TensorType(type.element, []), TensorType(.i32, []))
    let initial = [value(of: scalar), value(of: index)]
    let direction = random.pick(["ge", "le", "gt", "lt"])
    let combine = region([scalar, index, scalar, index], captures: false) { (g, v) in
      let p = g.add(.compare, [v[0], v[2]], [.direction: .keyword(direction)])
      return [g.add(.select, [p, v[0], v[2]]), g.add(.select, [p, v[1], v[3]])]
    }
    add(
      .reduce, [x, positions] + initial, [.dims: .integers(dims)], regions: [combine], types: nil)
  }

  mutating func contraction() {
    if random.oneIn(3) { convolution() } else { dot() }
  }

  private mutating func dot() {
    let x = value { $0.rank > 0 }
    let element = element(of: x)
    let sizes = sizes(of: x)
    // Each axis of the first operand is a batch axis, contracted or free.
    let roles = sizes.map { _ in random.pick([0, 1, 1, 2, 2]) }
    let batch = sizes.indices.filter { roles[$0] == 0 }
    let contract = sizes.indices.filter { roles[$0] == 1 }
    let axes = (batch.map { ($0, true) } + contract.map { ($0, false) }).shuffled(using: &random)
    var shape = axes.map { sizes[$0.0] }
    let free = random.pick(0...2)
    for _ in 0..<free where shape.count < 4 { shape.append(random.pick(1...3)) }
    let count = sizes.reduce(1, *) * shape.reduce(1, *)
    guard count <= 20 * Self.largestCount else { return }
    let y = value(of: TensorType(element, sizes: shape))
    func positions(_ list: [Int], _ isBatch: Bool) -> [Int] {
      list.map { axis in axes.firstIndex { $0.0 == axis && $0.1 == isBatch } ?? 0 }
    }
    let result =
      batch.map { sizes[$0] } + sizes.indices.filter { roles[$0] == 2 }.map { sizes[$0] }
      + shape[axes.count...]
    guard result.reduce(1, *) <= Self.largestCount else { return }
    add(
      .dotGeneral, [x, y],
      [
        .lhsBatch: .integers(batch), .rhsBatch: .integers(positions(batch, true)),
        .lhsContract: .integers(contract), .rhsContract: .integers(positions(contract, false)),
      ], type: TensorType(wider(element), sizes: result))
  }

  /// Returns `element`, or at times a wider type of the same kind.
  private mutating func wider(_ element: ElementType) -> ElementType {
    let types = options.types.filter { $0.kind == element.kind && $0.bitWidth > element.bitWidth }
    return types.isEmpty || random.oneIn(2) ? element : random.pick(types)
  }

  private mutating func convolution() {
    let rank = random.pick(1...2)
    let element = random.pick(options.types)
    let (featureGroups, batchGroups) = random.pick([(1, 1), (1, 1), (2, 1), (1, 2)])
    let features = random.pick(1...2)
    let input = (0..<rank).map { _ in random.pick(1...4) }
    let kernel = (0..<rank).map { _ in random.pick(1...3) }
    let batch = random.pick(1...2) * batchGroups
    let outputs = max(featureGroups, batchGroups) * random.pick(1...2)
    // The order of axes on both sides and in the result.
    let (lhs, rhs, out) = random.pick([
      ("bf", "oi", "bf"), ("b?f", "?io", "b?f"), ("bf", "io", "b?f"),
    ])
    func spelled(_ roles: String) -> String {
      let space = (0..<rank).map(String.init).joined()
      return roles.contains("?") ? roles.replacing("?", with: space) : roles + space
    }
    func shape(_ layout: String, _ sizes: [Character: Int], _ space: [Int]) -> [Int] {
      layout.map { c in sizes[c] ?? c.wholeNumberValue.map { space[$0] } ?? 1 }
    }
    let lhsSizes = shape(spelled(lhs), ["b": batch, "f": features * featureGroups], input)
    let rhsSizes = shape(spelled(rhs), ["i": features, "o": outputs], kernel)
    let x = value(of: TensorType(element, sizes: lhsSizes))
    let w = value(of: TensorType(element, sizes: rhsSizes))
    func numbers(_ range: ClosedRange<Int>) -> Attribute {
      .integers((0..<rank).map { _ in random.pick(range) })
    }
    add(
      .convolution, [x, w],
      [
        .layout: .string("\(spelled(lhs))_\(spelled(rhs))->\(spelled(out))"),
        .stride: numbers(1...2), .padLow: numbers(-1...2), .padHigh: numbers(-1...2),
        .lhsDilation: numbers(1...2), .rhsDilation: numbers(1...2), .reversal: numbers(0...1),
        .featureGroups: .integer(featureGroups), .batchGroups: .integer(batchGroups),
      ])
  }

}
