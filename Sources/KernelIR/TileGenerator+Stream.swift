extension TileGenerator {

  /// Lines of the lane factor are asked for so many bytes before they are loaded.
  static let prefetchDistance = 12 << 10

  /// Emits the sums of a block with few rows, for which the lane factor is loaded in the order of
  /// memory.
  mutating func emitStream() {
    let rows = (0..<streamedSums.count).map { IndexExpression($0) }
    var start = KernelCloner(nest, variables: block.outer, condition: nil)
    let zero = start.value(nest.sum.initial[0], in: &builder)
    loop(packedLanes) { (generator, j) in
      for b in generator.streamedSums { generator.builder.store(zero, to: b, at: j) }
    }
    loop(termCount) { (generator, k) in
      let terms = generator.terms(at: k)
      let x = rows.map { generator.rowFactor(of: $0, plus: 0, rows: rows.count, k, terms) }
      generator.loop(generator.packedLanes) { (generator, j) in
        let y = generator.streamedFactor(lane: j, terms)
        for (x, b) in zip(x, generator.streamedSums) {
          generator.builder.store(
            generator.sum(x, y, generator.builder.load(b, j)), to: b, at: j)
        }
      }
    }
    loop(packedLanes) { (generator, j) in
      for (row, b) in zip(rows, generator.streamedSums) {
        generator.emitEpilogue(of: generator.builder.load(b, j), row: row, lane: j)
      }
    }
  }

  /// Returns `x × y + sum`.
  mutating func sum(
    _ x: KernelValueID, _ y: KernelValueID, _ sum: KernelValueID
  ) -> KernelValueID {
    if case .function(_, contracted: true) = nest.sum.combiner, target.hasFMA {
      return builder.define(.fma(x, y, sum), nest.type)
    }
    return builder.binary(.add, sum, builder.binary(.mul, x, y))
  }

  /// Returns the lane factor at `lane` of the block, where the loops stand at `terms`, after asking
  /// for the one some terms later.
  mutating func streamedFactor(
    lane: IndexExpression, _ terms: [LoopVariableID: IndexExpression]
  ) -> KernelValueID {
    var variables = terms
    place(nest.lanes, at: block.lane * blockLanes + lane, in: &variables)
    var cloner = KernelCloner(nest, variables: variables, condition: condition(at: lane))
    if let last = nest.sum.variables.last, let at = variables[last] {
      for (b, i) in nest.loads(of: nest.laneFactor) where !i.dependsOnValues {
        let bytes = packedLanes * nest.kernel[b].element.byteWidth
        let rows = max((Self.prefetchDistance + bytes - 1) / bytes, 1)
        var later = variables
        later[last] = at + rows
        var ahead = KernelCloner(nest, variables: later, condition: nil)
        let index = ahead.index(i, in: &builder)
        builder.prefetch(b, at: index)
      }
    }
    return cloner.value(nest.laneFactor, in: &builder)
  }

}
