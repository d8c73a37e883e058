import Scalars

/// A number, or a truth value, as it is written in a constant.
struct NumberText {

  private let text: [UInt8]
  private let range: Range<Int>

  /// Creates the number that `range` of `text`, which is not empty, has.
  init(_ text: [UInt8], _ range: Range<Int>) {
    self.text = text
    self.range = range
  }

  private var string: String { String(decoding: text[range], as: UTF8.self) }

  /// The representation as a truth value, `nil` if it is none.
  var truthValue: UInt64? {
    switch string {
    case "true", "1", "-1": 1
    case "false", "0": 0
    default: nil
    }
  }

  /// The representation as an integer of type `type`, `nil` if it is none.
  ///
  /// Signed types take all numbers that their bits can represent in one way or the other.
  func integerBits(_ type: ElementType) -> UInt64? {
    if let bits = hexadecimalBits(type) { return bits }
    let isNegative = text[range.lowerBound] == UInt8(ascii: "-")
    let digits = isNegative ? range.dropFirst() : range
    guard !digits.isEmpty else { return nil }
    var n: UInt64 = 0
    for i in digits {
      guard MLIRLexer.isDigit(text[i]) else { return nil }
      let (product, o1) = n.multipliedReportingOverflow(by: 10)
      let (sum, o2) = product.addingReportingOverflow(UInt64(text[i] - UInt8(ascii: "0")))
      if o1 || o2 { return nil }
      n = sum
    }
    let mask = UInt64.max >> UInt64(64 - type.bitWidth)
    guard isNegative else { return n <= mask ? n : nil }
    guard type.isSigned, n <= mask / 2 + 1 else { return nil }
    return (0 &- n) & mask
  }

  /// The representation as a float of type `type`, `nil` if it is none: a decimal number rounded to
  /// `Double` and then to the type, as MLIR does it, or the representation in hexadecimal digits.
  func floatBits(_ type: ElementType) -> UInt64? {
    if let bits = hexadecimalBits(type) { return bits }
    guard let x = double else { return nil }
    switch type {
    case .f64: return x.bitPattern
    case .f32: return UInt64(Float(x).bitPattern)
    default: return Scalar(type, x).bits
    }
  }

  /// The representation in single precision of the number that this is in `format`, `nil` if it is
  /// none.
  func floatBits(_ format: SmallFloat) -> UInt64? {
    if let bits = hexadecimalBits(.u8) {
      guard bits >> UInt64(format.bitWidth) == 0 else { return nil }
      return UInt64(format.value(UInt8(bits)).bitPattern)
    }
    return double.map { UInt64(format.nearest($0).bitPattern) }
  }

  /// The number after `0x`, `nil` if there is no `0x` or it has too many bits for `type`.
  private func hexadecimalBits(_ type: ElementType) -> UInt64? {
    guard range.count > 2, text[range.lowerBound] == UInt8(ascii: "0"),
      text[range.lowerBound + 1] | 0x20 == UInt8(ascii: "x")
    else { return nil }
    var n: UInt64 = 0
    for i in range.dropFirst(2) {
      guard let digit = HexDigits.value(text[i]), n >> 60 == 0 else { return nil }
      n = n << 4 | UInt64(digit)
    }
    return n <= UInt64.max >> UInt64(64 - type.bitWidth) ? n : nil
  }

  /// The decimal number, `nil` if it is none.
  private var double: Double? {
    var i = range.lowerBound
    let isNegative = text[i] == UInt8(ascii: "-")
    if isNegative { i += 1 }
    var mantissa: UInt64 = 0
    var digitCount = 0
    var exponent = 0
    var isAfterPoint = false
    while i < range.upperBound {
      let b = text[i]
      if MLIRLexer.isDigit(b) {
        // What has more digits than fit is left to the library.
        guard digitCount < 18 else { return slowDouble }
        mantissa = mantissa &* 10 &+ UInt64(b &- UInt8(ascii: "0"))
        if mantissa != 0 { digitCount += 1 }
        if isAfterPoint { exponent -= 1 }
      } else if b == UInt8(ascii: "."), !isAfterPoint {
        isAfterPoint = true
      } else {
        break
      }
      i += 1
    }
    if i < range.upperBound {
      guard text[i] | 0x20 == UInt8(ascii: "e"),
        let written = Int(String(decoding: text[(i + 1)..<range.upperBound], as: UTF8.self)),
        written.magnitude < 1000
      else { return slowDouble }
      exponent += written
    }
    // Both factors are exact, so that there is one rounding (W. D. Clinger, "How to read floating
    // point numbers accurately", 1990).
    guard mantissa < 1 << 53, exponent.magnitude <= 22,
      MLIRLexer.isDigit(text[range.upperBound - 1])
    else { return slowDouble }
    let power = Self.powersOfTen[Int(exponent.magnitude)]
    let x = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
    return isNegative ? -x : x
  }

  /// The number as the library reads it.
  private var slowDouble: Double? {
    // The library also reads words and hexadecimal fractions, which are no numbers here.
    for i in range {
      let b = text[i]
      guard
        MLIRLexer.isDigit(b) || b | 0x20 == UInt8(ascii: "e") || b == UInt8(ascii: ".")
          || b == UInt8(ascii: "-") || b == UInt8(ascii: "+")
      else { return nil }
    }
    return Double(string)
  }

  private static let powersOfTen: [Double] = (0...22).map { (n: Int) in
    (0..<n).reduce(1.0) { (x, _) in x * 10 }
  }

}
