import Scalars

extension KernelPass {

  /// Reduces the rows of large matrices in the order in which they are in memory.
  ///
  ///     for %c in 0..<4096 {                   for %b in 0..<4 {
  ///       %1 = reduce add init %z                … store %z, s[%j] for each %j in 0..<1024
  ///           over %r in 0..<512 {               for %r in 0..<64 {
  ///         %0 = load b0[%r*4096 + %c]             for %j in 0..<1024 {
  ///         yield %0                                 %0 = load s[%j]
  ///       }                            -->           %2 = reduce add init %0 over %u in 0..<8 {
  ///       store %1, b1[%c]                             %1 = load b0[(%r*8 + %u)*4096 + %b*1024 + %j]
  ///     }                                              yield %1
  ///                                                  }
  ///                                                  store %2, s[%j]
  ///                                                }
  ///                                              }
  ///                                              … store (load s[%j]), b1[%b*1024 + %j]
  ///
  /// A vector of columns alone would touch a few lines of each row, far from each other. The
  /// accumulators of a block of columns wait in scratch memory, and several rows are combined with
  /// them at once. The order in which elements are combined stays.
  package static let stream = KernelPass(
    "stream", "Reduce the rows of large matrices in the order of memory."
  ) { (kernel, target) in
    var streaming = RowStreaming(kernel: kernel, target: target)
    streaming.kernel.body = streaming.visit(kernel.body)
    return streaming.kernel
  }

}

/// The state of the pass.
private struct RowStreaming {

  /// The kernel, with the values, variables and buffers of new statements.
  var kernel: Kernel

  let target: KernelTarget

  /// Fewer columns are reduced in vectors, which leave out little of a row.
  private static let leastColumnCount = 256

  /// The accumulators of more columns do not stay in the first-level cache.
  private static let mostColumnCount = 2048

  /// The numbers of rows that are combined at once, the best first.
  private static let rowCounts = [8, 7, 6, 5, 9, 4]

  init(kernel: Kernel, target: KernelTarget) {
    self.kernel = kernel
    self.target = target
  }

  mutating func visit(_ statements: [Statement]) -> [Statement] {
    statements.map { (s) in
      guard case .loop(var l) = s else { return s }
      if let streamed = streamed(l) { return .loop(streamed) }
      l.body = visit(l.body)
      return .loop(l)
    }
  }

  /// A loop over columns around the reduction of rows.
  private struct Columns {

    /// The variable of the columns, and the number of them in a block.
    let variable: LoopVariableID
    let blockCount: Int

    /// What comes before the reduction, and after it.
    let prefix: [Statement]
    let reduction: Reduction
    let suffix: [Statement]

    /// The accumulators.
    var accumulators: [BufferID] = []

    /// The number of the block.
    let block: LoopVariableID

  }

  /// Returns the loop over blocks of columns for `l`, if that reduces rows of a large matrix.
  private mutating func streamed(_ l: Loop) -> Loop? {
    guard l.kind == .serial, l.grain == nil, l.bound == nil,
      let position = l.body.firstIndex(where: \.isNest),
      case .reduction(let r) = l.body[position],
      !l.body[(position + 1)...].contains(where: \.isNest),
      l.body[..<position].allSatisfy(\.isDefinition), isSum(r, ofRowsAlong: l.variable),
      MemoryAccesses(l.body).conflicts(amongIterationsOf: l.variable).isEmpty
    else { return nil }
    let extent = kernel.extent(of: l.variable)
    let counts = Self.leastColumnCount...min(Self.mostColumnCount, max(extent / 4, 256))
    guard let count = counts.reversed().first(where: { extent % $0 == 0 }) else { return nil }

    var columns = Columns(
      variable: l.variable, blockCount: count, prefix: Array(l.body[..<position]), reduction: r,
      suffix: Array(l.body[(position + 1)...]), block: freshVariable(extent / count))
    for v in r.results {
      columns.accumulators.append(BufferID(index: kernel.buffers.count))
      kernel.buffers.append(Buffer(kernel.type(of: v), count: count, .scratch))
    }
    return Loop(columns.block, .serial, body: body(of: columns))
  }

  /// Returns `true` iff `r` combines rows of a large input, along which `column` runs.
  private func isSum(_ r: Reduction, ofRowsAlong column: LoopVariableID) -> Bool {
    guard r.kind == .serial, case .function(_, contracted: false) = r.combiner,
      !r.body.contains(where: \.isNest), let row = r.variables.last, kernel.extent(of: row) >= 8
    else { return false }
    let loads = MemoryAccesses(r.body).loads
    let isRow = { (b: BufferID, i: IndexExpression) in
      i.stride(in: column) == 1 && abs(i.stride(in: row) ?? 0) >= Self.leastColumnCount
        && kernel[b].count > target.l2ByteCount / kernel[b].element.byteWidth
    }
    // Elements that are gathered have no rows.
    return loads.contains { isRow($0.buffer, $0.index) }
      && loads.allSatisfy { [0, 1].contains($0.index.stride(in: column)) }
      && !r.body.contains { if case .prefetch = $0 { true } else { false } }
  }

  // MARK: Generation

  /// Returns the statements of a block of columns.
  private mutating func body(of columns: Columns) -> [Statement] {
    let r = columns.reduction
    var result: [Statement] = []
    result += loop(over: columns) { (streaming, j, renaming) in
      zip(r.initial, columns.accumulators).map { .store(renaming($0), $1, j, guard: nil) }
    }
    let rows = kernel.extent(of: r.variables[r.variables.count - 1])
    let step = Self.rowCounts.first { rows % $0 == 0 } ?? Self.rowCounts[0]
    let outer = r.variables.dropLast().map { (v) in
      (old: v, new: freshVariable(kernel.extent(of: v)))
    }
    let whole = freshVariable(rows / step)
    var inner: [Statement] = []
    inner.append(
      .loop(
        Loop(
          whole, .serial,
          body: combine(columns, outer, from: IndexExpression(whole) * step, count: step))))
    if rows % step > 0 {
      let rest = IndexExpression(rows - rows % step)
      inner += combine(columns, outer, from: rest, count: rows % step)
    }
    for v in outer.reversed() { inner = [.loop(Loop(v.new, .serial, body: inner))] }
    result += inner
    result += loop(over: columns) { (streaming, j, renaming) in
      var statements: [Statement] = []
      for (v, b) in zip(r.results, columns.accumulators) {
        let x = streaming.freshValue(like: v)
        statements.append(.define(x, .load(b, j, guard: nil)))
        renaming.values[v] = x
      }
      return statements + streaming.copy(columns.suffix, &renaming)
    }
    return result
  }

  /// Returns the loop that combines `count` rows, from the row `first` on, with the accumulators.
  private mutating func combine(
    _ columns: Columns, _ outer: [(old: LoopVariableID, new: LoopVariableID)],
    from first: IndexExpression, count: Int
  ) -> [Statement] {
    let row = columns.reduction.variables[columns.reduction.variables.count - 1]
    return loop(over: columns) { (streaming, j, renaming) in
      var r = columns.reduction
      var statements: [Statement] = []
      r.initial = zip(r.results, columns.accumulators).map { (v, b) in
        let x = streaming.freshValue(like: v)
        statements.append(.define(x, .load(b, j, guard: nil)))
        return x
      }
      let u = streaming.freshVariable(count)
      for v in outer { renaming.variables[v.old] = IndexExpression(v.new) }
      renaming.variables[row] = first + IndexExpression(u)
      renaming.extents = streaming.kernel.extents
      r.variables = [u]
      r.body = streaming.copy(r.body, &renaming)
      r.elements = r.elements.map { renaming($0) }
      r.results = r.results.map { streaming.freshValue(like: $0) }
      statements.append(.reduction(r))
      for (v, b) in zip(r.results, columns.accumulators) {
        statements.append(.store(v, b, j, guard: nil))
      }
      return statements
    }
  }

  /// Returns a loop over the columns of a block; `body` gets the position in the block and what
  /// names mean there.
  private mutating func loop(
    over columns: Columns,
    _ body: (inout Self, IndexExpression, inout KernelRenaming) -> [Statement]
  ) -> [Statement] {
    let j = freshVariable(columns.blockCount)
    var renaming = KernelRenaming()
    renaming.extents = kernel.extents
    renaming.variables[columns.variable] =
      IndexExpression(columns.block) * columns.blockCount + IndexExpression(j)
    let prefix = copy(columns.prefix, &renaming)
    return [.loop(Loop(j, .serial, body: prefix + body(&self, IndexExpression(j), &renaming)))]
  }

  /// Returns `statements`, definitions and stores, with new names for what they define.
  private mutating func copy(
    _ statements: [Statement], _ renaming: inout KernelRenaming
  ) -> [Statement] {
    for v in KernelDefinitions(statements).values { renaming.values[v] = freshValue(like: v) }
    return renaming(statements)
  }

  private mutating func freshValue(like v: KernelValueID) -> KernelValueID {
    kernel.valueTypes.append(kernel.type(of: v))
    return KernelValueID(index: kernel.valueTypes.count - 1)
  }

  private mutating func freshVariable(_ extent: Int) -> LoopVariableID {
    kernel.extents.append(extent)
    return LoopVariableID(index: kernel.extents.count - 1)
  }

}
