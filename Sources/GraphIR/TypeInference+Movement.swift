import Scalars

/// Operations that move elements.
extension TypeInference {

  func broadcast() throws(ConstraintViolation) -> [TensorType] {
    let from = operands[0]
    let to = try writtenType()
    let dims = attributes.integers(.dims) ?? []
    guard from.element == to.element else {
      throw ConstraintViolation("the elements of \(from) and \(to) differ", 1)
    }
    guard dims.count == from.rank else {
      throw ConstraintViolation(
        "dims has \(count(dims.count, "number")) for \(count(from.rank, "axis"))", 2)
    }
    try checkAxes(dims, of: .dims, rank: to.rank, 3)
    for (i, d) in dims.enumerated() {
      guard from.shape[i] == 1 || from.shape[i] == to.shape[d] else {
        throw ConstraintViolation(
          "axis \(i) of \(from) is neither 1 nor the size of axis \(d) of \(to)", 4)
      }
    }
    return [to]
  }

  func reshape() throws(ConstraintViolation) -> [TensorType] {
    let from = operands[0]
    let to = try writtenType()
    guard from.element == to.element else {
      throw ConstraintViolation("the elements of \(from) and \(to) differ", 1)
    }
    guard try SymbolicCount(from) == SymbolicCount(to) else {
      throw ConstraintViolation("\(from) and \(to) have different numbers of elements", 2)
    }
    return [to]
  }

  func transpose() throws(ConstraintViolation) -> [TensorType] {
    let x = operands[0]
    let permutation = try list(.permutation, rank: x.rank, 1)
    try checkAxes(permutation, of: .permutation, rank: x.rank, 1)
    return try matchingDeclared([TensorType(x.element, permutation.map { x.shape[$0] })])
  }

  func slice() throws(ConstraintViolation) -> [TensorType] {
    let x = operands[0]
    let start = try list(.start, rank: x.rank, 1)
    let limit = try list(.limit, rank: x.rank, 1)
    let stride = try list(.stride, rank: x.rank, standard: 1, 1)
    var sizes: [Int] = []
    for (i, d) in x.shape.enumerated() {
      guard let size = d.size else {
        throw ConstraintViolation("axis \(i) of \(x) has no known size", 5)
      }
      guard 0 <= start[i], start[i] <= limit[i], limit[i] <= size else {
        throw ConstraintViolation(
          "\(start[i]) up to \(limit[i]) is no part of axis \(i) of \(x)", 2)
      }
      guard stride[i] > 0 else {
        throw ConstraintViolation("the stride \(stride[i]) of axis \(i) is not positive", 3)
      }
      let n = limit[i] - start[i]
      sizes.append(n == 0 ? 0 : (n - 1) / stride[i] + 1)
    }
    return try matchingDeclared([TensorType(x.element, sizes: sizes)], 4)
  }

  func pad() throws(ConstraintViolation) -> [TensorType] {
    let x = operands[0]
    guard operands[1] == TensorType(x.element, []) else {
      throw ConstraintViolation("the padding is \(x.element)[], not \(operands[1])", 1)
    }
    let low = try list(.low, rank: x.rank, 2)
    let high = try list(.high, rank: x.rank, 2)
    let interior = try list(.interior, rank: x.rank, 2)
    var shape: [Dimension] = []
    for (i, d) in x.shape.enumerated() {
      guard interior[i] >= 0 else {
        throw ConstraintViolation("interior is \(interior[i]) on axis \(i)", 3)
      }
      if low[i] == 0, high[i] == 0, interior[i] == 0 {
        shape.append(d)
        continue
      }
      guard let size = d.size else {
        throw ConstraintViolation("axis \(i) of \(x) has no known size", 5)
      }
      let spread = CheckedInt(max(size - 1, 0)) * CheckedInt(interior[i])
      guard let n = (CheckedInt(size) + spread + CheckedInt(low[i]) + CheckedInt(high[i])).value
      else {
        throw ConstraintViolation("the padded axis \(i) of \(x) has too many elements")
      }
      guard n >= 0 else {
        throw ConstraintViolation("axis \(i) of the result would have size \(n)", 4)
      }
      shape.append(.size(n))
    }
    return try matchingDeclared([TensorType(x.element, shape)])
  }

  func concat() throws(ConstraintViolation) -> [TensorType] {
    let first = operands[0]
    let dim = attributes.integer(.dim) ?? 0
    guard first.shape.indices.contains(dim) else {
      throw ConstraintViolation("\(first) has no axis \(dim)", 1)
    }
    var total = CheckedInt(first.shape[dim].size ?? 0)
    for t in operands.dropFirst() {
      guard t.element == first.element, t.rank == first.rank else {
        throw ConstraintViolation("elements or ranks of \(first) and \(t) differ", 2)
      }
      for (i, (a, b)) in zip(first.shape, t.shape).enumerated() where i != dim && a != b {
        throw ConstraintViolation("axis \(i) of \(first) and of \(t) differ in size", 3)
      }
      guard first.shape[dim].size != nil, let size = t.shape[dim].size else {
        throw ConstraintViolation("the size of axis \(dim) is not known of all operands", 4)
      }
      total = total + CheckedInt(size)
    }
    var result = first
    if operands.count > 1 {
      guard let n = total.value else {
        throw ConstraintViolation("the operands have too many elements")
      }
      result.shape[dim] = .size(n)
    }
    return try matchingDeclared([result])
  }

  func reverse() throws(ConstraintViolation) -> [TensorType] {
    try checkAxes(attributes.integers(.dims) ?? [], of: .dims, rank: operands[0].rank, 1)
    return try matchingDeclared([operands[0]])
  }

  func dynamicSlice() throws(ConstraintViolation) -> [TensorType] {
    let x = operands[0]
    try checkPositions(operands.dropFirst(), of: x)
    let block = try list(.limit, rank: x.rank, 2)
    for (i, d) in x.shape.enumerated() {
      guard let size = d.size, 0 <= block[i], block[i] <= size else {
        throw ConstraintViolation("\(block[i]) elements are no part of axis \(i) of \(x)", 3)
      }
    }
    return try matchingDeclared([TensorType(x.element, sizes: block)])
  }

  func dynamicUpdateSlice() throws(ConstraintViolation) -> [TensorType] {
    let (x, update) = (operands[0], operands[1])
    try checkPositions(operands.dropFirst(2), of: x)
    guard update.element == x.element, update.rank == x.rank else {
      throw ConstraintViolation("elements or ranks of \(x) and \(update) differ", 2)
    }
    for (i, (u, d)) in zip(update.shape, x.shape).enumerated() {
      var fits = u == d
      if let block = u.size, let size = d.size { fits = block <= size }
      guard fits else {
        throw ConstraintViolation("axis \(i) of \(update) is not known to fit into \(x)", 2)
      }
    }
    return try matchingDeclared([x])
  }

  /// Checks that `positions` are scalar integers of one type, one for each axis of `x`.
  private func checkPositions(
    _ positions: ArraySlice<TensorType>, of x: TensorType
  ) throws(ConstraintViolation) {
    guard positions.count == x.rank else {
      throw ConstraintViolation(
        "\(x) takes \(count(x.rank, "position")), but \(positions.count) \(areGiven(positions.count))",
        1)
    }
    for p in positions {
      guard p.isScalar, p.element.isInteger, p == positions.first else {
        throw ConstraintViolation("positions are scalar integers of one type, not \(p)", 1)
      }
    }
  }

}

/// The number of elements of a type that may have symbols: the product of what is known, and the
/// other factors.
private struct SymbolicCount: Equatable {

  private var known = 1
  private var symbols: [String] = []

  /// Counts the elements of `type`.
  init(_ type: TensorType) throws(ConstraintViolation) {
    try type.checkRepresentable()
    for d in type.shape {
      switch d {
      case .size(let n): known *= n
      case .symbol(let s): symbols.append(s)
      }
    }
    symbols = known == 0 ? [] : symbols.sorted()
  }

}
