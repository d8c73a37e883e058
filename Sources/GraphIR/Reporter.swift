import Diagnostics

/// A fault of the input that has been reported; whoever catches this goes on elsewhere.
struct ParseFailure: Error {}

/// Collects the errors of one file, up to a limit.
struct Reporter {

  /// The number of errors after which nothing more is reported.
  static let limit = 100

  /// The file.
  let file: SourceFileID

  /// `true` iff the limit is reached, so that going on is of no use.
  private(set) var isExhausted = false

  private var errors: [Diagnostic] = []

  /// The number of names that may still be compared to find suggestions, so that the cost of many
  /// errors in a large file is bounded.
  private var remainingComparisons = 1_000_000

  /// Creates a reporter without errors.
  init(file: SourceFileID) {
    self.file = file
  }

  /// `true` iff an error was reported.
  var hasErrors: Bool { !errors.isEmpty }

  /// Reports an error.
  mutating func report(_ error: Diagnostic) {
    guard !isExhausted else { return }
    errors.append(error)
    if errors.count >= Self.limit {
      isExhausted = true
    }
  }

  /// Reports all errors of `list`.
  mutating func report(_ list: DiagnosticList) {
    for d in list.all { report(d) }
  }

  /// Reports an error for the bytes from `start` up to `end`.
  mutating func error(_ message: String, from start: Int, to end: Int) {
    report(.error(message, at: SourceRange(file: file, start: start, end: end)))
  }

  /// Returns "; did you mean 'x'?" for the name nearest to `name`, or nothing if none is near.
  mutating func hint(
    for name: String, among candidates: some Collection<String>, prefix: String = ""
  ) -> String {
    guard !isExhausted, candidates.count <= remainingComparisons else { return "" }
    remainingComparisons -= candidates.count
    return Suggestion.hint(for: name, among: candidates, prefix: prefix)
  }

  /// The errors in the order of the text.
  var diagnostics: DiagnosticList {
    var list = DiagnosticList()
    let order = errors.indices.sorted { (a, b) in
      (errors[a].range?.start ?? 0, a) < (errors[b].range?.start ?? 0, b)
    }
    for i in order { list.report(errors[i]) }
    if isExhausted { list.error("too many errors; what follows is not checked", at: nil) }
    return list
  }

}
