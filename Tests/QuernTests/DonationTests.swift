import Foundation
import Quern
import Testing

/// Arguments whose memory is used for results.
@Suite("Donated arguments") struct DonationTests {

  /// A cache of rows, of which one is replaced in each call.
  private let text = """
    func @main(%cache: f32[8,16], %row: f32[1,16], %k: i32[]) -> (f32[8,16], f32[16]) {
      %new = dynamic_update_slice %cache, %row, %k, 0
      %sum = reduce add %new, dims=[0]
      return %new, %sum
    }
    """

  private func executable() throws -> Executable {
    var options = CompileOptions(threads: 1)
    options.donatedInputs = [0]
    return try Model(text: text).compile(options)
  }

  private func address(of tensor: Tensor) -> UInt {
    tensor.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
  }

  private func arguments(_ k: Int32) throws -> [Tensor] {
    [
      try Tensor([Float](repeating: 1, count: 128), shape: [8, 16]),
      try Tensor([Float](repeating: Float(k), count: 16), shape: [1, 16]),
      try Tensor(k),
    ]
  }

  @Test func updatesInPlace() throws {
    let f = try executable()
    var arguments = try arguments(2)
    let before = address(of: arguments[0])
    var results = try f.run(donating: &arguments)
    #expect(address(of: results[0]) == before)
    #expect(arguments[0].shape == [0])
    #expect(arguments[1].shape == [1, 16])
    #expect(try results[1].elements() == [Float](repeating: 9, count: 16))
    // What comes out goes in again.
    arguments = [results[0]] + (try self.arguments(3)[1...])
    results = []
    results = try f.run(donating: &arguments)
    #expect(address(of: results[0]) == before)
    #expect(try results[1].elements() == [Float](repeating: 11, count: 16))
  }

  @Test func whatOthersReferToIsCopied() throws {
    let f = try executable()
    var arguments = try arguments(2)
    let kept = arguments[0]
    let results = try f.run(donating: &arguments)
    #expect(try results[1].elements() == [Float](repeating: 9, count: 16))
    #expect(try kept.elements() == [Float](repeating: 1, count: 128))
    #expect(address(of: results[0]) != address(of: kept))
    let again = try f.run([kept] + (try self.arguments(5)[1...]))
    #expect(try again[1].elements() == [Float](repeating: 12, count: 16))
    #expect(try kept.elements() == [Float](repeating: 1, count: 128))
  }

  @Test func wrongArgumentsStay() throws {
    let f = try executable()
    var arguments = [try arguments(1)[0]]
    #expect(throws: ModelError.self) { try f.run(donating: &arguments) }
    #expect(arguments[0].shape == [8, 16])
    var options = CompileOptions()
    options.donatedInputs = [3]
    #expect(throws: ModelError.self) { try Model(text: text).compile(options) }
  }

}
