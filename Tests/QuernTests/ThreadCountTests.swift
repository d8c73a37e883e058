import LLVMBackend
import Quern
import Runtime
import Testing

/// Results are the same, bit by bit, for any number of threads.
@Suite("Thread counts") struct ThreadCountTests {

  private static let models: [(name: String, text: String)] = [
    (
      "softmax",
      """
      func @main(%x: f32[700,513]) -> f32[700,513] {
        %m = reduce max %x, dims=[1]
        %b = broadcast %m, dims=[0] : f32[700,513]
        %s = sub %x, %b
        %e = exp %s
        %t = reduce add %e, dims=[1]
        %c = broadcast %t, dims=[0] : f32[700,513]
        %y = div %e, %c
        return %y
      }
      """
    ),
    (
      "sums of columns, and of all",
      """
      func @main(%x: f32[1500,333]) -> (f32[333], f32[], f32[1500,333]) {
        %a = reduce add %x, dims=[0]
        %b = reduce add %x, dims=[0, 1]
        %c = tanh %x
        return %a, %b, %c
      }
      """
    ),
    (
      "sums in blocks",
      """
      func @main(%x: f32[24000,50]) -> (f32[], f32[50], f32[]) {
        %a = reduce add %x, dims=[0, 1]
        %b = reduce add %x, dims=[0]
        %square = mul %x, %x
        %rows = reduce add %square, dims=[1]
        %c = reduce add %rows, dims=[0]
        return %a, %b, %c
      }
      """
    ),
    (
      "products",
      """
      func @main(%x: f32[200,300], %w: f32[300,210]) -> f32[200,210] {
        %y = dot_general %x, %w, lhs_contract=[1], rhs_contract=[0]
        %z = tanh %y
        return %z
      }
      """
    ),
    (
      "a loop",
      """
      func @main(%x: f32[400,500]) -> f32[400,500] {
        %y, %n = while %x, 0 cond(%v: f32[400,500], %k: i32[]) {
          %0 = compare lt %k, 5
          yield %0
        } body(%v: f32[400,500], %k: i32[]) {
          %r = reverse %v, dims=[1]
          %l = logistic %r
          %a = add %v, %l
          %m = add %k, 1
          yield %a, %m
        }
        return %y
      }
      """
    ),
  ]

  @Test(arguments: models.indices) func doNotChangeBits(i: Int) throws {
    let executable = try Model(text: Self.models[i].text).compile(CompileOptions(threads: 1))
    let arguments = try executable.inputs.map { (p) in
      let sizes = p.shape.map { if case .fixed(let n) = $0 { n } else { 0 } }
      let count = sizes.reduce(1, *)
      let elements = (0..<count).map { Float(($0 &* 2_654_435_761) % 2000) / 500 - 2 }
      return try Tensor(elements, shape: sizes)
    }
    guard case .native(let call) = try executable.prepare(for: arguments).implementation else {
      Issue.record("the model was not compiled")
      return
    }
    let storages = arguments.map(\.storage)
    let expected = try call.run(storages).map(\.array)
    for threads in [2, 3, 7] {
      let pool = ThreadPool(threadCount: threads)
      defer { pool.stop() }
      let actual = try call.run(storages, NativeCall.Options(threads: threads, pool: pool))
      #expect(actual.map(\.array) == expected, "\(threads) threads, \(Self.models[i].name)")
    }
  }

}
