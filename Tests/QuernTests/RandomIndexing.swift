import RandomGraphs

/// Random gathers and scatters as modules in the text IR with a check that all back ends agree.
struct RandomIndexing {

  private var random: SplitMix64

  /// Creates a generator.
  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// The axes of an operand and its indices, and how they belong together.
  private struct Axes {
    var operand: [Int] = []
    var indices: [Int] = []
    var slice: [Int] = []
    var gathered: [Int] = []
    var attributes: [String] = []
  }

  /// Returns a module with a gather between elementwise operations.
  mutating func gather() -> String {
    let axes = self.axes(slices: "offset_dims", missing: "collapsed_dims")
    let x = random.pick(["f32", "i32", "i8", "f64", "bf16", "u16"])
    let i = indexType()
    let result = type(x, axes.gathered)
    let sizes = "slice_sizes=\(axes.slice)"
    return """
      func @main(%x: \(type(x, axes.operand)), %i: \(type(i, axes.indices))) -> \(result) {
        %y = mul %x, 3
        %j = add %i, 1
        %g = gather %y, %j, \((axes.attributes + [sizes]).joined(separator: ", "))
        %z = add %g, 1
        return \(random.pick(["%g", "%z"]))
      }
      // run: @main(random, \(range(i)))

      """
  }

  /// Returns a module with a scatter between elementwise operations.
  mutating func scatter() -> String {
    let axes = self.axes(slices: "window_dims", missing: "inserted_dims")
    let x = random.pick(["f32", "i32", "i8", "f64", "bf16", "u16"])
    let i = indexType()
    let word = random.pick(["add", "mul", "max", "set", ""])
    let region =
      word.isEmpty
      ? " combine(%p: \(x)[], %q: \(x)[]) {\n%1 = mul %p, 2\n%2 = sub %q, %1\nyield %2\n}" : ""
    let result = type(x, axes.operand)
    let updates = type(x, axes.gathered)
    // Small numbers, so that sums of floats are exact in any order.
    let range = x.hasPrefix("u") ? "random(0, 3)" : "random(-2, 2)"
    return """
      func @main(%x: \(result), %i: \(type(i, axes.indices)), %u: \(updates)) -> \(result) {
        %y = add %x, 3
        %j = add %i, 1
        %v = add %u, 1
        %s = scatter \(word) \(random.pick(["%x", "%y"])), \(random.pick(["%i", "%j"])), \
      \(random.pick(["%u", "%v"])), \(axes.attributes.joined(separator: ", "))\(region)
        %z = add %s, 1
        return \(random.pick(["%s", "%z"]))
      }
      // run: @main(\(range), \(self.range(i)), \(range))

      """
  }

  // MARK: Choices

  private func type(_ element: String, _ sizes: [Int]) -> String {
    "\(element)[\(sizes.map(String.init).joined(separator: ","))]"
  }

  private mutating func indexType() -> String {
    random.pick(["i32", "i64", "i8", "u8", "u32", "u64", "i16"])
  }

  /// Indices of which some are out of bounds.
  private func range(_ type: String) -> String {
    type.hasPrefix("u") ? "random(0, 6)" : "random(-3, 6)"
  }

  /// Chooses axes; `slices` and `missing` are the names of the attributes for those of slices and
  /// those that the gathered tensor lacks.
  private mutating func axes(slices: String, missing: String) -> Axes {
    var axes = Axes()
    axes.operand = (0..<random.pick(1...4)).map { _ in
      random.oneIn(20) ? 0 : random.pick(1...5)
    }
    let roles = axes.operand.map { _ in random.pick(["slice", "slice", "missing", "batch"]) }
    func having(_ role: String) -> [Int] { roles.indices.filter { roles[$0] == role } }
    axes.slice = axes.operand.indices.map { (d) in
      roles[d] == "slice" ? random.pick(0...axes.operand[d]) : min(axes.operand[d], 1)
    }

    // The axes of the indices: some of their own, and those of the operand's batch.
    var batch: [(size: Int, operand: Int?)] = having("batch").map { (axes.operand[$0], $0) }
    for _ in 0..<random.pick(0...2) {
      batch.insert((random.pick(1...4), nil), at: random.pick(0...batch.count))
    }
    let mapped = axes.operand.indices.filter { roles[$0] != "batch" && !random.oneIn(3) }
      .shuffled(using: &random)
    axes.indices = batch.map(\.size)
    var indexDim = axes.indices.count
    if mapped.count != 1 || random.oneIn(2) {
      indexDim = random.pick(0...axes.indices.count)
      axes.indices.insert(mapped.count, at: indexDim)
      axes.attributes.append("index_dim=\(indexDim)")
    }
    if !mapped.isEmpty || random.oneIn(2) { axes.attributes.append("index_map=\(mapped)") }
    let matching = batch.indices.filter { batch[$0].operand != nil }.shuffled(using: &random)
    if !matching.isEmpty {
      axes.attributes.append("operand_batch=\(matching.compactMap { batch[$0].operand })")
      axes.attributes.append("indices_batch=\(matching.map { $0 < indexDim ? $0 : $0 + 1 })")
    }
    if !having("missing").isEmpty {
      axes.attributes.append("\(missing)=\(having("missing").shuffled(using: &random))")
    }

    let inside = having("slice")
    let rank = batch.count + inside.count
    let places = (0..<rank).shuffled(using: &random).prefix(inside.count).sorted()
    if !places.isEmpty { axes.attributes.append("\(slices)=\(places)") }
    var sizes = inside.map { axes.slice[$0] }.makeIterator()
    var others = batch.map(\.size).makeIterator()
    axes.gathered = (0..<rank).map { (d) in
      (places.contains(d) ? sizes.next() : others.next()) ?? 0
    }
    axes.attributes.shuffle(using: &random)
    return axes
  }

}
