extension Pass {

  /// Simplifies operations that move elements: removes those that move nothing, composes those
  /// that follow each other, and moves elementwise work to where there are fewer elements.
  ///
  ///     %0 = transpose %x, permutation=[1, 0]
  ///     %1 = transpose %0, permutation=[1, 0]     -->    %0 = slice %x, start=[1], limit=[3]
  ///     %2 = slice %1, start=[1], limit=[4]
  ///     %3 = slice %2, start=[0], limit=[2]
  ///
  /// No rule makes a tensor larger than the one it replaces.
  package static let movementSimplification = Pass(
    "movement", "Simplify broadcasts, reshapes, transposes, slices, pads and concatenations."
  ) { (rewriter) in
    rewriter.apply(RuleTable.movement)
  }

}

extension RuleTable {

  /// The rules of movement operations.
  static let movement = RuleTable(
    RewriteRule.reshapes + RewriteRule.transposes + RewriteRule.broadcasts + RewriteRule.slices
      + RewriteRule.dynamicSlices + RewriteRule.pads + RewriteRule.concatenations
      + RewriteRule.reversals + RewriteRule.sinking)

}
