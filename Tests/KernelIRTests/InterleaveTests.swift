import Testing

@testable import KernelIR

@Suite("Kernel passes: interleave") struct InterleaveTests {

  private static let target = KernelTarget(vectorByteWidth: 64, vectorRegisterCount: 32)

  /// A loop of `extent` iterations in `lanes`, with so many functions in a row.
  private func chain(
    of function: String, count: Int, extent: Int = 4096, _ lanes: String
  ) -> String {
    let steps = (0..<count).map { "    %\($0 + 1) = \(function) %\($0) : f32\n" }.joined()
    return """
      kernel(x: in f32[\(extent)], y: out f32[\(extent)]) {
        for %i in 0..<\(extent) \(lanes) {
          %0 = load x[%i] : f32
      \(steps)    store %\(count), y[%i]
        }
      }
      """
  }

  @Test func longBodiesGetSeveralVectors() throws {
    try expect(
      .interleave, chain(of: "exp", count: 6, "vector(16)"),
      gives: chain(of: "exp", count: 6, "vector(64)"), target: Self.target)
  }

  @Test func blocksStayWholeVectors() throws {
    try expect(
      .interleave, chain(of: "exp", count: 6, "vector(16) grain 1040"),
      gives: chain(of: "exp", count: 6, "vector(64) grain 1088"), target: Self.target)
  }

  @Test func shortBodiesStay() throws {
    try expect(.interleave, chain(of: "exp", count: 2, "vector(16)"), target: Self.target)
  }

  @Test func shortLoopsStay() throws {
    try expect(
      .interleave, chain(of: "exp", count: 6, extent: 1000, "vector(16)"), target: Self.target)
  }

  @Test func functionsThatMayBeCalledStay() throws {
    try expect(.interleave, chain(of: "sin", count: 6, "vector(16)"), target: Self.target)
  }

  @Test func fewRegistersDoNotHoldSeveralVectors() throws {
    try expect(
      .interleave, chain(of: "exp", count: 6, "vector(8)"),
      target: KernelTarget(vectorByteWidth: 32, vectorRegisterCount: 16))
  }

  @Test func bodiesWithReductionsStay() throws {
    let reductions = (0..<8).map { "          %\($0 + 3) = exp %\($0 + 2) : f32\n" }.joined()
    try expect(
      .interleave,
      """
      kernel(x: in f32[32768], y: out f32[4096]) {
        %0 = const 0.0 : f32
        for %i in 0..<4096 vector(16) {
          %1 = reduce add init %0 over %k in 0..<8 {
            %2 = load x[%k*4096 + %i] : f32
      \(reductions)      yield %10
          } : f32
          store %1, y[%i]
        }
      }
      """, target: Self.target)
  }

}
