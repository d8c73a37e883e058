import GraphIR
import Scalars

/// A valid module that does something with all kinds of operations and types, chosen at random, and
/// arguments for its function `@main`.
///
/// Tensors are small, and floats mostly small multiples of one half, so that sums of few of them
/// are exact.
package struct RandomModule: Sendable {

  /// The module: `@main` and functions that it may call.
  package let module: Module

  /// Arguments of `@main`.
  package let arguments: [Literal]

  /// What a module has.
  package struct Options: Sendable {

    /// The number of operations of each function, besides those that make their operands.
    package var operations = 3...16

    /// The element types.
    package var types = ElementType.allCases

    /// Creates the standard options.
    package init() {}

  }

  /// Creates the module for `seed`, the same for the same options.
  package init(seed: UInt64, _ options: Options = Options()) {
    var random = SplitMix64(seed: seed)
    var functions: [Function] = []
    for i in (0..<random.pick(0...2)).reversed() {
      var generator = GraphGenerator(options, random, callees: functions)
      functions.append(generator.function(named: "f\(i)"))
      random = generator.random
    }
    var generator = GraphGenerator(options, random, callees: functions)
    let main = generator.function(named: "main")
    module = Module(functions: [main] + functions.reversed())
    arguments = main.argumentTypes.map { generator.random.literal($0) }
  }

}
