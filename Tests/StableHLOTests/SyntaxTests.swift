import GraphIR
import StableHLO
import Testing

@Suite("Syntax of MLIR")
struct SyntaxTests {

  @Test func importsAsExpected() throws {
    let text = """
      module @m {
        func.func public @main(%arg0: tensor<2x3xf32> loc("x"), %w: tensor<3xf32>) -> (tensor<2xf32> {jax.result_info = "r"}) {
          %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
          %0 = stablehlo.broadcast_in_dim %w, dims = [1] : (tensor<3xf32>) -> tensor<2x3xf32>
          %1 = call @f(%arg0, %0) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
          %2 = stablehlo.reduce(%1 init: %cst) applies stablehlo.add across dimensions = [1] : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
          return %2 : tensor<2xf32>
        }
        func.func private @f(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) -> tensor<2x3xf32> {
          %0 = stablehlo.multiply %arg0, %arg1 : tensor<2x3xf32>
          return %0 : tensor<2x3xf32>
        }
      }
      """
    #expect(
      try canonical(text) == """
        module @m version 1

        func @main(%arg0: f32[2,3], %w: f32[3]) -> f32[2] {
          %0 = const 0.0 : f32[]
          %1 = broadcast %w, dims=[1] : f32[2,3]
          %2 = call @f(%arg0, %1) : f32[2,3]
          %3 = reduce add %2, %0, dims=[1] : f32[2]
          return %3
        }

        func @f(%arg0: f32[2,3], %arg1: f32[2,3]) -> f32[2,3] {
          %0 = mul %arg0, %arg1 : f32[2,3]
          return %0
        }

        """)
  }

  @Test func operationsKeepTheirPlace() throws {
    let (module, _) = imported(
      "func.func @f(%x: tensor<f32>) -> tensor<f32> {\n  %0 = stablehlo.tanh %x : tensor<f32>\n"
        + "  return %0 : tensor<f32>\n}")
    let graph = try #require(module).functions[0].graph
    let tanh = try #require(graph.operations.first)
    let location = try #require(graph[tanh].location)
    #expect(location.start == 54)
    #expect(location.end == 85)
  }

  @Test func modulesAreSeparatedByLines() {
    let text =
      "// A\nfunc.func @f() {\n// ----- no\n  // -----\n return }\n// -----\n\n// -----x\nb"
    let bytes = Array(text.utf8)
    let parts = StableHLOText.modules(in: bytes).map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
    #expect(parts.count == 4)
    #expect(parts[0] == "// A\nfunc.func @f() {\n")
    #expect(parts[3] == "b")
  }

  @Test(arguments: [
    ("module {}", true), ("module @m {", true), ("module @m attributes {a}", true),
    ("module @m version 1", false), ("// x\n\n#loc = loc(unknown)", true),
    ("func.func @main() {", true), ("func @f(%x: tensor<f32>) {", true),
    ("func @f(%x: f32[2]) -> f32[2] {", false), ("func private @f() {", true),
    ("\"builtin.module\"() ({", true), ("weight %w: f32[2] = \"a.npy\"", false), ("", false),
    ("!t = tensor<f32>", true), ("func", false),
  ])
  func isToldFromQuernsText(text: String, isStableHLO: Bool) {
    #expect(StableHLOText.isLikely(Array(text.utf8)) == isStableHLO)
  }

  @Test func namesWithoutNumbersStay() throws {
    let text = try canonical(
      "func.func @\"a b\"(%0: tensor<i1>, %flag: tensor<i1>) -> tensor<i1> {\n"
        + "  %1 = stablehlo.and %0, %flag : tensor<i1>\n  return %1 : tensor<i1>\n}")
    #expect(text.hasPrefix("func @\"a b\"("))
    #expect(text.contains("%flag: i1[]"))
  }

}
