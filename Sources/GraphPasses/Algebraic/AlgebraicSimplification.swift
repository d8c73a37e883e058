extension Pass {

  /// Applies identities of arithmetic, logic, comparison, conversion and reduction.
  ///
  ///     %0 = mul %x, 1.0
  ///     %1 = neg %0          -->    %0 = sub %y, %x
  ///     %2 = add %y, %1
  ///
  /// Only identities that hold for every bit of every element are applied, unless the pass manager
  /// allows others: `x * 0 = 0` does not hold for floats, for `x` may be infinite.
  package static let algebraicSimplification = Pass(
    "algebraic", "Apply identities of arithmetic, logic, comparison, conversion and reduction."
  ) { (rewriter) in
    rewriter.apply(RuleTable.algebraic)
  }

}

extension RewriteRule {

  /// The rules of algebraic simplification, constants first moved to the right.
  static let algebraic: [RewriteRule] =
    commutation + arithmetic + logic + comparison + conversion + reduction + contraction

}

extension RuleTable {

  /// The rules of algebraic simplification.
  static let algebraic = RuleTable(RewriteRule.algebraic)

}
