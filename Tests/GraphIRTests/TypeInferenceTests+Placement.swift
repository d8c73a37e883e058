import GraphIR
import Scalars
import Testing

extension TypeInferenceTests {

  static let twoScalars = region(["f32[]", "f32[]"], ["f32[]"])

  @Test(arguments: [
    reduceWindow(
      "f32[B,4,3]",
      [
        .window: .integers([1, 2, 1]), .stride: .integers([1, 3, 1]),
        .padLow: .integers([0, 1, -1]), .padHigh: .integers([0, 0, 0]),
        .baseDilation: .integers([1, 2, 1]), .windowDilation: .integers([1, 2, 5]),
      ], gives: "f32[B,2,2]"),
    InferenceCase(
      .reduceWindow, ["f32[3]", "i32[3]", "f32[]", "i32[]"], [.window: .integers([2])],
      regions: [region(["f32[]", "i32[]", "f32[]", "i32[]"], ["f32[]", "i32[]"])],
      gives: "f32[2] i32[2]"),
    InferenceCase(
      .reduceWindow, ["f32[3]", "f64[]"], [.window: .integers([2])], regions: [twoScalars],
      gives: "reduce_window: the initial value for f32[3] is f32[], not f64[] (C1)"),
    reduceWindow(
      "f32[3]", [.window: .integers([2, 1])],
      gives: "reduce_window: window has 2 numbers for 1 axis (C2)"),
    reduceWindow(
      "f32[3]", [.window: .integers([1]), .padHigh: .integers([])],
      gives: "reduce_window: pad_high has 0 numbers for 1 axis (C2)"),
    reduceWindow(
      "f32[3]", [.window: .integers([0])],
      gives: "reduce_window: window has 0, which is not positive (C3)"),
    reduceWindow(
      "f32[3]", [.window: .integers([1]), .baseDilation: .integers([-1])],
      gives: "reduce_window: base_dilation has -1, which is not positive (C3)"),
    InferenceCase(
      .reduceWindow, ["f32[3]", "f32[]"], [.window: .integers([2])],
      regions: [region(["f32[]"], ["f32[]"])],
      gives: "reduce_window: the region takes (f32[], f32[]), not (f32[]) (C4)"),
    reduceWindow(
      "f32[B]", [.window: .integers([2])],
      gives: "reduce_window: axis 0 of f32[B] has no known size (C6)"),
    reduceWindow(
      "i8[1048576]", [.window: .integers([1]), .baseDilation: .integers([1 << 48])],
      gives: "reduce_window: axis 0 of i8[1048576] has too many elements (C6)"),
    reduceWindow(
      "f32[3]", [.window: .integers([2])], declared: ["f32[3]"],
      gives: "reduce_window: the result has type f32[2], but f32[3] is written (C6)"),
  ])
  func windows(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  static func reduceWindow(
    _ input: String, _ attributes: KeyValuePairs<AttributeName, Attribute>,
    declared: [String]? = nil, gives expected: String
  ) -> InferenceCase {
    let element = String(input.prefix { $0 != "[" })
    let scalar = "\(element)[]"
    return InferenceCase(
      .reduceWindow, [input, scalar], attributes,
      regions: [region([scalar, scalar], [scalar])], declared: declared, gives: expected)
  }

  @Test(arguments: [
    InferenceCase(
      .sort, ["f32[A,B]", "i8[A,B]"], [.dim: .integer(1)],
      regions: [region(["f32[]", "f32[]", "i8[]", "i8[]"], ["i1[]"])], gives: "f32[A,B] i8[A,B]"),
    InferenceCase(
      .sort, ["f32[A,B]", "i8[A]"], [.dim: .integer(0)], regions: [region([], [])],
      gives: "sort: the shapes of f32[A,B] and i8[A] differ (C1)"),
    InferenceCase(
      .sort, ["f32[]"], [.dim: .integer(0)], regions: [region([], [])],
      gives: "sort: f32[] has no axis 0 (C2)"),
    InferenceCase(
      .sort, ["f32[2]", "i8[2]"], [.dim: .integer(0)],
      regions: [region(["f32[]", "i8[]", "f32[]", "i8[]"], ["i1[]"])],
      gives:
        "sort: the region takes (f32[], f32[], i8[], i8[]), not (f32[], i8[], f32[], i8[]) (C3)"),
    InferenceCase(
      .sort, ["f32[2]"], [.dim: .integer(0)], regions: [twoScalars],
      gives: "sort: the region yields (i1[]), not (f32[]) (C3)"),
    InferenceCase(
      .sort, ["f32[2]"], [.dim: .integer(0)], regions: [region(["f32[]", "f32[]"], ["i1[]"])],
      declared: ["f32[3]"],
      gives: "sort: the result has type f32[2], but f32[3] is written (C5)"),
    InferenceCase(
      .sort, ["f32[A,4]"], [.dim: .integer(1), .limit: .integer(3)],
      regions: [region(["f32[]", "f32[]"], ["i1[]"])], gives: "f32[A,3]"),
    InferenceCase(
      .sort, ["f32[A,4]"], [.dim: .integer(1), .limit: .integer(5)],
      regions: [region(["f32[]", "f32[]"], ["i1[]"])],
      gives: "sort: f32[A,4] has no 5 elements on axis 1 (C6)"),
    InferenceCase(
      .sort, ["f32[4]"], [.dim: .integer(0), .limit: .integer(-1)],
      regions: [region(["f32[]", "f32[]"], ["i1[]"])],
      gives: "sort: f32[4] has no -1 elements on axis 0 (C6)"),
  ])
  func sorts(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  @Test(arguments: [
    InferenceCase(
      .rngBits, ["u64[2]"], [.algorithm: .keyword("threefry")], declared: ["u64[2]", "i8[B]"],
      gives: "u64[2] i8[B]"),
    InferenceCase(
      .rngBits, ["u64[3]"], [.algorithm: .keyword("philox")], declared: ["u64[3]", "u64[]"],
      gives: "u64[3] u64[]"),
    InferenceCase(
      .rngBits, ["u64[3]"], [.algorithm: .keyword("threefry")], declared: ["u64[3]", "u64[]"],
      gives: "rng_bits: the state is u64[2], not u64[3] (C1)"),
    InferenceCase(
      .rngBits, ["u32[2]"], [.algorithm: .keyword("philox")], declared: ["u32[2]", "u64[]"],
      gives: "rng_bits: the state is u64[2] or u64[3], not u32[2] (C1)"),
    InferenceCase(
      .rngBits, ["u64[2]"], [.algorithm: .keyword("philox")],
      gives: "rng_bits: has 2 results, whose types have to be written"),
    InferenceCase(
      .rngBits, ["u64[2]"], [.algorithm: .keyword("philox")], declared: ["u64[3]", "u8[]"],
      gives: "rng_bits: the new state is u64[2], not u64[3] (C2)"),
    InferenceCase(
      .rngBits, ["u64[2]"], [.algorithm: .keyword("philox")], declared: ["u64[2]", "f32[]"],
      gives: "rng_bits: random bits are integers, not f32[] (C3)"),
  ])
  func random(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  @Test(arguments: [
    selectAndScatter(["f32[B,4]", "f32[B,2]", "f32[]"], gives: "f32[B,4]"),
    selectAndScatter(
      ["f32[B,4]", "f64[B,2]", "f32[]"],
      gives: "(f32[B,4], f64[B,2], f32[]) do not have the same elements and a scalar (C1)"),
    selectAndScatter(
      ["f32[B,4]", "f32[B,2]", "f32[1]"],
      gives: "(f32[B,4], f32[B,2], f32[1]) do not have the same elements and a scalar (C1)"),
    selectAndScatter(
      ["f32[4]", "f32[2]", "f32[]"], gives: "window has 2 numbers for 1 axis (C2)"),
    selectAndScatter(
      ["f32[B,4]", "f32[B,2]", "f32[]"], stride: [1, 0],
      gives: "stride has 0, which is not positive (C3)"),
    selectAndScatter(
      ["f32[B,4]", "f32[B,2]", "f32[]"], select: twoScalars,
      gives: "the region yields (i1[]), not (f32[]) (C4)"),
    selectAndScatter(
      ["f32[B,4]", "f32[B,2]", "f32[]"], scatter: region(["f32[]"], ["f32[]"]),
      gives: "the region takes (f32[], f32[]), not (f32[]) (C5)"),
    selectAndScatter(
      ["f32[B,4]", "f32[B,3]", "f32[]"],
      gives: "the windows of f32[B,4] are f32[B,2], not f32[B,3] (C7)"),
    selectAndScatter(
      ["f32[B,4]", "f32[B,2]", "f32[]"], declared: ["f32[4]"],
      gives: "the result has type f32[B,4], but f32[4] is written (C8)"),
  ])
  func selections(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  static func selectAndScatter(
    _ operands: [String], stride: [Int] = [1, 2],
    select: RegionSignature = region(["f32[]", "f32[]"], ["i1[]"]),
    scatter: RegionSignature = twoScalars, declared: [String]? = nil, gives expected: String
  ) -> InferenceCase {
    InferenceCase(
      .selectAndScatter, operands,
      [.window: .integers([1, 2]), .stride: .integers(stride)], regions: [select, scatter],
      declared: declared,
      gives: expected.hasPrefix("f32[B,4]") ? expected : "select_and_scatter: \(expected)")
  }

  @Test(arguments: [
    InferenceCase(
      .scatter, ["f32[A,4,2]", "i64[B,3,2]", "f32[B,2,3,2]"],
      [
        .windowDims: .integers([1, 3]), .insertedDims: .integers([0]),
        .indexMap: .integers([1, 0]), .indexDim: .integer(2),
      ], regions: [twoScalars], gives: "f32[A,4,2]"),
    InferenceCase(
      .scatter, ["f32[3]", "i32[3]", "i8[2]", "f32[2]", "i32[2]"],
      [.insertedDims: .integers([0]), .indexMap: .integers([0])],
      regions: [region([], [])],
      gives: "scatter: the region takes (f32[], i32[], f32[], i32[]), not () (C9)"),
    scatter(
      "f32[3]", "i32[2]", "f64[2]",
      gives: "(f32[3], i32[2], f64[2]) are not tensors, indices and updates of these tensors (C7)"),
    scatter("f32[3]", "f32[2]", "f32[2]", gives: "indices are integers, not f32[2] (C1)"),
    scatter(
      "f32[3]", "i32[2]", "f32[2]", [.insertedDims: .integers([1])],
      gives: "inserted_dims has axis 1 of 1 axis (C2)"),
    scatter(
      "f32[3]", "i32[2]", "f32[2]", [.windowDims: .integers([0])],
      gives: "window_dims is [0], not 0 axes in ascending order (C6)"),
    scatter(
      "f32[3]", "i32[2]", "f32[3]",
      gives: "the axes of f32[3] are not those of i32[2] and slices (C8)"),
    scatter(
      "f32[3]", "i32[2]", "f32[2,1]",
      gives: "the axes of f32[2,1] are not those of i32[2] and slices (C8)"),
    scatter(
      "f32[3,4]", "i32[2]", "f32[5,2]", [.windowDims: .integers([0])],
      gives: "axis 0 of f32[5,2] is not known to fit into axis 1 of f32[3,4] (C8)"),
    scatter(
      "f32[3,4]", "i32[2]", "f32[B,2]", [.windowDims: .integers([0])],
      gives: "axis 0 of f32[B,2] is not known to fit into axis 1 of f32[3,4] (C8)"),
    scatter(
      "f32[3]", "i32[2]", "f32[2]", region: region(["f32[]"], ["f32[]"]),
      gives: "the region takes (f32[], f32[]), not (f32[]) (C9)"),
    scatter(
      "f32[3]", "i32[2]", "f32[2]", region: region(["f32[]", "f32[]"], ["f64[]"]),
      gives: "the region yields (f32[]), not (f64[]) (C9)"),
    scatter(
      "f32[3]", "i32[2]", "f32[2]", declared: ["f32[2]"],
      gives: "the result has type f32[3], but f32[2] is written (C11)"),
    InferenceCase(
      .scatter, ["f32[2]", "i32[2]", "f32[2]", "f32[2]"], regions: [twoScalars],
      gives:
        "scatter: (f32[2], i32[2], f32[2], f32[2]) are not tensors, indices and updates of these tensors (C7)"
    ),
  ])
  func placement(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  /// A scatter that is wrong; where not said otherwise its slices are single elements of axis 0.
  static func scatter(
    _ operand: String, _ indices: String, _ updates: String,
    _ attributes: KeyValuePairs<AttributeName, Attribute> = [:],
    region: RegionSignature = twoScalars, declared: [String]? = nil, gives expected: String
  ) -> InferenceCase {
    var c = InferenceCase(
      .scatter, [operand, indices, updates],
      [.insertedDims: .integers([0]), .indexMap: .integers([0])], regions: [region],
      declared: declared, gives: "scatter: \(expected)")
    for (name, value) in attributes { c.attributes[name] = value }
    return c
  }

  /// A gather that is wrong; where not said otherwise its slices are whole.
  static func gather(
    _ operand: String, _ indices: String,
    _ attributes: KeyValuePairs<AttributeName, Attribute> = [:], gives expected: String
  ) -> InferenceCase {
    var c = InferenceCase(.gather, [operand, indices], attributes, gives: "gather: \(expected)")
    if c.attributes[.sliceSizes] == nil {
      c.attributes[.sliceSizes] = .integers(type(operand).shape.map { $0.size ?? 1 })
    }
    return c
  }

}
