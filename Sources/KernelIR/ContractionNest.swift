import Scalars

/// A kernel that computes one sum of products for each element of its results:
///
///     for … {                              // outer, rows and lanes, in some order
///       %s = reduce add init %z over … {   // terms
///         %p = mul %x, %y
///         yield %p
///       }
///       …                                  // the epilogue
///       store …
///     }
///
/// The loops are classified by the factors that depend on them, which covers matrix products with
/// operands and results in any layout, batched ones, and convolutions. One factor is the same for
/// all *lanes*, the other for all *rows*; on the *outer* loops both depend. Lanes are what the
/// results are contiguous in.
struct ContractionNest {

  /// A store of the innermost loop.
  struct Store {

    let value: KernelValueID
    let buffer: BufferID
    let index: IndexExpression

  }

  /// The kernel.
  private(set) var kernel: Kernel

  /// What defines each value, other than the sum.
  private(set) var definitions: [KernelValueID: Expression] = [:]

  /// The loops that each value depends on; the variables of the sum count.
  private(set) var dependencies: [KernelValueID: Set<LoopVariableID>] = [:]

  /// The sum.
  var sum: Reduction

  /// What is stored for each element, in order.
  private(set) var stores: [Store] = []

  /// The loops that both factors depend on, or that are not tiled, outermost first.
  private(set) var outer: [LoopVariableID] = []

  /// The loops that only `rowFactor` depends on, outermost first.
  private(set) var rows: [LoopVariableID] = []

  /// The loops that only `laneFactor` depends on, outermost first. The stores step by one with the
  /// last.
  private(set) var lanes: [LoopVariableID] = []

  /// The factor that is the same for all lanes.
  var rowFactor: KernelValueID

  /// The factor that is the same for all rows.
  var laneFactor: KernelValueID

  /// What is added up for each term.
  var product = Product.single

  /// The definitions from the sum to what is stored.
  private(set) var epilogue: [KernelValueID] = []

  /// The indices that are used outside of the sum.
  private var outerIndices: [IndexExpression] = []

  /// Analyzes `kernel`; `nil` if it is something else.
  init?(_ kernel: Kernel) {
    guard !kernel.buffers.contains(where: { $0.access == .scratch || $0.access == .readWrite }),
      let (loops, innermost, outside) = Self.loops(of: kernel),
      let sum = Self.sum(in: innermost)
    else { return nil }
    self.kernel = kernel
    self.sum = sum
    guard case .define(let product, .binary(.mul, let x, let y)) = sum.body.last,
      sum.elements == [product]
    else { return nil }
    (rowFactor, laneFactor) = (x, y)
    // The factors may be found by indices that are loaded in the innermost loop.
    collect(
      outside + innermost.prefix { if case .reduction = $0 { false } else { true } } + sum.body)
    guard !dependencies[sum.initial[0], default: []].contains(where: loops.contains) else {
      return nil
    }
    dependencies[sum.results[0]] = Set(loops)
    collect(innermost)
    guard collectStores(innermost), findEpilogue(), classify(loops) else { return nil }
  }

  // MARK: Structure

  /// The loops, the statements of the innermost one, and those definitions outside of it; `nil` if
  /// the kernel is not one nest of serial loops.
  private static func loops(
    of kernel: Kernel
  ) -> (loops: [LoopVariableID], innermost: [Statement], outside: [Statement])? {
    var loops: [LoopVariableID] = []
    var outside: [Statement] = []
    var body = kernel.body
    while true {
      var inner: Loop?
      for s in body {
        switch s {
        case .define: outside.append(s)
        case .loop(let l) where inner == nil: inner = l
        case .loop, .prefetch: return nil
        case .store, .reduction: return loops.isEmpty ? nil : (loops, body, outside)
        }
      }
      guard let l = inner, l.kind == .serial, l.grain == nil, l.bound == nil,
        kernel.extent(of: l.variable) > 1
      else { return nil }
      loops.append(l.variable)
      body = l.body
    }
  }

  /// The reduction among `statements` if there is just one, a sum of single values, and no loop.
  private static func sum(in statements: [Statement]) -> Reduction? {
    var result: Reduction?
    for s in statements {
      switch s {
      case .define, .store: break
      case .loop, .prefetch: return nil
      case .reduction(let r):
        guard result == nil, case .function(.add, _) = r.combiner, r.kind == .serial,
          r.initial.count == 1, !r.variables.isEmpty, !r.body.contains(where: \.isNest)
        else { return nil }
        result = r
      }
    }
    return result
  }

  private mutating func collect(_ statements: [Statement]) {
    for case .define(let v, let e) in statements where definitions[v] == nil {
      definitions[v] = e
      var loops = Set<LoopVariableID>()
      e.forEachUse { loops.formUnion(dependencies[$0, default: []]) }
      e.forEachVariable { loops.insert($0) }
      dependencies[v] = loops
    }
  }

  /// Adds a loop of the terms.
  mutating func addVariable(extent: Int) -> LoopVariableID {
    kernel.extents.append(extent)
    return LoopVariableID(index: kernel.extents.count - 1)
  }

  /// Adds a value of `type` that is defined by `e`.
  mutating func define(_ e: Expression, _ type: ElementType) -> KernelValueID {
    let v = KernelValueID(index: kernel.valueTypes.count)
    kernel.valueTypes.append(type)
    collect([.define(v, e)])
    return v
  }

  private mutating func collectStores(_ statements: [Statement]) -> Bool {
    for case .store(let v, let b, let i, let condition) in statements {
      if condition != nil || i.dependsOnValues { return false }
      stores.append(Store(value: v, buffer: b, index: i))
      outerIndices.append(i)
    }
    return !stores.isEmpty
  }

  /// Finds the definitions between the sum and the stores; `false` if the sum's factors depend on
  /// the sum, or if something is not defined by an expression.
  private mutating func findEpilogue() -> Bool {
    var dependsOnSum: [KernelValueID: Bool] = [sum.results[0]: true]
    var isComplete = true
    func visit(_ v: KernelValueID) -> Bool {
      if let known = dependsOnSum[v] { return known }
      guard let e = definitions[v] else {
        isComplete = false
        return false
      }
      var result = false
      e.forEachUse { if visit($0) { result = true } }
      dependsOnSum[v] = result
      if result { epilogue.append(v) }
      if let i = e.index { outerIndices.append(i) }
      return result
    }
    for s in stores { _ = visit(s.value) }
    return isComplete
  }

  // MARK: Classification

  private mutating func classify(_ loops: [LoopVariableID]) -> Bool {
    let x = dependencies[rowFactor, default: []]
    let y = dependencies[laneFactor, default: []]
    guard let contiguous = loops.last(where: { stores[0].index.stride(in: $0) == 1 }),
      x.contains(contiguous) != y.contains(contiguous)
    else { return false }
    if x.contains(contiguous) { swap(&rowFactor, &laneFactor) }
    let (ofRows, ofLanes) = x.contains(contiguous) ? (y, x) : (x, y)
    for v in loops {
      switch (ofRows.contains(v), ofLanes.contains(v)) {
      case (true, false): rows.append(v)
      case (false, true): lanes.append(v)
      default: outer.append(v)
      }
    }
    guard lanes.last == contiguous else { return false }
    rows = flattenableSuffix(of: rows)
    return true
  }

  /// Returns the last of `variables` that can be replaced by one without divisions outside of the
  /// sum; the others become outer loops.
  private mutating func flattenableSuffix(of variables: [LoopVariableID]) -> [LoopVariableID] {
    var first = max(variables.count - 1, 0)
    while first > 0, isFlattenable(variables[first - 1], variables[first]) { first -= 1 }
    makeOuter(Array(variables[..<first]))
    return Array(variables[first...])
  }

  /// Keeps the last of the lanes whose extents multiply to at most `limit`, with one more that may
  /// be cut into pieces, if they can be replaced by one without divisions outside of the sum; the
  /// others become outer loops.
  mutating func limitLanes(to limit: Int) {
    var first = lanes.count - 1
    var count = kernel.extent(of: lanes[first])
    while first > 0, count <= limit, isFlattenable(lanes[first - 1], lanes[first]) {
      first -= 1
      count *= kernel.extent(of: lanes[first])
    }
    makeOuter(Array(lanes[..<first]))
    lanes.removeFirst(first)
  }

  private mutating func makeOuter(_ variables: [LoopVariableID]) {
    outer = (outer + variables).sorted { $0.index < $1.index }
  }

  /// `true` iff all indices outside of the sum move with `a` as with as many steps of `b` as that
  /// has.
  private func isFlattenable(_ a: LoopVariableID, _ b: LoopVariableID) -> Bool {
    outerIndices.allSatisfy { (i) in
      guard let x = i.stride(in: a), let y = i.stride(in: b) else { return false }
      return x == y * kernel.extent(of: b)
    }
  }

  // MARK: Sizes

  /// The number of combinations of values of `variables`.
  func count(_ variables: [LoopVariableID]) -> Int {
    variables.reduce(1) { $0 * kernel.extent(of: $1) }
  }

  /// The type in which the sum is accumulated.
  var type: ElementType { kernel.type(of: sum.results[0]) }

  /// The loads that `factor` is computed from.
  func loads(of factor: KernelValueID) -> [(buffer: BufferID, index: IndexExpression)] {
    var result: [(buffer: BufferID, index: IndexExpression)] = []
    var visited = Set<KernelValueID>()
    func visit(_ v: KernelValueID) {
      guard visited.insert(v).inserted, let e = definitions[v] else { return }
      if case .load(let b, let i, _) = e { result.append((b, i)) }
      e.forEachUse(visit)
    }
    visit(factor)
    return result
  }

  /// The index of `factor` if it is an element of a buffer as it is.
  func plainLoad(_ factor: KernelValueID) -> IndexExpression? {
    guard case .load(_, let i, nil)? = definitions[factor], !i.dependsOnValues else { return nil }
    return i
  }

}
