import Diagnostics
import GraphIR
import Scalars

/// What an operation does with complex numbers, each of which is two tensors in the graph: one of
/// real parts and one of imaginary parts.
enum ComplexRule: Sendable {

  /// It does to both parts what it does to real numbers; all other operands are shared.
  case partwise

  /// It takes the parts as operands of their own.
  case together

  /// It is a function of single elements, given as a formula.
  case function(ComplexFormula)

  /// Something else.
  case translation(Translation)

  /// The rule of the operation called `name`, `nil` if it is not one of complex numbers.
  static func find(_ name: String) -> ComplexRule? {
    for candidate in Translation.spellings(of: name) {
      if let found = table[candidate] { return found }
    }
    return nil
  }

  /// Adds the operations that `node` stands for and returns the tensors of its results.
  ///
  /// - Parameter plain: the translation for real numbers, `nil` if there is none.
  func apply(
    _ f: inout FunctionImporter, _ node: Node, plain: Translation?
  ) throws(ImportFailure) -> [ValueID] {
    switch self {
    case .translation(let translation): return try translation.apply(&f, node)
    case .function(let formula): return try formula.apply(&f, node)
    case .partwise:
      guard let plain else { break }
      let real = try plain.apply(&f, try f.part(0, of: node))
      guard node.resultSyntax.contains(where: \.isComplex) else { return real }
      let imaginary = try plain.apply(&f, try f.part(1, of: node))
      return zip(node.resultSyntax, zip(real, imaginary)).flatMap { (type, parts) in
        type.isComplex ? [parts.0, parts.1] : [parts.0]
      }
    case .together:
      guard let plain else { break }
      return try plain.apply(&f, node)
    }
    throw f.unsupported(node.syntax.name, node.syntax.nameRange)
  }

}

extension FunctionImporter {

  /// Returns `node` with part `index`, 0 for the real one, of all that is complex.
  func part(_ index: Int, of node: Node) throws(ImportFailure) -> Node {
    var result = node
    result.operands = []
    result.values = node.values.map { (v) in
      guard v.type.isComplex else { return v }
      return ImportedValue(type: v.type.part, parts: [v.parts[index]])
    }
    for v in result.values { result.operands += v.parts }
    result.results = []
    var next = 0
    for t in node.resultSyntax {
      let count = t.partCount
      result.results +=
        t.isComplex ? [node.results[next + index]] : Array(node.results[next..<(next + count)])
      next += count
    }
    result.resultSyntax = node.resultSyntax.map(\.part)
    return result
  }

}

extension Node {

  /// `true` iff an operand or a result is complex.
  var hasComplex: Bool {
    values.contains { $0.type.isComplex } || resultSyntax.contains(where: \.isComplex)
  }

}

extension TypeSyntax {

  /// `true` iff this is the type of a tensor of complex numbers.
  var isComplex: Bool {
    if case .tensor(let t) = self, case .complex = t.element { true } else { false }
  }

  /// The type of the parts of complex numbers, this type itself for all others.
  var part: TypeSyntax {
    guard case .tensor(var t) = self, case .complex(let element) = t.element else { return self }
    t.element = element
    return .tensor(t)
  }

}
