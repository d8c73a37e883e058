import GraphIR
import Scalars

extension RewriteRule {

  /// Reductions.
  static let reduction: [RewriteRule] = [
    RewriteRule("reduce over axes of size 1 = init ∘ x", .reduce) { (m) in
      guard let f = m.reductionFunction, let opcode = Opcode(rawValue: f.rawValue),
        let dims = m.attributes.integers(.dims),
        dims.allSatisfy({ m.type(0).shape[$0] == .size(1) })
      else { return nil }
      let element: Replacement =
        dims.isEmpty ? .value(m[0]) : .operation(.reshape, of: [m[0]])
      let start: Replacement
      if let c = m.splat(1) {
        start = .splat(c)
      } else if m.type.isScalar {
        start = .value(m[1])
      } else {
        start = .operation(.broadcast, of: [m[1]], Attributes([.dims: .integers([])]))
      }
      return .operation(opcode, [element, start])
    },
    RewriteRule("reduce of a splat by a function with f(x, x) = x is init ∘ x", .reduce) { (m) in
      guard let f = m.reductionFunction, [.max, .min, .and, .or].contains(f),
        let x = m.splat(0), let start = m.splat(1), let n = m.type(0).elementCount, n > 0
      else { return nil }
      return .splat(f.evaluate(start, x))
    },
  ]

  /// Products of tensors.
  static let contraction: [RewriteRule] = [
    RewriteRule("dot(transpose(x), y) = dot(x, y) over other axes", .dotGeneral) { (m) in
      untransposed(m, 0, batch: .lhsBatch, contract: .lhsContract)
        ?? untransposed(m, 1, batch: .rhsBatch, contract: .rhsContract)
    },
    RewriteRule(
      "dot(convert(x), convert(y)) = dot(x, y) with wider sums if nothing is lost", .dotGeneral,
      .convolution
    ) { (m) in
      guard let x = m.definition(0, .convert), let y = m.definition(1, .convert) else { return nil }
      let from = m.graph.type(of: x.operands[0]).element
      let middle = m.type(0).element
      guard from == m.graph.type(of: y.operands[0]).element, from.kind == middle.kind,
        from != middle, from.isEmbedded(in: middle)
      else { return nil }
      return .operation(m.operation.opcode, of: [x.operands[0], y.operands[0]], m.attributes)
    },
    RewriteRule("convolution(pad(x, 0), w) = convolution(x, w) with more padding", .convolution) {
      (m) in
      guard let pad = m.definition(0, .pad),
        m.graph.splatElement(of: pad.operands[1])?.isPositiveZero == true,
        let axes = m.attributes.string(.layout).flatMap(ConvolutionDimensions.init(layout:)),
        let low = pad.attributes.integers(.low), let high = pad.attributes.integers(.high),
        (pad.attributes.integers(.interior) ?? []).allSatisfy({ $0 == 0 }),
        (m.attributes.integers(.lhsDilation) ?? []).allSatisfy({ $0 == 1 }),
        (low + high).allSatisfy({ $0 >= 0 }),
        [low, high].allSatisfy({ $0[axes.inputBatch] == 0 && $0[axes.inputFeature] == 0 })
      else { return nil }
      var attributes = m.attributes
      for (name, amounts) in [(AttributeName.padLow, low), (.padHigh, high)] {
        let old = attributes.integers(name) ?? axes.inputSpatial.map { _ in 0 }
        var sums: [Int] = []
        for (a, axis) in zip(old, axes.inputSpatial) {
          // Cutting elements off and then adding zeros is not the same as cutting fewer off.
          let (sum, overflow) = a.addingReportingOverflow(amounts[axis])
          guard a >= 0, !overflow else { return nil }
          sums.append(sum)
        }
        attributes[name] = .integers(sums)
      }
      return .operation(.convolution, of: [pad.operands[0], m[1]], attributes)
    },
  ]

  /// Returns the product `m` without the transposition that makes its operand `i`, if its free axes
  /// keep their order.
  private static func untransposed(
    _ m: Match, _ i: Int, batch: AttributeName, contract: AttributeName
  ) -> Replacement? {
    guard let t = m.definition(i, .transpose), let axes = t.attributes.integers(.permutation),
      let contracted = m.attributes.integers(contract)
    else { return nil }
    let batches = m.attributes.integers(batch) ?? []
    let free = axes.indices.filter { !batches.contains($0) && !contracted.contains($0) }
    let moved = free.map { axes[$0] }
    guard moved == moved.sorted() else { return nil }
    var attributes = m.attributes
    attributes[contract] = .integers(contracted.map { axes[$0] })
    if m.attributes[batch] != nil { attributes[batch] = .integers(batches.map { axes[$0] }) }
    var operands = m.operation.operands
    operands[i] = t.operands[0]
    return .operation(.dotGeneral, of: operands, attributes)
  }

}
