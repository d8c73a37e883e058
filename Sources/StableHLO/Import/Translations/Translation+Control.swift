import GraphIR
import Scalars

extension Translation {

  /// Calls, branches, loops and tuples.
  static let control: [String: Translation] = [
    "func.call": Translation { (f, node) throws(ImportFailure) in
      try f.call(node, attribute: "callee")
    },
    "stablehlo.composite": Translation { (f, node) throws(ImportFailure) in
      try f.call(node, attribute: "decomposition")
    },
    "stablehlo.if": branch(.if),
    "stablehlo.case": branch(.case),
    "stablehlo.while": Translation { (f, node) throws(ImportFailure) in
      var regions: [RegionID] = []
      let invariant = node.syntax.regions.last?.invariantParameters ?? []
      for r in node.syntax.regions {
        regions.append(
          try f.importRegion(r, arguments: node.operands, invariant: invariant))
      }
      return try f.emit(
        .while, node.operands, regions: regions, results: node.results, at: node.range)
    },
    "stablehlo.tuple": identity,
    "stablehlo.get_tuple_element": Translation { (f, node) throws(ImportFailure) in
      let index = try f.reading(node) { (n) throws(AttributeFault) in try n.integer("index") }
      guard node.values.count == 1, case .tuple(let types) = node.values[0].type,
        types.indices.contains(index)
      else { throw f.failure("the tuple has no element \(index)", node.range) }
      let start = types[..<index].reduce(0) { $0 + $1.partCount }
      return Array(node.operands[start..<(start + types[index].partCount)])
    },
    "stablehlo.after_all": identity,
    "stablehlo.create_token": identity,
    "stablehlo.custom_call": Translation { (f, node) throws(ImportFailure) in
      let target = try f.reading(node) { (n) throws(AttributeFault) in
        try n.symbol("call_target_name") ?? ""
      }
      if let found = calls[target] { return try found.apply(&f, node) }
      throw f.unsupported("stablehlo.custom_call @\(target)", node.range)
    },
  ]

  /// Calls of what is not in the text, by the names of what is called.
  static let calls: [String: Translation] = {
    var result: [String: Translation] = [
      // One device has everything.
      "Sharding": identity, "SPMDFullToShardShape": identity, "SPMDShardToFullShape": identity,
      "annotate_device_placement": identity,
      "AllocateBuffer": zeros,
      "mhlo.topk": Translation { (f, node) throws(ImportFailure) in
        let (k, isLargest) = try f.reading(node) { (n) throws(AttributeFault) in
          (try n.integer("k"), try n.flag("largest", standard: true))
        }
        return try f.extreme(k, node, isLargest: isLargest)
      },
    ]
    for (target, name) in [
      "mhlo.erf": "chlo.erf", "mhlo.tan": "stablehlo.tan", "mhlo.cbrt": "stablehlo.cbrt",
    ] {
      result[target] = chlo[name] ?? elementwise[name]
    }
    for (name, formula) in formulas { result["mhlo." + name] = formula.translation }
    for rule in CheckRule.callTargets { result[rule.key] = check(rule.value) }
    for family in [approximateCalls, dynamicCalls, lapack] {
      result.merge(family) { (_, new) in new }
    }
    return result
  }()

  private static func branch(_ opcode: Opcode) -> Translation {
    Translation { (f, node) throws(ImportFailure) in
      var regions: [RegionID] = []
      for r in node.syntax.regions { regions.append(try f.importRegion(r)) }
      return try f.emit(
        opcode, node.operands, regions: regions, results: node.results, at: node.range)
    }
  }

}

extension FunctionImporter {

  /// Adds a call of the function that the attribute called `attribute` names.
  mutating func call(_ node: Node, attribute: String) throws(ImportFailure) -> [ValueID] {
    let name = try reading(node) { (n) throws(AttributeFault) in
      try n.symbol(attribute)
    }
    guard let name else { throw failure("'\(attribute)' is missing", node.syntax.nameRange) }
    if let lifted = try liftCall(of: name, node) { return lifted }
    guard let callee = context.functions[name] else {
      let hint = faults.hint(for: name, among: context.functions.keys.sorted(), prefix: "@")
      throw failure("there is no function '@\(name)'\(hint)", node.range)
    }
    guard callee.body != nil else {
      throw unsupported("the function '@\(name)', which is only declared,", node.range)
    }
    if context.inlinesCalls { return try inlineCall(callee, node) }
    // The types of the function are wrong, which is reported there.
    guard let signature = context.signatures[name] else { throw ImportFailure() }
    return try emit(
      .call, node.operands, Attributes([.callee: .callee(name)]), results: node.results,
      callee: signature, at: node.range)
  }

}

extension RegionSyntax {

  /// The positions, among the tensors of all parameters, of those that the region of a loop passes on
  /// as they are.
  fileprivate var invariantParameters: [Int] {
    guard let end = operations.last, end.isTerminator, end.operands.count == parameters.count
    else { return [] }
    var result: [Int] = []
    var next = 0
    for (p, operand) in zip(parameters, end.operands) {
      let count = p.type.partCount
      if operand.name == p.name, operand.index == 0 { result += next..<(next + count) }
      next += count
    }
    return result
  }

}
