import Diagnostics
import Foundation
import GraphIR
import Testing

/// Gives broken texts to the lexer, the parser, the verifier and the printer: none may trap, hang or
/// take much memory, and what is valid is printed as something that is parsed to the same.
///
/// The number of mutants is that in the environment variable `QUERN_MUTANTS`, else a small one; CI
/// runs 100,000 of them. `QUERN_MUTANT_SEED` gives others. A failure says how to see it again:
/// `QUERN_MUTANT=SEED:NUMBER`. So does, after a crash, the file `quern-mutants-*` in the folder for
/// temporary files, which holds what was under way.
@Suite("Mutants")
struct MutationTests {

  /// The number of mutants that is asked for.
  private static let askedCount =
    ProcessInfo.processInfo.environment["QUERN_MUTANTS"].flatMap { Int($0) }

  /// The mutants of all shards together.
  private static let count = askedCount ?? 10_000

  /// The first of the seeds.
  private static let firstSeed =
    ProcessInfo.processInfo.environment["QUERN_MUTANT_SEED"].flatMap { UInt64($0) } ?? 1

  /// The parts that run at the same time.
  private static let shards = 4

  /// The longest that a mutant may take; far more than it does, even on a busy machine.
  private static let longest = Duration.seconds(5)

  /// The samples and the inputs of golden tests, without the lines that machines write.
  private static let corpus: [[UInt8]] = {
    let folders = ["ir-samples", "Tests/GoldenTests/Cases"]
    var texts: [[UInt8]] = []
    for folder in folders.map({ repositoryPath($0) }) {
      let names = FileManager.default.subpaths(atPath: folder) ?? []
      for name in names.filter({ $0.hasSuffix(".qir") }).sorted() {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        texts.append(
          Array(lines.filter { !$0.starts(with: "//|".utf8) }.joined(separator: "\n".utf8)))
      }
    }
    return texts
  }()

  @Test func thereAreTexts() {
    #expect(Self.corpus.count > 100)
  }

  @Test(arguments: 0..<shards)
  func areHandled(shard: Int) throws {
    let seed = Self.firstSeed &+ UInt64(shard)
    let mutator = Mutator(corpus: Self.corpus, seed: seed)
    let progress = try Progress(seed: seed)
    let clock = ContinuousClock()
    var validCount = 0
    var slowest = Duration.zero
    for number in 0..<(Self.count / Self.shards) {
      progress.set(number)
      let text = mutator.mutant(number)
      let start = clock.now
      let result = Self.check(text)
      let time = clock.now - start
      if let failure = result.failure ?? (time > Self.longest ? "takes \(time)" : nil) {
        try report(failure, text, seed, number)
      }
      if result.isValid { validCount += 1 }
      slowest = max(slowest, time)
    }
    // Most mutants are wrong somewhere; if all were, printing would not be tested.
    #expect(validCount > Self.count / Self.shards / 20)
    progress.end()
    guard Self.askedCount != nil else { return }
    print(
      "seed \(seed): \(Self.count / Self.shards) mutants, \(validCount) valid, slowest \(slowest)")
    // With all tests at the same time, the memory of others would be counted.
    if let peak = Self.peakMemory { #expect(peak < Self.largestMemory) }
  }

  /// The most memory that the process may have taken, in KiB.
  private static let largestMemory = 512 << 10

  /// The most memory that the process has taken so far, in KiB, if the system tells.
  private static var peakMemory: Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return nil }
    return Int(line.filter { ("0"..."9").contains($0) })
  }

  /// Runs the mutant that `QUERN_MUTANT` names and writes it to a file.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["QUERN_MUTANT"] != nil))
  func single() throws {
    let name = ProcessInfo.processInfo.environment["QUERN_MUTANT", default: ""]
    let parts = name.split(separator: ":")
    let seed = try #require(parts.first.flatMap { UInt64($0) })
    let number = try #require(parts.last.flatMap { Int($0) })
    let text = Mutator(corpus: Self.corpus, seed: seed).mutant(number)
    print("mutant \(seed):\(number) is in \(try Self.write(text, seed, number))")
    #expect(Self.check(text).failure == nil)
  }

  private func report(
    _ failure: String, _ text: [UInt8], _ seed: UInt64, _ number: Int
  ) throws {
    let path = try Self.write(text, seed, number)
    Issue.record(
      """
      mutant \(seed):\(number) \(failure)
      It is in \(path). To run it again: QUERN_MUTANT=\(seed):\(number) swift test --filter Mutation
      """)
  }

  /// Writes a mutant to a file and returns its path.
  private static func write(_ text: [UInt8], _ seed: UInt64, _ number: Int) throws -> String {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("quern-mutant-\(seed)-\(number).qir")
    try Data(text).write(to: url)
    return url.path
  }

  /// Sends `text` through all stages and returns whether it is valid, and what is wrong with that.
  private static func check(_ text: [UInt8]) -> (isValid: Bool, failure: String?) {
    var sources = SourceManager()
    let file = sources.add(SourceFile(name: "mutant.qir", bytes: text))
    var diagnostics = DiagnosticList()
    guard let module = Module.parse(file, in: sources, diagnostics: &diagnostics) else {
      let rendered = DiagnosticRenderer.render(diagnostics, in: sources)
      return (false, rendered.isEmpty ? "has no module and no errors" : nil)
    }
    let findings = Verifier.verify(module)
    guard !findings.hasErrors else {
      let rendered = DiagnosticRenderer.render(findings, in: sources)
      return (false, rendered.isEmpty ? "has errors without text" : nil)
    }
    _ = RunLine.all(in: file, of: sources, module: module, diagnostics: &diagnostics)
    _ = DiagnosticRenderer.render(diagnostics, in: sources)

    let printed = module.description
    let (again, errors) = parse(printed)
    guard let again else { return (true, "is valid, but not what is printed:\n\(errors)") }
    let more = Verifier.verify(again)
    guard !more.hasErrors else {
      return (true, "is valid, but not what is printed: \(more.all.map(\.message))")
    }
    return (true, again.description == printed ? nil : "is printed differently after parsing")
  }

  /// A file that tells, if the process dies, which mutant was under way.
  private struct Progress {

    private let url: URL
    private let handle: FileHandle
    private let seed: UInt64

    init(seed: UInt64) throws {
      self.seed = seed
      url = FileManager.default.temporaryDirectory
        .appendingPathComponent(
          "quern-mutants-\(ProcessInfo.processInfo.processIdentifier)-\(seed)")
      try Data().write(to: url)
      handle = try FileHandle(forWritingTo: url)
    }

    /// Says that the mutant `number` is next.
    func set(_ number: Int) {
      try? handle.seek(toOffset: 0)
      try? handle.write(contentsOf: Data("QUERN_MUTANT=\(seed):\(number)\n".utf8))
    }

    /// Removes the file.
    func end() {
      try? handle.close()
      try? FileManager.default.removeItem(at: url)
    }

  }

}
