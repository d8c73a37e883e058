import GraphIR
import Scalars

/// What the region of a reduction does to accumulators and elements.
enum Combiner {

  /// One function that may be applied in any order.
  case function(BinaryFunction)

  /// Anything: from the representations of all accumulators, then of all elements, to those of the
  /// new accumulators.
  case region(ScalarFunction)

}

/// Reductions.
extension Application {

  /// Returns the results of a `reduce`.
  ///
  /// Elements are combined in row-major order, beginning with the initial value.
  func reduce(_ combiner: Combiner) throws -> [Literal] {
    let n = operands.count / 2
    guard n > 0 else { throw defect("has no operands") }
    let sizes = try sizes(of: operands[0].type)
    let dims = (attributes.integers(.dims) ?? []).sorted()
    let kept = sizes.indices.filter { !dims.contains($0) }

    // From splats, all results are equal: one is computed.
    let areSplats = operands[..<n].allSatisfy(\.isSplat)
    let keptSizes = areSplats ? [] : kept.map { sizes[$0] }
    let reducedSizes = dims.map { sizes[$0] }
    try meter.charge(
      IndexSequence(keptSizes).count, max(IndexSequence(reducedSizes).count, 1), n)
    let strides = rowMajorStrides(sizes)
    let bases = try offsets(keptSizes, kept.map { areSplats ? 0 : strides[$0] })
    let steps = try offsets(reducedSizes, dims.map { areSplats ? 0 : strides[$0] })

    let columns: [[UInt64]]
    switch combiner {
    case .function(let f):
      columns = [
        try operands[0].type.element.run(
          Reduction(
            function: f, input: operands[0], initial: operands[n], bases: bases, steps: steps))
      ]
    case .region(let combine):
      columns = try reduce(combine, bases, steps)
    }
    return try zip(columns, resultTypes).map { (bits, type) in
      guard !areSplats else {
        guard
          let x = Literal(
            splat: Scalar(type.element, bits: bits.first ?? 0), sizes: try self.sizes(of: type))
        else { throw defect("has a result of type \(type)") }
        return x
      }
      return try tensor(type, bits)
    }
  }

  /// Returns the results, as representations, that `combine` makes of the elements that are
  /// `steps` away from each of `bases`.
  private func reduce(
    _ combine: ScalarFunction, _ bases: [Int], _ steps: [Int]
  ) throws -> [[UInt64]] {
    let n = operands.count / 2
    let inputs = operands[..<n].map(\.representations)
    let isSplat = operands[..<n].map(\.isSplat)
    let initial = operands[n...].map { $0[0].bits }
    var results = [[UInt64]](repeating: [], count: n)
    for base in bases {
      var accumulators = initial
      for step in steps {
        for i in 0..<n { accumulators.append(inputs[i][isSplat[i] ? 0 : base + step]) }
        accumulators = try combine(accumulators)
      }
      for i in 0..<n { results[i].append(accumulators[i]) }
    }
    return results
  }

  /// The offsets of all elements of a tensor of `sizes` with distances `strides`, in row-major
  /// order.
  func offsets(_ sizes: [Int], _ strides: [Int]) throws -> [Int] {
    try meter.checkMemory(for: sizes, at: location)
    var indices = IndexSequence(sizes)
    var result: [Int] = []
    result.reserveCapacity(indices.count)
    while let index = indices.next() {
      var offset = 0
      for d in index.indices { offset += index[d] * strides[d] }
      result.append(offset)
    }
    return result
  }

}

/// A reduction by one function: results for all bases, computed in the type for sums.
private struct Reduction: ElementAction {

  let function: BinaryFunction
  let input: Literal
  let initial: Literal
  let bases: [Int]
  let steps: [Int]

  func run<E: ElementValue>(_ type: E.Type) throws -> [UInt64] {
    guard let combine = E.Accumulator.binary(function) else { return [] }
    let elements = try input.elements(as: E.Accumulator.self)
    let first = try initial.elements(as: E.Accumulator.self)[0]
    return bases.map { (base) in
      var accumulator = first
      for step in steps { accumulator = combine(accumulator, elements[base + step]) }
      return E(accumulator.number).representation
    }
  }

}
