import Diagnostics
import Foundation
import GraphIR
import Scalars

extension Model {

  /// Evaluates the checks in this model's text by each of `backends` and compares the results with
  /// the expected ones and with each other.
  package func check(backends: [Backend], threads: Int = 1) -> CheckReport {
    var report = CheckReport()
    let file = SourceFileID(index: 0)
    var malformed = DiagnosticList()
    let lines = RunLine.all(in: file, of: sources, module: module, diagnostics: &malformed)
    for error in malformed.all {
      var list = DiagnosticList()
      list.report(error)
      report.add(list, in: sources)
    }
    for line in lines {
      report.append(check(line, in: sources, backends: backends, threads: threads))
    }
    return report
  }

  /// Evaluates `line`, which has its place in `sources`, by each of `backends`.
  ///
  /// The function that it calls must have the same type here as in the module of the line.
  package func check(
    _ line: RunLine, in sources: SourceManager, backends: [Backend], threads: Int = 1
  ) -> CheckReport {
    var errors = DiagnosticList()
    do {
      let arguments = try line.arguments.enumerated().map { (i, v) in
        // The position is the seed, so that other lines of a file do not change a check.
        try literal(v, seed: UInt64(i))
      }
      let expected = try line.results.map(expectation)
      var results: [(backend: Backend, values: [Literal])] = []
      for backend in backends {
        do {
          let values = try evaluate(
            entry: line.function, arguments: arguments, backend: backend, threads: threads)
          results.append((backend, values))
        } catch {
          errors.error("\(backend.rawValue): \(Self.message(of: error))", at: line.range)
        }
      }
      for (backend, values) in results {
        for message in Self.compare(values, with: expected, line) {
          errors.error("\(backend.rawValue): \(message)", at: line.range)
        }
      }
      for message in Self.disagreements(results, line) { errors.error(message, at: line.range) }
    } catch {
      errors.error(Self.message(of: error), at: line.range)
    }
    var report = CheckReport()
    report.add(errors, in: sources)
    return report
  }

  /// An expected result.
  private enum Expectation {

    /// All of it.
    case literal(Literal)

    /// Any shape, all elements equal.
    case splat(Scalar)

  }

  private func expectation(_ value: RunLine.Value) throws -> Expectation {
    if case .splat(let element) = value { return .splat(element) }
    return .literal(try literal(value, seed: 0))
  }

  /// The tensor that `value` stands for.
  private func literal(_ value: RunLine.Value, seed: UInt64) throws -> Literal {
    switch value {
    case .literal(let literal): return literal
    case .splat(let element): return Literal(element)
    case .file(let path):
      let isAbsolute = path.hasPrefix("/")
      return try Tensor(
        contentsOf: isAbsolute ? path : (directory as NSString).appendingPathComponent(path)
      ).literal
    case .random(let type, let low, let high):
      guard let literal = Literal.random(type, low: low, high: high, seed: seed) else {
        throw ModelError("\(type) has more elements than can be counted")
      }
      return literal
    }
  }

  /// Returns how `values` are not what `line` expects, one sentence for each result.
  private static func compare(
    _ values: [Literal], with expected: [Expectation], _ line: RunLine
  ) -> [String] {
    guard line.relation != .agreement else { return [] }
    guard values.count == expected.count else {
      return ["there are \(values.count) results instead of \(expected.count)"]
    }
    let tolerance: Tolerance =
      line.relation == .equal ? .exact : line.tolerance.map(Tolerance.within) ?? .agreement
    var messages: [String] = []
    for (i, (value, expectation)) in zip(values, expected).enumerated() {
      let difference: Difference? =
        switch expectation {
        case .literal(let literal): Difference.first(of: value, from: literal, tolerance)
        case .splat(let element): Difference.first(of: value, fromAll: element, tolerance)
        }
      if let difference { messages.append("\(name(ofResult: i, of: values.count)) \(difference)") }
    }
    return messages
  }

  /// Returns how ways of execution disagree with the first of them.
  private static func disagreements(
    _ results: [(backend: Backend, values: [Literal])], _ line: RunLine
  ) -> [String] {
    // What is equal to the same bits agrees.
    guard let first = results.first, line.relation != .equal else { return [] }
    let tolerance = line.tolerance.map(Tolerance.within) ?? .agreement
    var messages: [String] = []
    for other in results.dropFirst() {
      for (i, (value, reference)) in zip(other.values, first.values).enumerated() {
        guard let difference = Difference.first(of: value, from: reference, tolerance) else {
          continue
        }
        let name = name(ofResult: i, of: other.values.count)
        messages.append(
          "\(other.backend.rawValue) disagrees with \(first.backend.rawValue): \(name) \(difference)"
        )
      }
    }
    return messages
  }

  private static func name(ofResult i: Int, of count: Int) -> String {
    count == 1 ? "the result" : "result \(i)"
  }

  /// One line that says what `error` says.
  private static func message(of error: any Error) -> String {
    guard let error = error as? ModelError else { return "\(error)" }
    return error.findings.map(\.message).joined(separator: "; ")
  }

}
