import Foundation
import Quern
import Testing

@Suite("Tensor files") struct TensorFileTests {

  /// A folder that is removed with this.
  private final class Folder {
    let path = NSTemporaryDirectory() + "quern-tests-\(UUID().uuidString)"
    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func write(_ bytes: [UInt8], as name: String) throws -> String {
      let file = "\(path)/\(name)"
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      return file
    }
  }

  private func npy(_ header: String, version: UInt8 = 1, _ data: [UInt8]) -> [UInt8] {
    let n = header.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [version, 0, UInt8(n & 0xff), UInt8(n >> 8)]
      + (version > 1 ? [0, 0] : []) + Array(header.utf8) + data
  }

  @Test(arguments: DataType.allCases) func roundTrips(type: DataType) throws {
    let folder = try Folder()
    let bytes = (0..<(6 * type.byteWidth)).map {
      type == .i1 ? UInt8($0 & 1) : UInt8(truncatingIfNeeded: $0 * 7)
    }
    let tensor = try bytes.withUnsafeBytes {
      try Tensor(viewing: $0, as: type, shape: [2, 3], deallocator: {})
    }
    let file = "\(folder.path)/t.npy"
    try tensor.write(to: file)
    let read = try Tensor(contentsOf: file)
    #expect(read.dataType == type)
    #expect(read.shape == [2, 3])
    #expect(read.withUnsafeBytes { [UInt8]($0) } == bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["t.npy"])
  }

  @Test func readsColumnMajorAndBigEndianArrays() throws {
    let folder = try Folder()
    let columns = try folder.write(
      npy(
        "{'descr': '<i2', 'fortran_order': True, 'shape': (2, 3), }",
        [1, 0, 4, 0, 2, 0, 5, 0, 3, 0, 6, 0]),
      as: "f.npy")
    #expect(try Tensor(contentsOf: columns).elements() == [Int16](1...6))
    let big = try folder.write(
      npy(
        "{\"descr\": \">i2\", \"fortran_order\": False, \"shape\": (2,)}", version: 2, [0, 1, 1, 2]),
      as: "b.npy")
    #expect(try Tensor(contentsOf: big).elements() == [1, 258] as [Int16])
  }

  @Test func readsComplexNumbersAsTheirParts() throws {
    let folder = try Folder()
    let file = try folder.write(
      npy(
        "{'descr': '>c8', 'fortran_order': False, 'shape': (1,), }",
        [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0]),
      as: "c.npy")
    let tensor = try Tensor(contentsOf: file)
    #expect(tensor.shape == [1, 2])
    #expect(try tensor.elements() == [1, -2] as [Float])
  }

  @Test func readsSafetensors() throws {
    let folder = try Folder()
    let header = Array(
      #"{"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#
        .utf8)
    let file = try folder.write(
      [UInt8(header.count), 0, 0, 0, 0, 0, 0, 0] + header + [5, 6, 0, 0, 0x80, 0x3f], as: "w.st")
    #expect(try Tensor(contentsOf: file, key: "a").elements() == [5, 6] as [UInt8])
    #expect(try Tensor(contentsOf: file, key: "b").elements() == [1] as [Float])
    let error = #expect(throws: ModelError.self) { try Tensor(contentsOf: file, key: "c") }
    #expect(error?.rendered.contains("has no array 'c'") == true)
    #expect(throws: ModelError.self) { try Tensor(contentsOf: file) }
  }

  @Test(arguments: [
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "needs 12 bytes"),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }", "too large"
    ),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "header"),
    ("{'descr': '<c32', 'fortran_order': False, 'shape': (1,), }", "'<c32'"),
    ("{'descr': '<c8', 'fortran_order': True, 'shape': (1,), }", "complex"),
    ("{'descr': '<f4', 'shape': (1,), }", "lacks"),
    ("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "header"),
    ("", "header"),
  ])
  func refusesWrongHeaders(header: String, message: String) throws {
    let folder = try Folder()
    let file = try folder.write(npy(header, [0, 0, 0, 0, 0, 0, 0, 0]), as: "wrong.npy")
    let error = #expect(throws: ModelError.self) { try Tensor(contentsOf: file) }
    #expect(error?.rendered.contains(message) == true, "\(error?.rendered ?? "")")
  }

  @Test func noMutantOfAFileTraps() throws {
    let folder = try Folder()
    let header = Array(#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#.utf8)
    let seeds: [[UInt8]] = [
      npy("{'descr': '<i2', 'fortran_order': True, 'shape': (2, 1), }", [1, 0, 4, 0]),
      [UInt8(header.count), 0, 0, 0, 0, 0, 0, 0] + header + [5, 6],
      [0x50, 0x4b, 5, 6] + [UInt8](repeating: 0, count: 18),
    ]
    var random = SystemRandomNumberGenerator()
    var read = 0
    for round in 0..<1500 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      }
      if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0...4, using: &random)) }
      let file = try folder.write(bytes, as: "m")
      if (try? Tensor(contentsOf: file)) != nil { read += 1 }
    }
    #expect(read > 0)
  }

}
