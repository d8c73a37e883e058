import GraphIR
import Scalars

/// Calls, branches, loops and fusions.
extension GraphGenerator {

  mutating func control() {
    switch random.pick(0...3) {
    case 0 where !callees.isEmpty: call()
    case 1: branch()
    default: loop()
    }
  }

  private mutating func call() {
    let callee = random.pick(callees)
    let operands = callee.argumentTypes.map { value(of: $0) }
    add(.call, operands, [.callee: .callee(callee.name)], types: nil)
  }

  private mutating func branch() {
    let types = (0..<random.pick(1...2)).map { _ in graph.type(of: value()) }
    func content(_ g: inout GraphGenerator, _: [ValueID]) -> [ValueID] {
      for _ in 0..<g.random.pick(0...3) { g.step() }
      return types.map { g.value(of: $0) }
    }
    if random.oneIn(2) {
      let p = value(of: TensorType(.i1, []))
      let regions = [region([], captures: true, content), region([], captures: true, content)]
      add(.if, [p], [:], regions: regions, types: nil)
    } else {
      let n = value(of: TensorType(.i32, []))
      let count = random.pick(1...3)
      let regions = (0..<count).map { _ in region([], captures: true, content) }
      add(.case, [n], [:], regions: regions, types: nil)
    }
  }

  /// A loop that counts up to a few iterations.
  private mutating func loop() {
    let index = TensorType(.i32, [])
    let first = add(.const, [], [.value: .literal(Literal(Scalar(.i32, integer: 0)))], type: index)
    let carried = [first] + (0..<random.pick(1...2)).map { _ in value() }
    let types = carried.map { graph.type(of: $0) }
    let iterations = Int64(random.pick(0...3))
    let condition = region(types, captures: true) { (g, v) in
      let limit = g.add(
        .const, [], [.value: .literal(Literal(Scalar(.i32, integer: iterations)))], type: index)
      return [g.add(.compare, [v[0], limit], [.direction: .keyword("lt")])]
    }
    let body = region(types, captures: true) { (g, v) in
      for _ in 0..<g.random.pick(0...4) { g.step() }
      let one = g.add(
        .const, [], [.value: .literal(Literal(Scalar(.i32, integer: 1)))], type: index)
      let next = g.add(.add, [v[0], one])
      return [next] + types.dropFirst().map { g.value(of: $0) }
    }
    add(.while, carried, [:], regions: [condition, body], types: nil)
  }

  mutating func fusion() {
    guard depth == 0 else { return elementwise() }
    let operands = (0..<random.pick(1...2)).map { _ in value() }
    isInKernel = true
    let kernel = region(operands.map { graph.type(of: $0) }, captures: false) { (g, v) in
      for _ in 0..<g.random.pick(1...3) { g.random.oneIn(3) ? g.movement() : g.elementwise() }
      return [g.visible.last ?? v[0]]
    }
    isInKernel = false
    add(.fusion, operands, [.kind: .keyword("loop")], regions: [kernel], types: nil)
  }

}
