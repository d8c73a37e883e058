import Diagnostics
import Scalars

/// Builds a kernel from the outside in, and puts every definition where it is computed least
/// often.
///
/// The builder keeps a stack of open scopes: the kernel, and the loops and reductions that were
/// opened and not closed yet. Each scope has a list of statements of its own. A definition goes to
/// the end of the list of the deepest open scope that it depends on, through its operands and the
/// variables of its index; what depends on nothing goes to the kernel's. A finished reduction is
/// placed in the same way. So loop-invariant code is never inside of the loop. In that scope the
/// same expression, or the same reduction up to its names, is defined once.
///
/// Loads of buffers that the kernel also stores to, and reductions that contain such loads or whose
/// combiner stores, stay in the scope in which they were written, and are never merged. Nothing leaves a loop that has no
/// iterations.
///
/// A misuse, such as a value used after its scope was closed, is a defect of the caller; the first
/// one is thrown by `finish()`.
package struct KernelBuilder {

  /// An open scope.
  struct Scope {

    /// What a scope becomes when it is closed.
    enum Kind {

      case kernel
      case loop(LoopVariableID, LoopKind, LoopBound?)
      case reduction
      case combiner

    }

    /// What it becomes.
    let kind: Kind

    /// Its statements so far.
    var statements: [Statement] = []

    /// The values that were defined in this scope by expressions.
    var expressions: [TypedExpression: KernelValueID] = [:]

    /// The results of the reductions that were placed in this scope, by the reduction with all
    /// names inside it made canonical.
    var reductions: [ReductionKey: [KernelValueID]] = [:]

    /// The depths of the scopes around it that it depends on.
    var dependencies: Set<Int> = []

    /// The values that end with the scope.
    var values: [KernelValueID] = []

    /// The variables that end with the scope.
    var variables: [LoopVariableID] = []

    /// `true` iff nothing may be moved out of it, since its loop may have no iterations.
    var isBarrier = false

    /// `true` iff it loads from a buffer that the kernel stores to, or is a combiner that stores.
    var touchesMutableMemory = false

  }

  /// What decides that two definitions are the same.
  struct TypedExpression: Hashable {

    let expression: Expression
    let type: ElementType

  }

  /// What decides that two reductions are the same.
  struct ReductionKey: Hashable {

    let statement: Statement
    let types: [ElementType]
    let extents: [Int]

  }

  /// The kernel so far, without its body.
  var kernel = Kernel()

  /// The open scopes, outermost first.
  var scopes: [Scope] = [Scope(kind: .kernel)]

  /// The depth of the open scope in which each value is defined; `nil` when it has been closed.
  var valueDepth: [Int?] = []

  /// The depth of the open scope of each variable; `nil` when it has been closed.
  var variableDepth: [Int?] = []

  /// The expression that defines each value, if one does.
  var definitions: [Expression?] = []

  /// The combiners that are open, outermost first.
  var openCombiners: [OpenCombiner] = []

  /// A combiner under construction, and what its reduction needs when it is closed.
  struct OpenCombiner {

    let body: Scope
    let initial: [KernelValueID]
    let elements: [KernelValueID]
    let accumulators: [KernelValueID]
    let parameters: [KernelValueID]

  }

  /// The first misuse.
  var misuse: Defect?

  /// Creates a builder of an empty kernel.
  package init() {}

  /// The extents of all loop variables so far, for the simplification of index expressions.
  package var extents: [Int] { kernel.extents }

  /// Returns the number of iterations of the loop of `variable`.
  package func extent(of variable: LoopVariableID) -> Int { kernel.extent(of: variable) }

  /// Returns the type of `value`.
  package func type(of value: KernelValueID) -> ElementType { kernel.type(of: value) }

  /// Returns `true` iff `value` is defined in a scope that is open.
  package func isAvailable(_ value: KernelValueID) -> Bool {
    valueDepth.indices.contains(value.index) && valueDepth[value.index] != nil
  }

  /// Returns the expression that defines `value`, if one does.
  package func definition(of value: KernelValueID) -> Expression? { definitions[value.index] }

  /// Returns the number that `value` always is, if its definition says so.
  package func constantValue(of value: KernelValueID) -> Scalar? {
    if case .constant(let s) = definitions[value.index] { s } else { nil }
  }

  /// Adds a buffer. Parameters are passed in the order in which they are added; scratch buffers
  /// may come in between.
  package mutating func buffer(
    _ element: ElementType, count: Int, _ access: Buffer.Access
  ) -> BufferID {
    kernel.buffers.append(Buffer(element, count: count, access))
    return BufferID(index: kernel.buffers.count - 1)
  }

  // MARK: Loops

  /// Opens a loop in the innermost open scope and returns its variable.
  package mutating func openLoop(extent: Int, kind: LoopKind = .serial) -> LoopVariableID {
    let v = freshVariable(extent: extent)
    open(Scope(kind: .loop(v, kind, nil), variables: [v], isBarrier: extent == 0))
    return v
  }

  /// Opens a serial loop in the innermost open scope and returns its variable.
  ///
  /// The loop ends early, before the first iteration in which `index` of its variable is not less
  /// than `limit`; it has no such end if that cannot be.
  package mutating func openLoop(
    extent: Int, while index: (LoopVariableID) -> IndexExpression, below limit: Int
  ) -> LoopVariableID {
    let v = freshVariable(extent: extent)
    let i = index(v).simplified(extents: extents)
    if let r = i.range(extents: extents), r.upperBound < limit {
      open(Scope(kind: .loop(v, .serial, nil), variables: [v], isBarrier: extent == 0))
      return v
    }
    let scope = Scope(
      kind: .loop(v, .serial, LoopBound(i, below: limit)), variables: [v], isBarrier: true)
    open(scope)
    use(i, from: scopes.count - 1)
    return v
  }

  /// Closes the innermost open scope, which is a loop.
  package mutating func closeLoop() {
    guard case .loop(let v, let kind, let bound) = scopes[scopes.count - 1].kind else {
      fail("closeLoop() without a matching openLoop()")
      return
    }
    let scope = closeScope()
    append(.loop(Loop(v, kind, bound: bound, body: scope.statements)), to: scopes.count - 1)
    inherit(scope)
  }

  /// Builds a loop whose iteration `body` writes.
  package mutating func loop<E: Error>(
    extent: Int, kind: LoopKind = .serial,
    body: (inout KernelBuilder, LoopVariableID) throws(E) -> Void
  ) throws(E) {
    let v = openLoop(extent: extent, kind: kind)
    try body(&self, v)
    closeLoop()
  }

  /// Builds a nest of loops with the given extents, outermost first, whose innermost iteration
  /// `body` writes; without loops if there are no extents.
  package mutating func loops<E: Error>(
    extents: [Int], body: (inout KernelBuilder, [LoopVariableID]) throws(E) -> Void
  ) throws(E) {
    var variables: [LoopVariableID] = []
    for n in extents { variables.append(openLoop(extent: n)) }
    try body(&self, variables)
    for _ in extents { closeLoop() }
  }

  /// Stores `value` in the innermost open scope.
  ///
  /// A guard that is always true is dropped; a store whose guard is always false is not made.
  package mutating func store(
    _ value: KernelValueID, to buffer: BufferID, at index: IndexExpression,
    guard condition: KernelValueID? = nil
  ) {
    let depth = scopes.count - 1
    let index = index.simplified(extents: extents)
    var condition = condition
    if let c = condition, let known = constantValue(of: c) {
      if known.bits == 0 { return }
      condition = nil
    }
    use(value, from: depth)
    if let c = condition { use(c, from: depth) }
    use(index, from: depth)
    if case .combiner = scopes[depth].kind { scopes[depth].touchesMutableMemory = true }
    append(.store(value, buffer, index, guard: condition), to: depth)
  }

  /// Says, in the innermost open scope, that the element of `buffer` at `index` will be loaded soon.
  package mutating func prefetch(_ buffer: BufferID, at index: IndexExpression) {
    let depth = scopes.count - 1
    let index = index.simplified(extents: extents)
    use(index, from: depth)
    append(.prefetch(buffer, index), to: depth)
  }

  /// Returns the kernel, its names in order.
  ///
  /// - Throws: `Defect` if the builder was misused or a scope is still open.
  package consuming func finish() throws -> Kernel {
    if let m = misuse { throw m }
    guard scopes.count == 1 else {
      throw Defect("the kernel builder", "\(scopes.count - 1) scopes are still open")
    }
    kernel.body = scopes[0].statements
    return kernel.renumbered()
  }

}

// MARK: Scopes

extension KernelBuilder {

  /// Adds a loop variable that belongs to no scope yet.
  mutating func freshVariable(extent: Int) -> LoopVariableID {
    if extent < 0 { fail("a loop with the negative extent \(extent)") }
    kernel.extents.append(max(0, extent))
    variableDepth.append(nil)
    return LoopVariableID(index: kernel.extents.count - 1)
  }

  /// Adds a value that belongs to the scope at `depth`.
  mutating func freshValue(
    _ type: ElementType, depth: Int, definition: Expression? = nil
  ) -> KernelValueID {
    let v = KernelValueID(index: kernel.valueTypes.count)
    kernel.valueTypes.append(type)
    definitions.append(definition)
    valueDepth.append(depth)
    scopes[depth].values.append(v)
    return v
  }

  /// Opens `scope`.
  mutating func open(_ scope: Scope) {
    for v in scope.variables { variableDepth[v.index] = scopes.count }
    scopes.append(scope)
  }

  /// Closes the innermost open scope and returns it.
  mutating func closeScope() -> Scope {
    let scope = scopes.removeLast()
    for v in scope.values { valueDepth[v.index] = nil }
    for v in scope.variables { variableDepth[v.index] = nil }
    return scope
  }

  /// Makes the innermost open scope depend on what `inner`, closed just now, depends on.
  mutating func inherit(_ inner: Scope) {
    let depth = scopes.count - 1
    scopes[depth].dependencies.formUnion(inner.dependencies.filter { $0 < depth })
    if inner.touchesMutableMemory { scopes[depth].touchesMutableMemory = true }
  }

  /// Appends `s` to the statements of the scope at `depth`.
  mutating func append(_ s: Statement, to depth: Int) {
    scopes[depth].statements.append(s)
  }

  /// The least depth at which a statement may be placed.
  var leastDepth: Int { scopes.lastIndex { $0.isBarrier } ?? 0 }

  /// Returns the depth of the scope of `v`.
  mutating func depth(of v: KernelValueID) -> Int {
    if isAvailable(v), let d = valueDepth[v.index] { return d }
    fail("value \(v.index) is used outside of its scope")
    return 0
  }

  /// Returns the depth of the deepest scope that `e` depends on.
  mutating func depth(of e: IndexExpression) -> Int {
    var leaves: [IndexExpression.Atom] = []
    e.forEachLeaf { leaves.append($0) }
    var result = 0
    for leaf in leaves {
      switch leaf {
      case .variable(let v):
        if variableDepth.indices.contains(v.index), let d = variableDepth[v.index] {
          result = max(result, d)
        } else {
          fail("loop variable \(v.index) is used outside of its loop")
        }
      case .value(let v):
        result = max(result, depth(of: v))
      case .quotient, .remainder:
        break
      }
    }
    return result
  }

  /// Notes that a statement of the scope at `depth` uses `v`.
  mutating func use(_ v: KernelValueID, from depth: Int) {
    let d = self.depth(of: v)
    if d < depth { scopes[depth].dependencies.insert(d) }
  }

  /// Notes that a statement of the scope at `depth` uses `e`.
  mutating func use(_ e: IndexExpression, from depth: Int) {
    var leaves: [IndexExpression.Atom] = []
    e.forEachLeaf { leaves.append($0) }
    for leaf in leaves {
      let d = self.depth(of: IndexExpression(leaf))
      if d < depth { scopes[depth].dependencies.insert(d) }
    }
  }

  /// Notes the misuse described by `message`, unless there was one before.
  mutating func fail(_ message: String) {
    if misuse == nil { misuse = Defect("the kernel builder", message) }
  }

}
