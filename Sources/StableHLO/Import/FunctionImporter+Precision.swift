import Diagnostics
import GraphIR
import Scalars

extension FunctionImporter {

  /// Returns `value`, which has floats, rounded to what a type with that many bits of exponent and
  /// mantissa has: to nearest, ties to even; too small numbers become zeros and too large ones
  /// infinities. The type of the elements stays.
  mutating func reducePrecision(
    of value: ValueID, exponentBits: Int, mantissaBits: Int, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    guard type.element.isFloat, exponentBits >= 1, mantissaBits >= 0 else {
      throw failure("a format has at least one bit of exponent, and is one of floats", range)
    }
    let format = type.element.format
    guard exponentBits < format.exponent || mantissaBits < format.mantissa else { return value }
    let words = type.with(element: ElementType.unsignedInteger(ofWidth: type.element.byteWidth))
    func constant(
      _ f: inout FunctionImporter, _ bits: UInt64
    ) throws(ImportFailure) -> ValueID {
      try f.emitSplat(Scalar(words.element, bits: bits), words, at: range)
    }
    var bits = try emitOne(.bitcast, [value], type: words, at: range)
    if mantissaBits < format.mantissa {
      // Half of the last place that stays, less one if that is even, carries into it.
      let dropped = UInt64(format.mantissa - mantissaBits)
      let shifted = try emitOne(.shrL, [bits, try constant(&self, dropped)], at: range)
      let last = try emitOne(.and, [shifted, try constant(&self, 1)], at: range)
      let half = try constant(&self, (1 << (dropped - 1)) - 1)
      let carried = try emitOne(
        .add, [bits, try emitOne(.add, [half, last], at: range)], at: range)
      bits = try emitOne(
        .and, [carried, try constant(&self, ~((1 << dropped) - 1))], at: range)
    }
    let exponentMask = ((UInt64(1) << UInt64(format.exponent)) - 1) << UInt64(format.mantissa)
    if exponentBits < format.exponent {
      let bias = UInt64(1) << UInt64(format.exponent - 1) - 1
      let reducedBias = UInt64(1) << UInt64(exponentBits - 1) - 1
      let exponent = try emitOne(.and, [bits, try constant(&self, exponentMask)], at: range)
      let signMask = UInt64(1) << UInt64(type.element.bitWidth - 1)
      let sign = try emitOne(.and, [bits, try constant(&self, signMask)], at: range)
      let infinity = try emitOne(.or, [sign, try constant(&self, exponentMask)], at: range)
      let largest = try constant(&self, (bias + reducedBias) << UInt64(format.mantissa))
      let isTooLarge = try emitOne(
        .compare, [exponent, largest], Attributes([.direction: .keyword("gt")]), at: range)
      bits = try emitOne(.select, [isTooLarge, infinity, bits], at: range)
      let smallest = try constant(&self, (bias - reducedBias) << UInt64(format.mantissa))
      let isTooSmall = try emitOne(
        .compare, [exponent, smallest], Attributes([.direction: .keyword("le")]), at: range)
      bits = try emitOne(.select, [isTooSmall, sign, bits], at: range)
    }
    let reduced = try emitOne(.bitcast, [bits], type: type, at: range)
    // What was carried may have made something else of a NaN.
    let isNumber = try emitOne(
      .compare, [value, value], Attributes([.direction: .keyword("eq")]), at: range)
    return try emitOne(.select, [isNumber, reduced, value], at: range)
  }

}

extension ElementType {

  /// The numbers of bits of exponent and mantissa of this floating-point type.
  fileprivate var format: (exponent: Int, mantissa: Int) {
    switch self {
    case .f16: (5, 10)
    case .bf16: (8, 7)
    case .f32: (8, 23)
    default: (11, 52)
    }
  }

}
