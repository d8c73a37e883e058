import GraphIR
import Scalars

/// What an elementwise operation does to the representations of up to three elements; those that
/// it does not take are ignored.
typealias ElementFunction = (UInt64, UInt64, UInt64) -> UInt64

extension Interpreter {

  /// Returns what `opcode` does to elements of types `operands`, or `nil` if it is not elementwise
  /// or not defined for them. A bitcast to a type of the same width is elementwise here.
  static func elementFunction(
    of opcode: Opcode, _ attributes: Attributes, _ operands: [ElementType], result: ElementType
  ) -> ElementFunction? {
    guard let type = operands.first else { return nil }
    if opcode == .bitcast, type.bitWidth == result.bitWidth { return { (x, _, _) in x } }
    guard opcode.isElementwise else { return nil }
    if let f = opcode.unaryFunction { return try? type.run(UnaryAction(function: f)) }
    if let f = opcode.binaryFunction { return try? type.run(BinaryAction(function: f)) }
    switch opcode {
    case .compare:
      guard
        let direction = attributes.string(.direction).flatMap(
          ComparisonDirection.init(rawValue:))
      else { return nil }
      let total = attributes.string(.order) == "total"
      return try? type.run(CompareAction(direction: direction, total: total))
    case .select:
      return { (p, a, b) in p & 1 != 0 ? a : b }
    case .clamp:
      return try? type.run(ClampAction())
    case .convert:
      if type == result { return { (x, _, _) in x } }
      guard let decode = try? type.run(Decoding()), let encode = try? result.run(Encoding())
      else { return nil }
      return { (x, _, _) in encode(decode(x)) }
    default:
      return nil
    }
  }

}

/// Gives the function from numbers to representations of the elements to which they convert.
struct Encoding: ElementAction {

  func run<E: ElementValue>(_ type: E.Type) -> (Number) -> UInt64 {
    { E($0).representation }
  }

}

private struct UnaryAction: ElementAction {

  let function: UnaryFunction

  func run<E: ElementValue>(_ type: E.Type) throws -> ElementFunction {
    if function == .isFinite {
      return { (x, _, _) in
        if case .float(let n) = E(representation: x).number { n.isFinite ? 1 : 0 } else { 1 }
      }
    }
    guard let f = E.unary(function) else { throw Undefined() }
    return { (x, _, _) in f(E(representation: x)).representation }
  }

}

private struct BinaryAction: ElementAction {

  let function: BinaryFunction

  func run<E: ElementValue>(_ type: E.Type) throws -> ElementFunction {
    guard let f = E.binary(function) else { throw Undefined() }
    return { (x, y, _) in f(E(representation: x), E(representation: y)).representation }
  }

}

private struct CompareAction: ElementAction {

  let direction: ComparisonDirection
  let total: Bool

  func run<E: ElementValue>(_ type: E.Type) -> ElementFunction {
    let holds = E.comparison(direction, total: total)
    return { (x, y, _) in holds(E(representation: x), E(representation: y)) ? 1 : 0 }
  }

}

/// min(max(x, low), high)
private struct ClampAction: ElementAction {

  func run<E: ElementValue>(_ type: E.Type) throws -> ElementFunction {
    guard let max = E.binary(.max), let min = E.binary(.min) else { throw Undefined() }
    return { (low, x, high) in
      min(max(E(representation: x), E(representation: low)), E(representation: high))
        .representation
    }
  }

}

/// A function has no meaning for elements of a type.
private struct Undefined: Error {}
