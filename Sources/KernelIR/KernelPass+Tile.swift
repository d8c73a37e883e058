import Scalars

extension KernelPass {

  /// Computes sums of products in tiles that are accumulated in registers, from packed factors.
  ///
  ///     for %i0 in 0..<M {             for %p in 0..<blocks {
  ///       for %i1 in 0..<N {             for %k in 0..<K {
  ///         %s = reduce add … {            for %j in 0..<64 {
  ///           … load b0[%i0*K + %k]  -->     store (load b1[…]), b3[%k*64 + %j]   // packed
  ///           … load b1[%k*N + %i1]        }
  ///           …                          }
  ///         }                            for %i in 0..<M/12 {
  ///         store %s, b2[%i0*N + %i1]      for %j in 0..<2 {
  ///       }                                  for %l in 0..<16 vector(16) {
  ///     }                                      … 24 sums over %k at once, their epilogues, stores
  ///
  /// The sums of a tile share loads of both factors. A block of the lane factor is packed into
  /// scratch memory and stays in the second-level cache while all rows pass over it. Operations on
  /// the factors, such as a conversion, a transpose or the window of a convolution, are done where
  /// they are packed. `ContractionTiling` chooses all sizes; the order of the terms of each sum
  /// stays. The scheme is that of Goto and van de Geijn, "Anatomy of high-performance matrix
  /// multiplication" (ACM TOMS 34.3, 2008).
  package static let tile = KernelPass(
    "tile", "Compute sums of products in tiles of registers, from packed factors."
  ) { (kernel, target) in
    guard let contraction = ContractionNest(kernel) else { return kernel }
    var nest = contraction
    nest.limitLanes(to: ContractionTiling.streamedSumLimit / 2)
    var tiling = ContractionTiling.streaming(nest, for: target)
    if tiling == nil {
      nest = contraction
      nest.limitLanes(to: ContractionTiling.blockLaneLimit / 2)
      tiling = ContractionTiling(nest, for: target)
    }
    guard let tiling else { return kernel }
    var generator = TileGenerator(nest, tiling, for: target)
    generator.run()
    return (try? generator.builder.finish()) ?? kernel
  }

}

/// The generation of the tiled kernel.
private struct TileGenerator {

  let nest: ContractionNest
  let tiling: ContractionTiling
  let target: KernelTarget

  var builder = KernelBuilder()

  /// The number of terms of a sum.
  private let termCount: Int

  /// The number of rows.
  private let rowCount: Int

  /// The lanes of a block, without those that fill up the last vector.
  private let blockLanes: Int

  /// The lanes of a row of the packed lane factor.
  private let packedLanes: Int

  /// The packed lane factor of a block: terms × lanes.
  private var lanePack: BufferID?

  /// The packed row factor of a panel.
  private var rowPack: BufferID?

  /// The sums of a tile, if the epilogue is not computed in the tile's loop.
  private var sums: BufferID?

  /// The sums of each row of a block, if the lane factor streams by.
  private var streamedSums: [BufferID] = []

  /// The position of the block.
  private var block = Block()

  /// The terms of a packed row, with some room so that rows do not share sets of the cache.
  private let rowPitch: Int

  /// A tile with more statements in its epilogues gets a loop for them.
  private static let inlineEpilogueLimit = 160

  /// The position of a block.
  private struct Block {

    /// What the variables of the outer loops are.
    var outer: [LoopVariableID: IndexExpression] = [:]

    /// The numbers of the block beside and above others.
    var lane = IndexExpression(0)
    var row = IndexExpression(0)

  }

  init(_ nest: ContractionNest, _ tiling: ContractionTiling, for target: KernelTarget) {
    self.nest = nest
    self.tiling = tiling
    self.target = target
    termCount = nest.count(nest.sum.variables)
    rowCount = nest.count(nest.rows)
    let inner = nest.count(Array(nest.lanes.dropFirst()))
    blockLanes = tiling.step * inner
    packedLanes = tiling.blockLanes(inner: inner)
    rowPitch = termCount + (termCount % 64 == 0 ? 16 : 0)
  }

  // MARK: Blocks

  /// Builds the kernel.
  mutating func run() {
    for b in nest.kernel.buffers { _ = builder.buffer(b.element, count: b.count, b.access) }
    let rows = min(tiling.rows, rowCount)
    if tiling.packsLanes {
      lanePack = builder.buffer(nest.type, count: termCount * packedLanes, .scratch)
    }
    if tiling.rowPacking != .none {
      rowPack = builder.buffer(nest.type, count: rows * rowPitch, .scratch)
    }
    if tiling.streams {
      streamedSums = (0..<rows).map { _ in
        builder.buffer(nest.type, count: packedLanes, .scratch)
      }
    } else if nest.epilogue.count * rows * tiling.vectors > Self.inlineEpilogueLimit {
      sums = builder.buffer(
        nest.type, count: rows * tiling.vectors * tiling.laneCount, .scratch)
    }

    let shape = nest.outer.map(nest.kernel.extent(of:)) + [tiling.laneBlocks, tiling.rowBlocks]
    loop(shape.reduce(1, *)) { (generator, position) in
      let indices = position.delinearized(shape: shape, extents: generator.builder.extents)
      for (v, i) in zip(generator.nest.outer, indices) { generator.block.outer[v] = i }
      generator.block.lane = indices[shape.count - 2]
      generator.block.row = indices[shape.count - 1]
      if generator.tiling.streams { return generator.emitStream() }
      generator.packLanes()
      generator.emitPanels()
    }
  }

  /// Emits the panels of the block: whole ones, and in the last block above others the one of the
  /// rows that are left.
  private mutating func emitPanels() {
    let rows = tiling.rows
    let whole = rowCount / rows
    let before = block.row * tiling.panels
    loop(min(tiling.panels, whole), while: { before + $0 }, below: whole) { (generator, i) in
      generator.emitPanel(at: (before + i) * rows, rows: rows)
    }
    let rest = rowCount % rows
    let last = IndexExpression(tiling.rowBlocks - 1) - block.row
    loop(rest == 0 ? 0 : 1, while: { last + $0 }, below: 1) { (generator, _) in
      generator.emitPanel(at: IndexExpression(whole * rows), rows: rest)
    }
  }

  /// Emits the tiles of the `rows` rows from `row` on.
  private mutating func emitPanel(at row: IndexExpression, rows: Int) {
    packRows(at: row, rows: rows)
    let vectors = packedLanes / tiling.laneCount
    let whole = vectors / tiling.vectors
    let tileLanes = tiling.vectors * tiling.laneCount
    let before = block.lane * blockLanes
    let laneCount = nest.count(nest.lanes)
    loop(whole, while: { before + $0 * tileLanes }, below: laneCount) { (generator, i) in
      generator.emitTile(
        row: row, rows: rows, lane: i * tileLanes, vectors: generator.tiling.vectors)
    }
    let rest = vectors % tiling.vectors
    let start = before + whole * tileLanes
    loop(rest == 0 ? 0 : 1, while: { start + $0 }, below: laneCount) { (generator, _) in
      generator.emitTile(
        row: row, rows: rows, lane: IndexExpression(whole * tileLanes), vectors: rest)
    }
  }

  // MARK: Streams

  /// Lines of the lane factor are asked for so many bytes before they are loaded.
  private static let prefetchDistance = 12 << 10

  /// Emits the sums of a block with few rows, for which the lane factor is loaded in the order of
  /// memory.
  private mutating func emitStream() {
    let rows = (0..<streamedSums.count).map { IndexExpression($0) }
    var start = KernelCloner(nest, variables: block.outer, condition: nil)
    let zero = start.value(nest.sum.initial[0], in: &builder)
    loop(packedLanes) { (generator, j) in
      for b in generator.streamedSums { generator.builder.store(zero, to: b, at: j) }
    }
    loop(termCount) { (generator, k) in
      var terms = generator.block.outer
      generator.place(generator.nest.sum.variables, at: k, in: &terms)
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
  private mutating func sum(
    _ x: KernelValueID, _ y: KernelValueID, _ sum: KernelValueID
  ) -> KernelValueID {
    if case .function(_, contracted: true) = nest.sum.combiner, target.hasFMA {
      return builder.define(.fma(x, y, sum), nest.type)
    }
    return builder.binary(.add, sum, builder.binary(.mul, x, y))
  }

  /// Returns the lane factor at `lane` of the block, where the loops stand at `terms`, after asking
  /// for the one some terms later.
  private mutating func streamedFactor(
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

  // MARK: Packing

  /// Emits what packs the lane factor of the block.
  ///
  /// The first of the lanes' loops stands in the block; what is beyond its extent is skipped, or
  /// masked if that loop is the innermost.
  private mutating func packLanes() {
    guard let lanePack else { return }
    let extent = nest.kernel.extent(of: nest.lanes[0])
    let inner = nest.lanes.dropFirst().map(nest.kernel.extent(of:))
    let before = block.lane * tiling.step
    loops(nest.sum.variables.map(nest.kernel.extent(of:))) { (generator, terms) in
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
          generator.loops(inner) { (generator, rest) in pack(&generator, [i] + rest, if: nil) }
        }
      }
    }
  }

  /// Emits what packs the lane factor at `terms` and at `lanes` of the block; `first` is where the
  /// first loop of the lanes stands.
  private mutating func packLane(
    into lanePack: BufferID, terms: [IndexExpression], first: IndexExpression,
    lanes: [IndexExpression], if condition: KernelValueID?
  ) {
    var variables = block.outer
    for (v, i) in zip(nest.sum.variables, terms) { variables[v] = i }
    for (v, i) in zip(nest.lanes, lanes) { variables[v] = i }
    variables[nest.lanes[0]] = first
    var cloner = KernelCloner(nest, variables: variables, condition: condition)
    let x = cloner.value(nest.laneFactor, in: &builder)
    let (term, lane) = (position(terms, in: nest.sum.variables), position(lanes, in: nest.lanes))
    builder.store(x, to: lanePack, at: term * packedLanes + lane)
  }

  /// Emits what packs the row factor of the `rows` rows from `row` on.
  private mutating func packRows(at row: IndexExpression, rows: Int) {
    guard let rowPack else { return }
    let terms = nest.sum.variables.map(nest.kernel.extent(of:))
    let byRow = tiling.rowPacking == .byRow
    loops(byRow ? [rows] + terms : terms + [rows]) { (generator, indices) in
      let r = byRow ? indices[0] : indices[terms.count]
      let k = byRow ? Array(indices.dropFirst()) : Array(indices.dropLast())
      var variables = generator.block.outer
      for (v, i) in zip(generator.nest.sum.variables, k) { variables[v] = i }
      generator.place(generator.nest.rows, at: row + r, in: &variables)
      var cloner = KernelCloner(generator.nest, variables: variables, condition: nil)
      let x = cloner.value(generator.nest.rowFactor, in: &generator.builder)
      let term = generator.position(k, in: generator.nest.sum.variables)
      generator.builder.store(x, to: rowPack, at: generator.packedRow(r, term, rows: rows))
    }
  }

  /// The position in row-major order of `indices` of `loops`.
  private func position(
    _ indices: [IndexExpression], in loops: [LoopVariableID]
  ) -> IndexExpression {
    zip(indices, loops).reduce(IndexExpression(0)) {
      $0 * nest.kernel.extent(of: $1.1) + $1.0
    }
  }

  /// Where the factor of row `r` and term `k` is in the packed panel.
  private func packedRow(
    _ r: IndexExpression, _ k: IndexExpression, rows: Int
  ) -> IndexExpression {
    tiling.rowPacking == .byRow ? r * rowPitch + k : k * rows + r
  }

  /// Makes `variables` stand at the position `index` in row-major order.
  private func place(
    _ loops: [LoopVariableID], at index: IndexExpression,
    in variables: inout [LoopVariableID: IndexExpression]
  ) {
    let shape = loops.map(nest.kernel.extent(of:))
    for (v, i) in zip(loops, index.delinearized(shape: shape, extents: builder.extents)) {
      variables[v] = i
    }
  }

  // MARK: Tiles

  /// Emits a tile of `rows` rows from `row` on, and `vectors` vectors from the lane `lane` of the
  /// block on.
  private mutating func emitTile(
    row: IndexExpression, rows: Int, lane: IndexExpression, vectors: Int
  ) {
    var start = KernelCloner(nest, variables: block.outer, condition: nil)
    let zero = start.value(nest.sum.initial[0], in: &builder)
    let l = builder.openLoop(extent: tiling.laneCount, kind: .vector(lanes: tiling.laneCount))
    let lanes = (0..<vectors).map { lane + $0 * tiling.laneCount + IndexExpression(l) }
    let results = emitSums(row: row, rows: rows, lanes: lanes, zero: zero)
    if let sums {
      for r in 0..<rows {
        for v in 0..<vectors {
          let at = IndexExpression(l) + (r * vectors + v) * tiling.laneCount
          builder.store(results[r * vectors + v], to: sums, at: at)
        }
      }
      builder.closeLoop()
      let tileLanes = vectors * tiling.laneCount
      loops([rows, tileLanes]) { (generator, i) in
        let sum = generator.builder.load(sums, i[0] * tileLanes + i[1])
        generator.emitEpilogue(of: sum, row: row + i[0], lane: lane + i[1])
      }
      return
    }
    for r in 0..<rows {
      for v in 0..<vectors {
        emitEpilogue(of: results[r * vectors + v], row: row + r, lane: lanes[v])
      }
    }
    builder.closeLoop()
  }

  /// Emits the sums of a tile and returns them, row by row.
  private mutating func emitSums(
    row: IndexExpression, rows: Int, lanes: [IndexExpression], zero: KernelValueID
  ) -> [KernelValueID] {
    let k = IndexExpression(builder.openReduction(extents: [termCount])[0])
    var terms = block.outer
    place(nest.sum.variables, at: k, in: &terms)
    let y = lanes.map { (lane) -> KernelValueID in
      if let lanePack { return builder.load(lanePack, k * packedLanes + lane) }
      var variables = terms
      place(nest.lanes, at: block.lane * blockLanes + lane, in: &variables)
      var cloner = KernelCloner(nest, variables: variables, condition: condition(at: lane))
      return cloner.value(nest.laneFactor, in: &builder)
    }
    // Each row's factor goes before its products, so that few of them need registers at a time.
    let products = (0..<rows).flatMap { (r) -> [KernelValueID] in
      let x = rowFactor(of: row, plus: r, rows: rows, k, terms)
      return y.map { builder.binary(.mul, x, $0) }
    }
    let contracted =
      if case .function(_, let contracted) = nest.sum.combiner { contracted } else { false }
    return builder.closeReduction(
      .add, contracted: contracted, initial: products.map { _ in zero }, elements: products)
  }

  /// Returns the factor of the row `row + r`, the one with number `r` of a panel of `rows`, in the
  /// term `k`, where the loops stand at `terms`.
  private mutating func rowFactor(
    of row: IndexExpression, plus r: Int, rows: Int, _ k: IndexExpression,
    _ terms: [LoopVariableID: IndexExpression]
  ) -> KernelValueID {
    if let rowPack { return builder.load(rowPack, packedRow(IndexExpression(r), k, rows: rows)) }
    var variables = terms
    place(nest.rows, at: row + r, in: &variables)
    var cloner = KernelCloner(nest, variables: variables, condition: nil)
    return cloner.value(nest.rowFactor, in: &builder)
  }

  /// Emits what is done with `sum`, that of the row `row` and the lane `lane` of the block.
  private mutating func emitEpilogue(
    of sum: KernelValueID, row: IndexExpression, lane: IndexExpression
  ) {
    var variables = block.outer
    place(nest.rows, at: row, in: &variables)
    place(nest.lanes, at: block.lane * blockLanes + lane, in: &variables)
    let condition = condition(at: lane)
    var cloner = KernelCloner(nest, variables: variables, condition: condition)
    cloner.values[nest.sum.results[0]] = sum
    for s in nest.stores {
      let value = cloner.value(s.value, in: &builder)
      builder.store(
        value, to: s.buffer, at: cloner.index(s.index, in: &builder), guard: condition)
    }
  }

  /// Returns whether the lane `lane` of the block is a lane; `nil` if it always is.
  private mutating func condition(at lane: IndexExpression) -> KernelValueID? {
    let inBlock = tiling.laneBlocks > 1 ? guardInside(lane, blockLanes) : nil
    let inAll = guardInside(block.lane * blockLanes + lane, nest.count(nest.lanes))
    guard let inBlock, let inAll else { return inBlock ?? inAll }
    return builder.binary(.and, inBlock, inAll)
  }

  /// Returns whether `index`, never negative, is less than `limit`; `nil` if it always is.
  private mutating func guardInside(_ index: IndexExpression, _ limit: Int) -> KernelValueID? {
    let i = index.simplified(extents: builder.extents)
    return i.isInside(0, limit, extents: builder.extents) ? nil : builder.inside(i, 0, limit)
  }

  // MARK: Loops

  /// Emits what `body` writes for each position below `extent`, without a loop if there is one.
  private mutating func loop(
    _ extent: Int, _ body: (inout Self, IndexExpression) -> Void
  ) {
    if extent == 1 { return body(&self, IndexExpression(0)) }
    let v = builder.openLoop(extent: extent)
    body(&self, IndexExpression(v))
    builder.closeLoop()
  }

  /// Emits what `body` writes for each position below `extent` for which `index` of it is less than
  /// `limit`.
  private mutating func loop(
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
  private mutating func loops(
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

/// Copies of values of a contraction, at other places of its loops.
private struct KernelCloner {

  private let nest: ContractionNest

  /// Where the loops stand.
  private let variables: [LoopVariableID: IndexExpression]

  /// The condition under which there is something to load that depends on lanes; `nil` if always.
  private let condition: KernelValueID?

  /// The copies so far.
  var values: [KernelValueID: KernelValueID] = [:]

  init(
    _ nest: ContractionNest, variables: [LoopVariableID: IndexExpression],
    condition: KernelValueID?
  ) {
    self.nest = nest
    self.variables = variables
    self.condition = condition
  }

  /// Returns the copy of `v`.
  mutating func value(
    _ v: KernelValueID, in builder: inout KernelBuilder
  ) -> KernelValueID {
    if let known = values[v] { return known }
    guard let e = nest.definitions[v] else {
      builder.fail("value \(v.index) of a contraction has no definition")
      return v
    }
    let renaming = renaming(for: e, in: &builder)
    var copy = renaming(e)
    let dependsOnLanes = nest.lanes.contains { nest.dependencies[v]?.contains($0) == true }
    if let condition, dependsOnLanes, case .load(let b, let i, let inner) = copy {
      copy = .load(
        b, i, guard: inner.map { builder.binary(.and, $0, condition) } ?? condition)
    }
    let result = builder.define(copy, nest.kernel.type(of: v))
    values[v] = result
    return result
  }

  /// Returns the copy of `i`.
  mutating func index(
    _ i: IndexExpression, in builder: inout KernelBuilder
  ) -> IndexExpression {
    renaming(for: .index(i), in: &builder)(i)
  }

  private mutating func renaming(
    for e: Expression, in builder: inout KernelBuilder
  ) -> KernelRenaming {
    var result = KernelRenaming()
    result.variables = variables
    var used: [KernelValueID] = []
    e.forEachUse { used.append($0) }
    for u in used { result.values[u] = value(u, in: &builder) }
    return result
  }

}
