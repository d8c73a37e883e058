/// An integer as the element of a tensor. Arithmetic wraps and never traps.
package protocol IntegerElement: ElementValue, FixedWidthInteger where Accumulator == Self {}

extension IntegerElement {

  package var representation: UInt64 { UInt64(Magnitude(truncatingIfNeeded: self)) }

  package init(representation: UInt64) { self.init(truncatingIfNeeded: representation) }

  package var number: Number {
    Self.isSigned
      ? .signed(Int64(truncatingIfNeeded: self)) : .unsigned(UInt64(truncatingIfNeeded: self))
  }

  package init(_ number: Number) {
    switch number {
    case .signed(let n): self.init(truncatingIfNeeded: n)
    case .unsigned(let n): self.init(truncatingIfNeeded: n)
    case .float(let x):
      if x.isNaN {
        self = 0
      } else if x
        >= Double(sign: .plus, exponent: Self.bitWidth - (Self.isSigned ? 1 : 0), significand: 1)
      {
        self = .max
      } else if x <= Double(Self.min) {
        self = .min
      } else {
        self.init(x)
      }
    }
  }

  package static func unary(_ f: UnaryFunction) -> ((Self) -> Self)? {
    switch f {
    case .abs where isSigned: { $0 < 0 ? 0 &- $0 : $0 }
    case .neg: { 0 &- $0 }
    case .sign where isSigned: { $0.signum() }
    case .not: { ~$0 }
    case .popcnt: { Self(truncatingIfNeeded: $0.nonzeroBitCount) }
    case .clz: { Self(truncatingIfNeeded: $0.leadingZeroBitCount) }
    default: nil
    }
  }

  package static func binary(_ f: BinaryFunction) -> ((Self, Self) -> Self)? {
    switch f {
    case .add: { $0 &+ $1 }
    case .sub: { $0 &- $1 }
    case .mul: { $0 &* $1 }
    case .div: { $1 == 0 ? ~0 : $0.dividedReportingOverflow(by: $1).partialValue }
    case .rem: { $1 == 0 ? $0 : $0.remainderReportingOverflow(dividingBy: $1).partialValue }
    case .max: { Swift.max($0, $1) }
    case .min: { Swift.min($0, $1) }
    case .pow: { $0.power($1) }
    case .atan2: nil
    case .and: { $0 & $1 }
    case .or: { $0 | $1 }
    case .xor: { $0 ^ $1 }
    case .shl: { isShift($1) ? $0 &<< $1 : 0 }
    case .shrA: { $0.shiftedRight(by: isShift($1) ? Int64(truncatingIfNeeded: $1) : 63) }
    case .shrL:
      {
        isShift($1)
          ? Self(
            truncatingIfNeeded: Magnitude(truncatingIfNeeded: $0)
              &>> Magnitude(truncatingIfNeeded: $1)) : 0
      }
    }
  }

  package static func comparison(
    _ direction: ComparisonDirection, total: Bool
  ) -> (Self, Self) -> Bool {
    direction.relation(of: Self.self)
  }

  package func adding(productOf a: Self, _ b: Self) -> Self { self &+ a &* b }

  /// `true` iff `amount` is one by which bits can be shifted without losing all of them.
  private static func isShift(_ amount: Self) -> Bool {
    amount >= 0 && amount < Self(truncatingIfNeeded: bitWidth)
  }

  /// The bits shifted right by `amount`, filled up with copies of the highest one, which is no sign
  /// for unsigned integers.
  private func shiftedRight(by amount: Int64) -> Self {
    let unused = Int64(64 - Self.bitWidth)
    let extended = (Int64(truncatingIfNeeded: self) &<< unused) &>> unused
    return Self(truncatingIfNeeded: extended &>> amount)
  }

  /// This to the power of `exponent`, modulo two to the width; 0 for a negative exponent, except
  /// that powers of 1 and -1 are exact.
  private func power(_ exponent: Self) -> Self {
    if exponent < 0 {
      if self == 1 { return 1 }
      if self == ~0 { return exponent & 1 == 0 ? 1 : ~0 }
      return 0
    }
    var result: Self = 1
    var square = self
    var remaining = exponent
    while remaining != 0 {
      if remaining & 1 != 0 { result = result &* square }
      square = square &* square
      remaining &>>= 1
    }
    return result
  }

}

extension Int8: IntegerElement {
  package typealias Accumulator = Self
  package static var elementType: ElementType { .i8 }
}

extension Int16: IntegerElement {
  package typealias Accumulator = Self
  package static var elementType: ElementType { .i16 }
}

extension Int32: IntegerElement {
  package typealias Accumulator = Self
  package static var elementType: ElementType { .i32 }
}

extension Int64: IntegerElement {
  package typealias Accumulator = Self
  package static var elementType: ElementType { .i64 }
}

extension UInt8: IntegerElement {
  package typealias Accumulator = Self
  package static var elementType: ElementType { .u8 }
}

extension UInt16: IntegerElement {
  package typealias Accumulator = Self
  package static var elementType: ElementType { .u16 }
}

extension UInt32: IntegerElement {
  package typealias Accumulator = Self
  package static var elementType: ElementType { .u32 }
}

extension UInt64: IntegerElement {
  package typealias Accumulator = Self
  package static var elementType: ElementType { .u64 }
}
