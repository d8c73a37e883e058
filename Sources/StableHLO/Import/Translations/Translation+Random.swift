import GraphIR
import Scalars

extension Translation {

  /// Random bits and numbers.
  static let random: [String: Translation] = [
    "stablehlo.rng": Translation { (f, node) throws(ImportFailure) in
      let distribution = try f.reading(node) { (n) throws(AttributeFault) in
        try n.word("rng_distribution") ?? ""
      }
      try f.check(node, operands: 3, results: 1)
      let type = try f.sizedResult(2, of: node)
      let (a, b) = (node.operands[0], node.operands[1])
      for v in [a, b] where f.graph.type(of: v) != TensorType(type.element, []) {
        throw f.failure("the bounds have another type than the result", node.range)
      }
      switch distribution {
      case "UNIFORM": return [try f.uniform(a, b, type, at: node.range)]
      case "NORMAL": return [try f.normal(mean: a, deviation: b, type, at: node.range)]
      default: throw f.failure("there is no distribution '\(distribution)'", node.range)
      }
    },
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
    },
  ]

}
