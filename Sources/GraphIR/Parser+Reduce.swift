import Diagnostics
import Scalars

extension Parser {

  /// The shorthand for the region of a reduction.
  struct CombinerShorthand {

    /// What the region applies.
    let function: BinaryFunction

    /// Where it is written.
    let range: SourceRange

  }

  /// Removes the shorthand for a region from the attributes of `s` and returns it.
  mutating func takeCombiner(_ s: inout Statement) throws(ParseFailure) -> CombinerShorthand? {
    guard let word = s.attributes.string(.combiner) else { return nil }
    s.attributes[.combiner] = nil
    guard let function = BinaryFunction(rawValue: word) else { return nil }
    guard let place = s.prefixRange, (1...2).contains(s.operands.count) else {
      throw failure(
        "'reduce \(word)' takes an input and at most one initial value", at: tokens[position - 1])
    }
    return CombinerShorthand(function: function, range: place)
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
    if s.operands.count == 1 {
      let initial = Literal(combiner.function.neutralElement(of: element))
      let id = graph.insert(
        .const, [], Attributes([.value: .literal(initial)]), resultTypes: [type],
        at: .endOf(parent), location: combiner.range)
      s.operands.append(.value(graph[id].results[0]))
      s.operandRanges.append(combiner.range)
    }
    var list = DiagnosticList()
    guard let opcode = Opcode(rawValue: combiner.function.rawValue),
      TypeInference.resultTypes(
        of: opcode, operands: [type, type], attributes: Attributes(), at: combiner.range,
        diagnostics: &list) != nil
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
