import ArgumentParser
import Foundation
import Quern

/// `quern check`.
struct CheckCommand: ParsableCommand {

  /// Which ways of execution are checked.
  enum Choice: String, CaseIterable, ExpressibleByArgument {

    case jit, interpreter, unoptimized

    /// All of them, whose results are also compared with each other.
    case all

    var backends: [Backend] { Backend(rawValue: rawValue).map { [$0] } ?? Backend.allCases }

  }

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run the checks inside of files: '// run:' lines, and tests of StableHLO.",
    discussion: """
      A check calls a function and says what it returns; without '==' or '~=' it demands that all ways \
      of execution agree. A file of StableHLO is a test by the rules of its own tools: each module in it \
      compares values by calls of '@check.expect_close' and the like. Of folders, all .qir and .mlir \
      files are checked. A folder of recorded calls has a 'manifest.json' that names the programs, which \
      lie beside the folder, and arrays for their arguments and results. A line is printed for each \
      failure, and the number of checks at the end; the exit code is 1 if one failed.

      Checks look like this:
        // run: @f([1, 2], 3.0) == [4, 5]
        // run: @f(random, "weights.npy") ~= ([0.5], [1]) within 1e-5

      Examples:
        quern check --backend all ir-samples
        quern check model.qir
        quern check --backend interpreter --summary stablehlo/testdata
      """)

  @Argument(help: "Files and folders.", completion: .file())
  var paths: [String]

  @Option(name: .long, help: "How to execute the functions.")
  var backend = Choice.jit

  @Option(name: .long, help: "The greatest number of threads (default: all processors).")
  var threads: Int?

  @Flag(
    name: .long,
    help: "Leave the values of a test of StableHLO in the program, which tests folding.")
  var fold = false

  @Flag(name: .long, help: "Print how many tests of each operation pass, and what is missing.")
  var summary = false

  func validate() throws {
    if paths.isEmpty { throw ValidationError("no file or folder is given") }
    if let threads, threads < 1 { throw ValidationError("--threads takes a positive number") }
  }

  func run() throws {
    let files = try files()
    let texts = files.filter {
      !$0.hasSuffix(".mlir") && !$0.hasSuffix(RecordedCallChecker.manifestName)
    }
    var reports: [String: CheckReport] = [:]
    for path in texts {
      reports[path] = Progress.shared.during("checking \(path)") { checkText(path) }
    }
    for path in files where path.hasSuffix(RecordedCallChecker.manifestName) {
      reports[path] = try checkCalls(inManifestAt: path)
    }
    let tests = files.filter { $0.hasSuffix(".mlir") }
    Progress.shared.during("checking \(tests.count) files") {
      // Each test is small: it runs on one thread, and there are as many at a time as processors.
      var checker = StableHLOChecker(backends: backend.backends)
      checker.foldsInputs = fold
      checker.threads = threads ?? 1
      let done = tests.parallelMap(threads: CompileOptions.processorCount) { [checker] (path) in
        checker.check(contentsOf: path)
      }
      for (path, report) in zip(tests, done) { reports[path] = report }
    }
    var total = CheckReport()
    for path in files {
      guard let report = reports[path] else { continue }
      Console.output(report.failures)
      total.append(report)
    }
    for s in total.skipped { Console.output("\(s.name): skipped, \(s.reason)\n") }
    if summary { Console.output(total.table) }
    Console.output(total.summary + "\n")
    if total.failed > 0 { throw ExitStatus.input }
    if total.passed == 0 { throw CommandError("there is nothing to check") }
  }

  private func checkCalls(inManifestAt path: String) throws -> CheckReport {
    let calls = try RecordedCallChecker.calls(inManifestAt: path)
    var report = CheckReport()
    Progress.shared.during("checking \(calls.count) calls") {
      var checker = RecordedCallChecker(backends: backend.backends)
      checker.threads = threads ?? 1
      let done = calls.parallelMap(threads: CompileOptions.processorCount) { [checker] (call) in
        checker.check(call, manifest: path)
      }
      for r in done { report.append(r) }
    }
    return report
  }

  private func checkText(_ path: String) -> CheckReport {
    var report = CheckReport()
    do {
      let model = try Model(contentsOf: path)
      report = model.check(
        backends: backend.backends, threads: threads ?? CompileOptions.processorCount)
      if report.passed + report.failed == 0 { report.skip(path, "it has no '// run:' lines") }
    } catch {
      report.addFailure((error as? ModelError)?.rendered ?? "error: \(path): \(error)\n")
    }
    return report
  }

  /// The files named, and those in the folders named, each once.
  private func files() throws -> [String] {
    var result: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw CommandError("cannot read '\(path)': No such file or directory")
      }
      if isFolder.boolValue {
        let inside =
          FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        let root = path.hasSuffix("/") ? path : path + "/"
        let names = [".qir", ".mlir", RecordedCallChecker.manifestName]
        result += inside.filter { (path) in names.contains { path.hasSuffix($0) } }
          .sorted().map { root + $0 }
      } else {
        result.append(path)
      }
    }
    var seen: Set<String> = []
    return result.filter { seen.insert($0).inserted }
  }

}
