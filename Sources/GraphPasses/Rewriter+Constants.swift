import GraphIR
import Scalars

extension Graph {

  /// The literal of which `value` is the constant, `nil` if it is none.
  ///
  /// A splat whose type has symbols is a literal of any shape with that element.
  package func constantLiteral(of value: ValueID) -> Literal? {
    guard let id = definingOperation(of: value), self[id].opcode == .const else { return nil }
    return self[id].attributes.literal
  }

  /// The element of which all of `value` are copies, if that is a splat constant.
  package func splatElement(of value: ValueID) -> Scalar? {
    guard let literal = constantLiteral(of: value), literal.isSplat else { return nil }
    return literal[0]
  }

  /// The element of `value`, if that is a constant of one element.
  package func scalarConstant(of value: ValueID) -> Scalar? {
    guard let literal = constantLiteral(of: value), literal.count == 1 else { return nil }
    return literal[0]
  }

  /// `true` iff computing `value` again costs nothing worth storing: a splat constant or an iota.
  package func isSymbolicConstant(_ value: ValueID) -> Bool {
    guard let id = definingOperation(of: value) else { return false }
    return self[id].opcode == .iota || splatElement(of: value) != nil
  }

}

extension Literal {

  /// The literal of a constant of type `type` all of whose elements are `element`.
  ///
  /// Where the type has symbols it is a scalar, as in constants that are read from text.
  package init?(splat element: Scalar, of type: TensorType) {
    if let sizes = type.sizes {
      self.init(splat: element, sizes: sizes)
    } else {
      self.init(element)
    }
  }

}

extension Rewriter {

  /// Inserts a constant of type `type` all of whose elements are `element`; part of a rewrite.
  package mutating func splat(
    _ element: Scalar, _ type: TensorType, at point: Graph.InsertionPoint
  ) -> ValueID? {
    guard let literal = Literal(splat: element, of: type) else { return nil }
    return insert(
      .const, [], Attributes([.value: .literal(literal)]), type: type, at: point)
  }

}
