import Diagnostics
import GraphIR
import Scalars

/// The reference semantics: what every operation computes, written plainly.
///
/// Operations follow the StableHLO specification. Where that leaves a choice, these are taken:
/// reductions and sums of products go through their terms in row-major order and start from the
/// initial value or zero; sums and products of `f16` and `bf16` elements are computed in `f32` and
/// rounded once at the end.
package enum Interpreter {

  /// Bounds on what a run may use.
  package struct Limits: Sendable {

    /// The number of elements that may be computed, `nil` if that is not limited; an operation
    /// counts as 16 of them besides those that it computes.
    package var work: Int?

    /// The number of bytes that values may take at once.
    package var memory: Int

    /// Creates limits; the standard ones leave work free and allow 8 GiB of values.
    package init(work: Int? = nil, memory: Int = 1 << 33) {
      self.work = work
      self.memory = memory
    }

    /// The standard limits, which allow any amount of work.
    package static let none = Limits()

  }

  /// Computing stopped because it takes more work than `Limits.work` allows.
  package struct LimitExceeded: Error, CustomStringConvertible {

    /// The number of elements that may be computed.
    package let work: Int

    package var description: String {
      "the program computes more than \(work) elements"
    }

  }

  /// Returns the results of the function called `entry` for `arguments`.
  ///
  /// - Parameters:
  ///   - module: a valid module without symbols, as `Module.specialized` returns it.
  ///   - weights: the elements of the module's weights by name; those that are not used may be
  ///     left out.
  /// - Throws: `DiagnosticError` if arguments or weights do not fit or a value takes too much
  ///   memory; `LimitExceeded`.
  package static func run(
    _ module: Module, entry: String, arguments: [Literal], weights: [String: Literal] = [:],
    limits: Limits = .none
  ) throws -> [Literal] {
    guard let function = module.function(named: entry) else {
      let near = Suggestion.nearest(to: entry, among: module.functions.map(\.name))
      let hint = near.map { "; did you mean @\($0)?" } ?? ""
      throw DiagnosticError("the module has no function @\(entry)\(hint)")
    }
    let parameters = function.argumentTypes
    guard parameters.count == arguments.count else {
      throw DiagnosticError(
        "@\(entry) takes \(parameters.count) arguments, but \(arguments.count) are given",
        at: function.location)
    }
    for (i, (parameter, argument)) in zip(parameters, arguments).enumerated()
    where parameter != argument.type {
      let name = function.argumentNames[i].map { "%\($0)" } ?? "\(i)"
      throw DiagnosticError(
        "argument \(name) of @\(entry) has type \(parameter), but \(argument.type) is given",
        at: function.location)
    }
    var machine = Machine(module, weights: weights, Meter(limits))
    return try machine.call(function, with: arguments)
  }

  /// Returns the results of the operation `id` of `graph`, its regions included, for `operands`.
  ///
  /// Regions may use values from outside that are constants or iotas.
  ///
  /// - Parameters:
  ///   - operands: what the operands of the operation are, in their order.
  ///   - module: the module whose functions the operation may call.
  ///   - limits: what may be used, from whose work that which was done is taken.
  /// - Throws: as `run`; also `DiagnosticError` if a weight, or a size that is not known, is needed.
  package static func evaluate(
    _ id: OperationID, in graph: Graph, operands: [Literal], module: Module,
    limits: inout Limits
  ) throws -> [Literal] {
    let meter = Meter(limits)
    defer { limits.work = meter.limits.work }
    var machine = Machine(module, weights: [:], meter)
    return try machine.evaluate(id, in: graph, operands: operands)
  }

  /// Returns the element that an elementwise operation computes from elements of its operands, or
  /// `nil` if `opcode` is not elementwise or not defined for them.
  package static func evaluate(
    _ opcode: Opcode, _ attributes: Attributes, of operands: [Scalar], result: ElementType
  ) -> Scalar? {
    guard
      let f = elementFunction(of: opcode, attributes, operands.map(\.type), result: result)
    else { return nil }
    func bits(_ i: Int) -> UInt64 { i < operands.count ? operands[i].bits : 0 }
    return Scalar(result, bits: f(bits(0), bits(1), bits(2)))
  }

}
