import Diagnostics

/// The passes and the order in which a compilation runs them.
package enum Pipeline {

  /// All passes, in the order of the documentation.
  package static let all: [Pass] = [
    .inlining,
    .deadCodeElimination,
    .commonSubexpressionElimination,
    .constantFolding,
    .algebraicSimplification,
    .movementSimplification,
    .branchSimplification,
    .loopInvariantCodeMotion,
    .productBatching,
    .reductionSplitting,
    .fusion,
  ]

  /// The passes of a compilation, in order; a name may occur more than once.
  package static let `default`: [Pass] = [
    .inlining,
    .deadCodeElimination,
    .constantFolding,
    .algebraicSimplification,
    .movementSimplification,
    .branchSimplification,
    .commonSubexpressionElimination,
    .constantFolding,
    .algebraicSimplification,
    .movementSimplification,
    .loopInvariantCodeMotion,
    .productBatching,
    .commonSubexpressionElimination,
    .deadCodeElimination,
    .reductionSplitting,
    .fusion,
  ]

  /// The pass called `name`.
  package static func pass(named name: some StringProtocol) -> Pass? {
    all.first { $0.name == name }
  }

  /// Returns the passes that `text` lists, names with commas between them; `default` stands for
  /// all of the standard pipeline.
  ///
  /// - Throws: an error that suggests a near name if there is no such pass.
  package static func parse(_ text: String) throws(DiagnosticError) -> [Pass] {
    var result: [Pass] = []
    for part in text.split(separator: ",") {
      let name = part.filter { $0 != " " }
      if name == "default" {
        result += Self.default
      } else if let pass = pass(named: name) {
        result.append(pass)
      } else {
        let near = Suggestion.nearest(to: name, among: all.map(\.name) + ["default"])
        let hint = near.map { "; did you mean '\($0)'?" } ?? ""
        throw DiagnosticError("there is no pass '\(name)'\(hint)")
      }
    }
    return result
  }

}
