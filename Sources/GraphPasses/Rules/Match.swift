import GraphIR
import Scalars

/// The operation to which a rule is applied, with what is around it.
struct Match {

  /// The graph.
  let graph: Graph

  /// The operation.
  let operation: Operation

  /// Creates a match of the operation identified by `id`.
  init(_ id: OperationID, in graph: Graph) {
    self.graph = graph
    self.operation = graph[id]
  }

  /// The operand at position `i`.
  subscript(i: Int) -> ValueID { operation.operands[i] }

  /// The attributes of the operation.
  var attributes: Attributes { operation.attributes }

  /// The type of the only result.
  var type: TensorType { graph.type(of: operation.results[0]) }

  /// The element type of the only result.
  var element: ElementType { type.element }

  /// The type of the operand at position `i`.
  func type(_ i: Int) -> TensorType { graph.type(of: operation.operands[i]) }

  /// The sizes of the type of the operand at position `i`, if all are known.
  func sizes(_ i: Int) -> [Int]? { type(i).sizes }

  /// The element of which the operand at position `i` consists, if it is a splat constant.
  func splat(_ i: Int) -> Scalar? { graph.splatElement(of: operation.operands[i]) }

  /// The operation that defines the operand at position `i`, if it is `opcode`.
  func definition(_ i: Int, _ opcode: Opcode) -> Operation? {
    graph.definition(of: operation.operands[i], as: opcode)
  }

  /// `true` iff nothing but the operation uses the operand at position `i`.
  func isOnlyUser(_ i: Int) -> Bool { graph[operation.operands[i]].users.count == 1 }

  /// `true` iff both operands are the same value.
  var hasEqualOperands: Bool { operation.operands[0] == operation.operands[1] }

  /// The relation that the operation, a comparison, tests.
  var direction: ComparisonDirection? {
    attributes.string(.direction).flatMap(ComparisonDirection.init(rawValue:))
  }

  /// `true` iff the operation, a comparison, orders floats totally.
  var isTotal: Bool { attributes.string(.order) == "total" }

  /// The elementwise function that the region of the operation, a reduction of one operand, applies
  /// to accumulator and element, if it does nothing else and the order of these does not matter.
  var reductionFunction: BinaryFunction? {
    guard operation.operands.count == 2, let region = operation.regions.first,
      graph[region].operations.count == 2, let terminator = graph.terminator(of: region)
    else { return nil }
    let arguments = graph[region].arguments
    let combiner = graph[graph[region].operations[0]]
    guard let f = combiner.opcode.binaryFunction, f.isCommutative,
      graph[terminator].operands == combiner.results,
      combiner.operands == arguments || combiner.operands == arguments.reversed()
    else { return nil }
    return f
  }

}

extension Scalar {

  /// `true` iff this is 0, for floats that of positive sign.
  var isPositiveZero: Bool { bits == 0 }

  /// `true` iff this is the float -0.
  var isNegativeZero: Bool { type.isFloat && self == Scalar(type, -0.0) }

  /// `true` iff this is 1.
  var isOne: Bool { self == Scalar(type, integer: 1) }

  /// `true` iff all bits of this integer or truth value are set.
  var isAllOnes: Bool { !type.isFloat && self == Scalar(type, bits: .max) }

  /// `true` iff no value of the type is less, NaN aside.
  var isLeast: Bool { self == BinaryFunction.max.neutralElement(for: type) }

  /// `true` iff no value of the type is greater, NaN aside.
  var isGreatest: Bool { self == BinaryFunction.min.neutralElement(for: type) }

  /// The reciprocal of this float, if both are powers of two without loss of precision, so that
  /// dividing by the one is multiplying with the other.
  var exactReciprocal: Scalar? {
    let x = doubleValue
    guard type.isFloat, x.isNormal, x.significand == 1 else { return nil }
    let leastNormal: Double =
      switch type {
      case .f16: 0x1p-14
      case .f64: .leastNormalMagnitude
      default: 0x1p-126
      }
    let y = Scalar(type, 1 / x)
    return y.doubleValue == 1 / x && y.doubleValue.magnitude >= leastNormal ? y : nil
  }

}
