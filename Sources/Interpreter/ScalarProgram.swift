import Diagnostics
import GraphIR
import Scalars

/// What a region of scalars does, from the representations of its arguments to those of what it
/// yields.
typealias ScalarFunction = ([UInt64]) throws -> [UInt64]

/// The elementwise operations of a region on scalars, translated once so that applying them to
/// many elements is quick.
struct ScalarProgram {

  /// One operation: the registers of its operands and its result.
  private struct Step {
    let function: ElementFunction
    let operands: (Int, Int, Int)
    let result: Int
  }

  private var steps: [Step] = []

  /// The representations of arguments, then of constants and results.
  private var registers: [UInt64] = []

  /// The registers of what is yielded.
  private var results: [Int] = []

  /// Translates `region` of `graph`, or returns `nil` if it has operations other than elementwise
  /// ones and constants.
  init?(_ region: RegionID, of graph: Graph) {
    var numbers: [ValueID: Int] = [:]
    func register(_ v: ValueID, _ bits: UInt64, in program: inout ScalarProgram) {
      numbers[v] = program.registers.count
      program.registers.append(bits)
    }
    for v in graph[region].arguments { register(v, 0, in: &self) }
    for id in graph[region].operations {
      let operation = graph[id]
      let operands = operation.operands.compactMap { numbers[$0] }
      guard operands.count == operation.operands.count else { return nil }
      if operation.opcode == .yield || operation.opcode == .return {
        results = operands
        return
      }
      guard operation.results.count == 1 else { return nil }
      let result = operation.results[0]
      if operation.opcode == .const {
        guard let x = operation.attributes.literal, x.count == 1 else { return nil }
        register(result, x[0].bits, in: &self)
        continue
      }
      guard
        let f = Interpreter.elementFunction(
          of: operation.opcode, operation.attributes,
          operation.operands.map { graph.type(of: $0).element },
          result: graph.type(of: result).element)
      else { return nil }
      func operand(_ i: Int) -> Int { i < operands.count ? operands[i] : 0 }
      steps.append(
        Step(
          function: f, operands: (operand(0), operand(1), operand(2)), result: registers.count))
      register(result, 0, in: &self)
    }
    return nil
  }

  /// Returns the representations of what the region yields for `arguments`.
  mutating func run(_ arguments: [UInt64]) -> [UInt64] {
    for (i, bits) in arguments.enumerated() { registers[i] = bits }
    for s in steps {
      registers[s.result] = s.function(
        registers[s.operands.0], registers[s.operands.1], registers[s.operands.2])
    }
    return results.map { registers[$0] }
  }

}
