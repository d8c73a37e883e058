import GraphIR
import Interpreter
import Scalars
import Testing

/// Leaves and operations on single elements. What the functions give is tested with the scalars;
/// here it is that operations apply the right one.
@Suite struct ElementwiseOperationTests {

  @Test(arguments: UnaryFunction.allCases)
  func unaryFunctions(_ f: UnaryFunction) throws {
    for type in ElementType.allCases where f.isDefined(for: type) {
      let result = f.resultType(for: type)
      let x = [0, 1, 3].map { Scalar(type, integer: $0) }
      let expected = x.map { f.evaluate($0).text }.joined(separator: ", ")
      let text = x.map(\.text).joined(separator: ", ")
      try check(
        "\(f.rawValue) %a", ["\(type)[3]": "[\(text)]"], gives: "\(result)[3]", "[\(expected)]")
    }
  }

  @Test(arguments: BinaryFunction.allCases)
  func binaryFunctions(_ f: BinaryFunction) throws {
    for type in ElementType.allCases where f.isDefined(for: type) {
      let (x, y) = (
        [0, 1, 5, 7].map { Scalar(type, integer: $0) },
        [1, 1, 2, 3].map { Scalar(type, integer: $0) }
      )
      let expected = zip(x, y).map { f.evaluate($0, $1).text }.joined(separator: ", ")
      try check(
        "\(f.rawValue) %a, %b",
        [
          "\(type)[4]": "[\(x.map(\.text).joined(separator: ", "))]",
          "\(type)[4] ": "[\(y.map(\.text).joined(separator: ", "))]",
        ], gives: "\(type)[4]", "[\(expected)]")
    }
  }

  @Test func functionsHaveTheSpecifiedValues() throws {
    try check("abs %a", ["i8[4]": "[-2, 0, 2, -128]"], gives: "i8[4]", "[2, 0, 2, -128]")
    try check(
      "sign %a", ["f32[5]": "[-inf, -0.0, 0.0, 3.0, nan]"], gives: "f32[5]",
      "[-1.0, -0.0, 0.0, 1.0, nan]")
    try check(
      "round_even %a", ["f32[6]": "[-2.5, 0.4, 0.5, 0.6, 2.5, 3.5]"], gives: "f32[6]",
      "[-2.0, 0.0, 0.0, 1.0, 2.0, 4.0]")
    try check(
      "round_away %a", ["f32[6]": "[-2.5, 0.4, 0.5, 0.6, 2.5, 3.5]"], gives: "f32[6]",
      "[-3.0, 0.0, 1.0, 1.0, 3.0, 4.0]")
    try check(
      "div %a, %b", ["i32[4]": "[17, -17, 17, -17]", "i32[4] ": "[3, 3, -3, 0]"], gives: "i32[4]",
      "[5, -5, -5, -1]")
    try check(
      "rem %a, %b", ["i32[4]": "[17, -17, 17, -17]", "i32[4] ": "[3, 3, -3, 0]"], gives: "i32[4]",
      "[2, -2, 2, -17]")
    try check(
      "pow %a, %b", ["i64[6]": "[-1, -1, -3, 1, -3, 0]", "i64[6] ": "[1, 0, -3, -3, 3, 2]"],
      gives: "i64[6]", "[-1, 1, 0, 1, -27, 0]")
    try check(
      "max %a, %b", ["f32[4]": "[nan, 1.0, -0.0, 2.0]", "f32[4] ": "[1.0, nan, 0.0, inf]"],
      gives: "f32[4]", "[nan, nan, 0.0, inf]")
    try check(
      "min %a, %b", ["f32[4]": "[nan, 1.0, -0.0, 2.0]", "f32[4] ": "[1.0, nan, 0.0, -inf]"],
      gives: "f32[4]", "[nan, nan, -0.0, -inf]")
    try check("popcnt %a", ["u8[4]": "[0, 1, 2, 127]"], gives: "u8[4]", "[0, 1, 1, 7]")
    try check("clz %a", ["i16[4]": "[0, 1, 2, -1]"], gives: "i16[4]", "[16, 15, 14, 0]")
    try check(
      "is_finite %a", ["f16[4]": "[-inf, 65504.0, nan, 0.0]"], gives: "i1[4]",
      "[false, true, false, true]")
  }

  @Test func comparisonsOrderFloatsPartiallyOrTotally() throws {
    let operands: KeyValuePairs = [
      "f32[5]": "[1.0, nan, -0.0, nan, -inf]", "f32[5] ": "[2.0, 1.0, 0.0, nan, -inf]",
    ]
    try check(
      "compare lt %a, %b", operands, gives: "i1[5]", "[true, false, false, false, false]")
    try check("compare ne %a, %b", operands, gives: "i1[5]", "[true, true, false, true, false]")
    try check(
      "compare ge %a, %b", operands, gives: "i1[5]", "[false, false, true, false, true]")
    try check(
      "compare lt %a, %b, order=total", operands, gives: "i1[5]",
      "[true, false, true, false, false]")
    try check(
      "compare eq %a, %b, order=total", operands, gives: "i1[5]",
      "[false, false, false, true, true]")
    try check(
      "compare gt %a, %b", ["u8[2]": "[200, 1]", "u8[2] ": "[100, 2]"], gives: "i1[2]",
      "[true, false]")
  }

  @Test func scalarsStandForAllIndices() throws {
    try check(
      "select %a, %b, %c",
      ["i1[]": "false", "i32[2]": "[1, 2]", "i32[2] ": "[3, 4]"], gives: "i32[2]", "[3, 4]")
    try check(
      "select %a, %b, %c",
      ["i1[2]": "[false, true]", "i32[2]": "[1, 2]", "i32[2] ": "[3, 4]"], gives: "i32[2]", "[3, 2]"
    )
    try check(
      "clamp %a, %b, %c",
      ["i64[3]": "[1, 5, -5]", "i64[3] ": "[2, 3, -1]", "i64[3]  ": "[3, 7, -3]"],
      gives: "i64[3]", "[2, 5, -3]")
    try check(
      "clamp %a, %b, %c", ["i64[3]": "[0, 0, -2]", "i64[3] ": "[2, 3, -1]", "i64[]": "1"],
      gives: "i64[3]", "[1, 1, -1]")
    // The upper bound wins where the bounds cross, and NaN stays.
    try check(
      "clamp %a, %b, %c", ["f32[]": "5.0", "f32[2]": "[1.0, nan]", "f32[] ": "3.0"],
      gives: "f32[2]", "[3.0, nan]")
  }

  @Test func conversionsRoundOnceTruncateAndSaturate() throws {
    try check(
      "convert %a : i8[5]", ["f32[5]": "[-129.0, -1.9, 1.9, 300.0, nan]"], gives: "i8[5]",
      "[-128, -1, 1, 127, 0]")
    try check("convert %a : u8[2]", ["i32[2]": "[-1, 257]"], gives: "u8[2]", "[255, 1]")
    try check(
      "convert %a : i1[4]", ["f32[4]": "[0.0, -0.0, 0.5, nan]"], gives: "i1[4]",
      "[false, false, true, true]")
    try check("convert %a : f32[2]", ["i1[2]": "[true, false]"], gives: "f32[2]", "[1.0, 0.0]")
    try check(
      "convert %a : f32[1]", ["i64[1]": "[9007200328482817]"], gives: "f32[1]",
      "[9007200328482816.0]")
    try check("convert %a : bf16[1]", ["f32[1]": "[1.00390625]"], gives: "bf16[1]", "[1.0]")
  }

  @Test func bitcastsKeepBits() throws {
    try check(
      "bitcast %a : i32[2]", ["f32[2]": "[1.0, -0.0]"], gives: "i32[2]", "[1065353216, -2147483648]"
    )
    try check(
      "bitcast %a : u8[1,4]", ["u32[1]": "[16909060]"], gives: "u8[1,4]", "[[4, 3, 2, 1]]")
    try check("bitcast %a : u32[1]", ["u8[1,4]": "[[4, 3, 2, 1]]"], gives: "u32[1]", "[16909060]")
    try check("bitcast %a : u16[4]", ["u64[]": "281483566841860"], gives: "u16[4]", "[4, 3, 2, 1]")
    try check("bitcast %a : u16[3]", ["u8[3,2]": "1"], gives: "u16[3]", "257")
    try check(
      "bitcast %a : u8[3,2]", ["u16[3]": "258"], gives: "u8[3,2]", "[[2, 1], [2, 1], [2, 1]]")
    try check("bitcast %a : f64[0]", ["u8[0,8]": "[]"], gives: "f64[0]", "[]")
  }

  @Test func iotasCountAlongOneAxis() throws {
    try check("iota dim=0 : i32[2,3]", [:], gives: "i32[2,3]", "[[0, 0, 0], [1, 1, 1]]")
    try check("iota dim=1 : f16[2,3]", [:], gives: "f16[2,3]", "[[0.0, 1.0, 2.0], [0.0, 1.0, 2.0]]")
    try check("iota dim=0 : u8[0,3]", [:], gives: "u8[0,3]", "[]")
    let wrapped = try #require(
      try run("func @main() -> u8[258] {\n%0 = iota dim=0 : u8[258]\nreturn %0\n}").first)
    #expect(wrapped[255] == Scalar(.u8, integer: 255))
    #expect(wrapped[257] == Scalar(.u8, integer: 1))
  }

  @Test func emptyTensorsHaveNoElements() throws {
    try check("add %a, %b", ["f32[0]": "[]", "f32[0] ": "[]"], gives: "f32[0]", "[]")
    try check("add %a, %b", ["f32[2,0]": "1.0", "f32[2,0] ": "[]"], gives: "f32[2,0]", "[]")
    try check("compare lt %a, %b", ["i8[0]": "[]", "i8[0] ": "[]"], gives: "i1[0]", "[]")
  }

  @Test func splatsStaySplats() throws {
    let text = """
      func @main(%p: i1[1000000,1000000]) -> f32[1000000,1000000] {
        %0 = const 2.0 : f32[1000000,1000000]
        %1 = mul %0, %0
        %2 = select %p, %1, %0
        %3 = transpose %2, permutation=[1, 0]
        %4 = pad %3, 4.0, low=[0, 0], high=[1000000, 0]
        %5 = slice %4, start=[5, 0], limit=[1000005, 1000000]
        return %5
      }
      """
    let result = try run(text, ["true"])
    #expect(result.first?.splatElement == Scalar(.f32, 4.0))
  }

}
