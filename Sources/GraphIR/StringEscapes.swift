/// How strings and unusual names are written between quotation marks: `\"`, `\\`, `\n`, `\r`, `\t`
/// and `\u{…}` with hexadecimal digits stand for characters that cannot be written themselves.
enum StringEscapes {

  /// Returns the string written as `bytes`, or `nil` if they are no UTF-8 or an escape is wrong.
  static func decode(_ bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.contains(UInt8(ascii: "\\")) else {
      return String(validating: bytes, as: UTF8.self)
    }
    var result: [UInt8] = []
    var i = bytes.startIndex
    while i < bytes.endIndex {
      guard bytes[i] == UInt8(ascii: "\\") else {
        result.append(bytes[i])
        i += 1
        continue
      }
      guard i + 1 < bytes.endIndex else { return nil }
      switch bytes[i + 1] {
      case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "r"): result.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "\""): result.append(UInt8(ascii: "\""))
      case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "u"):
        guard let close = bytes[i...].prefix(11).firstIndex(of: UInt8(ascii: "}")), close > i + 3,
          bytes[i + 2] == UInt8(ascii: "{"),
          let n = UInt32(String(decoding: bytes[(i + 3)..<close], as: UTF8.self), radix: 16),
          let scalar = Unicode.Scalar(n)
        else { return nil }
        result += Array(String(scalar).utf8)
        i = close - 1
      default: return nil
      }
      i += 2
    }
    return String(validating: result, as: UTF8.self)
  }

  /// Returns `string` between quotation marks.
  static func encode(_ string: String) -> String {
    var result = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7f {
          result += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// Returns `name` as it is written after `%` or `@`.
  static func encodeName(_ name: String) -> String {
    let isPlain =
      !name.isEmpty
      && name.utf8.allSatisfy { (b) in
        switch b {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "."),
          UInt8(ascii: "$"):
          true
        default: false
        }
      }
    return isPlain ? name : encode(name)
  }

}
