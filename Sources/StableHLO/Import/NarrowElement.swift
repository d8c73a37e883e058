import GraphIR
import Scalars

/// A type of elements that the graph does not have: its values are those of a wider type, and what is
/// computed is brought back among them.
enum NarrowElement: Hashable, Sendable {

  /// An integer of so many bits, in an integer of eight.
  case integer(bits: Int, isSigned: Bool)

  /// A float of at most eight bits, in single precision.
  case float(SmallFloat)

  /// Creates the type called `name` in MLIR, `nil` if there is none.
  init?(name: String) {
    switch name {
    case "i2", "si2": self = .integer(bits: 2, isSigned: true)
    case "i4", "si4": self = .integer(bits: 4, isSigned: true)
    case "ui2": self = .integer(bits: 2, isSigned: false)
    case "ui4": self = .integer(bits: 4, isSigned: false)
    default:
      guard let format = SmallFloat.named[name] else { return nil }
      self = .float(format)
    }
  }

  /// The type in the graph.
  var storage: ElementType {
    switch self {
    case .integer(_, let isSigned): isSigned ? .i8 : .u8
    case .float: .f32
    }
  }

  /// The format, `nil` if it is one of integers.
  var format: SmallFloat? {
    if case .float(let format) = self { format } else { nil }
  }

}

extension Node {

  /// `true` iff an operand or a result has narrow elements.
  var hasNarrow: Bool {
    values.contains { $0.type.narrow != nil } || resultSyntax.contains { $0.narrow != nil }
  }

}

extension TypeSyntax {

  /// The type of the elements, `nil` if it is not a narrow one.
  var narrow: NarrowElement? {
    guard case .tensor(let t) = self, case .named(let name) = t.element else { return nil }
    return NarrowElement(name: name)
  }

}
