import Diagnostics
import GraphIR
import Scalars

extension Translation {

  /// A loop over one axis of the inputs: the region takes what lies at one position and the values
  /// carried so far, and gives what is put there in the outputs and the values to carry on.
  static let scan = Translation { (f, node) throws(ImportFailure) in
    let (axis, isReversed) = try f.reading(node) { (n) throws(AttributeFault) in
      (try n.integer("dimension"), try n.flag("is_reverse"))
    }
    guard let region = node.syntax.regions.first, region.parameters.count == node.values.count
    else { throw f.failure("the region has other parameters than there are operands", node.range) }
    // Carried values are passed as they are.
    let inputCount = zip(node.values, region.parameters).prefix { $0.type != $1.type }
      .reduce(0) { $0 + $1.0.parts.count }
    let (inputs, carried) = (
      Array(node.operands.prefix(inputCount)), Array(node.operands.dropFirst(inputCount))
    )
    guard let shape = inputs.first.map({ f.graph.type(of: $0).shape }),
      shape.indices.contains(axis), let count = shape[axis].size,
      inputs.allSatisfy({ (v) in
        let other = f.graph.type(of: v)
        return other.shape.indices.contains(axis) && other.shape[axis] == shape[axis]
      }), node.results.count >= carried.count
    else { throw f.failure("the inputs have no axis \(axis) of one size", node.range) }
    let outputTypes = Array(node.results.dropLast(carried.count))
    var state: [ValueID] = []
    for t in outputTypes {
      guard t.shape.indices.contains(axis) else {
        throw f.failure("\(t) has no axis \(axis)", node.range)
      }
      state.append(try f.emitConstant(0, like: t, at: node.range))
    }
    state += carried
    if count == 0 { return state }
    return try f.emitLoop(count, from: state, isReversed: isReversed, at: node.range) {
      (f, i, state) throws(ImportFailure) in
      var arguments: [ValueID] = []
      for v in inputs { arguments.append(try f.element(i, of: v, axis, at: node.range)) }
      arguments += state.dropFirst(outputTypes.count)
      let results = try f.inline(region, arguments, liftedTo: [])
      guard results.count == state.count else {
        throw f.failure("the region gives other results than there are", node.range)
      }
      var next: [ValueID] = []
      for (v, output) in zip(results, state.prefix(outputTypes.count)) {
        next.append(try f.replacingElement(i, of: output, axis, with: v, at: node.range))
      }
      return next + results.dropFirst(outputTypes.count)
    }
  }

}

extension FunctionImporter {

  /// Returns what lies at position `i` of an axis of `value`, without that axis.
  mutating func element(
    _ i: ValueID, of value: ValueID, _ axis: Int, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    guard var sizes = type.sizes else { throw failure("\(type) has unknown sizes", range) }
    sizes[axis] = 1
    let slice = try emitOne(
      .dynamicSlice, [value] + (try starts(i, axis, rank: type.rank, at: range)),
      Attributes([.limit: .integers(sizes)]), at: range)
    sizes.remove(at: axis)
    return try reshaped(slice, to: TensorType(type.element, sizes: sizes), at: range)
  }

  /// Returns `value` with `element` at position `i` of an axis.
  mutating func replacingElement(
    _ i: ValueID, of value: ValueID, _ axis: Int, with element: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    var shape = type.shape
    shape[axis] = .size(1)
    let slice = try reshaped(element, to: TensorType(type.element, shape), at: range)
    return try emitOne(
      .dynamicUpdateSlice, [value, slice] + (try starts(i, axis, rank: type.rank, at: range)),
      at: range)
  }

  /// Returns positions on all axes: `i` on `axis`, else 0.
  mutating func starts(
    _ i: ValueID, _ axis: Int, rank: Int, at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    let zero = try emitConstant(0, like: TensorType(.i64, []), at: range)
    return (0..<rank).map { $0 == axis ? i : zero }
  }

}
