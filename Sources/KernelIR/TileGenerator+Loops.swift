extension TileGenerator {

  /// Emits what `body` writes for each position below `extent`, without a loop if there is one.
  mutating func loop(
    _ extent: Int, _ body: (inout Self, IndexExpression) -> Void
  ) {
    if extent == 1 { return body(&self, IndexExpression(0)) }
    let v = builder.openLoop(extent: extent)
    body(&self, IndexExpression(v))
    builder.closeLoop()
  }

  /// Emits what `body` writes for each position below `extent` for which `index` of it is less than
  /// `limit`.
  mutating func loop(
    _ extent: Int, while index: (IndexExpression) -> IndexExpression, below limit: Int,
    _ body: (inout Self, IndexExpression) -> Void
  ) {
    if extent == 0 { return }
    let last = index(IndexExpression(extent - 1)).simplified(extents: builder.extents)
    if last.isInside(.min, limit, extents: builder.extents) { return loop(extent, body) }
    let v = builder.openLoop(extent: extent, while: { index(IndexExpression($0)) }, below: limit)
    body(&self, IndexExpression(v))
    builder.closeLoop()
  }

  /// Emits what `body` writes for each combination of positions below `extents`.
  mutating func loops(
    _ extents: [Int], _ body: (inout Self, [IndexExpression]) -> Void
  ) {
    guard let n = extents.first else { return body(&self, []) }
    loop(n) { (generator, i) in
      generator.loops(Array(extents.dropFirst())) { (generator, rest) in
        body(&generator, [i] + rest)
      }
    }
  }

}
