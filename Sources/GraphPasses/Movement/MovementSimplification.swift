extension Pass {

  /// Simplifies operations that move elements: removes those that move nothing, composes those
  /// that follow each other, and moves elementwise work to where there are fewer elements.
  ///
  ///     %0 = reverse %x, dims=[0]
  ///     %1 = reverse %0, dims=[0]           -->    %0 = slice %x, start=[1], limit=[3]
  ///     %2 = slice %1, start=[1], limit=[4]
  ///     %3 = slice %2, start=[0], limit=[2]
  ///
  /// No rule makes a tensor larger than the one it replaces.
  package static let movementSimplification = Pass(
    "movement", "Simplify broadcasts, reshapes, transposes, slices, pads and concatenations."
  ) { (rewriter) in
    rewriter.limitSorts()
    rewriter.apply(RuleTable.movement)
  }

}

extension RewriteRule {

  /// The rules of movement operations.
  static let movement: [RewriteRule] =
    reshapes + transposes + broadcasts + slices + liftedSlices + dynamicSlices + pads
    + concatenations + reversals + scatters + sinking

}

extension RuleTable {

  /// The rules of movement operations.
  static let movement = RuleTable(RewriteRule.movement)

}
