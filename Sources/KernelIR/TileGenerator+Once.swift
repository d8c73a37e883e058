extension TileGenerator {

  /// Where a factor is packed.
  enum Place: Hashable {

    /// In scratch memory, for a block or a panel at a time.
    case scratch

    /// All of it in a buffer, once for all calls.
    case buffer

  }

  /// A factor that is packed once takes at most so many times the bytes from which it is packed, if
  /// fewer rows or lanes use it than `leastUses`.
  private static let (growthLimit, leastUses) = (1.5, 64)

  /// Chooses to pack factors once that are computed from `fixed` buffers alone.
  ///
  /// A packed lane factor lies in the order of its use, which is worthwhile even where it would be
  /// loaded as it is otherwise.
  mutating func choosePlaces(fixed: Set<BufferID>) {
    guard !tiling.streams else { return }
    if nest.isComputed(nest.laneFactor, from: fixed) {
      lanePlace = .buffer
      if grows(nest.laneFactor, to: lanePackCount, uses: rowCount) { lanePlace = .scratch }
      if lanePlace == .buffer { tiling.packsLanes = true }
    }
    if tiling.rowPacking != .none, nest.isComputed(nest.rowFactor, from: fixed) {
      rowPlace = .buffer
      let uses = nest.count(nest.lanes)
      if grows(nest.rowFactor, to: rowPackCount, uses: uses) { rowPlace = .scratch }
    }
  }

  /// `true` iff `count` elements are so much more than those that `factor` is computed from that few
  /// `uses` of it would spend more time on loading them.
  private func grows(_ factor: KernelValueID, to count: Int, uses: Int) -> Bool {
    let buffers = Set(nest.loads(of: factor).map(\.buffer))
    let bytes = buffers.reduce(0) {
      $0 + nest.kernel[$1].count * nest.kernel[$1].element.byteWidth
    }
    let growth = Double(count) * Double(nest.type.byteWidth) / Double(max(bytes, 1))
    return growth > (uses < Self.leastUses ? Self.growthLimit : 4 * Self.growthLimit)
  }

  /// Returns the kernels that pack the factors that are packed once, in the order in which the tiled
  /// kernel takes them; `nil` if one cannot be built.
  func packings() -> [Kernel]? {
    var kernels: [Kernel] = []
    for (place, build) in [
      (lanePlace, { (g: inout Self) in g.runLanePacking() }),
      (rowPlace, { (g: inout Self) in g.runRowPacking() }),
    ] where place == .buffer {
      var generator = self
      build(&generator)
      guard let kernel = try? generator.builder.finish() else { return nil }
      kernels.append(kernel)
    }
    return kernels
  }

  /// Builds the kernel that packs the lane factor for the one that `run` builds.
  mutating func runLanePacking() {
    for b in nest.kernel.buffers { _ = builder.buffer(b.element, count: b.count, .read) }
    lanePack = builder.buffer(nest.type, count: lanePackCount, .write)
    forEachPackedBlock(of: nest.laneFactor, [tiling.laneBlocks]) { (generator, lane) in
      generator.block.lane = lane[0]
      generator.emitLanePacking()
    }
  }

  /// Builds the kernel that packs the row factor for the one that `run` builds.
  mutating func runRowPacking() {
    for b in nest.kernel.buffers { _ = builder.buffer(b.element, count: b.count, .read) }
    rowPack = builder.buffer(nest.type, count: rowPackCount, .write)
    let rows = tiling.rows
    let whole = rowCount / rows
    forEachPackedBlock(of: nest.rowFactor, [whole]) { (generator, panel) in
      generator.emitRowPacking(at: panel[0] * rows, rows: rows)
    }
    let rest = rowCount % rows
    forEachPackedBlock(of: nest.rowFactor, [rest == 0 ? 0 : 1]) { (generator, _) in
      generator.emitRowPacking(at: IndexExpression(whole * rows), rows: rest)
    }
  }

  /// Emits what `body` writes for each block of terms, and each combination of the outer loops on
  /// which `factor` depends and of positions below `extents`.
  private mutating func forEachPackedBlock(
    of factor: KernelValueID, _ extents: [Int],
    _ body: (inout Self, [IndexExpression]) -> Void
  ) {
    let outer = outerLoops(of: factor)
    let shape = outer.map(nest.kernel.extent(of:)) + extents + termBlocks
    let count = shape.reduce(1, *)
    if count == 0 { return }
    loop(count) { (generator, position) in
      let indices = position.delinearized(shape: shape, extents: generator.builder.extents)
      for v in generator.nest.outer { generator.block.outer[v] = IndexExpression(0) }
      for (v, i) in zip(outer, indices) { generator.block.outer[v] = i }
      generator.startTerms(at: Array(indices[(outer.count + extents.count)...]))
      body(&generator, Array(indices[outer.count...].prefix(extents.count)))
    }
  }

  /// The outer loops on which `factor` depends.
  func outerLoops(of factor: KernelValueID) -> [LoopVariableID] {
    nest.outer.filter { nest.dependencies[factor, default: []].contains($0) }
  }

  /// The number of the block's combination of the outer loops of `factor` and of the position `index`
  /// below `extent`, in the order in which blocks of terms are packed.
  private func packedBlock(
    of factor: KernelValueID, _ index: IndexExpression, below extent: Int
  ) -> IndexExpression {
    var number = IndexExpression(0)
    for v in outerLoops(of: factor) {
      number = number * nest.kernel.extent(of: v) + (block.outer[v] ?? IndexExpression(0))
    }
    number = number * extent + index
    for (i, extent) in zip(block.termBlock, termBlocks) { number = number * extent + i }
    return number
  }

  /// The elements of a packed factor that has so many `blocks`, for each block of terms and each
  /// combination of the outer loops of `factor`, of `size` elements; `Int.max` if that does not fit.
  private func packedCount(of factor: KernelValueID, _ blocks: Int, _ size: Int) -> Int {
    let extents = outerLoops(of: factor).map(nest.kernel.extent(of:)) + termBlocks + [blocks]
    return extents.reduce(size) { (count, n) in
      let (product, overflow) = count.multipliedReportingOverflow(by: n)
      return overflow ? .max : product
    }
  }

  // MARK: The packed factors

  /// The elements of the packed lane factor.
  var lanePackCount: Int {
    let block = termCount * packedLanes
    return lanePlace == .scratch
      ? block : packedCount(of: nest.laneFactor, tiling.laneBlocks, block)
  }

  /// Where the block begins in the packed lane factor.
  var laneBase: IndexExpression {
    if lanePlace == .scratch { return IndexExpression(0) }
    return packedBlock(of: nest.laneFactor, block.lane, below: tiling.laneBlocks)
      * (termCount * packedLanes)
  }

  /// The number of panels, that of the rows that are left included.
  private var panelCount: Int { (rowCount + tiling.rows - 1) / tiling.rows }

  /// The elements of the packed row factor.
  var rowPackCount: Int {
    let panel = min(tiling.rows, rowCount) * rowPitch
    return rowPlace == .scratch ? panel : packedCount(of: nest.rowFactor, panelCount, panel)
  }

  /// Where the panel that begins at `row` begins in the packed row factor.
  func rowBase(of row: IndexExpression) -> IndexExpression {
    if rowPlace == .scratch { return IndexExpression(0) }
    let panel = row.quotient(by: tiling.rows, extents: builder.extents)
    return packedBlock(of: nest.rowFactor, panel, below: panelCount)
      * (min(tiling.rows, rowCount) * rowPitch)
  }

}
