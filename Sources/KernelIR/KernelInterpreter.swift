import Diagnostics
import Scalars

/// Executes kernels one element at a time, whatever the kinds of their loops: the meaning of the
/// kernel IR, for tests and for finding out which stage went wrong.
///
/// Sums of products are not contracted. Reductions run in the order of their iterations.
package struct KernelInterpreter {

  private let kernel: Kernel
  private let places: [ByteMemory.Place]
  private var memory: ByteMemory
  private var values: [Scalar]
  private var variables: [Int]

  /// Executes `kernel` with its parameters at `places`.
  ///
  /// - Throws: `Defect` if it accesses an element beyond the end of a buffer.
  package static func run(
    _ kernel: Kernel, on places: [ByteMemory.Place], in memory: inout ByteMemory
  ) throws {
    var places = places
    let scratch = kernel.buffers.dropFirst(kernel.parameterCount)
    for b in scratch { places.append(memory.add(byteCount: b.count * b.element.byteWidth)) }
    var interpreter = KernelInterpreter(kernel, places, memory)
    memory = ByteMemory()
    defer {
      memory = interpreter.memory
      for _ in scratch { memory.removeLast() }
    }
    try interpreter.execute(kernel.body)
  }

  private init(_ kernel: Kernel, _ places: [ByteMemory.Place], _ memory: ByteMemory) {
    self.kernel = kernel
    self.places = places
    self.memory = memory
    values = kernel.valueTypes.map { Scalar($0, bits: 0) }
    variables = kernel.extents.map { _ in 0 }
  }

  // MARK: Statements

  private mutating func execute(_ statements: [Statement]) throws {
    for s in statements {
      switch s {
      case .define(let v, let e):
        values[v.index] = try evaluate(e, type: kernel.type(of: v))
      case .store(let v, let b, let i, let condition):
        if let condition, values[condition.index].bits == 0 { continue }
        let position = try self.position(i, in: b)
        memory[places[b.index], position, kernel[b].element] = values[v.index]
      case .prefetch:
        break
      case .loop(let l):
        for i in 0..<kernel.extent(of: l.variable) {
          variables[l.variable.index] = i
          if let bound = l.bound, evaluate(bound.index) >= bound.limit { break }
          if l.grain != nil { undefineScratch() }
          try execute(l.body)
        }
      case .reduction(let r):
        try execute(r)
      }
    }
  }

  /// Forgets what an iteration of the parallel loop left behind.
  private mutating func undefineScratch() {
    for (b, place) in zip(kernel.buffers, places) where b.access == .scratch {
      memory.undefine(place)
    }
  }

  private mutating func execute(_ r: Reduction) throws {
    var accumulators = r.initial.map { values[$0.index] }
    try forEachIteration(of: r.variables[...]) { (interpreter) in
      try interpreter.execute(r.body)
      let elements = r.elements.map { interpreter.values[$0.index] }
      switch r.combiner {
      case .function(let f, _):
        accumulators = zip(accumulators, elements).map { f.evaluate($0, $1) }
      case .block(let parameters, let elementParameters, let body, let results):
        for (p, x) in zip(parameters, accumulators) { interpreter.values[p.index] = x }
        for (p, x) in zip(elementParameters, elements) { interpreter.values[p.index] = x }
        try interpreter.execute(body)
        accumulators = results.map { interpreter.values[$0.index] }
      }
    }
    for (v, x) in zip(r.results, accumulators) { values[v.index] = x }
  }

  private mutating func forEachIteration(
    of nest: ArraySlice<LoopVariableID>, _ body: (inout KernelInterpreter) throws -> Void
  ) throws {
    guard let v = nest.first else { return try body(&self) }
    for i in 0..<kernel.extent(of: v) {
      variables[v.index] = i
      try forEachIteration(of: nest.dropFirst(), body)
    }
  }

  // MARK: Expressions

  private func evaluate(_ i: IndexExpression) -> Int {
    i.evaluate { (leaf) in
      switch leaf {
      case .variable(let v): variables[v.index]
      case .value(let v): Int(values[v.index].intValue)
      case .quotient, .remainder: 0
      }
    }
  }

  /// Returns where `i` is in `b`.
  private func position(_ i: IndexExpression, in b: BufferID) throws -> Int {
    let position = evaluate(i)
    guard position >= 0, position < kernel[b].count else {
      throw Defect(
        "the kernel interpreter",
        "\(b)[\(i)] is element \(position) of \(kernel[b].count) in\n\(kernel)")
    }
    return position
  }

  private func evaluate(_ e: Expression, type: ElementType) throws -> Scalar {
    func value(_ v: KernelValueID) -> Scalar { values[v.index] }
    switch e {
    case .constant(let s):
      return s
    case .index(let i):
      return Scalar(type, integer: Int64(evaluate(i)))
    case .inside(let i, let lower, let upper):
      let x = evaluate(i)
      return Scalar(.i1, bits: lower <= x && x < upper ? 1 : 0)
    case .load(let b, let i, let condition):
      if let condition, value(condition).bits == 0 { return Scalar(type, bits: 0) }
      return memory[places[b.index], try position(i, in: b), type]
    case .unary(let f, let a):
      return f.evaluate(value(a))
    case .binary(let f, let a, let b):
      return f.evaluate(value(a), value(b))
    case .fma(let a, let b, let c):
      return Self.fusedMultiplyAdd(value(a), value(b), value(c))
    case .byteDot(let a, let b):
      return Self.byteDot(value(a), value(b))
    case .compare(let d, let a, let b, let total):
      return Scalar(.i1, bits: d.evaluate(value(a), value(b), total: total) ? 1 : 0)
    case .select(let c, let a, let b):
      return value(c).bits != 0 ? value(a) : value(b)
    case .convert(let a):
      return value(a).converted(to: type)
    case .bitcast(let a):
      return Scalar(type, bits: value(a).bits)
    }
  }

  /// The sum of the products of the bytes of `a`, without signs, and those of `b`, with them.
  private static func byteDot(_ a: Scalar, _ b: Scalar) -> Scalar {
    let sum = (0..<4).reduce(Int32(0)) { (sum, k) in
      let x = UInt8(truncatingIfNeeded: a.bits >> (8 * UInt64(k)))
      let y = Int8(truncatingIfNeeded: b.bits >> (8 * UInt64(k)))
      return sum + Int32(x) * Int32(y)
    }
    return Scalar(a.type, bits: UInt64(UInt32(bitPattern: sum)))
  }

  /// `a × b + c`, rounded once to the type of all three.
  private static func fusedMultiplyAdd(_ a: Scalar, _ b: Scalar, _ c: Scalar) -> Scalar {
    if a.type == .f32 {
      let x = Float(c.doubleValue).addingProduct(Float(a.doubleValue), Float(b.doubleValue))
      return Scalar(.f32, Double(x))
    }
    return Scalar(a.type, c.doubleValue.addingProduct(a.doubleValue, b.doubleValue))
  }

}
