import Scalars

/// Operations that find elements by indices which are elements themselves.
extension TypeInference {

  func gather() throws(ConstraintViolation) -> [TensorType] {
    let (x, indices) = (operands[0], operands[1])
    let axes = try gatherDimensions(x, indices, slice: .offsetDims, missing: .collapsedDims)
    let block = try list(.sliceSizes, rank: x.rank, 7)
    for (i, d) in x.shape.enumerated() {
      guard let size = d.size, 0 <= block[i], block[i] <= size else {
        throw ConstraintViolation("\(block[i]) elements are no part of axis \(i) of \(x)", 7)
      }
    }
    let missing = (attributes.integers(.collapsedDims) ?? []) + axes.operandBatchAxes
    for d in missing where block[d] != min(x.shape[d].size ?? 1, 1) {
      throw ConstraintViolation("a slice has size \(block[d]) on axis \(d), which is left out", 8)
    }
    var shape = [Dimension](repeating: 1, count: axes.rank)
    for (axis, d) in zip(axes.batchAxes, batchShape(indices, axes)) { shape[axis] = d }
    for (axis, d) in zip(axes.sliceAxes, axes.operandSliceAxes) { shape[axis] = .size(block[d]) }
    return try matchingDeclared([TensorType(x.element, shape)], 9)
  }

  func scatter() throws(ConstraintViolation) -> [TensorType] {
    let n = operands.count / 2
    let tensors = operands[..<n]
    let (x, indices) = (operands[0], operands[n])
    let updates = operands[(n + 1)...]
    guard !operands.count.isMultiple(of: 2), tensors.allSatisfy({ $0.shape == x.shape }),
      updates.allSatisfy({ $0.shape == updates.first?.shape }),
      zip(tensors, updates).allSatisfy({ $0.element == $1.element }), let update = updates.first
    else {
      throw ConstraintViolation(
        "\(list(operands)) are not tensors, indices and updates of these tensors", 7)
    }
    let axes = try gatherDimensions(x, indices, slice: .windowDims, missing: .insertedDims)
    guard update.rank == axes.rank,
      zip(axes.batchAxes, batchShape(indices, axes)).allSatisfy({ update.shape[$0] == $1 })
    else {
      throw ConstraintViolation("the axes of \(update) are not those of \(indices) and slices", 8)
    }
    for (axis, d) in zip(axes.sliceAxes, axes.operandSliceAxes) {
      var fits = update.shape[axis] == x.shape[d]
      if let block = update.shape[axis].size, let size = x.shape[d].size { fits = block <= size }
      guard fits else {
        throw ConstraintViolation(
          "axis \(axis) of \(update) is not known to fit into axis \(d) of \(x)", 8)
      }
    }
    let scalars = tensors.map { TensorType($0.element, []) }
    try checkRegion(0, takes: scalars + scalars, yields: scalars, 9)
    return try matchingDeclared(Array(tensors), 11)
  }

  func sort() throws(ConstraintViolation) -> [TensorType] {
    let shape = operands[0].shape
    for t in operands where t.shape != shape {
      throw ConstraintViolation("the shapes of \(operands[0]) and \(t) differ", 1)
    }
    let dim = attributes.integer(.dim) ?? 0
    guard shape.indices.contains(dim) else {
      throw ConstraintViolation("\(operands[0]) has no axis \(dim)", 2)
    }
    let pairs = operands.flatMap { [TensorType](repeating: TensorType($0.element, []), count: 2) }
    try checkRegion(0, takes: pairs, yields: [TensorType(.i1, [])], 3)
    guard let limit = attributes.integer(.limit) else { return try matchingDeclared(operands, 5) }
    guard limit >= 0, limit <= shape[dim].size ?? .max else {
      throw ConstraintViolation("\(operands[0]) has no \(limit) elements on axis \(dim)", 6)
    }
    var kept = shape
    kept[dim] = .size(limit)
    return try matchingDeclared(operands.map { TensorType($0.element, kept) }, 5)
  }

  /// Checks the types of the region at `position`.
  func checkRegion(
    _ position: Int, takes arguments: [TensorType], yields: [TensorType], _ constraint: Int
  ) throws(ConstraintViolation) {
    guard regions[position].arguments == arguments else {
      throw ConstraintViolation(
        "the region takes \(list(arguments)), not \(list(regions[position].arguments))", constraint)
    }
    guard regions[position].yields == yields else {
      throw ConstraintViolation(
        "the region yields \(list(yields)), not \(list(regions[position].yields))", constraint)
    }
  }

  /// The sizes of the axes of `indices` other than the one of index vectors.
  private func batchShape(_ indices: TensorType, _ axes: GatherDimensions) -> [Dimension] {
    indices.shape.enumerated().filter { $0.offset != axes.indexAxis }.map(\.element)
  }

  /// Returns how the axes belong together after checking what `gather` and `scatter` have in
  /// common: their constraints C1 to C6.
  private func gatherDimensions(
    _ x: TensorType, _ indices: TensorType, slice: AttributeName, missing: AttributeName
  ) throws(ConstraintViolation) -> GatherDimensions {
    guard indices.element.isInteger else {
      throw ConstraintViolation("indices are integers, not \(indices)", 1)
    }
    let left = attributes.integers(missing) ?? []
    let operandBatch = attributes.integers(.operandBatch) ?? []
    let indicesBatch = attributes.integers(.indicesBatch) ?? []
    try checkAxes(left, of: missing, rank: x.rank, 2)
    try checkAxes(operandBatch, of: .operandBatch, rank: x.rank, 2)
    if let d = left.first(where: { operandBatch.contains($0) }) {
      throw ConstraintViolation("axis \(d) is in \(missing.rawValue) and operand_batch", 2)
    }
    try checkAxes(indicesBatch, of: .indicesBatch, rank: indices.rank, 3)
    guard operandBatch.count == indicesBatch.count else {
      throw ConstraintViolation(
        "operand_batch has \(count(operandBatch.count, "axis")), indices_batch \(indicesBatch.count)",
        3)
    }
    for (a, b) in zip(operandBatch, indicesBatch) where x.shape[a] != indices.shape[b] {
      throw ConstraintViolation("axis \(a) of \(x) and axis \(b) of \(indices) differ in size", 3)
    }
    let indexDim = attributes.integer(.indexDim) ?? indices.rank
    guard (0...indices.rank).contains(indexDim), !indicesBatch.contains(indexDim) else {
      throw ConstraintViolation("index_dim is \(indexDim) for \(indices)", 4)
    }
    let indexMap = attributes.integers(.indexMap) ?? []
    try checkAxes(indexMap, of: .indexMap, rank: x.rank, 5)
    if let d = indexMap.first(where: { operandBatch.contains($0) }) {
      throw ConstraintViolation("axis \(d) is in index_map and operand_batch", 5)
    }
    let length = indexDim == indices.rank ? 1 : indices.shape[indexDim]
    guard length == .size(indexMap.count) else {
      throw ConstraintViolation(
        "index_map has \(count(indexMap.count, "number")) for index vectors of \(length)", 5)
    }
    let offsets = attributes.integers(slice) ?? []
    let rank = indices.rank - (indexDim == indices.rank ? 0 : 1) + offsets.count
    try checkAxes(offsets, of: slice, rank: rank, 6)
    let inside = x.rank - left.count - operandBatch.count
    guard offsets == offsets.sorted(), offsets.count == inside else {
      throw ConstraintViolation(
        "\(slice.rawValue) is \(offsets), not \(count(inside, "axis")) in ascending order", 6)
    }
    guard
      let axes = GatherDimensions(attributes, operandRank: x.rank, indicesRank: indices.rank)
    else { throw ConstraintViolation("the axes are not valid") }
    return axes
  }

}
