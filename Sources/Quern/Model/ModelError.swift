import Diagnostics

/// The input was at fault: a model, a file, or the arguments of a call.
public struct ModelError: Error, Sendable {

  /// One thing that is wrong, with its place.
  public struct Finding: Hashable, Sendable {

    /// What is wrong, one sentence in lower case.
    public let message: String

    /// The name of the file, if there is a place in one.
    public let file: String?

    /// The line, counted from one, if there is a place in a file.
    public let line: Int?

    /// The column in bytes, counted from one, if there is a place in a file.
    public let column: Int?

  }

  /// What was found, at least one.
  public let findings: [Finding]

  /// All findings as compilers print them, with source lines and carets, ended by a newline.
  public let rendered: String

  /// Creates an error without a place.
  package init(_ message: String) {
    findings = [Finding(message: message, file: nil, line: nil, column: nil)]
    rendered = "error: \(message)\n"
  }

  /// Creates an error of what is in `diagnostics`, with places in `sources`.
  package init(_ diagnostics: DiagnosticList, in sources: SourceManager) {
    findings = diagnostics.all.filter { $0.severity == .error }.map { (d) in
      guard let range = d.range, Int(range.file.index) < sources.files.count else {
        return Finding(message: d.message, file: nil, line: nil, column: nil)
      }
      let file = sources[range.file]
      let (line, column) = file.position(of: Int(range.start))
      return Finding(message: d.message, file: file.name, line: line, column: column)
    }
    rendered = DiagnosticRenderer.render(diagnostics, in: sources)
  }

}

extension ModelError: CustomStringConvertible {

  /// All findings as compilers print them.
  public var description: String { rendered }

}

/// A defect of Quern itself, which asks to be reported.
public struct InternalError: Error, CustomStringConvertible, Sendable {

  /// What was found broken, naming the stage or pass.
  public let description: String

}

/// A call was cancelled before it was done.
public struct CallCancelled: Error, Sendable {

  /// Creates the error.
  package init() {}

}

extension ModelError {

  /// Returns what `body` returns, faults of the input as `ModelError` without places.
  static func translating<R>(_ body: () throws -> R) throws(ModelError) -> R {
    do {
      return try body()
    } catch let error as ModelError {
      throw error
    } catch let error as DiagnosticError {
      throw ModelError(error.diagnostics, in: SourceManager())
    } catch {
      throw ModelError("\(error)")
    }
  }

}

/// Returns what `body` returns; faults of the input have places in `sources`.
///
/// - Throws: `ModelError`, `InternalError`, `CallCancelled`.
func translatingErrors<R>(in sources: SourceManager, _ body: () throws -> R) throws -> R {
  do {
    return try body()
  } catch let error as DiagnosticError {
    throw ModelError(error.diagnostics, in: sources)
  } catch let error as Defect {
    throw InternalError(description: error.description)
  } catch is CancellationError {
    throw CallCancelled()
  }
}
