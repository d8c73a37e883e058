import Scalars

extension Scalar {

  /// Creates the element of type `type` written as `text`, or returns `nil` if there is none.
  ///
  /// Truth values are `true` and `false`, integers decimal numbers in the range of the type, floats
  /// decimal numbers, which are rounded once and must not be too large, `inf`, `-inf` and `nan`.
  /// `0x` with hexadecimal digits gives the representation of an integer or float.
  package init?(_ type: ElementType, text: String) {
    self.init(type, utf8: Array(text.utf8)[...])
  }

  /// Creates the element of type `type` written as `bytes`, or returns `nil` if there is none.
  init?(_ type: ElementType, utf8 bytes: ArraySlice<UInt8>) {
    if type == .i1 {
      switch String(decoding: bytes, as: UTF8.self) {
      case "true": self.init(type, bits: 1)
      case "false": self.init(type, bits: 0)
      default: return nil
      }
    } else if bytes.starts(with: [UInt8(ascii: "0"), UInt8(ascii: "x")]) {
      guard let first = bytes.dropFirst(2).first, first != UInt8(ascii: "+"),
        let bits = UInt64(String(decoding: bytes.dropFirst(2), as: UTF8.self), radix: 16),
        bits <= UInt64.max >> UInt64(64 - type.bitWidth)
      else { return nil }
      self.init(type, bits: bits)
    } else if type.isFloat {
      self.init(float: type, bytes)
    } else {
      guard let n = DecimalInteger(bytes), !n.hasOverflowed else { return nil }
      let largest = UInt64.max >> UInt64(64 - type.bitWidth + (type.isSigned ? 1 : 0))
      if n.isNegative {
        guard n.magnitude <= (type.isSigned ? largest + 1 : 0) else { return nil }
        self.init(type, bits: 0 &- n.magnitude)
      } else {
        guard n.magnitude <= largest else { return nil }
        self.init(type, bits: n.magnitude)
      }
    }
  }

  private init?(float type: ElementType, _ bytes: ArraySlice<UInt8>) {
    let text = String(decoding: bytes, as: UTF8.self)
    switch text {
    case "inf": self.init(type, .float(.infinity))
    case "-inf": self.init(type, .float(-.infinity))
    case "nan": self = Self.canonicalNaN(type)
    default:
      guard DecimalNumber.isWellFormed(bytes) else { return nil }
      switch type {
      case .f64:
        guard let x = Double(text) else { return nil }
        self.init(x)
      case .f32:
        guard let x = Float(text) else { return nil }
        self.init(x)
      default:
        guard let x = Double(text) else { return nil }
        self = Self.narrow(x, type, bytes)
      }
      guard doubleValue.isFinite else { return nil }
    }
  }

  /// Returns the element of the 16-bit type `type` nearest to the decimal number `bytes`, to which
  /// `x` is the nearest `Double`.
  ///
  /// Rounding `x` is wrong only if it is halfway between two elements and the number is not.
  private static func narrow(
    _ x: Double, _ type: ElementType, _ bytes: ArraySlice<UInt8>
  ) -> Scalar {
    guard x.isFinite else { return Scalar(type, x) }
    let (below, above) = (Scalar(type, x.nextDown), Scalar(type, x.nextUp))
    if below == above { return below }
    let number = DecimalNumber(bytes)
    let half = DecimalNumber(x.magnitude)
    if number == half { return Scalar(type, x) }
    return (number < half) == (x.sign == .plus) ? below : above
  }

  /// The NaN that is written as `nan`.
  private static func canonicalNaN(_ type: ElementType) -> Scalar {
    switch type {
    case .f16: Scalar(type, bits: 0x7e00)
    case .bf16: Scalar(type, bits: 0x7fc0)
    case .f32: Scalar(type, bits: 0x7fc0_0000)
    default: Scalar(type, bits: 0x7ff8_0000_0000_0000)
    }
  }

  /// The element as `init(_:text:)` reads it: floats with as few digits as tell them from all
  /// others of the type, NaNs other than the usual one by their representation.
  package var text: String {
    switch type.kind {
    case .boolean: return bits == 0 ? "false" : "true"
    case .unsignedInteger: return String(bits)
    case .signedInteger: return String(intValue)
    case .float: break
    }
    if doubleValue.isNaN {
      if self == Self.canonicalNaN(type) { return "nan" }
      let digits = String(bits, radix: 16)
      return "0x" + String(repeating: "0", count: 2 * type.byteWidth - digits.utf8.count) + digits
    }
    switch type {
    case .f16: return Float16(representation: bits).description
    case .f32: return Float(representation: bits).description
    case .f64: return Double(representation: bits).description
    default: return shortestText
    }
  }

  /// The text of a finite or infinite `bf16`, in the style of the standard library's types.
  private var shortestText: String {
    let x = doubleValue
    if !x.isFinite || (x.magnitude < 0x1p24 && x == x.rounded()) { return x.description }
    let exact = DecimalNumber(Array(x.magnitude.description.utf8)[...])
    let sign = x.sign == .minus ? "-" : ""
    for count in 1...4 {
      var best: (text: String, distance: Double)?
      for candidate in [exact.truncated(to: count), exact.truncated(to: count).incremented(count)] {
        let text = sign + candidate.text
        guard Scalar(type, text: text) == self, let y = Double(text) else { continue }
        let distance = (y - x).magnitude
        if distance < best?.distance ?? .infinity { best = (text, distance) }
      }
      if let best { return best.text }
    }
    return x.description
  }

}
