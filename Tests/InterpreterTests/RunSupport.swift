import Diagnostics
import GraphIR
import Interpreter
import Scalars
import Testing

/// Parses and verifies the module written as `text`.
func module(
  _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Module {
  var sources = SourceManager()
  let file = sources.add(SourceFile(name: "test.qir", text: text))
  var diagnostics = DiagnosticList()
  let module = Module.parse(file, in: sources, diagnostics: &diagnostics)
  if let module { diagnostics.append(contentsOf: Verifier.verify(module)) }
  let errors = DiagnosticRenderer.render(diagnostics, in: sources)
  #expect(errors == "", sourceLocation: sourceLocation)
  return try #require(module, sourceLocation: sourceLocation)
}

/// The tensor of type `type` whose elements are `text`.
func tensor(
  _ type: TensorType, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Literal {
  try #require(
    Literal.parse(text, as: type), "\(text) : \(type)", sourceLocation: sourceLocation)
}

/// Returns the results of `@main` of the module written as `text`, for arguments written as text.
func run(
  _ text: String, _ arguments: [String] = [], limits: Interpreter.Limits = .none,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> [Literal] {
  let module = try module(text, sourceLocation: sourceLocation)
  let types = try #require(module.function(named: "main"), sourceLocation: sourceLocation)
    .argumentTypes
  let values = try zip(types, arguments).map {
    try tensor($0, $1, sourceLocation: sourceLocation)
  }
  return try Interpreter.run(module, entry: "main", arguments: values, limits: limits)
}

/// The elements of `literal` as text, the same for all NaNs.
func elements(_ literal: Literal) -> [String] {
  (0..<literal.count).map { literal[$0].doubleValue.isNaN ? "nan" : literal[$0].text }
}

/// Checks that the results of `@main` of the module written as `text` are `expected`, bit for bit.
func check(
  _ text: String, _ arguments: [String] = [], gives expected: String...,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let results = try run(text, arguments, sourceLocation: sourceLocation)
  #expect(results.count == expected.count, sourceLocation: sourceLocation)
  for (result, text) in zip(results, expected) {
    let value = try tensor(result.type, text, sourceLocation: sourceLocation)
    #expect(elements(result) == elements(value), sourceLocation: sourceLocation)
  }
}

/// Checks that one operation gives a result of type `type` with the elements `expected`.
///
/// - Parameter operands: the types and elements of the values that it calls `%a`, `%b` and so on.
func check(
  _ operation: String, _ operands: KeyValuePairs<String, String>, gives type: String,
  _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let parameters = zip("abcdefgh", operands).map { "%\($0): \($1.key)" }.joined(separator: ", ")
  let text = """
    func @main(\(parameters)) -> \(type) {
      %result = \(operation)
      return %result
    }
    """
  try check(text, operands.map(\.value), gives: expected, sourceLocation: sourceLocation)
}
