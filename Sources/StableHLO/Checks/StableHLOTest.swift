import Diagnostics
import GraphIR

/// A comparison that a test makes.
package struct StableHLOCheck: Sendable {

  /// Where a value comes from that another is compared with.
  package enum Expected: Sendable {

    /// An argument of the entry.
    case argument(Int)

    /// A result of the entry.
    case result(Int)

    /// Known elements.
    case literal(Literal)

  }

  /// How the values may differ.
  package let rule: CheckRule

  /// The position of the value among the results of the entry.
  package let actual: Int

  /// What it is compared with.
  package let expected: Expected

  /// Where the comparison is written.
  package let location: SourceRange

}

/// A test of StableHLO: a function that returns what is to be compared.
package struct StableHLOTest: Sendable {

  /// A parameter of the entry that stands for a result of another function without parameters.
  package struct Argument: Hashable, Sendable {

    /// The function.
    package let function: String

    /// The position among its results.
    package let result: Int

  }

  /// The functions.
  package let module: Module

  /// The function that is run.
  package let entry: String

  /// Its arguments.
  package let arguments: [Argument]

  /// What is compared.
  package let checks: [StableHLOCheck]

}

/// A comparison whose values are still those of the graph.
struct PendingCheck {

  /// What a value is compared with.
  enum Expected {

    case value(ValueID)

    case literal(Literal)

  }

  let rule: CheckRule
  let actual: ValueID
  let expected: Expected
  let location: SourceRange

}

/// A parameter that stands for a result of a call.
struct LiftedCall {

  let argument: StableHLOTest.Argument
  let value: ValueID

}
