import Diagnostics
import Scalars

extension Parser {

  /// The shorthand for the region of a reduction.
  struct CombinerShorthand {

    /// What the region applies, `nil` if it yields its second argument.
    let function: BinaryFunction?

    /// Where it is written.
    let range: SourceRange

  }

  /// Removes the shorthand for a region from the attributes of `s` and returns it.
  mutating func takeCombiner(_ s: inout Statement) throws(ParseFailure) -> CombinerShorthand? {
    guard let word = s.attributes.string(.combiner) else { return nil }
    s.attributes[.combiner] = nil
    let isScatter = s.opcode == .scatter
    let counts = isScatter ? 3...3 : 1...2
    guard let place = s.prefixRange, counts.contains(s.operands.count) else {
      let operands =
        isScatter ? "a tensor, indices and updates" : "an input and at most one initial value"
      throw failure(
        "'\(s.opcode?.rawValue ?? "") \(word)' takes \(operands)", at: tokens[position - 1])
    }
    return CombinerShorthand(function: BinaryFunction(rawValue: word), range: place)
  }

  /// Adds the region and, if it is missing, the initial value for which `combiner` stands.
  mutating func expand(
    _ combiner: CombinerShorthand, _ s: inout Statement, in parent: RegionID
  ) {
    guard case .value(let input)? = s.operands.first else {
      if case .literal(let t)? = s.operands.first { reportUnknownType(of: t) }
      s.hasFailed = true
      return
    }
    let element = graph.type(of: input).element
    let type = TensorType(element, [])
    // A function without one is not defined for the type, which is reported below.
    if s.operands.count == 1, let neutral = combiner.function?.neutralElement(for: element) {
      let initial = Literal(neutral)
      let id = graph.insert(
        .const, [], Attributes([.value: .literal(initial)]), resultTypes: [type],
        at: .endOf(parent), location: combiner.range)
      s.operands.append(.value(graph[id].results[0]))
      s.operandRanges.append(combiner.range)
    }
    var list = DiagnosticList()
    let opcode = combiner.function.flatMap { Opcode(rawValue: $0.rawValue) }
    guard
      opcode.map({
        TypeInference.resultTypes(
          of: $0, operands: [type, type], attributes: Attributes(), at: combiner.range,
          diagnostics: &list) != nil
      }) != false
    else {
      reporter.report(list)
      s.hasFailed = true
      return
    }
    let region = graph.createCombiner(combiner.function, of: element, location: combiner.range)
    s.regions.append(region)
    s.signatures?.append(graph.signature(of: region))
  }

}
