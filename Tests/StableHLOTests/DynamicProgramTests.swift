import GraphIR
import Quern
import Scalars
import Testing

/// Programs with sizes that are written `?`.
@Suite("Dynamic programs")
struct DynamicProgramTests {

  /// Repeats a vector as many times as the first argument says.
  private static let text = """
    module @m {
      func.func public @main(%n: tensor<i64>, %k: tensor<i64>, %x: tensor<?xf32>) -> tensor<?x?xf32> {
        %one = stablehlo.constant dense<1> : tensor<i64>
        %ok = stablehlo.compare GE, %n, %one, SIGNED : (tensor<i64>, tensor<i64>) -> tensor<i1>
        stablehlo.custom_call @shape_assertion(%ok, %n) {api_version = 2 : i32, error_message = "'n' is at least 1, not {0}", has_side_effect = true} : (tensor<i1>, tensor<i64>) -> ()
        %0 = stablehlo.reshape %n : (tensor<i64>) -> tensor<1xi64>
        %1 = stablehlo.get_dimension_size %x, dim = 0 : (tensor<?xf32>) -> tensor<i32>
        %2 = stablehlo.convert %1 : (tensor<i32>) -> tensor<i64>
        %3 = stablehlo.reshape %2 : (tensor<i64>) -> tensor<1xi64>
        %4 = stablehlo.concatenate %0, %3, dim = 0 : (tensor<1xi64>, tensor<1xi64>) -> tensor<2xi64>
        %5 = call @spread(%x, %4) : (tensor<?xf32>, tensor<2xi64>) -> tensor<?x?xf32>
        %6 = stablehlo.convert %k : (tensor<i64>) -> tensor<f32>
        %7 = stablehlo.dynamic_broadcast_in_dim %6, %4, dims = [] : (tensor<f32>, tensor<2xi64>) -> tensor<?x?xf32>
        %8 = stablehlo.multiply %5, %7 : tensor<?x?xf32>
        return %8 : tensor<?x?xf32>
      }
      func.func private @spread(%x: tensor<?xf32>, %s: tensor<2xi64>) -> tensor<?x?xf32> {
        %0 = stablehlo.dynamic_broadcast_in_dim %x, %s, dims = [1] : (tensor<?xf32>, tensor<2xi64>) -> tensor<?x?xf32>
        return %0 : tensor<?x?xf32>
      }
    }
    """

  private func model() throws -> Model { try Model(text: Self.text, name: "m.mlir") }

  private func call(_ n: Int64, _ k: Int64, _ x: [Float], _ backend: Backend) throws -> Literal {
    let arguments = [
      Literal(Scalar(.i64, integer: n)), Literal(Scalar(.i64, integer: k)),
      try Tensor(x).literal,
    ]
    return try model().evaluate(entry: "main", arguments: arguments, backend: backend)[0]
  }

  @Test(arguments: Backend.allCases)
  func computesTheSizes(backend: Backend) throws {
    let result = try call(2, 3, [1, 2, 4], backend)
    #expect(result.type == TensorType(.f32, sizes: [2, 3]))
    #expect((0..<6).map { result[$0].doubleValue } == [3, 6, 12, 3, 6, 12])
  }

  @Test func typesHaveSymbols() throws {
    let executable = try model().compile()
    #expect(executable.inputs.map(\.shape) == [[], [], [.symbol("d0")]])
    #expect(executable.outputs.map(\.shape) == [[.symbol("d1"), .symbol("d2")]])
  }

  @Test func compilesOncePerSizes() throws {
    let executable = try model().compile()
    func duration(_ n: Int64, _ k: Int64, _ x: [Float]) throws -> Duration {
      try executable.summary(for: [Tensor(n), Tensor(k), Tensor(x)]).duration
    }
    let first = try duration(2, 3, [1, 2])
    // The second argument decides no size, so that it may change.
    #expect(try duration(2, 4, [1, 2]) == first)
    #expect(try duration(2, 3, [5, 6]) == first)
    #expect(try duration(3, 3, [1, 2]) != first)
    #expect(try duration(2, 3, [1, 2, 3]) != first)
    let result = try executable.run([Tensor(Int64(2)), Tensor(Int64(4)), Tensor([1 as Float, 2])])
    #expect(try result[0].literal[1].doubleValue == 8)
  }

  @Test func assertionsAreChecked() throws {
    let error = #expect(throws: ModelError.self) { try call(0, 1, [1], .jit) }
    #expect(error?.findings.map(\.message) == ["'n' is at least 1, not 0"])
    #expect(error?.rendered.contains("%n = 0, %k = 1, %x = f32[1]") == true)
  }

  @Test func contradictionsNameTheArgument() throws {
    let error = #expect(throws: ModelError.self) {
      try model().evaluate(
        entry: "main",
        arguments: [
          Literal(Scalar(.i64, integer: 1)), Literal(Scalar(.i64, integer: 1)),
          Literal(Scalar(.f32, 1)),
        ], backend: .jit)
    }
    #expect(
      error?.findings.map(\.message) == [
        "argument %x of @main has type f32[?], but f32[] is given"
      ])
  }

  @Test func unknownSizesAreReported() throws {
    let text = """
      func.func @main(%s: tensor<1xf32>) -> tensor<?xf32> {
        %0 = stablehlo.convert %s : (tensor<1xf32>) -> tensor<1xi64>
        %1 = stablehlo.dynamic_iota %0, dim = 0 : (tensor<1xi64>) -> tensor<?xf32>
        return %1 : tensor<?xf32>
      }
      """
    let model = try Model(text: text, name: "m.mlir")
    let error = #expect(throws: ModelError.self) {
      try model.evaluate(
        entry: "main", arguments: [try Tensor([1 as Float]).literal], backend: .interpreter)
    }
    #expect(
      error?.findings.map(\.message) == [
        "'%0' decides a size, but is not known before the program runs"
      ])
  }

  @Test func recursionEnds() throws {
    let text = """
      func.func @main(%x: tensor<?xf32>) -> tensor<?xf32> {
        %0 = call @main(%x) : (tensor<?xf32>) -> tensor<?xf32>
        return %0 : tensor<?xf32>
      }
      """
    let model = try Model(text: text, name: "m.mlir")
    let error = #expect(throws: ModelError.self) {
      try model.evaluate(
        entry: "main", arguments: [try Tensor([1 as Float]).literal], backend: .interpreter)
    }
    #expect(error?.findings.map(\.message) == ["'@main' is called too often or calls itself"])
  }

}
