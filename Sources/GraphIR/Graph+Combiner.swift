import Diagnostics
import Scalars

extension BinaryFunction {

  /// The functions that have a shorthand as region of a reduction.
  package static let combiners: [BinaryFunction] = [.add, .mul, .max, .min, .and, .or, .xor]

}

extension Opcode {

  /// The number of operands with which an operation can be written with a word for its region.
  var shorthandOperandCount: Int? {
    switch self {
    case .reduce, .reduceWindow: 2
    case .scatter: 3
    default: nil
    }
  }

}

extension Graph {

  /// The word for the region of a `scatter` that yields updates as they are.
  static let replacement = "set"

  /// Adds the region of a reduction that applies `function` to accumulator and element; that of a
  /// scatter that yields updates if there is no function.
  package mutating func createCombiner(
    _ function: BinaryFunction?, of element: ElementType, location: SourceRange?
  ) -> RegionID {
    let region = createRegion()
    let type = TensorType(element, [])
    let accumulator = addArgument(type, to: region)
    let value = addArgument(type, to: region)
    guard let function else {
      insert(.yield, [value], resultTypes: [], at: .endOf(region), location: location)
      return region
    }
    guard let opcode = Opcode(rawValue: function.rawValue) else {
      // Functions are named as the operations that apply them, which a test holds them to.
      preconditionFailure("\(function.rawValue) is not an operation")
    }
    let id = insert(
      opcode, [accumulator, value], resultTypes: [type], at: .endOf(region), location: location)
    insert(.yield, self[id].results, resultTypes: [], at: .endOf(region), location: location)
    return region
  }

  /// The word that stands for the only region of `operation`, if there is one.
  func combinerShorthand(of operation: Operation) -> String? {
    guard operation.operands.count == operation.opcode.shorthandOperandCount,
      let region = operation.regions.first
    else { return nil }
    if let function = combinerFunction(of: region) { return function.rawValue }
    let r = self[region]
    guard operation.opcode == .scatter, r.operations.count == 1, r.arguments.count == 2,
      self[r.operations[0]].operands == [r.arguments[1]]
    else { return nil }
    return Self.replacement
  }

  /// The function that `region`, which belongs to a reduction of one input, applies to accumulator
  /// and element, if that is all it does and there is a shorthand for it.
  package func combinerFunction(of region: RegionID) -> BinaryFunction? {
    let r = self[region]
    guard r.operations.count == 2, r.arguments.count == 2 else { return nil }
    let (combine, yield) = (self[r.operations[0]], self[r.operations[1]])
    guard let function = combine.opcode.binaryFunction,
      BinaryFunction.combiners.contains(function), combine.operands == r.arguments,
      yield.opcode == .yield, yield.operands == combine.results
    else { return nil }
    return function
  }

}
