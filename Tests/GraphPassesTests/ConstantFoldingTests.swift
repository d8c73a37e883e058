import Diagnostics
import GraphIR
import Interpreter
import Scalars
import Testing

@testable import GraphPasses

/// What golden tests cannot show well: budgets, and that results are the interpreter's.
@Suite struct ConstantFoldingTests {

  private func parse(_ text: String) throws -> Module {
    var sources = SourceManager()
    let file = sources.add(SourceFile(name: "test.qir", text: text))
    var diagnostics = DiagnosticList()
    let module = Module.parse(file, in: sources, diagnostics: &diagnostics)
    #expect(DiagnosticRenderer.render(diagnostics, in: sources) == "")
    return try #require(module)
  }

  private func folded(_ module: Module, limit: PassLimit? = nil) throws -> Module {
    var module = module
    var options = PassManager.Options()
    options.limit = limit
    options.verifiesEach = true
    var manager = PassManager(options)
    try manager.run([.constantFolding], on: &module)
    return module
  }

  private func mnemonics(_ module: Module, _ function: Int = 0) -> [String] {
    module.functions[function].graph.mnemonics
  }

  /// Constants from 0 up, as text.
  private func list(_ n: Int) -> String {
    "[" + (0..<n).map(String.init).joined(separator: ", ") + "]"
  }

  @Test func resultsAreTheInterpreters() throws {
    let text = """
      func @main() -> (f32[6], bf16[6], i8[6], i1[6], f32[]) {
        %0 = const [0.0, -0.0, nan, inf, -inf, 1e-40] : f32[6]
        %1 = const [nan, 0.0, 1.0, -inf, -inf, 3.0] : f32[6]
        %2 = max %0, %1
        %3 = convert %0 : bf16[6]
        %4 = convert %0 : i8[6]
        %5 = compare lt %0, %1, order=total
        %6 = reduce min %1, inf, dims=[0]
        return %2, %3, %4, %5, %6
      }
      """
    let module = try parse(text)
    let after = try folded(module)
    #expect(mnemonics(after) == ["const", "const", "const", "const", "const", "return"])
    let before = try Interpreter.run(module, entry: "main", arguments: [])
    let result = try Interpreter.run(after, entry: "main", arguments: [])
    #expect(before.map(\.dense) == result.map(\.dense))
  }

  @Test func constantsOfThoseThatVanishMayBeLarge() throws {
    func fold(_ operation: String, keeping: Bool = false) throws -> [String] {
      let results = keeping ? "%1, %0" : "%1"
      let text = """
        func @main() -> (\(keeping ? "i32[1500], i32[1500]" : "i32[1500]")) {
          %0 = const \(list(1500)) : i32[1500]
          %1 = \(operation)
          return \(results)
        }
        """
      return mnemonics(try folded(try parse(text)))
    }
    #expect(try fold("reverse %0, dims=[0]") == ["const", "return"])
    #expect(try fold("mul %0, %0") == ["const", "return"])
    // 6000 bytes that do not replace anything.
    #expect(try fold("reverse %0, dims=[0]", keeping: true) == ["const", "reverse", "return"])
  }

  @Test func growthOfAllConstantsIsLimited() throws {
    let n = 600
    var text = "func @main() -> (\((0..<n).map { _ in "i32[1000]" }.joined(separator: ", "))) {\n"
    text += "  %c = const \(list(1000)) : i32[1000]\n"
    for i in 0..<n { text += "  %\(i) = add %c, \(i)\n" }
    text += "  return \((0..<n).map { "%\($0)" }.joined(separator: ", "))\n}\n"
    let after = try folded(try parse(text))
    let remaining = mnemonics(after).count { $0 == "add" }
    // Each adds 4000 bytes less the 4 of the splat.
    #expect(remaining == n - (1 << 20) / 3996)
  }

  @Test func endlessLoopsCostLittle() throws {
    var text = ""
    for i in 0..<200 {
      text += """
        func @f\(i)() -> i32[] {
          %r = while \(i) cond(%k: i32[]) {
            %1 = compare ge %k, \(i)
            yield %1
          } body(%k: i32[]) {
            %2 = add %k, 1
            yield %2
          }
          return %r
        }

        """
    }
    let module = try parse(text)
    let clock = ContinuousClock()
    var after = Module()
    let time = try clock.measure { after = try folded(module) }
    #expect(mnemonics(after, 7).contains("while"))
    #expect(time < .seconds(20))
  }

  @Test func loopsWithinTheBudgetAreRun() throws {
    func fold(iterations: Int) throws -> Bool {
      let text = """
        func @main() -> i32[] {
          %r = while 0 cond(%k: i32[]) {
            %1 = compare lt %k, \(iterations)
            yield %1
          } body(%k: i32[]) {
            %2 = add %k, 1
            yield %2
          }
          return %r
        }
        """
      let after = try folded(try parse(text))
      return mnemonics(after) == ["const", "return"]
    }
    #expect(try fold(iterations: 1000))
    #expect(try !fold(iterations: 1_000_000))
  }

  @Test func sizesThatAreTooLargeAreNotComputed() throws {
    let text = """
      func @main() -> (f32[2], i1[]) {
        %0 = iota dim=1 : f32[2,1000000000]
        %1 = reduce add %0, 0.0, dims=[1]
        %2 = const 1.0 : f32[1000000,1000000]
        %3 = dot_general %2, %2, lhs_contract=[0, 1], rhs_contract=[0, 1]
        %4 = is_finite %3
        return %1, %4
      }
      """
    let module = try parse(text)
    #expect(try folded(module).description == module.description)
  }

  @Test func whatNothingUsesIsLeftForDeadCode() throws {
    let text = """
      func @main(%x: f32[]) -> f32[] {
        %0 = const 1.0 : f32[]
        %1 = exp %0
        return %x
      }
      """
    #expect(mnemonics(try folded(try parse(text))) == ["const", "exp", "return"])
  }

  @Test func everyFoldedOperationIsOneRewrite() throws {
    let text = """
      func @main() -> f32[] {
        %0 = const 1.0 : f32[]
        %1 = exp %0
        %2 = neg %1
        return %2
      }
      """
    let module = try parse(text)
    #expect(
      mnemonics(try folded(module, limit: PassLimit(passes: 1, rewrites: 1)))
        == ["const", "neg", "return"])
    #expect(
      mnemonics(try folded(module, limit: PassLimit(passes: 1, rewrites: 0)))
        == ["const", "exp", "neg", "return"])
  }

  @Test func resultsInRegionsStayThere() throws {
    let text = """
      func @main(%p: i1[], %x: f32[2]) -> f32[2] {
        %c = const [1.0, 4.0] : f32[2]
        %r = if %p then {
          %0 = sqrt %c
          yield %0
        } else {
          %1 = add %x, %c
          yield %1
        }
        return %r
      }
      """
    let after = try folded(try parse(text))
    #expect(mnemonics(after) == ["const", "if", "const", "yield", "add", "yield", "return"])
    #expect(after.functions[0].graph.hasConsistentUses)
  }

}
