import GraphIR
import Interpreter
import Testing

/// Reductions of windows.
@Suite struct WindowTests {

  private let square = "[[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16]]"

  /// The example of the StableHLO specification.
  @Test func dilatesInputAndWindow() throws {
    try check(
      """
      reduce_window add %a, 0, window=[2, 1], stride=[4, 1], base_dilation=[2, 1],
        window_dilation=[3, 1], pad_low=[2, 0], pad_high=[1, 0]
      """, ["i64[3,2]": "[[1, 2], [3, 4], [5, 6]]"], gives: "i64[2,2]", "[[0, 0], [3, 4]]")
  }

  @Test func poolsMaxima() throws {
    try check(
      "reduce_window max %a, window=[2, 2], stride=[2, 2]", ["i32[4,4]": square],
      gives: "i32[2,2]", "[[6, 8], [14, 16]]")
    try check(
      "reduce_window max %a, window=[3, 3], stride=[2, 2], pad_low=[0, 1], pad_high=[1, 0]",
      ["i32[4,4]": square], gives: "i32[2,2]", "[[10, 12], [14, 16]]")
  }

  @Test func negativePaddingLeavesElementsOut() throws {
    try check(
      "reduce_window add %a, 0, window=[2, 2], pad_low=[-1, 0], pad_high=[0, -2]",
      ["i32[4,4]": square], gives: "i32[2,1]", "[[30], [46]]")
    try check(
      "reduce_window add %a, 0, window=[2], pad_low=[-3], pad_high=[0]", ["i32[2]": "[1, 2]"],
      gives: "i32[0]", "[]")
  }

  @Test func paddingIsTheInitialValue() throws {
    try check(
      "reduce_window add %a, 10, window=[3], pad_low=[1], pad_high=[1]",
      ["i32[5]": "[1, 2, 3, 4, 5]"], gives: "i32[5]", "[23, 16, 19, 22, 29]")
    try check(
      "reduce_window add %a, 1.0, window=[2], pad_low=[1], pad_high=[2]", ["f32[0]": "[]"],
      gives: "f32[2]", "[3.0, 3.0]")
  }

  @Test func elementsAreCombinedInRowMajorOrder() throws {
    let digits = """
      combine(%p: i32[], %q: i32[]) {
        %0 = mul %p, 10
        %1 = add %0, %q
        yield %1
      }
      """
    try check(
      "reduce_window %a, 0, window=[2], base_dilation=[2], pad_low=[1] \(digits)",
      ["i32[4]": "[1, 2, 3, 4]"], gives: "i32[7]", "[1, 10, 2, 20, 3, 30, 4]")
    try check(
      "reduce_window %a, 0, window=[2, 2] \(digits)", ["i32[2,3]": "[[1, 2, 3], [4, 5, 6]]"],
      gives: "i32[1,2]", "[[1245, 2356]]")
  }

  @Test func accumulates() throws {
    try check(
      "reduce_window mul %a, 1, window=[4], pad_low=[3]", ["i32[4]": "[1, 2, 3, 4]"],
      gives: "i32[4]", "[1, 2, 6, 24]")
    try check(
      "reduce_window mul %a, 1, window=[4], pad_high=[3]", ["i32[4]": "[1, 2, 3, 4]"],
      gives: "i32[4]", "[24, 24, 12, 4]")
    // Each sum is rounded.
    try check(
      "reduce_window add %a, 0.0, window=[4], pad_low=[3]", ["bf16[4]": "[256.0, 1.0, 1.0, 1.0]"],
      gives: "bf16[4]", "[256.0, 256.0, 256.0, 256.0]")
  }

  /// The greatest element of each window, and its place.
  @Test func reducesSeveralTensors() throws {
    let text = """
      func @main(%x: f32[5]) -> (f32[4], i32[4]) {
        %i = iota dim=0 : i32[5]
        %v, %n = reduce_window %x, %i, -inf, -1, window=[2]
            combine(%p: f32[], %q: i32[], %r: f32[], %t: i32[]) {
          %0 = compare ge %p, %r
          %1 = select %0, %p, %r
          %2 = select %0, %q, %t
          yield %1, %2
        }
        return %v, %n
      }
      """
    try check(text, ["[1, 3, 2, 2, 5]"], gives: "[3, 3, 2, 5]", "[1, 1, 2, 4]")
    try check(text, ["2"], gives: "2", "[0, 1, 2, 3]")
  }

  // MARK: Selections

  /// Where each source is added to the place of the greatest element of its window.
  private let greatest = """
    select(%p: i64[], %q: i64[]) {
      %0 = compare ge %p, %q
      yield %0
    } scatter(%p: i64[], %q: i64[]) {
      %0 = add %p, %q
      yield %0
    }
    """

  /// The example of the StableHLO specification.
  @Test func scattersToWhatIsSelected() throws {
    try check(
      "select_and_scatter %a, %b, 0, window=[3, 1], stride=[2, 1], pad_high=[1, 0] \(greatest)",
      ["i64[4,2]": "[[1, 5], [2, 5], [3, 6], [4, 4]]", "i64[2,2]": "[[5, 6], [7, 8]]"],
      gives: "i64[4,2]", "[[0, 0], [0, 0], [5, 14], [7, 0]]")
  }

  @Test func theFirstOfEqualElementsIsSelected() throws {
    try check(
      "select_and_scatter %a, %b, 100, window=[2], stride=[2] \(greatest)",
      ["i64[4]": "3", "i64[2]": "[1, 2]"], gives: "i64[4]", "[101, 100, 102, 100]")
  }

  @Test func paddingIsNotSelected() throws {
    try check(
      "select_and_scatter %a, %b, 0, window=[2], stride=[2], pad_low=[3], pad_high=[1] \(greatest)",
      ["i64[2]": "[-7, -8]", "i64[3]": "[1, 2, 4]"], gives: "i64[2]", "[2, 4]")
  }

}
