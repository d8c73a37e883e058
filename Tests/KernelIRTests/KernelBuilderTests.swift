import Diagnostics
import Scalars
import Testing

@testable import KernelIR

@Suite("Kernel builder") struct KernelBuilderTests {

  @Test func definitionsGoToTheOutermostScope() throws {
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: 12, .read)
    let y = b.buffer(.f32, count: 12, .write)
    b.loops(extents: [3, 4]) { (b, v) in
      let (i, j) = (IndexExpression(v[0]), IndexExpression(v[1]))
      let two = b.constant(Scalar(.f32, bits: 0x4000_0000))
      let row = b.load(x, i * 4)
      let scaled = b.binary(.mul, row, two)
      let here = b.load(x, i * 4 + j)
      let again = b.binary(.mul, b.load(x, i * 4), two)
      #expect(again == scaled)
      b.store(b.binary(.add, here, scaled), to: y, at: i * 4 + j)
    }
    let k = try b.finish()
    #expect(k.body.count == 2)
    guard case .define(_, .constant) = k.body[0], case .loop(let outer) = k.body[1] else {
      Issue.record("unexpected structure")
      return
    }
    #expect(outer.body.count == 3)
    guard case .loop(let inner) = outer.body[2] else {
      Issue.record("unexpected structure")
      return
    }
    #expect(inner.body.count == 3)
  }

  /// Returns the sum of row `i` of `x`, a matrix with four columns.
  private func rowSum(
    _ b: inout KernelBuilder, _ x: BufferID, _ i: LoopVariableID
  ) -> KernelValueID {
    let zero = b.constant(Scalar(.f32, bits: 0))
    return b.reduction(extents: [4], initial: zero, function: .add) { (b, k) in
      b.load(x, IndexExpression(i) * 4 + IndexExpression(k[0]))
    }
  }

  @Test func equalReductionsAreBuiltOnceOutsideOfInnerLoops() throws {
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: 12, .read)
    let y = b.buffer(.f32, count: 12, .write)
    b.loops(extents: [3, 4]) { (b, v) in
      let first = rowSum(&b, x, v[0])
      let second = rowSum(&b, x, v[0])
      #expect(first == second)
      let difference = b.binary(.sub, first, second)
      b.store(difference, to: y, at: IndexExpression(v[0]) * 4 + IndexExpression(v[1]))
    }
    let k = try b.finish()
    var reductions = 0
    k.body.forEachStatement { if case .reduction = $0 { reductions += 1 } }
    #expect(reductions == 1)
    guard case .loop(let outer) = k.body[1], case .reduction = outer.body[0] else {
      Issue.record("the reduction is not in the outer loop")
      return
    }
  }

  @Test func blockCombinersSeeOuterValues() throws {
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: 8, .read)
    let y = b.buffer(.i32, count: 1, .write)
    let zero = b.constant(Scalar(.f32, bits: 0))
    let none = b.constant(Scalar(.i32, bits: 0))
    let best = b.reduction(extents: [8], initial: [zero, none]) { (b, k) in
      [b.load(x, IndexExpression(k[0])), b.index(IndexExpression(k[0]), as: .i32)]
    } combine: { (b, old, new) in
      let isMore = b.compare(.gt, new[0], old[0])
      return [b.select(isMore, new[0], old[0]), b.select(isMore, new[1], old[1])]
    }
    b.store(best[1], to: y, at: IndexExpression(0))
    let k = try b.finish()
    guard case .reduction(let r) = k.body[2],
      case .block(let accumulators, let elements, let body, let results) = r.combiner
    else {
      Issue.record("unexpected structure")
      return
    }
    #expect(accumulators.count == 2 && elements.count == 2 && results.count == 2)
    #expect(body.count == 3)
  }

  @Test func combinersThatStoreStay() throws {
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: 8, .read)
    let y = b.buffer(.f32, count: 16, .write)
    let zero = b.constant(Scalar(.f32, bits: 0))
    b.loop(extent: 2) { (b, i) in
      for _ in 0..<2 {
        _ = b.reduction(extents: [8], initial: [zero]) { (b, k) in
          [b.load(x, IndexExpression(k[0]))]
        } combine: { (b, old, new) in
          let sum = b.binary(.add, old[0], new[0])
          // The same place for all, since the variable is not at hand here.
          b.store(sum, to: y, at: IndexExpression(0))
          return [sum]
        }
      }
    }
    let k = try b.finish()
    guard case .loop(let l) = k.body[1] else {
      Issue.record("unexpected structure")
      return
    }
    // Neither moved out of the loop nor merged.
    #expect(l.body.count == 2)
    #expect(KernelVerifier.verify(k).all.map(\.message) == [])
  }

  @Test func combinersUseVariables() throws {
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: 8, .read)
    let y = b.buffer(.f32, count: 8, .write)
    let zero = b.constant(Scalar(.f32, bits: 0))
    let v = b.openReduction(extents: [8])
    let element = b.load(x, IndexExpression(v[0]))
    let (old, new) = b.openCombiner(initial: [zero], elements: [element])
    let sum = b.binary(.add, old[0], new[0])
    b.store(sum, to: y, at: IndexExpression(v[0]))
    _ = b.closeReduction(combinerResults: [sum])
    let k = try b.finish()
    #expect(KernelVerifier.verify(k).all.map(\.message) == [])
    #expect(
      k
        == (try kernel(
          """
          kernel(x: in f32[8], y: out f32[8]) {
            %0 = const 0.0 : f32
            %5 = reduce init %0 over %i in 0..<8 {
              %1 = load x[%i] : f32
              yield %1
            } combine(%2: f32, %3: f32) {
              %4 = add %2, %3 : f32
              store %4, y[%i]
              yield %4
            } : f32
          }
          """)))
  }

  @Test func loadsOfStoredBuffersStay() throws {
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: 4, .read)
    let s = b.buffer(.f32, count: 4, .scratch)
    let y = b.buffer(.f32, count: 4, .write)
    b.loop(extent: 4) { (b, i) in
      b.store(b.load(x, IndexExpression(i)), to: s, at: IndexExpression(i))
    }
    b.loop(extent: 4) { (b, i) in
      let first = b.load(s, IndexExpression(0))
      let second = b.load(s, IndexExpression(0))
      #expect(first != second)
      b.store(b.binary(.add, first, second), to: y, at: IndexExpression(i))
    }
    let k = try b.finish()
    #expect(k.buffers.map(\.access) == [.read, .write, .scratch])
    #expect(k.body.count == 2)
  }

  @Test func nothingLeavesALoopWithoutIterations() throws {
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: 0, .read)
    let y = b.buffer(.f32, count: 0, .write)
    b.loop(extent: 0) { (b, i) in
      b.store(b.load(x, IndexExpression(0)), to: y, at: IndexExpression(i))
    }
    #expect(try b.finish().body.count == 1)
  }

  @Test func knownBoundsDisappear() throws {
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: 4, .read)
    let y = b.buffer(.f32, count: 4, .write)
    b.loop(extent: 4) { (b, i) in
      let inside = b.inside(IndexExpression(i), 0, 4)
      let outside = b.inside(IndexExpression(i) + 4, 0, 4)
      let value = b.load(x, IndexExpression(i), guard: inside)
      let zero = b.load(x, IndexExpression(i) + 4, guard: outside)
      #expect(b.constantValue(of: zero) == Scalar(.f32, bits: 0))
      b.store(b.select(inside, value, zero), to: y, at: IndexExpression(i), guard: inside)
    }
    let k = try b.finish()
    var guards = 0
    k.body.forEachStatement {
      if case .store(_, _, _, .some) = $0 { guards += 1 }
      if case .define(_, .load(_, _, .some)) = $0 { guards += 1 }
    }
    #expect(guards == 0)
  }

  @Test func valuesOfClosedScopesAreRefused() {
    var b = KernelBuilder()
    let x = b.buffer(.f32, count: 4, .read)
    let y = b.buffer(.f32, count: 4, .write)
    var escaped: KernelValueID?
    b.loop(extent: 4) { (b, i) in escaped = b.load(x, IndexExpression(i)) }
    #expect(escaped.map { b.isAvailable($0) } == false)
    if let v = escaped { b.store(v, to: y, at: IndexExpression(0)) }
    #expect(throws: Defect.self) { try b.finish() }
  }

  @Test func openScopesAreRefused() {
    var b = KernelBuilder()
    _ = b.openLoop(extent: 4)
    #expect(throws: Defect.self) { try b.finish() }
  }

}
