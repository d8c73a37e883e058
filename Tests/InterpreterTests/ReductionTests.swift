import GraphIR
import Interpreter
import Scalars
import Testing

@Suite struct ReductionTests {

  @Test func sumsOverAxes() throws {
    let x: KeyValuePairs = ["i64[1,6]": "[[0, 1, 2, 3, 4, 5]]"]
    try check("reduce add %a, 0, dims=[1]", x, gives: "i64[1]", "[15]")
    try check("reduce add %a, 10, dims=[0]", x, gives: "i64[6]", "[10, 11, 12, 13, 14, 15]")
    try check("reduce add %a, 0, dims=[1, 0]", x, gives: "i64[]", "15")
    try check("reduce add %a, 0, dims=[]", x, gives: "i64[1,6]", "[[0, 1, 2, 3, 4, 5]]")
  }

  @Test func everyCombiner() throws {
    let x: KeyValuePairs = ["i32[2,3]": "[[3, 1, 2], [7, 5, 6]]"]
    try check("reduce mul %a, 1, dims=[1]", x, gives: "i32[2]", "[6, 210]")
    try check("reduce max %a, 2, dims=[0]", x, gives: "i32[3]", "[7, 5, 6]")
    try check("reduce min %a, 2, dims=[0]", x, gives: "i32[3]", "[2, 1, 2]")
    try check("reduce and %a, -1, dims=[1]", x, gives: "i32[2]", "[0, 4]")
    try check("reduce or %a, 0, dims=[1]", x, gives: "i32[2]", "[3, 7]")
    try check("reduce xor %a, 0, dims=[1]", x, gives: "i32[2]", "[0, 4]")
    try check(
      "reduce and %a, true, dims=[1]", ["i1[2,2]": "[[true, true], [true, false]]"],
      gives: "i1[2]", "[true, false]")
  }

  @Test func noElementsGiveTheInitialValue() throws {
    try check("reduce add %a, 5.0, dims=[1]", ["f32[2,0]": "[]"], gives: "f32[2]", "[5.0, 5.0]")
    try check("reduce add %a, 5.0, dims=[0]", ["f32[2,0]": "[]"], gives: "f32[0]", "[]")
    try check(
      "reduce add %a, 5.0, dims=[0]", ["f32[0]": "3.0"], gives: "f32[]", "5.0")
  }

  @Test func floatsKeepNaNAndZeros() throws {
    try check(
      "reduce max %a, -inf, dims=[1]", ["f32[2,3]": "[[1.0, nan, 2.0], [-0.0, 0.0, -0.0]]"],
      gives: "f32[2]", "[nan, 0.0]")
    try check("reduce add %a, -0.0, dims=[0]", ["f32[2]": "-0.0"], gives: "f32[]", "-0.0")
    try check("reduce add %a, 0.0, dims=[0]", ["f32[2]": "-0.0"], gives: "f32[]", "0.0")
  }

  @Test func narrowFloatsAreSummedInSinglePrecision() throws {
    let ones = "[" + Array(repeating: "1.0", count: 600).joined(separator: ", ") + "]"
    try check("reduce add %a, 0.0, dims=[0]", ["bf16[600]": ones], gives: "bf16[]", "600.0")
    try check("reduce add %a, 0.0, dims=[0]", ["bf16[600]": "1.0"], gives: "bf16[]", "600.0")
    try check(
      "reduce add %a, 0.0, dims=[0]", ["f16[3]": "[60000.0, 60000.0, -60000.0]"], gives: "f16[]",
      "60000.0")
  }

  @Test func splatsGiveSplats() throws {
    let text = """
      func @main() -> f32[1000000,1000000] {
        %0 = const 2.0 : f32[1000000,3,1000000]
        %1 = reduce add %0, 1.0, dims=[1]
        return %1
      }
      """
    #expect(try run(text).first?.splatElement == Scalar(.f32, 7.0))
  }

  /// The largest element and its position, the first one of equal elements.
  private func argmax(_ content: String, functions: String = "") -> String {
    """
    func @main(%x: f32[2,3]) -> (f32[2], i32[2]) {
      %i = iota dim=1 : i32[2,3]
      %v, %n = reduce %x, %i, -inf, 0, dims=[1] combine(%p: f32[], %q: i32[], %r: f32[], %t: i32[]) {
    \(content)
      }
      return %v, %n
    }
    \(functions)
    """
  }

  @Test func regionsCombineSeveralOperands() throws {
    let text = argmax(
      """
      %0 = compare ge %p, %r
      %1 = select %0, %p, %r
      %2 = select %0, %q, %t
      yield %1, %2
      """)
    try check(
      text, ["[[1.0, 3.0, 3.0], [-1.0, -5.0, -2.0]]"], gives: "[3.0, -1.0]", "[1, 0]")
  }

  @Test func regionsCallFunctions() throws {
    let text = argmax(
      """
      %1, %2 = call @larger(%p, %q, %r, %t)
      yield %1, %2
      """,
      functions: """
        func @larger(%p: f32[], %q: i32[], %r: f32[], %t: i32[]) -> (f32[], i32[]) {
          %0 = compare ge %p, %r
          %1 = select %0, %p, %r
          %2 = select %0, %q, %t
          return %1, %2
        }
        """)
    try check(
      text, ["[[1.0, 3.0, 3.0], [-1.0, -5.0, -2.0]]"], gives: "[3.0, -1.0]", "[1, 0]")
  }

  @Test func elementsAreCombinedInRowMajorOrder() throws {
    let text = """
      func @main(%x: i32[2,3,2]) -> i32[3] {
        %0 = reduce %x, 0, dims=[2, 0] combine(%p: i32[], %q: i32[]) {
          %1 = const 10 : i32[]
          %2 = mul %p, %1
          %3 = add %2, %q
          yield %3
        }
        return %0
      }
      """
    try check(
      text, ["[[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 1], [2, 3]]]"], gives: "[1278, 3491, 5623]")
    // Subtraction is no function that may be applied in any order.
    try check(
      text.replacing("add %2, %q", with: "sub %q, %p"), ["1"], gives: "[0, 0, 0]")
    try check(
      text.replacing("add %2, %q", with: "clamp %1, %2, %q"), ["20"], gives: "[20, 20, 20]")
  }

}
