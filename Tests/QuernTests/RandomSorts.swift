import RandomGraphs

/// Random sorts as modules in the text IR with a check that all back ends agree.
struct RandomSorts {

  private var random: SplitMix64

  /// Creates a generator.
  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// Returns a module with a sort of one to three tensors, many of whose elements are equal, half
  /// of the time of the first elements only.
  mutating func next() -> String {
    let rank = random.pick(1...3)
    let axis = random.pick(0...(rank - 1))
    let shape = (0..<rank).map { (d) in
      d == axis
        ? random.pick([1, 2, 3, 4, 5, 8, 9, 16, 31, 33, 64, 100, 161, 200, 256, 257, 300, 700])
        : random.pick(0...4)
    }
    let sizes = "[\(shape.map(String.init).joined(separator: ","))]"
    let limit = random.oneIn(2) ? nil : random.pick(0...shape[axis])
    var kept = shape
    kept[axis] = limit ?? shape[axis]
    let keptSizes = "[\(kept.map(String.init).joined(separator: ","))]"
    let count = random.pick(1...3)
    let elements = (0..<count).map { _ in
      random.pick(["f32", "i32", "i8", "f64", "bf16", "u16", "f16", "u32"])
    }
    func list(_ body: (Int) -> String) -> String {
      (0..<count).map(body).joined(separator: ", ")
    }
    // Some are known to be strict weak orders.
    let isFloat = ["f32", "f64", "bf16", "f16"].contains(elements[0])
    let order = isFloat && random.oneIn(2) ? ", order=total" : ""
    var region = ["%0 = compare \(random.pick(["lt", "gt", "le", "ge"])) %a0, %b0\(order)"]
    if count > 1 {
      // Equal ones by the last operand.
      region += [
        "%1 = compare eq %a0, %b0", "%2 = compare gt %a\(count - 1), %b\(count - 1)",
        "%3 = and %1, %2", "%4 = or %0, %3",
      ]
    }
    // Square roots of negative numbers are NaN, and that of -0 is -0.
    let isRoot = isFloat && random.oneIn(3)
    return """
      func @main(\(list { "%x\($0): \(elements[$0])\(sizes)" })) -> (\(list { elements[$0] + keptSizes })) {
        \(isRoot ? "%k = sqrt %x0\n  " : "")\(list { "%y\($0)" }) = sort \(list { isRoot && $0 == 0 ? "%k" : "%x\($0)" }), dim=\(axis)\(limit.map { ", limit=\($0)" } ?? "")
            compare(\(list { "%a\($0): \(elements[$0])[], %b\($0): \(elements[$0])[]" })) {
          \(region.joined(separator: "\n    "))
          yield \(count > 1 ? "%4" : "%0")
        }
        return \(list { "%y\($0)" })
      }
      // run: @main(\(list { elements[$0].hasPrefix("u") ? "random(0, 9)" : "random(-5, 5)" }))

      """
  }

}
