import Diagnostics
import GraphIR
import Interpreter
import Scalars
import Testing

/// Evaluation of single operations, as constant folding does it.
@Suite struct EvaluationTests {

  private func evaluate(_ text: String, _ opcode: Opcode, _ operands: String...) throws
    -> [Literal]
  {
    let module = try module(text)
    let graph = try #require(module.function(named: "main")).graph
    let id = try #require(graph.operations.first { graph[$0].opcode == opcode })
    let values = try zip(graph[id].operands, operands).map { try tensor(graph.type(of: $0), $1) }
    var limits = Interpreter.Limits(work: 1000)
    let results = try Interpreter.evaluate(
      id, in: graph, operands: values, module: module, limits: &limits)
    #expect(limits.work.map { $0 < 1000 } == true)
    return results
  }

  @Test func operandsAreGiven() throws {
    let text = """
      func @main(%x: f32[2], %y: f32[2]) -> f32[2] {
        %0 = sub %x, %y
        return %0
      }
      """
    #expect(try evaluate(text, .sub, "[3.0, 4.0]", "1.0").map(\.text) == ["[2.0, 3.0]"])
  }

  private let loop = """
    func @main(%x: i32[]) -> (i32[], i32[2]) {
      %step = const 3 : i32[]
      %positions = iota dim=0 : i32[2]
      %zero = const 0 : i32[2]
      %n, %r = while %x, %zero cond(%k: i32[], %v: i32[2]) {
        %0 = compare lt %k, 10
        yield %0
      } body(%k: i32[], %v: i32[2]) {
        %1 = call @plus(%k, %step)
        %2 = add %v, %positions
        yield %1, %2
      }
      return %n, %r
    }
    func @plus(%a: i32[], %b: i32[]) -> i32[] {
      %0 = add %a, %b
      return %0
    }
    """

  @Test func regionsMayUseConstantsAndIotas() throws {
    #expect(try evaluate(loop, .while, "1", "5").map(\.text) == ["10", "[5, 8]"])
  }

  @Test func regionsMayNotUseWhatIsNotKnown() {
    #expect(throws: Defect.self) {
      try evaluate(loop.replacing("%step = const 3", with: "%step = add %x, %x"), .while, "1", "5")
    }
  }

  @Test func unknownSizesAreDiagnosed() {
    let text = """
      func @main(%x: f32[N,3]) -> f32[3,N] {
        %0 = transpose %x, permutation=[1, 0]
        %1 = neg %0
        return %1
      }
      """
    #expect(throws: DiagnosticError.self) {
      let module = try module(text)
      let graph = try #require(module.function(named: "main")).graph
      let x = try tensor(TensorType(.f32, sizes: [1, 3]), "[[1.0, 2.0, 3.0]]")
      var limits = Interpreter.Limits.none
      _ = try Interpreter.evaluate(
        graph.operations[0], in: graph, operands: [x], module: module, limits: &limits)
    }
  }

  @Test func elementsWithoutGraph() {
    let attributes = Attributes([.direction: .keyword("lt")])
    let (x, y) = (Scalar(.f32, 1.0), Scalar(.f32, 2.0))
    #expect(
      Interpreter.evaluate(.compare, attributes, of: [x, y], result: .i1)
        == Scalar(.i1, integer: 1))
    #expect(
      Interpreter.evaluate(.add, Attributes(), of: [x, y], result: .f32) == Scalar(.f32, 3.0))
    #expect(Interpreter.evaluate(.reverse, Attributes(), of: [x], result: .f32) == nil)
    #expect(Interpreter.evaluate(.and, Attributes(), of: [x, y], result: .f32) == nil)
  }

}
