import Scalars

extension KernelBuilder {

  /// Builds a reduction by a known function and returns its result.
  ///
  /// `body` returns the element of an iteration. The reduction is placed in the outermost open
  /// scope in which all that it depends on is available; if the same one is there already, its
  /// result is returned.
  ///
  /// - Parameters:
  ///   - extents: The numbers of iterations, outermost first.
  ///   - initial: The first value of the accumulator.
  ///   - contracted: Whether `add` of products may be contracted to fused multiply-adds.
  package mutating func reduction<E: Error>(
    extents: [Int], kind: LoopKind = .serial, initial: KernelValueID, function: BinaryFunction,
    contracted: Bool = false,
    body: (inout KernelBuilder, [LoopVariableID]) throws(E) -> KernelValueID
  ) throws(E) -> KernelValueID {
    let variables = openReduction(extents: extents)
    let element = try body(&self, variables)
    return closeReduction(
      function, kind: kind, contracted: contracted, initial: initial, element: element)
  }

  /// Builds a reduction whose combiner is written by `combine`, from accumulators and elements,
  /// and returns its results.
  ///
  /// `body` returns the elements of an iteration, as many as there are initial values and of the
  /// same types; `combine` returns the new accumulators.
  package mutating func reduction<E: Error>(
    extents: [Int], initial: [KernelValueID],
    body: (inout KernelBuilder, [LoopVariableID]) throws(E) -> [KernelValueID],
    combine: (inout KernelBuilder, [KernelValueID], [KernelValueID]) throws(E) -> [KernelValueID]
  ) throws(E) -> [KernelValueID] {
    let variables = openReduction(extents: extents)
    let elements = try body(&self, variables)
    let (accumulators, parameters) = openCombiner(initial: initial, elements: elements)
    return closeReduction(combinerResults: try combine(&self, accumulators, parameters))
  }

  /// Closes the innermost open scope, which is a reduction of several `elements` by a known
  /// function, and returns its results.
  mutating func closeReduction(
    _ function: BinaryFunction, contracted: Bool, initial: [KernelValueID],
    elements: [KernelValueID]
  ) -> [KernelValueID] {
    closeReduction(
      scopes[scopes.count - 1].variables, kind: .serial, initial: initial, elements: elements,
      combiner: .function(function, contracted: contracted), combinerScope: nil)
  }

  /// Opens a reduction in the innermost open scope and returns its variables.
  package mutating func openReduction(extents: [Int]) -> [LoopVariableID] {
    let variables = extents.map { freshVariable(extent: $0) }
    open(Scope(kind: .reduction, variables: variables, isBarrier: extents.contains(0)))
    return variables
  }

  /// Closes the innermost open scope, which is a reduction of `element` by a known function, and
  /// returns its result.
  package mutating func closeReduction(
    _ function: BinaryFunction, kind: LoopKind = .serial, contracted: Bool = false,
    initial: KernelValueID, element: KernelValueID
  ) -> KernelValueID {
    let results = closeReduction(
      scopes[scopes.count - 1].variables, kind: kind, initial: [initial], elements: [element],
      combiner: .function(function, contracted: contracted), combinerScope: nil)
    return results.first ?? initial
  }

  /// Closes the statements of the innermost open scope, which is a reduction of `elements`, opens
  /// its combiner, and returns the values that stand for accumulators and elements there.
  ///
  /// The combiner may store, and use the variables of the reduction.
  package mutating func openCombiner(
    initial: [KernelValueID], elements: [KernelValueID]
  ) -> (accumulators: [KernelValueID], elements: [KernelValueID]) {
    let bodyScope = closeScope()
    open(Scope(kind: .combiner, variables: bodyScope.variables))
    let depth = scopes.count - 1
    let accumulators = initial.map { freshValue(type(of: $0), depth: depth) }
    let parameters = elements.map { freshValue(type(of: $0), depth: depth) }
    openCombiners.append(
      OpenCombiner(
        body: bodyScope, initial: initial, elements: elements, accumulators: accumulators,
        parameters: parameters))
    return (accumulators, parameters)
  }

  /// Closes the innermost open scope, a combiner that computes `results`, and its reduction, and
  /// returns the results of that.
  package mutating func closeReduction(combinerResults results: [KernelValueID]) -> [KernelValueID]
  {
    guard let open = openCombiners.popLast(), case .combiner = scopes[scopes.count - 1].kind else {
      fail("the end of a combiner that was not opened")
      return results
    }
    for v in results { use(v, from: scopes.count - 1) }
    let combiner = closeScope()
    reopen(open.body)
    return closeReduction(
      open.body.variables, kind: .serial, initial: open.initial, elements: open.elements,
      combiner: .block(
        accumulators: open.accumulators, elements: open.parameters, body: combiner.statements,
        results: results),
      combinerScope: combiner)
  }

  /// Opens a scope again that was closed.
  private mutating func reopen(_ scope: Scope) {
    open(scope)
    for v in scope.values { valueDepth[v.index] = scopes.count - 1 }
  }

  /// Closes the scope of a reduction, places the reduction, and returns its results.
  private mutating func closeReduction(
    _ variables: [LoopVariableID], kind: LoopKind, initial: [KernelValueID],
    elements: [KernelValueID], combiner: Combiner, combinerScope: Scope?
  ) -> [KernelValueID] {
    for v in elements { use(v, from: scopes.count - 1) }
    guard case .reduction = scopes[scopes.count - 1].kind, initial.count == elements.count else {
      fail("a reduction of \(elements.count) elements with \(initial.count) initial values")
      return initial
    }
    let scope = closeScope()
    let touchesMutableMemory =
      scope.touchesMutableMemory || combinerScope?.touchesMutableMemory == true
    let used = scope.dependencies.union(combinerScope?.dependencies ?? [])
    var depth = max(leastDepth, used.max() ?? 0)
    for v in initial { depth = max(depth, self.depth(of: v)) }
    if touchesMutableMemory {
      depth = scopes.count - 1
      scopes[depth].touchesMutableMemory = true
    }

    var reduction = Reduction(
      variables: variables, kind: kind, initial: initial, combiner: combiner,
      body: scope.statements, elements: elements, results: [])
    let key = self.key(of: reduction)
    if !touchesMutableMemory, let results = scopes[depth].reductions[key] { return results }

    for v in initial { use(v, from: depth) }
    scopes[depth].dependencies.formUnion(used.filter { $0 < depth })
    reduction.results = initial.map { freshValue(type(of: $0), depth: depth) }
    append(.reduction(reduction), to: depth)
    if !touchesMutableMemory { scopes[depth].reductions[key] = reduction.results }
    return reduction.results
  }

  /// Returns what is equal for reductions that differ only in the names inside of them.
  private func key(of reduction: Reduction) -> ReductionKey {
    let inside = KernelDefinitions([.reduction(reduction)])
    var renaming = KernelRenaming()
    for (i, v) in inside.values.enumerated() {
      renaming.values[v] = KernelValueID(index: -1 - i)
    }
    for (i, v) in inside.variables.enumerated() {
      renaming.variables[v] = IndexExpression(LoopVariableID(index: -1 - i))
    }
    return ReductionKey(
      statement: renaming(.reduction(reduction)),
      types: inside.values.map { type(of: $0) },
      extents: inside.variables.map { kernel.extent(of: $0) })
  }

}
