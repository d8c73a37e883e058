/// Random functions in the text IR, of small tensors of `i32` and `f32`.
///
/// Integers make every wrong index visible; floats stay small, so that rounding does not.
struct RandomGraph {

  /// A value of the function.
  private struct Value {
    let name: String
    let element: String
    let shape: [Int]
    var type: String { "\(element)[\(shape.map(String.init).joined(separator: ","))]" }
    var count: Int { shape.reduce(1, *) }
  }

  private var random: Random
  private var lines: [String] = []
  private var values: [Value] = []
  private var nextName = 0
  private var indent = "  "

  /// Creates a generator.
  init(seed: UInt64) { random = Random(seed: seed) }

  /// Returns a module whose `@main` has about `size` operations.
  mutating func next(size: Int) -> String {
    let parameters = [
      Value(name: "x", element: "i32", shape: [3, 4]),
      Value(name: "y", element: "f32", shape: [3, 4]),
      Value(name: "v", element: "i32", shape: [4]),
      Value(name: "w", element: "f32", shape: [2, 3]),
      Value(name: "n", element: "i32", shape: []),
      Value(name: "p", element: "i1", shape: []),
    ]
    values = parameters
    for _ in 0..<size { step(depth: 1) }
    var results = [values[values.count - 1]]
    for _ in 0..<pick(0...2) { results.append(anyValue()) }
    let arguments = parameters.map { "%\($0.name): \($0.type)" }.joined(separator: ", ")
    let types = results.map(\.type).joined(separator: ", ")
    let names = results.map { "%\($0.name)" }.joined(separator: ", ")
    return "func @main(\(arguments)) -> (\(types)) {\n"
      + lines.joined(separator: "\n") + "\n  return \(names)\n}\n"
  }

  // MARK: Choices

  private mutating func pick(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func pick<T>(_ list: [T]) -> T { list[pick(0...(list.count - 1))] }

  /// A number, more often one of the last.
  private mutating func anyValue(where isWanted: (Value) -> Bool = { $0.element != "i1" }) -> Value
  {
    let wanted = values.filter(isWanted)
    if wanted.isEmpty { return values[0] }
    return wanted[max(pick(0...(wanted.count - 1)), pick(0...(wanted.count - 1)))]
  }

  private mutating func add(_ operation: String, _ element: String, _ shape: [Int]) {
    let v = Value(name: "a\(nextName)", element: element, shape: shape)
    nextName += 1
    lines.append("\(indent)%\(v.name) = \(operation) : \(v.type)")
    values.append(v)
  }

  private func list(_ numbers: [Int]) -> String {
    "[\(numbers.map(String.init).joined(separator: ", "))]"
  }

  // MARK: Operations

  private mutating func step(depth: Int) {
    let a = anyValue()
    switch pick(0...22) {
    case 0...2: unary(a)
    case 3...6: binary(a)
    case 7...8: broadcast(a)
    case 9: reshape(a)
    case 10: transpose(a)
    case 11: slice(a)
    case 12: pad(a)
    case 13: concatenate(a)
    case 14...16: reduce(a)
    case 17: dot(a)
    case 18: select(a)
    case 19: dynamicSlice(a)
    case 20: leaf(a)
    case 21: gather(a)
    default: if depth > 0 { branch() } else { unary(a) }
    }
  }

  private mutating func unary(_ a: Value) {
    if a.element == "i32", pick(0...3) == 0 { return add("convert %\(a.name)", "f32", a.shape) }
    let f = pick(a.element == "f32" ? ["tanh", "logistic", "neg", "abs", "tanh"] : ["neg", "not"])
    add("\(f) %\(a.name)", a.element, a.shape)
  }

  private mutating func binary(_ a: Value) {
    let f = pick(["add", "sub", "mul", "max", "min"])
    let b = anyValue { $0.element == a.element && $0.shape == a.shape }
    if b.element == a.element, b.shape == a.shape, pick(0...3) != 0 {
      add("\(f) %\(a.name), %\(b.name)", a.element, a.shape)
    } else {
      add("\(f) %\(a.name), \(a.element == "f32" ? "0.5" : "3")", a.element, a.shape)
    }
  }

  private mutating func broadcast(_ a: Value) {
    guard a.shape.count < 3 else { return unary(a) }
    let axis = pick(0...a.shape.count)
    var shape = a.shape
    shape.insert(pick(1...4), at: axis)
    let dims = a.shape.indices.map { $0 < axis ? $0 : $0 + 1 }
    add("broadcast %\(a.name), dims=\(list(dims))", a.element, shape)
  }

  private mutating func reshape(_ a: Value) {
    let divisors = (1...max(a.count, 1)).filter { a.count % $0 == 0 }
    let n = pick(divisors)
    let rest = a.count / n
    let shape = pick([[n, rest], [n, 1, rest], [a.count], [rest, n]])
    add("reshape %\(a.name)", a.element, shape)
  }

  private mutating func transpose(_ a: Value) {
    guard !a.shape.isEmpty else { return unary(a) }
    let permutation = Array(a.shape.indices).shuffled(using: &random)
    add(
      "transpose %\(a.name), permutation=\(list(permutation))", a.element,
      permutation.map { a.shape[$0] })
  }

  private mutating func slice(_ a: Value) {
    guard !a.shape.isEmpty else { return unary(a) }
    if pick(0...2) == 0 {
      return add("reverse %\(a.name), dims=[\(a.shape.count - 1)]", a.element, a.shape)
    }
    let start = a.shape.map { pick(0...($0 - 1)) }
    let stride = a.shape.map { _ in pick(1...2) }
    let limit = zip(a.shape, start).map { pick(($1 + 1)...$0) }
    add(
      "slice %\(a.name), start=\(list(start)), limit=\(list(limit)), stride=\(list(stride))",
      a.element, start.indices.map { (limit[$0] - start[$0] + stride[$0] - 1) / stride[$0] })
  }

  private mutating func pad(_ a: Value) {
    guard !a.shape.isEmpty else { return unary(a) }
    let low = a.shape.map { _ in pick(-1...2) }
    let interior = a.shape.map { _ in pick(0...1) }
    let sizes = a.shape.indices.map { a.shape[$0] + (a.shape[$0] - 1) * interior[$0] + low[$0] }
    let high = sizes.map { max(1 - $0, pick(-1...2)) }
    let shape = zip(sizes, high).map { $0 + $1 }
    if shape.reduce(1, *) > 200 { return unary(a) }
    add(
      "pad %\(a.name), \(a.element == "f32" ? "0.25" : "7"), low=\(list(low)), "
        + "high=\(list(high)), interior=\(list(interior))", a.element, shape)
  }

  private mutating func concatenate(_ a: Value) {
    guard !a.shape.isEmpty, a.count < 100 else { return unary(a) }
    let axis = pick(0...(a.shape.count - 1))
    let b = anyValue { (v) in
      v.element == a.element && v.shape.count == a.shape.count
        && v.shape.indices.allSatisfy { $0 == axis || v.shape[$0] == a.shape[$0] }
    }
    let isMatch = b.element == a.element && b.shape.count == a.shape.count
    let other = isMatch && b.name != "x" ? b : a
    var shape = a.shape
    shape[axis] += other.shape[axis]
    guard other.shape.indices.allSatisfy({ $0 == axis || other.shape[$0] == a.shape[$0] }) else {
      return unary(a)
    }
    add("concat %\(a.name), %\(other.name), dim=\(axis)", a.element, shape)
  }

  private mutating func reduce(_ a: Value) {
    guard !a.shape.isEmpty else { return unary(a) }
    let last = a.shape.count - 1
    let dims = pick([[last], [last], [pick(0...last)], Array(0...last)])
    let shape = a.shape.indices.filter { !dims.contains($0) }.map { a.shape[$0] }
    let f = pick(["add", "max", "min"])
    add("reduce \(f) %\(a.name), dims=\(list(dims))", a.element, shape)
    // What people do next: something for each row, and a broadcast back.
    guard dims == [last], pick(0...1) == 0 else { return }
    let r = values[values.count - 1]
    add("broadcast %\(r.name), dims=\(list(Array(0..<last)))", a.element, a.shape)
    let b = values[values.count - 1]
    add("sub %\(a.name), %\(b.name)", a.element, a.shape)
    if a.element == "f32" { add("tanh %\(values[values.count - 1].name)", "f32", a.shape) }
  }

  private mutating func dot(_ a: Value) {
    guard let size = a.shape.last else { return unary(a) }
    let b = anyValue { $0.element == a.element && $0.shape.contains(size) }
    guard b.element == a.element, let axis = b.shape.firstIndex(of: size) else { return unary(a) }
    var free = b.shape
    free.remove(at: axis)
    let shape = Array(a.shape.dropLast()) + free
    if shape.reduce(1, *) > 200 || shape.count > 4 { return unary(a) }
    add(
      "dot_general %\(a.name), %\(b.name), lhs_contract=[\(a.shape.count - 1)], "
        + "rhs_contract=[\(axis)]", a.element, shape)
    if a.element == "f32" { add("tanh %\(values[values.count - 1].name)", "f32", shape) }
  }

  private mutating func select(_ a: Value) {
    let b = anyValue { $0.element == a.element && $0.shape == a.shape }
    guard b.element == a.element, b.shape == a.shape else { return unary(a) }
    add("compare lt %\(a.name), %\(b.name)", "i1", a.shape)
    add(
      "select %\(values[values.count - 1].name), %\(a.name), %\(b.name)", a.element, a.shape)
  }

  private mutating func dynamicSlice(_ a: Value) {
    guard !a.shape.isEmpty else { return unary(a) }
    let n = anyValue { $0.element == "i32" && $0.shape.isEmpty }
    let starts = a.shape.map { _ in "%\(n.name)" }.joined(separator: ", ")
    let limit = a.shape.map { pick(1...$0) }
    if pick(0...1) == 0 {
      return add("dynamic_slice %\(a.name), \(starts), limit=\(list(limit))", a.element, limit)
    }
    let b = anyValue { (v) in
      v.element == a.element && v.shape.count == a.shape.count
        && zip(v.shape, a.shape).allSatisfy { $0 <= $1 }
    }
    guard b.element == a.element, zip(b.shape, a.shape).allSatisfy({ $0 <= $1 }),
      b.shape.count == a.shape.count
    else { return unary(a) }
    add("dynamic_update_slice %\(a.name), %\(b.name), \(starts)", a.element, a.shape)
  }

  /// Takes elements, or rows, along an axis.
  private mutating func gather(_ a: Value) {
    let i = anyValue { $0.element == "i32" && $0.shape.count < 3 }
    guard let axis = a.shape.indices.randomElement(using: &random), i.element == "i32",
      i.count * a.count / a.shape[axis] <= 200
    else { return unary(a) }
    let rest = a.shape.indices.filter { $0 != axis }
    let places = Array(i.shape.count..<(i.shape.count + rest.count))
    let block = a.shape.indices.map { $0 == axis ? 1 : a.shape[$0] }
    add(
      "gather %\(a.name), %\(i.name), offset_dims=\(list(places)), collapsed_dims=[\(axis)], "
        + "index_map=[\(axis)], slice_sizes=\(list(block))", a.element,
      i.shape + rest.map { a.shape[$0] })
  }

  private mutating func leaf(_ a: Value) {
    guard !a.shape.isEmpty else { return unary(a) }
    add("iota dim=\(pick(0...(a.shape.count - 1)))", a.element, a.shape)
  }

  private mutating func branch() {
    let outer = values
    var regions: [[String]] = []
    let savedLines = lines
    indent = "    "
    for _ in 0..<2 {
      lines = []
      values = outer
      for _ in 0..<pick(1...4) { step(depth: 0) }
      // Both yield a value of the same type.
      let v = anyValue()
      add("reduce add %\(v.name), dims=\(list(Array(v.shape.indices)))", v.element, [])
      let r = values[values.count - 1]
      if r.element == "f32" { add("sign %\(r.name)", "f32", []) }
      if r.element == "f32" { add("convert %\(values[values.count - 1].name)", "i32", []) }
      lines.append("    yield %\(values[values.count - 1].name)")
      regions.append(lines)
    }
    lines = savedLines
    values = outer
    indent = "  "
    let v = Value(name: "a\(nextName)", element: "i32", shape: [])
    nextName += 1
    lines.append("  %\(v.name) = if %p then {")
    lines += regions[0]
    lines.append("  } else {")
    lines += regions[1]
    lines.append("  } : i32[]")
    values.append(v)
  }

}
