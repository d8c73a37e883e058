import Scalars

extension KernelPass {

  /// Makes one loop of reductions over the same elements that do not need each other's results.
  ///
  ///     %1 = reduce add init %z over %i in 0..<512 {    %3, %4 = reduce add init %z, %z
  ///       %0 = load b0[%i]                                  over %i in 0..<512 {
  ///       yield %0                                        %0 = load b0[%i]
  ///     }                                          -->    %2 = mul %0, %0
  ///     %4 = reduce add init %z over %j in 0..<512 {      yield %0, %2
  ///       %2 = load b0[%j]                              }
  ///       %3 = mul %2, %2
  ///       yield %3
  ///     }
  ///
  /// They have to read some buffer in common and to combine by the same function. What the later
  /// one needs is defined before the earlier one, and it takes from registers what that stores.
  package static let join = KernelPass(
    "join", "Make one loop of reductions over the same elements."
  ) { (kernel, _) in
    let joining = Joining(kernel: kernel)
    var result = kernel
    result.body = joining.visit(kernel.body)
    return result
  }

}

/// The joining of the reductions of a kernel.
private struct Joining {

  let kernel: Kernel

  /// A loop with more statements or results has too few registers.
  private static let largestBody = 40
  private static let mostResults = 6

  init(kernel: Kernel) { self.kernel = kernel }

  func visit(_ statements: [Statement]) -> [Statement] {
    var result = statements.map { (s) -> Statement in
      guard case .loop(var l) = s else { return s }
      l.body = visit(l.body)
      return .loop(l)
    }
    var i = 0
    while i < result.count {
      if case .reduction(let r) = result[i], isSimple(r) {
        while let joined = joined(r: i, in: result) {
          i = joined.position
          result = joined.statements
        }
      }
      i += 1
    }
    return result
  }

  /// Returns `statements` with the reduction at `first` and a later one joined, and where that now
  /// is; `nil` if there is none.
  private func joined(
    r first: Int, in statements: [Statement]
  ) -> (statements: [Statement], position: Int)? {
    guard case .reduction(let a) = statements[first] else { return nil }
    for j in statements.indices.dropFirst(first + 1) {
      guard case .reduction(let b) = statements[j], isSimple(b), areAlike(a, b),
        let needed = definitions(for: b, after: first, before: j, in: statements),
        let merged = merged(a, b, past: Array(statements[(first + 1)..<j]))
      else { continue }
      let moved = Set(needed)
      let rest = ((first + 1)..<statements.count).filter { $0 != j && !moved.contains($0) }
      let result =
        statements[..<first] + needed.map { statements[$0] } + [.reduction(merged)]
        + rest.map { statements[$0] }
      return (Array(result), first + needed.count)
    }
    return nil
  }

  private func isSimple(_ r: Reduction) -> Bool {
    guard r.kind == .serial, case .function(_, contracted: false) = r.combiner else { return false }
    return !r.body.contains(where: \.isNest)
  }

  /// `true` iff `a` and `b` combine by one function over iterations of the same numbers, and read
  /// some buffer in common.
  private func areAlike(_ a: Reduction, _ b: Reduction) -> Bool {
    guard a.combiner == b.combiner,
      a.variables.map(kernel.extent(of:)) == b.variables.map(kernel.extent(of:)),
      a.body.count + b.body.count <= Self.largestBody,
      a.results.count + b.results.count <= Self.mostResults
    else { return false }
    let accesses = MemoryAccesses(a.body)
    let known = Set((accesses.loads + accesses.stores).map(\.buffer))
    return MemoryAccesses(b.body).loads.contains { known.contains($0.buffer) }
  }

  /// Returns the positions, between `first` and `last`, of what `r` needs; `nil` if that is not only
  /// definitions that could as well come before `first`.
  private func definitions(
    for r: Reduction, after first: Int, before last: Int, in statements: [Statement]
  ) -> [Int]? {
    var needed = uses(of: [.reduction(r)])
    var result: [Int] = []
    for k in ((first + 1)..<last).reversed() {
      guard case .define(let v, let e) = statements[k] else {
        let made = KernelDefinitions([statements[k]]).values
        if made.contains(where: { needed.contains($0) }) { return nil }
        continue
      }
      guard needed.contains(v) else { continue }
      if case .load(let b, _, _) = e, kernel[b].access != .read { return nil }
      result.append(k)
      needed.formUnion(uses(of: [statements[k]]))
    }
    guard case .reduction(let other) = statements[first],
      !other.results.contains(where: { needed.contains($0) })
    else { return nil }
    return result.reversed()
  }

  /// The values that `statements` use.
  private func uses(of statements: [Statement]) -> Set<KernelValueID> {
    var result = Set<KernelValueID>()
    statements.forEachStatement { (s) in
      switch s {
      case .define(_, let e): e.forEachUse { result.insert($0) }
      case .store(let v, _, let i, let g):
        result.insert(v)
        if let g { result.insert(g) }
        i.forEachLeaf { if case .value(let v) = $0 { result.insert(v) } }
      case .prefetch(_, let i):
        i.forEachLeaf { if case .value(let v) = $0 { result.insert(v) } }
      case .loop(let l):
        l.bound?.index.forEachLeaf { if case .value(let v) = $0 { result.insert(v) } }
      case .reduction(let r):
        result.formUnion(r.initial + r.elements)
        if case .block(_, _, _, let results) = r.combiner { result.formUnion(results) }
      }
    }
    return result
  }

  /// What decides that two definitions are the same.
  private struct TypedExpression: Hashable {
    let expression: Expression
    let type: ElementType
  }

  /// Returns `a` and `b` as one reduction, of which `b` comes `past` other statements; `nil` if it
  /// accesses memory in a way that this would change.
  private func merged(_ a: Reduction, _ b: Reduction, past others: [Statement]) -> Reduction? {
    let (own, later) = (MemoryAccesses(a.body), MemoryAccesses(b.body))
    let between = MemoryAccesses(others)
    let stored = Set(between.stores.map(\.buffer))
    guard later.stores.isEmpty, later.loads.allSatisfy({ !stored.contains($0.buffer) }) else {
      return nil
    }
    let filled = Set(own.stores.map(\.buffer))
    var renaming = KernelRenaming()
    renaming.extents = kernel.extents
    for (v, w) in zip(b.variables, a.variables) { renaming.variables[v] = IndexExpression(w) }
    var known: [TypedExpression: KernelValueID] = [:]
    for s in a.body {
      switch s {
      case .define(let v, let e):
        if case .load(let b, _, _) = e, filled.contains(b) { continue }
        known[TypedExpression(expression: e, type: kernel.type(of: v))] = v
      case .store(let v, let b, let i, guard: nil):
        known[TypedExpression(expression: .load(b, i, guard: nil), type: kernel[b].element)] = v
      default: break
      }
    }
    var result = a
    for case .define(let v, let e) in b.body {
      let key = TypedExpression(expression: renaming(e), type: kernel.type(of: v))
      if let same = known[key] {
        renaming.values[v] = same
        continue
      }
      if case .load(let b, _, _) = e, filled.contains(b) { return nil }
      result.body.append(.define(v, key.expression))
      known[key] = v
    }
    result.initial += b.initial
    result.elements += b.elements.map { renaming($0) }
    result.results += b.results
    return result
  }

}
