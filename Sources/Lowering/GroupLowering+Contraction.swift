import Diagnostics
import GraphIR
import KernelIR
import Scalars

extension GroupLowering {

  /// Returns an element of a `dot_general`: a sum of products over the contracting axes.
  mutating func dot(
    _ operation: GraphIR.Operation, _ indices: [IndexExpression], if condition: KernelValueID?
  ) throws -> KernelValueID {
    let (lhs, rhs) = (operation.operands[0], operation.operands[1])
    let lhsSizes = try sizes(of: lhs)
    let rhsSizes = try sizes(of: rhs)
    guard
      let axes = DotDimensions(
        operation.attributes, lhsRank: lhsSizes.count, rhsRank: rhsSizes.count)
    else { throw Defect("lowering", "a dot_general has no valid axes") }

    // Result axes: batch, free axes of the first operand, free axes of the second.
    var lhsAt = [IndexExpression](repeating: IndexExpression(0), count: lhsSizes.count)
    var rhsAt = [IndexExpression](repeating: IndexExpression(0), count: rhsSizes.count)
    var next = 0
    for (l, r) in zip(axes.lhsBatch, axes.rhsBatch) {
      lhsAt[l] = indices[next]
      rhsAt[r] = indices[next]
      next += 1
    }
    for d in axes.lhsFree {
      lhsAt[d] = indices[next]
      next += 1
    }
    for d in axes.rhsFree {
      rhsAt[d] = indices[next]
      next += 1
    }

    let extents = axes.lhsContract.map { lhsSizes[$0] }
    return try sumOfProducts(
      lhs, rhs, type: graph.type(of: operation.results[0]).element, extents: extents,
      if: condition
    ) { (_, k) in
      for (i, (l, r)) in zip(axes.lhsContract, axes.rhsContract).enumerated() {
        lhsAt[l] = k[i]
        rhsAt[r] = k[i]
      }
      return (lhsAt, rhsAt, nil)
    }
  }

  /// Returns an element of a `convolution`: a sum of products over the kernel's window and the
  /// input features of the element's group.
  mutating func convolution(
    _ operation: GraphIR.Operation, _ indices: [IndexExpression], if condition: KernelValueID?
  ) throws -> KernelValueID {
    let (lhs, rhs) = (operation.operands[0], operation.operands[1])
    guard let shape = ConvolutionWindow(operation.attributes) else {
      throw Defect("lowering", "a convolution has no valid window")
    }
    let axes = shape.dimensions
    let lhsSizes = try sizes(of: lhs)
    let rhsSizes = try sizes(of: rhs)
    let resultSizes = try sizes(of: operation.results[0])
    let rank = axes.inputSpatial.count
    let feature = indices[axes.outputFeature]
    let featuresPerGroup = resultSizes[axes.outputFeature] / shape.groups
    let group =
      shape.groups == 1
      ? IndexExpression(0)
      : feature.quotient(by: max(featuresPerGroup, 1), extents: builder.extents)
    let inputFeatures = rhsSizes[axes.kernelInput]
    let batchesPerGroup = lhsSizes[axes.inputBatch] / shape.batchGroups

    var lhsAt = [IndexExpression](repeating: IndexExpression(0), count: lhsSizes.count)
    var rhsAt = [IndexExpression](repeating: IndexExpression(0), count: rhsSizes.count)
    lhsAt[axes.inputBatch] = indices[axes.outputBatch]
    if shape.batchGroups > 1 {
      lhsAt[axes.inputBatch] = lhsAt[axes.inputBatch] + group * batchesPerGroup
    }
    rhsAt[axes.kernelOutput] = feature

    // Features vary fastest in memory if they are the input's last axis.
    let window = axes.kernelSpatial.map { rhsSizes[$0] }
    let featuresFirst = axes.inputFeature != lhsSizes.count - 1
    let extents = featuresFirst ? [inputFeatures] + window : window + [inputFeatures]
    return try sumOfProducts(
      lhs, rhs, type: graph.type(of: operation.results[0]).element, extents: extents,
      if: condition
    ) { (lowering, k) in
      let i = featuresFirst ? k[0] : k[rank]
      let w = featuresFirst ? Array(k[1...]) : Array(k[..<rank])
      rhsAt[axes.kernelInput] = i
      lhsAt[axes.inputFeature] = shape.featureGroups > 1 ? group * inputFeatures + i : i
      var covered: KernelValueID?
      for d in 0..<rank {
        let position =
          indices[axes.outputSpatial[d]] * shape.stride[d] + w[d] * shape.rhsDilation[d]
          + -shape.padLow[d]
        let (at, condition) = lowering.undilated(
          position, size: lhsSizes[axes.inputSpatial[d]], dilation: shape.lhsDilation[d])
        covered = lowering.both(covered, condition)
        lhsAt[axes.inputSpatial[d]] = at
        rhsAt[axes.kernelSpatial[d]] =
          shape.isReversed[d] ? IndexExpression(window[d] - 1) - w[d] : w[d]
      }
      return (lhsAt, rhsAt, covered)
    }
  }

  /// Returns Σ lhs × rhs over all indices below `extents`.
  ///
  /// - Parameter operands: from the indices, where the factors are, and the condition, if not
  ///   always true, under which there is a product to add.
  private mutating func sumOfProducts(
    _ lhs: ValueID, _ rhs: ValueID, type: ElementType, extents: [Int],
    if condition: KernelValueID?,
    operands: (inout Self, [IndexExpression]) -> (
      lhs: [IndexExpression], rhs: [IndexExpression], condition: KernelValueID?
    )
  ) throws -> KernelValueID {
    let accumulated = Self.accumulationType(of: .add, in: type)
    let zero = constant(Scalar(accumulated, bits: 0))
    let empty = try sizes(of: lhs).contains(0) || sizes(of: rhs).contains(0)
    if extents.contains(0) || empty {
      return accumulated == type ? zero : constant(Scalar(type, bits: 0))
    }
    let variables = builder.openReduction(extents: extents.filter { $0 != 1 })
    openReductions.append(variables)
    var open = variables.makeIterator()
    let k = extents.map { (n: Int) -> IndexExpression in
      n == 1 ? IndexExpression(0) : open.next().map { IndexExpression($0) } ?? IndexExpression(0)
    }
    let (lhsAt, rhsAt, covered) = operands(&self, k)
    var factors: [KernelValueID] = []
    // What lies in the padding is zero times an element of the kernel, so that an infinite or NaN
    // element there gives NaN, as the specification's padding with zeros does.
    for (v, at, c) in [(lhs, lhsAt, both(condition, covered)), (rhs, rhsAt, condition)] {
      let x = try element(v, at, if: c)
      var factor =
        builder.type(of: x) == accumulated ? x : builder.define(.convert(x), accumulated)
      if v == lhs, let covered, !isLoad(of: v) {
        factor = builder.define(.select(covered, factor, zero), accumulated)
      }
      factors.append(factor)
    }
    let product = builder.define(.binary(.mul, factors[0], factors[1]), accumulated)
    let sum = builder.closeReduction(
      .add, contracted: accumulated.isFloat, initial: zero, element: product)
    openReductions.removeLast()
    finishRows()
    return accumulated == type ? sum : builder.define(.convert(sum), type)
  }

  /// `true` iff elements of `value` are loads, which are zero where their condition is false.
  private func isLoad(of value: ValueID) -> Bool {
    buffers[value] != nil
  }

}
