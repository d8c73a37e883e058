import Diagnostics
import GraphIR
import Scalars
import Testing

/// An operation and the types that it is applied to, with what inference should say of it.
struct InferenceCase: Sendable, CustomTestStringConvertible {

  let opcode: Opcode
  var operands: [String] = []
  var attributes = Attributes()
  var regions: [RegionSignature] = []
  var declared: [String]?
  var callee: FunctionSignature?

  /// The types of the results, or the message.
  let expected: String

  init(
    _ opcode: Opcode, _ operands: [String] = [],
    _ attributes: KeyValuePairs<AttributeName, Attribute> = [:],
    regions: [RegionSignature] = [], declared: [String]? = nil,
    callee: FunctionSignature? = nil, gives expected: String
  ) {
    self.opcode = opcode
    self.operands = operands
    self.attributes = Attributes(attributes)
    self.regions = regions
    self.declared = declared
    self.callee = callee
    self.expected = expected
  }

  var testDescription: String { "\(opcode.rawValue) of \(operands): \(expected)" }

  /// The types of the results in parentheses, or the message.
  var outcome: String {
    var diagnostics = DiagnosticList()
    let types = TypeInference.resultTypes(
      of: opcode, operands: operands.map(type), attributes: attributes, regions: regions,
      declared: declared.map { $0.map(type) }, callee: callee, at: nil, diagnostics: &diagnostics)
    guard let types else { return diagnostics.all.map(\.message).joined(separator: "\n") }
    return types.map(\.description).joined(separator: " ")
  }

}

/// The type spelled `text`.
func type(_ text: String) -> TensorType {
  let parts = text.dropLast().split(separator: "[", omittingEmptySubsequences: false)
  let shape = parts[1].split(separator: ",").map { (d) -> Dimension in
    Int(d).map(Dimension.size) ?? .symbol(String(d))
  }
  return TensorType(ElementType(name: parts[0])!, shape)
}

func region(_ arguments: [String], _ yields: [String]) -> RegionSignature {
  RegionSignature(arguments: arguments.map(type), yields: yields.map(type))
}

func function(_ parameters: [String], _ results: [String]) -> FunctionSignature {
  FunctionSignature(parameters: parameters.map(type), results: results.map(type))
}

func splat(_ element: ElementType, _ n: Int64, _ sizes: [Int] = []) -> Literal {
  Literal(splat: Scalar(element, integer: n), sizes: sizes)!
}

@Suite struct TypeInferenceTests {

  @Test(arguments: [
    InferenceCase(
      .const, [], [.value: .literal(splat(.f32, 1, [2]))], declared: ["f32[2]"], gives: "f32[2]"),
    InferenceCase(
      .const, [], [.value: .literal(splat(.f32, 1))], declared: ["f32[B,2]"], gives: "f32[B,2]"),
    InferenceCase(
      .const, [], [.value: .literal(splat(.f32, 1, [2]))], declared: ["f32[3]"],
      gives: "const: the value has type f32[2], not f32[3] (C1)"),
    InferenceCase(
      .const, [], [.value: .literal(splat(.f32, 1, [2]))], declared: ["f32[B]"],
      gives: "const: a value of type f32[B] has to be a single element (C2)"),
    InferenceCase(.const, [], gives: "const: lacks the attribute value"),
    InferenceCase(.iota, [], [.dim: .integer(1)], declared: ["i32[2,B]"], gives: "i32[2,B]"),
    InferenceCase(
      .iota, [], [.dim: .integer(2)], declared: ["i32[2,3]"],
      gives: "iota: i32[2,3] has no axis 2 (C1)"),
    InferenceCase(
      .iota, [], [.dim: .integer(0)], declared: ["i1[2]"],
      gives: "iota: positions cannot be elements of type i1 (C2)"),
    InferenceCase(.convert, ["f32[B]"], declared: ["i8[B]"], gives: "i8[B]"),
    InferenceCase(.convert, ["f32[B]"], gives: "convert: the result type has to be written"),
    InferenceCase(
      .convert, ["f32[2]"], declared: ["i8[3]"],
      gives: "convert: the shapes of f32[2] and i8[3] differ (C1)"),
    InferenceCase(.bitcast, ["f32[B]"], declared: ["u32[B]"], gives: "u32[B]"),
    InferenceCase(.bitcast, ["f32[B]"], declared: ["u8[B,4]"], gives: "u8[B,4]"),
    InferenceCase(.bitcast, ["u16[B,4]"], declared: ["f64[B]"], gives: "f64[B]"),
    InferenceCase(
      .bitcast, ["f32[2]"], declared: ["u32[3]"],
      gives: "bitcast: the shapes of f32[2] and u32[3] differ (C1)"),
    InferenceCase(
      .bitcast, ["f32[2]"], declared: ["u8[2,2]"],
      gives: "bitcast: f32[2] takes 4 elements of u8 each, on a last axis, not u8[2,2] (C2)"),
    InferenceCase(
      .bitcast, ["u8[2,2]"], declared: ["f32[2]"],
      gives:
        "bitcast: f32 takes 4 elements of u8[2,2], along its last axis, and f32[2] is not the rest (C3)"
    ),
    InferenceCase(
      .bitcast, ["u8[2]"], declared: ["i1[2]"],
      gives: "bitcast: u8 has no bits in common with i1 (C4)"),
  ])
  func leafAndType(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  @Test(arguments: [
    InferenceCase(.neg, ["i8[2,N]"], gives: "i8[2,N]"),
    InferenceCase(.exp, ["i8[2]"], gives: "exp: is not defined for elements of type i8 (C1)"),
    InferenceCase(
      .neg, ["i8[2]"], declared: ["i8[3]"],
      gives: "neg: the result has type i8[2], but i8[3] is written (C2)"
    ),
    InferenceCase(
      .neg, ["i8[2]", "i8[2]"], gives: "neg: takes 1 operand, but 2 are given"),
    InferenceCase(.isFinite, ["f16[3]"], gives: "i1[3]"),
    InferenceCase(
      .isFinite, ["i8[3]"], gives: "is_finite: is not defined for elements of type i8 (C1)"),
    InferenceCase(.add, ["f32[B]", "f32[B]"], gives: "f32[B]"),
    InferenceCase(
      .sub, ["i1[]", "i1[]"], gives: "sub: is not defined for elements of type i1 (C1)"),
    InferenceCase(
      .add, ["f32[2]", "f32[3]"], gives: "add: operands have different types f32[2] and f32[3] (C2)"
    ),
    InferenceCase(
      .add, ["f32[A]", "f32[B]"], gives: "add: operands have different types f32[A] and f32[B] (C2)"
    ),
    InferenceCase(
      .add, ["f32[2]", "f32[2]"], [.dim: .integer(0)], gives: "add: has no attribute dim"),
    InferenceCase(.compare, ["f32[2]", "f32[2]"], [.direction: .keyword("lt")], gives: "i1[2]"),
    InferenceCase(
      .compare, ["f32[2]", "f32[3]"], [.direction: .keyword("lt")],
      gives: "compare: operands have different types f32[2] and f32[3] (C1)"),
    InferenceCase(
      .compare, ["f32[2]", "f32[2]"], [.direction: .keyword("lt")], declared: ["f32[2]"],
      gives: "compare: the result has type i1[2], but f32[2] is written (C2)"),
    InferenceCase(
      .compare, ["i8[2]", "i8[2]"], [.direction: .keyword("lt"), .order: .keyword("total")],
      gives: "compare: order=total is for floats, not for i8 (C3)"),
    InferenceCase(
      .compare, ["i8[2]", "i8[2]"], [.direction: .keyword("under")],
      gives: "compare: direction is one of eq, ne, lt, le, gt, ge, not under"),
    InferenceCase(
      .compare, ["i8[2]", "i8[2]"], [.direction: .integer(1)],
      gives: "compare: direction takes one of eq, ne, lt, le, gt, ge"),
    InferenceCase(.select, ["i1[]", "u8[2]", "u8[2]"], gives: "u8[2]"),
    InferenceCase(.select, ["i1[2]", "u8[2]", "u8[2]"], gives: "u8[2]"),
    InferenceCase(
      .select, ["i1[3]", "u8[2]", "u8[2]"],
      gives: "select: the first operand is a scalar or has the shape of u8[2], but it is i1[3] (C1)"
    ),
    InferenceCase(
      .select, ["i1[]", "u8[2]", "i8[2]"],
      gives: "select: the second and the third operand have different types u8[2] and i8[2] (C2)"),
    InferenceCase(.clamp, ["f32[]", "f32[2]", "f32[2]"], gives: "f32[2]"),
    InferenceCase(
      .clamp, ["f32[1]", "f32[2]", "f32[2]"],
      gives: "clamp: a bound is a scalar or has the shape of f32[2], but it is f32[1] (C1)"),
    InferenceCase(
      .clamp, ["f32[]", "f32[2]", "f64[]"], gives: "clamp: a bound has elements f64, not f32 (C2)"),
    InferenceCase(
      .clamp, ["f32[]", "f32[2]", "f32[]"], declared: ["f32[]"],
      gives: "clamp: the result has type f32[2], but f32[] is written (C3)"),
  ])
  func elementwise(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  @Test(arguments: [
    InferenceCase(
      .broadcast, ["f32[B,1]"], [.dims: .integers([2, 0])], declared: ["f32[7,3,B]"],
      gives: "f32[7,3,B]"),
    InferenceCase(
      .broadcast, ["f32[]"], [.dims: .integers([])], declared: ["f64[2]"],
      gives: "broadcast: the elements of f32[] and f64[2] differ (C1)"),
    InferenceCase(
      .broadcast, ["f32[2]"], [.dims: .integers([])], declared: ["f32[2]"],
      gives: "broadcast: dims has 0 numbers for 1 axis (C2)"),
    InferenceCase(
      .broadcast, ["f32[2]"], [.dims: .integers([1])], declared: ["f32[2]"],
      gives: "broadcast: dims has axis 1 of 1 axis (C3)"),
    InferenceCase(
      .broadcast, ["f32[2,2]"], [.dims: .integers([1, 1])], declared: ["f32[2,2]"],
      gives: "broadcast: dims has axis 1 twice (C3)"),
    InferenceCase(
      .broadcast, ["f32[2]"], [.dims: .integers([0])], declared: ["f32[3]"],
      gives: "broadcast: axis 0 of f32[2] is neither 1 nor the size of axis 0 of f32[3] (C4)"),
    InferenceCase(.reshape, ["f32[B,6]"], declared: ["f32[2,B,3]"], gives: "f32[2,B,3]"),
    InferenceCase(.reshape, ["f32[B,0]"], declared: ["f32[0]"], gives: "f32[0]"),
    InferenceCase(
      .reshape, ["f32[6]"], declared: ["i32[6]"],
      gives: "reshape: the elements of f32[6] and i32[6] differ (C1)"),
    InferenceCase(
      .reshape, ["f32[A,6]"], declared: ["f32[B,6]"],
      gives: "reshape: f32[A,6] and f32[B,6] have different numbers of elements (C2)"),
    InferenceCase(
      .transpose, ["f32[2,B,4]"], [.permutation: .integers([2, 0, 1])], gives: "f32[4,2,B]"),
    InferenceCase(
      .transpose, ["f32[2,3]"], [.permutation: .integers([0, 0])],
      gives: "transpose: permutation has axis 0 twice (C1)"),
    InferenceCase(
      .slice, ["f32[9]"],
      [.start: .integers([1]), .limit: .integers([8]), .stride: .integers([3])],
      gives: "f32[3]"),
    InferenceCase(
      .slice, ["f32[9]"], [.start: .integers([1, 2]), .limit: .integers([8])],
      gives: "slice: start has 2 numbers for 1 axis (C1)"),
    InferenceCase(
      .slice, ["f32[9]"], [.start: .integers([1]), .limit: .integers([10])],
      gives: "slice: 1 up to 10 is no part of axis 0 of f32[9] (C2)"),
    InferenceCase(
      .slice, ["f32[9]"],
      [.start: .integers([1]), .limit: .integers([8]), .stride: .integers([0])],
      gives: "slice: the stride 0 of axis 0 is not positive (C3)"),
    InferenceCase(
      .slice, ["f32[9]"], [.start: .integers([1]), .limit: .integers([8])], declared: ["f32[8]"],
      gives: "slice: the result has type f32[7], but f32[8] is written (C4)"),
    InferenceCase(
      .slice, ["f32[B]"], [.start: .integers([0]), .limit: .integers([1])],
      gives: "slice: axis 0 of f32[B] has no known size (C5)"),
    InferenceCase(
      .pad, ["f32[B,3]", "f32[]"],
      [.low: .integers([0, -1]), .high: .integers([0, 2]), .interior: .integers([0, 4])],
      gives: "f32[B,12]"),
    InferenceCase(
      .pad, ["f32[3]", "f32[1]"], [.low: .integers([0]), .high: .integers([0])],
      gives: "pad: the padding is f32[], not f32[1] (C1)"),
    InferenceCase(
      .pad, ["f32[3]", "f32[]"], [.low: .integers([]), .high: .integers([0])],
      gives: "pad: low has 0 numbers for 1 axis (C2)"),
    InferenceCase(
      .pad, ["f32[3]", "f32[]"],
      [.low: .integers([0]), .high: .integers([0]), .interior: .integers([-1])],
      gives: "pad: interior is -1 on axis 0 (C3)"),
    InferenceCase(
      .pad, ["f32[3]", "f32[]"], [.low: .integers([-2]), .high: .integers([-2])],
      gives: "pad: axis 0 of the result would have size -1 (C4)"),
    InferenceCase(
      .pad, ["f32[B]", "f32[]"], [.low: .integers([1]), .high: .integers([0])],
      gives: "pad: axis 0 of f32[B] has no known size (C5)"),
    InferenceCase(
      .pad, ["f32[3]", "f32[]"], [.low: .integers([.min]), .high: .integers([.max])],
      gives: "pad: low has the number -9223372036854775808, which is too large"),
    InferenceCase(
      .pad, ["i8[1048576]", "i8[]"],
      [.low: .integers([0]), .high: .integers([0]), .interior: .integers([1 << 48])],
      gives: "pad: the padded axis 0 of i8[1048576] has too many elements"),
    InferenceCase(.concat, ["f32[B,3]", "f32[B,4]"], [.dim: .integer(1)], gives: "f32[B,7]"),
    InferenceCase(.concat, ["f32[B,3]"], [.dim: .integer(0)], gives: "f32[B,3]"),
    InferenceCase(
      .concat, ["f32[3]"], [.dim: .integer(1)], gives: "concat: f32[3] has no axis 1 (C1)"),
    InferenceCase(
      .concat, ["f32[3]", "i32[3]"], [.dim: .integer(0)],
      gives: "concat: elements or ranks of f32[3] and i32[3] differ (C2)"),
    InferenceCase(
      .concat, ["f32[3,2]", "f32[3,3]"], [.dim: .integer(0)],
      gives: "concat: axis 1 of f32[3,2] and of f32[3,3] differ in size (C3)"),
    InferenceCase(
      .concat, ["f32[3]", "f32[B]"], [.dim: .integer(0)],
      gives: "concat: the size of axis 0 is not known of all operands (C4)"),
    InferenceCase(.reverse, ["f32[B,3]"], [.dims: .integers([1, 0])], gives: "f32[B,3]"),
    InferenceCase(
      .reverse, ["f32[B,3]"], [.dims: .integers([-1])],
      gives: "reverse: dims has axis -1 of 2 axes (C1)"),
    InferenceCase(
      .dynamicSlice, ["f32[4,5]", "i32[]", "i32[]"], [.limit: .integers([2, 5])], gives: "f32[2,5]"),
    InferenceCase(
      .dynamicSlice, ["f32[4]", "f32[]"], [.limit: .integers([2])],
      gives: "dynamic_slice: positions are scalar integers of one type, not f32[] (C1)"),
    InferenceCase(
      .dynamicSlice, ["f32[4]"], [.limit: .integers([2])],
      gives: "dynamic_slice: f32[4] takes 1 position, but 0 are given (C1)"),
    InferenceCase(
      .dynamicSlice, ["f32[4]", "i32[]"], [.limit: .integers([2, 2])],
      gives: "dynamic_slice: limit has 2 numbers for 1 axis (C2)"),
    InferenceCase(
      .dynamicSlice, ["f32[4]", "i32[]"], [.limit: .integers([5])],
      gives: "dynamic_slice: 5 elements are no part of axis 0 of f32[4] (C3)"),
    InferenceCase(
      .dynamicUpdateSlice, ["f32[B,4]", "f32[B,2]", "i8[]", "i8[]"], gives: "f32[B,4]"),
    InferenceCase(
      .dynamicUpdateSlice, ["f32[4,4]", "f32[2,2]", "i8[]", "i16[]"],
      gives: "dynamic_update_slice: positions are scalar integers of one type, not i16[] (C1)"),
    InferenceCase(
      .dynamicUpdateSlice, ["f32[4]", "f32[5]", "i8[]"],
      gives: "dynamic_update_slice: axis 0 of f32[5] is not known to fit into f32[4] (C2)"),
  ])
  func movement(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  @Test(arguments: [
    InferenceCase(
      .gather, ["f32[3,4,2]", "i64[B,3,2]"],
      [
        .offsetDims: .integers([1, 3]), .collapsedDims: .integers([0]),
        .indexMap: .integers([1, 0]), .indexDim: .integer(2), .sliceSizes: .integers([1, 2, 2]),
      ], gives: "f32[B,2,3,2]"),
    InferenceCase(
      .gather, ["f32[5,3]", "u8[3,5]"],
      [
        .operandBatch: .integers([0, 1]), .indicesBatch: .integers([1, 0]),
        .sliceSizes: .integers([1, 1]), .indexDim: .integer(2),
      ], gives: "gather: index_map has 0 numbers for index vectors of 1 (C5)"),
    InferenceCase(
      .gather, ["f32[5,3]", "u8[3,0,5]"],
      [
        .operandBatch: .integers([0, 1]), .indicesBatch: .integers([2, 0]),
        .sliceSizes: .integers([1, 1]), .indexDim: .integer(1),
      ], gives: "f32[3,5]"),
    gather("f32[3]", "f32[2]", gives: "indices are integers, not f32[2] (C1)"),
    gather(
      "f32[3]", "i32[2]", [.collapsedDims: .integers([1])],
      gives: "collapsed_dims has axis 1 of 1 axis (C2)"),
    gather(
      "f32[3]", "i32[3]",
      [
        .collapsedDims: .integers([0]), .operandBatch: .integers([0]),
        .indicesBatch: .integers([0]),
      ], gives: "axis 0 is in collapsed_dims and operand_batch (C2)"),
    gather(
      "f32[3]", "i32[3]", [.operandBatch: .integers([0])],
      gives: "operand_batch has 1 axis, indices_batch 0 (C3)"),
    gather(
      "f32[3]", "i32[4]", [.operandBatch: .integers([0]), .indicesBatch: .integers([0])],
      gives: "axis 0 of f32[3] and axis 0 of i32[4] differ in size (C3)"),
    gather(
      "f32[3]", "i32[4]", [.indicesBatch: .integers([1])],
      gives: "indices_batch has axis 1 of 1 axis (C3)"),
    gather(
      "f32[3]", "i32[4]", [.indexDim: .integer(2)], gives: "index_dim is 2 for i32[4] (C4)"),
    gather(
      "f32[3]", "i32[3]",
      [
        .operandBatch: .integers([0]), .indicesBatch: .integers([0]), .indexDim: .integer(0),
      ], gives: "index_dim is 0 for i32[3] (C4)"),
    gather(
      "f32[3]", "i32[4]", [.indexMap: .integers([-1])],
      gives: "index_map has axis -1 of 1 axis (C5)"),
    gather(
      "f32[3,4]", "i32[3]",
      [
        .operandBatch: .integers([0]), .indicesBatch: .integers([0]), .indexMap: .integers([0]),
      ], gives: "axis 0 is in index_map and operand_batch (C5)"),
    gather(
      "f32[3,4]", "i32[B,2]", [.indexDim: .integer(0), .indexMap: .integers([0, 1])],
      gives: "index_map has 2 numbers for index vectors of B (C5)"),
    gather(
      "f32[3]", "i32[4]", [.indexMap: .integers([0]), .offsetDims: .integers([2])],
      gives: "offset_dims has axis 2 of 2 axes (C6)"),
    gather(
      "f32[3,4]", "i32[4]", [.indexMap: .integers([0]), .offsetDims: .integers([2, 0])],
      gives: "offset_dims is [2, 0], not 2 axes in ascending order (C6)"),
    gather(
      "f32[3]", "i32[4]", [.indexMap: .integers([0])],
      gives: "offset_dims is [], not 1 axis in ascending order (C6)"),
    gather(
      "f32[3]", "i32[4]",
      [
        .indexMap: .integers([0]), .offsetDims: .integers([0]), .sliceSizes: .integers([1, 1]),
      ], gives: "slice_sizes has 2 numbers for 1 axis (C7)"),
    gather(
      "f32[3]", "i32[4]",
      [.indexMap: .integers([0]), .offsetDims: .integers([0]), .sliceSizes: .integers([4])],
      gives: "4 elements are no part of axis 0 of f32[3] (C7)"),
    gather(
      "f32[B]", "i32[4]",
      [.indexMap: .integers([0]), .offsetDims: .integers([0]), .sliceSizes: .integers([0])],
      gives: "0 elements are no part of axis 0 of f32[B] (C7)"),
    gather(
      "f32[3]", "i32[4]",
      [.indexMap: .integers([0]), .collapsedDims: .integers([0]), .sliceSizes: .integers([2])],
      gives: "a slice has size 2 on axis 0, which is left out (C8)"),
    gather(
      "f32[3]", "i32[4]",
      [.indexMap: .integers([0]), .collapsedDims: .integers([0]), .sliceSizes: .integers([0])],
      gives: "a slice has size 0 on axis 0, which is left out (C8)"),
    InferenceCase(
      .gather, ["f32[3]", "i32[4]"],
      [.indexMap: .integers([0]), .collapsedDims: .integers([0]), .sliceSizes: .integers([1])],
      declared: ["f32[3]"],
      gives: "gather: the result has type f32[4], but f32[3] is written (C9)"),
  ])
  func indexed(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  private static let twoScalars = region(["f32[]", "f32[]"], ["f32[]"])

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

  private static func reduceWindow(
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

  private static func selectAndScatter(
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
  private static func scatter(
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
  private static func gather(
    _ operand: String, _ indices: String,
    _ attributes: KeyValuePairs<AttributeName, Attribute> = [:], gives expected: String
  ) -> InferenceCase {
    var c = InferenceCase(.gather, [operand, indices], attributes, gives: "gather: \(expected)")
    if c.attributes[.sliceSizes] == nil {
      c.attributes[.sliceSizes] = .integers(type(operand).shape.map { $0.size ?? 1 })
    }
    return c
  }

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

  @Test(arguments: [
    InferenceCase(
      .convert, ["f32[4294967296,4294967296]"], declared: ["f32[4294967296,4294967296]"],
      gives: "convert: f32[4294967296,4294967296] has too many elements"),
    InferenceCase(
      .broadcast, ["f32[]"], [.dims: .integers([])],
      declared: ["f32[0,4611686018427387904,4611686018427387904]"],
      gives: "broadcast: f32[0,4611686018427387904,4611686018427387904] has too many elements"),
    InferenceCase(
      .concat, ["i8[9223372036854775807]", "i8[9223372036854775807]"], [.dim: .integer(0)],
      gives: "concat: the operands have too many elements"),
    InferenceCase(.neg, ["f32[-1]"], gives: "neg: f32[-1] has a negative size"),
  ])
  func sizesThatCannotBeRepresented(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

}
