import Testing

@testable import KernelIR

@Suite("Donation of arguments") struct DonationTests {

  private static let head = """
    kernel @same(x: in i32[16], y: out i32[16]) {
      for %i in 0..<16 vector(16) {
        %0 = load x[%i] : i32
        %1 = neg %0 : i32
        store %1, y[%i]
      }
    }
    kernel @reverse(x: in i32[16], y: out i32[16]) {
      for %i in 0..<16 {
        %0 = load x[15 - %i] : i32
        store %0, y[%i]
      }
    }
    kernel @update(p: in i1[1], x: inout i32[16]) {
      %0 = load p[0] : i1
      for %i in 0..<16 {
        %1 = load x[%i] : i32
        %2 = neg %1 : i32
        store %2, x[%i] if %0
      }
    }
    slot %x: i32[16] = argument 0
    slot %p: i1[1] = argument 1
    slot %y: i32[16] = result 0
    slot %z: i32[16] = result 1

    """

  /// Where the results are when argument 0 is donated: `nil` for their own memory.
  private func places(_ steps: String) throws -> [Int?] {
    let p = try program("program @main {\n\(Self.head)\n\(steps)\n}")
    #expect(KernelVerifier.verify(p).all.map(\.message) == [])
    let donated = Donation.run(on: p, donated: [0])
    #expect(KernelVerifier.verify(donated).all.map(\.message) == [])
    let elements = (0..<16).flatMap { (i) -> [UInt8] in [UInt8(i), 0, 0, 0] }
    let expected = try ProgramInterpreter.run(p, arguments: [elements, [1]], arena: .separate)
    #expect(
      try ProgramInterpreter.run(donated, arguments: [elements, [1]], arena: .separate) == expected)
    var result: [Int?] = [nil, nil]
    for s in donated.slots { if case .donated(let i, let j) = s.storage { result[j] = i } }
    return result
  }

  @Test func updatesInPlace() throws {
    #expect(
      try places("copy %x to %y launch @update(%p, %y) launch @same(%y, %z)") == [0, nil])
  }

  @Test func kernelsThatAllowItAreInPlace() throws {
    #expect(try places("launch @reverse(%x, %z) launch @same(%x, %y)") == [0, nil])
    #expect(try places("launch @same(%x, %y) copy %y to %z") == [0, nil])
  }

  @Test func argumentsThatAreDoneWithAreUsedAgain() throws {
    #expect(try places("launch @reverse(%x, %y) launch @reverse(%y, %z)") == [nil, 0])
  }

  @Test func argumentsThatAreNeededStay() throws {
    #expect(try places("launch @reverse(%x, %y) launch @same(%x, %z) copy %x to %y") == [nil, nil])
    #expect(try places("launch @reverse(%x, %y) launch @reverse(%x, %z)") == [nil, nil])
    #expect(
      try places("copy %x to %y launch @update(%p, %y) launch @reverse(%x, %z)") == [nil, nil])
  }

  @Test func othersAreNotTouched() throws {
    let p = try program(
      "program @main {\n\(Self.head)\n copy %x to %y launch @same(%x, %z)\n}")
    #expect(Donation.run(on: p, donated: [1]) == p)
    #expect(Donation.run(on: p, donated: []) == p)
  }

}
