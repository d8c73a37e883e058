import GraphIR
import Scalars

/// The block of a tensor that a slice takes.
struct Block {

  var start: [Int]
  var stride: [Int]

  /// The number of elements on each axis.
  let sizes: [Int]

  private init(start: [Int], stride: [Int], sizes: [Int]) {
    (self.start, self.stride, self.sizes) = (start, stride, sizes)
  }

  /// Creates the block that the slice `operation` takes, if all is known.
  init?(_ operation: Operation, in graph: Graph) {
    guard let start = operation.attributes.integers(.start),
      let sizes = graph.type(of: operation.results[0]).sizes
    else { return nil }
    self.start = start
    self.stride = operation.attributes.integers(.stride) ?? start.map { _ in 1 }
    self.sizes = sizes
  }

  /// The position after that of the last element on axis `d`.
  func limit(_ d: Int) -> Int {
    sizes[d] == 0 ? start[d] : start[d] + (sizes[d] - 1) * stride[d] + 1
  }

  /// Returns what this block has on the axes at `positions`, in that order; everything on axes, of
  /// a tensor of `sizes`, for which there is no position.
  func onAxes(_ positions: [Int?], of sizes: [Int]) -> Block {
    Block(
      start: positions.map { $0.map { start[$0] } ?? 0 },
      stride: positions.map { $0.map { stride[$0] } ?? 1 },
      sizes: zip(positions, sizes).map { (p, n) in p.map { self.sizes[$0] } ?? n })
  }

  /// Returns the slice that takes this block of `value`, which is `value` itself if that is all.
  func slice(of value: ValueID, in graph: Graph) -> Replacement {
    let type = graph.type(of: value)
    if type.sizes == sizes { return .value(value) }
    return .operation(
      .slice, of: [value], attributes, TensorType(type.element, sizes: sizes))
  }

  /// The attributes of a slice that takes this block.
  var attributes: Attributes {
    var result = Attributes([
      .start: .integers(start), .limit: .integers(sizes.indices.map(limit)),
    ])
    if stride.contains(where: { $0 != 1 }) { result[.stride] = .integers(stride) }
    return result
  }

}

extension RewriteRule {

  /// Slices.
  static let slices: [RewriteRule] = [
    RewriteRule("slice of everything = x", .slice) { (m) in
      m.type == m.type(0) && m.type.sizes != nil ? .value(m[0]) : nil
    },
    RewriteRule("slice of a splat is a splat", .slice) { (m) in m.splat(0).map { .splat($0) } },
    RewriteRule("slice(slice(x)) = slice(x)", .slice) { (m) in
      guard let inner = m.definition(0, .slice), let a = Block(inner, in: m.graph),
        var b = Block(m.operation, in: m.graph), !b.sizes.contains(0)
      else { return nil }
      for d in b.sizes.indices {
        b.start[d] = a.start[d] + b.start[d] * a.stride[d]
        b.stride[d] = b.sizes[d] == 1 ? 1 : b.stride[d] * a.stride[d]
      }
      return .operation(.slice, of: inner.operands, b.attributes)
    },
    RewriteRule("slice(broadcast(x)) = broadcast(slice(x))", .slice) { (m) in
      guard let b = m.definition(0, .broadcast), let dims = b.attributes.integers(.dims),
        let block = Block(m.operation, in: m.graph),
        let operand = m.graph.type(of: b.operands[0]).sizes, let whole = m.sizes(0)
      else { return nil }
      var source = Replacement.value(b.operands[0])
      let isRepeated = dims.indices.map { operand[$0] == 1 && whole[dims[$0]] != 1 }
      if dims.indices.contains(where: { !isRepeated[$0] && block.sizes[dims[$0]] != operand[$0] }) {
        var attributes = Attributes()
        attributes[.start] = .integers(
          dims.indices.map { isRepeated[$0] ? 0 : block.start[dims[$0]] })
        attributes[.limit] = .integers(
          dims.indices.map { isRepeated[$0] ? 1 : block.limit(dims[$0]) })
        let stride = dims.indices.map { isRepeated[$0] ? 1 : block.stride[dims[$0]] }
        if stride.contains(where: { $0 != 1 }) { attributes[.stride] = .integers(stride) }
        let sizes = dims.indices.map { isRepeated[$0] ? 1 : block.sizes[dims[$0]] }
        source = .operation(.slice, of: b.operands, attributes, TensorType(m.element, sizes: sizes))
      }
      return .operation(.broadcast, [source], b.attributes)
    },
    RewriteRule("slice(concat(x, y)) = slice(x), or concat of fewer operands", .slice) { (m) in
      guard let concat = m.definition(0, .concat), let axis = concat.attributes.integer(.dim),
        let block = Block(m.operation, in: m.graph), block.sizes[axis] > 0
      else { return nil }
      let (first, limit) = (block.start[axis], block.limit(axis))
      var offset = 0
      var parts: [(operand: ValueID, offset: Int)] = []
      for v in concat.operands {
        guard let n = m.graph.type(of: v).shape[axis].size else { return nil }
        if first < offset + n, offset < limit, n > 0 { parts.append((v, offset)) }
        offset += n
      }
      guard let p = parts.first, parts.count < concat.operands.count else { return nil }
      var moved = block
      moved.start[axis] -= p.offset
      if parts.count == 1 { return .operation(.slice, of: [p.operand], moved.attributes) }
      var sizes: [Dimension] = m.type(0).shape
      sizes[axis] = .size(
        parts.compactMap { m.graph.type(of: $0.operand).shape[axis].size }.reduce(0, +))
      let rest = Replacement.operation(
        .concat, of: parts.map(\.operand), concat.attributes, TensorType(m.element, sizes))
      return .operation(.slice, [rest], moved.attributes)
    },
    RewriteRule("slice(pad(x, c)) = slice(x), or c, where the slice is of one alone", .slice) {
      (m) in
      guard let pad = m.definition(0, .pad), let low = pad.attributes.integers(.low),
        let operand = m.graph.type(of: pad.operands[0]).sizes,
        var block = Block(m.operation, in: m.graph), !block.sizes.contains(0),
        (pad.attributes.integers(.interior) ?? []).allSatisfy({ $0 == 0 })
      else { return nil }
      let axes = operand.indices
      if axes.allSatisfy({ block.start[$0] >= low[$0] && block.limit($0) - low[$0] <= operand[$0] })
      {
        for d in axes { block.start[d] -= low[d] }
        return .operation(.slice, [.value(pad.operands[0])], block.attributes)
      }
      let isOutside = axes.contains {
        block.limit($0) <= low[$0] || block.start[$0] - low[$0] >= operand[$0]
      }
      guard isOutside else { return nil }
      if let c = m.graph.splatElement(of: pad.operands[1]) { return .splat(c) }
      return .operation(.broadcast, of: [pad.operands[1]], Attributes([.dims: .integers([])]))
    },
  ]

  /// Slices at positions that are operands.
  static let dynamicSlices: [RewriteRule] = [
    RewriteRule("dynamic_slice of everything = x", .dynamicSlice) { (m) in
      m.type == m.type(0) && m.type.sizes != nil ? .value(m[0]) : nil
    },
    RewriteRule("dynamic_slice at a constant position = slice", .dynamicSlice) { (m) in
      guard let sizes = m.sizes(0), let block = m.type.sizes else { return nil }
      var start: [Int] = []
      for (d, v) in m.operation.operands.dropFirst().enumerated() {
        guard let s = m.graph.scalarConstant(of: v) else { return nil }
        let position = s.type == .u64 ? Int64(clamping: s.bits) : s.intValue
        start.append(min(max(Int(position), 0), sizes[d] - block[d]))
      }
      return .operation(
        .slice, of: [m[0]],
        Attributes([
          .start: .integers(start), .limit: .integers(zip(start, block).map { $0 + $1 }),
        ]))
    },
    RewriteRule("dynamic_update_slice of everything = the update", .dynamicUpdateSlice) { (m) in
      m.type == m.type(1) && m.type.sizes != nil ? .value(m[1]) : nil
    },
  ]

}
