import Diagnostics
import GraphIR
import Scalars

extension FunctionImporter {

  /// Returns the elements of `value`, words of `width` bits, in pieces of `piece` bits on a last axis,
  /// the lowest first.
  mutating func split(
    _ value: ValueID, _ width: Int, into piece: Int, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let from = graph.type(of: value)
    let words = TensorType(from.element, from.shape + [.size(width / piece)])
    let spread = try broadcast(value, Array(0..<from.rank), to: words, at: range)
    let shifted = try emitOne(
      .shrL, [spread, try positions(words, times: piece, at: range)], at: range)
    let mask = try emitSplat(
      Scalar(words.element, bits: (1 << UInt64(piece)) - 1), words, at: range)
    return try emitOne(.and, [shifted, mask], at: range)
  }

  /// Returns words of type `element` of the pieces of `piece` bits on the last axis of `value`, the
  /// lowest first.
  mutating func joined(
    _ value: ValueID, _ piece: Int, as element: ElementType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let wide = try converted(value, to: element, at: range)
    let words = graph.type(of: wide)
    let shifted = try emitOne(
      .shl, [wide, try positions(words, times: piece, at: range)], at: range)
    let zero = try emitConstant(0, like: TensorType(element, []), at: range)
    let combiner = graph.createCombiner(.or, of: element, location: range)
    return try emit(
      .reduce, [shifted, zero], Attributes([.dims: .integers([words.rank - 1])]),
      regions: [combiner], at: range)[0]
  }

  /// The positions along the last axis, times `factor`.
  private mutating func positions(
    _ type: TensorType, times factor: Int, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let positions = try emitOne(
      .iota, [], Attributes([.dim: .integer(type.rank - 1)]), type: type, at: range)
    if factor == 1 { return positions }
    return try emitOne(
      .mul, [positions, try emitConstant(Double(factor), like: type, at: range)], at: range)
  }

  /// Returns the bits of `value` as elements of type `element`, which is as wide.
  mutating func reinterpreted(
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
