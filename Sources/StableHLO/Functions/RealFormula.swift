import GraphIR
import Scalars

/// A function of real numbers that is made of those of the graph.
struct RealFormula: Sendable {

  /// The number of operands.
  private let operandCount: Int

  /// The narrowest type in which it is computed; the result is then rounded once.
  private let narrowest: ElementType

  /// Returns the function of the operands with the digits of a type, f32 or f64.
  private let body: @Sendable ([Real], ElementType) -> Real

  /// Creates a function of one operand, computed in at least single precision.
  init(_ body: @escaping @Sendable (Real, ElementType) -> Real) {
    self.init(operands: 1, in: .f32) { body($0[0], $1) }
  }

  /// Creates a function.
  init(
    operands: Int, in narrowest: ElementType,
    _ body: @escaping @Sendable ([Real], ElementType) -> Real
  ) {
    self.operandCount = operands
    self.narrowest = narrowest
    self.body = body
  }

  /// The translation to this function.
  var translation: Translation {
    Translation { (f, node) throws(ImportFailure) in try apply(&f, node) }
  }

  private func apply(
    _ f: inout FunctionImporter, _ node: Node
  ) throws(ImportFailure) -> [ValueID] {
    try f.check(node, operands: operandCount, results: 1)
    let type = node.results[0]
    guard type.element.isFloat else {
      throw f.failure("'\(node.syntax.name)' is for floats", node.range)
    }
    let work = type.element.bitWidth < narrowest.bitWidth ? narrowest : type.element
    var operands: [Real] = []
    for v in node.operands {
      guard f.graph.type(of: v) == type else {
        throw f.failure("the operands and the result have different types", node.range)
      }
      operands.append(Real(try f.converted(v, to: work, at: node.range)))
    }
    let result = body(operands, type.element == .f64 ? .f64 : .f32)
    var emitter = FormulaEmitter(type.with(element: work), at: node.range)
    let value = try emitter.emit(result.node, to: &f)
    return [try f.converted(value, to: type.element, at: node.range)]
  }

}
