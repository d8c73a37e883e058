/// Everything that the attributes of a `convolution` say, with defaults filled in; lists have one
/// number for each space axis.
package struct ConvolutionWindow: Hashable, Sendable {

  /// The roles of the axes.
  package let dimensions: ConvolutionDimensions

  /// The steps of the window, all positive.
  package let stride: [Int]

  /// The zeros before the first element of the input; elements to leave out if negative.
  package let padLow: [Int]

  /// The zeros after the last element of the input; elements to leave out if negative.
  package let padHigh: [Int]

  /// The distance of input elements, all positive.
  package let lhsDilation: [Int]

  /// The distance of kernel elements, all positive.
  package let rhsDilation: [Int]

  /// Whether the kernel runs backwards.
  package let isReversed: [Bool]

  /// The number of groups of input features, positive.
  package let featureGroups: Int

  /// The number of groups of the batch, positive; 1 if there are groups of features.
  package let batchGroups: Int

  /// Creates the window that `attributes` describe, or returns `nil` if the layout is not one, a
  /// list has not one number for each space axis, or a number is out of range.
  package init?(_ attributes: Attributes) {
    guard let axes = attributes.string(.layout).flatMap(ConvolutionDimensions.init(layout:)) else {
      return nil
    }
    let rank = axes.inputSpatial.count
    func list(_ name: AttributeName, _ standard: Int) -> [Int]? {
      let numbers = attributes.integers(name) ?? [Int](repeating: standard, count: rank)
      return numbers.count == rank ? numbers : nil
    }
    guard let stride = list(.stride, 1), stride.allSatisfy({ $0 > 0 }),
      let padLow = list(.padLow, 0), let padHigh = list(.padHigh, 0),
      let lhsDilation = list(.lhsDilation, 1), lhsDilation.allSatisfy({ $0 > 0 }),
      let rhsDilation = list(.rhsDilation, 1), rhsDilation.allSatisfy({ $0 > 0 }),
      let reversal = list(.reversal, 0)
    else { return nil }
    self.dimensions = axes
    self.stride = stride
    self.padLow = padLow
    self.padHigh = padHigh
    self.lhsDilation = lhsDilation
    self.rhsDilation = rhsDilation
    self.isReversed = reversal.map { $0 != 0 }
    self.featureGroups = attributes.integer(.featureGroups) ?? 1
    self.batchGroups = attributes.integer(.batchGroups) ?? 1
    guard featureGroups > 0, batchGroups > 0, featureGroups == 1 || batchGroups == 1 else {
      return nil
    }
  }

  /// The number of groups, of features or of the batch.
  package var groups: Int { max(featureGroups, batchGroups) }

  /// Returns the number of positions of the window along space axis `d`, or `nil` if a size on the
  /// way to it cannot be represented.
  package func outputSize(_ d: Int, input: Int, kernel: Int) -> Int? {
    WindowAxis(
      size: kernel, stride: stride[d], padLow: padLow[d], padHigh: padHigh[d],
      baseDilation: lhsDilation[d], windowDilation: rhsDilation[d]
    ).positionCount(input)
  }

}
