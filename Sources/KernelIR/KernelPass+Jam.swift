import Scalars

extension KernelPass {

  /// Computes several iterations of a loop around a sum of products at once, so that factors that
  /// they have in common are loaded once.
  ///
  ///     for %i0 in 0..<64 {                     for %i3 in 0..<16 {
  ///       for %i1 in 0..<512 vector(16) {         for %i1 in 0..<512 vector(32) {
  ///         %3 = reduce add contracted              %6, %7, %8, %9 = reduce add contracted
  ///             init %z over %i2 in 0..<784 {           init %z, %z, %z, %z over %i2 in 0..<784 {
  ///           %0 = load b0[%i0*784 + %i2]   -->       %0 = load b0[%i3*3136 + %i2]
  ///           %1 = load b1[%i1 + %i2*512]             %1 = load b1[%i1 + %i2*512]
  ///           %2 = mul %0, %1                         %2 = mul %0, %1
  ///           yield %2                                %3 = load b0[%i3*3136 + %i2 + 784]
  ///         …                                         %4 = mul %3, %1
  ///                                                   …
  ///
  /// The sums are accumulated in registers: four iterations in vectors of twice the width. Other
  /// reductions inside of a vector loop get vectors of four times the width, so that additions do
  /// not wait for each other. The order of the terms of each sum stays.
  /// A sum in lanes over rows of a matrix that does not fit in the second-level cache is left as it
  /// is: memory is fastest for one row after the other.
  package static let jam = KernelPass(
    "jam", "Compute several sums of products at once that have factors in common."
  ) { (kernel, target) in
    var jamming = Jamming(kernel: kernel, target: target)
    jamming.kernel.body = jamming.visit(kernel.body)
    return jamming.kernel
  }

}

/// The state of the pass.
private struct Jamming {

  /// The kernel, with the values and variables of new statements.
  var kernel: Kernel

  /// The numbers of iterations that are computed at once, the best first.
  private static let counts = [4, 3, 5, 2, 7]

  /// A sum whose terms have more statements is left alone.
  private static let largestBody = 12

  /// The greatest number of lanes.
  private static let laneLimit = 64

  private let target: KernelTarget

  init(kernel: Kernel, target: KernelTarget) {
    self.kernel = kernel
    self.target = target
  }

  mutating func visit(_ statements: [Statement]) -> [Statement] {
    statements.map { (s) in
      guard case .loop(var l) = s else { return s }
      if let jammed = jam(l) { return .loop(jammed) }
      l.body = visit(l.body)
      return .loop(widened(l, by: 4))
    }
  }

  // MARK: Lanes

  /// Returns `l`, if it is a vector loop around reductions, with up to `factor` times as many lanes.
  private func widened(_ l: Loop, by factor: Int) -> Loop {
    guard case .vector(var lanes) = l.kind, let sums = reductions(in: l.body), !sums.isEmpty,
      sums.allSatisfy({ $0.body.count / $0.results.count <= Self.largestBody })
    else { return l }
    let extent = kernel.extent(of: l.variable)
    var left = factor
    while left > 1, 2 * lanes <= Self.laneLimit,
      extent % (2 * lanes) == 0 || extent >= 16 * lanes
    {
      (lanes, left) = (2 * lanes, left / 2)
    }
    var result = l
    result.kind = .vector(lanes: lanes)
    return result
  }

  /// The only reduction among `statements`, if it is one by a known function and nothing else is a
  /// loop.
  private func reduction(in statements: [Statement]) -> Reduction? {
    guard let all = reductions(in: statements), all.count == 1 else { return nil }
    return all[0]
  }

  /// The reductions among `statements`, if each is one by a known function and nothing else is a
  /// loop.
  private func reductions(in statements: [Statement]) -> [Reduction]? {
    var found: [Reduction] = []
    for s in statements {
      switch s {
      case .define, .store: break
      case .loop, .prefetch: return nil
      case .reduction(let r):
        guard case .function = r.combiner, !r.body.contains(where: \.isNest) else { return nil }
        found.append(r)
      }
    }
    return found
  }

  // MARK: Iterations

  /// Returns the loop that does several iterations of `l` at once, if that saves loads.
  private mutating func jam(_ l: Loop) -> Loop? {
    guard l.kind == .serial, l.grain == nil, l.bound == nil, let sum = innerSum(of: l),
      sum.body.count <= Self.largestBody,
      MemoryAccesses(l.body).conflicts(amongIterationsOf: l.variable).isEmpty
    else { return nil }
    let loads = MemoryAccesses(sum.body).loads
    let common = loads.count { !$0.index.depends(on: l.variable) }
    let extent = kernel.extent(of: l.variable)
    guard common > 0, common < loads.count, !isStream(sum, along: l.variable),
      let count = Self.counts.first(where: { extent % $0 == 0 && extent > $0 })
    else { return nil }

    let outer = LoopVariableID(index: kernel.extents.count)
    kernel.extents.append(extent / count)
    var copies: [KernelRenaming] = []
    for k in 0..<count {
      var renaming = KernelRenaming()
      renaming.extents = kernel.extents
      renaming.variables[l.variable] = IndexExpression(outer) * count + k
      copies.append(renaming)
    }
    var known: [TypedExpression: KernelValueID] = [:]
    return Loop(outer, .serial, body: copy(l.body, &copies, &known))
  }

  /// `true` iff `sum` is one in lanes whose rows, one for each iteration of the loop of `variable`,
  /// come from memory.
  private func isStream(_ sum: Reduction, along variable: LoopVariableID) -> Bool {
    guard case .vector = sum.kind else { return false }
    return MemoryAccesses(sum.body).loads.contains { (b, i) in
      i.depends(on: variable) && kernel[b].count > target.l2ByteCount / kernel[b].element.byteWidth
    }
  }

  /// The sum of products in the innermost loop of `l`, if there is nothing around it but definitions
  /// and stores, and one loop at most.
  private func innerSum(of l: Loop) -> Reduction? {
    if let sum = reduction(in: l.body) { return sum.isSumOfProducts ? sum : nil }
    var inner: Loop?
    for s in l.body {
      switch s {
      case .define: break
      case .loop(let i) where inner == nil: inner = i
      case .loop, .store, .prefetch, .reduction: return nil
      }
    }
    guard let sum = inner.flatMap({ reduction(in: $0.body) }), sum.isSumOfProducts else {
      return nil
    }
    return sum
  }

  /// What decides that two definitions are the same.
  private struct TypedExpression: Hashable {
    let expression: Expression
    let type: ElementType
  }

  /// Returns the statements that do what `statements` do for each of `copies`, where those in
  /// `known` are computed once.
  private mutating func copy(
    _ statements: [Statement], _ copies: inout [KernelRenaming],
    _ known: inout [TypedExpression: KernelValueID]
  ) -> [Statement] {
    var result: [Statement] = []
    for s in statements {
      switch s {
      case .define(let v, let e):
        for k in copies.indices {
          let key = TypedExpression(expression: copies[k](e), type: kernel.type(of: v))
          if let same = known[key] {
            copies[k].values[v] = same
            continue
          }
          let new = freshValue(like: v)
          copies[k].values[v] = new
          result.append(.define(new, key.expression))
          if !readsMutableMemory(e) { known[key] = new }
        }
      case .store, .prefetch:
        result += copies.map { $0(s) }
      case .loop(var l):
        var inner = known
        l.body = copy(l.body, &copies, &inner)
        result.append(.loop(widened(l, by: 2)))
      case .reduction(let r):
        var inner = known
        var merged = r
        merged.body = copy(r.body, &copies, &inner)
        merged.initial = copies.flatMap { (renaming) in r.initial.map { renaming($0) } }
        merged.elements = copies.flatMap { (renaming) in r.elements.map { renaming($0) } }
        merged.results = []
        for k in copies.indices {
          for v in r.results {
            let new = freshValue(like: v)
            copies[k].values[v] = new
            merged.results.append(new)
          }
        }
        result.append(.reduction(merged))
      }
    }
    return result
  }

  private mutating func freshValue(like v: KernelValueID) -> KernelValueID {
    kernel.valueTypes.append(kernel.type(of: v))
    return KernelValueID(index: kernel.valueTypes.count - 1)
  }

  private func readsMutableMemory(_ e: Expression) -> Bool {
    if case .load(let b, _, _) = e { kernel[b].access != .read } else { false }
  }

}

extension Reduction {

  /// `true` iff this adds up products.
  fileprivate var isSumOfProducts: Bool {
    if case .function(.add, contracted: true) = combiner { true } else { false }
  }

}
