import GraphIR
import Scalars

/// Convolutions.
extension Application {

  /// Each element of the result is the sum, over the positions of the window and the input
  /// features of its group, of products of an element of the padded input and one of the kernel.
  ///
  /// What is padded, around the input or between its elements, is zero, which is multiplied like
  /// all else: zero times infinity is NaN.
  func convolution() throws -> Literal {
    let (lhs, rhs) = (try operand(0), try operand(1))
    guard let window = ConvolutionWindow(attributes) else { throw defect("has no valid window") }
    let type = try type
    let walk = ConvolutionWalk(
      window: window, lhs: lhs, rhs: rhs, lhsSizes: try sizes(of: lhs.type),
      rhsSizes: try sizes(of: rhs.type), resultSizes: try sizes(of: type))
    try meter.checkMemory(for: walk.resultSizes, at: location)
    try meter.charge(
      IndexSequence(walk.resultSizes).count, IndexSequence(walk.windowSizes).count,
      max(walk.featuresOfGroup, 1))
    return try tensor(type, try type.element.run(walk))
  }

}

/// The loops of a convolution.
private struct ConvolutionWalk: ElementAction {

  let window: ConvolutionWindow
  let lhs: Literal
  let rhs: Literal
  let lhsSizes: [Int]
  let rhsSizes: [Int]
  let resultSizes: [Int]

  /// The sizes of the kernel's space axes.
  var windowSizes: [Int] { window.dimensions.kernelSpatial.map { rhsSizes[$0] } }

  /// The number of input features that an element of the result depends on.
  var featuresOfGroup: Int { rhsSizes[window.dimensions.kernelInput] }

  /// Computes with the accumulator of the result's type `R` and rounds to that at the end.
  func run<R: ElementValue>(_ type: R.Type) throws -> [UInt64] {
    typealias A = R.Accumulator
    let axes = window.dimensions
    let (x, w) = (try lhs.elements(as: A.self), try rhs.elements(as: A.self))
    let lhsStrides = lhs.isSplat ? lhsSizes.map { _ in 0 } : rowMajorStrides(lhsSizes)
    let rhsStrides = rhs.isSplat ? rhsSizes.map { _ in 0 } : rowMajorStrides(rhsSizes)
    let zero = A(.unsigned(0))
    let windowSizes = windowSizes
    let features = featuresOfGroup
    let outputsOfGroup = max(resultSizes[axes.outputFeature] / window.groups, 1)
    let batchesOfGroup = lhsSizes[axes.inputBatch] / window.batchGroups

    var result: [UInt64] = []
    var outputs = IndexSequence(resultSizes)
    while let output = outputs.next() {
      let group = output[axes.outputFeature] / outputsOfGroup
      let firstFeature = window.featureGroups > 1 ? group * features : 0
      let firstBatch = window.batchGroups > 1 ? group * batchesOfGroup : 0
      let lhsBase =
        (firstBatch + output[axes.outputBatch]) * lhsStrides[axes.inputBatch]
        + firstFeature * lhsStrides[axes.inputFeature]
      let rhsBase = output[axes.outputFeature] * rhsStrides[axes.kernelOutput]

      var sum = zero
      var positions = IndexSequence(windowSizes)
      while let position = positions.next() {
        var (i, j) = (lhsBase, rhsBase)
        var isPadding = false
        for d in position.indices {
          let reversed = windowSizes[d] - 1 - position[d]
          j += (window.isReversed[d] ? reversed : position[d]) * rhsStrides[axes.kernelSpatial[d]]
          // Far behind the input, what overflows becomes negative: padding as well.
          let at =
            output[axes.outputSpatial[d]] &* window.stride[d]
            &+ position[d] &* window.rhsDilation[d] &- window.padLow[d]
          let (n, rest) = at.quotientAndRemainder(dividingBy: window.lhsDilation[d])
          if rest != 0 || n < 0 || n >= lhsSizes[axes.inputSpatial[d]] {
            isPadding = true
          } else {
            i += n * lhsStrides[axes.inputSpatial[d]]
          }
        }
        for _ in 0..<features {
          sum = sum.adding(productOf: isPadding ? zero : x[i], w[j])
          i += lhsStrides[axes.inputFeature]
          j += rhsStrides[axes.kernelInput]
        }
      }
      result.append(R(sum.number).representation)
    }
    return result
  }

}
