import GraphIR

extension Translation {

  /// The comparisons of tests.
  static let checks: [String: Translation] = [
    "check.expect_eq": check(.equal),
    "check.expect_eq_const": constantCheck { (_) throws(AttributeFault) in .equal },
    "check.expect_almost_eq": check { (n) throws(AttributeFault) in try almostEqual(n) },
    "check.expect_almost_eq_const": constantCheck { (n) throws(AttributeFault) in
      try almostEqual(n)
    },
    "check.expect_close": check { (n) throws(AttributeFault) in
      .close(
        minimum: UInt64(max(try n.integer("min_ulp_difference", standard: 0), 0)),
        maximum: UInt64(max(try n.integer("max_ulp_difference", standard: 3), 0)))
    },
  ]

  /// The translation of a comparison of two operands by `rule`.
  static func check(_ rule: CheckRule) -> Translation {
    check { (_) throws(AttributeFault) in rule }
  }

  private static func almostEqual(_ node: Node) throws(AttributeFault) -> CheckRule {
    .almostEqual(tolerance: try node.number("tolerance") ?? CheckRule.standardTolerance)
  }

  private static func check(
    _ rule: @escaping @Sendable (Node) throws(AttributeFault) -> CheckRule
  ) -> Translation {
    Translation { (f, node) throws(ImportFailure) in
      let rule = try f.reading(node, rule)
      guard node.values.count == 2, node.values[0].parts.count == node.values[1].parts.count else {
        throw f.failure("'\(node.syntax.name)' compares two values", node.range)
      }
      // One of the calls has the expected value first, and says that all is well.
      var (actual, expected) = (node.values[0], node.values[1])
      if case .equalIntegers = rule { swap(&actual, &expected) }
      for (a, e) in zip(actual.parts, expected.parts) {
        try f.addCheck(rule, a, .value(e), node)
      }
      var results: [ValueID] = []
      for type in node.results { results.append(try f.emitConstant(1, like: type, at: node.range)) }
      return results
    }
  }

  private static func constantCheck(
    _ rule: @escaping @Sendable (Node) throws(AttributeFault) -> CheckRule
  ) -> Translation {
    Translation { (f, node) throws(ImportFailure) in
      let rule = try f.reading(node, rule)
      guard node.values.count == 1, let value = node.syntax["value"] else {
        throw f.failure("'\(node.syntax.name)' compares a value with a constant", node.range)
      }
      let expected = try f.literals(value)
      guard expected.count == node.operands.count else {
        throw f.failure("the constant is not of type \(node.values[0].type)", node.range)
      }
      for (a, e) in zip(node.operands, expected) { try f.addCheck(rule, a, .literal(e), node) }
      return []
    }
  }

}
