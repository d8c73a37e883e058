import Scalars

/// Random numbers.
extension TypeInference {

  func rngBits() throws(ConstraintViolation) -> [TensorType] {
    let state = operands[0]
    let isPhilox = attributes.string(.algorithm) == RandomBits.Algorithm.philox.rawValue
    guard
      state == TensorType(.u64, sizes: [2]) || isPhilox && state == TensorType(.u64, sizes: [3])
    else {
      throw ConstraintViolation(
        "the state is u64[2]\(isPhilox ? " or u64[3]" : ""), not \(state)", 1)
    }
    guard let declared, declared.count == 2 else {
      throw ConstraintViolation("has 2 results, whose types have to be written")
    }
    guard declared[0] == state else {
      throw ConstraintViolation("the new state is \(state), not \(declared[0])", 2)
    }
    guard declared[1].element.isInteger else {
      throw ConstraintViolation("random bits are integers, not \(declared[1])", 3)
    }
    return declared
  }

}
