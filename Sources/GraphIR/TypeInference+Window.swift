import Scalars

/// Reductions of windows.
extension TypeInference {

  func reduceWindow() throws(ConstraintViolation) -> [TensorType] {
    let inputs = try reducedInputs()
    let scalars = inputs.map { TensorType($0.element, []) }
    let shape = try windowShape(inputs[0], constraint: 6)
    try checkRegion(0, takes: scalars + scalars, yields: scalars, 4)
    return try matchingDeclared(inputs.map { TensorType($0.element, shape) }, 6)
  }

  func selectAndScatter() throws(ConstraintViolation) -> [TensorType] {
    let (x, source) = (operands[0], operands[1])
    let scalar = TensorType(x.element, [])
    guard source.element == x.element, operands[2] == scalar else {
      throw ConstraintViolation("\(list(operands)) do not have the same elements and a scalar", 1)
    }
    let shape = try windowShape(x, constraint: 7)
    try checkRegion(0, takes: [scalar, scalar], yields: [TensorType(.i1, [])], 4)
    try checkRegion(1, takes: [scalar, scalar], yields: [scalar], 5)
    guard source.shape == shape else {
      throw ConstraintViolation(
        "the windows of \(x) are \(TensorType(x.element, shape)), not \(source)", 7)
    }
    return try matchingDeclared([x], 8)
  }

  /// The number of windows on each axis of `x`, after checking their constraints C2 and C3.
  private func windowShape(
    _ x: TensorType, constraint: Int
  ) throws(ConstraintViolation) -> [Dimension] {
    for name in [AttributeName.window, .stride, .baseDilation, .windowDilation] {
      for n in try list(name, rank: x.rank, standard: 1, 2) where n <= 0 {
        throw ConstraintViolation("\(name.rawValue) has \(n), which is not positive", 3)
      }
    }
    for name in [AttributeName.padLow, .padHigh] { _ = try list(name, rank: x.rank, 2) }
    guard let window = ReductionWindow(attributes, rank: x.rank) else {
      throw ConstraintViolation("the window is not valid", 2)
    }
    var shape = x.shape
    for (d, n) in x.shape.enumerated() where !window.isTrivial(on: d) {
      guard let size = n.size else {
        throw ConstraintViolation("axis \(d) of \(x) has no known size", constraint)
      }
      guard let count = window.positionCount(on: d, size) else {
        throw ConstraintViolation("axis \(d) of \(x) has too many elements", constraint)
      }
      shape[d] = .size(count)
    }
    return shape
  }

}
