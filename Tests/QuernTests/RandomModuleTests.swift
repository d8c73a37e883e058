import GraphIR
import RandomGraphs
import Scalars
import Testing

@testable import Quern

/// Random programs on integers and truth values, for which native code has to give exactly what the
/// interpreter gives, before and after the passes.
@Suite struct RandomModuleTests {

  @Test(arguments: 0..<6)
  func backendsAgree(block: Int) throws {
    var options = RandomModule.Options()
    options.types = ElementType.allCases.filter { !$0.isFloat }
    for seed in UInt64(block * 8)..<UInt64(block * 8 + 8) {
      let random = RandomModule(seed: seed, options)
      let text = random.module.description
      let model = try Model(text: text)
      func results(_ backend: Backend) throws -> [Literal] {
        try model.evaluate(entry: "main", arguments: random.arguments, backend: backend).map(
          \.dense)
      }
      let expected = try results(.interpreter)
      for backend in [Backend.unoptimized, .jit] {
        let actual = try results(backend)
        #expect(
          actual.map(\.text) == expected.map(\.text), "seed \(seed), \(backend.rawValue)\n\(text)")
      }
    }
  }

}
