/// How a contraction is cut into tiles: sizes that depend on the kernel and the target alone.
///
/// A *tile* is what is accumulated in registers: `rows` rows of `vectors` vectors. A *panel* is the
/// tiles of a few rows beside each other, a *block* a few panels above each other, for which the
/// lane factor is packed once so that it stays in the second-level cache.
struct ContractionTiling: Hashable {

  /// How the row factor gets to the tiles.
  enum RowPacking: Hashable {

    /// Loaded where it is.
    case none

    /// Copied for each panel, the terms of a row next to each other.
    case byRow

    /// Copied for each panel, the rows of a term next to each other.
    case byTerm

  }

  /// The number of lanes of a vector.
  var laneCount: Int

  /// The rows of a tile.
  var rows: Int

  /// The vectors of a tile.
  var vectors: Int

  /// The number of iterations of the first loop of the lanes that a block has.
  var step: Int

  /// The number of blocks beside each other.
  var laneBlocks: Int

  /// The number of panels that a block has.
  var panels: Int

  /// The number of blocks above each other.
  var rowBlocks: Int

  /// The loop of the terms that is cut into blocks; those before it have one iteration in a block.
  var termSplit: Int

  /// The iterations that the loop at `termSplit` has in a block.
  var termStep: Int

  /// How the row factor gets to the tiles.
  var rowPacking: RowPacking

  /// `true` iff the lane factor is packed.
  var packsLanes: Bool

  /// `true` iff the sums are not accumulated in tiles but, for all lanes of a block, in the
  /// first-level cache, while the lane factor streams by in the order of memory.
  var streams = false

  /// The fewest panels for which it pays to pack the lane factor.
  private static let leastPanelsToPack = 3

  /// The lanes that a block may have if sums are continued.
  private static let continuedLaneCounts = [128, 256, 512]

  /// The rows of a block for which it pays to pack the lane factor again, if that is a copy of what
  /// lies in a row, and if it is more.
  private static let leastRows = (direct: 64, computed: 256)

  /// Sums whose terms cannot be cut so that packed factors have at most that many bytes are not
  /// tiled.
  private static let packByteLimit = 16 << 20

  /// Blocks of fewer terms are not worthwhile.
  private static let leastTerms = 128

  /// The most lanes of a block.
  static let blockLaneLimit = 512

  /// The number of blocks that is enough to keep threads busy, and the cycles that a block should
  /// take at least.
  private static let (blockLimit, blockCycles) = (16, 100_000.0)

  /// The most rows that are computed while the lane factor streams by.
  private static let streamedRowLimit = 4

  /// The most sums of a block of which the lane factor streams by: 16 KiB of floats.
  static let streamedSumLimit = 4096

  /// Returns how to compute `nest`, with few rows, in one pass over a lane factor that is too large
  /// for the second-level cache, or not loaded as it is; `nil` if that is not better.
  static func streaming(_ nest: ContractionNest, for target: KernelTarget) -> ContractionTiling? {
    let rowCount = nest.count(nest.rows)
    let loads = nest.loads(of: nest.laneFactor)
    guard rowCount <= streamedRowLimit, let last = nest.lanes.last,
      nest.kernel.extent(of: last) >= 64,
      loads.contains(where: { $0.index.stride(in: last) == 1 }),
      loads.allSatisfy({ [0, 1].contains($0.index.stride(in: last)) })
    else { return nil }
    let bytes = loads.reduce(0.0) { (sum, load) in
      let element = Double(nest.kernel[load.buffer].element.byteWidth)
      return max(sum, element * Double(nest.kernel[load.buffer].count))
    }
    guard bytes > Double(target.l2ByteCount) || nest.plainLoad(nest.laneFactor) == nil else {
      return nil
    }
    let laneCount = max(target.vectorByteWidth / nest.type.byteWidth, 1)
    let extent = nest.kernel.extent(of: nest.lanes[0])
    let inner = nest.count(Array(nest.lanes.dropFirst()))
    let unit = inner == 1 ? laneCount : 1
    let most = max(streamedSumLimit / rowCount / inner / unit * unit, unit)
    let blocks = (extent + most - 1) / most
    let step = ((extent + blocks - 1) / blocks + unit - 1) / unit * unit
    return ContractionTiling(
      laneCount: laneCount, rows: rowCount, vectors: 1, step: step,
      laneBlocks: (extent + step - 1) / step, panels: 1, rowBlocks: 1, termSplit: 0,
      termStep: nest.kernel.extent(of: nest.sum.variables[0]), rowPacking: .none,
      packsLanes: false, streams: true)
  }

  /// Creates a tiling of the given sizes.
  private init(
    laneCount: Int, rows: Int, vectors: Int, step: Int, laneBlocks: Int, panels: Int,
    rowBlocks: Int, termSplit: Int, termStep: Int, rowPacking: RowPacking, packsLanes: Bool,
    streams: Bool
  ) {
    self.laneCount = laneCount
    self.rows = rows
    self.vectors = vectors
    self.step = step
    self.laneBlocks = laneBlocks
    self.panels = panels
    self.rowBlocks = rowBlocks
    self.termSplit = termSplit
    self.termStep = termStep
    self.rowPacking = rowPacking
    self.packsLanes = packsLanes
    self.streams = streams
  }

  /// Chooses the tiles of `nest`, whose lanes are limited; `nil` if it is better computed as it is.
  ///
  /// - Parameter isPackedOnce: whether packing the lane factor costs nothing in a call, so that it is
  ///   done even for few rows.
  init?(_ nest: ContractionNest, for target: KernelTarget, isPackedOnce: Bool = false) {
    guard let sizes = ContractionSizes(nest, for: target, isPackedOnce: isPackedOnce) else {
      return nil
    }
    let tiles = Self.tiles(for: sizes, registers: target.vectorRegisterCount, nest)
    var best: (cost: Double, tiling: ContractionTiling)?
    for tile in tiles {
      guard let choice = Self.choice(nest, sizes, rows: tile.rows, vectors: tile.vectors) else {
        continue
      }
      if best.map({ choice.cost < $0.cost }) ?? true { best = choice }
    }
    guard let best else { return nil }
    self = best.tiling
  }

  /// Returns how to compute `nest` in tiles of `rows` rows and `vectors` vectors, and what that
  /// costs in cycles; `nil` if it is better computed as it is.
  private static func choice(
    _ nest: ContractionNest, _ sizes: ContractionSizes, rows: Int, vectors: Int
  ) -> (cost: Double, tiling: ContractionTiling)? {
    let tileLanes = vectors * sizes.laneCount
    let rowTiles = (sizes.rowCount + rows - 1) / rows
    // How the factors get to the tiles.
    if !sizes.isDirect, rowTiles < 2, !sizes.isPackedOnce { return nil }
    let packsLanes =
      !sizes.isDirect
      || rowTiles >= leastPanelsToPack && sizes.termCount > sizes.cacheCount / sizes.laneTotal
    let rowPacking = rowPacking(nest, tilesPerPanel: sizes.laneTotal / tileLanes)

    // The width and the depth of a block, so that the lane factor stays in half of the second-level
    // cache: either all terms of a few lanes or, with sums that are continued, some terms of more.
    let product = cycles(
      rowCount: sizes.rowCount, laneVectors: sizes.laneVectors, rows: rows, vectors: vectors)
    let all = product * Double(sizes.termCount) * Double(sizes.outerCount)
    let wanted = Int(min(all / blockCycles, Double(blockLimit)).rounded(.up))
    var widths = [max(sizes.cacheCount / sizes.termCount, tileLanes)]
    if packsLanes {
      let most = min(widths[0], blockLaneLimit)
      widths = [most, max(most / 2, tileLanes)] + continuedLaneCounts.filter { $0 > most }
    } else {
      widths = [rowPacking == .none ? tileLanes : blockLaneLimit]
    }
    let wantedLaneBlocks =
      rowPacking != .none && rowTiles >= 4 * wanted
      ? 1 : (wanted + sizes.outerCount - 1) / sizes.outerCount
    var best: (cost: Double, tiling: ContractionTiling)?
    for w in widths {
      let (step, blocks) = lanes(
        of: nest, fitting: w, tileLanes: tileLanes, wanted: wantedLaneBlocks)
      let blockLanes = min(step * sizes.inner, sizes.laneTotal)
      let (split, termStep) = terms(
        of: nest, fitting: packsLanes ? max(sizes.cacheCount / blockLanes, 1) : sizes.termCount)
      var tiling = ContractionTiling(
        laneCount: sizes.laneCount, rows: rows, vectors: vectors, step: step, laneBlocks: blocks,
        panels: rowTiles, rowBlocks: 1, termSplit: split, termStep: termStep,
        rowPacking: rowPacking, packsLanes: packsLanes, streams: false)
      tiling.chooseHeight(nest, sizes, wanted: wanted)
      let cost = tiling.cost(of: nest, sizes)
      if best.map({ cost < $0.cost }) ?? true { best = (cost, tiling) }
    }
    guard let best else { return nil }
    if packsLanes || rowPacking != .none,
      best.tiling.depth(of: nest) > packByteLimit / sizes.width
        / (min(best.tiling.step * sizes.inner, sizes.laneTotal) + rows)
    {
      return nil
    }
    return best
  }

  /// Chooses the height of a block; the rows that are left over belong to the last one.
  private mutating func chooseHeight(
    _ nest: ContractionNest, _ sizes: ContractionSizes, wanted: Int
  ) {
    let rowTiles = panels
    var wantedRowBlocks = max(1, wanted / (sizes.outerCount * laneBlocks))
    if termSplit > 0 || termStep < nest.kernel.extent(of: nest.sum.variables[0]) {
      let blockLanes = min(step * sizes.inner, sizes.laneTotal)
      wantedRowBlocks = max(wantedRowBlocks, sizes.rowCount * blockLanes / sizes.cacheCount)
    }
    let least = sizes.isDirect ? Self.leastRows.direct : Self.leastRows.computed
    rowBlocks = max(
      1, min(wantedRowBlocks, packsLanes ? sizes.rowCount / least : sizes.rowCount / rows))
    panels = (rowTiles + rowBlocks - 1) / rowBlocks
    rowBlocks = (rowTiles + panels - 1) / panels
  }

  /// Returns the iterations of the first of the lanes' loops that a block has, so that about `fitting`
  /// lanes are in one and there are about `wanted` blocks, and the number of blocks.
  private static func lanes(
    of nest: ContractionNest, fitting: Int, tileLanes: Int, wanted: Int
  ) -> (step: Int, blocks: Int) {
    let inner = nest.count(Array(nest.lanes.dropFirst()))
    let unit = inner == 1 ? tileLanes : 1
    let extent = nest.kernel.extent(of: nest.lanes[0])
    var most = max(fitting / inner / unit * unit, unit)
    if wanted > 1 {
      let least = max((2 * tileLanes + inner - 1) / inner / unit * unit, unit)
      let even = (extent + wanted - 1) / wanted
      most = min(most, max(least, (even + unit - 1) / unit * unit))
    }
    let blocks = (extent + most - 1) / most
    let step = ((extent + blocks - 1) / blocks + unit - 1) / unit * unit
    return (step, (extent + step - 1) / step)
  }

  /// Returns how to cut the terms into blocks of about `fitting` at most: the position of the loop
  /// that is cut, and its iterations in a block, which divide its extent.
  private static func terms(of nest: ContractionNest, fitting: Int) -> (split: Int, step: Int) {
    let extents = nest.sum.variables.map(nest.kernel.extent(of:))
    if extents.reduce(1, *) <= fitting { return (0, extents[0]) }
    var inner = extents.reduce(1, *)
    for (split, extent) in extents.enumerated() {
      inner /= extent
      let most = min(fitting / inner, extent)
      guard most >= 1 else { continue }
      let step = (1...most).last { extent % $0 == 0 } ?? 1
      if step * inner >= leastTerms { return (split, step) }
    }
    return (0, extents[0])
  }

  /// The lanes of a block that are computed, a multiple of those of a vector.
  func blockLanes(inner: Int) -> Int { (step * inner + laneCount - 1) / laneCount * laneCount }

  private static func rowPacking(_ nest: ContractionNest, tilesPerPanel: Int) -> RowPacking {
    guard let last = nest.sum.variables.last else { return .none }
    guard let i = nest.plainLoad(nest.rowFactor) else { return .byRow }
    let byTerm =
      nest.rows.last.map { i.stride(in: $0) == 1 && i.stride(in: last) != 1 } ?? false
    guard nest.isLinear(i, in: nest.sum.variables),
      nest.isLinear(i, in: nest.rows)
    else { return byTerm ? .byTerm : .byRow }
    if byTerm { return tilesPerPanel > 2 ? .byTerm : .none }
    return .none
  }

}
