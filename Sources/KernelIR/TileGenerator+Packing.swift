extension TileGenerator {

  /// Emits what packs the lane factor of the block, unless all of it is packed once.
  mutating func packLanes() {
    if lanePlace == .scratch { emitLanePacking() }
  }

  /// Emits what packs the lane factor of the block.
  ///
  /// The first of the lanes' loops stands in the block; what is beyond its extent is skipped, or
  /// masked if that loop is the innermost.
  mutating func emitLanePacking() {
    guard let lanePack else { return }
    let extent = nest.kernel.extent(of: nest.lanes[0])
    let inner = Array(nest.lanes.dropFirst().map(nest.kernel.extent(of:)))
    let before = block.lane * tiling.step
    loops(termExtents) { (generator, terms) in
      func pack(_ generator: inout Self, _ lanes: [IndexExpression], if c: KernelValueID?) {
        generator.packLane(
          into: lanePack, terms: terms, first: before + lanes[0], lanes: lanes, if: c)
      }
      if inner.isEmpty {
        generator.loop(generator.packedLanes) { (generator, i) in
          pack(&generator, [i], if: generator.guardInside(before + i, extent))
        }
      } else {
        generator.loop(generator.tiling.step, while: { before + $0 }, below: extent) {
          (generator, i) in
          generator.loops(Array(inner.dropLast())) { (generator, outer) in
            generator.pieces(inner[inner.count - 1]) { (generator, last) in
              pack(&generator, [i] + outer + [last], if: nil)
            }
          }
        }
      }
    }
  }

  /// Emits what packs the lane factor at `terms` and at `lanes` of the block; `first` is where the
  /// first loop of the lanes stands.
  mutating func packLane(
    into lanePack: BufferID, terms: [IndexExpression], first: IndexExpression,
    lanes: [IndexExpression], if condition: KernelValueID?
  ) {
    var variables = self.terms(at: terms)
    for (v, i) in zip(nest.lanes, lanes) { variables[v] = i }
    variables[nest.lanes[0]] = first
    var cloner = KernelCloner(nest, variables: variables, condition: condition)
    let x = cloner.value(nest.laneFactor, in: &builder)
    let lane = zip(lanes, nest.lanes).reduce(IndexExpression(0)) {
      $0 * nest.kernel.extent(of: $1.1) + $1.0
    }
    builder.store(x, to: lanePack, at: laneBase + position(terms) * packedLanes + lane)
  }

  /// Emits what packs the row factor of the `rows` rows from `row` on, unless all of it is packed once.
  mutating func packRows(at row: IndexExpression, rows: Int) {
    if rowPlace == .scratch { emitRowPacking(at: row, rows: rows) }
  }

  /// Emits what packs the row factor of the `rows` rows from `row` on.
  mutating func emitRowPacking(at row: IndexExpression, rows: Int) {
    guard let rowPack else { return }
    let terms = termExtents
    let byRow = tiling.rowPacking == .byRow
    loops(byRow ? [rows] + terms : terms + [rows]) { (generator, indices) in
      let r = byRow ? indices[0] : indices[terms.count]
      let k = byRow ? Array(indices.dropFirst()) : Array(indices.dropLast())
      var variables = generator.terms(at: k)
      generator.place(generator.nest.rows, at: row + r, in: &variables)
      var cloner = KernelCloner(generator.nest, variables: variables, condition: nil)
      let x = cloner.value(generator.nest.rowFactor, in: &generator.builder)
      let at = generator.packedRow(r, generator.position(k), rows: rows)
      generator.builder.store(x, to: rowPack, at: generator.rowBase(of: row) + at)
    }
  }

  /// The number of the term of the block at which its loops stand at `indices`.
  func position(_ indices: [IndexExpression]) -> IndexExpression {
    zip(indices, termExtents).reduce(IndexExpression(0)) { $0 * $1.1 + $1.0 }
  }

  /// Where the outer loops and those of the terms stand when the latter are at `indices` of the
  /// block.
  func terms(at indices: [IndexExpression]) -> [LoopVariableID: IndexExpression] {
    var variables = block.outer
    for (v, i) in zip(nest.sum.variables, block.terms) { variables[v] = i }
    for (i, e) in indices.enumerated() {
      variables[nest.sum.variables[tiling.termSplit + i]] =
        i == 0 ? block.terms[tiling.termSplit] + e : e
    }
    return variables
  }

  /// Where the outer loops and those of the terms stand in the term with number `k` of the block.
  func terms(at k: IndexExpression) -> [LoopVariableID: IndexExpression] {
    terms(at: k.delinearized(shape: termExtents, extents: builder.extents))
  }

  /// Where the factor of row `r` and term `k` is in the packed panel.
  func packedRow(
    _ r: IndexExpression, _ k: IndexExpression, rows: Int
  ) -> IndexExpression {
    tiling.rowPacking == .byRow ? r * rowPitch + k : k * rows + r
  }

  /// Makes `variables` stand at the position `index` in row-major order.
  func place(
    _ loops: [LoopVariableID], at index: IndexExpression,
    in variables: inout [LoopVariableID: IndexExpression]
  ) {
    let shape = loops.map(nest.kernel.extent(of:))
    for (v, i) in zip(loops, index.delinearized(shape: shape, extents: builder.extents)) {
      variables[v] = i
    }
  }

}
