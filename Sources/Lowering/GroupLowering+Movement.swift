import Diagnostics
import GraphIR
import KernelIR
import Scalars

extension GroupLowering {

  /// Returns an element of a movement operation: an element of an operand at other indices.
  mutating func movement(
    _ operation: GraphIR.Operation, _ indices: [IndexExpression], if condition: KernelValueID?
  ) throws -> KernelValueID {
    let operand = operation.operands[0]
    let sizes = try sizes(of: operand)
    let attributes = operation.attributes
    switch operation.opcode {
    case .broadcast:
      let dims = attributes.integers(.dims) ?? []
      let at = zip(dims, sizes).map { (d, n) in n == 1 ? IndexExpression(0) : indices[d] }
      return try element(operand, at, if: condition)
    case .reshape:
      let shape = try self.sizes(of: operation.results[0])
      return try element(operand, reshaped(indices, from: shape, to: sizes), if: condition)
    case .transpose:
      var at = indices
      for (i, axis) in (attributes.integers(.permutation) ?? []).enumerated() {
        at[axis] = indices[i]
      }
      return try element(operand, at, if: condition)
    case .slice:
      let start = attributes.integers(.start) ?? []
      let stride = attributes.integers(.stride) ?? [Int](repeating: 1, count: sizes.count)
      let at = indices.indices.map { indices[$0] * stride[$0] + start[$0] }
      return try element(operand, at, if: condition)
    case .reverse:
      var at = indices
      for d in attributes.integers(.dims) ?? [] { at[d] = IndexExpression(sizes[d] - 1) - at[d] }
      return try element(operand, at, if: condition)
    case .pad:
      return try pad(operation, sizes, indices, if: condition)
    case .concat:
      return try concatenation(operation, indices, if: condition)
    case .dynamicSlice:
      let starts = try starts(
        Array(operation.operands.dropFirst()), sizes: sizes,
        block: attributes.integers(.limit) ?? [], if: condition)
      return try element(operand, zip(indices, starts).map { $0 + $1 }, if: condition)
    case .dynamicUpdateSlice:
      return try updateSlice(operation, sizes, indices, if: condition)
    case .gather:
      return try gather(operation, sizes, indices, if: condition)
    default:
      throw Defect("lowering", "\(operation.opcode.rawValue) does not move elements")
    }
  }

  /// Returns the indices into a tensor of sizes `to` of the element that has `indices` in one of
  /// sizes `from`, with as few divisions as the shapes need.
  ///
  /// Both shapes are cut into the shortest runs of axes with equal element counts; an axis that is
  /// a run by itself on both sides keeps its index.
  private mutating func reshaped(
    _ indices: [IndexExpression], from: [Int], to: [Int]
  ) -> [IndexExpression] {
    if from.contains(0) || to.contains(0) {
      return [IndexExpression](repeating: IndexExpression(0), count: to.count)
    }
    var result = [IndexExpression](repeating: IndexExpression(0), count: to.count)
    var i = 0
    var j = 0
    while j < to.count {
      if to[j] == 1 {
        j += 1
        continue
      }
      while i < from.count, from[i] == 1 { i += 1 }
      guard i < from.count else { break }
      var position = indices[i]
      var fromCount = from[i]
      var toCount = to[j]
      let first = j
      i += 1
      j += 1
      while fromCount != toCount {
        if fromCount < toCount {
          position = position * from[i] + indices[i]
          fromCount *= from[i]
          i += 1
        } else {
          toCount *= to[j]
          j += 1
        }
      }
      for axis in stride(from: j - 1, through: first, by: -1) where to[axis] != 1 {
        if axis == first {
          result[axis] = position
        } else {
          result[axis] = position.remainder(by: to[axis], extents: builder.extents)
          position = position.quotient(by: to[axis], extents: builder.extents)
        }
      }
    }
    return result
  }

  private mutating func pad(
    _ operation: GraphIR.Operation, _ sizes: [Int], _ indices: [IndexExpression],
    if condition: KernelValueID?
  ) throws -> KernelValueID {
    let low = operation.attributes.integers(.low) ?? []
    let interior =
      operation.attributes.integers(.interior) ?? [Int](repeating: 0, count: sizes.count)
    let padding = try element(operation.operands[1], [], if: condition)
    if sizes.contains(0) { return padding }
    var at: [IndexExpression] = []
    var covered: KernelValueID?
    for d in indices.indices {
      let p = indices[d] - IndexExpression(low[d])
      let (q, condition) = undilated(p, size: sizes[d], dilation: interior[d] + 1)
      covered = both(covered, condition)
      at.append(q)
    }
    guard let covered else { return try element(operation.operands[0], at, if: condition) }
    let x = try element(operation.operands[0], at, if: both(condition, covered))
    return builder.define(.select(covered, x, padding), builder.type(of: padding))
  }

  /// Returns the index into an axis of `size` elements, at least one, that stand `dilation` apart,
  /// of the one at `position`, and the condition, if not always true, that there is one.
  mutating func undilated(
    _ position: IndexExpression, size: Int, dilation: Int
  ) -> (index: IndexExpression, condition: KernelValueID?) {
    let extent = (size - 1) * dilation + 1
    var condition = inside(position, 0, extent)
    if dilation == 1 { return (position, condition) }
    condition = both(
      condition, inside(position.remainder(by: dilation, extents: builder.extents), 0, 1))
    return (position.quotient(by: dilation, extents: builder.extents), condition)
  }

  private mutating func concatenation(
    _ operation: GraphIR.Operation, _ indices: [IndexExpression], if condition: KernelValueID?
  ) throws -> KernelValueID {
    let axis = operation.attributes.integer(.dim) ?? 0
    let range = indices[axis].range(extents: builder.extents)
    var offset = 0
    var parts: [(condition: KernelValueID?, value: KernelValueID)] = []
    for v in operation.operands {
      let n = try sizes(of: v)[axis]
      defer { offset += n }
      if let range, range.upperBound < offset || range.lowerBound >= offset + n { continue }
      if n == 0 { continue }
      let here = inside(indices[axis], offset, offset + n)
      var at = indices
      at[axis] = at[axis] + -offset
      parts.append((here, try element(v, at, if: both(condition, here))))
    }
    guard var result = parts.popLast()?.value else {
      throw Defect("lowering", "an element of a concatenation is in none of its operands")
    }
    for p in parts.reversed() {
      guard let c = p.condition else { return p.value }
      result = builder.define(.select(c, p.value, result), builder.type(of: result))
    }
    return result
  }

  /// Returns the positions, moved into bounds, of a block in a tensor of `sizes`.
  private mutating func starts(
    _ operands: [ValueID], sizes: [Int], block: [Int], if condition: KernelValueID?
  ) throws -> [IndexExpression] {
    var result: [IndexExpression] = []
    for (d, v) in operands.enumerated() {
      let slack = sizes[d] - block[d]
      if slack <= 0 {
        result.append(IndexExpression(0))
        continue
      }
      result.append(clamped(try element(v, [], if: condition), to: slack))
    }
    return result
  }

  /// Returns the integer `position` moved into 0 ... `last`.
  mutating func clamped(_ position: KernelValueID, to last: Int) -> IndexExpression {
    let type = builder.type(of: position)
    var result = position
    let isRepresentable =
      type.bitWidth == 64 || last < 1 << (type.isSigned ? type.bitWidth - 1 : type.bitWidth)
    if isRepresentable {
      result = builder.define(
        .binary(.min, result, constant(Scalar(type, bits: UInt64(last)))), type)
    }
    result = builder.define(.binary(.max, result, constant(Scalar(type, bits: 0))), type)
    if type != .i64 { result = builder.define(.convert(result), .i64) }
    return IndexExpression(.value(result))
  }

  /// Stores the element at `indices` of the block that `operation`, a `dynamic_update_slice`,
  /// replaces.
  mutating func storeBlock(
    of operation: GraphIR.Operation, _ indices: [IndexExpression], to destination: BufferID
  ) throws {
    let sizes = try sizes(of: operation.operands[0])
    let starts = try starts(
      Array(operation.operands.dropFirst(2)), sizes: sizes,
      block: try self.sizes(of: operation.operands[1]), if: nil)
    let v = try element(operation.operands[1], indices)
    let at = zip(indices, starts).map { $0 + $1 }
    builder.store(v, to: destination, at: Self.linear(at, in: sizes))
  }

  private mutating func updateSlice(
    _ operation: GraphIR.Operation, _ sizes: [Int], _ indices: [IndexExpression],
    if condition: KernelValueID?
  ) throws -> KernelValueID {
    let update = operation.operands[1]
    let block = try self.sizes(of: update)
    if block.contains(0) { return try element(operation.operands[0], indices, if: condition) }
    let starts = try starts(
      Array(operation.operands.dropFirst(2)), sizes: sizes, block: block, if: condition)
    var at: [IndexExpression] = []
    var covered: KernelValueID?
    for d in indices.indices {
      let p = indices[d] - starts[d]
      covered = both(covered, inside(p, 0, block[d]))
      at.append(p)
    }
    guard let covered else { return try element(update, at, if: condition) }
    let new = try element(update, at, if: both(condition, covered))
    let old = try element(operation.operands[0], indices, if: condition)
    return builder.define(.select(covered, new, old), builder.type(of: old))
  }

}
