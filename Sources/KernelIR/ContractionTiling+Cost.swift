extension ContractionTiling {

  /// The cycles in which a vector of a row factor is packed, if that is a copy, and if it is more.
  private static let packCycles = (direct: 1.5, computed: 6.0)

  /// The loads of both factors that are done in a cycle, beside multiplications.
  private static let loadsPerCycle = 1.75

  /// The cycles in which a vector of a lane factor is packed.
  private static let lanePackCycles = 6.0

  /// The cycles in which a vector of sums is loaded and stored to be continued.
  private static let continuationCycles = 10.0

  /// The bytes of a row factor that come from beyond the second-level cache in a cycle, beside
  /// multiplications.
  private static let farBytesPerCycle = 256.0

  /// Tiles with up to so many times the cycles of the best one are tried in blocks.
  private static let tileTolerance = 1.04

  /// The terms of a block.
  func depth(of nest: ContractionNest) -> Int {
    nest.sum.variables[(termSplit + 1)...].map(nest.kernel.extent(of:)).reduce(termStep, *)
  }

  /// Returns the cycles of all products, what is computed beyond the edges included, of the way of
  /// both factors to each block, and of that of continued sums.
  func cost(of nest: ContractionNest, _ sizes: ContractionSizes) -> Double {
    let blockVectors =
      (min(step * sizes.inner, sizes.laneTotal) + laneCount - 1) / laneCount
    // The last block ends with the tile in which the last lane is.
    let left = sizes.laneVectors - (laneBlocks - 1) * blockVectors
    let last = min(max((left + vectors - 1) / vectors * vectors, 1), blockVectors)
    func cycles(_ laneVectors: Int) -> Double {
      Self.cycles(
        rowCount: sizes.rowCount, laneVectors: laneVectors, rows: rows, vectors: vectors)
    }
    let product = Double(laneBlocks - 1) * cycles(blockVectors) + cycles(last)
    let rowFactor = Double(sizes.rowCount) * Double(sizes.termCount) * Double(laneBlocks)
    let packCycles =
      nest.plainLoad(nest.rowFactor) == nil ? Self.packCycles.computed : Self.packCycles.direct
    let allVectors = Double(laneBlocks) * Double(blockVectors)
    let packing =
      (rowPacking == .none ? 0 : rowFactor / Double(laneCount) * packCycles)
      + (packsLanes && !sizes.isPackedOnce
        ? Double(rowBlocks) * allVectors * Double(sizes.termCount) * Self.lanePackCycles : 0)
    let loading =
      sizes.isFar ? rowFactor * Double(sizes.width) / Self.farBytesPerCycle : 0
    let depth = depth(of: nest)
    let continuing =
      depth == sizes.termCount
      ? 0
      : Double(sizes.termCount / depth) * Double(sizes.rowCount) * allVectors
        * Self.continuationCycles
    return product * Double(sizes.termCount) + packing + loading + continuing
  }

  /// Returns the tiles for which the products take hardly more cycles than with the best one, the
  /// best first.
  ///
  /// Registers hold the sums, the vectors of one term, and a factor that all lanes share.
  static func tiles(
    for sizes: ContractionSizes, registers: Int, _ nest: ContractionNest
  ) -> [(rows: Int, vectors: Int)] {
    var all: [(rows: Int, vectors: Int, cycles: Double)] = []
    for v in 1...8 where v <= sizes.laneVectors {
      let shifts = TileGenerator.shiftCount(nest, vectors: v)
      let most = min((registers - 1 - v - shifts) / v, sizes.rowCount, sizes.rowLimit)
      guard most >= 1 else { continue }
      for r in 1...most {
        let cycles = cycles(
          rowCount: sizes.rowCount, laneVectors: sizes.laneVectors, rows: r, vectors: v)
        all.append((r, v, cycles))
      }
    }
    guard let least = all.map(\.cycles).min() else { return [] }
    return all.filter { $0.cycles <= least * tileTolerance }.sorted { $0.cycles < $1.cycles }
      .map { ($0.rows, $0.vectors) }
  }

  /// Returns the cycles that one term of all sums takes.
  static func cycles(
    rowCount: Int, laneVectors: Int, rows: Int, vectors: Int
  ) -> Double {
    func panel(_ rows: Int) -> Double {
      guard rows > 0 else { return 0 }
      return Double(laneVectors / vectors) * tile(rows, vectors)
        + (laneVectors % vectors == 0 ? 0 : tile(rows, laneVectors % vectors))
    }
    return Double(rowCount / rows) * panel(rows) + panel(rowCount % rows)
  }

  /// Returns the cycles that one term of a tile takes: two multiplications or somewhat fewer loads in
  /// each, at least the latency of an addition to the sums, and the end of the iteration.
  private static func tile(_ rows: Int, _ vectors: Int) -> Double {
    let multiplications = Double(rows * vectors) / 2
    let loads = Double(rows + vectors) / loadsPerCycle
    return max(multiplications, loads, 4) + 0.5
  }

}
