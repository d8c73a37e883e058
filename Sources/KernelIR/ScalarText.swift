import Scalars

/// The spelling of numbers in the kernel text.
///
/// Truth values are `true` and `false`; floats are the shortest text that reads back as the same
/// number; NaNs other than the default one are written as their bits: `0x7fc00001`.
enum ScalarText {

  /// Returns the text of `s`.
  static func text(of s: Scalar) -> String {
    switch s.type {
    case .i1: return s.bits == 0 ? "false" : "true"
    case .i8, .i16, .i32, .i64: return String(s.intValue)
    case .u8, .u16, .u32, .u64: return String(s.bits)
    case .f16, .bf16, .f32, .f64: break
    }
    if s.doubleValue.isNaN {
      return s == Scalar(s.type, Double.nan) ? "nan" : "0x" + String(s.bits, radix: 16)
    }
    switch s.type {
    case .f16: return Float16(bitPattern: UInt16(truncatingIfNeeded: s.bits)).description
    case .f64: return s.doubleValue.description
    default: return Float(s.doubleValue).description
    }
  }

  /// Returns the number of type `type` that `text`, which may begin with a minus, spells, or `nil`
  /// if there is none.
  static func scalar(_ type: ElementType, text: String) -> Scalar? {
    if text.hasPrefix("0x") {
      guard let bits = UInt64(text.dropFirst(2), radix: 16),
        bits.leadingZeroBitCount >= 64 - type.byteWidth * 8, type != .i1
      else { return nil }
      return Scalar(type, bits: bits)
    }
    switch type {
    case .i1:
      return text == "true" || text == "false" ? Scalar(.i1, bits: text == "true" ? 1 : 0) : nil
    case .i8, .i16, .i32, .i64:
      return Int64(text).flatMap { (n) in
        let s = Scalar(type, integer: n)
        return s.intValue == n ? s : nil
      }
    case .u8, .u16, .u32, .u64:
      return UInt64(text).flatMap { (n) in
        let s = Scalar(type, bits: n)
        return s.bits == n ? s : nil
      }
    case .f16:
      return Float16(text).map { $0.isNaN ? Scalar(.f16, Double.nan) : Scalar($0) }
    case .f64:
      return Double(text).map { $0.isNaN ? Scalar(.f64, Double.nan) : Scalar($0) }
    case .bf16, .f32:
      // A narrow float is written as the number of single precision that it is.
      return Float(text).map { Scalar(type, Double($0)) }
    }
  }

}
