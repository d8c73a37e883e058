import GraphIR
import Scalars

/// An identity by which an operation is replaced by something simpler.
struct RewriteRule: Sendable {

  /// The identity, as in the documentation.
  let identity: String

  /// The operations that it is about.
  let opcodes: [Opcode]

  /// What it keeps.
  let exactness: Exactness

  /// Returns what replaces the operation that is matched, `nil` if it has to stay.
  let apply: @Sendable (Match) -> Replacement?

  /// Creates the rule `identity` for operations of `opcodes`.
  init(
    _ identity: String, _ opcodes: Opcode..., exactness: Exactness = .exact,
    apply: @escaping @Sendable (Match) -> Replacement?
  ) {
    self.init(identity, opcodes, exactness: exactness, apply: apply)
  }

  /// Creates the rule `identity` for operations of `opcodes`.
  init(
    _ identity: String, _ opcodes: [Opcode], exactness: Exactness = .exact,
    apply: @escaping @Sendable (Match) -> Replacement?
  ) {
    self.identity = identity
    self.opcodes = opcodes
    self.exactness = exactness
    self.apply = apply
  }

}

/// What a rule puts in the place of an operation of one result.
///
/// Types that are left out are that of the result that is replaced.
indirect enum Replacement {

  /// A value that exists.
  case value(ValueID)

  /// A constant of equal elements.
  case splat(Scalar, TensorType? = nil)

  /// An operation to be inserted.
  case operation(Opcode, [Replacement], Attributes = Attributes(), TensorType? = nil)

  /// Returns the operation `opcode` of values that exist.
  static func operation(
    _ opcode: Opcode, of operands: [ValueID], _ attributes: Attributes = Attributes(),
    _ type: TensorType? = nil
  ) -> Replacement {
    .operation(opcode, operands.map(Replacement.value), attributes, type)
  }

}

/// The rules of a pass.
struct RuleTable: Sendable {

  private let rules: [Opcode: [RewriteRule]]

  /// Creates a table of rules, which are tried in this order.
  init(_ rules: [RewriteRule]) {
    var table: [Opcode: [RewriteRule]] = [:]
    for rule in rules {
      for opcode in rule.opcodes { table[opcode, default: []].append(rule) }
    }
    self.rules = table
  }

  /// Returns what the first rule that matches puts in the place of `id`.
  func replacement(for id: OperationID, in graph: Graph, _ exactness: Exactness) -> Replacement? {
    guard let candidates = rules[graph[id].opcode] else { return nil }
    let match = Match(id, in: graph)
    for rule in candidates where rule.exactness <= exactness {
      if let r = rule.apply(match) { return r }
    }
    return nil
  }

}
