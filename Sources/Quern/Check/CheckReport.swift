import Diagnostics

/// What the checks of a file, or of several, gave.
package struct CheckReport: Sendable {

  /// The number of checks that hold for every way of execution.
  package private(set) var passed = 0

  /// The number of checks that do not hold, or that are no well-formed checks.
  package private(set) var failed = 0

  /// The number of failed checks that need what is not supported yet.
  package private(set) var unsupported = 0

  /// The checks that were left out, with the reason, in the order of the files.
  package private(set) var skipped: [Skipped] = []

  /// A check that was left out.
  package struct Skipped: Hashable, Sendable {

    /// The file, or the part of it.
    package let name: String

    /// Why it was left out.
    package let reason: String

  }

  /// What the checks of one group gave.
  package struct Tally: Hashable, Sendable {

    /// The number of checks that hold.
    package var passed = 0

    /// The number of those that do not.
    package var failed = 0

  }

  /// What checks gave by the operation that is in the name of their file.
  package private(set) var groups: [String: Tally] = [:]

  /// The number of checks that need a feature which is not supported yet, by its name.
  package private(set) var missing: [String: Int] = [:]

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
    unsupported += other.unsupported
    skipped += other.skipped
    for (name, tally) in other.groups {
      groups[name, default: Tally()].passed += tally.passed
      groups[name, default: Tally()].failed += tally.failed
    }
    for (name, count) in other.missing { missing[name, default: 0] += count }
  }

  /// Adds one check of `group`: why it failed, nothing if it holds.
  mutating func add(_ failure: String?, group: String) {
    if let failure {
      addFailure(failure)
      groups[group, default: Tally()].failed += 1
    } else {
      passed += 1
      groups[group, default: Tally()].passed += 1
    }
  }

  /// Adds one check of `group` that needs `features`, which are not supported yet; `text` says so.
  mutating func addUnsupported(_ features: [String], _ text: String, group: String) {
    add(text, group: group)
    unsupported += 1
    for f in features { missing[f, default: 0] += 1 }
  }

  /// Adds a check that was left out.
  package mutating func skip(_ name: String, _ reason: String) {
    skipped.append(Skipped(name: name, reason: reason))
  }

  /// Adds a file that could not be checked at all, with the text that says why.
  package mutating func addFailure(_ text: String) {
    failed += 1
    failures += text
  }

  /// The closing line: `12 passed, 3 failed (1 not supported), 2 skipped`.
  package var summary: String {
    "\(passed) passed, \(failed) failed"
      + (unsupported == 0 ? "" : " (\(unsupported) not supported)")
      + (skipped.isEmpty ? "" : ", \(skipped.count) skipped")
  }

  /// A line for each group of checks and each missing feature.
  package var table: String {
    var lines: [String] = []
    for (name, tally) in groups.sorted(by: { $0.key < $1.key }) {
      lines.append("\(name): \(tally.passed) of \(tally.passed + tally.failed)")
    }
    for (name, count) in missing.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      lines.append("not supported: \(name): \(count)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

}
