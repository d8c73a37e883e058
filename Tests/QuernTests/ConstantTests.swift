import Foundation
import GraphIR
import Quern
import Runtime
import Testing

/// Arguments that are the same in every call.
@Suite("Constants") struct ConstantTests {

  private let text = """
    func @main(%x: f32[N,4], %w: f32[4,K], %scale: f32[K]) -> f32[N,K] {
      %0 = exp %w
      %1 = dot_general %x, %0, lhs_contract=[1], rhs_contract=[0]
      %2 = rsqrt %scale
      %3 = broadcast %2, dims=[1] : f32[N,K]
      %4 = mul %1, %3
      return %4
    }
    """

  private func tensor(_ shape: [Int], _ element: (Int) -> Float) throws -> Tensor {
    try Tensor((0..<shape.reduce(1, *)).map(element), shape: shape)
  }

  private func arguments(_ rows: Int, _ columns: Int) throws -> [Tensor] {
    [
      try tensor([rows, 4]) { Float($0 % 7) - 3 },
      try tensor([4, columns]) { Float($0 % 5) / 4 },
      try tensor([columns]) { Float(1 + $0) },
    ]
  }

  private func options(_ backend: Backend, _ constants: [String: Tensor]) -> CompileOptions {
    var options = CompileOptions(threads: 1)
    options.backend = backend
    options.constants = constants
    return options
  }

  @Test(arguments: Backend.allCases) func giveTheSameResults(backend: Backend) throws {
    let model = try Model(text: text)
    for (rows, columns) in [(1, 3), (8, 48)] {
      let all = try arguments(rows, columns)
      let expected = try model.compile(options(backend, [:])).run(all)[0]
      for names in [["w"], ["scale"], ["w", "scale"], ["x", "w", "scale"]] {
        let positions = names.map { ["x", "w", "scale"].firstIndex(of: $0) ?? 0 }
        let constants = Dictionary(uniqueKeysWithValues: zip(names, positions.map { all[$0] }))
        let f = try model.compile(options(backend, constants))
        let inputs = all.indices.filter { !positions.contains($0) }.map { all[$0] }
        #expect(f.inputs.count == inputs.count)
        for _ in 0..<2 {
          #expect(try f.run(inputs)[0].elements(as: Float.self) == expected.elements())
        }
      }
    }
  }

  @Test func areComputedWithOnce() throws {
    let all = try arguments(8, 48)
    let model = try Model(text: text)
    let f = try model.compile(options(.jit, ["w": all[1], "scale": all[2]]))
    // What is left is the product and what is done with its sums.
    #expect(try f.summary(for: [all[0]]).kernelCount == 1)
    guard case .native(let call) = try f.prepare(for: [all[0]]).implementation else {
      Issue.record("nothing was compiled")
      return
    }
    let text = call.native.program.description
    #expect(!text.contains("exp") && !text.contains("rsqrt"))
  }

  // MARK: Packed factors

  /// Compares what the only function of `text` computes with and without each of its arguments bound,
  /// bit by bit, and returns the number of factors that were packed in advance.
  private func countPacked(_ text: String) throws -> Int {
    let model = try Model(text: text)
    let function = try model.function(named: nil)
    var generator = SeededGenerator(seed: 7)
    let all = try function.argumentTypes.map { try Tensor.random($0, using: &generator) }
    let expected = try model.compile(options(.jit, [:])).run(all).map(\.storage.array)
    var count = 0
    for i in all.indices where all.count > 1 {
      let f = try model.compile(options(.jit, [function.argumentNames[i] ?? "": all[i]]))
      var inputs = all
      inputs.remove(at: i)
      let results = try f.run(inputs).map(\.storage.array)
      #expect(results == expected, "\(text)")
      if case .native(let call) = try f.prepare(for: inputs).implementation {
        count += call.native.program.usedWeights.count { $0.hasPrefix("packed.") }
      }
    }
    return count
  }

  @Test(arguments: [
    // As it is, transposed, and converted.
    """
    func @main(%x: f32[70,300], %w: f32[300,520]) -> f32[70,520] {
      %0 = dot_general %x, %w, lhs_contract=[1], rhs_contract=[0]
      return %0
    }
    """,
    """
    func @main(%x: f32[70,65], %w: bf16[130,65]) -> f32[70,130] {
      %0 = convert %w : f32[130,65]
      %1 = dot_general %x, %0, lhs_contract=[1], rhs_contract=[1]
      return %1
    }
    """,
    // Blocks of terms, whose sums are continued.
    """
    func @main(%x: f32[200,6000], %w: f32[6000,140]) -> f32[200,140] {
      %0 = dot_general %x, %w, lhs_contract=[1], rhs_contract=[0]
      return %0
    }
    """,
    // Batches.
    """
    func @main(%x: f32[3,40,33], %w: f32[3,50,33]) -> f32[3,40,50] {
      %0 = dot_general %x, %w, lhs_batch=[0], rhs_batch=[0], lhs_contract=[2], rhs_contract=[2]
      return %0
    }
    """,
    // Few rows, which would be added up while the other factor streams by.
    """
    func @main(%x: f32[2,600], %w: f32[600,1000]) -> f32[2,1000] {
      %0 = dot_general %x, %w, lhs_contract=[1], rhs_contract=[0]
      return %0
    }
    """,
    """
    func @main(%x: i8[1,130], %w: i8[200,130]) -> i32[1,200] {
      %0 = dot_general %x, %w, lhs_contract=[1], rhs_contract=[1] : i32[1,200]
      return %0
    }
    """,
    // Features as lanes.
    """
    func @main(%x: f32[2,9,9,8], %w: f32[3,3,8,40]) -> f32[2,7,7,40] {
      %0 = convolution %x, %w, layout="b01f_01io->b01f"
      return %0
    }
    """,
    // Rows at a distance of a page, and some that are left over.
    """
    func @main(%x: f32[1024,130], %w: f16[45,1024]) -> f32[45,130] {
      %0 = convert %w : f32[45,1024]
      %1 = dot_general %0, %x, lhs_contract=[1], rhs_contract=[0]
      return %1
    }
    """,
  ]) func packedFactorsGiveTheSameBits(text: String) throws {
    #expect(try countPacked(text) > 0)
  }

  @Test func largeConstantsAreWeights() throws {
    let n = (64 * 48, 64, 48)
    let elements = (0..<n.0).map { "\(Float($0 % 17) - 8)" }
    let rows = (0..<n.1).map { i in
      "[\(elements[(i * n.2)..<((i + 1) * n.2)].joined(separator: ", "))]"
    }.joined(separator: ", ")
    let model = try Model(
      text: """
        func @main(%x: f32[40,64]) -> (f32[40,48], f32[64,48]) {
          %w = const [\(rows)] : f32[64,48]
          %0 = dot_general %x, %w, lhs_contract=[1], rhs_contract=[0]
          %1 = exp %w
          return %0, %1
        }
        """)
    let x = try tensor([40, 64]) { Float($0 % 11) - 5 }
    let expected = try model.compile(options(.unoptimized, [:])).run([x]).map(\.storage.array)
    let f = try model.compile(options(.jit, [:]))
    #expect(try f.run([x]).map(\.storage.array) == expected)
    guard case .native(let call) = try f.prepare(for: [x]).implementation else {
      Issue.record("nothing was compiled")
      return
    }
    #expect(call.native.program.usedWeights == ["main.0", "packed.0"])
  }

  @Test(arguments: 0..<4) func randomProductsGiveTheSameBits(block: Int) throws {
    var count = 0
    for seed in (block * 12)..<(block * 12 + 12) {
      var products = RandomContractions(seed: UInt64(seed))
      var convolutions = RandomContractions(seed: UInt64(seed) + 1_000_000)
      count += try countPacked(products.product()) + countPacked(convolutions.convolution())
    }
    #expect(count > 0)
  }

  /// What is prepared takes at most a quarter of the memory of a call; what does not fit is computed
  /// in each call.
  @Test func takeBoundedMemory() throws {
    let all = try arguments(8, 48)
    let text = """
      func @main(%x: f32[40,64], %w: f32[64,48], %v: f32[48]) -> f32[40,48] {
        %0 = dot_general %x, %w, lhs_contract=[1], rhs_contract=[0]
        %1 = exp %v
        %2 = broadcast %1, dims=[1] : f32[40,48]
        %3 = mul %0, %2
        return %3
      }
      """
    let x = try tensor([40, 64]) { Float($0 % 7) - 3 }
    let w = try tensor([64, 48]) { Float($0 % 5) / 4 }
    let model = try Model(text: text)
    let expected = try model.compile(options(.jit, [:])).run([x, w, all[2]])[0]
    // The result takes 7,680 bytes, the packed factor 12,288 or more and the exponentials 192.
    for (limit, names) in [(100_000, ["main.0", "packed.0"]), (30_000, ["main.0", "w"])] {
      var options = options(.jit, ["w": w, "v": all[2]])
      options.memoryLimit = limit
      let f = try model.compile(options)
      #expect(try f(x)[0].elements(as: Float.self) == expected.elements())
      guard case .native(let call) = try f.prepare(for: [x]).implementation else {
        Issue.record("nothing was compiled")
        continue
      }
      #expect(call.native.program.usedWeights == Set(names))
    }
  }

  @Test func areNamedByParameters() throws {
    let w = try arguments(1, 3)[1]
    let model = try Model(text: text)
    #expect {
      try model.compile(options(.jit, ["scales": w]))
    } throws: { "\($0)".contains("no parameter '%scales'; did you mean '%scale'?") }
    let f = try model.compile(options(.jit, ["w": w]))
    #expect(f.inputs.map(\.name) == ["x", "scale"])
    let wrong = try tensor([4]) { _ in 1 }
    #expect {
      try f(try arguments(1, 3)[0], wrong)
    } throws: { "\($0)".contains("argument %scale of @main has type f32[K], here f32[3]") }
  }

  /// They are no part of the code, so that other ones find it, and what was computed from the first
  /// is not used for the second.
  @Test func areNoPartOfTheCode() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("quern-constants-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let all = try arguments(8, 48)
    let model = try Model(text: text)
    for (factor, outcome) in [(1, "miss"), (2, "hit")] as [(Float, String)] {
      let scale = try tensor([48]) { factor * Float(1 + $0) }
      let expected = try model.compile(options(.jit, [:])).run([all[0], all[1], scale])[0]
      var options = options(.jit, ["w": all[1], "scale": scale])
      options.codeCache = CodeCacheOptions(directory: folder)
      let f = try model.compile(options)
      #expect(try f.prepare(for: [all[0]]).cacheOutcome?.rawValue == outcome)
      #expect(try f(all[0])[0].elements(as: Float.self) == expected.elements())
    }
  }

  @Test func leaveThePositionsOfDonatedInputs() throws {
    let text = """
      func @main(%w: f32[64], %x: f32[64]) -> f32[64] {
        %0 = exp %w
        %1 = add %x, %0
        return %1
      }
      """
    var options = options(.jit, ["w": try tensor([64]) { _ in 0 }])
    options.donatedInputs = [0]
    let f = try Model(text: text).compile(options)
    var inputs = [try tensor([64]) { Float($0) }]
    let address = inputs[0].withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
    let result = try f.run(donating: &inputs)[0]
    #expect(result.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } == address)
    #expect(try result.elements() == (0..<64).map { Float($0) + 1 })
    options.donatedInputs = [1]
    #expect(throws: ModelError.self) { try Model(text: text).compile(options) }
  }

}
