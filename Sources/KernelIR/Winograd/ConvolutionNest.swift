import Scalars

/// A contraction whose sum runs over a two-dimensional window of one factor, the *image*, that moves
/// by one element with each element of the result; the other factor is the *weights*.
///
/// Only the loops decide: the image depends on the sums of two of them and two of the sum's
/// variables. So it covers all layouts, gradients with regard to the image, padding, and operations
/// on the image or the weights.
struct ConvolutionNest {

  /// A loop over the result and the one of the sum with which the window moves.
  struct Axis {

    /// The loop over the result.
    let position: LoopVariableID

    /// The variable of the sum.
    let tap: LoopVariableID

  }

  /// The contraction.
  let nest: ContractionNest

  /// The factor that is seen through a window.
  let image: KernelValueID

  /// The other factor.
  let weights: KernelValueID

  /// The axes of the window, the one in which results are closer in memory last.
  let axes: [Axis]

  /// The other loops that the image depends on, such as that over the batch, outermost first.
  let batches: [LoopVariableID]

  /// The loops that the weights depend on, outermost first.
  let features: [LoopVariableID]

  /// The other variables of the sum.
  let channels: [LoopVariableID]

  /// `true` iff results beside each other in memory are of the same feature.
  let isFeatureMajor: Bool

  /// Analyzes `kernel`; `nil` if it is something else, or if the window has other extents than
  /// `taps` on each axis.
  init?(_ kernel: Kernel, taps: Int) {
    guard let nest = ContractionNest(kernel), nest.isSumFromZero else { return nil }
    let loops = (nest.outer + nest.rows + nest.lanes).sorted { $0.index < $1.index }
    for (image, weights) in [
      (nest.laneFactor, nest.rowFactor), (nest.rowFactor, nest.laneFactor),
    ] {
      let ofImage = loops.filter { nest.dependencies[image]?.contains($0) == true }
      let ofWeights = loops.filter { nest.dependencies[weights]?.contains($0) == true }
      guard !ofWeights.isEmpty, ofImage.count + ofWeights.count == loops.count,
        Set(ofImage).isDisjoint(with: ofWeights)
      else { continue }
      let axes = Self.axes(of: image, among: ofImage, taps: taps, in: nest)
      let taken = axes.map(\.tap)
      let channels = nest.sum.variables.filter { !taken.contains($0) }
      guard axes.count == 2, !channels.isEmpty, let last = nest.lanes.last else { continue }
      self.nest = nest
      self.image = image
      self.weights = weights
      self.axes = axes.sorted {
        nest.resultStride(of: $0.position) > nest.resultStride(of: $1.position)
      }
      batches = ofImage.filter { (v) in !axes.contains { $0.position == v } }
      features = ofWeights
      self.channels = channels
      isFeatureMajor = ofImage.contains(last)
      return
    }
    return nil
  }

  /// Returns the axes of a window of `image`, which depends on `loops`.
  private static func axes(
    of image: KernelValueID, among loops: [LoopVariableID], taps: Int, in nest: ContractionNest
  ) -> [Axis] {
    let indices = nest.indices(of: image)
    var result: [Axis] = []
    for tap in nest.sum.variables where nest.kernel.extent(of: tap) == taps {
      let position = loops.first { (v) in
        !result.contains { $0.position == v }
          && indices.allSatisfy { (i) in
            !i.dependsOnValues && i.stride(in: v) != nil && i.stride(in: v) == i.stride(in: tap)
          }
          && indices.contains { $0.stride(in: v) != 0 }
      }
      if let position { result.append(Axis(position: position, tap: tap)) }
    }
    return result
  }

}

extension ContractionNest {

  /// `true` iff the sum starts from zero.
  fileprivate var isSumFromZero: Bool {
    if case .constant(let s)? = definitions[sum.initial[0]] { s.bits == 0 } else { false }
  }

  /// The step of the first store with `variable`.
  fileprivate func resultStride(of variable: LoopVariableID) -> Int {
    abs(stores[0].index.stride(in: variable) ?? 0)
  }

  /// The index expressions from which `factor` is computed.
  func indices(of factor: KernelValueID) -> [IndexExpression] {
    var result: [IndexExpression] = []
    var visited = Set<KernelValueID>()
    func visit(_ v: KernelValueID) {
      guard visited.insert(v).inserted, let e = definitions[v] else { return }
      if let i = e.index { result.append(i) }
      e.forEachUse(visit)
    }
    visit(factor)
    return result
  }

}
