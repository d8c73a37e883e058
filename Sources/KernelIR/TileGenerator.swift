import Scalars

/// The generation of the tiled kernel.
struct TileGenerator {

  let nest: ContractionNest
  var tiling: ContractionTiling
  let target: KernelTarget

  var builder = KernelBuilder()

  /// The extents of the loops of the terms of a block.
  let termExtents: [Int]

  /// The number of terms of a block.
  let termCount: Int

  /// The extents of the blocks of terms.
  let termBlocks: [Int]

  /// The number of rows.
  let rowCount: Int

  /// The lanes of a block, without those that fill up the last vector.
  let blockLanes: Int

  /// The lanes of a row of the packed lane factor.
  let packedLanes: Int

  /// Where the lane factor is packed, if it is.
  var lanePlace = Place.scratch

  /// Where the row factor is packed, if it is.
  var rowPlace = Place.scratch

  /// The packed lane factor of a block: terms × lanes.
  var lanePack: BufferID?

  /// The packed row factor of a panel.
  var rowPack: BufferID?

  /// The sums of a tile, if the epilogue is not computed in the tile's loop.
  var sums: BufferID?

  /// The sums of a block, if they are continued from one block of terms to the next.
  var continuedSums: BufferID?

  /// The sums of each row of a block, if the lane factor streams by.
  var streamedSums: [BufferID] = []

  /// The position of the block.
  var block = Block()

  /// The terms of a packed row, with some room so that rows do not share sets of the cache.
  let rowPitch: Int

  /// The most panels of a block, for each vector of a tile, during which the next one is asked for.
  static let prefetchedPanelLimit = 8

  /// The elements of a line of the cache, taken to have four bytes each.
  static let lineCount = 16

  /// A tile with more statements in its epilogues gets a loop for them.
  static let inlineEpilogueLimit = 160

  /// The position of a block.
  struct Block {

    /// What the variables of the outer loops are.
    var outer: [LoopVariableID: IndexExpression] = [:]

    /// The numbers of the block beside and above others.
    var lane = IndexExpression(0)
    var row = IndexExpression(0)

    /// The first iterations of the loops of the terms.
    var terms: [IndexExpression] = []

    /// The number of the block of terms, by the loops that are cut.
    var termBlock: [IndexExpression] = []

  }

  init(_ nest: ContractionNest, _ tiling: ContractionTiling, for target: KernelTarget) {
    self.nest = nest
    self.tiling = tiling
    self.target = target
    let extents = nest.sum.variables.map(nest.kernel.extent(of:))
    let split = tiling.termSplit
    termExtents = [tiling.termStep] + extents[(split + 1)...]
    termCount = termExtents.reduce(1, *)
    termBlocks = extents[..<split] + [extents[split] / tiling.termStep]
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
      lanePack = builder.buffer(
        nest.type, count: lanePackCount, lanePlace == .scratch ? .scratch : .read)
    }
    if tiling.rowPacking != .none {
      rowPack = builder.buffer(
        nest.type, count: rowPackCount, rowPlace == .scratch ? .scratch : .read)
    }
    if tiling.streams {
      streamedSums = (0..<rows).map { _ in
        builder.buffer(nest.type, count: packedLanes, .scratch)
      }
    } else if termBlocks.contains(where: { $0 > 1 }) {
      continuedSums = builder.buffer(
        nest.type, count: tiling.panels * tiling.rows * packedLanes, .scratch)
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
      generator.startTerms(at: generator.termBlocks.map { _ in IndexExpression(0) })
      if generator.tiling.streams {
        generator.emitStream()
      } else if let sums = generator.continuedSums {
        generator.emitContinuedSums(sums)
      } else {
        generator.packLanes()
        generator.emitPanels { $0.emitPanel(at: $1, rows: $2) }
      }
    }
  }

  /// Emits the block as several blocks of terms, between which the sums are kept in `sums`.
  mutating func emitContinuedSums(_ sums: BufferID) {
    var start = KernelCloner(nest, variables: block.outer, condition: nil)
    let zero = start.value(nest.sum.initial[0], in: &builder)
    loop(builder.kernel[sums].count) { (generator, i) in
      generator.builder.store(zero, to: sums, at: i)
    }
    loop(termBlocks.reduce(1, *)) { (generator, position) in
      let indices = position.delinearized(
        shape: generator.termBlocks, extents: generator.builder.extents)
      generator.startTerms(at: indices)
      generator.packLanes()
      generator.emitPanels { $0.emitPanel(at: $1, rows: $2) }
    }
    emitPanels { (generator, row, rows) in
      generator.loops([rows, generator.packedLanes]) { (generator, i) in
        let at = generator.continuedSum(row: row + i[0], lane: i[1])
        generator.emitEpilogue(
          of: generator.builder.load(sums, at), row: row + i[0], lane: i[1])
      }
    }
  }

  /// Makes the block stand in the block of terms with the number `indices`.
  mutating func startTerms(at indices: [IndexExpression]) {
    block.termBlock = indices
    block.terms = nest.sum.variables.indices.map { (i) in
      guard i < indices.count else { return IndexExpression(0) }
      return i == tiling.termSplit ? indices[i] * tiling.termStep : indices[i]
    }
  }

  /// Where the sum of the row `row` and the lane `lane` of the block is.
  func continuedSum(row: IndexExpression, lane: IndexExpression) -> IndexExpression {
    (row - block.row * (tiling.panels * tiling.rows)) * packedLanes + lane
  }

  /// Emits the panels of the block by `emit`, from their first rows and numbers of rows: whole ones,
  /// and in the last block above others the one of the rows that are left.
  mutating func emitPanels(_ emit: (inout Self, IndexExpression, Int) -> Void) {
    let rows = tiling.rows
    let whole = rowCount / rows
    let before = block.row * tiling.panels
    loop(min(tiling.panels, whole), while: { before + $0 }, below: whole) { (generator, i) in
      emit(&generator, (before + i) * rows, rows)
    }
    let rest = rowCount % rows
    let last = IndexExpression(tiling.rowBlocks - 1) - block.row
    loop(rest == 0 ? 0 : 1, while: { last + $0 }, below: 1) { (generator, _) in
      // Said as a place in the block, since blocks must be known to be disjoint.
      let above = (generator.tiling.rowBlocks - 1) * generator.tiling.panels
      emit(&generator, (before + (whole - above)) * rows, rest)
    }
  }

  /// Emits the tiles of the `rows` rows from `row` on.
  mutating func emitPanel(at row: IndexExpression, rows: Int) {
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

  // MARK: Tiles

  /// Emits a tile of `rows` rows from `row` on, and `vectors` vectors from the lane `lane` of the
  /// block on.
  mutating func emitTile(
    row: IndexExpression, rows: Int, lane: IndexExpression, vectors: Int
  ) {
    var start = KernelCloner(nest, variables: block.outer, condition: nil)
    let zero = start.value(nest.sum.initial[0], in: &builder)
    let l = builder.openLoop(extent: tiling.laneCount, kind: .vector(lanes: tiling.laneCount))
    let lanes = (0..<vectors).map { lane + $0 * tiling.laneCount + IndexExpression(l) }
    let tileLanes = tiling.vectors * tiling.laneCount
    let tile =
      row.quotient(by: tiling.rows, extents: builder.extents) * (packedLanes / tileLanes)
      + lane.quotient(by: tileLanes, extents: builder.extents)
    if let continuedSums {
      let places = (0..<rows).flatMap { (r) in
        lanes.map { continuedSum(row: row + r, lane: $0) }
      }
      let results = emitSums(
        row: row, rows: rows, lanes: lanes, tile: tile,
        initial: places.map { builder.load(continuedSums, $0) })
      for (v, i) in zip(results, places) { builder.store(v, to: continuedSums, at: i) }
      builder.closeLoop()
      return
    }
    let initial = [KernelValueID](repeating: zero, count: rows * vectors)
    let results = emitSums(row: row, rows: rows, lanes: lanes, tile: tile, initial: initial)
    if let sums {
      for r in 0..<rows {
        for v in 0..<vectors {
          let at = IndexExpression(l) + (r * vectors + v) * tiling.laneCount
          builder.store(results[r * vectors + v], to: sums, at: at)
        }
      }
      builder.closeLoop()
      let width = vectors * tiling.laneCount
      loops([rows, width]) { (generator, i) in
        let sum = generator.builder.load(sums, i[0] * width + i[1])
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

  /// Emits the sums of a tile, which start from `initial`, and returns them, row by row.
  mutating func emitSums(
    row: IndexExpression, rows: Int, lanes: [IndexExpression], tile: IndexExpression,
    initial: [KernelValueID]
  ) -> [KernelValueID] {
    let k = IndexExpression(builder.openReduction(extents: [termCount])[0])
    let terms = terms(at: k)
    prefetchNextBlock(in: terms, k, tile: tile)
    prefetchNextPanel(after: row, rows: rows, k)
    let y = lanes.map { (lane) -> KernelValueID in
      if let lanePack { return builder.load(lanePack, laneBase + k * packedLanes + lane) }
      var variables = terms
      place(nest.lanes, at: block.lane * blockLanes + lane, in: &variables)
      var cloner = KernelCloner(nest, variables: variables, condition: condition(at: lane))
      return cloner.value(nest.laneFactor, in: &builder)
    }
    // Each row's factor goes before its products, so that few of them need registers at a time.
    let products = (0..<rows).flatMap { (r) -> [KernelValueID] in
      let x = rowFactor(of: row, plus: r, rows: rows, k, terms)
      return y.map { product(x, $0) }
    }
    let shifts = shifts(y)
    let zeros = shifts.map { _ in builder.define(.constant(Scalar(nest.type, bits: 0)), nest.type) }
    let contracted =
      if case .function(_, let contracted) = nest.sum.combiner { contracted } else { false }
    let results = builder.closeReduction(
      .add, contracted: contracted, initial: initial + zeros, elements: products + shifts)
    if shifts.isEmpty { return results }
    return initial.indices.map { (i) in
      builder.binary(.sub, results[i], results[initial.count + i % shifts.count])
    }
  }

  /// Asks for one vector of the lane factor, in the term `k`, where the loops stand at `terms`, of the
  /// block that will be packed next: another one for each `tile`, until all were.
  mutating func prefetchNextBlock(
    in terms: [LoopVariableID: IndexExpression], _ k: IndexExpression, tile: IndexExpression
  ) {
    guard let lanePack, tiling.laneBlocks > 1, termBlocks.allSatisfy({ $0 == 1 }),
      nest.lanes.count == 1, nest.plainLoad(nest.laneFactor) != nil,
      let (buffer, index) = nest.loads(of: nest.laneFactor).first,
      index.stride(in: nest.lanes[0]) == 1,
      nest.kernel[buffer].count > 2 * target.l2ByteCount / nest.kernel[buffer].element.byteWidth
    else { return }
    // Where more rows pass over a block, its packing takes little of the time.
    let vectors = packedLanes / tiling.laneCount
    guard tiling.panels <= Self.prefetchedPanelLimit * tiling.vectors else { return }
    let vector = tile.remainder(by: vectors, extents: builder.extents)
    if lanePlace == .buffer {
      let next = laneBase + termCount * packedLanes + vector * tiling.laneCount
      return builder.prefetch(lanePack, at: next + k * packedLanes)
    }
    var variables = terms
    variables[nest.lanes[0]] =
      block.lane * blockLanes + blockLanes + vector * tiling.laneCount
    var cloner = KernelCloner(nest, variables: variables, condition: nil)
    builder.prefetch(buffer, at: cloner.index(index, in: &builder))
  }

  /// Asks, in the term `k`, for a line of the rows that follow the `rows` ones from `row` on, if they
  /// are loaded as they are from a large matrix.
  mutating func prefetchNextPanel(after row: IndexExpression, rows: Int, _ k: IndexExpression) {
    guard tiling.rowPacking == .none, rows <= Self.lineCount, nest.rows.count == 1,
      let (buffer, index) = nest.loads(of: nest.rowFactor).first,
      nest.plainLoad(nest.rowFactor) != nil,
      nest.sum.variables.last.map({ index.stride(in: $0) }) == 1,
      nest.isLinear(index, in: nest.sum.variables),
      nest.kernel[buffer].count > target.l2ByteCount / nest.kernel[buffer].element.byteWidth
    else { return }
    var variables = terms(at: IndexExpression(0))
    // Rows behind each other are one piece of memory. Otherwise the rows take turns, and each gets
    // one before the next line begins.
    let isWhole =
      index.stride(in: nest.rows[0]) == termCount && termBlocks.allSatisfy { $0 == 1 }
    let next = isWhole ? IndexExpression(0) : k.remainder(by: rows, extents: builder.extents)
    variables[nest.rows[0]] = row + rows + next
    var cloner = KernelCloner(nest, variables: variables, condition: nil)
    let step = isWhole ? Self.lineCount : 1
    builder.prefetch(buffer, at: cloner.index(index, in: &builder) + k * step)
  }

  /// Returns the factor of the row `row + r`, the one with number `r` of a panel of `rows`, in the
  /// term `k`, where the loops stand at `terms`.
  mutating func rowFactor(
    of row: IndexExpression, plus r: Int, rows: Int, _ k: IndexExpression,
    _ terms: [LoopVariableID: IndexExpression]
  ) -> KernelValueID {
    if let rowPack {
      let at = rowBase(of: row) + packedRow(IndexExpression(r), k, rows: rows)
      return builder.load(rowPack, at)
    }
    var variables = terms
    place(nest.rows, at: row + r, in: &variables)
    var cloner = KernelCloner(nest, variables: variables, condition: nil)
    return cloner.value(nest.rowFactor, in: &builder)
  }

  /// Emits what is done with `sum`, that of the row `row` and the lane `lane` of the block.
  mutating func emitEpilogue(
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
  mutating func condition(at lane: IndexExpression) -> KernelValueID? {
    let inBlock = tiling.laneBlocks > 1 ? guardInside(lane, blockLanes) : nil
    let inAll = guardInside(block.lane * blockLanes + lane, nest.count(nest.lanes))
    guard let inBlock, let inAll else { return inBlock ?? inAll }
    return builder.binary(.and, inBlock, inAll)
  }

  /// Returns whether `index`, never negative, is less than `limit`; `nil` if it always is.
  mutating func guardInside(_ index: IndexExpression, _ limit: Int) -> KernelValueID? {
    let i = index.simplified(extents: builder.extents)
    return i.isInside(0, limit, extents: builder.extents) ? nil : builder.inside(i, 0, limit)
  }

}
