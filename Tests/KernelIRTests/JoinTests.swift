import Testing

@testable import KernelIR

@Suite("Kernel pass: join") struct JoinTests {

  @Test func sumsOverTheSameElementsBecomeOneLoop() throws {
    try expect(
      .join,
      """
      kernel(x: in f32[512], g: in f32[512], y: out f32[64], z: out f32[64]) {
        %z = const 0.0 : f32
        for %i in 0..<64 {
          %1 = reduce add init %z over %j in 0..<8 {
            %0 = load x[%i*8 + %j] : f32
            yield %0
          } : f32
          store %1, y[%i]
          %one = const 1.0 : f32
          %5 = reduce add init %one over %k in 0..<8 {
            %2 = load x[%i*8 + %k] : f32
            %3 = load g[%i*8 + %k] : f32
            %4 = mul %2, %3 : f32
            yield %4
          } : f32
          store %5, z[%i]
        }
      }
      """,
      gives: """
        kernel(x: in f32[512], g: in f32[512], y: out f32[64], z: out f32[64]) {
          %z = const 0.0 : f32
          for %i in 0..<64 {
            %one = const 1.0 : f32
            %1, %5 = reduce add init %z, %one over %j in 0..<8 {
              %0 = load x[%i*8 + %j] : f32
              %3 = load g[%i*8 + %j] : f32
              %4 = mul %0, %3 : f32
              yield %0, %4
            } : f32, f32
            store %1, y[%i]
            store %5, z[%i]
          }
        }
        """)
  }

  @Test func elementsThatTheFirstLoopStoresAreTakenFromRegisters() throws {
    try expect(
      .join,
      """
      kernel(x: in f32[8], g: in f32[8], y: out f32[2], s: scratch f32[8]) {
        %z = const 0.0 : f32
        %2 = reduce add init %z over %j in 0..<8 {
          %0 = load x[%j] : f32
          %1 = exp %0 : f32
          store %1, s[%j]
          yield %1
        } : f32
        %6 = reduce add init %z over %k in 0..<8 {
          %3 = load s[%k] : f32
          %4 = load g[%k] : f32
          %5 = mul %3, %4 : f32
          yield %5
        } : f32
        store %2, y[0]
        store %6, y[1]
      }
      """,
      gives: """
        kernel(x: in f32[8], g: in f32[8], y: out f32[2], s: scratch f32[8]) {
          %z = const 0.0 : f32
          %2, %6 = reduce add init %z, %z over %j in 0..<8 {
            %0 = load x[%j] : f32
            %1 = exp %0 : f32
            store %1, s[%j]
            %4 = load g[%j] : f32
            %5 = mul %1, %4 : f32
            yield %1, %5
          } : f32, f32
          store %2, y[0]
          store %6, y[1]
        }
        """)
  }

  @Test(arguments: [
    // The second needs the result of the first.
    """
    %1 = reduce add init %z over %j in 0..<8 {
      %0 = load x[%j] : f32
      yield %0
    } : f32
    %2 = neg %1 : f32
    %5 = reduce add init %z over %k in 0..<8 {
      %3 = load x[%k] : f32
      %4 = add %3, %2 : f32
      yield %4
    } : f32
    store %5, y[0]
    """,
    // Another function.
    """
    %1 = reduce add init %z over %j in 0..<8 {
      %0 = load x[%j] : f32
      yield %0
    } : f32
    %4 = reduce max init %z over %k in 0..<8 {
      %3 = load x[%k] : f32
      yield %3
    } : f32
    %5 = add %1, %4 : f32
    store %5, y[0]
    """,
    // Another number of iterations.
    """
    %1 = reduce add init %z over %j in 0..<8 {
      %0 = load x[%j] : f32
      yield %0
    } : f32
    %4 = reduce add init %z over %k in 0..<4 {
      %3 = load x[%k] : f32
      yield %3
    } : f32
    %5 = add %1, %4 : f32
    store %5, y[0]
    """,
    // Nothing in common.
    """
    %1 = reduce add init %z over %j in 0..<8 {
      %0 = load x[%j] : f32
      yield %0
    } : f32
    %4 = reduce add init %z over %k in 0..<8 {
      %3 = load g[%k] : f32
      yield %3
    } : f32
    %5 = add %1, %4 : f32
    store %5, y[0]
    """,
    // The second loads what comes to memory in between.
    """
    %1 = reduce add init %z over %j in 0..<8 {
      %0 = load s[%j] : f32
      yield %0
    } : f32
    store %1, s[0]
    %4 = reduce add init %z over %k in 0..<8 {
      %3 = load s[%k] : f32
      yield %3
    } : f32
    store %4, y[0]
    """,
    // The second loads elements that the first stores later.
    """
    %1 = reduce add init %z over %j in 0..<8 {
      %0 = load x[%j] : f32
      store %0, s[%j]
      yield %0
    } : f32
    %4 = reduce add init %z over %k in 0..<8 {
      %3 = load s[-%k + 7] : f32
      %5 = load x[%k] : f32
      %6 = mul %3, %5 : f32
      yield %6
    } : f32
    %7 = add %1, %4 : f32
    store %7, y[0]
    """,
  ])
  func otherReductionsStayApart(_ body: String) throws {
    let source = try kernel(
      """
      kernel(x: in f32[8], g: in f32[8], y: out f32[1], s: scratch f32[8]) {
        %z = const 0.0 : f32
        \(body)
      }
      """)
    #expect(KernelPass.join.run(source, KernelTarget()) == source)
  }

}
