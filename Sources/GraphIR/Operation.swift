import Diagnostics
import Scalars

/// A node of the graph.
package struct Operation: Sendable {

  /// What it computes.
  package internal(set) var opcode: Opcode

  /// The values it computes with.
  package internal(set) var operands: [ValueID]

  /// The values it defines.
  package internal(set) var results: [ValueID]

  /// The attributes in the order of the table; an optional one that was left out is absent.
  package internal(set) var attributes: Attributes

  /// The regions it owns.
  package internal(set) var regions: [RegionID]

  /// Where it was written.
  package internal(set) var location: SourceRange?

  /// The region that contains it.
  package internal(set) var parent: RegionID

  /// `true` iff it was erased; its identifier is then not in any region.
  package internal(set) var isErased = false

}

/// The attributes of an operation.
package struct Attributes: Hashable, Sendable {

  /// The pairs, ordered by their names' position in `AttributeName`, so that equal sets are equal.
  package private(set) var pairs: [Pair] = []

  /// An attribute with its name.
  package struct Pair: Hashable, Sendable {
    package let name: AttributeName
    package let value: Attribute
  }

  /// Creates an empty set.
  package init() {}

  /// Creates a set.
  package init(_ pairs: KeyValuePairs<AttributeName, Attribute>) {
    for (name, value) in pairs { self[name] = value }
  }

  /// The value of the attribute called `name`, `nil` if it is absent.
  package subscript(name: AttributeName) -> Attribute? {
    get { pairs.first { $0.name == name }?.value }
    set {
      pairs.removeAll { $0.name == name }
      guard let newValue else { return }
      pairs.append(Pair(name: name, value: newValue))
      pairs.sort { Self.position[$0.name]! < Self.position[$1.name]! }
    }
  }

  private static let position: [AttributeName: Int] = Dictionary(
    uniqueKeysWithValues: AttributeName.allCases.enumerated().map { ($0.element, $0.offset) })

  /// The number called `name`.
  package func integer(_ name: AttributeName) -> Int? {
    if case .integer(let n)? = self[name] { n } else { nil }
  }

  /// The list of numbers called `name`.
  package func integers(_ name: AttributeName) -> [Int]? {
    if case .integers(let n)? = self[name] { n } else { nil }
  }

  /// The keyword or string called `name`.
  package func string(_ name: AttributeName) -> String? {
    switch self[name] {
    case .keyword(let s)?, .string(let s)?, .callee(let s)?: s
    default: nil
    }
  }

  /// The literal called `value`.
  package var literal: Literal? {
    if case .literal(let l)? = self[.value] { l } else { nil }
  }

}

/// A value of the graph: the result of an operation or an argument of a region.
package struct Value: Sendable {

  /// What defines a value.
  package enum Definition: Hashable, Sendable {

    /// The result at a position of an operation.
    case result(OperationID, Int)

    /// The argument at a position of a region.
    case argument(RegionID, Int)

  }

  /// Its type.
  package internal(set) var type: TensorType

  /// What defines it.
  package internal(set) var definition: Definition

  /// The name given in the text, without `%`; the printer keeps names of arguments.
  package internal(set) var name: String?

  /// The operations that use it, once for each operand, in no particular order.
  package internal(set) var users: [OperationID] = []

}

/// A list of operations with arguments, the last of which is a terminator.
package struct Region: Sendable {

  /// The values that stand for what the owner passes in.
  package internal(set) var arguments: [ValueID]

  /// The operations, in the order in which they are written.
  package internal(set) var operations: [OperationID]

  /// The operation that owns the region, `nil` for the body of a function.
  package internal(set) var owner: OperationID?

}
