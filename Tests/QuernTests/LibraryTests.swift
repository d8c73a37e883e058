import Foundation
import Quern
import Testing

@Suite("Library") struct LibraryTests {

  private let text = """
    func @main(%x: f32[N,2], %scale: f32[]) -> (f32[N,2], f32[N]) {
      %s = broadcast %scale, dims=[] : f32[N,2]
      %y = mul %x, %s
      %t = reduce add %y, dims=[1]
      return %y, %t
    }
    """

  @Test func callsWithPositionalArguments() throws {
    let f = try Model(text: text).compile()
    let outputs = try f(Tensor([1, 2, 3, 4] as [Float], shape: [2, 2]), Tensor(Float(10)))
    #expect(outputs.map(\.shape) == [[2, 2], [2]])
    #expect(try outputs[0].elements(as: Float.self) == [10, 20, 30, 40])
    #expect(try outputs[1].elements(as: Float.self) == [30, 70])
  }

  @Test func callsWithNamedArguments() throws {
    let f = try Model(text: text).compile()
    let x = try Tensor([1, 2] as [Float], shape: [1, 2])
    let outputs = try f.run(named: ["scale": Tensor(Float(3)), "x": x])
    #expect(try outputs[1].elements() == [Float(9)])
    #expect(throws: ModelError.self) { try f.run(named: ["x": x]) }
    let error = #expect(throws: ModelError.self) { try f.run(named: ["scal": x, "x": x]) }
    #expect(error?.rendered.contains("did you mean '%scale'?") == true)
  }

  @Test func specializesForEachShape() throws {
    let f = try Model(text: text).compile()
    for n in [1, 3, 7, 1, 20, 3] {
      let x = (0..<(2 * n)).map(Float.init)
      let outputs = try f(Tensor(x, shape: [n, 2]), Tensor(Float(1)))
      #expect(try outputs[1].elements() == (0..<n).map { Float(4 * $0 + 1) })
    }
  }

  @Test func describesParameters() throws {
    let f = try Model(text: text).compile()
    #expect(f.inputs.map(\.name) == ["x", "scale"])
    #expect(f.inputs[0].shape == [.symbol("N"), .fixed(2)])
    #expect(f.outputs.map(\.dataType) == [.f32, .f32])
  }

  @Test func refusesWrongArguments() throws {
    let f = try Model(text: text).compile()
    let scalar = try Tensor(Float(1))
    #expect(throws: ModelError.self) { try f(scalar) }
    #expect(throws: ModelError.self) { try f(Tensor([1.0, 2.0], shape: [1, 2]), scalar) }
    #expect(throws: ModelError.self) {
      try f(Tensor([1, 2, 3] as [Float], shape: [1, 3]), scalar)
    }
    #expect(throws: ModelError.self) { try Tensor([1, 2, 3] as [Float], shape: [2, 2]) }
    #expect(throws: ModelError.self) { try scalar.elements(as: Double.self) }
  }

  @Test func reportsAllMistakesWithPlaces() throws {
    let wrong = """
      func @main(%x: f32[2]) -> f32[2] {
        %0 = expp %x
        %1 = add %x, %zz
        return %x
      }
      """
    let error = #expect(throws: ModelError.self) { try Model(text: wrong, name: "m.qir") }
    #expect(error?.findings.map(\.line) == [2, 3])
    #expect(error?.findings.first?.file == "m.qir")
    #expect(error?.rendered.contains("did you mean 'exp'?") == true)
  }

  @Test func refusesWhatNeedsTooMuchMemory() throws {
    let model = try Model(
      text: """
        func @main(%x: f32[]) -> f32[1000,1000,1000,1000] {
          %0 = broadcast %x, dims=[] : f32[1000,1000,1000,1000]
          return %0
        }
        """)
    let error = #expect(throws: ModelError.self) {
      try model.compile(CompileOptions(memoryLimit: 1 << 30))
    }
    #expect(error?.rendered.contains("4000000000000 bytes") == true)
  }

  @Test func runsOnManyThreadsAtOnce() async throws {
    let f = try Model(text: text).compile(CompileOptions(threads: 2))
    try await withThrowingTaskGroup(of: Void.self) { (group) in
      for k in 0..<8 {
        group.addTask {
          for n in 1...20 {
            let x = [Float](repeating: Float(k), count: 2 * n)
            let outputs = try f(Tensor(x, shape: [n, 2]), Tensor(Float(2)))
            #expect(try outputs[1].elements() == [Float](repeating: Float(4 * k), count: n))
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func cancelsEndlessLoops() async throws {
    let model = try Model(
      text: """
        func @main(%x: f32[]) -> f32[] {
          %r = while %x cond (%v: f32[]) {
            %t = compare eq %v, %v
            yield %t
          } body (%u: f32[]) {
            %n = neg %u
            yield %n
          }
          return %r
        }
        """)
    let f = try model.compile()
    let cancellation = CallCancellation()
    let call = Task.detached { try f.run([Tensor(Float(1))], cancellation: cancellation) }
    try await Task.sleep(for: .milliseconds(50))
    cancellation.cancel()
    await #expect(throws: CallCancelled.self) { try await call.value }
  }

  @Test func viewsMemoryWithoutCopying() throws {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 68, alignment: 64)
    for i in 0..<68 { bytes[i] = UInt8(i) }
    let freed = Flag()
    do {
      let aligned = try Tensor(
        viewing: UnsafeRawBufferPointer(rebasing: bytes[4..<68]), as: .i32, shape: [16]
      ) { freed.set() }
      aligned.withUnsafeBytes {
        #expect($0.baseAddress == UnsafeRawPointer(bytes.baseAddress! + 4))
      }
      #expect(!freed.isSet)
    }
    #expect(freed.isSet)
    let unaligned = try Tensor(
      viewing: UnsafeRawBufferPointer(rebasing: bytes[1..<65]), as: .i32, shape: [16]
    ) {}
    #expect(try unaligned.elements(as: Int32.self)[0] == 0x0403_0201)
    bytes.deallocate()
  }

}

/// A flag that is set on any thread.
private final class Flag: @unchecked Sendable {
  private let lock = NSLock()
  private var value = false
  func set() { lock.withLock { value = true } }
  var isSet: Bool { lock.withLock { value } }
}
