import Scalars

/// Calls, branches, loops and fusions.
extension TypeInference {

  func call() throws(ConstraintViolation) -> [TensorType] {
    guard let callee else {
      throw ConstraintViolation("there is no function @\(attributes.string(.callee) ?? "")", 1)
    }
    guard operands.count == callee.parameters.count else {
      throw ConstraintViolation(
        "the function takes \(count(callee.parameters.count, "operand")), not \(operands.count)", 2)
    }
    var sizes = SymbolBindings()
    for (i, (p, t)) in zip(callee.parameters, operands).enumerated() {
      guard sizes.match(p, t) else {
        let known = sizes.substitute(in: p)
        let expected = known == p ? "\(p)" : "\(known), for \(p)"
        throw ConstraintViolation("operand \(i) is \(t) instead of \(expected)", 2)
      }
    }
    let results = callee.results.map(sizes.substitute)
    for (r, declared) in zip(results, callee.results) {
      for case .symbol(let s) in declared.shape where sizes[s] == nil {
        throw ConstraintViolation("no operand gives the size \(s) of the result \(r)", 3)
      }
    }
    return try matchingDeclared(results, 3)
  }

  func conditional() throws(ConstraintViolation) -> [TensorType] {
    guard operands[0] == TensorType(.i1, []) else {
      throw ConstraintViolation("the operand is i1[], not \(operands[0])", 1)
    }
    return try branches()
  }

  func multiwayBranch() throws(ConstraintViolation) -> [TensorType] {
    guard operands[0] == TensorType(.i32, []) else {
      throw ConstraintViolation("the operand is i32[], not \(operands[0])", 1)
    }
    return try branches()
  }

  /// The types that all regions, without arguments, yield.
  private func branches() throws(ConstraintViolation) -> [TensorType] {
    let types = regions[0].yields
    for r in regions {
      guard r.arguments.isEmpty else {
        throw ConstraintViolation("a region takes arguments \(list(r.arguments))", 2)
      }
      guard r.yields == types else {
        throw ConstraintViolation("regions yield \(list(types)) and \(list(r.yields))", 2)
      }
    }
    return try matchingDeclared(types, 3)
  }

  func loop() throws(ConstraintViolation) -> [TensorType] {
    for (name, r) in zip(opcode.description.regions.labels, regions) {
      guard r.arguments == operands else {
        throw ConstraintViolation(
          "\(name) takes \(list(r.arguments)), but the operands are \(list(operands))", 1)
      }
    }
    guard regions[0].yields == [TensorType(.i1, [])] else {
      throw ConstraintViolation("cond yields \(list(regions[0].yields)) instead of (i1[])", 2)
    }
    guard regions[1].yields == operands else {
      throw ConstraintViolation(
        "body yields \(list(regions[1].yields)), but the operands are \(list(operands))", 3)
    }
    return try matchingDeclared(operands, 4)
  }

  func fusion() throws(ConstraintViolation) -> [TensorType] {
    guard regions[0].arguments == operands else {
      throw ConstraintViolation(
        "the region takes \(list(regions[0].arguments)), but the operands are \(list(operands))", 1)
    }
    return try matchingDeclared(regions[0].yields, 2)
  }

}

/// What the symbols of a function stand for where it is called or specialized.
package struct SymbolBindings: Sendable {

  private var sizes: [String: Dimension] = [:]

  /// Creates bindings of no symbols.
  package init() {}

  /// What `symbol` stands for, `nil` if that is not known.
  package subscript(symbol: String) -> Dimension? { sizes[symbol] }

  /// Binds symbols of `parameter` that are not bound yet, and returns `true` iff it is `argument`
  /// then.
  package mutating func match(_ parameter: TensorType, _ argument: TensorType) -> Bool {
    guard parameter.element == argument.element, parameter.rank == argument.rank else {
      return false
    }
    for (p, a) in zip(parameter.shape, argument.shape) {
      if case .symbol(let s) = p {
        if let bound = sizes[s] {
          guard bound == a else { return false }
        } else {
          sizes[s] = a
        }
      } else if p != a {
        return false
      }
    }
    return true
  }

  /// Returns `type` with bound symbols replaced.
  package func substitute(in type: TensorType) -> TensorType {
    TensorType(
      type.element,
      type.shape.map { (d) in
        if case .symbol(let s) = d { sizes[s] ?? d } else { d }
      })
  }

}
