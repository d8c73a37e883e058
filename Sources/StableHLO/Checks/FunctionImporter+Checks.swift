import Diagnostics
import GraphIR

extension FunctionImporter {

  /// `true` iff this is the function of a test that returns what is to be compared.
  var isTestEntry: Bool {
    if case .collected(function.name, _) = context.checks { true } else { false }
  }

  /// Adds a comparison.
  mutating func addCheck(
    _ rule: CheckRule, _ actual: ValueID, _ expected: PendingCheck.Expected, _ node: Node
  ) throws(ImportFailure) {
    guard context.checks != .forbidden else {
      throw failure("'\(node.syntax.name)' is part of a test; 'quern check' runs it", node.range)
    }
    guard isTestEntry, region == graph.body else {
      throw unsupported("a check outside of the test's function", node.range)
    }
    checks.append(
      PendingCheck(rule: rule, actual: actual, expected: expected, location: node.range))
  }

  /// The values that the comparisons need, in the order in which the entry returns them.
  var checkedValues: [ValueID] {
    var values: [ValueID] = []
    for check in checks {
      values.append(check.actual)
      if case .value(let v) = check.expected, argumentPosition(of: v) == nil { values.append(v) }
    }
    return values
  }

  /// The comparisons in terms of arguments and results of the entry.
  var finishedChecks: [StableHLOCheck] {
    var count = 0
    return checks.map { (check) in
      let actual = count
      count += 1
      let expected: StableHLOCheck.Expected
      switch check.expected {
      case .literal(let literal): expected = .literal(literal)
      case .value(let v):
        if let i = argumentPosition(of: v) {
          expected = .argument(i)
        } else {
          expected = .result(count)
          count += 1
        }
      }
      return StableHLOCheck(
        rule: check.rule, actual: actual, expected: expected, location: check.location)
    }
  }

  private func argumentPosition(of value: ValueID) -> Int? {
    liftedCalls.firstIndex { $0.value == value }
  }

  /// Returns parameters in place of the call of a function that gives a test its values, `nil` if
  /// `node` is any other call.
  mutating func liftCall(of name: String, _ node: Node) throws(ImportFailure) -> [ValueID]? {
    guard case .collected(function.name, true) = context.checks, region == graph.body,
      name == "inputs" || name == "expected", node.operands.isEmpty
    else { return nil }
    guard context.signatures[name]?.results == node.results else { return nil }
    return node.results.enumerated().map { (i, type) in
      let v = graph.addArgument(type, to: graph.body, name: "\(name)\(i)")
      liftedCalls.append(LiftedCall(argument: .init(function: name, result: i), value: v))
      return v
    }
  }

}
