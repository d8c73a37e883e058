import GraphIR
import KernelIR
import Scalars

/// A value kept in scratch memory, one row for each iteration of the outer loops, so that the
/// loops after the one that fills it load it instead of computing it again.
struct Row {

  /// The memory.
  let buffer: BufferID

  /// The number of leading axes that the outer loops run over.
  let outerRank: Int

  /// How far the row is.
  var state = State.empty

  /// The states of a row, which it goes through in order.
  enum State: Hashable {

    /// Nothing was stored.
    case empty

    /// The innermost open reduction stores the elements at these outer indices.
    case filling([IndexExpression])

    /// All elements at these outer indices were stored.
    case filled([IndexExpression])

  }

}

extension GroupLowering {

  /// Makes scratch rows for the expensive values of `group` that more than one loop needs.
  mutating func planRows(for group: Group) throws {
    var loops: [ValueID: Set<OperationID?>] = [:]

    // Visits what `loop`, a reduction or (`nil`) the loop that stores outputs, computes with.
    func visit(_ value: ValueID, in loop: OperationID?) {
      guard buffers[value] == nil, loops[value, default: []].insert(loop).inserted,
        let id = graph.definingOperation(of: value)
      else { return }
      let family = graph[id].opcode.description.family
      let inner = family == .reduction || family == .contraction ? id : loop
      for v in graph[id].operands { visit(v, in: inner) }
    }
    for v in group.outputs {
      if let update = group.updates[v] {
        for operand in graph[update.operation].operands.dropFirst() { visit(operand, in: nil) }
      } else {
        visit(v, in: nil)
      }
    }

    for id in group.operations {
      let operation = graph[id]
      guard operation.opcode.isTranscendental, let v = operation.results.first,
        let users = loops[v], users.count > 1
      else { continue }
      let type = graph.type(of: v)
      let sizes = try sizes(of: v)
      // Every reduction that needs the value has to run over the same trailing axes of it.
      let ranks = Set(users.compactMap { $0 }.map { keptRank(of: $0, for: sizes) })
      guard ranks.count == 1, let rank = ranks.first, let rank else { continue }
      let count = sizes[rank...].reduce(1, *)
      guard count > 0, count * type.element.byteWidth <= KernelLimits.largestRow else { continue }
      rows[v] = Row(
        buffer: builder.buffer(type.element, count: count, .scratch), outerRank: rank)
    }
  }

  /// The number of leading axes that a reduction of a tensor of `sizes` leaves, if it reduces all
  /// others.
  private func keptRank(of id: OperationID, for sizes: [Int]) -> Int? {
    let operation = graph[id]
    guard operation.opcode == .reduce, graph.type(of: operation.operands[0]).sizes == sizes,
      let dims = operation.attributes.integers(.dims)?.sorted(), let first = dims.first,
      dims == Array(first..<sizes.count)
    else { return nil }
    return first
  }

  /// Returns the element of `value` at `indices` from its row, `nil` if that does not hold it.
  mutating func rowElement(
    of value: ValueID, _ indices: [IndexExpression], if condition: KernelValueID?
  ) throws -> KernelValueID? {
    guard let row = rows[value], case .filled(let outer) = row.state,
      outer == Array(indices[..<row.outerRank])
    else { return nil }
    return builder.define(
      .load(row.buffer, try position(in: row, of: value, indices), guard: condition),
      graph.type(of: value).element)
  }

  /// Stores `element`, which is that of `value` at `indices`, if `value` has an empty row of which
  /// the innermost open reduction computes every element.
  mutating func fillRow(
    of value: ValueID, _ indices: [IndexExpression], with element: KernelValueID,
    if condition: KernelValueID?
  ) throws {
    guard let row = rows[value], row.state == .empty, condition == nil,
      openReductions.count == 1, let variables = openReductions.last
    else { return }
    let sizes = try sizes(of: value)[row.outerRank...].filter { $0 != 1 }
    let inner = indices[row.outerRank...].filter { $0.constantValue != 0 }
    guard inner == variables.map({ IndexExpression($0) }), sizes == variables.map(builder.extent)
    else { return }
    builder.store(element, to: row.buffer, at: try position(in: row, of: value, indices))
    rows[value]?.state = .filling(Array(indices[..<row.outerRank]))
  }

  /// Notes that the loop that was filling rows has ended.
  mutating func finishRows() {
    for (v, row) in rows {
      if case .filling(let outer) = row.state { rows[v]?.state = .filled(outer) }
    }
  }

  private func position(
    in row: Row, of value: ValueID, _ indices: [IndexExpression]
  ) throws -> IndexExpression {
    Self.linear(
      Array(indices[row.outerRank...]), in: Array(try sizes(of: value)[row.outerRank...]))
  }

}
