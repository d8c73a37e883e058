import Scalars

/// A convolution by a minimal filtering algorithm, as four kernels:
///
/// 1. the taps of each feature and channel become the elements of a square,
/// 2. so does each tile of the image, which overlaps its neighbours,
/// 3. for each element of the squares, a matrix product sums over the channels,
/// 4. the sums of each square become a tile of the result, and go through the epilogue.
///
/// With m × m results in a tile and r × r taps, there are (m + r − 1)² multiplications in place of
/// m²·r². What is not finite in the image reaches all results of the tiles that see it.
package struct WinogradConvolution {

  /// The convolution.
  let convolution: ConvolutionNest

  /// The matrices.
  let transform: WinogradTransform

  /// The machine.
  let target: KernelTarget

  /// The tiles on each axis.
  let tileCounts: [Int]

  /// The positions of the squares: batches × tiles.
  let positionCount: Int

  /// The features of a result.
  let featureCount: Int

  /// The channels of the image.
  let channelCount: Int

  /// The memory between the kernels.
  let transformedWeights, transformedImage, sums: BufferID

  /// The loops of the convolution.
  var nest: ContractionNest { convolution.nest }

  /// The elements of a square.
  var squareCount: Int { transform.count * transform.count }

  /// The results of a tile on each axis that are tried.
  private static let tileSizes = [4, 2]

  /// The taps of a window on each axis.
  private static let tapCount = 3

  /// Returns the kernels that do what `kernel` does, if that is a convolution and they are faster.
  package static func sequence(for kernel: Kernel, on target: KernelTarget) -> KernelSequence? {
    guard target.usesWinograd else { return nil }
    let choices = tileSizes.compactMap { Self(kernel, tileSize: $0, on: target) }
    guard let best = choices.min(by: { $0.cycles < $1.cycles }), best.isWorthwhile else {
      return nil
    }
    return best.sequence()
  }

  /// Creates the algorithm for `kernel` that computes tiles of `tileSize` results on each axis;
  /// `nil` if it is not a convolution with a window of three by three.
  init?(_ kernel: Kernel, tileSize: Int, on target: KernelTarget) {
    let prepared = KernelPass.split.run(KernelPass.removeUnitLoops.run(kernel, target), target)
    guard let convolution = ConvolutionNest(prepared, taps: Self.tapCount),
      [.f32, .f64].contains(convolution.nest.type)
    else { return nil }
    self.init(
      convolution, WinogradTransform(outputCount: tileSize, tapCount: Self.tapCount), target)
  }

  private init(
    _ convolution: ConvolutionNest, _ transform: WinogradTransform, _ target: KernelTarget
  ) {
    self.convolution = convolution
    self.transform = transform
    self.target = target
    let nest = convolution.nest
    let m = transform.outputCount
    tileCounts = convolution.axes.map { (nest.kernel.extent(of: $0.position) + m - 1) / m }
    positionCount = nest.count(convolution.batches) * tileCounts.reduce(1, *)
    featureCount = nest.count(convolution.features)
    channelCount = nest.count(convolution.channels)
    let first = nest.kernel.buffers.count
    transformedWeights = BufferID(index: first)
    transformedImage = BufferID(index: first + 1)
    sums = BufferID(index: first + 2)
  }

  // MARK: Costs

  /// How much faster this must be than the sum itself, as far as costs are known.
  private static let leastGain = 1.25

  /// The bytes that come from or go to memory beyond the second-level cache in a cycle.
  private static let farBytesPerCycle = 16.0

  /// The share of the peak that sums of products reach.
  private static let efficiency = 0.72

  private var laneCount: Int { max(target.vectorByteWidth / nest.type.byteWidth, 1) }

  /// `true` iff this is faster than the convolution as it is written.
  private var isWorthwhile: Bool {
    let taps = Double(transform.tapCount * transform.tapCount)
    let results = nest.count(nest.outer) * nest.count(nest.rows) * nest.count(nest.lanes)
    let terms = Double(channelCount) * taps
    return cycles * Self.leastGain < productCycles(Double(results) * terms)
  }

  private func productCycles(_ products: Double) -> Double {
    products / Double(2 * laneCount) / Self.efficiency
  }

  private func vectors(_ count: Int) -> Double {
    Double((count + laneCount - 1) / laneCount)
  }

  /// An estimate of the cycles that all kernels take.
  private var cycles: Double {
    let square = Double(squareCount)
    let (features, channels) = (Double(featureCount), Double(channelCount))
    let positions = Double(positionCount)
    let m = Double(transform.outputCount)
    let lanes = Double(laneCount)

    // Vectors along the last axis or along the channels; gathering and spreading is by shuffles.
    let imageVectors: Double
    let resultVectors: Double
    let products: Double
    if convolution.isFeatureMajor {
      let rows = positions / Double(tileCounts[1]) * vectors(tileCounts[1])
      (imageVectors, resultVectors) = (channels * rows, features * rows)
      products = square * features * channels * vectors(positionCount) * lanes
    } else {
      imageVectors = positions * vectors(channelCount)
      resultVectors = positions * vectors(featureCount)
      products = square * positions * channels * vectors(featureCount) * lanes
    }
    let image = imageVectors * square * (3 + m)
    let result = resultVectors * (3 * square + 4 * m * m)
    let weights = features * channels / lanes * 4.5 * square

    var far = 0.0
    for elements in [features * channels, channels * positions, features * positions] {
      let bytes = square * elements * Double(nest.type.byteWidth)
      if bytes > Double(target.l2ByteCount) { far += 2 * bytes }
    }
    return productCycles(products) + image + result + weights + far / Self.farBytesPerCycle
  }

  // MARK: Kernels

  /// Returns the kernels; `nil` if what is between them has more elements than can be counted.
  func sequence() -> KernelSequence? {
    var temporaries: [KernelSequence.Temporary] = []
    for pitch in [weightPitch, imagePitch, sumPitch] {
      let (n, overflow) = pitch.multipliedReportingOverflow(by: squareCount)
      if overflow || n.multipliedReportingOverflow(by: nest.type.byteWidth).overflow { return nil }
      temporaries.append(KernelSequence.Temporary(element: nest.type, count: n))
    }
    func build(_ emit: (inout KernelBuilder) -> Void, storing output: BufferID?) -> Kernel? {
      var builder = KernelBuilder()
      for b in nest.kernel.buffers { _ = builder.buffer(b.element, count: b.count, b.access) }
      for (i, t) in temporaries.enumerated() {
        let isOutput = output?.index == nest.kernel.buffers.count + i
        _ = builder.buffer(t.element, count: t.count, isOutput ? .write : .read)
      }
      emit(&builder)
      return try? builder.finish()
    }
    guard let first = build(emitWeights, storing: transformedWeights),
      let second = build(emitImage, storing: transformedImage),
      let third = build(emitProduct, storing: sums),
      let fourth = build(emitResult, storing: nil)
    else { return nil }
    return KernelSequence(
      of: nest.kernel, temporaries: temporaries, [first, second, third, fourth])
  }

  /// The distance between elements of a square that are `count` others apart. It is an odd number of
  /// lines of the cache, so that the elements of a square do not share sets of it.
  private func pitch(_ count: Int) -> Int {
    let line = max(Self.lineByteCount / nest.type.byteWidth, 1)
    let lines = (count + line - 1) / line
    return (lines % 2 == 0 ? lines + 1 : lines) * line
  }

  private static let lineByteCount = 64

  private var weightPitch: Int { pitch(featureCount * channelCount) }
  private var imagePitch: Int { pitch(channelCount * positionCount) }
  private var sumPitch: Int { pitch(featureCount * positionCount) }

  /// The place of an element of transformed weights, contiguous in what the product has in lanes or
  /// sums over.
  func weightPlace(
    _ element: IndexExpression, feature: IndexExpression, channel: IndexExpression
  ) -> IndexExpression {
    element * weightPitch
      + (convolution.isFeatureMajor
        ? feature * channelCount + channel : channel * featureCount + feature)
  }

  func imagePlace(
    _ element: IndexExpression, position: IndexExpression, channel: IndexExpression
  ) -> IndexExpression {
    element * imagePitch
      + (convolution.isFeatureMajor
        ? channel * positionCount + position : position * channelCount + channel)
  }

  func sumPlace(
    _ element: IndexExpression, position: IndexExpression, feature: IndexExpression
  ) -> IndexExpression {
    element * sumPitch
      + (convolution.isFeatureMajor
        ? feature * positionCount + position : position * featureCount + feature)
  }

}
