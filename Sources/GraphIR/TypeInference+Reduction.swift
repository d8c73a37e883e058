import Scalars

/// Reductions.
extension TypeInference {

  func reduce() throws(ConstraintViolation) -> [TensorType] {
    let inputs = try reducedInputs()
    let shape = inputs[0].shape
    let scalars = inputs.map { TensorType($0.element, []) }
    let dims = attributes.integers(.dims) ?? []
    try checkAxes(dims, of: .dims, rank: shape.count, 2)
    try checkRegion(0, takes: scalars + scalars, yields: scalars, 3)
    let kept = shape.indices.filter { !dims.contains($0) }.map { shape[$0] }
    return try matchingDeclared(inputs.map { TensorType($0.element, kept) }, 5)
  }

  /// The types of the inputs of a reduction, after checking that they have equal shapes and are
  /// followed by initial values for them: constraint C1.
  func reducedInputs() throws(ConstraintViolation) -> [TensorType] {
    guard operands.count.isMultiple(of: 2) else {
      throw ConstraintViolation("takes as many initial values as inputs", 1)
    }
    let n = operands.count / 2
    let inputs = operands[..<n]
    for (input, initial) in zip(inputs, operands[n...]) {
      guard input.shape == operands[0].shape else {
        throw ConstraintViolation("the shapes of \(operands[0]) and \(input) differ", 1)
      }
      guard initial == TensorType(input.element, []) else {
        throw ConstraintViolation(
          "the initial value for \(input) is \(input.element)[], not \(initial)", 1)
      }
    }
    return Array(inputs)
  }

  /// Types in parentheses, as messages show them.
  func list(_ types: [TensorType]) -> String {
    "(\(types.map(\.description).joined(separator: ", ")))"
  }

}
