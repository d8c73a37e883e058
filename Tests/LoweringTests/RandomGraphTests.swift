import GraphIR
import Testing

@Suite("Random graphs")
struct RandomGraphTests {

  /// Fused kernels, unfused kernels and the reference semantics agree.
  @Test(arguments: 0..<40)
  func agree(block: Int) throws {
    for i in 0..<5 {
      let seed = UInt64(block * 5 + i)
      var graphs = RandomGraph(seed: seed)
      let text = graphs.next(size: 4 + Int(seed % 20))
      try expectAgreement(text, tolerance: 1e-3, seed: seed)
    }
  }

}
