import Diagnostics
import GraphIR
import Scalars

extension FunctionImporter {

  /// Returns the upper half of the product of 64-bit integers, from products of their halves.
  mutating func highProduct(
    _ a: ValueID, _ b: ValueID, _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let word = type.with(element: .u64)
    let half = try emitConstant(32, like: word, at: range)
    let mask = try emitConstant(4_294_967_295, like: word, at: range)
    let (x, y) = (
      try converted(a, to: .u64, at: range), try converted(b, to: .u64, at: range)
    )
    let (x0, x1) = (
      try emitOne(.and, [x, mask], at: range), try emitOne(.shrL, [x, half], at: range)
    )
    let (y0, y1) = (
      try emitOne(.and, [y, mask], at: range), try emitOne(.shrL, [y, half], at: range)
    )
    let low = try emitOne(.mul, [x0, y0], at: range)
    let carry = try emitOne(.shrL, [low, half], at: range)
    let first = try emitOne(.add, [try emitOne(.mul, [x1, y0], at: range), carry], at: range)
    let second = try emitOne(
      .add,
      [try emitOne(.mul, [x0, y1], at: range), try emitOne(.and, [first, mask], at: range)],
      at: range)
    var high = try emitOne(.mul, [x1, y1], at: range)
    for part in [first, second] {
      high = try emitOne(.add, [high, try emitOne(.shrL, [part, half], at: range)], at: range)
    }
    if type.element == .i64 {
      // A negative factor counts as 2⁶⁴ more than it is.
      for (sign, other) in [(a, y), (b, x)] {
        let shift = try emitConstant(63, like: type, at: range)
        let mask = try converted(
          try emitOne(.shrA, [sign, shift], at: range), to: .u64, at: range)
        let excess = try emitOne(.and, [mask, other], at: range)
        high = try emitOne(.sub, [high, excess], at: range)
      }
    }
    return try converted(high, to: type.element, at: range)
  }

  /// Returns `node` with all operands in one shape: of equal rank, with sizes 1 repeated, or as the
  /// attribute says.
  mutating func broadcasting(_ node: Node) throws(ImportFailure) -> Node {
    guard node.results.count == 1 else { throw failure("one result is expected", node.range) }
    let shape = node.results[0].shape
    let written = try reading(node) { (n) throws(AttributeFault) in
      try n.integers("broadcast_dimensions", standard: [])
    }
    var result = node
    for (i, v) in node.operands.enumerated() {
      let type = graph.type(of: v)
      guard type.rank <= shape.count else {
        throw failure("an operand has more axes than the result", node.range)
      }
      let dims =
        !written.isEmpty && written.count == type.rank && type.rank < shape.count
        ? written : Array((shape.count - type.rank)..<shape.count)
      result.operands[i] = try broadcast(
        v, dims, to: TensorType(type.element, shape), at: node.range)
    }
    return result
  }

}
