import GraphIR
import Scalars

extension RewriteRule {

  /// Scatters.
  static let scatters: [RewriteRule] = [
    RewriteRule(
      "scatter of at most one update to each place of a splat = select where the index is", .scatter
    ) { (m) in
      guard let element = m.splat(0), let single = SingleScatter(m), let sizes = m.sizes(0),
        let update = single.update(m, into: element)
      else { return nil }
      let type = TensorType(m.type(1).element, sizes: sizes)
      let index = Replacement.operation(
        .broadcast, [single.reshaped(m, 1)],
        Attributes([.dims: .integers(single.indexAxes)]), type)
      let position = Replacement.operation(
        .iota, [], Attributes([.dim: .integer(single.axis)]), type)
      let isThere = Replacement.operation(
        .compare, [position, index], Attributes([.direction: .keyword("eq")]),
        TensorType(.i1, sizes: sizes))
      let whole = Replacement.operation(
        .broadcast, [update], Attributes([.dims: .integers(single.updateAxes)]), m.type)
      return .operation(.select, [isThere, whole, .splat(element, m.type)])
    }
  ]

}

/// A scatter with one index for each position on the other axes of its operand.
private struct SingleScatter {

  /// The operand axis along which the indices are positions.
  let axis: Int

  /// The operand axis of each axis of the indices but those of size 1.
  private(set) var indexAxes: [Int] = []

  /// The operand axis of each axis of the updates but those of size 1 that the operand lacks.
  private(set) var updateAxes: [Int] = []

  /// Finds the axes of the operation of `m`; fails if an element may be updated more than once.
  init?(_ m: Match) {
    guard m.operation.operands.count == 3, let operand = m.sizes(0), let indices = m.sizes(1),
      let updates = m.sizes(2),
      let axes = GatherDimensions(
        m.attributes, operandRank: operand.count, indicesRank: indices.count),
      axes.indexMap.count == 1, !axes.operandSliceAxes.contains(axes.indexMap[0]),
      axes.operandSliceAxes.count + axes.operandBatchAxes.count + 1 == operand.count,
      !operand.contains(0), operand[axes.indexMap[0]] <= Int32.max, m.type(1).element.byteWidth >= 4
    else { return nil }
    axis = axes.indexMap[0]
    for d in updates.indices {
      if let k = axes.sliceAxes.firstIndex(of: d) {
        guard updates[d] == operand[axes.operandSliceAxes[k]] else { return nil }
        updateAxes.append(axes.operandSliceAxes[k])
      } else if let k = axes.matchingBatchAxes.firstIndex(of: d) {
        updateAxes.append(axes.operandBatchAxes[k])
        indexAxes.append(axes.operandBatchAxes[k])
      } else if updates[d] != 1 {
        return nil
      }
    }
    guard zip(updateAxes, updateAxes.dropFirst()).allSatisfy(<),
      zip(indexAxes, indexAxes.dropFirst()).allSatisfy(<)
    else { return nil }
  }

  /// Returns the operand at position `i` of `m`, the indices or the updates, without axes that the
  /// operand of the scatter lacks.
  func reshaped(_ m: Match, _ i: Int) -> Replacement {
    let operand = m.sizes(0) ?? []
    let sizes = (i == 1 ? indexAxes : updateAxes).map { operand[$0] }
    let type = TensorType(m.type(i).element, sizes: sizes)
    return m.type(i) == type ? .value(m[i]) : .operation(.reshape, of: [m[i]], Attributes(), type)
  }

  /// Returns what an element equal to `element` becomes where there is an update.
  func update(_ m: Match, into element: Scalar) -> Replacement? {
    let region = m.operation.regions[0]
    let update = reshaped(m, 2)
    if let f = m.graph.combinerFunction(of: region), let opcode = Opcode(rawValue: f.rawValue) {
      let type = TensorType(m.element, sizes: updateAxes.map { (m.sizes(0) ?? [])[$0] })
      return .operation(opcode, [.splat(element, type), update], Attributes(), type)
    }
    let r = m.graph[region]
    guard r.operations.count == 1, r.arguments.count == 2,
      m.graph[r.operations[0]].operands == [r.arguments[1]]
    else { return nil }
    return update
  }

}
