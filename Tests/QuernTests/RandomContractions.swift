import RandomGraphs

/// Random products and convolutions, with operations on their operands and results, as modules in
/// the text IR with a check that all back ends agree.
struct RandomContractions {

  private var random: SplitMix64

  /// Creates a generator.
  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private static let elements = ["f32", "f32", "f32", "f64", "bf16", "f16", "i32", "i8"]
  private static let sizes = [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 31, 33, 40, 48, 65, 100]

  /// The most multiplications of a case.
  private static let workLimit = 30_000

  private func type(_ element: String, _ sizes: [Int]) -> String {
    "\(element)[\(sizes.map(String.init).joined(separator: ","))]"
  }

  private func list(_ numbers: [Int]) -> String {
    "[\(numbers.map(String.init).joined(separator: ", "))]"
  }

  /// Returns `count` sizes whose product is at most `limit`, which it is divided by.
  private mutating func sizes(_ count: Int, within limit: inout Int) -> [Int] {
    (0..<count).map { _ in
      let fitting = Self.sizes.filter { $0 <= max(limit, 1) }
      let n = random.pick(fitting)
      limit /= n
      return n
    }
  }

  private mutating func shuffled(_ count: Int) -> [Int] {
    var rest = Array(0..<count)
    return (0..<count).map { _ in rest.remove(at: random.pick(0...(rest.count - 1))) }
  }

  // MARK: Products

  /// Returns a module with a `dot_general`.
  mutating func product() -> String {
    let element = random.pick(Self.elements)
    var limit = Self.workLimit
    let batch = sizes(random.pick([0, 0, 0, 1, 1, 2]), within: &limit)
    let contract = sizes(random.pick([1, 1, 1, 2]), within: &limit)
    let rows = sizes(random.pick([0, 1, 1, 1, 2]), within: &limit)
    let lanes = sizes(random.pick([0, 1, 1, 1, 2]), within: &limit)

    // The axes of each operand in any order: position k holds the axis of that number.
    func operand(_ free: [Int], _ order: [Int]) -> (sizes: [Int], batch: [Int], contract: [Int]) {
      let all = batch + contract + free
      var sizes = [Int](repeating: 0, count: all.count)
      for (axis, place) in order.enumerated() { sizes[place] = all[axis] }
      return (
        sizes, Array(order[..<batch.count]),
        Array(order[batch.count..<(batch.count + contract.count)])
      )
    }
    let rank = batch.count + contract.count
    let x = operand(rows, shuffled(rank + rows.count))
    let y = operand(lanes, shuffled(rank + lanes.count))
    let result = batch + operandRest(x, rows) + operandRest(y, lanes)
    var lines: [String] = []
    let a = prologue("%a", element, x.sizes, &lines)
    let b = prologue("%b", element, y.sizes, &lines)
    var axes = "lhs_contract=\(list(x.contract)), rhs_contract=\(list(y.contract))"
    if !batch.isEmpty { axes = "lhs_batch=\(list(x.batch)), rhs_batch=\(list(y.batch)), " + axes }
    lines.append("%r = dot_general \(a), \(b), \(axes)")
    return module(element, x.sizes, y.sizes, result, lines)
  }

  /// The sizes of the axes of an operand that are neither batch nor contracted, in its order.
  private func operandRest(
    _ operand: (sizes: [Int], batch: [Int], contract: [Int]), _ free: [Int]
  ) -> [Int] {
    operand.sizes.indices
      .filter { !operand.batch.contains($0) && !operand.contract.contains($0) }
      .map { operand.sizes[$0] }
  }

  // MARK: Convolutions

  /// Returns a module with a `convolution`.
  mutating func convolution() -> String {
    let element = random.pick(Self.elements)
    let rank = random.pick([1, 1, 2, 2, 2, 3])
    let groups = random.pick([1, 1, 1, 2, 3, 8])
    let grouping = groups == 1 ? 0 : random.pick(1...2)
    let isDepthwise = grouping == 1 && random.oneIn(2)
    var limit = Self.workLimit / groups
    let inputPerGroup = isDepthwise ? [1] : sizes(1, within: &limit)
    let outputPerGroup = isDepthwise ? [random.pick(1...2)] : sizes(1, within: &limit)
    let batchPerGroup = random.pick([1, 1, 2])
    limit /= batchPerGroup * outputPerGroup[0]

    var input: [Int] = []
    var window: [Int] = []
    var output: [Int] = []
    var attributes: [String: [Int]] = [:]
    for _ in 0..<rank {
      let w = random.pick([1, 2, 3, 3, 5])
      let (stride, dilation) = (random.pick([1, 1, 2, 3]), random.pick([1, 1, 1, 2]))
      let holes = random.pick([1, 1, 1, 2])
      let (low, high) = (random.pick(-1...2), random.pick(-1...2))
      limit /= w
      let fitting = Self.sizes.filter { $0 <= max(limit, 2) }
      let n = random.pick(fitting)
      let padded = (n - 1) * holes + 1 + low + high
      let reach = (w - 1) * dilation + 1
      let count = padded < reach ? 0 : (padded - reach) / stride + 1
      limit /= max(count, 1)
      input.append(n)
      window.append(w)
      output.append(count)
      attributes["stride", default: []].append(stride)
      attributes["pad_low", default: []].append(low)
      attributes["pad_high", default: []].append(high)
      attributes["lhs_dilation", default: []].append(holes)
      attributes["rhs_dilation", default: []].append(dilation)
      attributes["reversal", default: []].append(random.oneIn(6) ? 1 : 0)
    }
    let batchGroups = grouping == 2 ? groups : 1
    let featureGroups = grouping == 1 ? groups : 1
    let outputCount = outputPerGroup[0] * groups

    /// Puts batch and feature axes, called by the letters, and spatial ones in any order.
    func place(_ letters: [String], _ sizes: [Int], _ spatial: [Int]) -> (String, [Int]) {
      let names = letters + spatial.indices.map(String.init)
      let all = sizes + spatial
      let order = random.oneIn(2) ? Array(all.indices) : shuffled(all.count)
      return (order.map { names[$0] }.joined(), order.map { all[$0] })
    }
    let (xLayout, x) = place(
      ["b", "f"], [batchPerGroup * batchGroups, inputPerGroup[0] * featureGroups], input)
    let (yLayout, y) = place(["o", "i"], [outputCount, inputPerGroup[0]], window)
    let (rLayout, r) = place(["b", "f"], [batchPerGroup, outputCount], output)
    var lines: [String] = []
    let a = prologue("%a", element, x, &lines)
    let b = prologue("%b", element, y, &lines)
    var text = "%r = convolution \(a), \(b), layout=\"\(xLayout)_\(yLayout)->\(rLayout)\""
    for (name, values) in attributes.sorted(by: { $0.key < $1.key }) {
      text += ", \(name)=\(list(values))"
    }
    if featureGroups > 1 { text += ", feature_groups=\(featureGroups)" }
    if batchGroups > 1 { text += ", batch_groups=\(batchGroups)" }
    lines.append(text)
    return module(element, x, y, r, lines)
  }

  // MARK: What is around them

  /// Appends operations on the operand `name` and returns the name of what they give.
  private mutating func prologue(
    _ name: String, _ element: String, _ sizes: [Int], _ lines: inout [String]
  ) -> String {
    switch random.pick(0...5) {
    case 0:
      lines.append("\(name)1 = add \(name), 1")
    case 1:
      lines.append("\(name)1 = neg \(name)")
      lines.append("\(name)2 = max \(name)1, \(name)")
      return "\(name)2"
    default:
      return name
    }
    return "\(name)1"
  }

  /// Returns the module of the operations in `lines`, which give `%r`, and others on that.
  private mutating func module(
    _ element: String, _ x: [Int], _ y: [Int], _ result: [Int], _ lines: [String]
  ) -> String {
    var lines = lines
    var (last, arguments, ranges) = ("%r", "", "")
    if !result.isEmpty, random.oneIn(2) {
      let axis = random.pick(0...(result.count - 1))
      arguments += ", %bias: \(type(element, [result[axis]]))"
      ranges += ", random(-2, 2)"
      lines.append("%l = broadcast %bias, dims=[\(axis)] : \(type(element, result))")
      lines.append("%e1 = add \(last), %l")
      last = "%e1"
    }
    if random.oneIn(3) {
      arguments += ", %c: \(type(element, result))"
      ranges += ", random(-2, 2)"
      lines.append("%e2 = \(random.pick(["add", "sub", "mul"])) %c, \(last)")
      last = "%e2"
    }
    if random.oneIn(3) {
      lines.append("%e3 = max \(last), 0")
      last = "%e3"
    }
    if element == "f32", random.oneIn(4) {
      lines.append("%e4 = mul \(last), 0.125")
      lines.append("%e5 = tanh %e4")
      last = "%e5"
    }
    var sizes = result
    if sizes.count > 1, random.oneIn(4) {
      let order = shuffled(sizes.count)
      sizes = order.map { result[$0] }
      lines.append("%e6 = transpose \(last), permutation=\(list(order)) : \(type(element, sizes))")
      last = "%e6"
    }
    let parameters = "%a: \(type(element, x)), %b: \(type(element, y))\(arguments)"
    return """
      func @main(\(parameters)) -> \(type(element, sizes)) {
        \(lines.joined(separator: "\n  "))
        return \(last)
      }
      // run: @main(random(-2, 2), random(-2, 2)\(ranges))

      """
  }

}
