import Diagnostics

/// A fault of the input that has been reported; whoever catches this goes on elsewhere.
struct ImportFailure: Error {}

/// Collects the errors of one text, up to a limit.
struct FaultCollector {

  /// The number of errors after which nothing more is reported.
  static let limit = 100

  /// The errors.
  private var errors: [Diagnostic] = []

  /// What is right but cannot be imported, such as `stablehlo.sort`, each once, in the order in which
  /// it was found.
  private(set) var unsupported: [String] = []

  /// The number of names that may still be compared to find suggestions.
  private var remainingComparisons = 100_000

  /// `true` iff the limit is reached, so that going on is of no use.
  var isExhausted: Bool { errors.count >= Self.limit }

  /// `true` iff an error was reported.
  var hasErrors: Bool { !errors.isEmpty }

  /// Reports an error.
  mutating func report(_ error: Diagnostic) {
    guard !isExhausted else { return }
    errors.append(error)
  }

  /// Reports that `feature` is not supported yet.
  mutating func reportUnsupported(_ feature: String, at range: SourceRange) {
    if !unsupported.contains(feature) { unsupported.append(feature) }
    report(.error("\(feature) is not supported yet", at: range))
  }

  /// Returns "; did you mean 'x'?" for the name nearest to `name`, or nothing if none is near.
  mutating func hint(
    for name: String, among candidates: some Collection<String>, prefix: String = ""
  ) -> String {
    guard candidates.count <= remainingComparisons else { return "" }
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
