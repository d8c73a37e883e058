/// The numbers of a contraction on which its tiling depends.
struct ContractionSizes {

  /// The bytes of an element.
  let width: Int

  /// The lanes of a vector.
  let laneCount: Int

  /// The rows.
  let rowCount: Int

  /// The terms of a sum.
  let termCount: Int

  /// The lanes.
  let laneTotal: Int

  /// The lanes of an iteration of the first of their loops.
  let inner: Int

  /// The iterations of the outer loops.
  let outerCount: Int

  /// The elements of half of the second-level cache.
  let cacheCount: Int

  /// `true` iff the lane factor can be used where it is.
  let isDirect: Bool

  /// `true` iff the row factor does not stay in the second-level cache.
  let isFar: Bool

  /// `true` iff packing the lane factor costs nothing in a call.
  let isPackedOnce: Bool

  /// The most rows of a tile.
  let rowLimit: Int

  /// The vectors of a row.
  var laneVectors: Int { (laneTotal + laneCount - 1) / laneCount }

  /// The rows of a tile that may share a set of the first-level cache and leave room in it for
  /// the lane factor.
  private static let sharedSetRows = 8

  /// The fewest multiplications for which tiles are worthwhile.
  private static let leastWork = 2048

  /// `nil` if tiles are not worthwhile, or if there are too many products to count.
  init?(_ nest: ContractionNest, for target: KernelTarget, isPackedOnce: Bool) {
    self.isPackedOnce = isPackedOnce
    width = nest.type.byteWidth
    laneCount = target.vectorByteWidth / width
    rowCount = nest.count(nest.rows)
    termCount = nest.count(nest.sum.variables)
    laneTotal = nest.count(nest.lanes)
    inner = nest.count(Array(nest.lanes.dropFirst()))
    outerCount = nest.count(nest.outer)
    cacheCount = target.l2ByteCount / 2 / width
    isDirect = nest.isContiguous(nest.laneFactor, in: nest.lanes)
    isFar = rowCount > target.l2ByteCount / width / termCount
    rowLimit = nest.areRowsAPageApart ? Self.sharedSetRows : rowCount
    let (work, overflow) = rowCount.multipliedReportingOverflow(by: termCount)
    let (all, overflow2) = work.multipliedReportingOverflow(by: laneTotal)
    guard laneCount >= 2, !overflow, !overflow2, all >= Self.leastWork,
      termCount > 1
    else { return nil }
  }

}

extension ContractionNest {

  /// `true` iff `factor` is loaded as it is, from consecutive places for consecutive lanes, at
  /// indices that are linear in the terms.
  func isContiguous(_ factor: KernelValueID, in lanes: [LoopVariableID]) -> Bool {
    guard let i = plainLoad(factor), let v = lanes.last, i.stride(in: v) == 1 else {
      return false
    }
    return isLinear(i, in: lanes) && isLinear(i, in: sum.variables)
  }

  /// `true` iff `index` is linear in the position in row-major order of `variables`.
  func isLinear(_ index: IndexExpression, in variables: [LoopVariableID]) -> Bool {
    var step: Int?
    var count = 1
    for v in variables.reversed() {
      guard let s = index.stride(in: v) else { return false }
      let unit = step ?? s
      if s != unit * count { return false }
      step = unit
      count *= kernel.extent(of: v)
    }
    return true
  }

  /// `true` iff the row factor is loaded as it is and its rows share a set of the first-level cache.
  var areRowsAPageApart: Bool {
    guard let i = plainLoad(rowFactor), let row = rows.last,
      let step = i.stride(in: row), let last = sum.variables.last, i.stride(in: last) == 1
    else { return false }
    return step != 0 && (step &* type.byteWidth) % 4096 == 0
  }

}
