import Foundation
import GraphIR
import Quern
import Testing

/// Native code that is found again.
@Suite("Code cache") struct CodeCacheTests {

  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("quern-code-\(UUID().uuidString)").path

  private let text = """
    func @main(%x: f32[16]) -> f32[16] {
      %0 = exp %x
      %1 = const [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] : f32[16]
      %2 = add %0, %1
      return %2
    }
    """

  private func compiled(
    _ text: String, threads: Int = 1, byteLimit: Int = 1 << 24
  ) throws -> (outcome: String?, result: [Float]) {
    var options = CompileOptions(threads: threads)
    options.codeCache = CodeCacheOptions(directory: folder, byteLimit: byteLimit)
    let executable = try Model(text: text).compile(options)
    let x = try Tensor([Float](repeating: 0, count: 16), shape: [16])
    let outcome = try executable.prepare(for: [x]).cacheOutcome
    return (outcome?.rawValue, try executable(x)[0].elements())
  }

  @Test func findsTheSameProgram() throws {
    let expected = (2...17).map(Float.init)
    #expect(try compiled(text) == ("miss", expected))
    #expect(try compiled(text) == ("hit", expected))
    #expect(try compiled(text, threads: 2) == ("hit", expected))
    #expect(try compiled(text.replacing("exp", with: "cos")) == ("miss", expected))
    // The elements of constants are no part of the code.
    let other = try compiled(text.replacing("[1, 2", with: "[5, 2"))
    #expect(other.outcome == "hit")
    #expect(other.result == [6] + expected.dropFirst())
  }

  @Test func isOffUnlessAskedFor() throws {
    let executable = try Model(text: text).compile()
    let x = try Tensor([Float](repeating: 0, count: 16), shape: [16])
    #expect(try executable.prepare(for: [x]).cacheOutcome == nil)
  }

  @Test func compilesAgainWhatWasDamaged() throws {
    let expected = try compiled(text).result
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(files.count == 1)
    let url = URL(fileURLWithPath: "\(folder)/\(files[0])")
    let good = try Data(contentsOf: url)
    for bad in [good.prefix(100), good + [1], Data(), Data(good.reversed())] {
      try bad.write(to: url)
      #expect(try compiled(text) == ("damaged", expected))
      #expect(try compiled(text) == ("hit", expected))
    }
  }

  @Test func staysWithinItsLimit() throws {
    let expected = try compiled(text, byteLimit: 100).result
    #expect(try compiled(text, byteLimit: 100) == ("miss", expected))
    #expect(try compiled(text) == ("miss", expected))
    let size = try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) {
      $0 + (try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($1)")).count)
    }
    // There is room for one program.
    _ = try compiled(text.replacing("exp", with: "abs"), byteLimit: size)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
  }

}
