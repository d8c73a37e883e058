import Scalars

extension Kernel {

  /// Returns the number of lanes for a loop of `extent` iterations over `body`, `nil` if it is too
  /// short.
  ///
  /// There are as many as the widest type of the body, and of `accumulators`, has in a vector
  /// register, or the next power of two if the loop is shorter.
  func laneCount(
    for body: [Statement], and accumulators: [KernelValueID] = [], extent: Int,
    on target: KernelTarget
  ) -> Int? {
    guard extent >= 2 else { return nil }
    var values = KernelDefinitions(body).values + accumulators
    body.forEachStatement { if case .store(let v, _, _, _) = $0 { values.append(v) } }
    let widest = values.reduce(1) { max($0, type(of: $1).registerByteWidth) }
    let most = min(max(target.vectorByteWidth / widest, 2), 64)
    var lanes = 2
    while lanes < most && lanes < extent { lanes *= 2 }
    return lanes
  }

}

extension ElementType {

  /// The number of bytes of an element in a register, where narrow floats are computed in single
  /// precision.
  fileprivate var registerByteWidth: Int {
    self == .f16 || self == .bf16 ? 4 : byteWidth
  }

}
