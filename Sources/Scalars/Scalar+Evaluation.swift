extension Scalar {

  /// Creates the scalar that represents `value`.
  package init(_ value: some ElementValue) {
    self.init(Swift.type(of: value).elementType, bits: value.representation)
  }

  /// Creates the scalar to which a conversion takes `number`.
  package init(_ type: ElementType, _ number: Number) {
    func make<E: ElementValue>(_: E.Type) -> Scalar { Scalar(E(number)) }
    self = make(type.valueType)
  }

  /// Creates the scalar of type `type` nearest to `x`, rounded once; integers truncate and
  /// saturate, and are 0 for NaN.
  package init(_ type: ElementType, _ x: Double) {
    self.init(type, .float(x))
  }

  /// Creates the scalar of type `type` that is `n`, wrapped to integers and rounded to floats.
  package init(_ type: ElementType, integer n: Int64) {
    self.init(type, .signed(n))
  }

  /// This as a number.
  package var number: Number {
    func decode<E: ElementValue>(_: E.Type) -> Number { E(representation: bits).number }
    return decode(self.type.valueType)
  }

  /// This as a `Double`, rounded to nearest if it is an integer of more than 53 bits.
  package var doubleValue: Double { number.doubleValue }

  /// This as a signed integer: floats truncate and saturate, `u64` wraps.
  package var intValue: Int64 { Int64(number) }

  /// This as a `convert` to `type` gives it.
  package func converted(to type: ElementType) -> Scalar {
    type == self.type ? self : Scalar(type, number)
  }

}

extension UnaryFunction {

  /// `true` iff this has a meaning for elements of type `type`.
  package func isDefined(for type: ElementType) -> Bool {
    func test<E: ElementValue>(_: E.Type) -> Bool { E.unary(self) != nil }
    return self == .isFinite ? type.isFloat : test(type.valueType)
  }

  /// The type of the result for an operand of type `type`.
  package func resultType(for type: ElementType) -> ElementType {
    self == .isFinite ? .i1 : type
  }

  /// The value of this function at `x`, for whose type it must be defined.
  package func evaluate(_ x: Scalar) -> Scalar {
    if self == .isFinite { return Scalar(x.doubleValue.isFinite) }
    func apply<E: ElementValue>(_: E.Type) -> Scalar? {
      E.unary(self).map { Scalar($0(E(representation: x.bits))) }
    }
    guard let y = apply(x.type.valueType) else {
      // Type inference and the verifier of kernels refuse what is not defined, before any evaluation.
      preconditionFailure("\(rawValue) is not defined for \(x.type)")
    }
    return y
  }

}

extension BinaryFunction {

  /// `true` iff this has a meaning for elements of type `type`.
  package func isDefined(for type: ElementType) -> Bool {
    func test<E: ElementValue>(_: E.Type) -> Bool { E.binary(self) != nil }
    return test(type.valueType)
  }

  /// The value of this function at `a` and `b`, which must have the same type, for which it must be
  /// defined.
  package func evaluate(_ a: Scalar, _ b: Scalar) -> Scalar {
    precondition(a.type == b.type)
    func apply<E: ElementValue>(_: E.Type) -> Scalar? {
      E.binary(self).map { Scalar($0(E(representation: a.bits), E(representation: b.bits))) }
    }
    guard let y = apply(a.type.valueType) else {
      // Type inference and the verifier of kernels refuse what is not defined, before any evaluation.
      preconditionFailure("\(rawValue) is not defined for \(a.type)")
    }
    return y
  }

  /// The value from which a reduction by this function starts, `nil` if there is none.
  ///
  /// It changes no value that it is combined with, except that a sum that starts from 0 is never
  /// -0.
  package func neutralElement(for type: ElementType) -> Scalar? {
    guard isDefined(for: type) else { return nil }
    func allOnes() -> Scalar { Scalar(type, bits: .max) }
    switch self {
    case .add, .or, .xor: return Scalar(type, integer: 0)
    case .mul: return Scalar(type, integer: 1)
    case .and: return allOnes()
    case .max, .min:
      let isMax = self == .max
      switch type.kind {
      case .boolean: return Scalar(type, integer: isMax ? 0 : 1)
      case .float: return Scalar(type, isMax ? -Double.infinity : .infinity)
      case .unsignedInteger: return isMax ? Scalar(type, bits: 0) : allOnes()
      case .signedInteger:
        let signBit = UInt64(1) << UInt64(type.bitWidth - 1)
        return Scalar(type, bits: isMax ? signBit : signBit - 1)
      }
    case .sub, .div, .rem, .pow, .atan2, .shl, .shrA, .shrL: return nil
    }
  }

}

extension ComparisonDirection {

  /// Whether this holds between `a` and `b`, which must have the same type: floats as IEEE says or,
  /// if `total`, in the order -NaN < -inf < … < -0 < +0 < … < inf < NaN.
  package func evaluate(_ a: Scalar, _ b: Scalar, total: Bool) -> Bool {
    precondition(a.type == b.type)
    func test<E: ElementValue>(_: E.Type) -> Bool {
      E.comparison(self, total: total)(E(representation: a.bits), E(representation: b.bits))
    }
    return test(a.type.valueType)
  }

}
