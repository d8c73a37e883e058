import Diagnostics
import GraphIR
import StableHLO
import Testing

/// Imports `text` as a program and returns the module, `nil` iff there are errors, and the errors as
/// rendered.
func imported(_ text: String) -> (module: Module?, errors: String) {
  var sources = SourceManager()
  let file = sources.add(SourceFile(name: "m.mlir", text: text))
  var diagnostics = DiagnosticList()
  let module = StableHLOImport(file, in: sources, diagnostics: &diagnostics).module
  return (module, DiagnosticRenderer.render(diagnostics, in: sources))
}

/// Returns the canonical text of the module in `text`, which must be right.
func canonical(
  _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> String {
  let (module, errors) = imported(text)
  #expect(errors == "", sourceLocation: sourceLocation)
  let valid = try #require(module, sourceLocation: sourceLocation)
  let findings = Verifier.verify(valid)
  #expect(findings.all.map(\.message) == [], sourceLocation: sourceLocation)
  return valid.description
}

/// Returns the errors of a function with the parameters `%x: tensor<2x3xf32>`, `%i: tensor<i32>`,
/// `%p: tensor<i1>` and the body `body`, without what is the same for all.
func errors(inBody body: String) -> String {
  let header =
    "func.func @main(%x: tensor<2x3xf32>, %i: tensor<i32>, %p: tensor<i1>) -> tensor<2x3xf32> {"
  return imported("\(header)\n\(body)\n  return %x : tensor<2x3xf32>\n}\n").errors
}

/// Returns the path of what is called `name` in the repository.
func repositoryPath(_ name: String, file: String = #filePath) -> String {
  let directory = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
  return directory.joined(separator: "/") + "/" + name
}
