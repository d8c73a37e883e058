import Testing

@testable import KernelIR

@Suite("Kernel passes: jam") struct JamTests {

  @Test func rowsShareWhatTheyLoad() throws {
    try expect(
      .jam,
      """
      kernel(x: in f32[240], y: in f32[960], z: out f32[256]) {
        %z = const 0.0 : f32
        for %i in 0..<8 {
          for %j in 0..<32 vector(16) {
            %3 = reduce add contracted init %z over %k in 0..<30 {
              %0 = load x[%i*30 + %k] : f32
              %1 = load y[%j + %k*32] : f32
              %2 = mul %0, %1 : f32
              yield %2
            } : f32
            %4 = exp %3 : f32
            store %4, z[%i*32 + %j]
          }
        }
      }
      """,
      gives: """
        kernel(x: in f32[240], y: in f32[960], z: out f32[256]) {
          %z = const 0.0 : f32
          for %i in 0..<2 {
            for %j in 0..<32 vector(32) {
              %s0, %s1, %s2, %s3 = reduce add contracted init %z, %z, %z, %z over %k in 0..<30 {
                %a0 = load x[%i*120 + %k] : f32
                %a1 = load x[%i*120 + %k + 30] : f32
                %a2 = load x[%i*120 + %k + 60] : f32
                %a3 = load x[%i*120 + %k + 90] : f32
                %b = load y[%j + %k*32] : f32
                %p0 = mul %a0, %b : f32
                %p1 = mul %a1, %b : f32
                %p2 = mul %a2, %b : f32
                %p3 = mul %a3, %b : f32
                yield %p0, %p1, %p2, %p3
              } : f32, f32, f32, f32
              %e0 = exp %s0 : f32
              %e1 = exp %s1 : f32
              %e2 = exp %s2 : f32
              %e3 = exp %s3 : f32
              store %e0, z[%i*128 + %j]
              store %e1, z[%i*128 + %j + 32]
              store %e2, z[%i*128 + %j + 64]
              store %e3, z[%i*128 + %j + 96]
            }
          }
        }
        """)
  }

  @Test func sumsInLanesShareWhatTheyLoad() throws {
    try expect(
      .jam,
      """
      kernel(x: in f32[288], y: in f32[32], z: out f32[9]) {
        %z = const 0.0 : f32
        for %i in 0..<9 {
          %3 = reduce add contracted init %z over %k in 0..<32 vector(16) {
            %0 = load x[%i*32 + %k] : f32
            %1 = load y[%k] : f32
            %2 = mul %0, %1 : f32
            yield %2
          } : f32
          store %3, z[%i]
        }
      }
      """,
      gives: """
        kernel(x: in f32[288], y: in f32[32], z: out f32[9]) {
          %z = const 0.0 : f32
          for %i in 0..<3 {
            %s0, %s1, %s2 = reduce add contracted init %z, %z, %z over %k in 0..<32 vector(16) {
              %a0 = load x[%i*96 + %k] : f32
              %a1 = load x[%i*96 + %k + 32] : f32
              %a2 = load x[%i*96 + %k + 64] : f32
              %b = load y[%k] : f32
              %p0 = mul %a0, %b : f32
              %p1 = mul %a1, %b : f32
              %p2 = mul %a2, %b : f32
              yield %p0, %p1, %p2
            } : f32, f32, f32
            store %s0, z[%i*3]
            store %s1, z[%i*3 + 1]
            store %s2, z[%i*3 + 2]
          }
        }
        """)
  }

  /// Without rows to share the factors, sums in more lanes still do not wait for each other.
  @Test func oneRowHasMoreLanes() throws {
    try expect(
      .jam,
      """
      kernel(x: in f32[30], y: in f32[1920], z: out f32[64]) {
        %z = const 0.0 : f32
        for %j in 0..<64 vector(16) {
          %3 = reduce add contracted init %z over %k in 0..<30 {
            %0 = load x[%k] : f32
            %1 = load y[%j + %k*64] : f32
            %2 = mul %0, %1 : f32
            yield %2
          } : f32
          store %3, z[%j]
        }
      }
      """,
      gives: """
        kernel(x: in f32[30], y: in f32[1920], z: out f32[64]) {
          %z = const 0.0 : f32
          for %j in 0..<64 vector(64) {
            %3 = reduce add contracted init %z over %k in 0..<30 {
              %0 = load x[%k] : f32
              %1 = load y[%j + %k*64] : f32
              %2 = mul %0, %1 : f32
              yield %2
            } : f32
            store %3, z[%j]
          }
        }
        """)
  }

  @Test func reductionsOneAfterAnotherHaveMoreLanes() throws {
    try expect(
      .jam, statistics(lanes: 16), gives: statistics(lanes: 64))
  }

  private func statistics(lanes: Int) -> String {
    """
    kernel(x: in f32[1920], m: out f32[64], y: out f32[64]) {
      %z = const 0.0 : f32
      for %j in 0..<64 vector(\(lanes)) {
        %1 = reduce add init %z over %k in 0..<30 {
          %0 = load x[%j + %k*64] : f32
          yield %0
        } : f32
        store %1, m[%j]
        %4 = reduce add init %z over %l in 0..<30 {
          %2 = load x[%j + %l*64] : f32
          %3 = mul %1, %2 : f32
          yield %3
        } : f32
        store %4, y[%j]
      }
    }
    """
  }

  /// Sums with nothing in common, and reductions that are no sums of products.
  @Test(arguments: [
    """
    kernel(x: in f32[256], y: in f32[256], z: out f32[8]) {
      %z = const 0.0 : f32
      for %i in 0..<8 {
        %3 = reduce add contracted init %z over %k in 0..<32 vector(16) {
          %0 = load x[%i*32 + %k] : f32
          %1 = load y[%i*32 + %k] : f32
          %2 = mul %0, %1 : f32
          yield %2
        } : f32
        store %3, z[%i]
      }
    }
    """,
    """
    kernel(x: in f32[256], y: in f32[32], z: out f32[8]) {
      %z = const 0.0 : f32
      for %i in 0..<8 {
        %3 = reduce max init %z over %k in 0..<32 vector(16) {
          %0 = load x[%i*32 + %k] : f32
          %1 = load y[%k] : f32
          %2 = mul %0, %1 : f32
          yield %2
        } : f32
        store %3, z[%i]
      }
    }
    """,
  ])
  func othersAreLeftAlone(_ text: String) throws {
    try expect(.jam, text)
  }

}
