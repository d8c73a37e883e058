import Diagnostics
import GraphIR
import Scalars

/// Makes the graphs of random functions, operation by operation.
struct GraphGenerator {

  /// The most elements of a value.
  static let largestCount = 200

  /// What is generated.
  let options: RandomModule.Options

  /// The source of all choices.
  var random: SplitMix64

  /// The functions that may be called.
  let callees: [Function]

  /// The graph so far.
  var graph = Graph()

  /// The region to which operations are appended.
  var region: RegionID

  /// The values that can be used there.
  var visible: [ValueID] = []

  /// The number of regions around.
  var depth = 0

  /// `true` iff the region is a kernel, in which constants are splats.
  var isInKernel = false

  init(_ options: RandomModule.Options, _ random: SplitMix64, callees: [Function]) {
    self.options = options
    self.random = random
    self.callees = callees
    self.region = graph.body
  }

  /// Returns a function of random parameters and results.
  mutating func function(named name: String) -> Function {
    for _ in 0..<random.pick(1...4) {
      visible.append(graph.addArgument(type(), to: graph.body, name: "x\(visible.count)"))
    }
    for _ in 0..<random.pick(options.operations) { step() }
    let results = (0..<random.pick(1...3)).map { _ in random.pick(Array(visible.suffix(6))) }
    add(.return, results)
    return Function(
      name: name, graph: graph, resultTypes: results.map { graph.type(of: $0) }, location: nil)
  }

  /// Appends an operation of a random family, with operations that make its operands.
  mutating func step() {
    switch random.pick(0...20) {
    case 0...1: leaf()
    case 2...8: elementwise()
    case 9...13: movement()
    case 14...15: reduction()
    case 16: contraction()
    case 17: fusion()
    case 18: placement()
    default: depth < 2 ? control() : elementwise()
    }
  }

  // MARK: Types and values

  /// Returns a random type.
  mutating func type(_ element: ElementType? = nil) -> TensorType {
    TensorType(element ?? random.pick(options.types), sizes: sizes())
  }

  /// Returns random sizes, small and rarely zero.
  mutating func sizes() -> [Int] {
    let rank = random.pick([0, 1, 1, 2, 2, 2, 3, 3])
    return (0..<rank).map { _ in random.oneIn(16) ? 0 : random.pick([1, 1, 2, 3, 4, 5]) }
  }

  /// The sizes of `value`.
  func sizes(of value: ValueID) -> [Int] { graph.type(of: value).sizes ?? [] }

  /// The element type of `value`.
  func element(of value: ValueID) -> ElementType { graph.type(of: value).element }

  /// Returns a value that can be used, of which `condition` holds; a new one of type `standard`
  /// if there is none.
  mutating func value(
    where condition: (TensorType) -> Bool = { _ in true }, else standard: ElementType = .f32
  ) -> ValueID {
    let candidates = visible.filter { condition(graph.type(of: $0)) }
    if candidates.isEmpty { return constant(type(standard)) }
    // What was computed last is more interesting.
    return random.oneIn(2) ? random.pick(candidates) : random.pick(Array(candidates.suffix(3)))
  }

  /// Returns a value of type `type`, which exists or is new.
  mutating func value(of type: TensorType) -> ValueID {
    let candidates = visible.filter { graph.type(of: $0) == type }
    if !candidates.isEmpty, !random.oneIn(4) { return random.pick(candidates) }
    if random.oneIn(3), type.rank > 0 {
      let scalar = value(of: TensorType(type.element, []))
      return add(.broadcast, [scalar], [.dims: .integers([])], type: type)
    }
    if let other = visible.last(where: {
      graph.type(of: $0).shape == type.shape && graph.type(of: $0) != type
    }), random.oneIn(3) {
      return add(.convert, [other], type: type)
    }
    return constant(type)
  }

  /// Appends a constant of type `type`, or at times an iota.
  mutating func constant(_ type: TensorType) -> ValueID {
    if type.rank > 0, type.element != .i1, random.oneIn(4) {
      return add(.iota, [], [.dim: .integer(random.pick(0...(type.rank - 1)))], type: type)
    }
    var literal = random.literal(type)
    if isInKernel, !literal.isSplat {
      literal = Literal(splat: random.element(type.element), sizes: type.sizes ?? []) ?? literal
    }
    return add(.const, [], [.value: .literal(literal)], type: type)
  }

  // MARK: Operations

  /// Appends an operation, whose results can be used from now on, and returns these.
  ///
  /// - Parameter types: the types of the results where they cannot be inferred.
  @discardableResult
  mutating func add(
    _ opcode: Opcode, _ operands: [ValueID], _ attributes: KeyValuePairs<AttributeName, Attribute>,
    regions: [RegionID] = [], types: [TensorType]?
  ) -> [ValueID] {
    var diagnostics = DiagnosticList()
    let attributes = Attributes(attributes)
    let callee = attributes.string(.callee).flatMap { name in
      callees.first { $0.name == name }?.signature
    }
    guard
      let types = graph.inferResultTypes(
        of: opcode, operands, attributes, regions: regions, declared: types, callee: callee,
        at: nil, diagnostics: &diagnostics)
    else {
      preconditionFailure(
        "\(opcode.rawValue) \(operands.map { graph.type(of: $0) }) \(attributes.pairs): "
          + "\(diagnostics.all.map(\.message))")
    }
    let id = graph.insert(
      opcode, operands, attributes, regions: regions, resultTypes: types, at: .endOf(region),
      location: nil)
    visible += graph[id].results
    return graph[id].results
  }

  /// Appends an operation of one result and returns that.
  @discardableResult
  mutating func add(
    _ opcode: Opcode, _ operands: [ValueID],
    _ attributes: KeyValuePairs<AttributeName, Attribute> = [:], type: TensorType? = nil
  ) -> ValueID {
    let results = add(opcode, operands, attributes, types: type.map { [$0] })
    return results.first ?? operands.first ?? ValueID(index: 0)
  }

  /// Makes a region with arguments of `types`, whose operations `content` appends, and which yields
  /// what that returns.
  mutating func region(
    _ types: [TensorType], captures: Bool,
    _ content: (inout GraphGenerator, [ValueID]) -> [ValueID]
  ) -> RegionID {
    let outside = (region, visible)
    region = graph.createRegion()
    depth += 1
    let arguments = types.map { graph.addArgument($0, to: region) }
    visible = (captures ? visible : []) + arguments
    let results = content(&self, arguments)
    add(.yield, results)
    defer {
      (region, visible) = outside
      depth -= 1
    }
    return region
  }

}
