import Diagnostics
import GraphIR
import Scalars

/// An operation without regions, applied to the values of its operands.
///
/// One method for each operation, in a file for each family, says what it computes.
struct Application {

  /// The operation.
  let opcode: Opcode

  /// Its attributes.
  let attributes: Attributes

  /// The values of its operands.
  let operands: [Literal]

  /// The types of its results.
  let resultTypes: [TensorType]

  /// Where it was written.
  let location: SourceRange?

  /// What counts its work and memory.
  let meter: Meter

  /// Applies `operation` of `graph` to `operands`.
  init(_ operation: Operation, of graph: Graph, to operands: [Literal], _ meter: Meter) {
    self.opcode = operation.opcode
    self.attributes = operation.attributes
    self.operands = operands
    self.resultTypes = operation.results.map { graph.type(of: $0) }
    self.location = operation.location
    self.meter = meter
  }

  /// Returns the result of an operation that has one and no regions.
  func result() throws -> Literal {
    let elements = operands.map(\.type.element)
    if let f = Interpreter.elementFunction(
      of: opcode, attributes, elements, result: try type.element)
    {
      return try elementwise(f)
    }
    if opcode.description.family == .movement, let element = elementToMove {
      return try splat(element)
    }
    switch opcode {
    case .const: return try const()
    case .iota: return try iota()
    case .bitcast: return try bitcast()
    case .broadcast: return try broadcast()
    case .reshape: return try reshape()
    case .transpose: return try transpose()
    case .slice: return try slice()
    case .pad: return try pad()
    case .concat: return try concat()
    case .reverse: return try reverse()
    case .dynamicSlice: return try dynamicSlice()
    case .dynamicUpdateSlice: return try dynamicUpdateSlice()
    case .gather: return try gather()
    case .dotGeneral: return try dotGeneral()
    case .convolution: return try convolution()
    default: throw defect("cannot be applied to operands of types \(operands.map(\.type))")
    }
  }

  // MARK: What all operations use

  /// The type of the first result.
  var type: TensorType {
    get throws {
      guard let t = resultTypes.first else { throw defect("has no result") }
      return t
    }
  }

  /// The sizes of `type`, which are those of a value.
  func sizes(of type: TensorType) throws -> [Int] {
    guard let sizes = type.sizes else {
      throw DiagnosticError("\(opcode.rawValue): a size of \(type) is not known", at: location)
    }
    return sizes
  }

  /// The operand at position `i`.
  func operand(_ i: Int) throws -> Literal {
    guard i < operands.count else { throw defect("lacks operand \(i)") }
    return operands[i]
  }

  /// The elements of the operand at position `i`, to be found by their indices.
  func elements(_ i: Int) throws -> OperandElements {
    let x = try operand(i)
    return OperandElements(x, sizes: try sizes(of: x.type))
  }

  /// Returns a tensor of the first result's type all of whose elements are `bits`.
  func splat(_ bits: UInt64) throws -> Literal {
    let type = try type
    guard let x = Literal(splat: Scalar(type.element, bits: bits), sizes: try sizes(of: type))
    else { throw defect("has a result of type \(type)") }
    return x
  }

  /// Returns a tensor of the first result's type whose element at each index is `element` of that.
  func tensor(_ element: (_ index: [Int]) throws -> UInt64) throws -> Literal {
    let type = try type
    let sizes = try sizes(of: type)
    try meter.checkMemory(for: sizes, at: location)
    var indices = IndexSequence(sizes)
    try meter.charge(indices.count)
    var bits: [UInt64] = []
    bits.reserveCapacity(indices.count)
    while let index = indices.next() { bits.append(try element(index)) }
    return try tensor(type, bits)
  }

  /// Returns a tensor of type `type` with elements `bits`.
  func tensor(_ type: TensorType, _ bits: [UInt64]) throws -> Literal {
    guard let x = Literal(type, representations: bits) else {
      throw defect("has \(bits.count) elements for \(type)")
    }
    return x
  }

  /// The numbers of the attribute called `name`, one for each of `rank` axes; `standard` if it was
  /// left out.
  func list(_ name: AttributeName, rank: Int, standard: Int = 0) throws -> [Int] {
    let numbers = attributes.integers(name) ?? [Int](repeating: standard, count: rank)
    guard numbers.count == rank else {
      throw defect("has \(numbers.count) numbers in \(name.rawValue) for \(rank) axes")
    }
    return numbers
  }

  /// The error for an operation that a verified module does not have.
  func defect(_ problem: String) -> Defect {
    Defect("interpreter", "\(opcode.rawValue) \(problem)")
  }

}
