/// A message about the input: what is wrong, where, and what to do about it.
package struct Diagnostic: Hashable, Sendable {

  /// How serious a diagnostic is.
  package enum Severity: String, Sendable {

    /// The input cannot be used.
    case error

    /// The input can be used, but probably not as its author meant it.
    case warning

    /// An explanation of a decision, such as why two operations were not fused.
    case remark

    /// More about the diagnostic before it.
    case note

  }

  /// How serious it is.
  package var severity: Severity

  /// One sentence in lower case without a full stop.
  package var message: String

  /// The place, if there is one.
  package var range: SourceRange?

  /// More places and explanations.
  package var notes: [Diagnostic]

  /// Creates a diagnostic.
  package init(
    _ severity: Severity, _ message: String, at range: SourceRange?, notes: [Diagnostic] = []
  ) {
    self.severity = severity
    self.message = message
    self.range = range
    self.notes = notes
  }

  /// Returns an error at `range`.
  package static func error(
    _ message: String, at range: SourceRange?, notes: [Diagnostic] = []
  ) -> Diagnostic {
    Diagnostic(.error, message, at: range, notes: notes)
  }

  /// Returns a note at `range`.
  package static func note(_ message: String, at range: SourceRange?) -> Diagnostic {
    Diagnostic(.note, message, at: range)
  }

}

/// The diagnostics collected so far, in the order in which they were reported.
package struct DiagnosticList: Sendable {

  /// The diagnostics.
  package private(set) var all: [Diagnostic] = []

  /// Creates an empty list.
  package init() {}

  /// `true` iff an error was reported.
  package var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// Reports `d`.
  package mutating func report(_ d: Diagnostic) {
    all.append(d)
  }

  /// Reports an error at `range`.
  package mutating func error(_ message: String, at range: SourceRange?) {
    report(.error(message, at: range))
  }

  /// Appends the diagnostics of `other`.
  package mutating func append(contentsOf other: DiagnosticList) {
    all += other.all
  }

}

/// The input was at fault: thrown with all diagnostics, at least one of which is an error.
package struct DiagnosticError: Error, Sendable {

  /// What was reported.
  package let diagnostics: DiagnosticList

  /// Creates the error for `diagnostics`.
  package init(_ diagnostics: DiagnosticList) {
    self.diagnostics = diagnostics
  }

  /// Creates the error for a single message.
  package init(_ message: String, at range: SourceRange? = nil) {
    var list = DiagnosticList()
    list.error(message, at: range)
    self.diagnostics = list
  }

}

/// A defect of Quern itself, as opposed to a fault of the input.
package struct Defect: Error, CustomStringConvertible, Sendable {

  /// What was found broken, naming the stage or pass.
  package let description: String

  /// Creates a defect found by `stage`.
  package init(_ stage: String, _ message: String) {
    self.description =
      "internal error in \(stage): \(message). This is a defect of Quern; please report it."
  }

}
