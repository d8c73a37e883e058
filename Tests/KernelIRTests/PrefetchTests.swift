import Testing

@testable import KernelIR

@Suite("Kernel pass: prefetch") struct PrefetchTests {

  private let target = KernelTarget(vectorByteWidth: 64, l2ByteCount: 64 << 10)

  @Test func oneLoopAsksForElementsSomeTimeBefore() throws {
    try expect(
      .prefetch,
      """
      kernel(x: in f32[65536], y: out f32[65536]) {
        for %i in 0..<65536 vector(16) {
          %0 = load x[%i] : f32
          store %0, y[%i]
        }
      }
      """,
      gives: """
        kernel(x: in f32[65536], y: out f32[65536]) {
          for %i in 0..<65536 vector(16) {
            prefetch x[%i + 2048]
            %0 = load x[%i] : f32
            store %0, y[%i]
          }
        }
        """, target: target)
  }

  @Test func theLongestLaterLoopAsksForTheNextRow() throws {
    try expect(
      .prefetch, rows(of: 4096),
      gives: """
        kernel(x: in f32[65536], y: out f32[65536]) {
          %z = const 0.0 : f32
          for %i in 0..<16 {
            %1 = reduce max init %z over %j in 0..<4096 vector(16) {
              %0 = load x[%i*4096 + %j] : f32
              yield %0
            } : f32
            %5 = reduce add init %z over %k in 0..<4096 vector(16) {
              prefetch x[%i*4096 + %k + 4096]
              %2 = load x[%i*4096 + %k] : f32
              %3 = sub %2, %1 : f32
              %4 = exp %3 : f32
              yield %4
            } : f32
            for %l in 0..<4096 vector(16) {
              %6 = load x[%i*4096 + %l] : f32
              %7 = div %6, %5 : f32
              store %7, y[%i*4096 + %l]
            }
          }
        }
        """, target: target)
  }

  @Test(arguments: [
    1024,  // short rows, of which several are asked for ahead
    8192,  // rows that are half of the cache
  ])
  func otherRowsAreAskedForByTheFirstLoop(_ extent: Int) throws {
    let result = KernelPass.prefetch.run(try kernel(rows(of: extent)), target)
    #expect("\(result)".contains("prefetch b0[%i0*\(extent) + %i1 + 2048]"))
    #expect("\(result)".split(separator: "\n").count { $0.contains("prefetch") } == 1)
  }

  private func rows(of extent: Int) -> String {
    """
    kernel(x: in f32[65536], y: out f32[65536]) {
      %z = const 0.0 : f32
      for %i in 0..<\(65536 / extent) {
        %1 = reduce max init %z over %j in 0..<\(extent) vector(16) {
          %0 = load x[%i*\(extent) + %j] : f32
          yield %0
        } : f32
        %5 = reduce add init %z over %k in 0..<\(extent) vector(16) {
          %2 = load x[%i*\(extent) + %k] : f32
          %3 = sub %2, %1 : f32
          %4 = exp %3 : f32
          yield %4
        } : f32
        for %l in 0..<\(extent) vector(16) {
          %6 = load x[%i*\(extent) + %l] : f32
          %7 = div %6, %5 : f32
          store %7, y[%i*\(extent) + %l]
        }
      }
    }
    """
  }

}
