import GraphIR
import Scalars

/// Operations that move elements: where the element at each index of the result comes from.
extension Application {

  /// The element of which all operands that elements come from are splats, if they are.
  var elementToMove: UInt64? {
    let sources =
      switch opcode {
      case .dynamicSlice, .gather: operands.prefix(1)
      case .dynamicUpdateSlice: operands.prefix(2)
      default: operands[...]
      }
    guard let first = sources.first?.splatElement,
      sources.allSatisfy({ $0.splatElement == first })
    else { return nil }
    return first.bits
  }

  func broadcast() throws -> Literal {
    let x = try elements(0)
    let dims = try list(.dims, rank: x.sizes.count)
    var from = x.sizes.map { _ in 0 }
    return try tensor { (index) in
      for (d, axis) in dims.enumerated() where x.sizes[d] != 1 { from[d] = index[axis] }
      return x[from]
    }
  }

  func reshape() throws -> Literal {
    let x = try operand(0)
    let type = try type
    if x.isSplat { return try splat(x[0].bits) }
    guard let result = Literal(type, bytes: x.bytes) else {
      throw defect("makes \(type) of \(x.type)")
    }
    return result
  }

  func transpose() throws -> Literal {
    let x = try elements(0)
    let permutation = try list(.permutation, rank: x.sizes.count)
    var from = x.sizes.map { _ in 0 }
    return try tensor { (index) in
      for (d, axis) in permutation.enumerated() { from[axis] = index[d] }
      return x[from]
    }
  }

  func slice() throws -> Literal {
    let x = try elements(0)
    let start = try list(.start, rank: x.sizes.count)
    let stride = try list(.stride, rank: x.sizes.count, standard: 1)
    var from = start
    return try tensor { (index) in
      for d in from.indices { from[d] = start[d] + index[d] * stride[d] }
      return x[from]
    }
  }

  func reverse() throws -> Literal {
    let x = try elements(0)
    let dims = attributes.integers(.dims) ?? []
    return try tensor { (index) in
      var from = index
      for d in dims { from[d] = x.sizes[d] - 1 - index[d] }
      return x[from]
    }
  }

  /// On each axis, element i of the operand is at position low + i × (interior + 1) of the result.
  func pad() throws -> Literal {
    let x = try elements(0)
    let padding = try operand(1)[0].bits
    let low = try list(.low, rank: x.sizes.count)
    let interior = try list(.interior, rank: x.sizes.count)
    var from = low
    return try tensor { (index) in
      for d in from.indices {
        let (i, rest) = (index[d] - low[d]).quotientAndRemainder(dividingBy: interior[d] + 1)
        guard rest == 0, i >= 0, i < x.sizes[d] else { return padding }
        from[d] = i
      }
      return x[from]
    }
  }

  func concat() throws -> Literal {
    let axis = attributes.integer(.dim) ?? 0
    let parts = try operands.indices.map { try elements($0) }
    return try tensor { (index) in
      var from = index
      for x in parts {
        if from[axis] < x.sizes[axis] { return x[from] }
        from[axis] -= x.sizes[axis]
      }
      throw defect("has fewer elements than its result")
    }
  }

  func dynamicSlice() throws -> Literal {
    let x = try elements(0)
    let block = try list(.limit, rank: x.sizes.count)
    let start = try starts(operands.dropFirst(), block: block, in: x.sizes)
    var from = start
    return try tensor { (index) in
      for d in from.indices { from[d] = start[d] + index[d] }
      return x[from]
    }
  }

  func dynamicUpdateSlice() throws -> Literal {
    let x = try elements(0)
    let update = try elements(1)
    let start = try starts(operands.dropFirst(2), block: update.sizes, in: x.sizes)
    var from = start
    return try tensor { (index) in
      for d in from.indices {
        from[d] = index[d] - start[d]
        guard from[d] >= 0, from[d] < update.sizes[d] else { return x[index] }
      }
      return update[from]
    }
  }

  /// The `positions` at which a block begins, moved so that it lies within `sizes`.
  private func starts(
    _ positions: ArraySlice<Literal>, block: [Int], in sizes: [Int]
  ) throws -> [Int] {
    guard positions.count == sizes.count, block.count == sizes.count else {
      throw defect("has \(positions.count) positions for \(sizes.count) axes")
    }
    return zip(positions, zip(sizes, block)).map { (position, lengths) in
      let last = max(lengths.0 - lengths.1, 0)
      switch position[0].number {
      case .signed(let n): return min(max(Int(n), 0), last)
      case .unsigned(let n): return Int(min(n, UInt64(last)))
      case .float: return 0
      }
    }
  }

}
