import GraphIR
import Scalars
import Testing

extension TypeInferenceTests {

  @Test(arguments: [
    InferenceCase(
      .reduce, ["f32[B,3]", "i32[B,3]", "f32[]", "i32[]"], [.dims: .integers([1])],
      regions: [region(["f32[]", "i32[]", "f32[]", "i32[]"], ["f32[]", "i32[]"])],
      gives: "f32[B] i32[B]"
    ),
    InferenceCase(
      .reduce, ["f32[2]", "f32[]", "f32[]"], [.dims: .integers([0])], regions: [region([], [])],
      gives: "reduce: takes as many initial values as inputs (C1)"),
    InferenceCase(
      .reduce, ["f32[2]", "f64[]"], [.dims: .integers([0])], regions: [region([], [])],
      gives: "reduce: the initial value for f32[2] is f32[], not f64[] (C1)"),
    InferenceCase(
      .reduce, ["f32[2]", "f32[]"], [.dims: .integers([1])], regions: [region([], [])],
      gives: "reduce: dims has axis 1 of 1 axis (C2)"),
    InferenceCase(
      .reduce, ["f32[2]", "f32[]"], [.dims: .integers([0])],
      regions: [region(["f32[]"], ["f32[]"])],
      gives: "reduce: the region takes (f32[], f32[]), not (f32[]) (C3)"),
    InferenceCase(
      .reduce, ["f32[2]", "f32[]"], [.dims: .integers([0])],
      regions: [region(["f32[]", "f32[]"], ["f32[2]"])],
      gives: "reduce: the region yields (f32[]), not (f32[2]) (C3)"),
    InferenceCase(
      .reduce, ["f32[2]", "f32[]"], [.dims: .integers([0])],
      gives: "reduce: has 0 regions instead of combine"),
    InferenceCase(
      .reduce, ["f32[2,3]", "f32[]"], [.dims: .integers([0])],
      regions: [region(["f32[]", "f32[]"], ["f32[]"])], declared: ["f32[2]"],
      gives: "reduce: the result has type f32[3], but f32[2] is written (C5)"),
    InferenceCase(
      .dotGeneral, ["f32[2,A,4]", "f32[B,4,2]"],
      [
        .lhsBatch: .integers([0]), .rhsBatch: .integers([2]), .lhsContract: .integers([2]),
        .rhsContract: .integers([1]),
      ], gives: "f32[2,A,B]"),
    InferenceCase(
      .dotGeneral, ["bf16[2]", "bf16[2]"],
      [.lhsContract: .integers([0]), .rhsContract: .integers([0])], declared: ["f32[]"],
      gives: "f32[]"),
    InferenceCase(
      .dotGeneral, ["f32[2]", "f64[2]"],
      [.lhsContract: .integers([0]), .rhsContract: .integers([0])],
      gives: "dot_general: the elements of f32[2] and f64[2] differ (C1)"),
    InferenceCase(
      .dotGeneral, ["f32[2]", "f32[2]"],
      [.lhsContract: .integers([0]), .rhsContract: .integers([])],
      gives: "dot_general: lhs_contract has 1 axis, rhs_contract 0 (C2)"),
    InferenceCase(
      .dotGeneral, ["f32[2]", "f32[2]"],
      [.lhsContract: .integers([0]), .rhsContract: .integers([1])],
      gives:
        "dot_general: an axis is out of range or named twice for operands f32[2] and f32[2] (C3)"),
    InferenceCase(
      .dotGeneral, ["f32[2]", "f32[3]"],
      [.lhsContract: .integers([0]), .rhsContract: .integers([0])],
      gives: "dot_general: axis 0 of f32[2] and axis 0 of f32[3] differ in size (C4)"),
    InferenceCase(
      .dotGeneral, ["f32[2,3]", "f32[3]"],
      [.lhsContract: .integers([1]), .rhsContract: .integers([0])], declared: ["f32[3]"],
      gives: "dot_general: the result has type f32[2], but f32[3] is written (C5)"),
    InferenceCase(
      .dotGeneral, ["f32[2]", "f32[2]"],
      [.lhsContract: .integers([0]), .rhsContract: .integers([0])], declared: ["f16[]"],
      gives: "dot_general: sums of f32 have elements f32 or wider ones of that kind, not f16 (C6)"),
  ])
  func reductionAndContraction(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  @Test(arguments: [
    InferenceCase(
      .convolution, ["f32[B,4,9,9]", "f32[8,2,3,3]"],
      [
        .layout: .string("bf01_oi01->bf01"), .stride: .integers([2, 1]),
        .padLow: .integers([1, 0]), .padHigh: .integers([1, 0]), .rhsDilation: .integers([1, 2]),
        .featureGroups: .integer(2),
      ], gives: "f32[B,8,5,5]"),
    InferenceCase(
      .convolution, ["i8[6,3]", "i8[4,3]"],
      [.layout: .string("bf_oi->fb"), .batchGroups: .integer(2)], declared: ["i32[4,3]"],
      gives: "i32[4,3]"),
    InferenceCase(
      .convolution, ["f32[6,3]", "f32[4,3,2]"], [.layout: .string("bf_oi->bf")],
      gives:
        "convolution: f32[6,3] and f32[4,3,2] do not have the same elements and rank, at least 2 (C1)"
    ),
    InferenceCase(
      .convolution, ["f32[6,3]", "f32[4,3]"], [.layout: .string("bf_oo->bf")],
      gives: "convolution: layout \"bf_oo->bf\" does not name 2 axes of each shape (C2)"),
    InferenceCase(
      .convolution, ["f32[6,3]", "f32[4,3]"],
      [.layout: .string("bf_oi->bf"), .stride: .integers([1])],
      gives: "convolution: stride has 1 number for 0 axes (C3)"),
    InferenceCase(
      .convolution, ["f32[6,3,9]", "f32[4,3,3]"],
      [.layout: .string("bf0_oi0->bf0"), .lhsDilation: .integers([0])],
      gives: "convolution: lhs_dilation has 0, which is not positive (C4)"),
    InferenceCase(
      .convolution, ["f32[6,3]", "f32[4,3]"],
      [.layout: .string("bf_oi->bf"), .featureGroups: .integer(2), .batchGroups: .integer(2)],
      gives: "convolution: groups are positive and not of both features and batch: 2, 2 (C5)"),
    InferenceCase(
      .convolution, ["f32[6,3]", "f32[4,2]"], [.layout: .string("bf_oi->bf")],
      gives: "convolution: 3 input features are not 1 × 2 (C6)"),
    InferenceCase(
      .convolution, ["f32[6,4]", "f32[3,2]"],
      [.layout: .string("bf_oi->bf"), .featureGroups: .integer(2)],
      gives: "convolution: 3 output features are not divisible by 2 (C7)"),
    InferenceCase(
      .convolution, ["f32[5,4]", "f32[4,4]"],
      [.layout: .string("bf_oi->bf"), .batchGroups: .integer(2)],
      gives: "convolution: a batch of 5 is not divisible by 2 (C7)"),
    InferenceCase(
      .convolution, ["f32[5,4,N]", "f32[4,4,3]"], [.layout: .string("bf0_oi0->bf0")],
      gives: "convolution: space axis 0 has no known size (C8)"),
    InferenceCase(
      .convolution, ["f32[6,3]", "f32[4,3]"], [.layout: .string("bf_oi->bf")],
      declared: ["i64[6,4]"],
      gives: "convolution: sums of f32 have elements f32 or wider ones of that kind, not i64 (C9)"),
    InferenceCase(
      .convolution, ["f32[1,1,2]", "f32[1,1,3]"], [.layout: .string("bf0_oi0->bf0")],
      gives: "f32[1,1,0]"),
    InferenceCase(
      .convolution, ["i8[1,1,1048576]", "i8[1,1,1]"],
      [.layout: .string("bf0_oi0->bf0"), .lhsDilation: .integers([1 << 48])],
      gives: "convolution: space axis 0 has too many elements (C8)"),
  ])
  func convolutions(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  @Test(arguments: [
    InferenceCase(
      .call, ["f32[B,3]", "i8[3]"], [.callee: .callee("f")],
      callee: function(["f32[N,M]", "i8[M]"], ["f32[M,N]"]), gives: "f32[3,B]"),
    InferenceCase(.call, [], [.callee: .callee("f")], gives: "call: there is no function @f (C1)"),
    InferenceCase(
      .call, ["f32[2]"], [.callee: .callee("f")], callee: function([], []),
      gives: "call: the function takes 0 operands, not 1 (C2)"),
    InferenceCase(
      .call, ["f32[2]", "f32[3]"], [.callee: .callee("f")],
      callee: function(["f32[N]", "f32[N]"], []),
      gives: "call: operand 1 is f32[3] instead of f32[2], for f32[N] (C2)"),
    InferenceCase(
      .call, [], [.callee: .callee("f")], callee: function([], ["f32[N]"]),
      gives: "call: no operand gives the size N of the result f32[N] (C3)"),
    InferenceCase(
      .if, ["i1[]"], regions: [region([], ["f32[2]"]), region([], ["f32[2]"])], gives: "f32[2]"),
    InferenceCase(
      .if, ["i8[]"], regions: [region([], []), region([], [])],
      gives: "if: the operand is i1[], not i8[] (C1)"),
    InferenceCase(
      .if, ["i1[]"], regions: [region([], []), region([], ["f32[2]"])],
      gives: "if: regions yield () and (f32[2]) (C2)"),
    InferenceCase(
      .if, ["i1[]"], regions: [region([], []), region([], [])], declared: ["f32[]"],
      gives: "if: has 0 results, but 1 type is written (C3)"),
    InferenceCase(
      .case, ["i32[]"],
      regions: [region([], ["u8[]"]), region([], ["u8[]"]), region([], ["u8[]"])],
      gives: "u8[]"),
    InferenceCase(
      .case, ["i64[]"], regions: [region([], [])],
      gives: "case: the operand is i32[], not i64[] (C1)"),
    InferenceCase(
      .case, ["i32[]"], regions: [region(["i8[]"], [])],
      gives: "case: a region takes arguments (i8[]) (C2)"),
    InferenceCase(.case, ["i32[]"], gives: "case: has 0 regions instead of branch"),
    InferenceCase(
      .while, ["f32[2]"], regions: [region(["f32[2]"], ["i1[]"]), region(["f32[2]"], ["f32[2]"])],
      gives: "f32[2]"),
    InferenceCase(
      .while, ["f32[2]"], regions: [region([], ["i1[]"]), region(["f32[2]"], ["f32[2]"])],
      gives: "while: cond takes (), but the operands are (f32[2]) (C1)"),
    InferenceCase(
      .while, ["f32[2]"], regions: [region(["f32[2]"], []), region(["f32[2]"], ["f32[2]"])],
      gives: "while: cond yields () instead of (i1[]) (C2)"),
    InferenceCase(
      .while, ["f32[2]"], regions: [region(["f32[2]"], ["i1[]"]), region(["f32[2]"], [])],
      gives: "while: body yields (), but the operands are (f32[2]) (C3)"),
    InferenceCase(
      .fusion, ["f32[2]"], [.kind: .keyword("loop")], regions: [region(["f32[2]"], ["f32[4]"])],
      gives: "f32[4]"),
    InferenceCase(
      .fusion, ["f32[2]"], [.kind: .keyword("loop")], regions: [region(["f32[3]"], ["f32[4]"])],
      gives: "fusion: the region takes (f32[3]), but the operands are (f32[2]) (C1)"),
    InferenceCase(
      .fusion, ["f32[2]"], [.kind: .keyword("loop")], regions: [region(["f32[2]"], ["f32[4]"])],
      declared: ["f32[2]"],
      gives: "fusion: the result has type f32[4], but f32[2] is written (C2)"),
    InferenceCase(.yield, ["f32[2]"], gives: ""),
  ])
  func control(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

}
