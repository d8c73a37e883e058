import Testing

@testable import KernelIR

/// A small generator of pseudo-random numbers, the same on every machine.
struct Random {

  private var state: UInt64

  init(seed: UInt64) { state = seed &* 2 &+ 1 }

  /// Returns a number from `range`.
  mutating func next(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int((state >> 33) % UInt64(range.count))
  }

}

/// Calls `body` with every assignment of numbers to variables with the given extents.
func forEachAssignment(_ extents: [Int], _ body: ([Int]) -> Void) {
  var point = extents.map { _ in 0 }
  if extents.contains(0) { return }
  while true {
    body(point)
    var k = extents.count - 1
    while k >= 0, point[k] + 1 == extents[k] {
      point[k] = 0
      k -= 1
    }
    if k < 0 { return }
    point[k] += 1
  }
}

extension IndexExpression {

  /// The value where variable `i` is `point[i]`.
  func at(_ point: [Int]) -> Int {
    evaluate { (leaf) in if case .variable(let v) = leaf { point[v.index] } else { 0 } }
  }

}

@Suite("Index expressions") struct IndexExpressionTests {

  private func variable(_ i: Int) -> IndexExpression {
    IndexExpression(LoopVariableID(index: i))
  }

  @Test func rangesOfSumsAreExact() {
    let e = variable(0) * 6 - variable(1) + 3
    #expect(e.range(extents: [4, 6]) == -2...21)
    #expect(e.isInside(-2, 22, extents: [4, 6]))
    #expect(!e.isInside(-2, 21, extents: [4, 6]))
    #expect(IndexExpression(.value(KernelValueID(index: 0))).range(extents: []) == nil)
    #expect((variable(0) * Int.max).range(extents: [4]) == nil)
  }

  @Test func delinearizationUndoesLinearization() {
    let extents = [4, 6, 5]
    let indices = (0..<3).map(variable)
    let linear = IndexExpression.linear(indices, shape: extents, extents: extents)
    #expect(linear.delinearized(shape: extents, extents: extents) == indices)
  }

  @Test func reshapeThereAndBackIsTheIdentity() {
    let extents = [4, 6]
    let indices = (0..<2).map(variable)
    let there = IndexExpression.linear(indices, shape: [4, 6], extents: extents)
      .delinearized(shape: [2, 12], extents: extents)
    #expect(there[0] == variable(0).quotient(by: 2, extents: extents))
    let linear = IndexExpression.linear(there, shape: [2, 12], extents: extents)
    #expect(linear == variable(0) * 6 + variable(1))
    #expect(linear.delinearized(shape: [4, 6], extents: extents) == indices)
  }

  @Test(arguments: [[24], [4, 6], [2, 3, 4], [1, 24, 1], [2, 2, 2, 3]])
  func linearizationUndoesDelinearization(_ shape: [Int]) {
    let e = variable(0)
    let indices = e.delinearized(shape: shape, extents: [24])
    #expect(IndexExpression.linear(indices, shape: shape, extents: [24]) == e)
  }

  @Test func remaindersMergeWithQuotients() {
    let e = variable(0)
    let sum =
      IndexExpression(.quotient(e, 6)) * 6 + IndexExpression(.remainder(e, 6))
    #expect(sum.simplified(extents: [100]) == e)
  }

  @Test func nestedQuotientsAndRemaindersAreFlattened() {
    let e = variable(0)
    #expect(
      e.quotient(by: 4, extents: [100]).quotient(by: 5, extents: [100])
        == IndexExpression(.quotient(e, 20)))
    #expect(
      e.remainder(by: 20, extents: [100]).remainder(by: 5, extents: [100])
        == IndexExpression(.remainder(e, 5)))
    #expect(
      e.remainder(by: 20, extents: [100]).quotient(by: 5, extents: [100])
        == IndexExpression(.remainder(IndexExpression(.quotient(e, 5)), 4)))
  }

  @Test func stridesAreThoseOfLinearVariables() {
    let e = variable(0) * 6 + IndexExpression(.quotient(variable(1), 2))
    #expect(e.stride(in: LoopVariableID(index: 0)) == 6)
    #expect(e.stride(in: LoopVariableID(index: 1)) == nil)
    #expect(e.stride(in: LoopVariableID(index: 2)) == 0)
  }

  /// Returns a random expression of quotients and remainders of variables.
  private func randomExpression(_ random: inout Random, depth: Int) -> IndexExpression {
    var e = IndexExpression(random.next(-9...9))
    for i in 0..<3 where random.next(0...2) > 0 {
      e = e + variable(i) * random.next(-12...12)
    }
    if depth > 0 {
      for _ in 0..<random.next(1...2) {
        let inner = randomExpression(&random, depth: depth - 1)
        let d = random.next(1...12)
        let atom: IndexExpression.Atom =
          random.next(0...1) == 0 ? .quotient(inner, d) : .remainder(inner, d)
        e = e + IndexExpression(atom) * random.next(-6...6)
      }
    }
    return e
  }

  @Test func simplificationKeepsTheMeaning() {
    var random = Random(seed: 7)
    for round in 0..<3000 {
      let extents = (0..<3).map { _ in random.next(1...5) }
      let e = randomExpression(&random, depth: round % 4)
      let d = random.next(1...24)
      let s = e.simplified(extents: extents)
      let q = s.quotient(by: d, extents: extents)
      let r = s.remainder(by: d, extents: extents)
      let m = (q * d + r).simplified(extents: extents)
      let range = s.range(extents: extents)
      var wrong = 0
      forEachAssignment(extents) { (p) in
        let x = e.at(p)
        if s.at(p) != x || q.at(p) != x.floorQuotient(by: d) || m.at(p) != x
          || r.at(p) != x.floorRemainder(by: d) || range?.contains(x) != true
        {
          wrong += 1
        }
      }
      #expect(wrong == 0, "\(e) by \(d) under \(extents)")
    }
  }

  @Test func chainsOfReshapesSimplifyToTheIdentity() {
    var random = Random(seed: 11)
    let shapes = [
      [24], [4, 6], [2, 12], [6, 4], [12, 2], [2, 3, 4], [3, 8], [8, 3], [2, 2, 6], [1, 24],
    ]
    for _ in 0..<300 {
      let first = shapes[random.next(0...shapes.count - 1)]
      var indices = first.indices.map { first[$0] == 1 ? IndexExpression(0) : variable($0) }
      let start = indices
      var shape = first
      for step in 0...4 {
        let next = step == 4 ? first : shapes[random.next(0...shapes.count - 1)]
        indices = IndexExpression.linear(indices, shape: shape, extents: first)
          .delinearized(shape: next, extents: first)
        shape = next
      }
      #expect(indices == start)
    }
  }

}
