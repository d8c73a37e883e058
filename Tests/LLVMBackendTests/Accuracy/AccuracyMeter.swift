import Scalars

#if arch(x86_64) && !os(Windows)
  /// The type in which functions are computed to compare with.
  typealias ReferenceFloat = Float80
#else
  /// The type in which functions are computed to compare with: where there is no wider one, results
  /// of double precision are off by up to another unit.
  typealias ReferenceFloat = Double
#endif

extension ElementType {

  /// The bits of precision of a float, and the least exponent of a normal one.
  fileprivate var precision: (bits: Int, leastExponent: Int, greatestExponent: Int) {
    switch self {
    case .f16: (11, -14, 15)
    case .bf16: (8, -126, 127)
    case .f32: (24, -126, 127)
    default: (53, -1022, 1023)
    }
  }

}

/// How far results are from exact ones.
struct AccuracyMeter {

  /// The type of results.
  let type: ElementType

  /// The greatest error of a finite result, in units of the last place of the exact one.
  private(set) var worst = 0.0

  /// The operands for which that was.
  private(set) var worstOperands: [ReferenceFloat] = []

  /// Operands for which the result is wrong altogether: in being finite or a number, or in its
  /// sign.
  private(set) var faults: [[ReferenceFloat]] = []

  private let bits: Int
  private let leastExponent: Int
  private let overflow: ReferenceFloat

  /// Creates a meter for results of type `type`.
  init(_ type: ElementType) {
    self.type = type
    let (bits, least, greatest) = type.precision
    self.bits = bits
    leastExponent = least
    overflow = ReferenceFloat(sign: .plus, exponent: greatest, significand: 1) * 2
  }

  /// Takes into account that the result for `operands` is `actual` where it should be `exact`.
  mutating func add(_ actual: ReferenceFloat, exact: ReferenceFloat, at operands: [ReferenceFloat])
  {
    if actual.isNaN || exact.isNaN {
      if actual.isNaN != exact.isNaN { faults.append(operands) }
      return
    }
    let isExtreme = exact == 0 || exact.isInfinite
    if actual.sign != exact.sign || (isExtreme && actual != exact) {
      faults.append(operands)
      return
    }
    if isExtreme { return }
    // Infinity stands for all numbers that are too large, and for the least of them.
    let magnitude = min(actual.magnitude, overflow)
    let exact = min(exact.magnitude, overflow)
    let exponent = max(Int(exact.exponent), leastExponent) - (bits - 1)
    let unit = ReferenceFloat(sign: .plus, exponent: exponent, significand: 1)
    let error = Double((magnitude - exact).magnitude / unit)
    if error > worst {
      worst = error
      worstOperands = operands
    }
  }

}
