import GraphIR
import Scalars

extension Translation {

  /// Calls by which frameworks express what the operations do not.
  static let dynamicCalls: [String: Translation] = [
    "shape_assertion": Translation { (f, node) throws(ImportFailure) in
      guard try f.knownIntegers(0, of: node) != [0] else {
        throw f.failure(try f.assertionMessage(node), node.range)
      }
      return []
    },
    "stablehlo.shape_refinement_operand_wrapper": Translation { (_, node) throws(ImportFailure) in
      Array(node.operands.prefix(1))
    },
    "stablehlo.dynamic_top_k": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 2, results: 2)
      let k = try f.knownIntegers(1, of: node)
      var plain = node
      plain.operands.removeLast()
      return try f.largest(k.first ?? 0, plain)
    },
    "stablehlo.dynamic_rng_bit_generator": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 2, results: 2)
      var plain = node
      plain.operands.removeLast()
      plain.results[1] = try f.sizedResult(1, of: node, result: 1)
      plain.results[0] =
        plain.results[0].refined(by: f.graph.type(of: node.operands[0])) ?? plain.results[0]
      guard let translation = random["stablehlo.rng_bit_generator"] else {
        throw f.unsupported("'stablehlo.rng_bit_generator'", node.range)
      }
      return try translation.apply(&f, plain)
    },
    "stablehlo.dynamic_reduce_window": reduceWindow,
  ]

  /// The operands are tensors, initial values, and five lists: the sizes of the window, its strides,
  /// the dilations of the tensors and of the window, and the padding.
  private static let reduceWindow = Translation { (f, node) throws(ImportFailure) in
    let count = node.results.count
    guard count > 0, node.operands.count == 2 * count + 5 else {
      throw f.failure(
        "the call has as many results as tensors and as initial values, and five lists more",
        node.range)
    }
    var lists: [[Int]] = []
    for i in 0..<5 { lists.append(try f.knownIntegers(2 * count + i, of: node)) }
    let padding = lists[4]
    let pairs = Swift.stride(from: 0, to: padding.count - 1, by: 2)
    let attributes = Attributes([
      .window: .integers(lists[0]), .stride: .integers(lists[1]),
      .baseDilation: .integers(lists[2]), .windowDilation: .integers(lists[3]),
      .padLow: .integers(pairs.map { padding[$0] }),
      .padHigh: .integers(pairs.map { padding[$0 + 1] }),
    ])
    let region = try f.importRegion(try f.calledRegion(node), isIsolated: true)
    return try f.emit(
      .reduceWindow, Array(node.operands[..<(2 * count)]), attributes, regions: [region],
      results: node.results, at: node.range)
  }

}

extension FunctionImporter {

  /// The operations of the function that the call `node` names, as those of a region.
  mutating func calledRegion(_ node: Node) throws(ImportFailure) -> RegionSyntax {
    guard case .array(let names)? = node.syntax["called_computations"]?.value, names.count == 1,
      case .symbol(let name) = names[0].value, var body = context.functions[name]?.body,
      let end = body.operations.indices.last
    else { throw failure("the call names no function that combines elements", node.range) }
    body.operations[end].name = "stablehlo.return"
    return body
  }

  /// What an assertion that does not hold says: the text in it with the numbers that it speaks of.
  fileprivate mutating func assertionMessage(_ node: Node) throws(ImportFailure) -> String {
    let text = try reading(node) { (n) throws(AttributeFault) in
      try n.word("error_message") ?? "the sizes contradict each other"
    }
    var message = text
    for i in node.operands.indices.dropFirst() {
      guard let number = try knownIntegers(i, of: node).first else { continue }
      message = message.replacing("{\(i - 1)}", with: "\(number)")
    }
    return message
  }

}
