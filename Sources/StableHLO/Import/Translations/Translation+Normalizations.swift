import Diagnostics
import GraphIR
import Scalars

extension Translation {

  /// Normalizations, by the formulas of the specification.
  static let normalizations: [String: Translation] = [
    "stablehlo.batch_norm_inference": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 5, results: 1)
      let n = try f.normalization(node)
      let v = node.operands
      return [
        try f.normalized(v[0], scale: v[1], offset: v[2], mean: v[3], variance: v[4], n)
      ]
    },
    "stablehlo.batch_norm_training": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 3, results: 3)
      let n = try f.normalization(node)
      let v = node.operands
      let mean = try f.mean(v[0], n)
      let centered = try f.emitOne(.sub, [v[0], try f.spread(mean, n)], at: n.range)
      let variance = try f.mean(try f.emitOne(.mul, [centered, centered], at: n.range), n)
      let output = try f.normalized(
        v[0], scale: v[1], offset: v[2], mean: mean, variance: variance, n)
      return [output, mean, variance]
    },
    "stablehlo.batch_norm_grad": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 5, results: 3)
      return try f.gradient(of: node, try f.normalization(node))
    },
  ]

}

/// What the operations of a normalization have in common.
struct Normalization {

  /// The type of the operand.
  let type: TensorType

  /// The axis of the features.
  let axis: Int

  /// What is added to the variance.
  let epsilon: Double

  /// Where the operation is written.
  let range: SourceRange

  /// The type of what there is one of for each feature.
  var featureType: TensorType { TensorType(type.element, [type.shape[axis]]) }

}

extension FunctionImporter {

  /// What the attributes of a normalization say.
  fileprivate mutating func normalization(_ node: Node) throws(ImportFailure) -> Normalization {
    let (axis, epsilon) = try reading(node) { (n) throws(AttributeFault) in
      (try n.integer("feature_index"), try n.number("epsilon") ?? 0)
    }
    let type = graph.type(of: node.operands[0])
    guard type.shape.indices.contains(axis), type.element.isFloat else {
      throw failure("\(type) has no axis \(axis) of features", node.range)
    }
    return Normalization(type: type, axis: axis, epsilon: epsilon, range: node.range)
  }

  /// Returns `value`, one element for each feature, in the shape of the operand.
  fileprivate mutating func spread(
    _ value: ValueID, _ n: Normalization
  ) throws(ImportFailure) -> ValueID {
    try broadcast(value, [n.axis], to: n.type, at: n.range)
  }

  /// Returns the sums of `value` for each feature.
  fileprivate mutating func sum(
    _ value: ValueID, _ n: Normalization
  ) throws(ImportFailure) -> ValueID {
    let zero = try emitConstant(0, like: TensorType(n.type.element, []), at: n.range)
    let combiner = graph.createCombiner(.add, of: n.type.element, location: n.range)
    let dims = n.type.shape.indices.filter { $0 != n.axis }
    return try emit(
      .reduce, [value, zero], Attributes([.dims: .integers(dims)]), regions: [combiner],
      results: [n.featureType], at: n.range)[0]
  }

  /// Returns the means of `value` for each feature.
  fileprivate mutating func mean(
    _ value: ValueID, _ n: Normalization
  ) throws(ImportFailure) -> ValueID {
    try emitOne(.div, [try sum(value, n), try count(n)], at: n.range)
  }

  /// The number of elements of each feature.
  fileprivate mutating func count(_ n: Normalization) throws(ImportFailure) -> ValueID {
    let sizes = n.type.shape.indices.filter { $0 != n.axis }.map { n.type.shape[$0].size ?? 1 }
    let count = sizes.map(Double.init).reduce(1, *)
    return try emitConstant(count, like: n.featureType, at: n.range)
  }

  /// Returns the standard deviations for `variance`.
  fileprivate mutating func deviation(
    _ variance: ValueID, _ n: Normalization
  ) throws(ImportFailure) -> ValueID {
    let epsilon = try emitConstant(n.epsilon, like: n.featureType, at: n.range)
    let sum = try emitOne(.add, [variance, epsilon], at: n.range)
    return try emitOne(.sqrt, [sum], at: n.range)
  }

  /// Returns (operand - mean) / sqrt(variance + epsilon) · scale + offset.
  fileprivate mutating func normalized(
    _ operand: ValueID, scale: ValueID, offset: ValueID, mean: ValueID, variance: ValueID,
    _ n: Normalization
  ) throws(ImportFailure) -> ValueID {
    let centered = try emitOne(.sub, [operand, try spread(mean, n)], at: n.range)
    let divisor = try spread(try deviation(variance, n), n)
    let quotient = try emitOne(.div, [centered, divisor], at: n.range)
    let scaled = try emitOne(.mul, [try spread(scale, n), quotient], at: n.range)
    return try emitOne(.add, [scaled, try spread(offset, n)], at: n.range)
  }

  /// Returns the gradients of operand, scale and offset.
  fileprivate mutating func gradient(
    of node: Node, _ n: Normalization
  ) throws(ImportFailure) -> [ValueID] {
    let v = node.operands
    let (scale, variance, gradient) = (v[1], v[3], v[4])
    let divisor = try spread(try deviation(variance, n), n)
    let centered = try emitOne(.sub, [v[0], try spread(v[2], n)], at: n.range)
    let perElement = try spread(try count(n), n)
    let gradientSum = try sum(gradient, n)
    let i1 = try emitOne(.mul, [gradient, perElement], at: n.range)
    let i2 = try spread(gradientSum, n)
    let product = try emitOne(.mul, [gradient, centered], at: n.range)
    let i3 = try spread(try sum(product, n), n)
    let i4 = try emitOne(.mul, [i3, centered], at: n.range)
    let squared = try spread(
      try emitOne(
        .add,
        [variance, try emitConstant(n.epsilon, like: n.featureType, at: n.range)], at: n.range), n)
    let i5 = try emitOne(.div, [i4, squared], at: n.range)
    let i6 = try emitOne(.sub, [try emitOne(.sub, [i1, i2], at: n.range), i5], at: n.range)
    let scaled = try emitOne(.div, [try spread(scale, n), divisor], at: n.range)
    let factor = try emitOne(.div, [scaled, perElement], at: n.range)
    let gradOperand = try emitOne(.mul, [factor, i6], at: n.range)
    let quotient = try emitOne(.div, [centered, divisor], at: n.range)
    let gradScale = try sum(try emitOne(.mul, [gradient, quotient], at: n.range), n)
    return [gradOperand, gradScale, gradientSum]
  }

}
