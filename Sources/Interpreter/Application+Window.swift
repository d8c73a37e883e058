import GraphIR
import Scalars

/// Reductions of windows.
extension Application {

  /// Returns the results of a `reduce_window`, whose region does `combine`.
  ///
  /// The elements of a window are combined in row-major order, beginning with the initial value,
  /// which also stands for each element of padding. Each step is rounded.
  func reduceWindow(_ combine: ScalarFunction) throws -> [Literal] {
    let n = operands.count / 2
    guard n > 0 else { throw defect("has no operands") }
    let windows = try windows(over: operands[0].type)
    let outputs = try sizes(of: type)
    try meter.checkMemory(for: outputs, at: location)
    try meter.charge(n, IndexSequence(outputs).count, IndexSequence(windows.window.sizes).count)
    let inputs = operands[..<n].map(\.dense.representations)
    let initial = operands[n...].map { $0[0].bits }
    var results = [[UInt64]](repeating: [], count: n)
    var indices = IndexSequence(outputs)
    while let index = indices.next() {
      var accumulators = initial
      for position in windows.positions(at: index) {
        for i in 0..<n {
          accumulators.append(position.map { inputs[i][$0] } ?? initial[i])
        }
        accumulators = try combine(accumulators)
      }
      for i in 0..<n { results[i].append(accumulators[i]) }
    }
    return try zip(results, resultTypes).map { (bits, type) in try tensor(type, bits) }
  }

  /// Returns the result of a `select_and_scatter`.
  ///
  /// In each window, in row-major order, the first element is selected, and then each one for which
  /// `select` of the selected one and it is false. What padding there is is left out.
  func selectAndScatter(
    select: ScalarFunction, scatter: ScalarFunction
  ) throws -> Literal {
    let windows = try windows(over: operand(0).type)
    let x = try operand(0).dense.representations
    let source = try elements(1)
    try meter.checkMemory(for: windows.inputs, at: location)
    try meter.charge(x.count)
    try meter.charge(
      IndexSequence(source.sizes).count, IndexSequence(windows.window.sizes).count)
    var result = [UInt64](repeating: try operand(2)[0].bits, count: x.count)
    var indices = IndexSequence(source.sizes)
    while let index = indices.next() {
      var selected: Int?
      for case .some(let position) in windows.positions(at: index) {
        if let s = selected, try select([x[s], x[position]])[0] == 1 { continue }
        selected = position
      }
      guard let selected else { continue }
      result[selected] = try scatter([result[selected], source[index]])[0]
    }
    return try tensor(type, result)
  }

  /// The windows that the attributes describe over a tensor of type `type`.
  private func windows(over type: TensorType) throws -> Windows {
    let sizes = try sizes(of: type)
    guard let window = ReductionWindow(attributes, rank: sizes.count) else {
      throw defect("has no valid window")
    }
    return Windows(window: window, inputs: sizes)
  }

}

/// The windows over a tensor.
private struct Windows {

  /// The form of each of them.
  let window: ReductionWindow

  /// The sizes of the tensor.
  let inputs: [Int]

  /// The positions in the tensor of the elements of the window that belongs to the result at
  /// `index`, in row-major order; `nil` for each element of padding.
  func positions(at index: [Int]) -> [Int?] {
    let strides = rowMajorStrides(inputs)
    var offsets = IndexSequence(window.sizes)
    var result: [Int?] = []
    while let offset = offsets.next() {
      var position: Int? = 0
      for d in offset.indices {
        // Far behind the input, what overflows becomes negative: padding as well.
        let at =
          index[d] &* window.stride[d] &+ offset[d] &* window.windowDilation[d]
          &- window.padLow[d]
        let (n, rest) = at.quotientAndRemainder(dividingBy: window.baseDilation[d])
        let isElement = rest == 0 && n >= 0 && n < inputs[d]
        position = isElement ? position.map { $0 + n * strides[d] } : nil
      }
      result.append(position)
    }
    return result
  }

}
