import Diagnostics
import GraphIR
import Scalars
import Testing

@Suite struct RunLineTests {

  /// The functions that the checks call.
  private static let functions = """
    func @f(%x: f32[2], %k: i32[]) -> f32[2] {
      return %x
    }
    func @sym(%a: f32[N,2], %b: f32[N]) -> (f32[N], i32[]) {
      %0 = const 1 : i32[]
      return %b, %0
    }
    func @none() {
      return
    }

    """

  /// Parses `line` in a module with the functions above.
  private func parse(_ line: String) -> (lines: [RunLine], errors: String) {
    var sources = SourceManager()
    let text = Self.functions + line + "\n"
    let file = sources.add(SourceFile(name: "m.qir", text: text))
    var diagnostics = DiagnosticList()
    guard let module = Module.parse(file, in: sources, diagnostics: &diagnostics) else {
      return ([], DiagnosticRenderer.render(diagnostics, in: sources))
    }
    let lines = RunLine.all(in: file, of: sources, module: module, diagnostics: &diagnostics)
    return (lines, DiagnosticRenderer.render(diagnostics, in: sources))
  }

  /// The one check in `line`, in words.
  private func summary(_ line: String) throws -> String {
    let (lines, errors) = parse(line)
    #expect(errors == "")
    let parsed = try #require(lines.first)
    #expect(lines.count == 1)
    func text(_ v: RunLine.Value) -> String {
      switch v {
      case .literal(let l): "\(l.text) : \(l.type)"
      case .splat(let s): "all \(s.text) : \(s.type)"
      case .random(let type, let low, let high):
        "random \(low?.text ?? "-") \(high?.text ?? "-") : \(type)"
      case .file(let path): "file \(path)"
      }
    }
    let arguments = parsed.arguments.map(text).joined(separator: "; ")
    let results = parsed.results.map(text).joined(separator: "; ")
    let tolerance = parsed.tolerance.map { " within \($0)" } ?? ""
    return "\(parsed.function)(\(arguments)) \(parsed.relation) \(results)\(tolerance)"
  }

  @Test(arguments: [
    (
      "// run: @f([1, 2], 3) == [3, 4]",
      "f([1.0, 2.0] : f32[2]; 3 : i32[]) equal [3.0, 4.0] : f32[2]"
    ),
    ("//run: @f(1, -3)==0", "f(1.0 : f32[2]; -3 : i32[]) equal 0.0 : f32[2]"),
    (
      "  // run: @f(random, random(-1, 5)) ~= ([nan, inf]) within 1e-5",
      "f(random - - : f32[2]; random -1 5 : i32[]) approximate [nan, inf] : f32[2] within 1e-05"
    ),
    ("// run: @f(\"x.npy\", 0)", "f(file x.npy; 0 : i32[]) agreement "),
    ("// run: @f(random, 0) within 0.5", "f(random - - : f32[2]; 0 : i32[]) agreement  within 0.5"),
    ("// run: @f(random, 0) == \"y.npy\"", "f(random - - : f32[2]; 0 : i32[]) equal file y.npy"),
    (
      "// run: @sym([[1, 2], [3, 4], [5, 6]], 7) == (7, 1)",
      "sym([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]] : f32[3,2]; 7.0 : f32[3]) equal 7.0 : f32[3]; 1 : i32[]"
    ),
    (
      "// run: @sym(random : f32[4,2], random(0, 1)) ~= (0, 1)",
      "sym(random - - : f32[4,2]; random 0.0 1.0 : f32[4]) approximate 0.0 : f32[4]; 1 : i32[]"
    ),
    (
      "// run: @sym([], []) == ([], 1)",
      "sym([] : f32[0,2]; [] : f32[0]) equal [] : f32[0]; 1 : i32[]"
    ),
    (
      "// run: @sym(\"a.npy\", \"b.npy\") == (5, 1)",
      "sym(file a.npy; file b.npy) equal all 5.0 : f32; 1 : i32[]"
    ),
    (
      "// run: @sym(\"a.npy\", \"b.npy\") == ([5, 6], 1)",
      "sym(file a.npy; file b.npy) equal [5.0, 6.0] : f32[2]; 1 : i32[]"
    ),
    ("// run: @none()", "none() agreement "),
    ("// run: @none() == ()", "none() equal "),
  ])
  func reads(_ line: String, _ expected: String) throws {
    #expect(try summary(line) == expected)
  }

  @Test func otherCommentsAreNoChecks() {
    for line in ["// runs over the rows", "// RUN: opt --passes=cse", "// a run: is", "//| run: x"]
    {
      #expect(parse(line).lines.isEmpty)
      #expect(parse(line).errors == "")
    }
  }

  @Test(arguments: [
    (
      "// Run: @f()",
      """
      m.qir:11:1: error: a check is written '// run: @f(…) == …' on a line of its own
      // Run: @f()
      ^~~~~~~~~~~~
      """
    ),
    (
      "weight %w: f32[] = \"w.npy\" // run : @f()",
      """
      m.qir:11:28: error: a check is written '// run: @f(…) == …' on a line of its own
      weight %w: f32[] = "w.npy" // run : @f()
                                 ^~~~~~~~~~~~~
      """
    ),
    (
      "// run: @non()",
      """
      m.qir:11:9: error: undefined function '@non'; did you mean '@none'?
      // run: @non()
              ^~~~
      """
    ),
    (
      "// run: f()",
      """
      m.qir:11:9: error: expected the function to call, such as '@f', found 'f'
      // run: f()
              ^
      """
    ),
    (
      "// run: @f([1, 2])",
      """
      m.qir:11:18: error: '@f' takes 2 arguments, but 1 is given
      // run: @f([1, 2])
                       ^
      """
    ),
    (
      "// run: @none(1, 2)",
      """
      m.qir:11:15: error: '@none' takes 0 arguments, but more are given
      // run: @none(1, 2)
                    ^
      """
    ),
    (
      "// run: @f([1, 2, 3], 4)",
      """
      m.qir:11:12: error: the list has 3 elements, but axis 0 of f32[2] has size 2
      // run: @f([1, 2, 3], 4)
                 ^~~~~~~~~
      """
    ),
    (
      "// run: @f([1, 2], 4.5)",
      """
      m.qir:11:20: error: '4.5' is no element of type i32
      // run: @f([1, 2], 4.5)
                         ^~~
      """
    ),
    (
      "// run: @f([1, 2] : i32[2], 4)",
      """
      m.qir:11:12: error: '%x' is f32[2], but i32[2] is given
      // run: @f([1, 2] : i32[2], 4)
                 ^
      """
    ),
    (
      "// run: @sym([[1, 2]], [1, 2])",
      """
      m.qir:11:24: error: the list has 2 elements, but axis 0 of f32[1] has size 1
      // run: @sym([[1, 2]], [1, 2])
                             ^~~~~~
      """
    ),
    (
      "// run: @sym([[1, 2]], random : f32[3])",
      """
      m.qir:11:24: error: '%b' is f32[N], here f32[1], but f32[3] is given
      // run: @sym([[1, 2]], random : f32[3])
                             ^~~~~~
      """
    ),
    (
      "// run: @sym(random, 0)",
      """
      m.qir:11:14: error: the sizes of '%a', which is f32[N,2], are not known; write the type after it, as ': f32[2,3]'
      // run: @sym(random, 0)
                   ^~~~~~
      """
    ),
    (
      "// run: @f(random(2, 1), 0)",
      """
      m.qir:11:19: error: 'random' needs the least value, then the greatest
      // run: @f(random(2, 1), 0)
                        ^
      """
    ),
    (
      "// run: @sym(random : f32[1000000,2,1000000], 0)",
      """
      m.qir:11:14: error: '%a' is f32[N,2], but f32[1000000,2,1000000] is given
      // run: @sym(random : f32[1000000,2,1000000], 0)
                   ^~~~~~
      """
    ),
    (
      "// run: @sym(random : f32[1000000000,2], 0)",
      """
      m.qir:11:14: error: an argument of a check has at most 1 GiB, unlike f32[1000000000,2]
      // run: @sym(random : f32[1000000000,2], 0)
                   ^~~~~~
      """
    ),
    (
      "// run: @f(0, 0) = 0",
      """
      m.qir:11:20: error: expected '==' or '~=', found '0'
      // run: @f(0, 0) = 0
                         ^
      """
    ),
    (
      "// run: @f(0, 0) is 0",
      """
      m.qir:11:18: error: expected '==', '~=', 'within' or the end of the line, found 'is'
      // run: @f(0, 0) is 0
                       ^~
      """
    ),
    (
      "// run: @f(0, 0) == 0 within 1",
      """
      m.qir:11:23: error: '==' compares bit by bit; 'within' needs '~='
      // run: @f(0, 0) == 0 within 1
                            ^~~~~~
      """
    ),
    (
      "// run: @f(0, 0) ~= 0 within -1",
      """
      m.qir:11:30: error: a tolerance is not negative
      // run: @f(0, 0) ~= 0 within -1
                                   ^~
      """
    ),
    (
      "// run: @f(0, 0) ~=",
      """
      m.qir:11:20: error: expected an element of type f32, found the end of the line
      // run: @f(0, 0) ~=
                         ^
      """
    ),
    (
      "// run: @sym([[1, 2]], [1]) == 1",
      """
      m.qir:11:32: error: expected '(' before the 2 results of '@sym', found '1'
      // run: @sym([[1, 2]], [1]) == 1
                                     ^
      """
    ),
    (
      "// run: @sym([[1, 2]], [1]) == (1)",
      """
      m.qir:11:34: error: expected ',' before result 1 of '@sym', found ')'
      // run: @sym([[1, 2]], [1]) == (1)
                                       ^
      """
    ),
    (
      "// run: @f(0, 0) == 0, 1",
      """
      m.qir:11:22: error: expected the end of the line, found ','
      // run: @f(0, 0) == 0, 1
                           ^
      """
    ),
    (
      "// run: @f(\"a, 0)",
      """
      m.qir:11:12: error: expected '"' at the end of the string
      // run: @f("a, 0)
                 ^~~~~~
      """
    ),
  ])
  func reportsMistakes(_ line: String, _ expected: String) {
    let (lines, errors) = parse(line)
    #expect(lines.isEmpty)
    #expect(errors == expected + "\n")
  }

}
