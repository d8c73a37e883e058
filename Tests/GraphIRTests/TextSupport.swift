import Diagnostics
import GraphIR
import Testing

/// Parses `text` and returns the module, `nil` iff there are errors, and the errors as rendered.
func parse(_ text: String) -> (module: Module?, errors: String) {
  var sources = SourceManager()
  let file = sources.add(SourceFile(name: "m.qir", text: text))
  var diagnostics = DiagnosticList()
  let module = Module.parse(file, in: sources, diagnostics: &diagnostics)
  return (module, DiagnosticRenderer.render(diagnostics, in: sources))
}

/// Parses `text`, which must have no errors, and verifies the module.
func parseValid(
  _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Module {
  let (module, errors) = parse(text)
  #expect(errors == "", sourceLocation: sourceLocation)
  let valid = try #require(module, sourceLocation: sourceLocation)
  let findings = Verifier.verify(valid)
  #expect(findings.all.map(\.message) == [], sourceLocation: sourceLocation)
  return valid
}

/// Parses the body of a function with the parameters `%x: f32[2,3]`, `%y: f32[2,3]`, `%i: i32[]`,
/// `%p: i1[]`, `%n: i32[4]` and returns the errors without the file name and the common header.
func errors(inBody body: String) -> String {
  let header =
    "func @main(%x: f32[2,3], %y: f32[2,3], %i: i32[], %p: i1[], %n: i32[4]) -> f32[2,3] {"
  return parse("\(header)\n\(body)\n  return %x\n}\n").errors
}

/// A graph written without identifiers, so that equal structures are equal.
struct Structure: Equatable {

  /// A line for each operation and region in the order of the text: operands and results are
  /// numbered in the order of their definition.
  var lines: [String] = []

  /// Describes all of `module`.
  init(_ module: Module) {
    lines.append("module \(module.name ?? "-")")
    for w in module.weights {
      lines.append("weight \(w.name) \(w.type) \(w.file ?? "given") \(w.key ?? "-")")
    }
    for f in module.functions {
      lines.append("func \(f.name) \(f.argumentTypes) \(f.resultTypes)")
      var numbers: [ValueID: Int] = [:]
      describe(f.graph.body, of: f.graph, &numbers)
    }
  }

  private mutating func describe(
    _ region: RegionID, of graph: Graph, _ numbers: inout [ValueID: Int]
  ) {
    func number(_ v: ValueID, _ numbers: inout [ValueID: Int]) -> Int {
      if let n = numbers[v] { return n }
      numbers[v] = numbers.count
      return numbers.count - 1
    }
    lines.append(
      "region "
        + graph[region].arguments.map { "\(number($0, &numbers)): \(graph.type(of: $0))" }
        .joined(separator: ", "))
    for id in graph[region].operations {
      let o = graph[id]
      let results = o.results.map { "\(number($0, &numbers)): \(graph.type(of: $0))" }
      let operands = o.operands.map { numbers[$0].map(String.init) ?? "?" }
      lines.append("\(results) = \(o.opcode.rawValue) \(operands) \(o.attributes.pairs)")
      for inner in o.regions { describe(inner, of: graph, &numbers) }
    }
    lines.append("end")
  }

}

/// Returns the path of what is called `name` in the repository.
func repositoryPath(_ name: String, file: String = #filePath) -> String {
  let directory = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
  return directory.joined(separator: "/") + "/" + name
}
