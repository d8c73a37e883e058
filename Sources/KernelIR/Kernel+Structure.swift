import Scalars

extension Expression {

  /// The values that the expression names directly, in order; those in its index expressions are
  /// not among them.
  package var operands: [KernelValueID] {
    switch self {
    case .constant, .index, .inside: []
    case .load(_, _, let g): g.map { [$0] } ?? []
    case .unary(_, let a), .convert(let a), .bitcast(let a): [a]
    case .binary(_, let a, let b), .byteDot(let a, let b), .compare(_, let a, let b, _): [a, b]
    case .fma(let a, let b, let c), .select(let a, let b, let c): [a, b, c]
    }
  }

  /// The index expression in the expression, if there is one.
  package var index: IndexExpression? {
    switch self {
    case .index(let e), .inside(let e, _, _), .load(_, let e, _): e
    default: nil
    }
  }

  /// Calls `visit` with every value that the expression depends on.
  package func forEachUse(_ visit: (KernelValueID) -> Void) {
    for v in operands { visit(v) }
    index?.forEachLeaf { (leaf) in if case .value(let v) = leaf { visit(v) } }
  }

  /// Calls `visit` with every loop variable that the expression depends on.
  package func forEachVariable(_ visit: (LoopVariableID) -> Void) {
    index?.forEachLeaf { (leaf) in if case .variable(let v) = leaf { visit(v) } }
  }

}

extension Statement {

  /// Calls `visit` with this statement and every statement inside it, each before what it
  /// contains.
  package func forEachStatement(_ visit: (Statement) -> Void) {
    visit(self)
    switch self {
    case .define, .store, .prefetch: break
    case .loop(let l): l.body.forEachStatement(visit)
    case .reduction(let r):
      r.body.forEachStatement(visit)
      if case .block(_, _, let body, _) = r.combiner { body.forEachStatement(visit) }
    }
  }

}

extension [Statement] {

  /// Calls `visit` with every statement of the list and inside it, in order, each before what it
  /// contains.
  package func forEachStatement(_ visit: (Statement) -> Void) {
    for s in self { s.forEachStatement(visit) }
  }

}

/// A change of the names that statements use: a new statement list with the same structure.
package struct KernelRenaming {

  /// The new name of each value that is not listed here is its old one.
  package var values: [KernelValueID: KernelValueID] = [:]

  /// What replaces each variable in index expressions; the name of a loop's own variable is
  /// replaced if this is a variable as well.
  package var variables: [LoopVariableID: IndexExpression] = [:]

  /// The new name of each buffer that is not listed here is its old one.
  package var buffers: [BufferID: BufferID] = [:]

  /// If not `nil`, index expressions are simplified under these extents.
  package var extents: [Int]?

  /// Creates the renaming that changes nothing.
  package init() {}

  /// Returns the new name of `v`.
  package func callAsFunction(_ v: KernelValueID) -> KernelValueID { values[v] ?? v }

  /// Returns the new name of `b`.
  package func callAsFunction(_ b: BufferID) -> BufferID { buffers[b] ?? b }

  /// Returns the new name of the variable of a loop.
  package func callAsFunction(_ v: LoopVariableID) -> LoopVariableID {
    guard let e = variables[v], e.constant == 0, e.terms.count == 1,
      e.terms[0].coefficient == 1, case .variable(let w) = e.terms[0].atom
    else { return v }
    return w
  }

  /// Returns `e` under its new names.
  package func callAsFunction(_ e: IndexExpression) -> IndexExpression {
    if values.isEmpty && variables.isEmpty { return e }
    let renamed = e.replacingLeaves { (leaf) in
      switch leaf {
      case .variable(let v): variables[v] ?? IndexExpression(v)
      case .value(let v): IndexExpression(.value(self(v)))
      case .quotient, .remainder: IndexExpression(leaf)
      }
    }
    return extents.map { renamed.simplified(extents: $0) } ?? renamed
  }

  /// Returns `e` under its new names.
  package func callAsFunction(_ e: Expression) -> Expression {
    switch e {
    case .constant: e
    case .index(let i): .index(self(i))
    case .inside(let i, let lower, let upper): .inside(self(i), lower: lower, upper: upper)
    case .load(let b, let i, let g): .load(self(b), self(i), guard: g.map { self($0) })
    case .unary(let f, let a): .unary(f, self(a))
    case .binary(let f, let a, let b): .binary(f, self(a), self(b))
    case .fma(let a, let b, let c): .fma(self(a), self(b), self(c))
    case .byteDot(let a, let b): .byteDot(self(a), self(b))
    case .compare(let d, let a, let b, let total): .compare(d, self(a), self(b), total: total)
    case .select(let a, let b, let c): .select(self(a), self(b), self(c))
    case .convert(let a): .convert(self(a))
    case .bitcast(let a): .bitcast(self(a))
    }
  }

  /// Returns `s` under its new names.
  package func callAsFunction(_ s: Statement) -> Statement {
    switch s {
    case .define(let v, let e):
      return .define(self(v), self(e))
    case .store(let v, let b, let i, let g):
      return .store(self(v), self(b), self(i), guard: g.map { self($0) })
    case .prefetch(let b, let i):
      return .prefetch(self(b), self(i))
    case .loop(var l):
      l.variable = self(l.variable)
      l.bound = l.bound.map { LoopBound(self($0.index), below: $0.limit) }
      l.body = self(l.body)
      return .loop(l)
    case .reduction(var r):
      r.variables = r.variables.map { self($0) }
      r.initial = r.initial.map { self($0) }
      r.body = self(r.body)
      r.elements = r.elements.map { self($0) }
      r.results = r.results.map { self($0) }
      if case .block(let a, let e, let b, let results) = r.combiner {
        r.combiner = .block(
          accumulators: a.map { self($0) }, elements: e.map { self($0) }, body: self(b),
          results: results.map { self($0) })
      }
      return .reduction(r)
    }
  }

  /// Returns `statements` under their new names.
  package func callAsFunction(_ statements: [Statement]) -> [Statement] {
    statements.map { self($0) }
  }

}

/// The values and variables that statements define, in the order in which they are written.
struct KernelDefinitions {

  /// The values: results of definitions and reductions, accumulators and elements of combiners.
  private(set) var values: [KernelValueID] = []

  /// The variables of loops and reductions.
  private(set) var variables: [LoopVariableID] = []

  /// Collects what `statements` define.
  init(_ statements: [Statement]) {
    visit(statements)
  }

  private mutating func visit(_ statements: [Statement]) {
    for s in statements {
      switch s {
      case .define(let v, _): values.append(v)
      case .store, .prefetch: break
      case .loop(let l):
        variables.append(l.variable)
        visit(l.body)
      case .reduction(let r):
        variables += r.variables
        visit(r.body)
        if case .block(let accumulators, let elements, let body, _) = r.combiner {
          values += accumulators + elements
          visit(body)
        }
        values += r.results
      }
    }
  }

}

extension Kernel {

  /// Returns the kernel with values and variables numbered in the order of their definition, and
  /// scratch buffers behind all parameters, so that kernels that differ only in names are equal.
  package func renumbered() -> Kernel {
    let definitions = KernelDefinitions(body)
    var renaming = KernelRenaming()
    var result = Kernel()
    for v in definitions.values where renaming.values[v] == nil {
      renaming.values[v] = KernelValueID(index: result.valueTypes.count)
      result.valueTypes.append(type(of: v))
    }
    for v in definitions.variables where renaming.variables[v] == nil {
      renaming.variables[v] = IndexExpression(LoopVariableID(index: result.extents.count))
      result.extents.append(extent(of: v))
    }
    for isScratch in [false, true] {
      for (i, b) in buffers.enumerated() where (b.access == .scratch) == isScratch {
        renaming.buffers[BufferID(index: i)] = BufferID(index: result.buffers.count)
        result.buffers.append(b)
      }
    }
    result.body = renaming(body)
    return result
  }

}
