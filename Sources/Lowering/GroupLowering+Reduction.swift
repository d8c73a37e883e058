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
    let initial = Array(operation.operands[count...])
    let dims = Set(operation.attributes.integers(.dims) ?? [])
    let sizes = try sizes(of: inputs[0])

    let function = combiner(of: operation.regions[0])
    let type = graph.type(of: inputs[0]).element
    let accumulated = function.map { Self.accumulationType(of: $0, in: type) } ?? type
    let first = try initial.map { (v: ValueID) -> KernelValueID in
      let x = try element(v, [], if: condition)
      return function == nil || accumulated == type
        ? x : builder.define(.convert(x), accumulated)
    }

    var results: [KernelValueID]
    if sizes.enumerated().contains(where: { dims.contains($0.offset) && $0.element == 0 }) {
      results = first
    } else {
      let axes = sizes.indices.filter { dims.contains($0) && sizes[$0] != 1 }
      let variables = builder.openReduction(extents: axes.map { sizes[$0] })
      openReductions.append(variables)
      var kept = indices.makeIterator()
      var reduced = variables.makeIterator()
      let at = sizes.indices.map { (d: Int) -> IndexExpression in
        if !dims.contains(d) { return kept.next() ?? IndexExpression(0) }
        return sizes[d] == 1
          ? IndexExpression(0) : reduced.next().map { IndexExpression($0) } ?? IndexExpression(0)
      }
      let elements = try inputs.map { (v: ValueID) -> KernelValueID in
        let x = try element(v, at, if: condition)
        return function == nil || accumulated == type
          ? x : builder.define(.convert(x), accumulated)
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
    if function != nil, accumulated != type {
      results = results.map { builder.define(.convert($0), type) }
    }
    for (v, r) in zip(operation.results, results) { remember(r, as: v, indices, if: condition) }
    return results[position]
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

  /// The function that the region of a reduction applies to accumulator and element, if it is one
  /// that may be applied in any order.
  private func combiner(of region: RegionID) -> BinaryFunction? {
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
