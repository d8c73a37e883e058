import Diagnostics
import GraphIR
import Scalars

/// A function of single complex elements.
struct ComplexFormula: Sendable {

  /// What a formula gives.
  private enum Result {

    case complex(Complex)

    case real(Real)

    case truth(Truth)

    /// The nodes of its parts.
    var nodes: [FormulaNode] {
      switch self {
      case .complex(let z): [z.real.node, z.imaginary.node]
      case .real(let x): [x.node]
      case .truth(let p): [p.node]
      }
    }

  }

  /// The number of operands.
  private let arity: Int

  /// `true` iff parts of type f32 become f64 for the time of the computation.
  private let widens: Bool

  private let body: @Sendable (ComplexFunctions, [Complex]) -> Result

  /// Creates a function of one operand.
  static func unary(
    _ body: @escaping @Sendable (ComplexFunctions, Complex) -> Complex
  ) -> ComplexFormula {
    ComplexFormula(arity: 1, widens: true) { .complex(body($0, $1[0])) }
  }

  /// Creates a function of one operand with a real result.
  static func real(
    _ body: @escaping @Sendable (ComplexFunctions, Complex) -> Real
  ) -> ComplexFormula {
    ComplexFormula(arity: 1, widens: true) { .real(body($0, $1[0])) }
  }

  /// Creates a function of two operands.
  static func binary(
    widens: Bool, _ body: @escaping @Sendable (ComplexFunctions, Complex, Complex) -> Complex
  ) -> ComplexFormula {
    ComplexFormula(arity: 2, widens: widens) { .complex(body($0, $1[0], $1[1])) }
  }

  /// Creates a function of three operands.
  static func ternary(
    widens: Bool,
    _ body: @escaping @Sendable (ComplexFunctions, Complex, Complex, Complex) -> Complex
  ) -> ComplexFormula {
    ComplexFormula(arity: 3, widens: widens) { .complex(body($0, $1[0], $1[1], $1[2])) }
  }

  /// Creates a relation of two operands.
  static func relation(
    _ body: @escaping @Sendable (ComplexFunctions, Complex, Complex) -> Truth
  ) -> ComplexFormula {
    ComplexFormula(arity: 2, widens: false) { .truth(body($0, $1[0], $1[1])) }
  }

  /// Adds the operations that compute the function for the operands of `node`, and returns the parts
  /// of the result. Scalars are repeated where another operand is none.
  func apply(
    _ f: inout FunctionImporter, _ node: Node
  ) throws(ImportFailure) -> [ValueID] {
    let values = node.values.filter(\.type.isComplex)
    guard node.values.count == arity, values.count == arity else {
      let count = arity == 1 ? "1 complex operand" : "\(arity) complex operands"
      throw f.failure("'\(node.syntax.name)' has \(count)", node.range)
    }
    let types = values.map { f.graph.type(of: $0.parts[0]) }
    let type = types.first { !$0.isScalar } ?? types[0]
    let isWidened = widens && type.element == .f32
    let work = isWidened ? type.with(element: .f64) : type
    var operands: [Complex] = []
    for (v, own) in zip(values, types) {
      guard own.element == type.element, own.isScalar || own == type else {
        throw f.failure("the operands of '\(node.syntax.name)' have different types", node.range)
      }
      var parts: [Real] = []
      for p in v.parts {
        let wide = try f.converted(p, to: work.element, at: node.range)
        let isAlike = own == type
        parts.append(Real(isAlike ? wide : try f.broadcast(wide, [], to: work, at: node.range)))
      }
      operands.append(Complex(parts[0], parts[1]))
    }
    let result = body(ComplexFunctions(isWidened: isWidened), operands)
    var emitter = FormulaEmitter(work, at: node.range)
    var parts: [ValueID] = []
    for n in result.nodes {
      let value = try emitter.emit(n, to: &f)
      if case .truth = result {
        parts.append(value)
      } else {
        parts.append(try f.converted(value, to: type.element, at: node.range))
      }
    }
    guard parts.map({ f.graph.type(of: $0) }) == node.results else {
      throw f.failure("'\(node.syntax.name)' has another result than is written", node.range)
    }
    return parts
  }

}
