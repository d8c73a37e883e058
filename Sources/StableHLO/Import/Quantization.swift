import GraphIR
import Scalars

/// How integers stand for numbers: (integer - zero point) · scale.
///
/// In the graph, a tensor of a quantized type is one of its integers; the type is known from the
/// text.
struct Quantization: Hashable, Sendable {

  /// The type of the integers.
  let storage: ElementType

  /// The type of the numbers.
  let expressed: ElementType

  /// The least and the greatest integer.
  let range: ClosedRange<Double>

  /// The axis that has a scale for each position, `nil` if there is one scale.
  let axis: Int?

  /// The scales, one or as many as there are positions.
  let scales: [Double]

  /// The integers that stand for 0, as many as there are scales.
  let zeroPoints: [Double]

  /// Creates what `syntax` means, `nil` if there is no such quantization.
  init?(_ syntax: QuantizedSyntax) {
    guard let (storage, standard) = Self.storage(syntax.storage),
      case .scalar(let expressed) = syntax.expressed, expressed.isFloat,
      !syntax.scales.isEmpty, syntax.scales.count == syntax.zeroPoints.count,
      syntax.axis != nil || syntax.scales.count == 1,
      syntax.scales.allSatisfy({ $0 > 0 && $0.isFinite })
    else { return nil }
    self.storage = storage
    self.expressed = expressed
    range =
      syntax.storageRange.map { Double($0.lowerBound)...Double($0.upperBound) } ?? standard
    axis = syntax.axis
    scales = syntax.scales
    zeroPoints = syntax.zeroPoints.map(Double.init)
  }

  /// The type in which integers of the type `syntax` are held, and what their width allows.
  static func storage(_ syntax: ElementSyntax) -> (ElementType, ClosedRange<Double>)? {
    switch syntax {
    case .scalar(let type) where type.isInteger:
      // The range of 64 bits is no range of floats, but no scale makes use of it either.
      let half = Double(UInt64(1) << UInt64(type.bitWidth - 1))
      return (type, type.isSigned ? -half...(half - 1) : 0...(2 * half - 1))
    case .named("i4"): return (.i8, -8...7)
    case .named("i2"): return (.i8, -2...1)
    case .named("ui4"): return (.u8, 0...15)
    case .named("ui2"): return (.u8, 0...3)
    default: return nil
    }
  }

  /// Returns `true` iff integers of both mean the same numbers, on whichever axis the scales are.
  func isEquivalent(to other: Quantization) -> Bool {
    storage == other.storage && expressed == other.expressed && scales == other.scales
      && zeroPoints == other.zeroPoints && range == other.range
  }

}

extension TypeSyntax {

  /// How the elements are quantized, `nil` if they are not.
  var quantized: QuantizedSyntax? {
    guard case .tensor(let t) = self, case .quantized(let q) = t.element else { return nil }
    return q
  }

}

extension Node {

  /// `true` iff an operand or a result is quantized.
  var isQuantized: Bool {
    values.contains { $0.type.quantized != nil } || resultSyntax.contains { $0.quantized != nil }
  }

}
