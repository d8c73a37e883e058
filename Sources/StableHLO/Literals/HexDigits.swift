/// Hexadecimal digits.
enum HexDigits {

  /// For each byte the number that it stands for as a digit, 0xff for what is no digit.
  private static let values: [UInt8] = (0...255).map { (b: Int) -> UInt8 in
    switch UInt8(b) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(b) - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt8(b) - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt8(b) - UInt8(ascii: "A") + 10
    default: 0xff
    }
  }

  /// The number that `b` stands for, `nil` if it is no digit.
  static func value(_ b: UInt8) -> UInt8? {
    let v = values[Int(b)]
    return v == 0xff ? nil : v
  }

  /// Returns the bytes of which `range` of `text` has the digits, two each, or the offset of what is
  /// no digit. The number of digits must be even.
  ///
  /// Complexity: linear; some hundred megabytes of text a second.
  static func decode(_ text: [UInt8], _ range: Range<Int>) -> Result<[UInt8], DigitFault> {
    var result = [UInt8](repeating: 0, count: range.count / 2)
    let values = Self.values
    var wrong: UInt8 = 0
    var i = range.lowerBound
    for k in result.indices {
      let high = values[Int(text[i])]
      let low = values[Int(text[i &+ 1])]
      wrong |= high | low
      result[k] = high &<< 4 | low & 0xf
      i &+= 2
    }
    if wrong & 0xf0 == 0 { return .success(result) }
    let fault = range.first { values[Int(text[$0])] == 0xff }
    return .failure(DigitFault(offset: fault ?? range.lowerBound))
  }

  /// The place of a byte that should be a digit.
  struct DigitFault: Error {

    /// The offset of the byte.
    let offset: Int

  }

}
