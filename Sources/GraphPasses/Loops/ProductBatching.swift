import GraphIR
import Scalars

extension Pass {

  /// Computes the products of a loop with the rows of a tensor for all rows before the loop.
  ///
  ///     while … body(%k: i32[]) {                    %0 = dot_general %xs, %w : f32[64,8]
  ///       %x = dynamic_slice %xs, %k, 0      -->     while … body(%k: i32[]) {
  ///       %y = dot_general %x, %w : f32[1,8]           %y = dynamic_slice %0, %k, 0
  ///     }                                            }
  ///
  /// One product with many rows reads `%w` once, where many products with one row read it each time.
  /// A slice moves its position into bounds, before as after, so that nothing need be known of the
  /// position. Between the slice and the product may be reshapes and conversions. It is done where
  ///
  /// - `%xs` and `%w` are the same in every iteration, and the slice takes one element of the first
  ///   axis and all of the others;
  /// - the loop is known to have at least half as many iterations as there are rows, so that not
  ///   much is computed in vain;
  /// - the product has few rows in each iteration, for one with many gains nothing;
  /// - all products together take no more memory than a limit.
  package static let productBatching = Pass(
    "batch-products", "Compute products with the rows of a tensor for all rows before a loop."
  ) { (rewriter) in
    for loop in rewriter.graph.operations.reversed() where rewriter.graph[loop].opcode == .while {
      guard let count = rewriter.graph.tripCount(of: loop) else { continue }
      let body = rewriter.graph[loop].regions[1]
      for id in rewriter.graph[body].operations where rewriter.graph[id].opcode == .dotGeneral {
        guard let product = RowProduct(id, of: loop, in: rewriter.graph), product.count <= 2 * count
        else { continue }
        rewriter.batch(product, before: loop)
      }
    }
  }

}

/// A product in a loop of which one operand is made of a row of a tensor that is the same in every
/// iteration, as the other operand is.
private struct RowProduct {

  /// The product.
  let id: OperationID

  /// The position of the operand that is made of a row, 0 or 1.
  let position: Int

  /// The operations between the slice and the product, the first one first.
  let chain: [OperationID]

  /// The slice that takes the row.
  let slice: OperationID

  /// The number of rows.
  let count: Int

  /// The axis of the product of all rows that tells them apart.
  let axis: Int

  /// Products with more rows in each iteration gain nothing.
  private static let largestRowCount = 16

  /// The most bytes of the product of all rows.
  private static let largestByteCount = 64 << 20

  /// Recognizes the product `id` in the body of `loop`.
  init?(_ id: OperationID, of loop: OperationID, in graph: Graph) {
    let operation = graph[id]
    for position in 0...1 {
      let other = operation.operands[1 - position]
      guard graph.isInvariant(other, in: loop),
        let (slice, chain) = Self.row(operation.operands[position], of: loop, in: graph),
        let n = graph.type(of: graph[slice].operands[0]).sizes?.first,
        let axes = DotDimensions(
          operation.attributes, lhsRank: graph.type(of: operation.operands[0]).rank,
          rhsRank: graph.type(of: operation.operands[1]).rank),
        let sizes = graph.type(of: operation.operands[position]).sizes
      else { continue }
      let free = position == 0 ? axes.lhsFree : axes.rhsFree
      guard let bytes = graph.type(of: operation.results[0]).byteCount,
        free.reduce(1, { $0 * sizes[$1] }) <= Self.largestRowCount,
        case let (all, overflow) = bytes.multipliedReportingOverflow(by: n), !overflow,
        all <= Self.largestByteCount
      else { continue }
      self.id = id
      self.position = position
      self.chain = chain
      self.slice = slice
      count = n
      axis = axes.lhsBatch.count + (position == 0 ? 0 : axes.lhsFree.count)
      return
    }
    return nil
  }

  /// Returns the slice of one element of the first axis of which `value` is made, and the
  /// operations that make it of that; `nil` if it is something else.
  private static func row(
    _ value: ValueID, of loop: OperationID, in graph: Graph
  ) -> (slice: OperationID, chain: [OperationID])? {
    var chain: [OperationID] = []
    var v = value
    while let id = graph.definingOperation(of: v) {
      switch graph[id].opcode {
      case .reshape, .convert:
        chain.insert(id, at: 0)
        v = graph[id].operands[0]
      case .dynamicSlice:
        let whole = graph[id].operands[0]
        guard let block = graph[id].attributes.integers(.limit), block.first == 1,
          let sizes = graph.type(of: whole).sizes, let n = sizes.first, n > 1,
          block.dropFirst().elementsEqual(sizes.dropFirst()),
          graph.isInvariant(whole, in: loop), !graph.isInvariant(graph[id].operands[1], in: loop)
        else { return nil }
        return (id, chain)
      default:
        return nil
      }
    }
    return nil
  }

}

extension Graph {

  /// `true` iff `value` is defined outside of `loop`.
  fileprivate func isInvariant(_ value: ValueID, in loop: OperationID) -> Bool {
    let region = definingRegion(of: value)
    return !self[loop].regions.contains { isRegion(region, in: $0) }
  }

}

extension Rewriter {

  /// Computes `product` for all rows before `loop`, and takes in the loop what belongs to its row.
  fileprivate mutating func batch(_ product: RowProduct, before loop: OperationID) {
    let operation = graph[product.id]
    let slice = graph[product.slice]
    let n = product.count
    rewrite(product.id) { (r) in
      var rows = slice.operands[0]
      func batched(_ v: ValueID) -> TensorType {
        let type = r.graph.type(of: v)
        return TensorType(type.element, [.size(n)] + type.shape)
      }
      // The row has a first axis of size 1 that the tensor of all rows does not have beside it.
      rows = r.insert(.reshape, [rows], type: batched(slice.results[0]), at: .before(loop))
      for id in product.chain {
        let step = r.graph[id]
        rows = r.insert(
          step.opcode, [rows], step.attributes, type: batched(step.results[0]), at: .before(loop))
      }

      var attributes = operation.attributes
      let names: [AttributeName] =
        product.position == 0 ? [.lhsBatch, .lhsContract] : [.rhsBatch, .rhsContract]
      for name in names {
        guard let axes = attributes.integers(name) else { continue }
        attributes[name] = .integers(axes.map { $0 + 1 })
      }
      var operands = operation.operands
      operands[product.position] = rows
      let result = r.graph.type(of: operation.results[0])
      var all = result
      all.shape.insert(.size(n), at: product.axis)
      let products = r.insert(
        .dotGeneral, operands, attributes, type: all, at: .before(loop))

      let position = slice.operands[1]
      let type = r.graph.type(of: position)
      guard let zero = r.splat(Scalar(type.element, bits: 0), type, at: .before(product.id)) else {
        return
      }
      var starts = [ValueID](repeating: zero, count: all.rank)
      starts[product.axis] = position
      var block = all
      block.shape[product.axis] = .size(1)
      let row = r.insert(
        .dynamicSlice, [products] + starts, Attributes([.limit: .integers(block.sizes ?? [])]),
        type: block, at: .before(product.id))
      r.replace(
        product.id, with: r.insert(.reshape, [row], type: result, at: .before(product.id)))
    }
  }

}
