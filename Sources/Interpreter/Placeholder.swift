import Diagnostics
import GraphIR
package enum Interpreter {
  package static func run(
    _ module: Module, entry: String, arguments: [Literal], weights: [String: Literal] = [:]
  ) throws -> [Literal] { throw DiagnosticError("no interpreter yet") }
}
