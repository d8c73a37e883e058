import LLVMBackend
import Quern
import Runtime
import Testing

/// Convolutions by minimal filtering in whole models.
@Suite("Minimal filtering in models") struct WinogradModelTests {

  /// A model with a convolution between what is fused into it.
  private static func model(_ layout: String, image: String, weights: String, result: String)
    -> String
  {
    """
    func @main(%x: \(image), %w: \(weights), %r: \(result)) -> (\(result), \(result)) {
      %a = tanh %x
      %y = convolution %a, %w, layout="\(layout)", stride=[1, 1], pad_low=[1, 1], \
      pad_high=[1, 1], lhs_dilation=[1, 1], rhs_dilation=[1, 1], reversal=[0, 0], \
      feature_groups=1, batch_groups=1
      %s = add %y, %r
      %t = tanh %s
      return %s, %t
    }
    """
  }

  private static let models = [
    model(
      "bf01_oi01->bf01", image: "f32[2,32,18,21]", weights: "f32[40,32,3,3]",
      result: "f32[2,40,18,21]"),
    model(
      "b01f_01io->b01f", image: "f32[2,18,21,32]", weights: "f32[3,3,32,48]",
      result: "f32[2,18,21,48]"),
  ]

  /// Returns the results for made-up numbers of about one, and the number of kernels.
  private func results(
    of text: String, usesWinograd: Bool, threads: Int = 1
  ) throws -> (results: [[Float]], stepCount: Int) {
    var options = CompileOptions(threads: 1)
    options.usesWinograd = usesWinograd
    let executable = try Model(text: text).compile(options)
    let arguments = try executable.inputs.map { (p) throws -> Tensor in
      let sizes = p.shape.map { if case .fixed(let n) = $0 { n } else { 0 } }
      let count = sizes.reduce(1, *)
      let elements = (0..<count).map { Float(($0 &* 2_654_435_761) % 2000) / 1000 - 1 }
      return try Tensor(elements, shape: sizes)
    }
    guard case .native(let call) = try executable.prepare(for: arguments).implementation else {
      Issue.record("the model was not compiled")
      return ([], 0)
    }
    let pool = ThreadPool(threadCount: threads)
    defer { pool.stop() }
    let storages = try call.run(
      arguments.map(\.storage), NativeCall.Options(threads: threads, pool: pool))
    let floats = storages.map { (s) -> [Float] in
      s.array.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
    return (floats, call.native.program.steps.count)
  }

  @Test(arguments: models) func errorsStayWithinTheirBound(text: String) throws {
    let (expected, one) = try results(of: text, usesWinograd: false)
    let (actual, several) = try results(of: text, usesWinograd: true)
    #expect(several == one + 3)
    var largest: Float = 0
    for (x, y) in zip(expected[0], actual[0]) { largest = max(largest, abs(x - y)) }
    // Sums of 288 products that are about a half each.
    #expect(largest < 3e-5)
    #expect(largest > 0, "two ways to compute sums differ somewhere")
    #expect(actual[0].count == expected[0].count)
    for (s, t) in zip(actual[0], actual[1]) where abs(s) < 0.1 { #expect(abs(t - s) < 1e-3) }
  }

  @Test(arguments: models) func threadsDoNotChangeBits(text: String) throws {
    let expected = try results(of: text, usesWinograd: true).results
    for threads in [2, 3, 7] {
      let actual = try results(of: text, usesWinograd: true, threads: threads).results
      #expect(actual == expected)
    }
  }

}
