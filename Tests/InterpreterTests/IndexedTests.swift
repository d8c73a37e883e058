import GraphIR
import Interpreter
import Testing

/// Operations that find elements by indices which are elements themselves.
@Suite struct IndexedTests {

  /// The numbers from 1 on as elements of a tensor with these sizes.
  private func numbers(_ sizes: Int...) -> String {
    var next = 0
    func nest(_ d: Int) -> String {
      guard d < sizes.count else {
        next += 1
        return String(next)
      }
      return "[" + (0..<sizes[d]).map { _ in nest(d + 1) }.joined(separator: ", ") + "]"
    }
    return nest(0)
  }

  /// The example of the StableHLO specification without its batch axes.
  @Test func gathersSlices() throws {
    try check(
      """
      gather %a, %b, offset_dims=[2, 3], collapsed_dims=[0], index_map=[1, 0], index_dim=2,
        slice_sizes=[1, 2, 2]
      """,
      [
        "i64[3,4,2]": numbers(3, 4, 2),
        "i64[2,3,2]": "[[[0, 0], [1, 0], [2, 1]], [[0, 1], [1, 1], [0, 9]]]",
      ], gives: "i64[2,3,2,2]",
      """
      [[[[1, 2], [3, 4]], [[3, 4], [5, 6]], [[13, 14], [15, 16]]],
       [[[9, 10], [11, 12]], [[11, 12], [13, 14]], [[17, 18], [19, 20]]]]
      """)
  }

  /// The example of the StableHLO specification.
  @Test func gathersAlongBatchAxes() throws {
    try check(
      """
      gather %a, %b, offset_dims=[3, 4], collapsed_dims=[1], operand_batch=[0], indices_batch=[1],
        index_map=[2, 1], index_dim=3, slice_sizes=[1, 1, 2, 2]
      """,
      [
        "i32[2,3,4,2]": numbers(2, 3, 4, 2),
        "i32[2,2,3,2]":
          """
        [[[[0, 0], [1, 0], [2, 1]], [[0, 1], [1, 1], [0, 9]]],
         [[[0, 0], [2, 1], [2, 2]], [[1, 2], [0, 1], [1, 0]]]]
        """,
      ], gives: "i32[2,2,3,2,2]",
      """
      [[[[[1, 2], [3, 4]], [[3, 4], [5, 6]], [[13, 14], [15, 16]]],
        [[[33, 34], [35, 36]], [[35, 36], [37, 38]], [[41, 42], [43, 44]]]],
       [[[[1, 2], [3, 4]], [[13, 14], [15, 16]], [[21, 22], [23, 24]]],
        [[[43, 44], [45, 46]], [[33, 34], [35, 36]], [[27, 28], [29, 30]]]]]
      """)
  }

  private let square = "[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]"

  @Test func indexVectorsLieAlongAnyAxis() throws {
    try check(
      "gather %a, %b, offset_dims=[1], collapsed_dims=[0], index_map=[0, 1], index_dim=0, slice_sizes=[1, 2]",
      ["i32[3,4]": square, "i8[2,2]": "[[2, 0], [1, 3]]"], gives: "i32[2,2]", "[[9, 10], [2, 3]]")
  }

  @Test func positionsMoveIntoBounds() throws {
    func columns(_ type: String, _ indices: String, _ expected: String) throws {
      try check(
        "gather %a, %b, offset_dims=[0], collapsed_dims=[1], index_map=[1], slice_sizes=[3, 1]",
        ["i32[3,4]": square, type: indices], gives: "i32[3,3]", expected)
    }
    try columns("i32[3]", "[2, -5, 7]", "[[2, 0, 3], [6, 4, 7], [10, 8, 11]]")
    try columns("u64[3]", "[18446744073709551615, 0, 4]", "[[3, 0, 3], [7, 4, 7], [11, 8, 11]]")
    try columns(
      "i64[3]", "[9223372036854775807, -9223372036854775808, 1]",
      "[[3, 0, 1], [7, 4, 5], [11, 8, 9]]")
    try columns("u8[3]", "255", "[[3, 3, 3], [7, 7, 7], [11, 11, 11]]")
  }

  @Test func gathersOfFewElements() throws {
    try check(
      "gather %a, %b, collapsed_dims=[0], index_map=[0], slice_sizes=[1]",
      ["f32[2]": "[1.5, 2.5]", "i32[]": "1"], gives: "f32[]", "2.5")
    try check(
      "gather %a, %b, offset_dims=[0], slice_sizes=[2], index_dim=0",
      ["i1[2]": "[false, true]", "i32[0]": "[]"], gives: "i1[2]", "[false, true]")
    try check(
      "gather %a, %b, offset_dims=[1], index_map=[0], slice_sizes=[0]",
      ["i32[2]": "[1, 2]", "i32[3]": "0"], gives: "i32[3,0]", "[]")
    try check(
      "gather %a, %b, collapsed_dims=[0], index_map=[0], slice_sizes=[0]",
      ["i32[0]": "[]", "i32[2]": "0"], gives: "i32[2]", "[0, 0]")
    try check(
      "gather %a, %b, collapsed_dims=[0], index_map=[0], slice_sizes=[1]",
      ["i32[4]": "7", "i32[2]": "[3, 1]"], gives: "i32[2]", "[7, 7]")
  }

  // MARK: Scatter

  /// The example of the StableHLO specification without its batch axes.
  @Test func scattersSlices() throws {
    try check(
      """
      scatter add %a, %b, %c, window_dims=[2, 3], inserted_dims=[0], index_map=[1, 0], index_dim=2
      """,
      [
        "i64[3,4,2]": numbers(3, 4, 2),
        "i64[2,3,2]": "[[[0, 2], [1, 0], [2, 1]], [[0, 1], [1, 0], [0, 9]]]",
        "i64[2,3,2,2]": "1",
      ], gives: "i64[3,4,2]",
      """
      [[[1, 2], [5, 6], [7, 8], [7, 8]], [[10, 11], [12, 13], [14, 15], [16, 17]],
       [[18, 19], [20, 21], [21, 22], [23, 24]]]
      """)
  }

  /// The example of the StableHLO specification.
  @Test func scattersAlongBatchAxes() throws {
    try check(
      """
      scatter add %a, %b, %c, window_dims=[3, 4], inserted_dims=[1], operand_batch=[0],
        indices_batch=[1], index_map=[2, 1], index_dim=3
      """,
      [
        "i32[2,3,4,2]": numbers(2, 3, 4, 2),
        "i32[2,2,3,2]":
          """
        [[[[0, 0], [1, 0], [2, 1]], [[0, 1], [1, 1], [0, 9]]],
         [[[0, 0], [2, 1], [2, 2]], [[1, 2], [0, 1], [1, 0]]]]
        """,
        "i32[2,2,3,2,2]": "1",
      ], gives: "i32[2,3,4,2]",
      """
      [[[[3, 4], [6, 7], [6, 7], [7, 8]], [[9, 10], [11, 12], [15, 16], [17, 18]],
        [[17, 18], [19, 20], [22, 23], [24, 25]]],
       [[[25, 26], [28, 29], [30, 31], [31, 32]], [[35, 36], [38, 39], [38, 39], [39, 40]],
        [[41, 42], [44, 45], [46, 47], [47, 48]]]]
      """)
  }

  @Test func elementsOutOfBoundsAreLeftOut() throws {
    func columns(_ type: String, _ indices: String, _ expected: String) throws {
      try check(
        "scatter add %a, %b, %c, window_dims=[1], inserted_dims=[0], index_map=[1]",
        ["i32[3,4]": square, type: indices, "i32[3,2]": "[[10, 20], [30, 40], [50, 60]]"],
        gives: "i32[3,4]", expected)
    }
    try columns("i32[3]", "[2, -1, 3]", "[[40, 1, 12, 73], [4, 5, 6, 7], [8, 9, 10, 11]]")
    try columns(
      "u64[3]", "[18446744073709551615, 0, 4]", "[[30, 41, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]")
    try columns(
      "i64[3]", "[9223372036854775807, -9223372036854775808, 9223372036854775806]",
      "[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]")
  }

  @Test func updatesAreAppliedInOrder() throws {
    try check(
      "scatter set %a, %b, %c, inserted_dims=[0], index_map=[0]",
      ["i32[3]": "[1, 2, 3]", "i32[4]": "[2, 0, 2, 0]", "i32[4]  ": "[10, 20, 30, 40]"],
      gives: "i32[3]", "[40, 2, 30]")
    let digits = """
      scatter %a, %b, %c, inserted_dims=[0], index_map=[0] combine(%x: i32[], %y: i32[]) {
        %0 = mul %x, 10
        %1 = add %0, %y
        yield %1
      }
      """
    try check(
      digits,
      ["i32[2]": "[0, 5]", "i32[2,2]": "[[0, 0], [1, 0]]", "i32[2,2] ": "[[1, 2], [3, 4]]"],
      gives: "i32[2]", "[124, 53]")
    // Each sum is rounded.
    try check(
      "scatter add %a, %b, %c, inserted_dims=[0], index_map=[0]",
      ["bf16[1]": "[256.0]", "i32[3]": "0", "bf16[3]": "1.0"], gives: "bf16[1]", "[256.0]")
  }

  @Test func scattersOfFewElements() throws {
    try check(
      "scatter mul %a, %b, %c, index_dim=0",
      ["f32[]": "3.0", "i32[0]": "[]", "f32[]  ": "2.0"], gives: "f32[]", "6.0")
    try check(
      "scatter add %a, %b, %c, inserted_dims=[0], index_map=[0]",
      ["f32[2]": "[1.0, 2.0]", "i32[0]": "[]", "f32[0]": "[]"], gives: "f32[2]", "[1.0, 2.0]")
    try check(
      "scatter add %a, %b, %c, inserted_dims=[0], index_map=[0]",
      ["f32[0]": "[]", "i32[1]": "0", "f32[1]": "1.0"], gives: "f32[0]", "[]")
    try check(
      "scatter or %a, %b, %c, inserted_dims=[0], index_map=[0]",
      ["i1[3]": "false", "i32[1]": "1", "i1[1]": "true"], gives: "i1[3]", "[false, true, false]")
  }

  /// Keeps the largest value at each position, and where that came from.
  @Test func scattersSeveralTensors() throws {
    let text = """
      func @main(%x: f32[3], %n: i32[3], %at: i32[4], %u: f32[4], %v: i32[4]) -> (f32[3], i32[3]) {
        %y, %m = scatter %x, %n, %at, %u, %v, inserted_dims=[0], index_map=[0]
            combine(%a: f32[], %b: i32[], %c: f32[], %d: i32[]) {
          %p, %q = call @larger(%a, %b, %c, %d)
          yield %p, %q
        }
        return %y, %m
      }
      func @larger(%a: f32[], %b: i32[], %c: f32[], %d: i32[]) -> (f32[], i32[]) {
        %0 = compare ge %a, %c
        %1 = select %0, %a, %c
        %2 = select %0, %b, %d
        return %1, %2
      }
      """
    try check(
      text, ["[1, 1, 1]", "-1", "[2, 0, 2, 3]", "[5, 0.5, 7, 9]", "[0, 1, 2, 3]"],
      gives: "[1, 1, 7]", "[-1, -1, 2]")
  }

}
