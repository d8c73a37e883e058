import Scalars

/// The family of an operation: what passes and stages may assume of it without knowing it.
package enum OpFamily: String, CaseIterable, Sendable {

  case leaf, type, unary, binary, select, movement, placement, reduction, contraction, random
  case control, terminator

}

/// How many operands or results an operation has.
package enum Arity: Hashable, Sendable {

  /// Exactly that many.
  case exactly(Int)

  /// At least that many.
  case atLeast(Int)

  /// `true` iff `n` satisfies this.
  package func allows(_ n: Int) -> Bool {
    switch self {
    case .exactly(let k): n == k
    case .atLeast(let k): n >= k
    }
  }

}

/// An attribute that an operation has.
package struct AttributeSpec: Sendable {

  /// What values an attribute takes.
  package enum Kind: Hashable, Sendable {

    case integer, integers, string, callee, literal

    /// One of these words.
    case keyword([String])

  }

  /// Where an attribute is written.
  package enum Position: Hashable, Sendable {

    /// After the operands: `name=value`.
    case named

    /// Between the mnemonic and the operands, without its name: `compare lt %a, %b`.
    case prefix

  }

  /// Its name.
  package let name: AttributeName

  /// What values it takes.
  package let kind: Kind

  /// Where it is written.
  package let position: Position

  /// `true` iff it may be left out; the operation's rules then say what holds.
  package let isOptional: Bool

  /// One line for the documentation.
  package let summary: String

  /// Creates a description of an attribute.
  package init(
    _ name: AttributeName, _ kind: Kind, at position: Position = .named, optional: Bool = false,
    _ summary: String
  ) {
    self.name = name
    self.kind = kind
    self.position = position
    self.isOptional = optional
    self.summary = summary
  }

}

/// The regions that an operation has.
package struct RegionSpec: Hashable, Sendable {

  /// The words that introduce the regions, in order: `then`, `else`. When `isVariadic`, the last
  /// word introduces each of any positive number of regions.
  package let labels: [String]

  /// `true` iff the last region may be repeated.
  package let isVariadic: Bool

  /// `true` iff operations inside may use values from outside.
  package let mayCapture: Bool

  /// Creates a description of regions.
  package init(_ labels: [String], variadic: Bool = false, mayCapture: Bool) {
    self.labels = labels
    self.isVariadic = variadic
    self.mayCapture = mayCapture
  }

  /// No regions.
  package static let none = RegionSpec([], mayCapture: false)

}

/// What the table says of one operation.
package struct OpDescription: Sendable {

  /// The operation.
  package let opcode: Opcode

  /// Its family.
  package let family: OpFamily

  /// One sentence for the documentation.
  package let summary: String

  /// The number of operands.
  package let operands: Arity

  /// The number of results.
  package let results: Arity

  /// The attributes, in the order in which they are printed.
  package let attributes: [AttributeSpec]

  /// The regions.
  package let regions: RegionSpec

  /// The numbered rules that the verifier checks, `C1` first, for the documentation.
  package let constraints: [String]

  /// `true` iff the type of the result has to be written, for it cannot be inferred.
  package let needsResultType: Bool

  /// Creates a description.
  package init(
    _ opcode: Opcode, _ family: OpFamily, _ summary: String, operands: Arity,
    results: Arity = .exactly(1), attributes: [AttributeSpec] = [], regions: RegionSpec = .none,
    constraints: [String] = [], needsResultType: Bool = false
  ) {
    self.opcode = opcode
    self.family = family
    self.summary = summary
    self.operands = operands
    self.results = results
    self.attributes = attributes
    self.regions = regions
    self.constraints = constraints
    self.needsResultType = needsResultType
  }

}

/// The one table of operations, from which parser, printer, verifier and documentation work.
package enum OpTable {

  /// All descriptions, in the order of the documentation.
  package static let all: [OpDescription] =
    leaf + unary + binary + movement + placements + reductions + contractions + random + control

  /// The constraint on what the region of a reduction contains, or any other that combines elements.
  static let combinerContent =
    "the region contains elementwise operations, constants and calls only"

  private static let byOpcode: [Opcode: OpDescription] =
    Dictionary(uniqueKeysWithValues: all.map { ($0.opcode, $0) })

  /// The description of `opcode`.
  package static subscript(opcode: Opcode) -> OpDescription {
    guard let d = byOpcode[opcode] else {
      // A test iterates over all opcodes, so that none can be missing here.
      preconditionFailure("operation \(opcode.rawValue) is not in the table")
    }
    return d
  }

}

extension Opcode {

  /// What the table says of this operation.
  package var description: OpDescription { OpTable[self] }

  /// The elementwise function that this operation applies, if it is a unary one.
  package var unaryFunction: UnaryFunction? { UnaryFunction(rawValue: rawValue) }

  /// The elementwise function that this operation applies, if it is a binary one.
  package var binaryFunction: BinaryFunction? { BinaryFunction(rawValue: rawValue) }

  /// `true` iff this ends a region.
  package var isTerminator: Bool { self == .return || self == .yield }

  /// `true` iff element `i` of the result depends on element `i` of the operands only.
  package var isElementwise: Bool {
    unaryFunction != nil || binaryFunction != nil
      || [.compare, .select, .clamp, .convert].contains(self)
  }

}
