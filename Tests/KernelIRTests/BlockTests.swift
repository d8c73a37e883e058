import Testing

@testable import KernelIR

@Suite("Kernel pass: block") struct BlockTests {

  @Test func transposesRunInSquareBlocks() throws {
    try expect(
      .block,
      """
      kernel(x: in f32[2048], y: out f32[2048]) {
        for %i in 0..<64 {
          for %j in 0..<32 {
            %0 = load x[%j*64 + %i] : f32
            %1 = exp %0 : f32
            store %1, y[%i*32 + %j]
          }
        }
      }
      """,
      gives: """
        kernel(x: in f32[2048], y: out f32[2048]) {
          for %i in 0..<64 block(16) {
            for %j in 0..<32 vector(16) {
              %0 = load x[%j*64 + %i] : f32
              %1 = exp %0 : f32
              store %1, y[%i*32 + %j]
            }
          }
        }
        """)
  }

  @Test func theLoopsOfTheBlockBecomeTheInnermostOnes() throws {
    // The load is contiguous in %i, the store in %k.
    try expect(
      .block,
      """
      kernel(x: in f64[5120], y: out f64[5120]) {
        for %i in 0..<16 {
          for %j in 0..<10 {
            for %k in 0..<32 {
              %0 = load x[%k*160 + %j*16 + %i] : f64
              store %0, y[%i*320 + %j*32 + %k]
            }
          }
        }
      }
      """,
      gives: """
        kernel(x: in f64[5120], y: out f64[5120]) {
          for %j in 0..<10 {
            for %i in 0..<16 block(8) {
              for %k in 0..<32 vector(8) {
                %0 = load x[%k*160 + %j*16 + %i] : f64
                store %0, y[%i*320 + %j*32 + %k]
              }
            }
          }
        }
        """)
  }

  @Test func guardsThatLoadNothingAreAllowed() throws {
    try expect(
      .block,
      """
      kernel(x: in f32[640], s: out f32[1024]) {
        for %k in 0..<64 {
          for %j in 0..<16 {
            %0 = inside %j in 0..<10 : i1
            %1 = load x[%j*64 + %k] if %0 : f32
            store %1, s[%k*16 + %j]
          }
        }
      }
      """,
      gives: """
        kernel(x: in f32[640], s: out f32[1024]) {
          for %k in 0..<64 block(16) {
            for %j in 0..<16 vector(16) {
              %0 = inside %j in 0..<10 : i1
              %1 = load x[%j*64 + %k] if %0 : f32
              store %1, s[%k*16 + %j]
            }
          }
        }
        """)
  }

  @Test func aValueOfEachRowStaysBeforeItsColumns() throws {
    try expect(
      .block,
      """
      kernel(x: in f32[512], y: in f32[32], z: out f32[512]) {
        for %i in 0..<32 {
          %0 = load y[%i] : f32
          for %j in 0..<16 {
            %1 = load x[%j*32 + %i] : f32
            %2 = add %0, %1 : f32
            store %2, z[%i*16 + %j]
          }
        }
      }
      """,
      gives: """
        kernel(x: in f32[512], y: in f32[32], z: out f32[512]) {
          for %i in 0..<32 block(16) {
            %0 = load y[%i] : f32
            for %j in 0..<16 vector(16) {
              %1 = load x[%j*32 + %i] : f32
              %2 = add %0, %1 : f32
              store %2, z[%i*16 + %j]
            }
          }
        }
        """)
  }

  @Test(arguments: [
    // Nothing is transposed.
    ("%i*32 + %j", "%i*32 + %j", 64, 32), ("%i", "%i*32 + %j", 64, 32),
    // The load is contiguous in no loop.
    ("%j*128 + %i*2", "%i*32 + %j", 64, 32),
    // A loop is too short.
    ("%j*64 + %i", "%i*3 + %j", 64, 3), ("%j*3 + %i", "%i*32 + %j", 3, 32),
  ])
  func othersStay(load: String, store: String, rows: Int, columns: Int) throws {
    try expect(
      .block,
      """
      kernel(x: in f32[4096], y: out f32[4096]) {
        for %i in 0..<\(rows) {
          for %j in 0..<\(columns) {
            %0 = load x[\(load)] : f32
            store %0, y[\(store)]
          }
        }
      }
      """)
  }

  @Test func loopsWhoseOrderMattersStay() throws {
    try expect(
      .block,
      """
      kernel(x: inout f32[4096]) {
        for %i in 0..<64 {
          for %j in 0..<64 {
            %0 = load x[%j*64 + %i] : f32
            store %0, x[%i*64 + %j]
          }
        }
      }
      """)
  }

  @Test func aBlockLoopContainsOneVectorLoop() throws {
    func violations(_ lanes: Int, _ body: String) throws -> [String] {
      try KernelIRTests.violations(
        """
        kernel(x: in f32[256], y: out f32[256]) {
          for %i in 0..<16 block(\(lanes)) {
        \(body)
          }
        }
        """)
    }
    let store = "store %0, y[%i*16 + %j]"
    let transpose = "for %j in 0..<16 vector(8) { %0 = load x[%j*16 + %i] : f32 \(store) }"
    #expect(try violations(8, transpose) == [])
    let lanes = "the block loop of %i0 is not one vector loop of 4 lanes"
    #expect(try violations(4, transpose) == [lanes])
    #expect(
      try violations(3, transpose) == [
        "the loop of %i0 has 3 lanes, not a power of two from 2 to 64",
        "the block loop of %i0 is not one vector loop of 3 lanes",
      ])
    let serial = "for %j in 0..<16 { %0 = load x[%j*16 + %i] : f32 \(store) }"
    #expect(
      try violations(8, serial) == [
        "the block loop of %i0 is not one vector loop of 8 lanes"
      ])
    #expect(
      try violations(8, "%0 = load x[%i] : f32 store %0, y[%i]") == [
        "the block loop of %i0 is not one vector loop of 8 lanes"
      ])
    #expect(
      try violations(8, "for %j in 0..<16 vector(8) { %0 = load x[%j] : f32 store %0, y[%j] }")
        == ["an iteration of the vector loop of %i0 touches elements of b1 that another stores"])
  }

}
