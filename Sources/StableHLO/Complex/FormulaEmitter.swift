import Diagnostics
import GraphIR
import Scalars

/// Adds formulas to a graph.
struct FormulaEmitter {

  /// The type of real numbers.
  private let type: TensorType

  /// What the formulas stand for.
  private let range: SourceRange

  /// The values of nodes that were added.
  private var values: [ObjectIdentifier: ValueID] = [:]

  /// The values of numbers that were added, by their representation.
  private var constants: [UInt64: ValueID] = [:]

  /// Creates an emitter of formulas whose real numbers are tensors of type `type`.
  init(_ type: TensorType, at range: SourceRange) {
    self.type = type
    self.range = range
  }

  /// Returns the value of `node`. What the emitter is asked for must be kept by the caller until it
  /// is asked for the last time.
  mutating func emit(
    _ node: FormulaNode, to f: inout FunctionImporter
  ) throws(ImportFailure) -> ValueID {
    if let found = values[ObjectIdentifier(node)] { return found }
    let value: ValueID
    switch node.kind {
    case .value(let v): return v
    case .constant(let x): return try constant(x, to: &f)
    case .operation(let opcode, let operands, let attributes):
      var inputs: [ValueID] = []
      for n in operands { inputs.append(try emit(n, to: &f)) }
      value = try f.emitOne(opcode, inputs, attributes, at: range)
    case .powerOfTwo(let operand):
      let words = type.with(element: .unsignedInteger(ofWidth: type.element.byteWidth))
      let bits = try f.emitOne(.bitcast, [try emit(operand, to: &f)], type: words, at: range)
      let infinity = Scalar(words.element, bits: Scalar(type.element, Double.infinity).bits)
      let mask = try f.emitSplat(infinity, words, at: range)
      let exponent = try f.emitOne(.and, [bits, mask], at: range)
      value = try f.emitOne(.bitcast, [exponent], type: type, at: range)
    case .exponentialOfTwo(let operand):
      // The sum has the biased exponent as its last digits, which become those of an exponent.
      let words = type.with(element: .u64)
      let biased = try f.emitOne(
        .add, [try emit(operand, to: &f), try constant(0x1p52 + 1023, to: &f)], at: range)
      let bits = try f.emitOne(.bitcast, [biased], type: words, at: range)
      let width = try f.emitSplat(Scalar(.u64, bits: 52), words, at: range)
      let exponent = try f.emitOne(.shl, [bits, width], at: range)
      value = try f.emitOne(.bitcast, [exponent], type: type, at: range)
    }
    values[ObjectIdentifier(node)] = value
    return value
  }

  private mutating func constant(
    _ x: Double, to f: inout FunctionImporter
  ) throws(ImportFailure) -> ValueID {
    if let found = constants[x.bitPattern] { return found }
    let value = try f.emitConstant(x, like: type, at: range)
    constants[x.bitPattern] = value
    return value
  }

}
