/// Copies operations from one graph to another, or to another place of the same graph.
///
/// Operands are replaced by what they are mapped to; a value that is not mapped stands for itself,
/// which is right for captured values if source and destination are the same graph.
package struct GraphCloner {

  private let source: Graph
  private let symbols: SymbolBindings
  private var values: [ValueID: ValueID] = [:]

  /// Creates a cloner of operations of `source`, in whose types `symbols` are replaced.
  package init(from source: Graph, replacing symbols: SymbolBindings = SymbolBindings()) {
    self.source = source
    self.symbols = symbols
  }

  /// Makes copies use `new` where the originals use `old`.
  package mutating func map(_ old: ValueID, to new: ValueID) {
    values[old] = new
  }

  /// What copies use where the originals use `value`.
  package func mapped(_ value: ValueID) -> ValueID { values[value] ?? value }

  /// Copies `id` with its regions to `point` of `graph`, maps its results and returns the copy.
  @discardableResult
  package mutating func clone(
    _ id: OperationID, into graph: inout Graph, at point: Graph.InsertionPoint
  ) -> OperationID {
    let original = source[id]
    let regions = original.regions.map { cloneRegion($0, into: &graph) }
    let types = original.results.map { symbols.substitute(in: source.type(of: $0)) }
    let copy = graph.insert(
      original.opcode, original.operands.map(mapped),
      symbols.substitute(in: original.attributes, resultTypes: types), regions: regions,
      resultTypes: types, at: point, location: original.location,
      resultNames: original.results.map { source[$0].name })
    for (old, new) in zip(original.results, graph[copy].results) { map(old, to: new) }
    return copy
  }

  /// Copies `region` with arguments and terminator and returns the copy, which has no owner yet.
  package mutating func cloneRegion(_ region: RegionID, into graph: inout Graph) -> RegionID {
    let copy = graph.createRegion()
    for v in source[region].arguments {
      let type = symbols.substitute(in: source.type(of: v))
      map(v, to: graph.addArgument(type, to: copy, name: source[v].name))
    }
    for id in source[region].operations { clone(id, into: &graph, at: .endOf(copy)) }
    return copy
  }

  /// Copies the operations of `region` except the terminator to `point` of `graph`, with
  /// `arguments` in place of the region's, and returns what the terminator's operands became.
  package mutating func inline(
    _ region: RegionID, arguments: [ValueID], into graph: inout Graph,
    at point: Graph.InsertionPoint
  ) -> [ValueID] {
    for (old, new) in zip(source[region].arguments, arguments) { map(old, to: new) }
    var next = point
    var results: [ValueID] = []
    for id in source[region].operations {
      if source[id].opcode.isTerminator {
        results = source[id].operands.map(mapped)
      } else {
        next = .after(clone(id, into: &graph, at: next))
      }
    }
    return results
  }

}

extension SymbolBindings {

  /// Returns `attributes` of an operation whose results have `resultTypes` after substitution: the
  /// single element of a constant is repeated once its shape is known.
  package func substitute(
    in attributes: Attributes, resultTypes: [TensorType]
  ) -> Attributes {
    guard let literal = attributes.literal, literal.type.isScalar,
      let element = literal.splatElement,
      let sizes = resultTypes.first?.sizes, !sizes.isEmpty,
      let resized = Literal(splat: element, sizes: sizes)
    else { return attributes }
    var result = attributes
    result[.value] = .literal(resized)
    return result
  }

}
