import Foundation
import Runtime
import Testing

/// Files that may disappear and may be damaged.
@Suite("Cache directory") struct CacheDirectoryTests {

  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("quern-cache-\(UUID().uuidString)/inner").path

  private func directory(byteLimit: Int = 1 << 20) -> CacheDirectory {
    CacheDirectory(path: folder, byteLimit: byteLimit)
  }

  private func name(_ n: Int) -> Digest { Digest(of: Array("\(n)".utf8)) }

  private var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
  }

  @Test func keepsWhatIsWritten() throws {
    let cache = directory()
    #expect(cache.read(name(1)) == .missing)
    #expect(cache.write([1, 2, 3], as: name(1)))
    #expect(cache.write([], as: name(2)))
    #expect(cache.read(name(1)) == .bytes([1, 2, 3]))
    #expect(cache.read(name(2)) == .bytes([]))
    #expect(cache.read(name(3)) == .missing)
    #expect(cache.write([4], as: name(1)))
    #expect(directory().read(name(1)) == .bytes([4]))
  }

  /// Every byte of a file counts, and so does its length.
  @Test func noticesDamage() throws {
    let cache = directory()
    cache.write(Array(0..<20), as: name(1))
    let file = "\(folder)/\(try files[0])"
    let good = try Data(contentsOf: URL(fileURLWithPath: file))
    func check(_ bytes: Data) throws {
      try bytes.write(to: URL(fileURLWithPath: file))
      #expect(cache.read(name(1)) == .damaged)
      #expect(cache.read(name(1)) == .missing)
    }
    for i in good.indices {
      var bad = good
      bad[i] ^= 0x40
      try check(bad)
    }
    for n in 0..<good.count { try check(good.prefix(n)) }
    try check(good + [0])
    cache.write([7], as: name(1))
    #expect(cache.read(name(1)) == .bytes([7]))
  }

  /// The last byte of the signature is the version of the form.
  @Test func refusesAnotherVersion() throws {
    let cache = directory()
    cache.write([1], as: name(1))
    let url = URL(fileURLWithPath: "\(folder)/\(try files[0])")
    var bytes = try Data(contentsOf: url)
    #expect(bytes.prefix(5) == Data("quern".utf8))
    bytes[7] += 1
    try bytes.write(to: url)
    #expect(cache.read(name(1)) == .damaged)
  }

  @Test func removesWhatWasNotUsedForLongest() throws {
    let cache = directory(byteLimit: 3 * 1100)
    func age(_ n: Int, days: Double) throws {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -86_400 * days)],
        ofItemAtPath: "\(folder)/\(name(n).hexadecimal).quern")
    }
    for n in 1...3 { cache.write([UInt8](repeating: 0, count: 1000), as: name(n)) }
    try age(1, days: 3)
    try age(2, days: 2)
    try age(3, days: 1)
    #expect(cache.read(name(1)) != .missing)
    cache.write([UInt8](repeating: 0, count: 1000), as: name(4))
    #expect(cache.read(name(2)) == .missing)
    for n in [1, 3, 4] { #expect(cache.read(name(n)) != .missing) }
    #expect(try files.count == 3)
    #expect(!cache.write([UInt8](repeating: 0, count: 4000), as: name(5)))
  }

  @Test func removesWhatWasLeftHalfWritten() throws {
    let cache = directory()
    cache.write([1], as: name(1))
    for (file, age) in [("old.tmp", -7200.0), ("new.tmp", 0), ("other", -7200)] {
      try Data([1]).write(to: URL(fileURLWithPath: "\(folder)/\(file)"))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: age)], ofItemAtPath: "\(folder)/\(file)")
    }
    cache.write([2], as: name(2))
    #expect(try files.filter { !$0.hasSuffix(".quern") } == ["new.tmp", "other"])
  }

  /// What it holds is run: nobody else may write there.
  @Test func isNotUsedWhereOthersMayWrite() throws {
    let cache = directory()
    cache.write([1], as: name(1))
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
    #expect(cache.read(name(1)) == .missing)
    #expect(!cache.write([1], as: name(2)))
  }

  @Test func isNotMissedWhereNothingCanBeWritten() throws {
    let cache = CacheDirectory(path: "/dev/null/nowhere", byteLimit: 1000)
    #expect(!cache.write([1], as: name(1)))
    #expect(cache.read(name(1)) == .missing)
    #expect(!CacheDirectory(path: "", byteLimit: 1000).write([1], as: name(1)))
  }

  /// Readers see nothing or all of what some writer wrote.
  @Test func isUsedByManyThreads() throws {
    let cache = directory(byteLimit: 40_000)
    DispatchQueue.concurrentPerform(iterations: 8) { (thread) in
      for round in 0..<50 {
        let n = (thread + round) % 6
        let content = [UInt8](repeating: UInt8(n), count: 1000 + n)
        if round % 2 == 0 {
          cache.write(content, as: name(n))
        } else {
          let found = cache.read(name(n))
          #expect(found == .missing || found == .bytes(content))
        }
      }
    }
    #expect(try files.allSatisfy { $0.hasSuffix(".quern") })
  }

}
