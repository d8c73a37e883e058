import Scalars

/// Leaves, changes of element type and elementwise operations.
extension TypeInference {

  func const() throws(ConstraintViolation) -> [TensorType] {
    guard let literal = attributes.literal else { throw ConstraintViolation("has no value") }
    guard declared != nil else { return [literal.type] }
    let type = try writtenType()
    if type.sizes != nil {
      guard literal.type == type else {
        throw ConstraintViolation("the value has type \(literal.type), not \(type)", 1)
      }
      return [type]
    }
    // The elements of a symbolic shape are not counted: the value stands for one of them.
    guard literal.type.element == type.element else {
      throw ConstraintViolation("the value has elements \(literal.type.element), not \(type)", 1)
    }
    guard literal.isSplat, literal.type.isScalar else {
      throw ConstraintViolation("a value of type \(type) has to be a single element", 2)
    }
    return [type]
  }

  func iota() throws(ConstraintViolation) -> [TensorType] {
    let type = try writtenType()
    let dim = attributes.integer(.dim) ?? 0
    guard type.shape.indices.contains(dim) else {
      throw ConstraintViolation("\(type) has no axis \(dim)", 1)
    }
    guard type.element != .i1 else {
      throw ConstraintViolation("positions cannot be elements of type \(type.element)", 2)
    }
    return [type]
  }

  func convert() throws(ConstraintViolation) -> [TensorType] {
    let type = try writtenType()
    guard type.shape == operands[0].shape else {
      throw ConstraintViolation("the shapes of \(operands[0]) and \(type) differ", 1)
    }
    return [type]
  }

  func bitcast() throws(ConstraintViolation) -> [TensorType] {
    let from = operands[0]
    let to = try writtenType()
    let (f, t) = (from.element.byteWidth, to.element.byteWidth)
    if f == t {
      guard from.shape == to.shape else {
        throw ConstraintViolation("the shapes of \(from) and \(to) differ", 1)
      }
    } else if f > t {
      guard to.shape == from.shape + [.size(f / t)] else {
        throw ConstraintViolation(
          "\(from) takes \(count(f / t, "element")) of \(to.element) each, on a last axis, not \(to)",
          2)
      }
    } else {
      guard from.shape == to.shape + [.size(t / f)] else {
        throw ConstraintViolation(
          "\(to.element) takes \(count(t / f, "element")) of \(from), along its last axis, and \(to) is not the rest",
          3)
      }
    }
    guard (from.element == .i1) == (to.element == .i1) else {
      throw ConstraintViolation("\(from.element) has no bits in common with \(to.element)", 4)
    }
    return [to]
  }

  func unary() throws(ConstraintViolation) -> [TensorType] {
    let x = operands[0]
    guard let f = opcode.unaryFunction, f.isDefined(for: x.element) else {
      throw ConstraintViolation("is not defined for elements of type \(x.element)", 1)
    }
    return try matchingDeclared([x.with(element: f.resultType(for: x.element))], 2)
  }

  func binary() throws(ConstraintViolation) -> [TensorType] {
    let (a, b) = (operands[0], operands[1])
    guard let f = opcode.binaryFunction, f.isDefined(for: a.element) else {
      throw ConstraintViolation("is not defined for elements of type \(a.element)", 1)
    }
    guard a == b else {
      throw ConstraintViolation("operands have different types \(a) and \(b)", 2)
    }
    return try matchingDeclared([a], 2)
  }

  func compare() throws(ConstraintViolation) -> [TensorType] {
    let (a, b) = (operands[0], operands[1])
    guard a == b else {
      throw ConstraintViolation("operands have different types \(a) and \(b)", 1)
    }
    guard attributes.string(.order) != "total" || a.element.isFloat else {
      throw ConstraintViolation("order=total is for floats, not for \(a.element)", 3)
    }
    return try matchingDeclared([a.with(element: .i1)], 2)
  }

  func select() throws(ConstraintViolation) -> [TensorType] {
    let (p, a, b) = (operands[0], operands[1], operands[2])
    guard p.element == .i1 else {
      throw ConstraintViolation("the first operand is i1, not \(p.element)", 1)
    }
    guard p.isScalar || p.shape == a.shape else {
      throw ConstraintViolation(
        "the first operand is a scalar or has the shape of \(a), but it is \(p)", 1)
    }
    guard a == b else {
      throw ConstraintViolation(
        "the second and the third operand have different types \(a) and \(b)", 2)
    }
    return try matchingDeclared([a], 2)
  }

  func clamp() throws(ConstraintViolation) -> [TensorType] {
    let x = operands[1]
    for bound in [operands[0], operands[2]] {
      guard bound.isScalar || bound.shape == x.shape else {
        throw ConstraintViolation(
          "a bound is a scalar or has the shape of \(x), but it is \(bound)", 1)
      }
      guard bound.element == x.element else {
        throw ConstraintViolation("a bound has elements \(bound.element), not \(x.element)", 2)
      }
    }
    return try matchingDeclared([x], 3)
  }

}
