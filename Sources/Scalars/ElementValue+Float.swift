/// A floating-point number as the element of a tensor.
///
/// Functions are computed in `Wide` and rounded once. A NaN result has any sign and payload.
package protocol FloatElement: ElementValue where Accumulator == Wide {

  /// The type in which functions are computed: `Float` for all types but `f64`.
  associatedtype Wide: WideFloat

  /// The same number.
  var wide: Wide { get }

  /// Creates the number nearest to `x`.
  init(wide x: Wide)

  /// The representation as an integer that orders numbers from -NaN to NaN.
  var totalOrderKey: Int64 { get }

}

extension FloatElement {

  package var number: Number { .float(Double(wide)) }

  package static func unary(_ f: UnaryFunction) -> ((Self) -> Self)? {
    guard let g = Wide.function(f) else { return nil }
    return { Self(wide: g($0.wide)) }
  }

  package static func binary(_ f: BinaryFunction) -> ((Self, Self) -> Self)? {
    switch f {
    case .add: { Self(wide: $0.wide + $1.wide) }
    case .sub: { Self(wide: $0.wide - $1.wide) }
    case .mul: { Self(wide: $0.wide * $1.wide) }
    case .div: { Self(wide: $0.wide / $1.wide) }
    case .rem: { Self(wide: $0.wide.truncatingRemainder(dividingBy: $1.wide)) }
    case .max: { $0.wide.isNaN || !exceeds($1.wide, $0.wide) ? $0 : $1 }
    case .min: { $0.wide.isNaN || !exceeds($0.wide, $1.wide) ? $0 : $1 }
    case .pow: { Self(wide: .power($0.wide, $1.wide)) }
    case .atan2: { Self(wide: .angle($0.wide, $1.wide)) }
    case .and, .or, .xor, .shl, .shrA, .shrL: nil
    }
  }

  package static func comparison(
    _ direction: ComparisonDirection, total: Bool
  ) -> (Self, Self) -> Bool {
    if total {
      let holds = direction.relation(of: Int64.self)
      return { holds($0.totalOrderKey, $1.totalOrderKey) }
    }
    let holds = direction.relation(of: Wide.self)
    return { holds($0.wide, $1.wide) }
  }

  package var totalOrderKey: Int64 {
    let width = Int64(Self.elementType.bitWidth)
    let signExtended = Int64(bitPattern: representation << UInt64(64 - width)) >> (64 - width)
    let magnitudeMask = Int64((UInt64(1) << UInt64(width - 1)) - 1)
    return signExtended < 0 ? signExtended ^ magnitudeMask : signExtended
  }

  /// Whether `a` is greater than `b`, the greater zero, or not comparable because one is a NaN.
  private static func exceeds(_ a: Wide, _ b: Wide) -> Bool {
    if a == b { return a.sign == .plus && b.sign == .minus }
    return !(a < b)
  }

}

extension Double: FloatElement {

  package typealias Accumulator = Double
  package typealias Wide = Double
  package static var elementType: ElementType { .f64 }
  package var representation: UInt64 { bitPattern }
  package init(representation: UInt64) { self.init(bitPattern: representation) }
  package init(_ number: Number) {
    // Integers are rounded once, by the conversion from an integer itself.
    self = number.doubleValue
  }
  package var wide: Double { self }
  package init(wide x: Double) { self = x }
  package func adding(productOf a: Double, _ b: Double) -> Double { self + a * b }

}

extension Float: FloatElement {

  package typealias Accumulator = Float
  package typealias Wide = Float
  package static var elementType: ElementType { .f32 }
  package var representation: UInt64 { UInt64(bitPattern) }
  package init(representation: UInt64) {
    self.init(bitPattern: UInt32(truncatingIfNeeded: representation))
  }
  package init(_ number: Number) { self.init(number.stickyDoubleValue) }
  package var wide: Float { self }
  package init(wide x: Float) { self = x }
  package func adding(productOf a: Float, _ b: Float) -> Float { self + a * b }

}

extension Float16: FloatElement {

  package typealias Accumulator = Float
  package typealias Wide = Float
  package static var elementType: ElementType { .f16 }
  package var representation: UInt64 { UInt64(bitPattern) }
  package init(representation: UInt64) {
    self.init(bitPattern: UInt16(truncatingIfNeeded: representation))
  }
  package init(_ number: Number) { self.init(number.stickyDoubleValue) }
  package var wide: Float { Float(self) }
  package init(wide x: Float) { self.init(x) }
  package func adding(productOf a: Float16, _ b: Float16) -> Float16 {
    Float16(Float(self) + Float(Float16(Float(a) * Float(b))))
  }

}

extension BFloat16: FloatElement {

  package typealias Accumulator = Float
  package typealias Wide = Float
  package static var elementType: ElementType { .bf16 }
  package var representation: UInt64 { UInt64(bitPattern) }
  package init(representation: UInt64) {
    self.init(bitPattern: UInt16(truncatingIfNeeded: representation))
  }
  package init(_ number: Number) { self.init(number.stickyDoubleValue) }
  package var wide: Float { floatValue }
  package init(wide x: Float) { self.init(x) }
  package func adding(productOf a: BFloat16, _ b: BFloat16) -> BFloat16 {
    BFloat16(floatValue + BFloat16(a.floatValue * b.floatValue).floatValue)
  }

}
