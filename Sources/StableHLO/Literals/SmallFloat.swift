/// A floating-point format of at most eight bits.
struct SmallFloat: Hashable, Sendable {

  /// What stands where other formats have infinities and NaNs.
  enum Specials: Hashable, Sendable {

    /// Infinities and NaNs, as IEEE 754 has them.
    case standard

    /// Numbers, apart from all ones, which are NaNs.
    case onlyNaN

    /// Numbers; what would be -0 is the only NaN.
    case negativeZeroNaN

    /// Numbers.
    case none

    /// A NaN, the only number that is not a power of two: there are neither signs nor zeros.
    case powersOfTwo

  }

  /// The number of bits of the exponent.
  let exponentBits: Int

  /// The number of bits of the mantissa that are stored.
  let mantissaBits: Int

  /// What is subtracted from the stored exponent.
  let bias: Int

  /// What stands where other formats have infinities and NaNs.
  let specials: Specials

  /// The formats by their names in MLIR.
  static let named: [String: SmallFloat] = [
    "f4E2M1FN": SmallFloat(2, 1, bias: 1, .none),
    "f6E2M3FN": SmallFloat(2, 3, bias: 1, .none),
    "f6E3M2FN": SmallFloat(3, 2, bias: 3, .none),
    "f8E3M4": SmallFloat(3, 4, bias: 3, .standard),
    "f8E4M3": SmallFloat(4, 3, bias: 7, .standard),
    "f8E4M3FN": SmallFloat(4, 3, bias: 7, .onlyNaN),
    "f8E4M3FNUZ": SmallFloat(4, 3, bias: 8, .negativeZeroNaN),
    "f8E4M3B11FNUZ": SmallFloat(4, 3, bias: 11, .negativeZeroNaN),
    "f8E5M2": SmallFloat(5, 2, bias: 15, .standard),
    "f8E5M2FNUZ": SmallFloat(5, 2, bias: 16, .negativeZeroNaN),
    "f8E8M0FNU": SmallFloat(8, 0, bias: 127, .powersOfTwo),
  ]

  private init(_ exponentBits: Int, _ mantissaBits: Int, bias: Int, _ specials: Specials) {
    self.exponentBits = exponentBits
    self.mantissaBits = mantissaBits
    self.bias = bias
    self.specials = specials
  }

  /// The number of bits of a number.
  var bitWidth: Int { (specials == .powersOfTwo ? 0 : 1) + exponentBits + mantissaBits }

  /// The exponent of the least number that has full precision.
  var minimumExponent: Int { 1 - bias }

  /// The greatest number.
  var greatest: Float {
    if specials == .powersOfTwo { return value(0xfe) }
    let signBit = UInt8(1) << UInt8(bitWidth - 1)
    return (0..<signBit).reversed().lazy.map { value($0) }.first { $0.isFinite } ?? 0
  }

  /// The number that `bits` represent.
  func value(_ bits: UInt8) -> Float {
    if specials == .powersOfTwo {
      return bits == 0xff ? .nan : Float(sign: .plus, exponent: Int(bits) - bias, significand: 1)
    }
    let signBit = UInt8(1) << UInt8(bitWidth - 1)
    let magnitude = Int(bits & (signBit - 1))
    let exponent = magnitude >> mantissaBits
    let mantissa = magnitude & ((1 << mantissaBits) - 1)
    let isLastExponent = exponent == (1 << exponentBits) - 1
    let isNegative = bits & signBit != 0
    switch specials {
    case .standard where isLastExponent:
      return mantissa != 0 ? .nan : isNegative ? -.infinity : .infinity
    case .onlyNaN where magnitude == Int(signBit) - 1: return .nan
    case .negativeZeroNaN where isNegative && magnitude == 0: return .nan
    default: break
    }
    // What has exponent 0 has no leading one.
    let whole = exponent == 0 ? mantissa : mantissa + 1 << mantissaBits
    let scale = Float(sign: .plus, exponent: max(exponent, 1) - bias - mantissaBits, significand: 1)
    let x = Float(whole) * scale
    return isNegative ? -x : x
  }

  /// The number nearest to `x`, the even one of two; what is too large becomes an infinity, a NaN or
  /// the greatest number, whichever there is.
  ///
  /// Of two powers of two it is the larger one; what is not positive becomes a NaN.
  func nearest(_ x: Double) -> Float {
    guard !x.isNaN else { return .nan }
    if specials == .powersOfTwo {
      guard x > 0, x.isFinite else { return .nan }
      let exponent = max(Int(x.exponent) + (x.significand < 1.5 ? 0 : 1), -bias)
      return exponent > bias ? .nan : Float(sign: .plus, exponent: exponent, significand: 1)
    }
    let minimum = max(x == 0 ? minimumExponent : Int(clamping: x.exponent), minimumExponent)
    let quantum = Double(sign: .plus, exponent: minimum - mantissaBits, significand: 1)
    let rounded = Float((x / quantum).rounded(.toNearestOrEven) * quantum)
    if rounded.magnitude > greatest {
      switch specials {
      case .standard: return rounded < 0 ? -.infinity : .infinity
      case .onlyNaN, .negativeZeroNaN: return .nan
      case .none, .powersOfTwo: return rounded < 0 ? -greatest : greatest
      }
    }
    return rounded == 0 && specials == .negativeZeroNaN ? 0 : rounded
  }

}
