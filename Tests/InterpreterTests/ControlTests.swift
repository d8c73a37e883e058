import Diagnostics
import GraphIR
import Interpreter
import Scalars
import Testing

/// Calls, branches, loops and fusions.
@Suite struct ControlTests {

  @Test func branches() throws {
    let text = """
      func @main(%p: i1[], %x: f32[2]) -> (f32[2], f32[2]) {
        %y = exp %x
        %a, %b = if %p then {
          yield %x, %y
        } else {
          %0 = neg %x
          yield %y, %0
        }
        return %a, %b
      }
      """
    try check(text, ["true", "0.0"], gives: "0.0", "1.0")
    try check(text, ["false", "0.0"], gives: "1.0", "-0.0")
  }

  @Test(arguments: [(0, 10), (1, 20), (2, 30), (3, 30), (-1, 30), (.min, 30), (.max, 30)])
  func branchesOutOfRangeAreTheLast(_ n: Int32, _ expected: Int) throws {
    let text = """
      func @main(%i: i32[]) -> i32[] {
        %r = case %i branch {
          yield 10
        } branch {
          yield 20
        } branch {
          yield 30
        }
        return %r
      }
      """
    // Constants are written as operations, because a yield knows no type.
    let constants = ["10", "20", "30"].reduce(text) { (text, n) in
      text.replacing("yield \(n)", with: "%c\(n) = const \(n) : i32[]\nyield %c\(n)")
    }
    try check(constants, ["\(n)"], gives: "\(expected)")
  }

  private let factorial = """
    func @main(%n: i64[]) -> (i64[], i64[]) {
      %one = const 1 : i64[]
      %i, %r = while %one, %one cond(%k: i64[], %p: i64[]) {
        %0 = compare le %k, %n
        yield %0
      } body(%k: i64[], %p: i64[]) {
        %1 = mul %p, %k
        %2 = add %k, 1
        yield %2, %1
      }
      return %i, %r
    }
    """

  @Test func loops() throws {
    try check(factorial, ["5"], gives: "6", "120")
    try check(factorial, ["1"], gives: "2", "1")
  }

  @Test func loopsMayHaveNoIterations() throws {
    try check(factorial, ["0"], gives: "1", "1")
  }

  @Test func carriedValuesMayBeSwapped() throws {
    let text = """
      func @main(%n: i32[]) -> (i32[], i32[]) {
        %zero = const 0 : i32[]
        %one = const 1 : i32[]
        %i, %a, %b = while %zero, %zero, %one cond(%k: i32[], %x: i32[], %y: i32[]) {
          %0 = compare lt %k, %n
          yield %0
        } body(%k: i32[], %x: i32[], %y: i32[]) {
          %1 = add %k, 1
          yield %1, %y, %x
        }
        return %a, %b
      }
      """
    try check(text, ["4"], gives: "0", "1")
    try check(text, ["5"], gives: "1", "0")
  }

  @Test func loopsAndBranchesNest() throws {
    // The sum of all products i × j with j <= i <= n, without those that are even.
    let text = """
      func @main(%n: i32[]) -> i32[] {
        %zero = const 0 : i32[]
        %i, %s = while %zero, %zero cond(%i: i32[], %s: i32[]) {
          %0 = compare le %i, %n
          yield %0
        } body(%i: i32[], %s: i32[]) {
          %j, %t = while %zero, %s cond(%j: i32[], %t: i32[]) {
            %1 = compare le %j, %i
            yield %1
          } body(%j: i32[], %t: i32[]) {
            %2 = mul %i, %j
            %3 = and %2, 1
            %4 = compare eq %3, 0
            %5 = if %4 then {
              yield %t
            } else {
              %6 = call @sum(%t, %2)
              yield %6
            }
            %7 = add %j, 1
            yield %7, %5
          }
          %8 = add %i, 1
          yield %8, %t
        }
        return %s
      }
      func @sum(%a: i32[], %b: i32[]) -> i32[] {
        %0 = add %a, %b
        return %0
      }
      """
    try check(text, ["5"], gives: "58")
  }

  @Test func fusionsAreTheirRegions() throws {
    let text = """
      func @main(%a: f32[2], %b: f32[2]) -> (f32[2], f32[]) {
        %0, %1 = fusion %b, %a, kind=reduction kernel(%x: f32[2], %y: f32[2]) {
          %2 = sub %x, %y
          %3 = reduce add %2, 0.0, dims=[0]
          yield %2, %3
        }
        return %0, %1
      }
      """
    try check(text, ["[1.0, 2.0]", "[5.0, 7.0]"], gives: "[4.0, 5.0]", "9.0")
  }

  @Test func callsReturnSeveralResults() throws {
    let text = """
      func @main(%a: i32[]) -> (i32[], i32[]) {
        %0, %1 = call @both(%a)
        %2, %3 = call @both(%1)
        call @nothing()
        return %2, %3
      }
      func @nothing() {
        return
      }
      func @both(%a: i32[]) -> (i32[], i32[]) {
        %0 = add %a, 1
        %1 = mul %a, 10
        return %0, %1
      }
      """
    try check(text, ["3"], gives: "31", "300")
  }

  @Test func chainsOfCallsMayBeLong() throws {
    let n = 20_000
    var text = "func @main(%x: i32[]) -> i32[] {\n%0 = call @f1(%x)\nreturn %0\n}\n"
    for i in 1..<n {
      text += """
        func @f\(i)(%x: i32[]) -> i32[] {
          %0 = call @f\(i + 1)(%x)
          %1 = add %0, 1
          return %1
        }

        """
    }
    text += "func @f\(n)(%x: i32[]) -> i32[] {\nreturn %x\n}\n"
    try check(text, ["7"], gives: "\(n + 6)")
  }

  @Test func weightsAreGivenByName() throws {
    let module = try module(
      """
      weight %w: f32[2] = "w.npy"
      func @main(%x: f32[2]) -> f32[2] {
        %0 = add %x, %w
        return %0
      }
      """)
    let type = TensorType(.f32, sizes: [2])
    let x = try tensor(type, "[1.0, 2.0]")
    let result = try Interpreter.run(
      module, entry: "main", arguments: [x], weights: ["w": try tensor(type, "[10.0, 20.0]")])
    #expect(result.map(\.text) == ["[11.0, 22.0]"])
    #expect(throws: DiagnosticError.self) {
      try Interpreter.run(module, entry: "main", arguments: [x])
    }
    #expect(throws: DiagnosticError.self) {
      try Interpreter.run(
        module, entry: "main", arguments: [x], weights: ["w": Literal(Scalar(.f32, 1.0))])
    }
  }

}
