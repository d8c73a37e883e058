import Diagnostics
import GraphIR
import Interpreter
import RandomGraphs
import Scalars
import Testing

@testable import GraphPasses

/// Random programs: what holds for all of them.
@Suite struct RandomGraphTests {

  /// Seeds in blocks, each of which is one test case.
  private static let blocks = stride(from: UInt64(0), to: 400, by: 50).map { $0..<($0 + 50) }

  @Test func allOperationsAndTypesOccur() {
    var opcodes = Set<Opcode>()
    var types = Set<ElementType>()
    for seed in 0..<UInt64(400) {
      for function in RandomModule(seed: seed).module.functions {
        let graph = function.graph
        for id in graph.operations {
          opcodes.insert(graph[id].opcode)
          types.formUnion(graph[id].results.map { graph.type(of: $0).element })
        }
      }
    }
    // Random modules have no files.
    #expect(Set(Opcode.allCases).subtracting(opcodes) == [.weight])
    #expect(types.count == ElementType.allCases.count)
  }

  @Test(arguments: blocks)
  func printingAndParsingAreInverse(seeds: Range<UInt64>) throws {
    for seed in seeds {
      let module = RandomModule(seed: seed).module
      try #require(Verifier.verify(module).all.map(\.message) == [], "seed \(seed)")
      let text = module.description
      var sources = SourceManager()
      let file = sources.add(SourceFile(name: "random.qir", text: text))
      var diagnostics = DiagnosticList()
      let parsed = Module.parse(file, in: sources, diagnostics: &diagnostics)
      #expect(
        DiagnosticRenderer.render(diagnostics, in: sources) == "", "seed \(seed)\n\(text)")
      #expect(parsed?.description == text, "seed \(seed)")
    }
  }

  @Test(arguments: blocks)
  func everyPassKeepsResults(seeds: Range<UInt64>) throws {
    for seed in seeds {
      let random = RandomModule(seed: seed)
      var module = random.module
      let expected = try Interpreter.run(module, entry: "main", arguments: random.arguments)
      for (i, pass) in Pipeline.default.enumerated() {
        let before = module
        var options = PassManager.Options()
        options.verifiesEach = true
        var manager = PassManager(options)
        try manager.run([pass], on: &module)
        let results = try Interpreter.run(module, entry: "main", arguments: random.arguments)
        for (n, (old, new)) in zip(expected, results).enumerated() {
          guard let difference = Self.difference(old, new) else { continue }
          Issue.record(
            """
            seed \(seed): pass \(i), '\(pass.name)', changes result \(n): \(difference)
            before:
            \(before)
            after:
            \(module)
            """)
          break
        }
        if results.count != expected.count { Issue.record("seed \(seed): results are missing") }
      }
    }
  }

  /// The first element that is not the same, which NaN it is aside.
  private static func difference(_ a: Literal, _ b: Literal) -> String? {
    guard a.type == b.type else { return "\(a.type) and \(b.type)" }
    for i in 0..<a.count where a[i] != b[i] {
      if a[i].doubleValue.isNaN, b[i].doubleValue.isNaN { continue }
      return "element \(i) is \(b[i].text) instead of \(a[i].text)"
    }
    return nil
  }

}
