import Diagnostics

extension Graph {

  /// Returns the types of `region`'s arguments and of what it yields, nothing if it has no
  /// terminator yet.
  package func signature(of region: RegionID) -> RegionSignature {
    RegionSignature(
      arguments: self[region].arguments.map { type(of: $0) },
      yields: terminator(of: region).map { self[$0].operands.map { type(of: $0) } } ?? [])
  }

  /// Returns the types of the results that `opcode` would have in this graph, or reports why it
  /// cannot be applied like this and returns `nil`.
  ///
  /// - Parameters:
  ///   - declared: the types of the results if they are known; needed by operations that say
  ///     `needsResultType`.
  ///   - callee: the function that a `call` names.
  package func inferResultTypes(
    of opcode: Opcode, _ operands: [ValueID], _ attributes: Attributes = Attributes(),
    regions: [RegionID] = [], declared: [TensorType]? = nil, callee: FunctionSignature? = nil,
    at range: SourceRange?, diagnostics: inout DiagnosticList
  ) -> [TensorType]? {
    TypeInference.resultTypes(
      of: opcode, operands: operands.map { type(of: $0) }, attributes: attributes,
      regions: regions.map { signature(of: $0) }, declared: declared, callee: callee, at: range,
      diagnostics: &diagnostics)
  }

}
