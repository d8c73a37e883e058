import GraphIR

extension RewriteRule {

  /// Reshapes.
  static let reshapes: [RewriteRule] = [
    RewriteRule("reshape to the same shape = x", .reshape) { (m) in
      m.type == m.type(0) ? .value(m[0]) : nil
    },
    RewriteRule("reshape(reshape(x)) = reshape(x)", .reshape) { (m) in
      m.definition(0, .reshape).map { .operation(.reshape, of: $0.operands) }
    },
    RewriteRule("reshape of a splat is a splat", .reshape, .transpose, .reverse) { (m) in
      m.splat(0).map { .splat($0) }
    },
    RewriteRule("reshape(broadcast(x)) = broadcast(x) if the axes of x stay", .reshape) { (m) in
      guard let b = m.definition(0, .broadcast) else { return nil }
      return rebroadcast(b, in: m.graph, as: m.type)
    },
  ]

  /// Returns the broadcast `b` with its result reshaped to `type`, if that is a broadcast of the
  /// same operand, perhaps without its axes of size 1.
  static func rebroadcast(_ b: Operation, in graph: Graph, as type: TensorType) -> Replacement? {
    let operandType = graph.type(of: b.operands[0])
    guard let dims = b.attributes.integers(.dims), let operand = operandType.sizes,
      let from = graph.type(of: b.results[0]).sizes, let to = type.sizes,
      let runs = AxisMatching.runs(from: from, to: to)
    else { return nil }
    var newDims: [Int] = []
    var kept: [Int] = []
    for (i, d) in dims.enumerated() where operand[i] != 1 {
      guard let run = runs.first(where: { $0.from.contains(d) }), run.from.count == 1,
        run.to.count == 1
      else { return nil }
      newDims.append(run.to.lowerBound)
      kept.append(operand[i])
    }
    let source: Replacement =
      kept == operand
      ? .value(b.operands[0])
      : .operation(
        .reshape, of: b.operands, Attributes(), TensorType(type.element, sizes: kept))
    return .operation(.broadcast, [source], Attributes([.dims: .integers(newDims)]), type)
  }

}
