/// A whole number in decimal digits.
struct DecimalInteger {

  /// The magnitude, meaningless if it has overflowed.
  private(set) var magnitude: UInt64 = 0

  /// `true` iff it is written with a minus sign.
  let isNegative: Bool

  /// `true` iff the magnitude needs more than 64 bits.
  private(set) var hasOverflowed = false

  /// Creates the number written as `bytes`, or returns `nil` if they are not all digits after an
  /// optional minus sign.
  init?(_ bytes: ArraySlice<UInt8>) {
    isNegative = bytes.first == UInt8(ascii: "-")
    let digits = isNegative ? bytes.dropFirst() : bytes
    guard !digits.isEmpty else { return nil }
    for b in digits {
      guard b >= UInt8(ascii: "0"), b <= UInt8(ascii: "9") else { return nil }
      let (product, o1) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, o2) = product.addingReportingOverflow(UInt64(b &- UInt8(ascii: "0")))
      magnitude = sum
      hasOverflowed = hasOverflowed || o1 || o2
    }
  }

}

/// A decimal number that is not negative, of any precision: 0.d₁d₂… × 10 to the exponent.
struct DecimalNumber: Equatable {

  /// The digits, each less than 10, neither the first nor the last of which is 0.
  private(set) var digits: [UInt8]

  /// The exponent, 0 if there are no digits.
  private(set) var exponent: Int

  private init(digits: [UInt8], exponent: Int) {
    let leading = digits.prefix { $0 == 0 }.count
    var rest = Array(digits.dropFirst(leading))
    while rest.last == 0 { rest.removeLast() }
    self.digits = rest
    self.exponent = rest.isEmpty ? 0 : exponent - leading
  }

  /// `true` iff `bytes` are digits with an optional minus sign, fraction and exponent.
  static func isWellFormed(_ bytes: ArraySlice<UInt8>) -> Bool {
    var i = bytes.startIndex
    func digits() -> Bool {
      let start = i
      while i < bytes.endIndex, bytes[i] >= UInt8(ascii: "0"), bytes[i] <= UInt8(ascii: "9") {
        i += 1
      }
      return i > start
    }
    if i < bytes.endIndex, bytes[i] == UInt8(ascii: "-") { i += 1 }
    guard digits() else { return false }
    if i < bytes.endIndex, bytes[i] == UInt8(ascii: ".") {
      i += 1
      guard digits() else { return false }
    }
    if i < bytes.endIndex, bytes[i] | 0x20 == UInt8(ascii: "e") {
      i += 1
      if i < bytes.endIndex, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") {
        i += 1
      }
      guard digits() else { return false }
    }
    return i == bytes.endIndex
  }

  /// Creates the magnitude of the number written as `bytes`, which must be well formed.
  init(_ bytes: ArraySlice<UInt8>) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    let parts = bytes.split { $0 | 0x20 == UInt8(ascii: "e") }
    for b in parts[0] {
      if b == UInt8(ascii: ".") {
        point = digits.count
      } else if b != UInt8(ascii: "-") {
        digits.append(b - UInt8(ascii: "0"))
      }
    }
    if parts.count > 1 {
      // Beyond the range of all types, the exact exponent is of no interest.
      let isNegative = parts[1].first == UInt8(ascii: "-")
      let written = Int(String(decoding: parts[1], as: UTF8.self))
      exponent = min(max(written ?? (isNegative ? .min : .max), -1_000_000), 1_000_000)
    }
    self.init(digits: digits, exponent: (point ?? digits.count) + exponent)
  }

  /// Creates exactly `x`, which must be finite and not negative.
  init(_ x: Double) {
    guard x > 0 else {
      self.init(digits: [], exponent: 0)
      return
    }
    // x = n · 2^e with an odd n.
    let pattern = x.significandBitPattern | (x.isNormal ? 1 << 52 : 0)
    let shift = pattern.trailingZeroBitCount
    let e = Int(x.isNormal ? x.exponentBitPattern : 1) - 1075 + shift
    // Least significant digit first; halving is multiplying by 5 and moving the point.
    var digits = String(pattern >> UInt64(shift)).utf8.reversed().map { $0 - UInt8(ascii: "0") }
    for _ in 0..<abs(e) {
      var carry: UInt8 = 0
      for i in digits.indices {
        let product = digits[i] * (e > 0 ? 2 : 5) + carry
        digits[i] = product % 10
        carry = product / 10
      }
      if carry > 0 { digits.append(carry) }
    }
    self.init(digits: digits.reversed(), exponent: digits.count + min(e, 0))
  }

  /// `true` iff `a` is less than `b`.
  static func < (a: DecimalNumber, b: DecimalNumber) -> Bool {
    if a.digits.isEmpty || b.digits.isEmpty { return a.digits.isEmpty && !b.digits.isEmpty }
    if a.exponent != b.exponent { return a.exponent < b.exponent }
    return a.digits.lexicographicallyPrecedes(b.digits)
  }

  /// This with no more than `count` digits, the others dropped.
  func truncated(to count: Int) -> DecimalNumber {
    DecimalNumber(digits: Array(digits.prefix(count)), exponent: exponent)
  }

  /// This, which has at most `count` digits, with the last of `count` digits increased by one.
  func incremented(_ count: Int) -> DecimalNumber {
    var digits = [0] + self.digits + [UInt8](repeating: 0, count: count - self.digits.count)
    var i = count
    while digits[i] == 9 {
      digits[i] = 0
      i -= 1
    }
    digits[i] += 1
    return DecimalNumber(digits: digits, exponent: exponent + 1)
  }

  /// The number as the standard library writes floats, with an exponent if it is very small or
  /// large.
  var text: String {
    guard !digits.isEmpty else { return "0.0" }
    let characters = digits.map { String($0) }
    if exponent > 16 || exponent < -3 {
      let e = exponent - 1
      let fraction = characters.count > 1 ? "." + characters.dropFirst().joined() : ""
      let magnitude = (abs(e) < 10 ? "0" : "") + String(abs(e))
      return characters[0] + fraction + "e" + (e < 0 ? "-" : "+") + magnitude
    }
    if exponent <= 0 {
      return "0." + String(repeating: "0", count: -exponent) + characters.joined()
    }
    let whole = characters.prefix(exponent).joined()
    let zeros = String(repeating: "0", count: max(exponent - digits.count, 0))
    let fraction = characters.dropFirst(exponent).joined()
    return whole + zeros + "." + (fraction.isEmpty ? "0" : fraction)
  }

}
