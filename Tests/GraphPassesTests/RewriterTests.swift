import Diagnostics
import GraphIR
import Testing

@testable import GraphPasses

@Suite struct RewriterTests {

  /// Two unary operations, the second of which is returned.
  private func chain() -> (graph: Graph, first: OperationID, second: OperationID) {
    var graph = Graph()
    let x = graph.addArgument(f32(2), to: graph.body)
    let a = graph.append(.exp, x)
    let b = graph.append(.neg, a)
    graph.end(b)
    let operations = graph.operations
    return (graph, operations[0], operations[1])
  }

  @Test func replacementKeepsNamePlaceAndUses() {
    let (original, _, second) = chain()
    var graph = original
    graph.setName(of: graph[second].results[0], to: "y")
    var r = Rewriter(graph)
    r.rewrite(second) { (r) in
      let new = r.insert(.abs, r.graph[second].operands, type: f32(2), at: .before(second))
      r.replace(second, with: new)
    }
    #expect(r.graph.mnemonics == ["exp", "abs", "return"])
    #expect(r.graph.hasConsistentUses)
    #expect(r.graph[r.graph[r.graph.operations[1]].results[0]].name == "y")
    #expect(r.rewriteCount == 1)
  }

  @Test func insertedOperationsHaveThePlaceOfWhatTheyReplace() {
    var graph = Graph()
    let x = graph.addArgument(f32(2), to: graph.body)
    let place = SourceRange(file: SourceFileID(index: 0), start: 3, end: 7)
    let id = graph.insert(
      .exp, [x], resultTypes: [f32(2)], at: .endOf(graph.body), location: place)
    graph.end(graph[id].results[0])
    var r = Rewriter(graph)
    r.rewrite(id) { (r) in
      let new = r.insert(.neg, [x], type: f32(2), at: .before(id))
      r.replace(id, with: new)
    }
    #expect(r.graph[r.graph.operations[0]].location == place)
  }

  @Test func rewritesBeyondTheBudgetAreRefused() {
    let (graph, first, second) = chain()
    var r = Rewriter(graph, budget: RewriteBudget(1))
    let isFirstDone = r.replace(second, with: graph[first].results[0])
    let isSecondDone = r.replace(first, with: graph[graph.body].arguments[0])
    #expect(isFirstDone)
    #expect(!isSecondDone)
    #expect(r.graph.mnemonics == ["exp", "return"])
    #expect(r.rewriteCount == 1)
  }

  @Test func inliningMovesOperationsAndMapsArguments() {
    var graph = Graph()
    let x = graph.addArgument(f32(2), to: graph.body)
    let region = graph.createRegion()
    let p = graph.addArgument(f32(2), to: region)
    let y = graph.append(.exp, p, to: region)
    graph.end(y, region: region)
    let f = graph.append(.fusion, x, regions: [region])
    graph.end(f)
    var r = Rewriter(graph)
    let id = graph.operations[0]
    r.rewrite(id) { (r) in
      let values = r.inline(region, before: id, arguments: [x])
      r.replace(id, with: values)
    }
    #expect(r.graph.mnemonics == ["exp", "return"])
    #expect(r.graph[r.graph.operations[0]].operands == [x])
    #expect(r.graph.hasConsistentUses)
  }

}
