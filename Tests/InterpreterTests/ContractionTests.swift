import GraphIR
import Interpreter
import Scalars
import Testing

/// Sums of products.
@Suite struct ContractionTests {

  @Test func matrixProducts() throws {
    try check(
      "dot_general %a, %b, lhs_contract=[1], rhs_contract=[0]",
      ["i32[2,3]": "[[1, 2, 3], [4, 5, 6]]", "i32[3,2]": "[[1, 0], [0, 1], [2, 2]]"],
      gives: "i32[2,2]", "[[7, 8], [16, 17]]")
    try check(
      "dot_general %a, %b, lhs_contract=[0], rhs_contract=[1]",
      ["i32[3,2]": "[[1, 4], [2, 5], [3, 6]]", "i32[2,3]": "[[1, 0, 2], [0, 1, 2]]"],
      gives: "i32[2,2]", "[[7, 8], [16, 17]]")
  }

  @Test func batchAxesComeFirst() throws {
    try check(
      "dot_general %a, %b, lhs_batch=[0], rhs_batch=[0], lhs_contract=[2], rhs_contract=[1]",
      [
        "i64[2,2,2]": "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]",
        "i64[2,2,2] ": "[[[1, 0], [0, 1]], [[1, 0], [0, 1]]]",
      ], gives: "i64[2,2,2]", "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]")
    // The batch axis is the last one of both operands.
    try check(
      "dot_general %a, %b, lhs_batch=[1], rhs_batch=[1], lhs_contract=[0], rhs_contract=[0]",
      ["i32[2,3]": "[[1, 2, 3], [4, 5, 6]]", "i32[2,3] ": "[[1, 1, 1], [10, 10, 10]]"],
      gives: "i32[3]", "[41, 52, 63]")
  }

  @Test func noContractingAxesGiveTheOuterProduct() throws {
    try check(
      "dot_general %a, %b, lhs_contract=[], rhs_contract=[]",
      ["i64[2,2]": "[[1, 2], [3, 4]]", "i64[2,2] ": "[[1, 0], [0, 1]]"], gives: "i64[2,2,2,2]",
      "[[[[1, 0], [0, 1]], [[2, 0], [0, 2]]], [[[3, 0], [0, 3]], [[4, 0], [0, 4]]]]")
    try check(
      "dot_general %a, %b, lhs_contract=[], rhs_contract=[]", ["i8[]": "3", "i8[]  ": "5"],
      gives: "i8[]", "15")
  }

  @Test func severalContractingAxesAreMatchedInOrder() throws {
    try check(
      "dot_general %a, %b, lhs_contract=[0, 1], rhs_contract=[1, 0]",
      ["i32[2,3]": "[[1, 2, 3], [4, 5, 6]]", "i32[3,2]": "[[1, 2], [3, 4], [5, 6]]"],
      gives: "i32[]", "86")
  }

  @Test func emptyContractionsAreZero() throws {
    try check(
      "dot_general %a, %b, lhs_contract=[1], rhs_contract=[0]",
      ["f32[2,0]": "[]", "f32[0,1]": "[]"],
      gives: "f32[2,1]", "[[0.0], [0.0]]")
    try check(
      "dot_general %a, %b, lhs_contract=[1], rhs_contract=[0]",
      ["f32[0,2]": "[]", "f32[2,1]": "[[1.0], [2.0]]"], gives: "f32[0,1]", "[]")
    try check(
      "dot_general %a, %b, lhs_contract=[1], rhs_contract=[0]",
      ["f32[2,0]": "2.0", "f32[0,1]": "3.0"],
      gives: "f32[2,1]", "[[0.0], [0.0]]")
  }

  @Test func widerResultsAreComputedInTheirType() throws {
    try check(
      "dot_general %a, %b, lhs_contract=[0], rhs_contract=[0] : i32[]",
      ["i8[2]": "[100, 100]", "i8[2] ": "[100, 50]"], gives: "i32[]", "15000")
    try check(
      "dot_general %a, %b, lhs_contract=[0], rhs_contract=[0]",
      ["i8[2]": "[100, 100]", "i8[2] ": "[100, 50]"], gives: "i8[]", "-104")
    try check(
      "dot_general %a, %b, lhs_contract=[0], rhs_contract=[0] : f32[]",
      ["f16[2]": "[300.0, 1.0]", "f16[2] ": "[300.0, 0.5]"], gives: "f32[]", "90000.5")
    try check(
      "dot_general %a, %b, lhs_contract=[0], rhs_contract=[0]",
      ["f16[2]": "[300.0, -300.0]", "f16[2] ": "[300.0, 300.0]"], gives: "f16[]", "0.0")
    try check(
      "dot_general %a, %b, lhs_contract=[0], rhs_contract=[0] : f64[]",
      ["f32[2]": "[16777216.0, 1.0]", "f32[2] ": "[1.0, 1.0]"], gives: "f64[]", "16777217.0")
    try check(
      "dot_general %a, %b, lhs_contract=[0], rhs_contract=[0]",
      ["i1[3]": "[true, false, true]", "i1[3] ": "[false, true, true]"], gives: "i1[]", "true")
  }

  @Test func splatsGiveSplats() throws {
    let text = """
      func @main(%y: f32[3,2]) -> (f32[1000000,1000000], f32[2,2]) {
        %0 = const 2.0 : f32[1000000,3]
        %1 = dot_general %0, %0, lhs_contract=[1], rhs_contract=[1]
        %2 = slice %0, start=[0, 0], limit=[2, 3]
        %3 = dot_general %2, %y, lhs_contract=[1], rhs_contract=[0]
        return %1, %3
      }
      """
    let results = try run(text, ["[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]"])
    #expect(results[0].splatElement == Scalar(.f32, 12.0))
    #expect(results[1].text == "[[18.0, 24.0], [18.0, 24.0]]")
  }

}
