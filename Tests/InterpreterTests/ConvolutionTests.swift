import GraphIR
import Interpreter
import RandomGraphs
import Scalars
import Testing

@Suite struct ConvolutionTests {

  @Test func oneSpaceAxis() throws {
    let operands: KeyValuePairs = ["i32[1,1,4]": "[[[1, 2, 3, 4]]]", "i32[1,1,2]": "[[[10, 1]]]"]
    func convolution(_ attributes: String, _ type: String, _ expected: String) throws {
      try check(
        "convolution %a, %b, layout=\"bf0_oi0->bf0\"\(attributes)", operands, gives: type, expected)
    }
    try convolution("", "i32[1,1,3]", "[[[12, 23, 34]]]")
    try convolution(", stride=[2]", "i32[1,1,2]", "[[[12, 34]]]")
    try convolution(", pad_low=[1], pad_high=[2]", "i32[1,1,6]", "[[[1, 12, 23, 34, 40, 0]]]")
    try convolution(", pad_low=[-1], pad_high=[-1]", "i32[1,1,1]", "[[[23]]]")
    try convolution(", reversal=[1]", "i32[1,1,3]", "[[[21, 32, 43]]]")
    try convolution(", lhs_dilation=[2]", "i32[1,1,6]", "[[[10, 2, 20, 3, 30, 4]]]")
    try convolution(", rhs_dilation=[3]", "i32[1,1,1]", "[[[14]]]")
    try convolution(", rhs_dilation=[2], reversal=[1]", "i32[1,1,2]", "[[[31, 42]]]")
    // Elements are left out after others are put in between.
    try convolution(", lhs_dilation=[2], pad_low=[-1]", "i32[1,1,5]", "[[[2, 20, 3, 30, 4]]]")
    try convolution(", pad_low=[-5], pad_high=[1]", "i32[1,1,0]", "[]")
  }

  @Test func valuesOfTheSpecification() throws {
    try check(
      "convolution %a, %b, layout=\"b01f_01io->b01f\", stride=[4, 4], lhs_dilation=[2, 2] : i32[1,2,2,1]",
      [
        "i8[1,4,4,1]": """
        [[[[1], [2], [5], [6]], [[3], [4], [7], [8]], [[10], [11], [14], [15]],
          [[12], [13], [16], [17]]]]
        """,
        "i8[3,3,1,1]": "10",
      ], gives: "i32[1,2,2,1]", "[[[[100], [260]], [[460], [620]]]]")
  }

  @Test func groupsOfFeatures() throws {
    // Two groups of one input feature and two output features each.
    try check(
      "convolution %a, %b, layout=\"bf_oi->bf\", feature_groups=2",
      ["i32[1,2]": "[[3, 5]]", "i32[4,1]": "[[1], [10], [100], [1000]]"], gives: "i32[1,4]",
      "[[3, 30, 500, 5000]]")
    try check(
      "convolution %a, %b, layout=\"bf_oi->bf\", feature_groups=2",
      ["i32[1,4]": "[[1, 2, 3, 4]]", "i32[2,2]": "[[1, 10], [100, 1000]]"], gives: "i32[1,2]",
      "[[21, 4300]]")
  }

  @Test func groupsOfTheBatch() throws {
    // The first half of the batch goes with the first half of the output features.
    try check(
      "convolution %a, %b, layout=\"bf_oi->bf\", batch_groups=2",
      ["i32[4,1]": "[[1], [2], [3], [4]]", "i32[2,1]": "[[10], [100]]"], gives: "i32[2,2]",
      "[[10, 300], [20, 400]]")
  }

  @Test func paddingIsMultiplied() throws {
    try check(
      "convolution %a, %b, layout=\"bf0_oi0->bf0\", pad_low=[1]",
      ["f32[1,1,2]": "[[[1.0, 2.0]]]", "f32[1,1,2]": "[[[inf, 1.0]]]"], gives: "f32[1,1,2]",
      "[[[nan, inf]]]")
  }

  @Test func emptyOperands() throws {
    try check(
      "convolution %a, %b, layout=\"bf0_oi0->bf0\"", ["f32[1,0,3]": "[]", "f32[2,0,2]": "[]"],
      gives: "f32[1,2,2]", "0.0")
    try check(
      "convolution %a, %b, layout=\"bf0_oi0->bf0\", pad_low=[2]",
      ["f32[1,1,0]": "[]", "f32[1,1,1]": "[[[3.0]]]"], gives: "f32[1,1,2]", "0.0")
    try check(
      "convolution %a, %b, layout=\"bf0_oi0->bf0\"", ["f32[1,1,3]": "1.0", "f32[1,1,0]": "[]"],
      gives: "f32[1,1,4]", "0.0")
  }

  @Test func narrowFloatsAreSummedInSinglePrecision() throws {
    try check(
      "convolution %a, %b, layout=\"bf0_oi0->bf0\"",
      ["bf16[1,1,600]": "1.0", "bf16[1,1,600]": "1.0"],
      gives: "bf16[1,1,1]", "[[[600.0]]]")
  }

  /// A convolution and the operations by which the StableHLO specification defines it give the same
  /// for random attributes.
  @Test func convolutionsAreWhatTheyAreDefinedToBe() throws {
    var random = SplitMix64(seed: 7)
    var tested = 0
    for _ in 0..<400 {
      guard let text = RandomConvolution(using: &random).module else { continue }
      tested += 1
      let results = try run(text)
      #expect(results[0].dense.text == results[1].dense.text, "\(text)")
    }
    #expect(tested > 100)
  }

}

/// A convolution of random attributes on two space axes, and its definition.
private struct RandomConvolution {

  let module: String?

  init(using random: inout SplitMix64) {
    func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    func pair(_ range: ClosedRange<Int>) -> [Int] { [pick(range), pick(range)] }
    let (featureGroups, batchGroups) = [(1, 1), (1, 1), (2, 1), (3, 1), (1, 2), (1, 3)][pick(0...5)]
    let groups = max(featureGroups, batchGroups)
    let (batch, features) = (pick(1...2) * batchGroups, pick(1...2))
    let outputs = pick(1...2) * groups
    let (input, kernel) = (pair(1...5), pair(1...3))
    let (low, high) = (pair(-1...3), pair(-1...3))
    let (stride, left, right) = (pair(1...3), pair(1...3), pair(1...3))
    let reversal = pair(0...1)
    func dilated(_ n: Int, _ d: Int) -> Int { (n - 1) * d + 1 }
    let window = [dilated(kernel[0], right[0]), dilated(kernel[1], right[1])]
    let size = [0, 1].map { (d: Int) -> Int in
      let n = dilated(input[d], left[d]) + low[d] + high[d] - window[d]
      return n < 0 ? 0 : n / stride[d] + 1
    }
    guard !size.contains(0) else {
      module = nil
      return
    }

    // Inputs are b f 0 1, kernels o i 0 1.
    let inputSizes = [batch, features * featureGroups, input[0], input[1]]
    let kernelSizes = [outputs, features, kernel[0], kernel[1]]
    func elements(_ sizes: [Int], _ random: inout SplitMix64) -> String {
      guard let n = sizes.first else { return String(Int.random(in: -9...9, using: &random)) }
      let parts = (0..<n).map { _ in elements(Array(sizes.dropFirst()), &random) }
      return "[" + parts.joined(separator: ", ") + "]"
    }
    var lines = [
      "%x = const \(elements(inputSizes, &random)) : i32\(inputSizes)",
      "%w = const \(elements(kernelSizes, &random)) : i32\(kernelSizes)",
      "%c = convolution %x, %w, layout=\"bf01_oi01->bf01\", stride=\(stride), pad_low=\(low), "
        + "pad_high=\(high), lhs_dilation=\(left), rhs_dilation=\(right), reversal=\(reversal), "
        + "feature_groups=\(featureGroups), batch_groups=\(batchGroups)",
      "%p = pad %x, 0, low=\([0, 0] + low), high=\([0, 0] + high), "
        + "interior=\([0, 0] + left.map { $0 - 1 })",
    ]
    let reversed = [2, 3].filter { reversal[$0 - 2] == 1 }
    var groupNames: [String] = []
    for g in 0..<groups {
      var rowNames: [String] = []
      let firstBatch = batchGroups > 1 ? g * batch / groups : 0
      let firstFeature = featureGroups > 1 ? g * features : 0
      let n = outputs / groups
      lines.append(
        "%k\(g) = slice %w, start=\([g * n, 0, 0, 0]), "
          + "limit=\([(g + 1) * n] + kernelSizes[1...])")
      lines.append("%r\(g) = reverse %k\(g), dims=\(reversed)")
      for y in 0..<size[0] {
        var names: [String] = []
        for x in 0..<size[1] {
          let id = "\(g)_\(y)_\(x)"
          let start = [firstBatch, firstFeature, y * stride[0], x * stride[1]]
          let limit = [
            firstBatch + batch / batchGroups, firstFeature + features, start[2] + window[0],
            start[3] + window[1],
          ]
          lines += [
            "%s\(id) = slice %p, start=\(start), limit=\(limit), stride=\([1, 1] + right)",
            "%d\(id) = dot_general %s\(id), %r\(g), lhs_contract=[1, 2, 3], rhs_contract=[1, 2, 3]",
            "%e\(id) = reshape %d\(id) : i32\([batch / batchGroups, n, 1, 1])",
          ]
          names.append("%e\(id)")
        }
        lines.append("%y\(g)_\(y) = concat \(names.joined(separator: ", ")), dim=3")
        rowNames.append("%y\(g)_\(y)")
      }
      lines.append("%g\(g) = concat \(rowNames.joined(separator: ", ")), dim=2")
      groupNames.append("%g\(g)")
    }
    lines.append("%z = concat \(groupNames.joined(separator: ", ")), dim=1")
    lines.append("return %c, %z")
    let type = "i32\([batch / batchGroups, outputs] + size)"
    module = "func @main() -> (\(type), \(type)) {\n" + lines.joined(separator: "\n") + "\n}\n"
  }

}
