import Diagnostics
import GraphIR
import Scalars

/// A function of real numbers that is made of those of the graph.
struct Formula: Sendable {

  /// The number of operands.
  let operandCount: Int

  /// The narrowest type in which it is computed; the result is then rounded once.
  let narrowest: ElementType

  /// Returns the function of the operands, computed in the given type.
  let body: @Sendable ([Term], ElementType) -> Term

  /// Creates a function of one operand, computed in at least single precision.
  init(_ body: @escaping @Sendable (Term, ElementType) -> Term) {
    self.init(operands: 1, in: .f32) { body($0[0], $1) }
  }

  /// Creates a function.
  init(
    operands: Int, in narrowest: ElementType,
    _ body: @escaping @Sendable ([Term], ElementType) -> Term
  ) {
    self.operandCount = operands
    self.narrowest = narrowest
    self.body = body
  }

  /// The translation to this function.
  var translation: Translation {
    Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: operandCount, results: 1)
      return [try f.apply(self, node)]
    }
  }

}

extension FunctionImporter {

  /// Returns `formula` of the operands of `node`.
  fileprivate mutating func apply(
    _ formula: Formula, _ node: Node
  ) throws(ImportFailure) -> ValueID {
    let type = node.results[0]
    guard type.element.isFloat else {
      throw failure("'\(node.syntax.name)' is for floats", node.range)
    }
    let element =
      type.element.bitWidth < formula.narrowest.bitWidth ? formula.narrowest : type.element
    var operands: [ValueID] = []
    for v in node.operands {
      guard graph.type(of: v) == type else {
        throw failure("the operands and the result have different types", node.range)
      }
      operands.append(try converted(v, to: element, at: node.range))
    }
    let term = formula.body((0..<operands.count).map { Term(.operand($0)) }, element)
    var writer = TermWriter(
      operands: operands, type: type.with(element: element), range: node.range)
    return try converted(writer.value(of: term, &self), to: type.element, at: node.range)
  }

}

/// Makes operations of terms.
private struct TermWriter {

  /// The operands of the formula.
  let operands: [ValueID]

  /// The type in which it is computed.
  let type: TensorType

  /// Where it is written.
  let range: SourceRange

  /// The values of the terms so far.
  private var values: [ObjectIdentifier: ValueID] = [:]

  /// The numbers so far.
  private var constants: [Double: ValueID] = [:]

  init(operands: [ValueID], type: TensorType, range: SourceRange) {
    self.operands = operands
    self.type = type
    self.range = range
  }

  /// Returns the value of `term`, whose operations are added to `f` if they are not there yet.
  mutating func value(
    of term: Term, _ f: inout FunctionImporter
  ) throws(ImportFailure) -> ValueID {
    if let known = values[ObjectIdentifier(term)] { return known }
    let value = try make(term, &f)
    values[ObjectIdentifier(term)] = value
    return value
  }

  private mutating func make(
    _ term: Term, _ f: inout FunctionImporter
  ) throws(ImportFailure) -> ValueID {
    switch term.content {
    case .operand(let i): return operands[i]
    case .constant(let x):
      if let known = constants[x] { return known }
      let value = try f.emitConstant(x, like: type, at: range)
      constants[x] = value
      return value
    case .apply(let function, let terms):
      var arguments: [ValueID] = []
      for t in terms { arguments.append(try value(of: t, &f)) }
      return try f.emitOne(function, arguments, at: range)
    case .comparison(let relation, let a, let b):
      let arguments = [try value(of: a, &f), try value(of: b, &f)]
      return try f.emitOne(
        .compare, arguments, Attributes([.direction: .keyword(relation.rawValue)]), at: range)
    case .rounded(let t, let element):
      let narrow = try f.converted(try value(of: t, &f), to: element, at: range)
      return try f.converted(narrow, to: type.element, at: range)
    }
  }

}
