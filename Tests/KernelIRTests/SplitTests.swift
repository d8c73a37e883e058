import Testing

@testable import KernelIR

@Suite("Kernel passes: split") struct SplitTests {

  @Test func loopsAreSplitByTheNumberThatDividesTheirVariable() throws {
    try expect(
      .split,
      """
      kernel(x: in f32[4], y: in f32[96], z: out f32[96]) {
        for %a in 0..<3 {
          for %b in 0..<32 {
            %0 = load x[%b floordiv 8] : f32
            %1 = load y[%a*32 + (%b mod 8)*4 + %b floordiv 8] : f32
            %2 = add %0, %1 : f32
            store %2, z[%a*32 + %b]
          }
        }
      }
      """,
      gives: """
        kernel(x: in f32[4], y: in f32[96], z: out f32[96]) {
          for %a in 0..<3 {
            for %b in 0..<4 {
              for %c in 0..<8 {
                %0 = load x[%b] : f32
                %1 = load y[%a*32 + %c*4 + %b] : f32
                %2 = add %0, %1 : f32
                store %2, z[%a*32 + %b*8 + %c]
              }
            }
          }
        }
        """)
  }

  @Test(arguments: [
    // The inner loop would be too short for vectors.
    "%a floordiv 4",
    // The number does not divide the extent.
    "%a floordiv 9",
    // What is divided is not the variable alone.
    "(%a + 1) floordiv 8",
    // Two numbers divide it.
    "%a floordiv 8 + %a floordiv 16",
    // The loop has no iteration in which the quotient is not zero.
    "%a floordiv 32",
  ])
  func otherLoopsStay(index: String) throws {
    let text = """
      kernel(x: in f32[32], y: out f32[32]) {
        for %a in 0..<32 {
          %0 = load x[\(index)] : f32
          store %0, y[%a]
        }
      }
      """
    try expect(.split, text, gives: text)
  }

}
