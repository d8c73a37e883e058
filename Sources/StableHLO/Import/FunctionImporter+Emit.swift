import Diagnostics
import GraphIR
import Scalars

extension FunctionImporter {

  /// Adds an operation and returns its results.
  ///
  /// - Parameter results: the types of the results, `nil` if they are to be inferred.
  mutating func emit(
    _ opcode: Opcode, _ operands: [ValueID], _ attributes: Attributes = Attributes(),
    regions: [RegionID] = [], results: [TensorType]? = nil, callee: FunctionSignature? = nil,
    at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    var declared = results
    if let written = results, !written.allSatisfy(\.isKnown) {
      var ignored = DiagnosticList()
      let inferred = graph.inferResultTypes(
        of: opcode, operands, attributes, regions: regions, callee: callee, at: range,
        diagnostics: &ignored)
      declared = inferred.map { (types) in
        zip(types, written).map { $1.refined(by: $0) ?? $0 }
      }
    }
    var diagnostics = DiagnosticList()
    let types = graph.inferResultTypes(
      of: opcode, operands, attributes, regions: regions, declared: declared, callee: callee,
      at: range, diagnostics: &diagnostics)
    guard let types else {
      for d in diagnostics.all { faults.report(d) }
      throw ImportFailure()
    }
    let id = graph.insert(
      opcode, operands, attributes, regions: regions, resultTypes: types, at: .endOf(region),
      location: range)
    return graph[id].results
  }

  /// Adds an operation of one result and returns that.
  mutating func emitOne(
    _ opcode: Opcode, _ operands: [ValueID], _ attributes: Attributes = Attributes(),
    type: TensorType? = nil, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    try emit(opcode, operands, attributes, results: type.map { [$0] }, at: range)[0]
  }

  /// Adds a constant.
  mutating func emitConstant(
    _ literal: Literal, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    try emitOne(.const, [], Attributes([.value: .literal(literal)]), type: literal.type, at: range)
  }

  /// Adds a constant all of whose elements are `x`.
  mutating func emitConstant(
    _ x: Double, like type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    try emitSplat(Scalar(type.element, x), type, at: range)
  }

  /// Adds a constant of type `type` all of whose elements are `element`.
  mutating func emitSplat(
    _ element: Scalar, _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    guard let sizes = type.sizes, let literal = Literal(splat: element, sizes: sizes) else {
      throw failure("a constant of type \(type) is too large", range)
    }
    return try emitConstant(literal, at: range)
  }

  /// Returns `value` with elements of type `element`.
  mutating func converted(
    _ value: ValueID, to element: ElementType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    if type.element == element { return value }
    return try emitOne(.convert, [value], type: type.with(element: element), at: range)
  }

  /// Returns `value` as a tensor of type `type`, operand axis i as result axis `dims[i]`.
  mutating func broadcast(
    _ value: ValueID, _ dims: [Int], to type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    if graph.type(of: value) == type, dims == Array(0..<type.rank) { return value }
    return try emitOne(
      .broadcast, [value], Attributes([.dims: .integers(dims)]), type: type, at: range)
  }

}
