import Diagnostics
import Scalars

/// The rules that kernels and programs have to follow.
package enum KernelVerifier {

  /// Returns an error for every rule that `kernel` breaks, as far as can be told.
  ///
  /// - K1: Parameters come before scratch buffers, and sizes in bytes fit in 64 bits.
  /// - K2: A value is defined once, before its uses, which are in the scope of its definition.
  /// - K3: A loop variable belongs to one loop and is used inside of it. The bound of a loop, which
  ///   only a serial one has, grows with its variable.
  /// - K4: Operands have the types that their expression needs; guards are `i1`.
  /// - K5: Parameters that are `in` are not stored to, those that are `out` are not loaded from.
  /// - K6: No element beyond the end of a buffer is accessed without a guard.
  /// - K7: A vector loop consists of definitions, stores, and serial reductions of the same; so does
  ///   a vector reduction, which has a known function as its combiner. Lanes are a power of two
  ///   from 2 to 64. Vector loops are not nested.
  /// - K8: No iteration of a vector loop loads or stores what another one stores.
  /// - K9: At most one loop is parallel, at the outermost level, beside definitions only; its grain
  ///   is positive and a multiple of its lanes.
  /// - K10: A reduction has as many initial values as elements and results, of equal types; the
  ///   function of its combiner is associative and commutative, and has one. A combiner consists
  ///   of definitions and stores.
  /// - K11: A block loop consists of definitions and, behind them, one vector loop of as many lanes,
  ///   of definitions and stores. No iteration of it loads or stores what another one stores.
  package static func verify(_ kernel: Kernel) -> DiagnosticList {
    var check = KernelCheck(kernel)
    check.run()
    return check.diagnostics
  }

}

/// The state of the verification of a kernel.
struct KernelCheck {

  /// How far a name is.
  private enum State {
    case unknown, inScope, outOfScope
  }

  /// The kernel.
  let kernel: Kernel

  /// What was found.
  private(set) var diagnostics = DiagnosticList()

  private var values: [State]
  private var variables: [State]

  /// `true` iff a loop around has no iterations, so that nothing is executed.
  private var isDead = false

  /// `true` iff a loop around ends early, so that variables may not reach their extents together.
  private var isBounded = false

  init(_ kernel: Kernel) {
    self.kernel = kernel
    values = kernel.valueTypes.map { _ in .unknown }
    variables = kernel.extents.map { _ in .unknown }
  }

  mutating func run() {
    checkBuffers()
    for (i, n) in kernel.extents.enumerated() where n < 0 {
      error("%i\(i) has the negative extent \(n)")
    }
    check(kernel.body)
    checkSchedule()
  }

  /// Reports `message`.
  mutating func error(_ message: String) {
    diagnostics.error(message, at: nil)
  }

  // MARK: K1

  private mutating func checkBuffers() {
    var scratch = false
    for (i, b) in kernel.buffers.enumerated() {
      if b.access == .scratch {
        scratch = true
      } else if scratch {
        error("the parameter b\(i) comes after a scratch buffer")
      }
      if b.count < 0 || b.count.multipliedReportingOverflow(by: b.element.byteWidth).overflow {
        error("b\(i) has the impossible size \(b.count)")
      }
    }
  }

  // MARK: K2, K3

  /// Runs `body` and ends the scope of what it defined.
  private mutating func scope(_ body: (inout KernelCheck) -> Void) {
    let (outerValues, outerVariables) = (values, variables)
    let (outerIsDead, outerIsBounded) = (isDead, isBounded)
    body(&self)
    for i in values.indices where values[i] == .inScope && outerValues[i] != .inScope {
      values[i] = .outOfScope
    }
    for i in variables.indices where variables[i] == .inScope && outerVariables[i] != .inScope {
      variables[i] = .outOfScope
    }
    (isDead, isBounded) = (outerIsDead, outerIsBounded)
  }

  private mutating func define(_ v: KernelValueID) {
    guard values.indices.contains(v.index) else { return error("\(v) has no type") }
    if values[v.index] != .unknown { error("\(v) is defined more than once") }
    values[v.index] = .inScope
  }

  private mutating func bind(_ v: LoopVariableID) {
    guard variables.indices.contains(v.index) else { return error("\(v) has no extent") }
    if variables[v.index] != .unknown { error("\(v) belongs to more than one loop") }
    variables[v.index] = .inScope
    if kernel.extent(of: v) <= 0 { isDead = true }
  }

  /// Returns the type of `v`, `nil` if there is none.
  private func type(_ v: KernelValueID) -> ElementType? {
    values.indices.contains(v.index) ? kernel.type(of: v) : nil
  }

  private mutating func use(_ v: KernelValueID) {
    guard values.indices.contains(v.index) else { return error("\(v) has no type") }
    switch values[v.index] {
    case .inScope: break
    case .unknown: error("\(v) is used before it is defined")
    case .outOfScope: error("\(v) is used outside of the block that defines it")
    }
  }

  private mutating func use(_ e: IndexExpression) {
    var leaves: [IndexExpression.Atom] = []
    e.forEachLeaf { leaves.append($0) }
    for leaf in leaves {
      switch leaf {
      case .variable(let v):
        if !variables.indices.contains(v.index) || variables[v.index] != .inScope {
          error("\(v) is used outside of its loop")
        }
      case .value(let v):
        use(v)
        if let t = type(v), !t.isInteger { error("the index \(e) uses \(v), which is \(t)") }
      case .quotient, .remainder:
        break
      }
    }
    if !e.hasPositiveDivisors { error("the index \(e) divides by a number that is not positive") }
  }

  // MARK: K4, K5, K6

  private mutating func expect(_ v: KernelValueID, _ t: ElementType?, in what: String) {
    use(v)
    if let t, let actual = type(v), actual != t {
      error("\(what) needs \(v) to be \(t), but it is \(actual)")
    }
  }

  private mutating func check(
    _ b: BufferID, _ i: IndexExpression, guard condition: KernelValueID?, type: ElementType?,
    isStore: Bool
  ) {
    use(i)
    let what = isStore ? "a store to \(b)[\(i)]" : "a load of \(b)[\(i)]"
    if let condition { expect(condition, .i1, in: what) }
    guard kernel.buffers.indices.contains(b.index) else {
      return error("\(what): there is no such buffer")
    }
    let buffer = kernel[b]
    if let type, type != buffer.element {
      error("\(what) of type \(type), but its elements are \(buffer.element)")
    }
    if isStore, buffer.access == .read { error("\(what), which is an input") }
    if !isStore, buffer.access == .write { error("\(what), which is an output") }
    if condition == nil, !isDead, let r = i.range(extents: kernel.extents) {
      // The range is exact for sums of variables; else only what is outside as a whole is wrong.
      let isExact =
        !isBounded
        && i.terms.allSatisfy { if case .variable = $0.atom { true } else { false } }
      let outside =
        isExact
        ? r.lowerBound < 0 || r.upperBound >= buffer.count
        : r.upperBound < 0 || r.lowerBound >= buffer.count
      if outside { error("\(what), which has \(buffer.count) elements") }
    }
  }

  private mutating func check(_ v: KernelValueID, _ e: Expression) {
    let t = type(v)
    let what = "\(v) = \(e.text)"
    func result(_ needed: ElementType?) -> String? {
      guard let t, let needed, t != needed else { return nil }
      return "\(what) is \(needed), but \(v) is \(t)"
    }
    var fault: String?
    switch e {
    case .constant(let s):
      fault = result(s.type)
    case .index(let i):
      use(i)
    case .inside(let i, _, _):
      use(i)
      fault = result(.i1)
    case .load(let b, let i, let condition):
      check(b, i, guard: condition, type: t, isStore: false)
    case .unary(let f, let a):
      use(a)
      if let operand = type(a) {
        fault =
          f.isDefined(for: operand)
          ? result(f.resultType(for: operand)) : "\(what): there is no such function of \(operand)"
      }
    case .binary(let f, let a, let b):
      use(a)
      expect(b, type(a), in: what)
      if let operand = type(a) {
        fault =
          f.isDefined(for: operand)
          ? result(operand) : "\(what): there is no such function of \(operand)"
      }
    case .fma(let a, let b, let c):
      for x in [a, b, c] { expect(x, t, in: what) }
      if let t, !t.isFloat { fault = "\(what) is of floats, but \(v) is \(t)" }
    case .byteDot(let a, let b):
      for x in [a, b] { expect(x, t, in: what) }
      if let t, t != .i32 && t != .u32 { fault = "\(what) is of i32 or u32, but \(v) is \(t)" }
    case .compare(_, let a, let b, _):
      use(a)
      expect(b, type(a), in: what)
      fault = result(.i1)
    case .select(let c, let a, let b):
      expect(c, .i1, in: what)
      for x in [a, b] { expect(x, t, in: what) }
    case .convert(let a):
      use(a)
    case .bitcast(let a):
      use(a)
      if let t, let operand = type(a), operand.byteWidth != t.byteWidth {
        fault = "\(what) changes the width from \(operand) to \(t)"
      }
    }
    if let fault { error(fault) }
    define(v)
  }

  // MARK: Statements

  private mutating func check(_ statements: [Statement]) {
    for s in statements {
      switch s {
      case .define(let v, let e): check(v, e)
      case .store(let v, let b, let i, let condition):
        use(v)
        check(b, i, guard: condition, type: type(v), isStore: true)
      case .prefetch(let b, let i):
        use(i)
        if !kernel.buffers.indices.contains(b.index) {
          error("a prefetch of \(b)[\(i)]: there is no such buffer")
        }
      case .loop(let l):
        scope {
          $0.bind(l.variable)
          $0.check(l.bound, of: l)
          $0.check(l.body)
        }
      case .reduction(let r): check(r)
      }
    }
  }

  private mutating func check(_ bound: LoopBound?, of l: Loop) {
    guard let bound else { return }
    isBounded = true
    use(bound.index)
    if l.kind != .serial || l.grain != nil {
      error("the loop of \(l.variable) has a bound but is not serial")
    }
    if (bound.index.stride(in: l.variable) ?? 0) <= 0 {
      error("the bound \(bound.index) does not grow with \(l.variable)")
    }
  }

  // MARK: K10

  private mutating func check(_ r: Reduction) {
    let what = "the reduction \(r.results.first.map { "\($0)" } ?? "without results")"
    for v in r.initial { use(v) }
    let types = r.initial.map { type($0) }
    func matches(_ v: [KernelValueID]) -> Bool {
      v.count == types.count && zip(v, types).allSatisfy { type($0) == $1 }
    }
    if !matches(r.elements) { error("\(what) has elements unlike its initial values") }
    scope {
      for v in r.variables { $0.bind(v) }
      $0.scope {
        $0.check(r.body)
        for v in r.elements { $0.use(v) }
      }
      if case .block(let accumulators, let elements, let body, let results) = r.combiner {
        $0.scope {
          for v in accumulators + elements { $0.define(v) }
          $0.check(body)
          for v in results { $0.use(v) }
        }
      }
    }
    switch r.combiner {
    case .function(let f, _):
      if types.isEmpty { error("\(what) by a function has no initial values") }
      if !f.isCommutative { error("\(what) combines by \(f.rawValue)") }
      for case .some(let t) in types where !f.isDefined(for: t) {
        error("\(what): there is no \(f.rawValue) of \(t)")
      }
    case .block(let accumulators, let elements, let body, let results):
      if !matches(accumulators) || !matches(elements) || !matches(results) {
        error("\(what) has a combiner unlike its initial values")
      }
      if body.contains(where: \.isNest) { error("\(what) has a combiner with loops") }
    }
    for v in r.results { define(v) }
    if !matches(r.results) { error("\(what) has results unlike its initial values") }
  }

}

extension IndexExpression {

  /// `true` iff every division in the expression is by a positive number.
  fileprivate var hasPositiveDivisors: Bool {
    terms.allSatisfy { (t) in
      switch t.atom {
      case .variable, .value: true
      case .quotient(let e, let d), .remainder(let e, let d): d > 0 && e.hasPositiveDivisors
      }
    }
  }

}
