import Diagnostics
import GraphIR
import Testing

/// The time that parsing takes grows with the size of the text, whatever is in it.
@Suite("Large inputs")
struct LargeInputTests {

  /// What is repeated, and how it is surrounded.
  private static let texts: [(name: String, start: String, part: String, end: String)] = [
    ("parentheses", "func @f", "(", ")"),
    ("braces", "func @f() ", "{", "}"),
    ("brackets", "func @f() {\n  %0 = const ", "[", ": f32[1]"),
    ("closed brackets", "func @f() {\n  %0 = const ", "[]", ": f32[1]"),
    ("sizes", "func @f(%x: f32[", "1,", "1])"),
    ("parameters", "func @f(", "%x: f32[2], ", ") {"),
    ("names", "func @f() {\n ", "%a, ", "%b = neg %x"),
    ("names on lines", "func @f() {\n ", "%a, \n", "%b = neg %x"),
    ("operands", "func @f() {\n  %0 = concat ", "%x, ", ", dim=0"),
    ("operands on lines", "func @f() {\n  %0 = concat ", "\n%x, ", ", dim=0"),
    ("minus", "func @f() {\n  %0 = ", "-", ""),
    ("digits", "func @f() {\n  %0 = const ", "9", " : f64[]"),
    ("digits after a point", "func @f() {\n  %0 = const 0.", "9", " : bf16[]"),
    ("word", "func @f() {\n  ", "a", ""),
    ("quotation marks", "weight %w: f32[] = ", "\"", ""),
    ("string", "weight %w: f32[] = \"", "\\", "\""),
    ("comment", "// ", "run: ", ""),
    ("slashes", "", "/", ""),
    ("lines", "", "\n", ""),
    ("not a word", "", ";", ""),
    ("not ASCII", "", "\u{e9}", ""),
    ("regions", "func @f(%p: i1[]) {\n", "if %p then {\n", ""),
    ("functions without end", "", "func @f() {\n", ""),
    ("functions", "", "func @f() {\n  return\n}\n", ""),
    ("weights", "", "weight %w: f32[] = \"w\"\n", ""),
    ("operations", "func @f(%x: f32[2]) {\n", "  %0 = neg %x\n", "  return\n}\n"),
    ("returns", "func @f(%x: f32[2]) {\n", "  return\n", "}\n"),
    ("calls of itself", "func @f() {\n", "  call @f()\n", "  return\n}\n"),
    ("unknown calls", "func @f() {\n", "  call @g()\n", "  return\n}\n"),
    ("elements", "func @f() {\n  %0 = const [", "1, ", "1] : f32[2]\n  return\n}\n"),
    ("attributes", "func @f(%x: f32[2]) {\n  %0 = neg %x, ", "dims=[0], ", ""),
    ("branches", "func @f(%i: i32[]) {\n  case %i ", "branch { yield }\n", "  return\n}\n"),
  ]

  /// The bytes of each text.
  private static let size = 200_000

  @Test(arguments: texts.map(\.name))
  func takesLinearTime(name: String) throws {
    let text = try #require(Self.texts.first { $0.name == name })
    let count = Self.size / text.part.utf8.count
    let bytes = Array(text.start.utf8) + Array(repeatElement(text.part.utf8, count: count).joined())
    let all = bytes + Array(text.end.utf8)
    let clock = ContinuousClock()
    let time = clock.measure {
      var sources = SourceManager()
      let file = sources.add(SourceFile(name: "m.qir", bytes: all))
      var diagnostics = DiagnosticList()
      if let module = Module.parse(file, in: sources, diagnostics: &diagnostics) {
        diagnostics = Verifier.verify(module)
        _ = RunLine.all(in: file, of: sources, module: module, diagnostics: &diagnostics)
      }
      _ = DiagnosticRenderer.render(diagnostics, in: sources)
    }
    // A few times as long as it takes without optimization on a machine that does other things.
    #expect(time < .seconds(20))
  }

}
