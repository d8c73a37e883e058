import GraphIR
import Scalars
import Testing

extension TypeInferenceTests {

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

}
