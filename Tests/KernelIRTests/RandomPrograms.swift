@testable import KernelIR

/// Kernels on arrays of `i32`, and random programs of them with branches and loops.
struct RandomPrograms {

  /// Element counts of arrays; each is twice the one before.
  private static let counts = [4, 8, 16]

  private var random: Random
  private var kernels: [String: KernelID] = [:]
  private var program = Program(
    name: "random", kernels: [], slots: [], steps: [], arenaByteCount: 0)
  private var truths: [SlotID] = []

  /// Creates a generator.
  init(seed: UInt64) { random = Random(seed: seed) }

  /// Returns a program of one argument for each count, and two truth values behind them.
  ///
  /// Slots of its arena are at no useful offsets.
  mutating func next(depth: Int) throws -> Program {
    var values: [SlotID] = []
    for (i, n) in Self.counts.enumerated() { values.append(slot(n, .argument(i))) }
    for i in 0..<2 {
      program.slots.append(Slot(.i1, count: 1, .argument(Self.counts.count + i)))
      truths.append(SlotID(index: program.slots.count - 1))
    }
    program.steps = try steps(depth: depth, values: &values)
    for i in 0..<3 {
      let v = pick(values)
      program.steps.append(.copy(from: v, to: slot(count(v), .result(i))))
    }
    return program
  }

  private mutating func pick<T>(_ list: [T]) -> T { list[random.next(0...(list.count - 1))] }

  private mutating func slot(_ count: Int, _ storage: Slot.Storage = .arena(offset: 0)) -> SlotID {
    program.slots.append(Slot(.i32, count: count, storage))
    return SlotID(index: program.slots.count - 1)
  }

  private func count(_ s: SlotID) -> Int { program[s].count }

  /// Returns the kernel written in `text`.
  private mutating func kernelID(_ text: String) throws -> KernelID {
    if let known = kernels[text] { return known }
    let id = KernelID(index: program.kernels.count)
    program.kernels.append(try kernel(text))
    kernels[text] = id
    return id
  }

  /// A kernel that stores a function of the element at `index` of an array of `n` elements.
  private mutating func map(_ n: Int, at index: String) throws -> KernelID {
    try kernelID(
      """
      kernel(x: in i32[\(n)], y: out i32[\(n)]) {
        %c = const 3 : i32
        for %i in 0..<\(n) {
          %0 = load x[\(index)] : i32
          %1 = mul %0, %c : i32
          store %1, y[%i]
        }
      }
      """)
  }

  private mutating func sum(_ n: Int) throws -> KernelID {
    try kernelID(
      """
      kernel(x: in i32[\(n)], y: in i32[\(n)], z: out i32[\(n)]) {
        for %i in 0..<\(n) {
          %0 = load x[%i] : i32
          %1 = load y[%i] : i32
          %2 = sub %0, %1 : i32
          store %2, z[%i]
        }
      }
      """)
  }

  /// A kernel that writes half of its output.
  private mutating func part(_ n: Int, at offset: Int) throws -> KernelID {
    try kernelID(
      """
      kernel(x: in i32[\(n)], y: out i32[\(2 * n)]) {
        for %i in 0..<\(n) {
          %0 = load x[%i] : i32
          store %0, y[%i + \(offset)]
        }
      }
      """)
  }

  // MARK: Steps

  /// Returns random steps, and adds what they compute to `values`.
  private mutating func steps(depth: Int, values: inout [SlotID]) throws -> [Step] {
    var result: [Step] = []
    for _ in 0..<random.next(1...6) {
      switch random.next(0...(depth > 0 ? 7 : 5)) {
      case 0, 1:
        let (x, y) = { ($0, slot(count($0))) }(pick(values))
        result.append(.launch(try map(count(x), at: "%i"), [x, y]))
        values.append(y)
      case 2:
        let (x, y) = { ($0, slot(count($0))) }(pick(values))
        result.append(.launch(try map(count(x), at: "\(count(x) - 1) - %i"), [x, y]))
        values.append(y)
      case 3, 4:
        let x = pick(values)
        let y = pick(values.filter { count($0) == count(x) })
        let z = slot(count(x))
        result.append(.launch(try sum(count(x)), [x, y, z]))
        values.append(z)
      case 5:
        let small = values.filter { count($0) < Self.counts[Self.counts.count - 1] }
        let x = pick(small)
        let y = pick(small.filter { count($0) == count(x) })
        let z = slot(2 * count(x))
        result.append(.launch(try part(count(x), at: 0), [x, z]))
        result.append(.launch(try part(count(x), at: count(x)), [y, z]))
        values.append(z)
      case 6:
        result.append(try branch(depth: depth, values: &values))
      default:
        result += try loop(depth: depth, values: &values)
      }
    }
    return result
  }

  private mutating func branch(depth: Int, values: inout [SlotID]) throws -> Step {
    let results = (0..<random.next(1...2)).map { _ in slot(pick(Self.counts)) }
    var lists: [[Step]] = []
    for _ in 0..<2 {
      var inner = values
      var list = try steps(depth: depth - 1, values: &inner)
      for r in results {
        list.append(.copy(from: pick(inner.filter { count($0) == count(r) }), to: r))
      }
      lists.append(list)
    }
    values += results
    return .branch(pick(truths), lists)
  }

  private mutating func loop(depth: Int, values: inout [SlotID]) throws -> [Step] {
    let zero = slot(1, .constant([0, 0, 0, 0]))
    let counter = slot(1)
    let predicate = SlotID(index: program.slots.count)
    program.slots.append(Slot(.i1, count: 1, .arena(offset: 0)))
    var result: [Step] = [.copy(from: zero, to: counter)]
    var carried: [SlotID] = []
    for _ in 0..<random.next(1...3) {
      let first = pick(values)
      let c = slot(count(first))
      result.append(.copy(from: first, to: c))
      carried.append(c)
    }

    let isLess = try kernelID(
      """
      kernel(x: in i32[1], y: out i1[1]) {
        %0 = const \(random.next(0...3)) : i32
        %1 = load x[0] : i32
        %2 = compare lt %1, %0 : i1
        store %2, y[0]
      }
      """)
    let increment = try kernelID(
      """
      kernel(x: in i32[1], y: out i32[1]) {
        %0 = const 1 : i32
        %1 = load x[0] : i32
        %2 = add %1, %0 : i32
        store %2, y[0]
      }
      """)
    var inner = values + carried
    var body = try steps(depth: depth - 1, values: &inner)
    let yields = carried.map { (c) in pick(inner.filter { count($0) == count(c) }) }
    let next = slot(1)
    body.append(.launch(increment, [counter, next]))
    body += assignments(from: yields + [next], to: carried + [counter])
    result.append(
      .loop(condition: [.launch(isLess, [counter, predicate])], predicate: predicate, body: body))
    values += carried
    return result
  }

  /// Copies that make each target what its source was before.
  private mutating func assignments(from sources: [SlotID], to targets: [SlotID]) -> [Step] {
    var first: [Step] = []
    var last: [Step] = []
    for (from, to) in zip(sources, targets) where from != to {
      if targets.contains(from) {
        let temporary = slot(count(from))
        first.append(.copy(from: from, to: temporary))
        last.append(.copy(from: temporary, to: to))
      } else {
        last.append(.copy(from: from, to: to))
      }
    }
    return first + last
  }

}
