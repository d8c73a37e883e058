import Scalars

/// Sums of products.
extension TypeInference {

  func dotGeneral() throws(ConstraintViolation) -> [TensorType] {
    let (lhs, rhs) = (operands[0], operands[1])
    guard lhs.element == rhs.element else {
      throw ConstraintViolation("the elements of \(lhs) and \(rhs) differ", 1)
    }
    let pairs: [(AttributeName, AttributeName)] = [
      (.lhsBatch, .rhsBatch), (.lhsContract, .rhsContract),
    ]
    for (l, r) in pairs {
      let (a, b) = (attributes.integers(l) ?? [], attributes.integers(r) ?? [])
      guard a.count == b.count else {
        throw ConstraintViolation(
          "\(l.rawValue) has \(count(a.count, "axis")), \(r.rawValue) \(b.count)", 2)
      }
    }
    guard let axes = DotDimensions(attributes, lhsRank: lhs.rank, rhsRank: rhs.rank) else {
      throw ConstraintViolation(
        "an axis is out of range or named twice for operands \(lhs) and \(rhs)", 3)
    }
    let matching =
      Array(zip(axes.lhsBatch, axes.rhsBatch)) + Array(zip(axes.lhsContract, axes.rhsContract))
    for (l, r) in matching where lhs.shape[l] != rhs.shape[r] {
      throw ConstraintViolation(
        "axis \(l) of \(lhs) and axis \(r) of \(rhs) differ in size", 4)
    }
    let shape =
      axes.lhsBatch.map { lhs.shape[$0] } + axes.lhsFree.map { lhs.shape[$0] }
      + axes.rhsFree.map { rhs.shape[$0] }
    return try widened(TensorType(lhs.element, shape), shapeConstraint: 5, elementConstraint: 6)
  }

  func convolution() throws(ConstraintViolation) -> [TensorType] {
    let (lhs, rhs) = (operands[0], operands[1])
    guard lhs.element == rhs.element, lhs.rank == rhs.rank, lhs.rank >= 2 else {
      throw ConstraintViolation(
        "\(lhs) and \(rhs) do not have the same elements and rank, at least 2", 1)
    }
    let layout = attributes.string(.layout) ?? ""
    guard let axes = ConvolutionDimensions(layout: layout), axes.inputSpatial.count == lhs.rank - 2
    else {
      throw ConstraintViolation(
        "layout \"\(layout)\" does not name \(count(lhs.rank, "axis")) of each shape", 2)
    }
    let window = try window(axes)

    let features = lhs.shape[axes.inputFeature]
    let kernelFeatures = rhs.shape[axes.kernelInput]
    var areFeaturesRight = features == kernelFeatures && window.featureGroups == 1
    if let n = features.size {
      areFeaturesRight =
        (CheckedInt(kernelFeatures.size) * CheckedInt(window.featureGroups)).value == n
    }
    guard areFeaturesRight else {
      throw ConstraintViolation(
        "\(features) input features are not \(window.featureGroups) × \(kernelFeatures)", 6)
    }

    var shape = [Dimension](repeating: 1, count: lhs.rank)
    shape[axes.outputFeature] = rhs.shape[axes.kernelOutput]
    for groups in [window.featureGroups, window.batchGroups] where groups != 1 {
      guard let n = shape[axes.outputFeature].size, n.isMultiple(of: groups) else {
        throw ConstraintViolation(
          "\(shape[axes.outputFeature]) output features are not divisible by \(groups)", 7)
      }
    }
    shape[axes.outputBatch] = lhs.shape[axes.inputBatch]
    if window.batchGroups != 1 {
      guard let n = lhs.shape[axes.inputBatch].size, n.isMultiple(of: window.batchGroups) else {
        throw ConstraintViolation(
          "a batch of \(lhs.shape[axes.inputBatch]) is not divisible by \(window.batchGroups)", 7)
      }
      shape[axes.outputBatch] = .size(n / window.batchGroups)
    }
    for d in axes.inputSpatial.indices {
      guard let input = lhs.shape[axes.inputSpatial[d]].size,
        let kernel = rhs.shape[axes.kernelSpatial[d]].size
      else { throw ConstraintViolation("space axis \(d) has no known size", 8) }
      guard let n = window.outputSize(d, input: input, kernel: kernel) else {
        throw ConstraintViolation("space axis \(d) has too many elements", 8)
      }
      shape[axes.outputSpatial[d]] = .size(n)
    }
    return try widened(TensorType(lhs.element, shape), shapeConstraint: 8, elementConstraint: 9)
  }

  /// Returns the window of a convolution after checking its numbers.
  private func window(
    _ axes: ConvolutionDimensions
  ) throws(ConstraintViolation) -> ConvolutionWindow {
    let rank = axes.inputSpatial.count
    for name in [AttributeName.stride, .lhsDilation, .rhsDilation] {
      for n in try list(name, rank: rank, standard: 1, 3) where n <= 0 {
        throw ConstraintViolation("\(name.rawValue) has \(n), which is not positive", 4)
      }
    }
    for name in [AttributeName.padLow, .padHigh, .reversal] { _ = try list(name, rank: rank, 3) }
    for n in attributes.integers(.reversal) ?? [] where n != 0 && n != 1 {
      throw ConstraintViolation("reversal has \(n), which is neither 0 nor 1")
    }
    let featureGroups = attributes.integer(.featureGroups) ?? 1
    let batchGroups = attributes.integer(.batchGroups) ?? 1
    guard featureGroups > 0, batchGroups > 0, featureGroups == 1 || batchGroups == 1 else {
      throw ConstraintViolation(
        "groups are positive and not of both features and batch: \(featureGroups), \(batchGroups)",
        5)
    }
    guard let window = ConvolutionWindow(attributes) else {
      throw ConstraintViolation("the window is not valid", 3)
    }
    return window
  }

  /// Returns `type` or what is written instead: the same shape with wider elements.
  private func widened(
    _ type: TensorType, shapeConstraint: Int, elementConstraint: Int
  ) throws(ConstraintViolation) -> [TensorType] {
    guard let written = declared, written.count == 1, written[0].element != type.element else {
      return try matchingDeclared([type], shapeConstraint)
    }
    let (from, to) = (type.element, written[0].element)
    guard from.kind == to.kind, from.bitWidth < to.bitWidth else {
      throw ConstraintViolation(
        "sums of \(from) have elements \(from) or wider ones of that kind, not \(to)",
        elementConstraint)
    }
    return try matchingDeclared([type.with(element: to)], shapeConstraint)
  }

}
