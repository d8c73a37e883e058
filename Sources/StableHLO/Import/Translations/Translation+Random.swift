import GraphIR
import Scalars

extension Translation {

  /// Random bits.
  static let random: [String: Translation] = [
    "stablehlo.rng_bit_generator": Translation { (f, node) throws(ImportFailure) in
      let algorithm = try f.reading(node) { (n) throws(AttributeFault) in
        try n.word("rng_algorithm") ?? "DEFAULT"
      }
      guard node.operands.count == 1, node.results.count == 2 else {
        throw f.failure("'\(node.syntax.name)' makes bits and a state of a state", node.range)
      }
      guard algorithm == "THREE_FRY" else {
        throw f.unsupported("the algorithm \(algorithm) of random bits", node.range)
      }
      return try f.threefry(
        state: node.operands[0], stateType: node.results[0], node.results[1], at: node.range)
    }
  ]

}
