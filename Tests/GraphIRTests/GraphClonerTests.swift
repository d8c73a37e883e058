import Diagnostics
import GraphIR
import Scalars
import Testing

@Suite struct GraphClonerTests {

  /// Negates the argument twice in a branch that captures it.
  private let callee = unaryFunction("f", "f32[N]") { (b, x) in
    let p = b.add(.const, [], [.value: .literal(splat(.i1, 1))], types: ["i1[]"])
    let one = b.add(.const, [], [.value: .literal(splat(.f32, 1))], types: ["f32[N]"])[0]
    let regions = [x, one].map { (v) in
      b.region { (b, r, _) in b.add(.yield, b.add(.neg, [v], types: ["f32[N]"], in: r), in: r) }
    }
    return b.add(.if, p, regions: regions, types: ["f32[N]"])[0]
  }

  @Test func inlining() {
    var b = FunctionBuilder()
    let a = b.argument("a", "f32[3]")
    let z = b.add(.neg, [a], types: ["f32[3]"])[0]
    b.add(.return, [z])
    b.edit { (g) in
      var symbols = SymbolBindings()
      let isMatch = symbols.match(type("f32[N]"), type("f32[3]"))
      #expect(isMatch)
      var cloner = GraphCloner(from: callee.graph, replacing: symbols)
      guard let ret = g.terminator(of: g.body) else { return }
      let results = cloner.inline(callee.graph.body, arguments: [z], into: &g, at: .before(ret))
      g.setOperands(of: ret, to: results)
    }
    let f = b.function(results: ["f32[3]"])
    #expect(errors(f) == [])
    #expect(
      f.graph.operations.map { f.graph[$0].opcode }
        == [.neg, .const, .const, .if, .neg, .yield, .neg, .yield, .return])
    // The constant has got the size that the symbol stands for.
    #expect(f.graph[f.graph.operations[2]].attributes.literal == splat(.f32, 1, [3]))
  }

  @Test func copiesInTheSameGraphKeepCaptures() {
    var f = callee
    let original = f.graph
    guard let branch = original.operations.first(where: { original[$0].opcode == .if }) else {
      Issue.record("there is no branch")
      return
    }
    var cloner = GraphCloner(from: original)
    let copy = cloner.clone(branch, into: &f.graph, at: .after(branch))
    #expect(errors(f) == [])
    #expect(f.graph[copy].operands == original[branch].operands)
    #expect(cloner.mapped(original[branch].results[0]) == f.graph[copy].results[0])
    #expect(f.graph[f.graph.body].arguments.map { f.graph[$0].users.count } == [2])
  }

}

@Suite struct SpecializationTests {

  private let double = unaryFunction("double", "f32[N]") { (b, x) in
    let two = b.add(.const, [], [.value: .literal(splat(.f32, 2))], types: ["f32[N]"])[0]
    return b.add(.mul, [x, two], types: ["f32[N]"])[0]
  }

  private let unused = unaryFunction("unused", "f32[N]") { (_, x) in x }

  /// Doubles its arguments, which have different sizes.
  private var main: Function {
    var b = FunctionBuilder()
    let x = b.argument("x", "f32[A]")
    let y = b.argument("y", "f32[B]")
    let u = b.add(.call, [x], [.callee: .callee("double")], types: ["f32[A]"])
    let v = b.add(.call, [y], [.callee: .callee("double")], types: ["f32[B]"])
    b.add(.return, u + v)
    return b.function(results: ["f32[A]", "f32[B]"])
  }

  private func specialized(_ types: [String], entry: String = "main") -> (Module?, [String]) {
    var diagnostics = DiagnosticList()
    let result = Module(functions: [main, unused, double]).specialized(
      entry: entry, argumentTypes: types.map(type), diagnostics: &diagnostics)
    return (result, diagnostics.all.map(\.message))
  }

  @Test func functionsAreCopiedForEachSignature() {
    let (module, messages) = specialized(["f32[2]", "f32[3]"])
    #expect(messages == [])
    #expect(module?.functions.map(\.name) == ["main", "double", "double_1"])
    #expect(
      module?.functions.map { $0.argumentTypes.map(\.description) }
        == [["f32[2]", "f32[3]"], ["f32[2]"], ["f32[3]"]])
    #expect(module.map { Verifier.verify($0).all.isEmpty } == true)
    #expect(specialized(["f32[2]", "f32[2]"]).0?.functions.map(\.name) == ["main", "double"])
  }

  @Test func wrongArgumentsAreReported() {
    #expect(
      specialized(["f32[2]", "f64[3]"]).1
        == ["argument %y of @main has type f32[B], but f64[3] is given"])
    #expect(
      specialized(["f32[2]"]).1 == ["@main takes 2 arguments, but 1 are given"])
    #expect(
      specialized(["f32[N]", "f32[1]"]).1
        == ["argument %x of @main has type f32[A], but f32[N] is given"])
    #expect(
      specialized([], entry: "mian").1 == ["the module has no function @mian; did you mean @main?"]
    )
  }

  @Test func sizesThatCannotBeRepresentedAreReported() {
    let f = unaryFunction("main", "i8[B]", result: "f64[B]") { (b, x) in
      b.add(.convert, [x], types: ["f64[B]"])[0]
    }
    var diagnostics = DiagnosticList()
    let module = Module(functions: [f]).specialized(
      entry: "main", argumentTypes: [type("i8[4611686018427387904]")], diagnostics: &diagnostics)
    #expect(module == nil)
    #expect(
      diagnostics.all.map(\.message) == [
        "convert: for these arguments, the result f64[4611686018427387904] has too many elements"
      ])
  }

}
