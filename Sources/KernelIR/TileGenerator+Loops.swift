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

  /// Emits what `body` writes for each position below `extent`, in separate loops for the first and
  /// the last vector of positions: in the loop between, what `body` does at the edges of an image is
  /// known not to be needed.
  mutating func pieces(_ extent: Int, _ body: (inout Self, IndexExpression) -> Void) {
    let lanes = tiling.laneCount
    guard extent >= 3 * lanes, nest.plainLoad(nest.laneFactor) == nil else {
      return loop(extent, body)
    }
    loop(lanes, body)
    loop(extent - 2 * lanes) { (generator, i) in body(&generator, i + lanes) }
    loop(lanes) { (generator, i) in body(&generator, i + (extent - lanes)) }
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
