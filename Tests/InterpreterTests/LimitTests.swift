import Diagnostics
import GraphIR
import Interpreter
import Scalars
import Testing

@Suite struct LimitTests {

  private let endless = """
    func @main() -> i32[] {
      %zero = const 0 : i32[]
      %r = while %zero cond(%k: i32[]) {
        %0 = const true : i1[]
        yield %0
      } body(%k: i32[]) {
        yield %k
      }
      return %r
    }
    """

  @Test func workEndsEndlessLoops() {
    #expect(throws: Interpreter.LimitExceeded.self) {
      try run(endless, limits: Interpreter.Limits(work: 10_000))
    }
  }

  @Test func workIsCountedBeforeItIsDone() throws {
    let text = """
      func @main(%x: f32[100]) -> f32[100] {
        %0 = add %x, %x
        return %0
      }
      """
    let x = "[" + Array(repeating: "1.0", count: 100).joined(separator: ", ") + "]"
    #expect(try run(text, [x], limits: Interpreter.Limits(work: 132)).count == 1)
    #expect(throws: Interpreter.LimitExceeded.self) {
      try run(text, [x], limits: Interpreter.Limits(work: 131))
    }
    let product = """
      func @main() -> f32[] {
        %0 = const 1.0 : f32[1000000,1000000]
        %1 = dot_general %0, %0, lhs_contract=[0, 1], rhs_contract=[0, 1]
        return %1
      }
      """
    #expect(throws: Interpreter.LimitExceeded.self) {
      try run(product, limits: Interpreter.Limits(work: 1_000_000))
    }
  }

  @Test(arguments: [
    "%0 = iota dim=0 : u8[1000000000000]\n%1 = slice %0, start=[0], limit=[0] : u8[0]",
    "%0 = const 1.0 : f32[1000000000000]\n%1 = reduce add %0, 0.0, dims=[0]",
    "%0 = const [1.0, 2.0] : f32[2]\n%1 = broadcast %0, dims=[0] : f32[2,1000000000000]",
    "%0 = const [1.0, 2.0] : f32[2]\n%1 = pad %0, 0.0, low=[1000000000000], high=[0]",
    "%0 = const 258 : i16[1000000000000]\n%1 = bitcast %0 : u8[1000000000000,2]",
    """
    %0 = const 1.0 : f32[1,1,1000000000000]
    %2 = const 1.0 : f32[1,1,1]
    %1 = convolution %0, %2, layout="bf0_oi0->bf0"
    """,
    "%0 = const 1.0 : f32[1000000000000]\n%1 = dot_general %0, %0, lhs_contract=[0], rhs_contract=[0]",
  ])
  func valuesThatAreTooLargeAreDiagnosed(_ operations: String) throws {
    let text = "func @main() {\n\(operations)\nreturn\n}\n"
    #expect(throws: DiagnosticError.self) { try run(text) }
  }

  @Test func memoryIsCountedAsLongAsItIsUsed() throws {
    let text = """
      func @main(%x: f32[1000]) -> f32[1000] {
        %0 = neg %x
        %1 = neg %0
        %2 = neg %1
        return %2
      }
      """
    let x = "[" + Array(repeating: "1.0", count: 1000).joined(separator: ", ") + "]"
    #expect(throws: DiagnosticError.self) {
      try run(text, [x], limits: Interpreter.Limits(memory: 19_000))
    }
    #expect(try run(text, [x], limits: Interpreter.Limits(memory: 20_000)).count == 1)
  }

  @Test func loopsKeepOnlyOneIteration() throws {
    let text = """
      func @main(%x: f32[1000]) -> f32[1000] {
        %zero = const 0 : i32[]
        %n, %r = while %zero, %x cond(%k: i32[], %v: f32[1000]) {
          %0 = compare lt %k, 100
          yield %0
        } body(%k: i32[], %v: f32[1000]) {
          %1 = add %k, 1
          %2 = call @f(%v)
          yield %1, %2
        }
        return %r
      }
      func @f(%x: f32[1000]) -> f32[1000] {
        %0 = neg %x
        return %0
      }
      """
    let x = "[" + Array(repeating: "1.0", count: 1000).joined(separator: ", ") + "]"
    #expect(try run(text, [x], limits: Interpreter.Limits(memory: 60_000)).count == 1)
  }

  @Test func wrongArgumentsAreDiagnosed() throws {
    let module = try module("func @main(%x: f32[2]) -> f32[2] {\nreturn %x\n}\n")
    for (entry, arguments) in [
      ("mian", [Literal(Scalar(.f32, 1.0))]), ("main", []),
      ("main", [Literal(Scalar(.f32, 1.0))]),
    ] {
      #expect(throws: DiagnosticError.self) {
        try Interpreter.run(module, entry: entry, arguments: arguments)
      }
    }
  }

}
