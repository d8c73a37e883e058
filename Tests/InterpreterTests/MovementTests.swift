import GraphIR
import Interpreter
import Testing

/// Operations that move elements.
@Suite struct MovementTests {

  @Test func broadcasts() throws {
    try check(
      "broadcast %a, dims=[2, 1] : i32[2,3,2]", ["i32[1,3]": "[[1, 2, 3]]"], gives: "i32[2,3,2]",
      "[[[1, 1], [2, 2], [3, 3]], [[1, 1], [2, 2], [3, 3]]]")
    try check("broadcast %a, dims=[] : i8[2]", ["i8[]": "7"], gives: "i8[2]", "[7, 7]")
    try check(
      "broadcast %a, dims=[1] : i1[2,2]", ["i1[2]": "[true, false]"], gives: "i1[2,2]",
      "[[true, false], [true, false]]")
    try check("broadcast %a, dims=[0] : i8[0]", ["i8[1]": "[7]"], gives: "i8[0]", "[]")
  }

  @Test func reshapes() throws {
    try check(
      "reshape %a : i32[3,2]", ["i32[2,3]": "[[1, 2, 3], [4, 5, 6]]"], gives: "i32[3,2]",
      "[[1, 2], [3, 4], [5, 6]]")
    try check("reshape %a : i32[]", ["i32[1,1]": "[[5]]"], gives: "i32[]", "5")
    try check("reshape %a : i32[1]", ["i32[]": "5"], gives: "i32[1]", "[5]")
    try check("reshape %a : i32[0,7]", ["i32[3,0]": "[]"], gives: "i32[0,7]", "[]")
  }

  @Test func transposes() throws {
    try check(
      "transpose %a, permutation=[2, 1, 0]",
      ["i32[2,3,2]": "[[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]]"],
      gives: "i32[2,3,2]", "[[[1, 7], [3, 9], [5, 11]], [[2, 8], [4, 10], [6, 12]]]")
    try check(
      "transpose %a, permutation=[1, 2, 0]", ["i32[2,1,3]": "[[[1, 2, 3]], [[4, 5, 6]]]"],
      gives: "i32[1,3,2]", "[[[1, 4], [2, 5], [3, 6]]]")
  }

  @Test func slices() throws {
    try check(
      "slice %a, start=[1, 2], limit=[3, 4]",
      ["i32[3,4]": "[[0, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 2]]"], gives: "i32[2,2]",
      "[[1, 1], [1, 2]]")
    try check(
      "slice %a, start=[0, 1], limit=[3, 4], stride=[2, 3]",
      ["i32[3,4]": "[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]"], gives: "i32[2,1]", "[[1], [9]]")
    try check("slice %a, start=[2], limit=[2]", ["i32[3]": "[1, 2, 3]"], gives: "i32[0]", "[]")
  }

  @Test func pads() throws {
    try check(
      "pad %a, %b, low=[0, 1], high=[2, 1], interior=[1, 2]",
      ["i32[2,3]": "[[1, 2, 3], [4, 5, 6]]", "i32[]": "0"], gives: "i32[5,9]",
      """
      [[0, 1, 0, 0, 2, 0, 0, 3, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 4, 0, 0, 5, 0, 0, 6, 0],
       [0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0]]
      """)
    // Negative amounts are taken off after elements are put in between.
    try check(
      "pad %a, %b, low=[-1], high=[-2], interior=[1]", ["i32[4]": "[1, 2, 3, 4]", "i32[]": "9"],
      gives: "i32[4]", "[9, 2, 9, 3]")
    try check(
      "pad %a, %b, low=[1, -1], high=[1, -1], interior=[0, 1]",
      [
        "i64[5,4]": "[[0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 5, 6, 0], [0, 0, 0, 0]]",
        "i64[]": "-1",
      ], gives: "i64[7,5]",
      """
      [[-1, -1, -1, -1, -1], [-1, 0, -1, 0, -1], [-1, 1, -1, 2, -1], [-1, 3, -1, 4, -1],
       [-1, 5, -1, 6, -1], [-1, 0, -1, 0, -1], [-1, -1, -1, -1, -1]]
      """)
    try check(
      "pad %a, %b, low=[-3], high=[5]", ["i32[2]": "[1, 2]", "i32[]": "9"],
      gives: "i32[4]", "[9, 9, 9, 9]")
    try check(
      "pad %a, %b, low=[1], high=[1], interior=[5]", ["f32[0]": "[]", "f32[]": "2.0"],
      gives: "f32[2]", "[2.0, 2.0]")
    try check(
      "pad %a, %b, low=[1], high=[1]", ["f32[1]": "[-0.0]", "f32[]": "0.0"],
      gives: "f32[3]", "[0.0, -0.0, 0.0]")
  }

  @Test func concatenates() throws {
    try check(
      "concat %a, %b, dim=0", ["i32[2,2]": "[[1, 2], [3, 4]]", "i32[1,2]": "[[7, 8]]"],
      gives: "i32[3,2]", "[[1, 2], [3, 4], [7, 8]]")
    try check(
      "concat %a, %b, %c, dim=1",
      ["i32[2,1]": "[[1], [2]]", "i32[2,0]": "5", "i32[2,2]": "[[3, 4], [5, 6]]"],
      gives: "i32[2,3]", "[[1, 3, 4], [2, 5, 6]]")
    try check("concat %a, dim=0", ["i32[1]": "[3]"], gives: "i32[1]", "[3]")
    try check("concat %a, %b, dim=0", ["i32[2]": "1", "i32[1]": "2"], gives: "i32[3]", "[1, 1, 2]")
  }

  @Test func reverses() throws {
    try check(
      "reverse %a, dims=[1]", ["i32[3,2]": "[[1, 2], [3, 4], [5, 6]]"], gives: "i32[3,2]",
      "[[2, 1], [4, 3], [6, 5]]")
    try check(
      "reverse %a, dims=[1, 0]", ["i32[3,2]": "[[1, 2], [3, 4], [5, 6]]"], gives: "i32[3,2]",
      "[[6, 5], [4, 3], [2, 1]]")
    try check("reverse %a, dims=[0]", ["i32[0]": "[]"], gives: "i32[0]", "[]")
  }

  private let square = "[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11], [12, 13, 14, 15]]"

  @Test func dynamicSlicesMoveIntoBounds() throws {
    func slice(_ type: String, _ row: String, _ column: String, _ expected: String) throws {
      try check(
        "dynamic_slice %a, %b, %c, limit=[2, 3]",
        ["i32[4,4]": square, "\(type)[]": row, "\(type)[] ": column], gives: "i32[2,3]", expected)
    }
    try slice("i64", "1", "0", "[[4, 5, 6], [8, 9, 10]]")
    try slice("i64", "-1", "3", "[[1, 2, 3], [5, 6, 7]]")
    try slice("i32", "2147483647", "-2147483648", "[[8, 9, 10], [12, 13, 14]]")
    try slice("u64", "18446744073709551615", "0", "[[8, 9, 10], [12, 13, 14]]")
    try slice("u8", "255", "1", "[[9, 10, 11], [13, 14, 15]]")
    try check("dynamic_slice %a, limit=[]", ["i32[]": "3"], gives: "i32[]", "3")
    try check(
      "dynamic_slice %a, %b, limit=[0]", ["i32[2]": "[1, 2]", "i32[]": "1"], gives: "i32[0]", "[]")
  }

  @Test func dynamicUpdatesMoveIntoBounds() throws {
    try check(
      "dynamic_update_slice %a, %b, %c, %d",
      [
        "i32[4,4]": square, "i32[2,3]": "[[20, 21, 22], [23, 24, 25]]", "i64[]": "4", "i64[] ": "0",
      ],
      gives: "i32[4,4]",
      "[[0, 1, 2, 3], [4, 5, 6, 7], [20, 21, 22, 11], [23, 24, 25, 15]]")
    try check(
      "dynamic_update_slice %a, %b, %c", ["i32[3]": "[1, 2, 3]", "i32[1]": "[9]", "i32[]": "-5"],
      gives: "i32[3]", "[9, 2, 3]")
    try check(
      "dynamic_update_slice %a, %b, %c", ["i32[3]": "[1, 2, 3]", "i32[0]": "[]", "i32[]": "1"],
      gives: "i32[3]", "[1, 2, 3]")
    try check(
      "dynamic_update_slice %a, %b, %c", ["i32[3]": "1", "i32[1]": "2", "i32[]": "1"],
      gives: "i32[3]", "[1, 2, 1]")
  }

}
