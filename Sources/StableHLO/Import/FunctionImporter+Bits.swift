import Diagnostics
import GraphIR
import Scalars

extension FunctionImporter {

  /// Returns the bits of `value` as truth values on a last axis, the lowest first.
  ///
  /// - Parameter type: the type of the result.
  mutating func bits(
    of value: ValueID, _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let from = graph.type(of: value)
    guard type.shape == from.shape + [.size(from.element.bitWidth)] else {
      throw failure("the bits of \(from) are no \(type)", range)
    }
    let word = ElementType.unsignedInteger(ofWidth: from.element.byteWidth)
    let words = type.with(element: word)
    let pattern = try reinterpreted(value, as: word, at: range)
    let spread = try broadcast(pattern, Array(0..<from.rank), to: words, at: range)
    let shifted = try emitOne(.shrL, [spread, try positions(words, at: range)], at: range)
    let one = try emitConstant(1, like: words, at: range)
    return try converted(try emitOne(.and, [shifted, one], at: range), to: .i1, at: range)
  }

  /// Returns what the truth values on the last axis of `value` are the bits of, the lowest first.
  ///
  /// - Parameter type: the type of the result.
  mutating func composed(
    of value: ValueID, _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let from = graph.type(of: value)
    guard from.shape == type.shape + [.size(type.element.bitWidth)] else {
      throw failure("\(from) are not the bits of \(type)", range)
    }
    let word = ElementType.unsignedInteger(ofWidth: type.element.byteWidth)
    let words = from.with(element: word)
    let shifted = try emitOne(
      .shl, [try converted(value, to: word, at: range), try positions(words, at: range)], at: range)
    let zero = try emitConstant(0, like: TensorType(word, []), at: range)
    let combiner = graph.createCombiner(.or, of: word, location: range)
    let sum = try emit(
      .reduce, [shifted, zero], Attributes([.dims: .integers([type.rank])]), regions: [combiner],
      at: range)[0]
    return try reinterpreted(sum, as: type.element, at: range)
  }

  /// The positions along the last axis.
  private mutating func positions(
    _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    try emitOne(.iota, [], Attributes([.dim: .integer(type.rank - 1)]), type: type, at: range)
  }

  /// Returns the bits of `value` as elements of type `element`, which is as wide.
  private mutating func reinterpreted(
    _ value: ValueID, as element: ElementType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    if type.element == element { return value }
    return try emitOne(.bitcast, [value], type: type.with(element: element), at: range)
  }

}

extension ElementType {

  /// The signed integer of `width` bytes.
  static func signedInteger(ofWidth width: Int) -> ElementType {
    switch width {
    case 1: .i8
    case 2: .i16
    case 4: .i32
    default: .i64
    }
  }

  /// The unsigned integer of `width` bytes.
  static func unsignedInteger(ofWidth width: Int) -> ElementType {
    switch width {
    case 1: .u8
    case 2: .u16
    case 4: .u32
    default: .u64
    }
  }

}
