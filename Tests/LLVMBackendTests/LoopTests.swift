import KernelIR
import LLVMBackend
import Runtime
import Scalars
import Testing

/// Loops, reductions, guards and steps in machine code.
struct LoopTests {

  private func floats(_ n: Int, _ f: (Int) -> Float) -> [Scalar] { (0..<n).map { Scalar(f($0)) } }

  @Test(arguments: [1, 3, 16, 17, 64, 100, 1000])
  func reductionsInLanesAndSerial(_ n: Int) throws {
    for f in [BinaryFunction.add, .mul, .max, .min] {
      for kind in [LoopKind.serial, .vector(lanes: 8)] {
        var b = KernelBuilder()
        let input = b.buffer(.f32, count: 3 * n, .read)
        let output = b.buffer(.f32, count: 3, .write)
        let initial = b.define(.constant(Scalar(Float(2))), .f32)
        b.loop(extent: 3) { (b, i) in
          let r = b.reduction(extents: [n], kind: kind, initial: initial, function: f) { (b, k) in
            b.define(
              .load(input, IndexExpression(i) * n + IndexExpression(k[0]), guard: nil), .f32)
          }
          b.store(r, to: output, at: IndexExpression(i))
        }
        let x = floats(3 * n) { Float(($0 * 7) % 5 == 0 ? 2 : $0 % 2 == 0 ? 1 : -1) }
        let actual = try runNatively(program(launching: try b.finish()), [x])[0]
        for row in 0..<3 {
          var e = Scalar(Float(2))
          for k in 0..<n { e = f.evaluate(e, x[row * n + k]) }
          #expect(actual[row] == e, "\(f) of \(n), \(kind)")
        }
      }
    }
  }

  /// Extrema of all types; narrow floats are in registers of a wider type.
  @Test(arguments: ElementType.allCases)
  func extremaInLanes(_ t: ElementType) throws {
    for f in [BinaryFunction.max, .min] {
      for lanes in [2, 4, 16] {
        var b = KernelBuilder()
        let n = 37
        let input = b.buffer(t, count: n, .read)
        let output = b.buffer(t, count: 1, .write)
        let initial = b.define(.constant(Scalar(t, integer: 1)), t)
        let r = b.reduction(
          extents: [n], kind: .vector(lanes: lanes), initial: initial, function: f
        ) { (b, k) in b.define(.load(input, IndexExpression(k[0]), guard: nil), t) }
        b.store(r, to: output, at: IndexExpression(0))
        let x = (0..<n).map { Scalar(t, integer: Int64(($0 * 11) % 29)) }
        let actual = try runNatively(program(launching: try b.finish()), [x])[0]
        #expect(actual == [x.reduce(Scalar(t, integer: 1)) { f.evaluate($0, $1) }])
      }
    }
  }

  /// A reduction with several accumulators, which share the lanes.
  @Test(arguments: [1, 15, 16, 50, 300])
  func severalAccumulators(_ n: Int) throws {
    for kind in [LoopKind.serial, .vector(lanes: 8)] {
      var kernel = Kernel(
        buffers: [Buffer(.i32, count: 3 * n, .read), Buffer(.i32, count: 3, .write)],
        valueTypes: [.i32, .i32, .i32, .i32, .i32, .i32, .i32], extents: [n])
      let v = (0..<7).map { KernelValueID(index: $0) }
      let k = LoopVariableID(index: 0)
      kernel.body = [.define(v[0], .constant(Scalar(.i32, integer: 7)))]
      kernel.body.append(
        .reduction(
          Reduction(
            variables: [k], kind: kind, initial: [v[0], v[0], v[0]],
            combiner: .function(.add, contracted: false),
            body: (0..<3).map {
              .define(
                v[1 + $0],
                .load(BufferID(index: 0), IndexExpression(k) + IndexExpression($0 * n), guard: nil))
            }, elements: Array(v[1...3]), results: Array(v[4...6]))))
      for i in 0..<3 {
        kernel.body.append(
          .store(v[4 + i], BufferID(index: 1), IndexExpression(i), guard: nil))
      }
      let x = (0..<(3 * n)).map { Scalar(.i32, integer: Int64($0 * $0)) }
      let actual = try runNatively(program(launching: kernel), [x])[0]
      for i in 0..<3 {
        let sum = x[(i * n)..<((i + 1) * n)].reduce(7) { $0 + $1.intValue }
        #expect(actual[i] == Scalar(.i32, integer: sum))
      }
    }
  }

  @Test func nestedReductionVectorizesItsInnermostVariable() throws {
    var b = KernelBuilder()
    let input = b.buffer(.i32, count: 4 * 37, .read)
    let output = b.buffer(.i32, count: 1, .write)
    let zero = b.define(.constant(Scalar(.i32, integer: 5)), .i32)
    let sum = b.reduction(
      extents: [4, 37], kind: .vector(lanes: 16), initial: zero, function: .add
    ) { (b, k) in
      b.define(
        .load(input, IndexExpression(k[0]) * 37 + IndexExpression(k[1]), guard: nil), .i32)
    }
    b.store(sum, to: output, at: IndexExpression(0))
    let x = (0..<148).map { Scalar(.i32, integer: Int64($0)) }
    let actual = try runNatively(program(launching: try b.finish()), [x])[0]
    #expect(actual == [Scalar(.i32, integer: 5 + 147 * 148 / 2)])
  }

  @Test func lanesAccumulateSeriallyInside() throws {
    // Column sums of products: lanes over columns, the reduction over rows is serial.
    let (rows, columns) = (9, 21)
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: rows * columns, .read)
    let y = b.buffer(.f32, count: rows, .read)
    let output = b.buffer(.f32, count: columns, .write)
    let zero = b.define(.constant(Scalar(Float(0))), .f32)
    b.loop(extent: columns, kind: .vector(lanes: 16)) { (b, j) in
      let r = b.reduction(extents: [rows], initial: zero, function: .add, contracted: true) {
        (b, i) in
        let p = b.define(
          .load(x, IndexExpression(i[0]) * columns + IndexExpression(j), guard: nil), .f32)
        let q = b.define(.load(y, IndexExpression(i[0]), guard: nil), .f32)
        return b.define(.binary(.mul, p, q), .f32)
      }
      b.store(r, to: output, at: IndexExpression(j))
    }
    let a = floats(rows * columns) { Float($0 % 11) }
    let c = floats(rows) { Float($0) }
    let actual = try runNatively(program(launching: try b.finish()), [a, c])[0]
    for j in 0..<columns {
      var e: Float = 0
      for i in 0..<rows { e += Float((i * columns + j) % 11) * Float(i) }
      #expect(actual[j] == Scalar(e))
    }
  }

  @Test func combinerOfStatements() throws {
    // The position of the largest element.
    let n = 50
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: n, .read)
    let output = b.buffer(.i64, count: 1, .write)
    let lowest = b.define(.constant(Scalar(-Float.infinity)), .f32)
    let first = b.define(.constant(Scalar(.i64, integer: -1)), .i64)
    let r = b.reduction(
      extents: [n], initial: [lowest, first],
      body: { (b, k) in
        [
          b.define(.load(x, IndexExpression(k[0]), guard: nil), .f32),
          b.define(.index(IndexExpression(k[0])), .i64),
        ]
      },
      combine: { (b, a, e) in
        let isLarger = b.define(.compare(.gt, e[0], a[0], total: false), .i1)
        return [
          b.define(.select(isLarger, e[0], a[0]), .f32),
          b.define(.select(isLarger, e[1], a[1]), .i64),
        ]
      })
    b.store(r[1], to: output, at: IndexExpression(0))
    let a = floats(n) { Float(($0 * 29) % n) }
    let largest = a.indices.max { a[$0].doubleValue < a[$1].doubleValue } ?? 0
    let actual = try runNatively(program(launching: try b.finish()), [a])[0]
    #expect(actual == [Scalar(.i64, integer: Int64(largest))])
  }

  /// Sums of all elements so far, along columns and along rows, side by side and one by one.
  @Test(arguments: [LoopKind.serial, .vector(lanes: 8)], [true, false])
  func combinersStore(_ kind: LoopKind, _ isAlongColumns: Bool) throws {
    let (count, length) = isAlongColumns ? (13, 5) : (5, 13)
    let (along, across) = isAlongColumns ? (13, 1) : (1, 13)
    var b = KernelBuilder()
    let x = b.buffer(.i32, count: 65, .read)
    let y = b.buffer(.i32, count: 65, .write)
    let zero = b.constant(Scalar(.i32, integer: 0))
    b.loop(extent: count, kind: kind) { (b, i) in
      let k = b.openReduction(extents: [length])
      let at = IndexExpression(i) * across + IndexExpression(k[0]) * along
      let element = b.load(x, at)
      let (old, new) = b.openCombiner(initial: [zero], elements: [element])
      let sum = b.binary(.add, old[0], new[0])
      b.store(sum, to: y, at: at)
      _ = b.closeReduction(combinerResults: [sum])
    }
    let a = (0..<65).map { Scalar(.i32, integer: Int64(($0 * 7) % 11 - 5)) }
    let actual = try runNatively(program(launching: try b.finish()), [a])[0]
    for i in 0..<count {
      var sum: Int64 = 0
      for k in 0..<length {
        sum += a[i * across + k * along].intValue
        #expect(actual[i * across + k * along].intValue == sum)
      }
    }
  }

  /// Lanes at every kind of position: forwards, backwards, with a stride, divided, by a value.
  @Test(arguments: [LoopKind.serial, .vector(lanes: 8), .unrolled])
  func positionsOfLanes(_ kind: LoopKind) throws {
    let n = 43
    var b = KernelBuilder()
    let x = b.buffer(.i32, count: 2 * n, .read)
    let indices = b.buffer(.i32, count: n, .read)
    var outputs: [BufferID] = []
    for _ in 0..<7 { outputs.append(b.buffer(.i32, count: 3 * n, .write)) }
    b.loop(extent: n, kind: kind) { (b, i) in
      let e = IndexExpression(i)
      let by = b.define(.load(indices, e, guard: nil), .i32)
      let positions: [IndexExpression] = [
        e, IndexExpression(n - 1) - e, e * 2, IndexExpression(.quotient(e, 3)),
        IndexExpression(.remainder(e + -50, 8)), IndexExpression(.quotient(e, 16)),
        IndexExpression(.value(by)),
      ]
      for (o, p) in zip(outputs, positions) {
        let v = b.define(.load(x, p, guard: nil), .i32)
        b.store(v, to: o, at: o == outputs[1] ? e * 3 : e)
      }
    }
    let a = (0..<(2 * n)).map { Scalar(.i32, integer: Int64($0 * $0)) }
    let p = (0..<n).map { Scalar(.i32, integer: Int64(($0 * 17) % n)) }
    let actual = try runNatively(program(launching: try b.finish()), [a, p])
    for i in 0..<n {
      #expect(actual[0][i] == a[i])
      #expect(actual[1][3 * i] == a[n - 1 - i])
      #expect(actual[2][i] == a[2 * i])
      #expect(actual[3][i] == a[i / 3])
      #expect(actual[4][i] == a[((i - 50) % 8 + 8) % 8])
      #expect(actual[5][i] == a[i / 16])
      #expect(actual[6][i] == a[(i * 17) % n])
    }
    #expect(actual[1][1].bits == 0xa5a5_a5a5)
  }

  @Test(arguments: [LoopKind.serial, .vector(lanes: 8)])
  func guardsThatHoldInAllLanesOrNone(_ kind: LoopKind) throws {
    let (rows, columns) = (4, 21)
    var b = KernelBuilder()
    let x = b.buffer(.i32, count: rows * columns, .read)
    let loaded = b.buffer(.i32, count: rows * columns, .write)
    let stored = b.buffer(.i32, count: rows * columns, .write)
    b.loop(extent: rows) { (b, i) in
      let isInside = b.inside(IndexExpression(i), 1, 3)
      b.loop(extent: columns, kind: kind) { (b, j) in
        let at = IndexExpression(i) * columns + IndexExpression(j)
        b.store(b.load(x, at, guard: isInside), to: loaded, at: at)
        b.store(b.load(x, at), to: stored, at: at, guard: isInside)
      }
    }
    let a = (1...(rows * columns)).map { Scalar(.i32, integer: Int64($0)) }
    let actual = try runNatively(program(launching: try b.finish()), [a])
    for k in a.indices {
      let isInside = (1..<3).contains(k / columns)
      #expect(actual[0][k].bits == (isInside ? a[k].bits : 0))
      #expect(actual[1][k].bits == (isInside ? a[k].bits : 0xa5a5_a5a5))
    }
  }

  @Test(arguments: [LoopKind.serial, .vector(lanes: 8)])
  func guardedAccess(_ kind: LoopKind) throws {
    // A window that reaches beyond both ends reads zeros there; odd positions are not stored.
    let n = 29
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: n, .read)
    let window = b.buffer(.f32, count: n, .write)
    let odd = b.buffer(.f32, count: n, .write)
    b.loop(extent: n, kind: kind) { (b, i) in
      let p = IndexExpression(i) + -4
      let isInside = b.define(.inside(p, lower: 0, upper: n - 10), .i1)
      let v = b.define(.load(x, p, guard: isInside), .f32)
      b.store(v, to: window, at: IndexExpression(i))
      let isOdd = b.define(
        .inside(IndexExpression(.remainder(IndexExpression(i), 2)), lower: 1, upper: 2), .i1)
      b.store(v, to: odd, at: IndexExpression(i), guard: isOdd)
    }
    let a = floats(n) { Float($0 + 1) }
    let actual = try runNatively(program(launching: try b.finish()), [a])
    for i in 0..<n {
      let e = i >= 4 && i - 4 < n - 10 ? a[i - 4] : Scalar(Float(0))
      #expect(actual[0][i] == e)
      #expect(actual[1][i] == (i % 2 == 1 ? e : Scalar(.f32, bits: 0xa5a5_a5a5)))
    }
  }

  @Test(arguments: [1, 2, 3, 7])
  func parallelLoopsGiveTheSameForEveryThreadCount(_ threads: Int) throws {
    let n = 1003
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: n, .read)
    let output = b.buffer(.f32, count: n, .write)
    let row = b.buffer(.f32, count: 4, .scratch)
    b.loop(extent: n) { (b, i) in
      let v = b.define(.load(x, IndexExpression(i), guard: nil), .f32)
      b.store(v, to: row, at: IndexExpression(0))
      let w = b.define(.load(row, IndexExpression(0), guard: nil), .f32)
      b.store(b.define(.unary(.neg, w), .f32), to: output, at: IndexExpression(i))
    }
    let a = floats(n) { Float($0) }
    let kernel = scheduled(try b.finish(), .serial, grain: 64)
    let actual = try runNatively(program(launching: kernel), [a], threads: threads)[0]
    #expect(actual == floats(n) { -Float($0) })
  }

  @Test func vectorLoopInBlocks() throws {
    let n = 1003
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: n, .read)
    let output = b.buffer(.f32, count: n, .write)
    b.loop(extent: n) { (b, i) in
      let v = b.define(.load(x, IndexExpression(i), guard: nil), .f32)
      b.store(b.define(.binary(.add, v, v), .f32), to: output, at: IndexExpression(i))
    }
    let kernel = scheduled(try b.finish(), .vector(lanes: 16), grain: 128)
    let actual = try runNatively(
      program(launching: kernel), [floats(n) { Float($0) }], threads: 2)[0]
    #expect(actual == floats(n) { 2 * Float($0) })
  }

  /// x ← x + 1 while x < limit; then a branch on whether the limit was even.
  @Test(arguments: [0, 1, 7, 100])
  func stepsBranchAndLoop(_ limit: Int) throws {
    func kernel(_ body: (inout KernelBuilder, BufferID) -> (KernelValueID, ElementType)) throws
      -> Kernel
    {
      var b = KernelBuilder()
      let x = b.buffer(.i32, count: 1, .read)
      let (v, t) = body(&b, x)
      let output = b.buffer(t, count: 1, .write)
      b.store(v, to: output, at: IndexExpression(0))
      return try b.finish()
    }
    func load(_ b: inout KernelBuilder, _ x: BufferID) -> KernelValueID {
      b.define(.load(x, IndexExpression(0), guard: nil), .i32)
    }
    func number(_ b: inout KernelBuilder, _ n: Int) -> KernelValueID {
      b.define(.constant(Scalar(.i32, integer: Int64(n))), .i32)
    }
    let increment = try kernel { (b, x) in
      let (v, one) = (load(&b, x), number(&b, 1))
      return (b.define(.binary(.add, v, one), .i32), .i32)
    }
    let isBelow = try kernel { (b, x) in
      let (v, n) = (load(&b, x), number(&b, limit))
      return (b.define(.compare(.lt, v, n, total: false), .i1), .i1)
    }
    let negate = try kernel { (b, x) in (b.define(.unary(.neg, load(&b, x)), .i32), .i32) }
    let slots = [
      Slot(.i32, count: 1, .argument(0)), Slot(.i32, count: 1, .arena(offset: 0)),
      Slot(.i32, count: 1, .arena(offset: 64)), Slot(.i1, count: 1, .arena(offset: 128)),
      Slot(.i1, count: 1, .argument(1)), Slot(.i32, count: 1, .result(0)),
    ]
    let id = (0..<6).map(SlotID.init(index:))
    let program = Program(
      name: "count", kernels: [increment, isBelow, negate], slots: slots,
      steps: [
        .copy(from: id[0], to: id[1]),
        .loop(
          condition: [.launch(KernelID(index: 1), [id[1], id[3]])], predicate: id[3],
          body: [
            .launch(KernelID(index: 0), [id[1], id[2]]), .copy(from: id[2], to: id[1]),
          ]),
        .branch(
          id[4],
          [[.launch(KernelID(index: 2), [id[1], id[5]])], [.copy(from: id[1], to: id[5])]]),
      ], arenaByteCount: 192)
    for flag in [0, 1] {
      let actual = try runNatively(
        program, [[Scalar(.i32, integer: 0)], [Scalar(.i1, bits: UInt64(flag))]])
      #expect(actual[0] == [Scalar(.i32, integer: Int64(flag == 1 ? -limit : limit))])
    }
  }

  @Test func outputsForOtherTargets() throws {
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: 64, .read)
    let output = b.buffer(.f32, count: 64, .write)
    b.loop(extent: 64, kind: .vector(lanes: 4)) { (b, i) in
      let v = b.define(.load(x, IndexExpression(i), guard: nil), .f32)
      b.store(b.define(.unary(.exp, v), .f32), to: output, at: IndexExpression(i))
    }
    let p = program(launching: try b.finish())
    for triple in ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"] {
      let target = NativeTarget(triple: triple)
      let text = String(decoding: try LLVMBackend.emit(p, as: .llvm, for: target), as: UTF8.self)
      #expect(text.contains("<4 x float>") && text.contains("@quern_entry"))
      let assembly = String(
        decoding: try LLVMBackend.emit(p, as: .assembly, for: target), as: UTF8.self)
      #expect(assembly.contains("quern_kernel_0") && !assembly.contains("expf"))
      #expect(
        try LLVMBackend.emit(p, as: .object, for: target).starts(with: [0x7f, 0x45, 0x4c, 0x46]))
    }
    #expect(throws: (any Error).self) {
      try LLVMBackend.emit(p, as: .object, for: NativeTarget(triple: "pdp11-dec-unix"))
    }
  }

}
