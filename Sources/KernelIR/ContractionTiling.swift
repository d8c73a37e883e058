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

  /// The number of whole panels that a block has.
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

  /// The fewest multiplications for which tiles are worthwhile.
  private static let leastWork = 2048

  /// The fewest panels for which it pays to pack the lane factor.
  private static let leastPanelsToPack = 3

  /// The lanes that a block may have if sums are continued.
  private static let continuedLaneCounts = [128, 256, 512]

  /// The cycles in which a vector of a row factor is packed, if that is a copy, and if it is more.
  private static let packCycles = (direct: 1.5, computed: 6.0)

  /// The cycles in which a vector of sums is loaded and stored to be continued.
  private static let continuationCycles = 10.0

  /// The bytes of a row factor that come from beyond the second-level cache in a cycle, beside
  /// multiplications.
  private static let farBytesPerCycle = 64.0

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
    let width = nest.type.byteWidth
    let laneCount = target.vectorByteWidth / width
    let rowCount = nest.count(nest.rows)
    let termCount = nest.count(nest.sum.variables)
    let laneTotal = nest.count(nest.lanes)
    let (work, overflow) = rowCount.multipliedReportingOverflow(by: termCount)
    let (all, overflow2) = work.multipliedReportingOverflow(by: laneTotal)
    guard laneCount >= 2, !overflow, !overflow2, all >= Self.leastWork, termCount > 1,
      let tile = Self.tile(
        rowCount: rowCount, laneVectors: (laneTotal + laneCount - 1) / laneCount,
        registers: target.vectorRegisterCount, nest)
    else { return nil }
    self.laneCount = laneCount
    (rows, vectors) = (tile.rows, tile.vectors)
    let tileLanes = vectors * laneCount
    let rowTiles = (rowCount + rows - 1) / rows
    let cacheCount = target.l2ByteCount / 2 / width

    // How the factors get to the tiles.
    let isDirect = Self.isContiguous(nest.laneFactor, in: nest.lanes, of: nest)
    if !isDirect, rowTiles < 2, !isPackedOnce { return nil }
    packsLanes =
      !isDirect || rowTiles >= Self.leastPanelsToPack && termCount > cacheCount / laneTotal
    rowPacking = Self.rowPacking(
      nest, rows: rows, tilesPerPanel: laneTotal / tileLanes, width: width)

    // The width and the depth of a block, so that the lane factor stays in half of the second-level
    // cache: either all terms of a few lanes or, with sums that are continued, some terms of more.
    let cycles = tile.cycles * Double(termCount) * Double(nest.count(nest.outer))
    let wanted = Int(min(cycles / Self.blockCycles, Double(Self.blockLimit)).rounded(.up))
    let outerCount = nest.count(nest.outer)
    var sizes = [max(cacheCount / termCount, tileLanes)]
    if packsLanes {
      sizes =
        [min(sizes[0], Self.blockLaneLimit)] + Self.continuedLaneCounts.filter { $0 > sizes[0] }
    } else {
      sizes = [rowPacking == .none ? tileLanes : Self.blockLaneLimit]
    }
    let wantedLaneBlocks =
      rowPacking != .none && rowTiles >= 4 * wanted ? 1 : (wanted + outerCount - 1) / outerCount
    let packCycles =
      nest.plainLoad(nest.rowFactor) == nil ? Self.packCycles.computed : Self.packCycles.direct
    let inner = nest.count(Array(nest.lanes.dropFirst()))
    var best: (cost: Double, step: Int, blocks: Int, split: Int, termStep: Int, depth: Int)?
    for lanes in sizes {
      let (step, blocks) = Self.lanes(
        of: nest, fitting: lanes, tileLanes: tileLanes, wanted: wantedLaneBlocks)
      let blockLanes = min(step * inner, laneTotal)
      let (split, termStep) = Self.terms(
        of: nest, fitting: packsLanes ? max(cacheCount / blockLanes, 1) : termCount)
      let depth = nest.sum.variables[(split + 1)...].map(nest.kernel.extent(of:))
        .reduce(termStep, *)
      // What is computed beyond the edges, the row factor's way to each block, and that of the sums.
      let vectors = Double((blockLanes + laneCount - 1) / laneCount * blocks)
      let waste = vectors * Double(laneCount) / Double(laneTotal)
      let rowFactor = Double(rowCount) * Double(termCount) * Double(blocks)
      let isFar = rowCount > target.l2ByteCount / width / termCount
      let packing = rowPacking == .none ? 0 : rowFactor / Double(laneCount) * packCycles
      let loading = isFar ? rowFactor * Double(width) / Self.farBytesPerCycle : 0
      let continuing =
        depth == termCount
        ? 0 : Double(termCount / depth * rowCount) * vectors * Self.continuationCycles
      let cost = waste * tile.cycles * Double(termCount) + packing + loading + continuing
      if best.map({ cost < $0.cost }) ?? true {
        best = (cost, step, blocks, split, termStep, depth)
      }
    }
    guard let best else { return nil }
    (step, laneBlocks, termSplit, termStep) = (best.step, best.blocks, best.split, best.termStep)
    let blockLanes = min(step * inner, laneTotal)
    if packsLanes || rowPacking != .none,
      best.depth > Self.packByteLimit / width / (blockLanes + rows)
    {
      return nil
    }

    // The height of a block.
    let whole = rowCount / rows
    var wantedRowBlocks = max(1, wanted / (outerCount * laneBlocks))
    if termSplit > 0 || termStep < nest.kernel.extent(of: nest.sum.variables[0]) {
      wantedRowBlocks = max(wantedRowBlocks, rowCount * blockLanes / cacheCount)
    }
    let least = isDirect ? Self.leastRows.direct : Self.leastRows.computed
    rowBlocks = max(1, min(wantedRowBlocks, packsLanes ? rowCount / least : whole))
    panels = max(1, (whole + rowBlocks - 1) / rowBlocks)
    rowBlocks = max(1, (whole + panels - 1) / panels)
  }

  /// Chooses the tile for `rowCount` rows of `laneVectors` vectors, and returns what one term of all
  /// sums costs with it; `nil` if there are not enough registers.
  ///
  /// Registers hold the sums, the vectors of one term, and a factor that all lanes share.
  private static func tile(
    rowCount: Int, laneVectors: Int, registers: Int, _ nest: ContractionNest
  ) -> (rows: Int, vectors: Int, cycles: Double)? {
    var best: (rows: Int, vectors: Int, cycles: Double)?
    for v in 1...8 where v <= laneVectors {
      let shifts = TileGenerator.shiftCount(nest, vectors: v)
      let most = min((registers - 1 - v - shifts) / v, rowCount)
      guard most >= 1 else { continue }
      for r in 1...most {
        let cost = cycles(rowCount: rowCount, laneVectors: laneVectors, rows: r, vectors: v)
        if best.map({ cost < $0.cycles }) ?? true { best = (r, v, cost) }
      }
    }
    return best
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

  // MARK: Costs

  /// Returns the cycles that one term of all sums takes.
  private static func cycles(
    rowCount: Int, laneVectors: Int, rows: Int, vectors: Int
  ) -> Double {
    func panel(_ rows: Int) -> Double {
      guard rows > 0 else { return 0 }
      return Double(laneVectors / vectors) * tile(rows, vectors)
        + (laneVectors % vectors == 0 ? 0 : tile(rows, laneVectors % vectors))
    }
    return Double(rowCount / rows) * panel(rows) + panel(rowCount % rows)
  }

  /// Returns the cycles that one term of a tile takes: two multiplications or loads in each, at
  /// least the latency of an addition to the sums, and the end of the iteration.
  private static func tile(_ rows: Int, _ vectors: Int) -> Double {
    let multiplications = Double(rows * vectors) / 2
    let loads = Double(rows + vectors) / 2
    return max(multiplications, loads, 4) + 0.5
  }

  // MARK: Packing

  /// `true` iff `factor` is loaded as it is, from consecutive places for consecutive lanes, at
  /// indices that are linear in the terms.
  private static func isContiguous(
    _ factor: KernelValueID, in lanes: [LoopVariableID], of nest: ContractionNest
  ) -> Bool {
    guard let i = nest.plainLoad(factor), let v = lanes.last, i.stride(in: v) == 1 else {
      return false
    }
    return isLinear(i, in: lanes, of: nest) && isLinear(i, in: nest.sum.variables, of: nest)
  }

  /// `true` iff `index` is linear in the position in row-major order of `variables`.
  private static func isLinear(
    _ index: IndexExpression, in variables: [LoopVariableID], of nest: ContractionNest
  ) -> Bool {
    var step: Int?
    var count = 1
    for v in variables.reversed() {
      guard let s = index.stride(in: v) else { return false }
      let unit = step ?? s
      if s != unit * count { return false }
      step = unit
      count *= nest.kernel.extent(of: v)
    }
    return true
  }

  private static func rowPacking(
    _ nest: ContractionNest, rows: Int, tilesPerPanel: Int, width: Int
  ) -> RowPacking {
    guard let last = nest.sum.variables.last else { return .none }
    guard let i = nest.plainLoad(nest.rowFactor) else { return .byRow }
    let byTerm =
      nest.rows.last.map { i.stride(in: $0) == 1 && i.stride(in: last) != 1 } ?? false
    guard isLinear(i, in: nest.sum.variables, of: nest),
      isLinear(i, in: nest.rows, of: nest)
    else { return byTerm ? .byTerm : .byRow }
    if byTerm { return tilesPerPanel > 2 ? .byTerm : .none }
    // Rows at a distance of a page share a set of the first-level cache.
    let distance = (nest.rows.last.flatMap { i.stride(in: $0) } ?? 0) &* width
    if rows > 8, distance % 4096 == 0, tilesPerPanel > 2 { return .byRow }
    return .none
  }

}
