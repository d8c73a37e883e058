import Diagnostics
import GraphIR
import KernelIR
import Scalars

extension GroupLowering {

  /// The window that the attributes of `operation` describe over tensors of `sizes`.
  func window(of operation: GraphIR.Operation, _ sizes: [Int]) throws -> ReductionWindow {
    guard let window = ReductionWindow(operation.attributes, rank: sizes.count) else {
      throw Defect("lowering", "\(operation.opcode.rawValue) has no valid window")
    }
    return window
  }

  /// Returns where in a tensor of `sizes` the element at `offset` of the window with number `index`
  /// is, and the condition, if not always true, that it is not padding.
  mutating func elementOfWindow(
    _ window: ReductionWindow, _ sizes: [Int], _ index: [IndexExpression],
    _ offset: [IndexExpression]
  ) -> (at: [IndexExpression], covered: KernelValueID?) {
    var at: [IndexExpression] = []
    var covered: KernelValueID?
    for d in sizes.indices {
      let position =
        index[d] * window.stride[d] + offset[d] * window.windowDilation[d] + -window.padLow[d]
      let (i, condition) = undilated(
        position, size: sizes[d], dilation: window.baseDilation[d])
      covered = both(covered, condition)
      at.append(i)
    }
    return (at, covered)
  }

  // MARK: Cumulative reductions

  /// Along a shorter axis, each window is reduced by itself.
  private static let shortestScan = 16

  /// The axis along which the windows of `operation`, a `reduce_window`, are best computed from
  /// their neighbours.
  ///
  /// That is left alone if the padding, which consists of initial values, is known to matter.
  func scannedAxis(of operation: GraphIR.Operation) throws -> (axis: Int, isReversed: Bool)? {
    let sizes = try sizes(of: operation.operands[0])
    guard !sizes.contains(0),
      let scan = try window(of: operation, sizes).cumulativeAxis(sizes),
      sizes[scan.axis] >= Self.shortestScan
    else { return nil }
    if let f = combiner(of: operation.regions[0]), ![.max, .min, .and, .or].contains(f) {
      let initial = operation.operands[1]
      guard let id = graph.definingOperation(of: initial),
        let element = graph[id].attributes.literal?.splatElement,
        element == f.neutralElement(for: element.type)
      else { return nil }
    }
    return scan
  }

  /// How many rows are reduced at once, if there are that many or a multiple of it: enough that
  /// additions do not wait for each other, and few enough for the ways of a cache, where rows are
  /// a power of two apart.
  private static let rowsAtOnce = [4, 2, 3]

  /// Emits loops that store in `outputs` the results of a `reduce_window` each of which is that of
  /// its neighbour on one axis combined with one more element.
  ///
  /// Along the last axis, several rows are reduced at once.
  mutating func scan(
    _ operation: GraphIR.Operation, along scan: (axis: Int, isReversed: Bool),
    into outputs: [BufferID]
  ) throws {
    let inputs = operation.operands[..<outputs.count]
    let sizes = try sizes(of: operation.operands[0])
    let first = try initialValues(of: operation, nil, if: nil)
    var others = sizes
    others[scan.axis] = 1
    let isLast = sizes[(scan.axis + 1)...].allSatisfy { $0 == 1 }
    let rowAxis = isLast ? others.lastIndex { $0 > 1 } : nil
    let count = rowAxis.flatMap { (d) in Self.rowsAtOnce.first { others[d] % $0 == 0 } } ?? 1
    if let rowAxis { others[rowAxis] /= count }
    var (at, loopCount) = openLoops(over: others)
    let variables = builder.openReduction(extents: [sizes[scan.axis]])
    openReductions.append(variables)
    let k = IndexExpression(variables[0])
    at[scan.axis] = scan.isReversed ? IndexExpression(sizes[scan.axis] - 1) - k : k
    let rows = (0..<count).map { (row) in
      var own = at
      if let rowAxis { own[rowAxis] = at[rowAxis] * count + row }
      return own
    }
    let elements = try rows.flatMap { (own) in try inputs.map { try element($0, own) } }
    let (accumulators, values) = builder.openCombiner(
      initial: rows.flatMap { _ in first }, elements: elements)
    var results: [KernelValueID] = []
    for (row, own) in rows.enumerated() {
      let range = (row * first.count)..<((row + 1) * first.count)
      let (sum, new) = (Array(accumulators[range]), Array(values[range]))
      // Backwards, the element comes before those that were accumulated.
      let combined = try evaluate(
        operation.regions[0], with: scan.isReversed ? new + sum : sum + new)
      for (x, b) in zip(combined, outputs) {
        builder.store(x, to: b, at: Self.linear(own, in: sizes))
      }
      results += combined
    }
    _ = builder.closeReduction(combinerResults: results)
    openReductions.removeLast()
    for _ in 0..<loopCount { builder.closeLoop() }
  }

  // MARK: Selections

  /// Emits loops that fill `result` with the initial value of a `select_and_scatter`, find the place
  /// that is selected in each window, and combine what is there with the window's element.
  mutating func selectAndScatter(
    _ operation: GraphIR.Operation, into result: BufferID
  ) throws {
    let (x, source, initial) = (
      operation.operands[0], operation.operands[1], operation.operands[2]
    )
    let sizes = try sizes(of: x)
    let window = try window(of: operation, sizes)
    let (place, fillCount) = openLoops(over: sizes)
    builder.store(try element(initial, []), to: result, at: Self.linear(place, in: sizes))
    for _ in 0..<fillCount { builder.closeLoop() }

    let (index, loopCount) = openLoops(over: try self.sizes(of: source))
    let variables = builder.openReduction(extents: window.sizes)
    openReductions.append(variables)
    let (at, covered) = elementOfWindow(window, sizes, index, variables.map { IndexExpression($0) })
    let value = try element(x, at, if: covered)
    let elements = [
      covered ?? builder.boolean(true), value, builder.index(Self.linear(at, in: sizes), as: .i64),
    ]
    let none = [
      builder.boolean(false), constant(Scalar(builder.type(of: value), bits: 0)),
      constant(Scalar(.i64, bits: 0)),
    ]
    // What is selected so far: whether there is something, its value and its position.
    let (old, new) = builder.openCombiner(initial: none, elements: elements)
    let stays = try evaluate(operation.regions[0], with: [old[1], new[1]])[0]
    let isKept = builder.binary(.and, old[0], stays)
    let isTaken = builder.binary(.and, new[0], builder.unary(.not, isKept))
    let selected = builder.closeReduction(combinerResults: [
      builder.binary(.or, old[0], new[0]), builder.select(isTaken, new[1], old[1]),
      builder.select(isTaken, new[2], old[2]),
    ])
    openReductions.removeLast()

    let position = IndexExpression(.value(selected[2]))
    let there = builder.load(result, position, guard: selected[0])
    let added = try element(source, index)
    let combined = try evaluate(operation.regions[1], with: [there, added])[0]
    builder.store(combined, to: result, at: position, guard: selected[0])
    for _ in 0..<loopCount { builder.closeLoop() }
  }

}
