import Scalars
import Testing

@testable import KernelIR

@Suite("Kernel pass: stream") struct StreamTests {

  private let target = KernelTarget(vectorByteWidth: 64, l2ByteCount: 4096)

  @Test func rowsAreCombinedInTheOrderOfMemory() throws {
    try expect(
      .stream,
      """
      kernel(x: in f32[10240], w: in f32[512], y: out f32[512]) {
        %z = const 0.0 : f32
        for %c in 0..<512 {
          %0 = load w[%c] : f32
          %3 = reduce add init %z over %r in 0..<20 {
            %1 = load x[%r*512 + %c] : f32
            %2 = mul %0, %1 : f32
            yield %2
          } : f32
          %4 = exp %3 : f32
          store %4, y[%c]
        }
      }
      """,
      gives: """
        kernel(x: in f32[10240], w: in f32[512], y: out f32[512], s: scratch f32[256]) {
          %0 = const 0.0 : f32
          for %b in 0..<2 {
            for %i in 0..<256 {
              %1 = load w[%b*256 + %i] : f32
              store %0, s[%i]
            }
            for %r in 0..<4 {
              for %j in 0..<256 {
                %2 = load w[%b*256 + %j] : f32
                %3 = load s[%j] : f32
                %6 = reduce add init %3 over %u in 0..<5 {
                  %4 = load x[%b*256 + %r*2560 + %j + %u*512] : f32
                  %5 = mul %2, %4 : f32
                  yield %5
                } : f32
                store %6, s[%j]
              }
            }
            for %k in 0..<256 {
              %7 = load w[%b*256 + %k] : f32
              %8 = load s[%k] : f32
              %9 = exp %8 : f32
              store %9, y[%b*256 + %k]
            }
          }
        }
        """, target: target)
  }

  @Test func rowsThatAreLeftAreCombinedByThemselves() throws {
    let source = try kernel(
      """
      kernel(x: in i32[8448], y: out i32[256]) {
        %z = const 0 : i32
        for %c in 0..<256 {
          %1 = reduce add init %z over %q in 0..<3, %r in 0..<11 {
            %0 = load x[%q*2816 + %r*256 + %c] : i32
            yield %0
          } : i32
          store %1, y[%c]
        }
      }
      """)
    let streamed = KernelPass.stream.run(source, target)
    #expect(KernelVerifier.verify(streamed).all.map(\.message) == [])
    #expect(streamed != source)
    func sums(_ k: Kernel) throws -> [Int64] {
      var memory = ByteMemory()
      let x = memory.add(byteCount: 8448 * 4)
      let y = memory.add(byteCount: 256 * 4)
      for i in 0..<8448 { memory[x, i, .i32] = Scalar(.i32, integer: Int64(i * i % 1001)) }
      try KernelInterpreter.run(k.renumbered(), on: [x, y], in: &memory)
      return (0..<256).map { memory[y, $0, .i32].intValue }
    }
    #expect(try sums(streamed) == sums(source))
  }

  @Test(arguments: [
    // Too few columns, no rows in a line, a matrix that is in the cache.
    "over %r in 0..<80 { %1 = load x[%r*128 + %c mod 128] : f32",
    "over %r in 0..<20 { %1 = load x[%r + %c*20] : f32",
    "over %r in 0..<4 { %1 = load x[%r*512 + %c] : f32",
  ])
  func othersStay(reduction: String) throws {
    try expect(
      .stream,
      """
      kernel(x: in f32[10240], y: out f32[512]) {
        %z = const 0.0 : f32
        for %c in 0..<512 {
          %2 = reduce add init %z \(reduction)
            yield %1
          } : f32
          store %2, y[%c]
        }
      }
      """, target: target)
  }

}
