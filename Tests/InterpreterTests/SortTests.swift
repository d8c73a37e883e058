import GraphIR
import Interpreter
import Testing

@Suite struct SortTests {

  private let ascending = """
    compare(%p: i64[], %q: i64[]) {
      %0 = compare lt %p, %q
      yield %0
    }
    """

  @Test func sortsAlongAnyAxis() throws {
    let x: KeyValuePairs = [
      "i64[5,7]":
        """
      [[0, 1, 1, -3, -3, -2, 0], [4, -1, 3, 0, 4, 0, -3], [1, 0, 0, 0, 0, 2, 3],
       [-3, -4, -4, -2, 0, 3, 3], [0, 5, 2, -2, 0, -2, 0]]
      """
    ]
    try check(
      "sort %a, dim=0 \(ascending)", x, gives: "i64[5,7]",
      """
      [[-3, -4, -4, -3, -3, -2, -3], [0, -1, 0, -2, 0, -2, 0], [0, 0, 1, -2, 0, 0, 0],
       [1, 1, 2, 0, 0, 2, 3], [4, 5, 3, 0, 4, 3, 3]]
      """)
    try check(
      "sort %a, dim=1 \(ascending.replacing("lt", with: "gt"))", x, gives: "i64[5,7]",
      """
      [[1, 1, 0, 0, -2, -3, -3], [4, 4, 3, 0, 0, -1, -3], [3, 2, 1, 0, 0, 0, 0],
       [3, 3, 0, -2, -3, -4, -4], [5, 2, 0, 0, 0, -2, -2]]
      """)
  }

  @Test func sortsFewElements() throws {
    try check("sort %a, dim=0 \(ascending)", ["i64[1]": "[3]"], gives: "i64[1]", "[3]")
    try check("sort %a, dim=0 \(ascending)", ["i64[0,2]": "[]"], gives: "i64[0,2]", "[]")
    try check("sort %a, dim=1 \(ascending)", ["i64[0,2]": "[]"], gives: "i64[0,2]", "[]")
    try check("sort %a, dim=0 \(ascending)", ["i64[3]": "7"], gives: "i64[3]", "[7, 7, 7]")
    try check("sort %a, dim=0 \(ascending)", ["i64[2]": "[2, 1]"], gives: "i64[2]", "[1, 2]")
  }

  @Test func keepsTheFirstElements() throws {
    try check(
      "sort %a, dim=1, limit=2 \(ascending)", ["i64[2,4]": "[[3, 1, 2, 1], [0, 5, -4, 7]]"],
      gives: "i64[2,2]", "[[1, 1], [-4, 0]]")
    try check(
      "sort %a, dim=0, limit=1 \(ascending)", ["i64[2,4]": "[[3, 1, 2, 1], [0, 5, -4, 7]]"],
      gives: "i64[1,4]", "[[0, 1, -4, 1]]")
    try check("sort %a, dim=0, limit=0 \(ascending)", ["i64[2]": "[2, 1]"], gives: "i64[0]", "[]")
    try check("sort %a, dim=0, limit=2 \(ascending)", ["i64[3]": "7"], gives: "i64[2]", "[7, 7]")
  }

  @Test func equalElementsKeepTheirOrder() throws {
    let text = """
      func @main(%x: i32[9]) -> (i32[9], i8[9]) {
        %i = iota dim=0 : i8[9]
        %y, %j = sort %x, %i, dim=0 compare(%p: i32[], %q: i32[], %a: i8[], %b: i8[]) {
          %0 = compare lt %p, %q
          yield %0
        }
        return %y, %j
      }
      """
    try check(
      text, ["[2, 1, 2, 1, 0, 2, 1, 0, 2]"], gives: "[0, 0, 1, 1, 1, 2, 2, 2, 2]",
      "[4, 7, 1, 3, 6, 0, 2, 5, 8]")
    // Nothing comes before anything.
    try check(
      text.replacing("compare lt %p, %q", with: "const false : i1[]"),
      ["[2, 1, 2, 1, 0, 2, 1, 0, 2]"], gives: "[2, 1, 2, 1, 0, 2, 1, 0, 2]",
      "[0, 1, 2, 3, 4, 5, 6, 7, 8]")
  }

  @Test func sortsByTotalOrder() throws {
    let total = """
      sort %a, dim=0 compare(%p: f32[], %q: f32[]) {
        %0 = compare lt %p, %q, order=total
        yield %0
      }
      """
    try check(
      total, ["f32[7]": "[nan, 0.0, inf, -0.0, -1.0, 1.0, -inf]"], gives: "f32[7]",
      "[-inf, -1.0, -0.0, 0.0, 1.0, inf, nan]")
    // As representations, with zeros made equal, which keep their order.
    let bits = """
      sort %a, dim=0 compare(%p: f32[], %q: f32[]) {
        %0 = compare eq %p, 0.0
        %1 = select %0, 0.0, %p
        %2 = compare eq %q, 0.0
        %3 = select %2, 0.0, %q
        %4 = bitcast %1 : i32[]
        %5 = bitcast %3 : i32[]
        %6 = shr_a %4, 31
        %7 = shr_a %5, 31
        %8 = shr_l %6, 1
        %9 = shr_l %7, 1
        %10 = xor %4, %8
        %11 = xor %5, %9
        %12 = compare lt %10, %11
        yield %12
      }
      """
    try check(
      bits, ["f32[7]": "[nan, 0.0, inf, -0.0, -1.0, 1.0, -inf]"], gives: "f32[7]",
      "[-inf, -1.0, 0.0, -0.0, 1.0, inf, nan]")
  }

  @Test func regionsCompareSeveralOperands() throws {
    let text = """
      func @main(%x: i32[2,4], %y: f32[2,4]) -> (i32[2,4], f32[2,4]) {
        %u, %v = sort %x, %y, dim=1 compare(%p: i32[], %q: i32[], %a: f32[], %b: f32[]) {
          %0 = call @before(%p, %q, %a, %b)
          yield %0
        }
        return %u, %v
      }
      func @before(%p: i32[], %q: i32[], %a: f32[], %b: f32[]) -> i1[] {
        %0 = compare lt %p, %q
        %1 = compare eq %p, %q
        %2 = compare gt %a, %b
        %3 = and %1, %2
        %4 = or %0, %3
        return %4
      }
      """
    try check(
      text, ["[[2, 1, 2, 1], [0, 0, 0, 0]]", "[[1, 2, 3, 4], [3, 1, 2, 4]]"],
      gives: "[[1, 1, 2, 2], [0, 0, 0, 0]]", "[[4, 2, 3, 1], [4, 3, 2, 1]]")
  }

}
