import Diagnostics

/// What the checks of a file, or of several, gave.
package struct CheckReport: Sendable {

  /// The number of checks that hold for every way of execution.
  package private(set) var passed = 0

  /// The number of checks that do not hold, or that are no well-formed checks.
  package private(set) var failed = 0

  /// Why checks failed, as compilers print it: with places, source lines and carets.
  package private(set) var failures = ""

  /// Creates a report of no checks.
  package init() {}

  /// Adds a check with what is wrong with it, nothing if it holds.
  mutating func add(_ errors: DiagnosticList, in sources: SourceManager) {
    if errors.hasErrors {
      failed += 1
      failures += DiagnosticRenderer.render(errors, in: sources)
    } else {
      passed += 1
    }
  }

  /// Adds what `other` says.
  package mutating func append(_ other: CheckReport) {
    passed += other.passed
    failed += other.failed
    failures += other.failures
  }

  /// Adds a file that could not be checked at all, with the text that says why.
  package mutating func addFailure(_ text: String) {
    failed += 1
    failures += text
  }

  /// The closing line: `12 passed, 1 failed`.
  package var summary: String { "\(passed) passed, \(failed) failed" }

}
