import Diagnostics
import GraphIR
import KernelIR
import Scalars

extension GroupLowering {

  /// Returns an element of the result at `position` of a reduction.
  ///
  /// All results are computed by one loop; a reduction whose region applies one associative
  /// function is one that code generation may reorder.
  mutating func reduction(
    _ operation: GraphIR.Operation, _ position: Int, _ indices: [IndexExpression],
    if condition: KernelValueID?
  ) throws -> KernelValueID {
    let count = operation.operands.count / 2
    let inputs = Array(operation.operands[..<count])
    let sizes = try sizes(of: inputs[0])
    let function = reorderedCombiner(of: operation)
    let first = try initialValues(of: operation, function, if: condition)
    let extents = try reducedExtents(of: operation, sizes)

    var results = first
    if !extents.contains(0) {
      let variables = builder.openReduction(extents: extents.filter { $0 != 1 })
      openReductions.append(variables)
      var open = variables.makeIterator()
      let k = extents.map { (n: Int) -> IndexExpression in
        n == 1 ? IndexExpression(0) : open.next().map { IndexExpression($0) } ?? IndexExpression(0)
      }
      let (at, covered) = try reducedIndices(of: operation, sizes, indices, k)
      let elements = try zip(inputs, first).map { (v, initial) -> KernelValueID in
        let x = builder.convert(
          try element(v, at, if: both(condition, covered)), to: builder.type(of: initial))
        return covered.map { builder.select($0, x, initial) } ?? x
      }
      if let function {
        results = [
          builder.closeReduction(function, initial: first[0], element: elements[0])
        ]
      } else {
        results = try closeReduction(
          region: operation.regions[0], initial: first, elements: elements)
      }
      openReductions.removeLast()
      finishRows()
    }
    results = zip(results, operation.results).map {
      builder.convert($0, to: graph.type(of: $1).element)
    }
    for (v, r) in zip(operation.results, results) { remember(r, as: v, indices, if: condition) }
    return results[position]
  }

  /// Returns the values from which the accumulators of a reduction start, in the types in which
  /// `function` accumulates.
  mutating func initialValues(
    of operation: GraphIR.Operation, _ function: BinaryFunction?, if condition: KernelValueID?
  ) throws -> [KernelValueID] {
    try operation.operands[(operation.operands.count / 2)...].map { (v) in
      let type = graph.type(of: v).element
      return builder.convert(
        try element(v, [], if: condition),
        to: function.map { Self.accumulationType(of: $0, in: type) } ?? type)
    }
  }

  /// The numbers of elements that a reduction of tensors of `sizes` combines, one for each of its
  /// loops.
  private func reducedExtents(of operation: GraphIR.Operation, _ sizes: [Int]) throws -> [Int] {
    if operation.opcode == .reduceWindow { return try window(of: operation, sizes).sizes }
    let dims = operation.attributes.integers(.dims) ?? []
    return sizes.indices.filter { dims.contains($0) }.map { sizes[$0] }
  }

  /// Returns where, for an element of the results at `indices`, the element with number `k` of each
  /// loop is in inputs of `sizes`, and the condition, if not always true, that there is one.
  private mutating func reducedIndices(
    of operation: GraphIR.Operation, _ sizes: [Int], _ indices: [IndexExpression],
    _ k: [IndexExpression]
  ) throws -> (at: [IndexExpression], covered: KernelValueID?) {
    if operation.opcode == .reduceWindow {
      return elementOfWindow(try window(of: operation, sizes), sizes, indices, k)
    }
    let dims = operation.attributes.integers(.dims) ?? []
    var kept = indices.makeIterator()
    var reduced = k.makeIterator()
    let at = sizes.indices.map { (d: Int) -> IndexExpression in
      (dims.contains(d) ? reduced.next() : kept.next()) ?? IndexExpression(0)
    }
    return (at, nil)
  }

  /// Closes the open reduction with the statements of `region` as its combiner.
  private mutating func closeReduction(
    region: RegionID, initial: [KernelValueID], elements: [KernelValueID]
  ) throws -> [KernelValueID] {
    let (accumulators, values) = builder.openCombiner(initial: initial, elements: elements)
    let results = try evaluate(region, with: accumulators + values)
    return builder.closeReduction(combinerResults: results)
  }

  /// Returns the result at `position` of a call of a function of scalars.
  mutating func scalarCall(_ operation: GraphIR.Operation, _ position: Int) throws -> KernelValueID
  {
    guard let name = operation.attributes.string(.callee),
      let callee = module.function(named: name)
    else { throw Defect("lowering", "a call names no function") }
    let arguments = try operation.operands.map { try element($0, []) }
    return try inGraph(of: callee) { (lowering) in
      try lowering.evaluate(callee.graph.body, with: arguments)
    }[position]
  }

  /// The function that a reduction applies in any order, with a wider accumulator where that is
  /// more accurate.
  ///
  /// Each step in a window is rounded, as StableHLO has it, so that sums of floats in windows keep
  /// their order.
  private func reorderedCombiner(of operation: GraphIR.Operation) -> BinaryFunction? {
    guard let f = combiner(of: operation.regions[0]) else { return nil }
    let isExact = f != .add && f != .mul || !graph.type(of: operation.operands[0]).element.isFloat
    return operation.opcode == .reduceWindow && !isExact ? nil : f
  }

  /// The function that the region of a reduction applies to accumulator and element, if it is one
  /// that may be applied in any order.
  func combiner(of region: RegionID) -> BinaryFunction? {
    let r = graph[region]
    guard r.arguments.count == 2, r.operations.count == 2,
      let terminator = graph.terminator(of: region)
    else { return nil }
    let operation = graph[r.operations[0]]
    guard let f = operation.opcode.binaryFunction,
      [.add, .mul, .max, .min, .and, .or, .xor].contains(f),
      graph[terminator].operands == operation.results,
      operation.operands == r.arguments || operation.operands == r.arguments.reversed()
    else { return nil }
    return f
  }

  /// The type in which elements of `type` are accumulated.
  ///
  /// Sums and products of half precision are accumulated in single precision and rounded once.
  static func accumulationType(
    of function: BinaryFunction, in type: ElementType
  ) -> ElementType {
    (type == .f16 || type == .bf16) && (function == .add || function == .mul) ? .f32 : type
  }

}
