import GraphIR
import Scalars

/// How an operation of StableHLO becomes operations of the graph.
///
/// The tables, one for each family, name all that are supported. A new one takes an entry.
struct Translation: Sendable {

  /// Adds the operations and returns the tensors of all results, one after another.
  let apply: @Sendable (inout FunctionImporter, Node) throws(ImportFailure) -> [ValueID]

  /// Creates a translation.
  init(
    _ apply: @escaping @Sendable (inout FunctionImporter, Node) throws(ImportFailure) -> [ValueID]
  ) {
    self.apply = apply
  }

  /// Creates the translation to one operation without attributes.
  init(_ opcode: Opcode) {
    self.init { (f, node) throws(ImportFailure) in
      try f.emit(opcode, node.operands, results: node.results, at: node.range)
    }
  }

  /// The translation of the operation called `name`, `nil` if it is not supported for real numbers.
  static func find(_ name: String) -> Translation? {
    for candidate in spellings(of: name) {
      if let found = table[candidate] { return found }
    }
    return nil
  }

  /// The names under which tables may have the operation called `name`.
  static func spellings(of name: String) -> [String] {
    // MHLO is the older name of the same operations, and has some that are now in CHLO.
    guard name.hasPrefix("mhlo.") else { return [name] }
    let rest = name.dropFirst("mhlo.".count)
    return [name, "stablehlo.\(rest)", "chlo.\(rest)"]
  }

  /// The name that the operation called `name` has in StableHLO, if it has one.
  static func currentName(of name: String) -> String {
    name.hasPrefix("mhlo.") ? "stablehlo." + name.dropFirst("mhlo.".count) : name
  }

  /// The names of all operations that are supported, those of complex numbers included.
  static var names: Set<String> { Set(table.keys).union(ComplexRule.table.keys) }

  private static let table: [String: Translation] = {
    var result: [String: Translation] = [:]
    for family in [
      leaves, elementwise, movement, dynamic, indexed, reductions, windows, contractions,
      linearAlgebra, sorting, random, control, normalizations, quantized, chlo, checks,
    ] {
      result.merge(family) { (_, new) in new }
    }
    return result
  }()

}
