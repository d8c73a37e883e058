/// How a window moves along one axis.
struct WindowAxis: Hashable, Sendable {

  /// The number of elements of the window, positive.
  let size: Int

  /// Its steps, positive.
  let stride: Int

  /// The elements that are put before the first; left out if negative.
  let padLow: Int

  /// The elements that are put after the last; left out if negative.
  let padHigh: Int

  /// The distance of neighbours after elements were put in between, positive.
  let baseDilation: Int

  /// The distance of neighbours in the window, positive.
  let windowDilation: Int

  /// Returns the number of positions of the window along `input` elements, or `nil` if a size on
  /// the way to it cannot be represented.
  ///
  /// This is the formula of the specification of StableHLO's `convolution` and `reduce_window`.
  func positionCount(_ input: Int) -> Int? {
    func dilated(_ n: Int, _ dilation: Int) -> CheckedInt {
      n == 0 ? CheckedInt(0) : CheckedInt(n - 1) * CheckedInt(dilation) + CheckedInt(1)
    }
    let padded = dilated(input, baseDilation) + CheckedInt(padLow) + CheckedInt(padHigh)
    let window = dilated(size, windowDilation)
    guard let p = padded.value, let w = window.value else { return nil }
    if p <= 0 || w > p { return 0 }
    return (CheckedInt((p - w) / stride) + CheckedInt(1)).value
  }

}
