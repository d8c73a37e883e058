/// The window of a `reduce_window` or `select_and_scatter`, with defaults filled in; lists have one
/// number for each axis.
package struct ReductionWindow: Hashable, Sendable {

  /// The numbers of elements, all positive.
  package let sizes: [Int]

  /// The steps, all positive.
  package let stride: [Int]

  /// The elements that are put before the first; left out if negative.
  package let padLow: [Int]

  /// The elements that are put after the last; left out if negative.
  package let padHigh: [Int]

  /// The distances of neighbours after elements were put in between, all positive.
  package let baseDilation: [Int]

  /// The distances of neighbours in the window, all positive.
  package let windowDilation: [Int]

  /// Creates the window that `attributes` describe, or returns `nil` if a list has not one number
  /// for each of `rank` axes or a number is out of range.
  package init?(_ attributes: Attributes, rank: Int) {
    func list(_ name: AttributeName, _ standard: Int) -> [Int] {
      attributes.integers(name) ?? [Int](repeating: standard, count: rank)
    }
    sizes = list(.window, 1)
    stride = list(.stride, 1)
    padLow = list(.padLow, 0)
    padHigh = list(.padHigh, 0)
    baseDilation = list(.baseDilation, 1)
    windowDilation = list(.windowDilation, 1)
    let lists = [sizes, stride, padLow, padHigh, baseDilation, windowDilation]
    let positive = sizes + stride + baseDilation + windowDilation
    guard lists.allSatisfy({ $0.count == rank }), positive.allSatisfy({ $0 > 0 }) else {
      return nil
    }
  }

  /// `true` iff the window does not change axis `d`: each element of it is a window.
  func isTrivial(on d: Int) -> Bool {
    sizes[d] == 1 && stride[d] == 1 && padLow[d] == 0 && padHigh[d] == 0 && baseDilation[d] == 1
  }

  /// Returns the number of positions of the window along `input` elements of axis `d`, or `nil` if
  /// a size on the way to it cannot be represented.
  package func positionCount(on d: Int, _ input: Int) -> Int? {
    WindowAxis(
      size: sizes[d], stride: stride[d], padLow: padLow[d], padHigh: padHigh[d],
      baseDilation: baseDilation[d], windowDilation: windowDilation[d]
    ).positionCount(input)
  }

  /// The axis along which windows that begin before the first element, or end behind the last one,
  /// take in one element after another of a tensor of `shape`: then each result is that of its
  /// neighbour combined with one more element. `nil` if there is none.
  ///
  /// `isReversed` is `true` iff the windows end behind the last element.
  package func cumulativeAxis(_ shape: [Int]) -> (axis: Int, isReversed: Bool)? {
    let axes = shape.indices.filter { !isTrivial(on: $0) }
    guard axes.count == 1, let d = axes.first, sizes[d] == shape[d], stride[d] == 1,
      baseDilation[d] == 1, windowDilation[d] == 1
    else { return nil }
    if padLow[d] == shape[d] - 1, padHigh[d] == 0 { return (d, false) }
    if padLow[d] == 0, padHigh[d] == shape[d] - 1 { return (d, true) }
    return nil
  }

}
