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
    abstract: "Run the checks inside of files: lines that begin with '// run:'.",
    discussion: """
      A check calls a function and says what it returns; without '==' or '~=' it demands that all ways \
      of execution agree. Of folders, all .qir files are checked. A line is printed for each failure, \
      and the number of checks at the end; the exit code is 1 if one failed.

      Checks look like this:
        // run: @f([1, 2], 3.0) == [4, 5]
        // run: @f(random, "weights.npy") ~= ([0.5], [1]) within 1e-5

      Examples:
        quern check --backend all ir-samples
        quern check model.qir
      """)

  @Argument(help: "Files and folders.", completion: .file())
  var paths: [String]

  @Option(name: .long, help: "How to execute the functions.")
  var backend = Choice.jit

  @Option(name: .long, help: "The greatest number of threads (default: all processors).")
  var threads: Int?

  func validate() throws {
    if paths.isEmpty { throw ValidationError("no file or folder is given") }
    if let threads, threads < 1 { throw ValidationError("--threads takes a positive number") }
  }

  func run() throws {
    var total = CheckReport()
    var skipped: [String] = []
    for path in try files() {
      let report = Progress.shared.during("checking \(path)") { check(path) }
      Progress.shared.clear()
      Console.output(report.failures)
      total.append(report)
      if report.passed + report.failed == 0 { skipped.append(path) }
    }
    for path in skipped { Console.output("\(path): skipped, it has no '// run:' lines\n") }
    Console.output(
      total.summary + (skipped.isEmpty ? "" : ", \(skipped.count) files skipped") + "\n")
    if total.failed > 0 { throw ExitStatus.input }
    if total.passed == 0 { throw CommandError("there is nothing to check") }
  }

  private func check(_ path: String) -> CheckReport {
    do {
      let model = try Model(contentsOf: path)
      return model.check(
        backends: backend.backends, threads: threads ?? CompileOptions.processorCount)
    } catch {
      var report = CheckReport()
      report.addFailure((error as? ModelError)?.rendered ?? "error: \(path): \(error)\n")
      return report
    }
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
        result += inside.filter { $0.hasSuffix(".qir") }.sorted().map { root + $0 }
      } else {
        result.append(path)
      }
    }
    var seen: Set<String> = []
    return result.filter { seen.insert($0).inserted }
  }

}
