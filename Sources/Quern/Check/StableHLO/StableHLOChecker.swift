import Diagnostics
import Foundation
import GraphIR
import Interpreter
import StableHLO

/// Runs the tests in a file of StableHLO by the rules of its own tools.
///
/// A test is a module; a file may have several. The values that the functions `inputs` and `expected`
/// return become arguments, so that nothing of the computation can be done before it is run.
package struct StableHLOChecker: Sendable {

  /// How tests are run.
  package var backends: [Backend]

  /// The greatest number of threads of a test.
  package var threads = 1

  /// `true` iff everything is left in the program, so that the test is one of folding constants.
  package var foldsInputs = false

  /// Creates a checker.
  package init(backends: [Backend]) { self.backends = backends }

  /// Runs the tests in the file at `path`.
  package func check(contentsOf path: String) -> CheckReport {
    guard let data = FileManager.default.contents(atPath: path) else {
      var report = CheckReport()
      report.addFailure("error: cannot read '\(path)'\n")
      return report
    }
    return check([UInt8](data), name: path)
  }

  /// Runs the tests in `bytes`, which messages call `name`.
  package func check(_ bytes: [UInt8], name: String) -> CheckReport {
    var sources = SourceManager()
    let file = sources.add(SourceFile(name: name, bytes: bytes))
    let header = TestHeader(bytes)
    let group = Self.group(of: name)
    var report = CheckReport()
    let ranges = StableHLOText.modules(in: bytes)
    for (i, range) in ranges.enumerated() {
      let place = ranges.count == 1 ? name : "\(name), module \(i + 1)"
      let outcome = run(file, range, sources: sources)
      switch outcome {
      case .empty: break
      case _ where header.usesFileCheck:
        report.skip(place, "it tests the text that a tool prints")
      case _ where header.disabledReason != nil:
        let result = if case .passed = outcome { "passes" } else { "fails" }
        report.skip(place, "RUN-DISABLED(\(header.disabledReason ?? "")), \(result)")
      case .skipped(let reason): report.skip(place, reason)
      case .passed: report.add(nil, group: group)
      case .failed(let text): report.add(text, group: group)
      case .unsupported(let features, let text):
        report.addUnsupported(features, text, group: group)
      }
    }
    return report
  }

  // MARK: One test

  /// What a test gave.
  private enum Outcome {

    /// There is none.
    case empty

    /// All is as it should be.
    case passed

    /// It cannot be run in principle, for the reason given.
    case skipped(String)

    /// It needs these features, which are not supported yet; the text says where.
    case unsupported([String], String)

    /// Something is wrong, as the text says.
    case failed(String)

  }

  /// What tests need that one program on one device does not have.
  private static let foreignFeatures = [
    "interpreter.run_parallel": "it runs on several devices",
    "interpreter.probe": "it looks at files that a tool writes",
    "check.expect_serialized_eq": "it looks at files that a tool writes",
    "interpreter.print": "it tests what a tool prints",
  ]

  private func run(
    _ file: SourceFileID, _ range: Range<Int>, sources: SourceManager
  ) -> Outcome {
    var diagnostics = DiagnosticList()
    let imported = StableHLOImport(
      file, in: sources, range: range, as: .test(liftsInputs: !foldsInputs),
      evaluator: Interpreter.constantEvaluator, diagnostics: &diagnostics)
    if imported.isEmpty { return .empty }
    for feature in imported.unsupported {
      if let reason = Self.foreignFeatures[feature] { return .skipped(reason) }
    }
    guard let test = imported.test else {
      if imported.unsupported.isEmpty {
        return .failed(DiagnosticRenderer.render(diagnostics, in: sources))
      }
      let text = diagnostics.all.first.map { Self.line($0, in: sources) } ?? ""
      return .unsupported(imported.unsupported, text)
    }
    do {
      let model = try Model(test.module, sources: sources, directory: ".")
      let entry = try model.function(named: test.entry)
      guard entry.argumentTypes.count == test.arguments.count else {
        return .skipped("its function takes arguments")
      }
      var errors = DiagnosticList()
      let arguments = try arguments(of: test, model)
      for backend in backends {
        check(test, model, arguments, backend, &errors)
      }
      return errors.hasErrors
        ? .failed(DiagnosticRenderer.render(errors, in: sources)) : .passed
    } catch {
      return .failed((error as? ModelError)?.rendered ?? "error: \(error)\n")
    }
  }

  /// The values of the arguments of `test`.
  private func arguments(of test: StableHLOTest, _ model: Model) throws -> [Literal] {
    var results: [String: [Literal]] = [:]
    for a in test.arguments where results[a.function] == nil {
      results[a.function] = try model.evaluate(
        entry: a.function, arguments: [], backend: .interpreter)
    }
    return test.arguments.compactMap { results[$0.function]?[$0.result] }
  }

  /// Runs `test` by `backend` and reports what is wrong.
  private func check(
    _ test: StableHLOTest, _ model: Model, _ arguments: [Literal], _ backend: Backend,
    _ errors: inout DiagnosticList
  ) {
    do {
      let results = try model.evaluate(
        entry: test.entry, arguments: arguments, backend: backend, threads: threads)
      for check in test.checks {
        let expected: Literal =
          switch check.expected {
          case .argument(let i): arguments[i]
          case .result(let i): results[i]
          case .literal(let literal): literal
          }
        if let d = check.rule.difference(of: results[check.actual], from: expected) {
          errors.error("\(backend.rawValue): the value \(d)", at: check.location)
        }
      }
    } catch {
      // A fault found late has a place of its own.
      let findings = (error as? ModelError)?.findings.map(\.message)
      let message = findings?.joined(separator: "; ") ?? "\(error)"
      let place = model.module.function(named: test.entry)?.location
      errors.error("\(backend.rawValue): \(message)", at: test.checks.first?.location ?? place)
    }
  }

  /// One line for `diagnostic`.
  private static func line(_ diagnostic: Diagnostic, in sources: SourceManager) -> String {
    let text = DiagnosticRenderer.render(diagnostic, in: sources)
    return text.prefix { $0 != "\n" } + "\n"
  }

  /// The operation that the file called `name` is about: the words before that of a type.
  static func group(of name: String) -> String {
    let file = (name as NSString).lastPathComponent
    let stem = (file as NSString).deletingPathExtension
    let words = stem.split(separator: "_")
    let isType = { (word: Substring) in
      word == "bool" || word == "bfloat16"
        || ["int", "uint", "float", "complex", "qi"].contains(word.prefix { !$0.isNumber })
          && word.last?.isNumber == true
    }
    let prefix = words.prefix { !isType($0) }
    return prefix.isEmpty ? stem : prefix.joined(separator: "_")
  }

}

/// What the comments of a test say about how it is run.
struct TestHeader {

  /// Why the test is not run by its own tools, `nil` if it is.
  private(set) var disabledReason: String?

  /// `true` iff the text that a tool prints is compared.
  private(set) var usesFileCheck = false

  /// Reads the comments at the start of `bytes`.
  init(_ bytes: [UInt8]) {
    for line in bytes.prefix(4096).split(separator: UInt8(ascii: "\n")) {
      let text = String(decoding: line, as: UTF8.self)
      guard text.hasPrefix("//") else { break }
      if text.contains("RUN"), text.contains("FileCheck") { usesFileCheck = true }
      if let start = text.range(of: "RUN-DISABLED("),
        let end = text[start.upperBound...].firstIndex(of: ")")
      {
        disabledReason = String(text[start.upperBound..<end])
      }
    }
  }

}
