import RandomGraphs

/// Random reductions of windows as modules in the text IR with a check that all back ends agree.
struct RandomWindows {

  private var random: SplitMix64

  /// Creates a generator.
  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// An input and the windows over it.
  private struct Windows {
    var input: [Int] = []
    var count: [Int] = []
    var attributes: [String] = []
  }

  private let elements = ["f32", "i32", "i8", "f64", "bf16", "u16"]

  /// Returns a module with a `reduce_window` between elementwise operations.
  mutating func reduceWindow() -> String {
    let windows = random.oneIn(3) ? cumulative() : self.windows(dilated: true)
    let x = random.pick(elements)
    let (input, result) = (type(x, windows.input), type(x, windows.count))
    let attributes = windows.attributes.joined(separator: ", ")
    // Small numbers, so that sums and products of floats are exact in any order.
    let range = x.hasPrefix("u") ? "random(0, 1)" : "random(-1, 1)"
    var lines: [String] = []
    switch random.pick(0...3) {
    case 0:
      lines = ["%r = reduce_window \(random.pick(["add", "mul", "max", "min"])) %y, \(attributes)"]
    case 1:
      lines = ["%r = reduce_window \(random.pick(["add", "max"])) %y, 2, \(attributes)"]
    case 2:
      lines = [
        "%r = reduce_window %y, 0, \(attributes) combine(%p: \(x)[], %q: \(x)[]) {",
        "  %1 = max %p, %q", "  %2 = min %1, 1", "  yield %2", "}",
      ]
    default:
      // The greatest element, and the least one.
      let scalar = "\(x)[]"
      lines = [
        "%r, %s = reduce_window %y, %x, 0, 0, \(attributes) "
          + "combine(%p: \(scalar), %q: \(scalar), %t: \(scalar), %u: \(scalar)) {",
        "  %1 = max %p, %t", "  %2 = min %q, %u", "  yield %1, %2", "}",
        "%r2 = sub %r, %s",
      ]
    }
    let last = lines.last?.hasPrefix("%r2") == true ? "%r2" : "%r"
    return """
      func @main(%x: \(input)) -> \(result) {
        %y = mul %x, 2
        \(lines.joined(separator: "\n  "))
        %z = add \(last), 1
        return \(random.pick(["%r", "%z"]))
      }
      // run: @main(\(range))

      """
  }

  /// Returns a module with a `select_and_scatter`.
  mutating func selectAndScatter() -> String {
    let windows = self.windows(dilated: false)
    let x = random.pick(elements)
    let (input, source) = (type(x, windows.input), type(x, windows.count))
    let range = x.hasPrefix("u") ? "random(0, 3)" : "random(-2, 2)"
    return """
      func @main(%x: \(input), %s: \(source)) -> \(input) {
        %y = mul %x, 2
        %r = select_and_scatter %y, %s, 1, \(windows.attributes.joined(separator: ", "))
            select(%p: \(x)[], %q: \(x)[]) {
          %0 = compare \(random.pick(["ge", "le", "gt", "ne"])) %p, %q
          yield %0
        } scatter(%p: \(x)[], %q: \(x)[]) {
          %1 = \(random.pick(["add", "sub", "max"])) %p, %q
          yield %1
        }
        return %r
      }
      // run: @main(\(range), \(range))

      """
  }

  // MARK: Choices

  private func type(_ element: String, _ sizes: [Int]) -> String {
    "\(element)[\(sizes.map(String.init).joined(separator: ","))]"
  }

  /// Windows each of which has one element more than its neighbour.
  private mutating func cumulative() -> Windows {
    let rank = random.pick(1...3)
    let axis = random.pick(0...(rank - 1))
    let n = random.pick([3, 15, 16, 17, 33])
    let sizes = (0..<rank).map { $0 == axis ? n : random.pick([1, 2, 3, 9]) }
    let window = (0..<rank).map { $0 == axis ? n : 1 }
    let padding = (0..<rank).map { $0 == axis ? n - 1 : 0 }
    return Windows(
      input: sizes, count: sizes,
      attributes: ["window=\(window)", "\(random.pick(["pad_low", "pad_high"]))=\(padding)"])
  }

  private mutating func windows(dilated: Bool) -> Windows {
    var result = Windows()
    let rank = random.pick(0...3)
    func numbers(_ range: ClosedRange<Int>, _ standard: Int) -> [Int] {
      (0..<rank).map { _ in random.oneIn(2) ? standard : random.pick(range) }
    }
    result.input = (0..<rank).map { _ in random.oneIn(20) ? 0 : random.pick(1...6) }
    let window = numbers(1...3, 2)
    let stride = numbers(1...3, 1)
    let low = numbers(-2...3, 0)
    let high = numbers(-2...3, 0)
    let base = dilated ? numbers(1...3, 1) : numbers(1...1, 1)
    let dilation = dilated ? numbers(1...3, 1) : numbers(1...1, 1)
    for d in 0..<rank {
      let n = result.input[d]
      let padded = (n == 0 ? 0 : (n - 1) * base[d] + 1) + low[d] + high[d]
      let size = (window[d] - 1) * dilation[d] + 1
      result.count.append(padded <= 0 || size > padded ? 0 : (padded - size) / stride[d] + 1)
    }
    result.attributes = [
      "window=\(window)", "stride=\(stride)", "pad_low=\(low)", "pad_high=\(high)",
    ]
    if dilated {
      result.attributes += ["base_dilation=\(base)", "window_dilation=\(dilation)"]
    }
    return result
  }

}
