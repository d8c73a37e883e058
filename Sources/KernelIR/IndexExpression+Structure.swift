extension IndexExpression {

  /// Calls `visit` with every loop variable and value on which the expression depends, left to
  /// right, each as often as it occurs.
  package func forEachLeaf(_ visit: (Atom) -> Void) {
    for t in terms {
      switch t.atom {
      case .variable, .value: visit(t.atom)
      case .quotient(let e, _), .remainder(let e, _): e.forEachLeaf(visit)
      }
    }
  }

  /// Returns `true` iff the expression depends on `variable`.
  package func depends(on variable: LoopVariableID) -> Bool {
    var found = false
    forEachLeaf { (leaf) in if leaf == .variable(variable) { found = true } }
    return found
  }

  /// Returns `true` iff the expression depends on a value of the kernel.
  package var dependsOnValues: Bool {
    var found = false
    forEachLeaf { (leaf) in if case .value = leaf { found = true } }
    return found
  }

  /// Returns how much the expression grows when `variable` grows by one, or `nil` if that is not
  /// a constant.
  package func stride(in variable: LoopVariableID) -> Int? {
    var result = 0
    for t in terms {
      switch t.atom {
      case .variable(let v):
        if v == variable { result = t.coefficient }
      case .value:
        break
      case .quotient(let e, _), .remainder(let e, _):
        if e.depends(on: variable) { return nil }
      }
    }
    return result
  }

  /// Returns the expression with every variable and value replaced by what `replacement` returns
  /// for it, without simplification.
  package func replacingLeaves(_ replacement: (Atom) -> IndexExpression) -> IndexExpression {
    var result = IndexExpression(constant)
    for t in terms {
      let e: IndexExpression
      switch t.atom {
      case .variable, .value:
        e = replacement(t.atom)
      case .quotient(let inner, let d):
        e = IndexExpression(.quotient(inner.replacingLeaves(replacement), d))
      case .remainder(let inner, let d):
        e = IndexExpression(.remainder(inner.replacingLeaves(replacement), d))
      }
      result = result + e * t.coefficient
    }
    return result
  }

  /// Returns the value of the expression, where `leaf` gives those of variables and values.
  /// Arithmetic wraps.
  package func evaluate(_ leaf: (Atom) -> Int) -> Int {
    var result = constant
    for t in terms {
      let x: Int
      switch t.atom {
      case .variable, .value: x = leaf(t.atom)
      case .quotient(let e, let d): x = e.evaluate(leaf).floorQuotient(by: Swift.max(d, 1))
      case .remainder(let e, let d): x = e.evaluate(leaf).floorRemainder(by: Swift.max(d, 1))
      }
      result = result &+ x &* t.coefficient
    }
    return result
  }

}
