import GraphIR

extension IndexTable {

  /// Returns where the operand at `position` of `id` is needed for the element of its results at
  /// `access`; several places if a wider element is put together from narrower ones.
  ///
  /// - Parameter inner: the loops over the axes that a reduction or contraction removes, in the
  ///   order of `reducedExtents(of:in:)`.
  mutating func accesses(
    ofOperand position: Int, of id: OperationID, at access: ElementAccess, inner: [LoopID],
    in graph: Graph
  ) -> [ElementAccess] {
    let operation = graph[id]
    let type = graph.type(of: operation.operands[position])
    let scalar = ElementAccess(indices: [], condition: access.condition)
    switch operation.opcode.description.family {
    case .leaf, .unary, .binary, .select:
      return [type.isScalar ? scalar : access]
    case .type:
      if operation.opcode == .bitcast { return bitcast(operation, type, at: access, in: graph) }
      return [access]
    case .movement:
      if operation.opcode == .gather { return gather(id, position, at: access, in: graph) }
      if type.isScalar && position > 0 { return [scalar] }
      if position == 1, graph.isBlockUpdate(id) { return [access] }
      return [movement(id, position, at: access, in: graph)]
    case .reduction:
      if position >= operation.operands.count / 2 { return [scalar] }
      let dims = operation.attributes.integers(.dims) ?? []
      var kept = access.indices.makeIterator()
      var reduced = inner.makeIterator()
      let indices = type.shape.enumerated().map { (d, n) -> AxisIndex in
        if !dims.contains(d) { return kept.next() ?? .constant(0) }
        return n == 1 ? .constant(0) : reduced.next().map(AxisIndex.loop) ?? .constant(0)
      }
      return [ElementAccess(indices: indices, condition: access.condition)]
    case .contraction:
      let indices =
        operation.opcode == .convolution
        ? convolution(id, position, at: access, inner: inner, in: graph)
        : dot(operation, position, at: access, inner: inner, in: graph)
      return [ElementAccess(indices: indices, condition: access.condition)]
    case .placement, .random, .control, .terminator:
      return []
    }
  }

  private func bitcast(
    _ operation: Operation, _ type: TensorType, at access: ElementAccess, in graph: Graph
  ) -> [ElementAccess] {
    let width = graph.type(of: operation.results[0]).element.byteWidth
    if width < type.element.byteWidth {
      let indices = Array(access.indices.dropLast())
      return [ElementAccess(indices: indices, condition: access.condition)]
    }
    if width == type.element.byteWidth { return [access] }
    return (0..<(width / type.element.byteWidth)).map {
      ElementAccess(indices: access.indices + [.constant($0)], condition: access.condition)
    }
  }

  // MARK: Movement

  private mutating func movement(
    _ id: OperationID, _ position: Int, at access: ElementAccess, in graph: Graph
  ) -> ElementAccess {
    let operation = graph[id]
    let attributes = operation.attributes
    let shape = graph.type(of: operation.operands[position]).shape
    let at = access.indices
    var result = access
    switch operation.opcode {
    case .broadcast:
      let dims = attributes.integers(.dims) ?? []
      result.indices = zip(dims, shape).map { (d, n) in n == 1 ? .constant(0) : at[d] }
    case .reshape:
      result.indices = reshaped(
        at, from: graph.type(of: operation.results[0]).shape, to: shape, by: id)
    case .transpose:
      for (i, axis) in (attributes.integers(.permutation) ?? []).enumerated() {
        result.indices[axis] = at[i]
      }
    case .slice:
      let start = attributes.integers(.start) ?? []
      let stride = attributes.integers(.stride) ?? [Int](repeating: 1, count: shape.count)
      result.indices = at.indices.map {
        derive(.affine(scale: stride[$0], offset: start[$0]), [at[$0]])
      }
    case .reverse:
      for d in attributes.integers(.dims) ?? [] {
        result.indices[d] =
          if let n = shape[d].size {
            derive(.affine(scale: -1, offset: n - 1), [at[d]])
          } else {
            derive(.computed(by: id, operand: 0, axis: d), [at[d]])
          }
      }
    case .pad:
      pad(id, at, in: graph, &result)
    case .concat:
      let axis = attributes.integer(.dim) ?? 0
      let before = operation.operands[..<position].reduce(0) {
        $0 + (graph.type(of: $1).shape[axis].size ?? 0)
      }
      result.indices[axis] = derive(.affine(scale: 1, offset: -before), [at[axis]])
      if operation.operands.count > 1 {
        result.condition = condition(
          access.condition, operation: id, operand: position, at: [at[axis]])
      }
    case .dynamicSlice:
      for d in at.indices {
        result.indices[d] = derive(
          .moved(by: operation.operands[d + 1], isNegative: false), [at[d]])
      }
    case .dynamicUpdateSlice where position == 1:
      for d in at.indices {
        result.indices[d] = derive(.moved(by: operation.operands[d + 2], isNegative: true), [at[d]])
      }
      result.condition = condition(
        access.condition, operation: id, operand: position, at: result.indices)
    default:
      break
    }
    return result
  }

  /// The second operand is needed for each number of the index vector.
  private mutating func gather(
    _ id: OperationID, _ position: Int, at access: ElementAccess, in graph: Graph
  ) -> [ElementAccess] {
    let ranks = graph[id].operands.map { graph.type(of: $0).rank }
    guard
      let axes = GatherDimensions(
        graph[id].attributes, operandRank: ranks[0], indicesRank: ranks[1])
    else { return [] }
    if position == 1 {
      return axes.indexMap.indices.map { (k) in
        ElementAccess(
          indices: axes.indexPosition(of: access.indices, .constant(k)),
          condition: access.condition)
      }
    }
    let batch = axes.batchAxes.map { access.indices[$0] }
    var result = ElementAccess(
      indices: [AxisIndex](repeating: .constant(0), count: ranks[0]), condition: access.condition)
    for (d, axis) in zip(axes.operandSliceAxes, axes.sliceAxes) {
      result.indices[d] = access.indices[axis]
    }
    for (d, axis) in zip(axes.operandBatchAxes, axes.matchingBatchAxes) {
      result.indices[d] = access.indices[axis]
    }
    for d in axes.indexMap {
      result.indices[d] = derive(
        .computed(by: id, operand: 0, axis: d), [result.indices[d]] + batch)
    }
    return [result]
  }

  private mutating func pad(
    _ id: OperationID, _ at: [AxisIndex], in graph: Graph, _ result: inout ElementAccess
  ) {
    let attributes = graph[id].attributes
    let low = attributes.integers(.low) ?? []
    let high = attributes.integers(.high) ?? []
    let interior = attributes.integers(.interior) ?? [Int](repeating: 0, count: at.count)
    var tested: [AxisIndex] = []
    for d in at.indices {
      let moved = derive(.affine(scale: 1, offset: 0 &- low[d]), [at[d]])
      result.indices[d] =
        interior[d] == 0 ? moved : derive(.computed(by: id, operand: 0, axis: d), [moved])
      if low[d] > 0 || high[d] > 0 || interior[d] > 0 { tested.append(moved) }
    }
    if !tested.isEmpty {
      result.condition = condition(result.condition, operation: id, operand: 0, at: tested)
    }
  }

  /// Returns the indices in `to` of the element at `indices` in `from`.
  ///
  /// Both shapes are cut into the shortest runs of axes with equal element counts, as the lowering
  /// does.
  private mutating func reshaped(
    _ indices: [AxisIndex], from: [Dimension], to: [Dimension], by id: OperationID
  ) -> [AxisIndex] {
    let sources = from.indices.filter { from[$0] != 1 }
    let targets = to.indices.filter { to[$0] != 1 }
    var result = [AxisIndex](repeating: .constant(0), count: to.count)
    if sources.map({ from[$0] }) == targets.map({ to[$0] }) {
      for (i, j) in zip(sources, targets) { result[j] = indices[i] }
      return result
    }
    guard let (fromSizes, toSizes) = Self.sizes(from, to) else {
      for j in targets {
        result[j] = derive(.computed(by: id, operand: 0, axis: j), sources.map { indices[$0] })
      }
      return result
    }
    var (i, j) = (0, 0)
    while i < sources.count, j < targets.count {
      let (firstSource, firstTarget) = (i, j)
      var (fromCount, toCount) = (fromSizes[sources[i]], toSizes[targets[j]])
      (i, j) = (i + 1, j + 1)
      while fromCount != toCount {
        if fromCount < toCount, i < sources.count {
          fromCount *= fromSizes[sources[i]]
          i += 1
        } else if j < targets.count {
          toCount *= toSizes[targets[j]]
          j += 1
        } else {
          break
        }
      }
      let run = sources[firstSource..<i]
      var whole = indices[run[run.startIndex]]
      if run.count > 1 {
        whole = derive(.position(run.map { fromSizes[$0] }), run.map { indices[$0] })
      }
      let axes = targets[firstTarget..<j]
      let sizes = axes.map { toSizes[$0] }
      for (k, axis) in axes.enumerated() {
        result[axis] = axes.count == 1 ? whole : derive(.coordinate(sizes, axis: k), [whole])
      }
    }
    return result
  }

  private static func sizes(_ a: [Dimension], _ b: [Dimension]) -> ([Int], [Int])? {
    let (x, y) = (a.compactMap(\.size), b.compactMap(\.size))
    guard x.count == a.count, y.count == b.count, !x.contains(0), !y.contains(0) else { return nil }
    return (x, y)
  }

  // MARK: Contractions

  private func dot(
    _ operation: Operation, _ position: Int, at access: ElementAccess, inner: [LoopID],
    in graph: Graph
  ) -> [AxisIndex] {
    let (lhs, rhs) = (
      graph.type(of: operation.operands[0]), graph.type(of: operation.operands[1])
    )
    var result = [AxisIndex](repeating: .constant(0), count: position == 0 ? lhs.rank : rhs.rank)
    guard let axes = DotDimensions(operation.attributes, lhsRank: lhs.rank, rhsRank: rhs.rank)
    else { return result }
    let batch = position == 0 ? axes.lhsBatch : axes.rhsBatch
    for (i, d) in batch.enumerated() { result[d] = access.indices[i] }
    let free = position == 0 ? axes.lhsFree : axes.rhsFree
    let first = batch.count + (position == 0 ? 0 : axes.lhsFree.count)
    for (i, d) in free.enumerated() { result[d] = access.indices[first + i] }
    var loops = inner.makeIterator()
    for (l, r) in zip(axes.lhsContract, axes.rhsContract) where lhs.shape[l] != 1 {
      if let k = loops.next() { result[position == 0 ? l : r] = .loop(k) }
    }
    return result
  }

  private mutating func convolution(
    _ id: OperationID, _ position: Int, at access: ElementAccess, inner: [LoopID], in graph: Graph
  ) -> [AxisIndex] {
    let rank = graph.type(of: graph[id].operands[position]).rank
    let axes = ConvolutionWindow(graph[id].attributes)?.dimensions
    var sources = access.indices + inner.map(AxisIndex.loop)
    if position == 1, let axes {
      sources = [access.indices[axes.outputFeature]] + inner.map(AxisIndex.loop)
    }
    return (0..<rank).map { derive(.computed(by: id, operand: position, axis: $0), sources) }
  }

}

extension Graph {

  /// The sizes of the loops that compute one element of `id`, a reduction or contraction, outermost
  /// first; nothing for other operations.
  func reducedExtents(of id: OperationID) -> [Dimension] {
    let operation = self[id]
    switch operation.opcode {
    case .reduce:
      let shape = type(of: operation.operands[0]).shape
      let dims = operation.attributes.integers(.dims) ?? []
      return shape.indices.filter { dims.contains($0) && shape[$0] != 1 }.map { shape[$0] }
    case .dotGeneral:
      let shape = type(of: operation.operands[0]).shape
      let dims = operation.attributes.integers(.lhsContract) ?? []
      return dims.map { shape[$0] }.filter { $0 != 1 }
    case .convolution:
      let shape = type(of: operation.operands[1]).shape
      guard let axes = ConvolutionWindow(operation.attributes)?.dimensions else { return [] }
      return ([axes.kernelInput] + axes.kernelSpatial).map { shape[$0] }.filter { $0 != 1 }
    default:
      return []
    }
  }

}
