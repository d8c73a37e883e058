import CLLVM
import Diagnostics
import KernelIR
import Scalars

extension KernelEmitter {

  /// A block loop, the rows, with the vector loop inside of it, the columns.
  private struct BlockNest {

    let rows: Loop
    let columns: Loop
    let loads: [TransposedLoad]

    /// The number of rows and of columns of a block.
    let count: Int

    /// The definitions of a row before its columns.
    var prefix: ArraySlice<Statement> { rows.body.dropLast() }

  }

  /// The bytes of a line of the cache. Narrow blocks that share lines are done one after another,
  /// first those beside each other, so that lines are written as a whole.
  private static let lineByteCount = 64

  /// A block whose rows have more statements gets a loop for them.
  private static let unrolledBodyLimit = 8

  /// Emits the loop `l` in blocks of `count` rows and columns; if it is parallel, the `iterations`
  /// that shall run.
  mutating func emitBlocks(
    _ l: Loop, lanes count: Int, iterations: (begin: LLVMValueRef, end: LLVMValueRef)?
  ) throws {
    guard let columns = l.innerLoopOfBlock else {
      throw Defect("code generation", "a block loop has no vector loop")
    }
    let nest = BlockNest(rows: l, columns: columns, loads: l.transposedLoads, count: count)
    let extent = kernel.extent(of: l.variable)
    let whole = extent - extent % count
    let (ir, b) = (ir, ir.builder)
    if whole > 0 {
      let end = ir.intrinsic(
        "llvm.umin", [ir.i64], [iterations?.end ?? ir.constant(whole), ir.constant(whole)])
      let width = nest.loads.map { kernel[$0.buffer].element.byteWidth }.min() ?? 1
      let panel = max(count, Self.lineByteCount / width)
      _ = try emitLoop(
        from: iterations?.begin ?? ir.constant(0), to: end, step: panel, carrying: []
      ) { (emitter, i, _) in
        let next: LLVMValueRef = LLVMBuildAdd(b, i, ir.constant(panel), "")
        let last = ir.intrinsic("llvm.umin", [ir.i64], [next, end])
        try emitter.emitColumns(of: nest, step: panel) { (emitter, columns, width) in
          _ = try emitter.emitLoop(from: i, to: last, step: count, carrying: []) {
            (emitter, row, _) in
            _ = try emitter.emitLoop(
              from: columns.begin, to: columns.end, step: count, carrying: []
            ) { (emitter, j, _) in
              try emitter.emitBlock(
                nest, row: row, rowCount: count, column: j, columnCount: width)
              return []
            }
            return []
          }
        }
        return []
      }
    }
    guard whole < extent else { return }
    func rest(_ emitter: inout Self) throws {
      try emitter.emitColumns(of: nest, step: count) { (emitter, columns, width) in
        try emitter.emitBlock(
          nest, row: ir.constant(whole), rowCount: extent - whole, column: columns.begin,
          columnCount: width)
      }
    }
    guard let iterations else { return try rest(&self) }
    let then = ir.appendBlock(to: function)
    let exit = ir.appendBlock(to: function)
    LLVMBuildCondBr(
      b, LLVMBuildICmp(b, LLVMIntEQ, iterations.end, ir.constant(extent), ""), then, exit)
    ir.position(at: then)
    try rest(&self)
    LLVMBuildBr(b, exit)
    ir.position(at: exit)
  }

  /// Emits a loop over the columns in steps of `step`, which is a multiple of those of a block, and
  /// the columns that are left; `body` gets columns and how many of them a block has.
  private mutating func emitColumns(
    of nest: BlockNest, step: Int,
    _ body: (inout Self, (begin: LLVMValueRef, end: LLVMValueRef), Int) throws -> Void
  ) throws {
    let ir = ir
    let extent = kernel.extent(of: nest.columns.variable)
    let whole = extent - extent % nest.count
    if whole > 0 {
      _ = try emitLoop(from: ir.constant(0), to: ir.constant(whole), step: step, carrying: []) {
        (emitter, j, _) in
        let next: LLVMValueRef = LLVMBuildAdd(ir.builder, j, ir.constant(step), "")
        let end = ir.intrinsic("llvm.umin", [ir.i64], [next, ir.constant(whole)])
        try body(&emitter, (j, end), nest.count)
        return []
      }
    }
    if whole < extent {
      try body(&self, (ir.constant(whole), ir.constant(extent)), extent - whole)
    }
  }

  /// Emits the block of `rowCount` rows and `columnCount` columns at `row` and `column`.
  private mutating func emitBlock(
    _ nest: BlockNest, row: LLVMValueRef, rowCount: Int, column: LLVMValueRef, columnCount: Int
  ) throws {
    let (ir, b) = (ir, ir.builder)
    func mask(_ active: Int) -> LLVMValueRef? {
      active < nest.count ? ir.mask(active, of: nest.count) : nil
    }
    var vectors: [(value: KernelValueID, rows: [LLVMValueRef])] = []
    variables[nest.rows.variable.index] = row
    lanes = Lanes(variable: nest.rows.variable, count: nest.count, mask: mask(rowCount))
    for load in nest.loads {
      let columns = try (0..<columnCount).map { (c) in
        variables[nest.columns.variable.index] = LLVMBuildAdd(b, column, ir.constant(c), "")
        return try emitColumn(load)
      }
      let unused: LLVMValueRef = LLVMGetPoison(LLVMTypeOf(columns[0]))
      let padding = [LLVMValueRef](repeating: unused, count: nest.count - columnCount)
      let width = kernel[load.buffer].element.byteWidth
      vectors.append((load.value, ir.transposed(columns + padding, elementByteWidth: width)))
    }
    variables[nest.columns.variable.index] = column
    let columnMask = mask(columnCount)
    func emitRow(_ emitter: inout Self, at k: LLVMValueRef) throws {
      emitter.variables[nest.rows.variable.index] = LLVMBuildAdd(b, row, k, "")
      emitter.lanes = nil
      try emitter.emit(Array(nest.prefix))
      emitter.lanes = Lanes(
        variable: nest.columns.variable, count: nest.count, mask: columnMask)
      try emitter.emit(nest.columns.body)
      emitter.lanes = nil
    }
    defer { transposed = [:] }
    lanes = nil
    if nest.columns.body.count <= Self.unrolledBodyLimit {
      for k in 0..<rowCount {
        for v in vectors { transposed[v.value] = v.rows[k] }
        try emitRow(&self, at: ir.constant(k))
      }
      return
    }
    // The rows of the block wait on the stack for their iteration.
    let slots = vectors.map { (v) in
      let type: LLVMTypeRef = LLVMTypeOf(v.rows[0])
      let slot = ir.stackSlot(LLVMArrayType2(type, UInt64(nest.count)), in: function)
      for k in 0..<rowCount {
        LLVMBuildStore(b, v.rows[k], ir.address(slot, type, ir.constant(k)))
      }
      return (value: v.value, type: type, slot: slot)
    }
    _ = try emitLoop(count: rowCount, step: 1, carrying: []) { (emitter, k, _) in
      for s in slots {
        let p = ir.address(s.slot, s.type, k)
        emitter.transposed[s.value] = LLVMBuildLoad2(b, s.type, p, "")
      }
      try emitRow(&emitter, at: k)
      return []
    }
  }

  /// Loads a vector along the rows for `load`.
  private mutating func emitColumn(_ load: TransposedLoad) throws -> LLVMValueRef {
    try emit(load.conditionBody)
    guard case .strided(let index, 1) = try positions(load.index) else {
      throw Defect("code generation", "a transposed load is not contiguous")
    }
    let condition = try load.condition.map { try register($0) }
    return contiguousLoad(load.buffer, index, if: condition)
  }

}

extension IRModule {

  /// Returns the columns of the square matrix whose rows are `rows`, vectors of as many elements of
  /// `width` bytes, a power of two.
  ///
  /// Shuffles of two vectors exchange one bit of the number of the vector with one of the position
  /// in it. First elements are interleaved within 16 bytes, then whole pieces of 16 bytes are, for
  /// which the vector units of x86 have an instruction each.
  func transposed(_ rows: [LLVMValueRef], elementByteWidth width: Int) -> [LLVMValueRef] {
    let count = rows.count
    let piece = min(count, 16 / width)
    let pieces = count / piece
    let pieceBits = piece.trailingZeroBitCount
    let interleaved = (0..<pieces).map { (p) in
      (0..<piece / 2).flatMap { [p * piece + $0, count + p * piece + $0] }
    }
    let low = interleaved.flatMap { $0 }
    let high = low.map { $0 + piece / 2 }
    let even = stride(from: 0, to: 2 * pieces, by: 2).flatMap { (p) in
      (0..<piece).map { p * piece + $0 }
    }
    let odd = even.map { $0 + piece }
    var result = rows
    func exchange(_ bit: Int, _ first: [Int], _ second: [Int]) {
      for r in 0..<count where r & (1 << bit) == 0 {
        let (x, y) = (result[r], result[r | 1 << bit])
        result[r] = shuffle(x, y, first)
        result[r | 1 << bit] = shuffle(x, y, second)
      }
    }
    for bit in (0..<pieceBits).reversed() { exchange(bit, low, high) }
    for bit in pieceBits..<count.trailingZeroBitCount { exchange(bit, even, odd) }
    return result
  }

}
