import GraphIR
import Scalars

extension Translation {

  /// Random bits.
  static let random: [String: Translation] = [
    "stablehlo.rng_bit_generator": Translation { (f, node) throws(ImportFailure) in
      let name = try f.reading(node) { (n) throws(AttributeFault) in
        try n.word("rng_algorithm") ?? "DEFAULT"
      }
      guard node.operands.count == 1, node.results.count == 2 else {
        throw f.failure("'\(node.syntax.name)' makes bits and a state of a state", node.range)
      }
      let algorithm: RandomBits.Algorithm
      switch name {
      case "THREE_FRY": algorithm = .threefry
      // What the default is, each implementation decides; XLA's on CPUs is Philox.
      case "PHILOX", "DEFAULT": algorithm = .philox
      default: throw f.unsupported("the algorithm \(name) of random bits", node.range)
      }
      return try f.emit(
        .rngBits, node.operands, Attributes([.algorithm: .keyword(algorithm.rawValue)]),
        results: node.results, at: node.range)
    }
  ]

}
