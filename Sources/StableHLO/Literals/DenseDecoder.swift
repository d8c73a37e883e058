import GraphIR
import Scalars

/// Reads what stands between the angle brackets of `dense<…>` straight into the bytes of a literal.
struct DenseDecoder {

  /// The text.
  let text: [UInt8]

  /// The type of the constant, or of its parts.
  let type: TensorType

  /// The number of parts of an element: 2 for complex ones, else 1.
  let partCount: Int

  /// The format in which elements are written whose values are numbers in single precision, `nil` if
  /// it is that of the type.
  let format: SmallFloat?

  /// The sizes of the type.
  private let sizes: [Int]

  /// The offset of the byte that is read next.
  private var position: Int

  /// The offset at which the elements end.
  private let end: Int

  private init(
    _ text: [UInt8], _ range: Range<Int>, type: TensorType, partCount: Int,
    format: SmallFloat?, sizes: [Int]
  ) {
    self.text = text
    self.type = type
    self.partCount = partCount
    self.format = format
    self.sizes = sizes
    self.position = range.lowerBound
    self.end = range.upperBound
  }

  /// Returns the elements that `range` of `text` has, those of each part as a tensor.
  ///
  /// Complexity: linear in the size of the text.
  ///
  /// - Parameters:
  ///   - type: the type, or that of the parts, whose sizes are all known and can be counted.
  ///   - partCount: 2 for complex numbers, else 1.
  ///   - format: the format in which elements are written, `nil` if it is that of the type.
  static func decode(
    _ text: [UInt8], _ range: Range<Int>, as type: TensorType, partCount: Int = 1,
    format: SmallFloat? = nil
  ) throws(DenseFault) -> [Literal] {
    guard let sizes = type.sizes, type.byteCount != nil else {
      throw DenseFault("a constant of type \(type) is too large", at: range.lowerBound)
    }
    var decoder = DenseDecoder(
      text, range, type: type, partCount: partCount, format: format, sizes: sizes)
    return try decoder.decode()
  }

  private mutating func decode() throws(DenseFault) -> [Literal] {
    skipSpace()
    let start = position
    var parts: [Literal]?
    if position == end {
      guard type.elementCount == 0 else {
        throw DenseFault("a constant of type \(type) has elements", at: max(end - 1, 0))
      }
      parts = self.parts(of: [])
    } else if text[position] == UInt8(ascii: "\"") {
      parts = try decodeString()
    } else if text[position] == UInt8(ascii: "[") {
      parts = self.parts(of: try decodeList())
    } else {
      parts = splat(try decodeElement())
    }
    skipSpace()
    guard position == end else {
      throw DenseFault("expected the end of the elements", at: position)
    }
    guard let parts else {
      throw DenseFault("these are no elements of type \(type)", at: start, to: end)
    }
    return parts
  }

  // MARK: Strings

  /// Decodes `"0x…"`: the bytes of all elements, or of one for all.
  private mutating func decodeString() throws(DenseFault) -> [Literal]? {
    let start = position
    position += 1
    let first = position
    while position < end, text[position] != UInt8(ascii: "\"") { position += 1 }
    guard position < end else { throw DenseFault("the string has no end", at: start, to: end) }
    let last = position
    position += 1
    guard last - first >= 2, text[first] == UInt8(ascii: "0"),
      text[first + 1] | 0x20 == UInt8(ascii: "x")
    else {
      if String(decoding: text[first..<last], as: UTF8.self) == "__elided__" {
        throw DenseFault(
          "the elements were left out when this text was written", at: start, to: position)
      }
      throw DenseFault(
        "expected '0x' and hexadecimal digits", at: start, to: min(start + 3, position))
    }
    let digits = (first + 2)..<last
    guard digits.count.isMultiple(of: 2) else {
      throw DenseFault("the number of digits is odd", at: last - 1)
    }
    let bytes: [UInt8]
    switch HexDigits.decode(text, digits) {
    case .success(let decoded): bytes = decoded
    case .failure(let fault): throw DenseFault("this is no hexadecimal digit", at: fault.offset)
    }
    guard let parts = literals(of: bytes) else {
      let size = type.byteCount?.multipliedReportingOverflow(by: partCount).partialValue ?? 0
      throw DenseFault(
        "a constant of \(partCount == 1 ? "" : "parts of ")type \(type) takes \(size) bytes, "
          + "but there are \(bytes.count)", at: start, to: position)
    }
    return parts
  }

  /// The parts that `bytes` represent, `nil` if there are too many or too few.
  private func literals(of bytes: [UInt8]) -> [Literal]? {
    let count = type.elementCount ?? 0
    if let format {
      let values = bytes.map { UInt64(format.value($0).bitPattern) }
      if values.count == 1 { return splat(values) }
      return parts(
        of: values.flatMap { (x) in (0..<4).map { UInt8(truncatingIfNeeded: x >> (8 * $0)) } })
    }
    if type.element == .i1 { return truthValues(bytes, count: count).map { [$0] } }
    if let parts = parts(of: bytes) { return parts }
    let width = type.element.byteWidth
    guard bytes.count == width * partCount else { return nil }
    return splat(
      (0..<partCount).map { (part) in
        (0..<width).reduce(0) { $0 | UInt64(bytes[part * width + $1]) << UInt64(8 * $1) }
      })
  }

  /// Truth values are bytes in new text and bits, the lowest first, in old text.
  private func truthValues(_ bytes: [UInt8], count: Int) -> Literal? {
    if bytes.count == count { return Literal(type, bytes: bytes.map { $0 & 1 }) }
    if bytes.count == 1, bytes[0] == 0 || bytes[0] == 1 || bytes[0] == 0xff {
      return Literal(splat: Scalar(.i1, bits: UInt64(bytes[0] & 1)), sizes: sizes)
    }
    guard bytes.count == (count + 7) / 8 else { return nil }
    return Literal(type, bytes: (0..<count).map { bytes[$0 / 8] >> UInt8($0 % 8) & 1 })
  }

  // MARK: Parts

  /// Tensors all of whose elements have the parts `bits`, `nil` if they are too large.
  private func splat(_ bits: [UInt64]) -> [Literal]? {
    let parts = bits.compactMap { Literal(splat: Scalar(type.element, bits: $0), sizes: sizes) }
    return parts.count == bits.count ? parts : nil
  }

  /// The parts of elements that `bytes` represent one after another, `nil` if there are too many or
  /// too few.
  private func parts(of bytes: [UInt8]) -> [Literal]? {
    Literal.parts(type, count: partCount, bytes: bytes)
  }

  // MARK: Lists

  /// Decodes nested lists, whose depths and lengths are those of the type.
  private mutating func decodeList() throws(DenseFault) -> [UInt8] {
    var bytes: [UInt8] = []
    // The text has at least two bytes for each element, whatever the type says.
    bytes.reserveCapacity(min(type.byteCount ?? 0, (end - position) * 4))
    let width = type.element.byteWidth
    // The number of elements so far in each open list.
    var counts: [Int] = []
    repeat {
      skipSpace()
      guard position < end else { throw DenseFault("the list has no end", at: max(end - 1, 0)) }
      if text[position] == UInt8(ascii: "[") {
        guard counts.count < sizes.count else {
          throw DenseFault("the lists are nested deeper than \(type) has axes", at: position)
        }
        counts.append(0)
        position += 1
        skipSpace()
        guard position < end, text[position] == UInt8(ascii: "]") else { continue }
      } else {
        guard counts.count == sizes.count else {
          throw DenseFault("the lists are nested less deep than \(type) has axes", at: position)
        }
        for bits in try decodeElement() {
          for k in 0..<width { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * k))) }
        }
        counts[counts.count - 1] += 1
      }
      try closeLists(&counts)
    } while !counts.isEmpty
    return bytes
  }

  /// After an element: takes the comma, or closes all lists that end here.
  private mutating func closeLists(_ counts: inout [Int]) throws(DenseFault) {
    while let count = counts.last {
      skipSpace()
      guard position < end else { throw DenseFault("the list has no end", at: max(end - 1, 0)) }
      if text[position] == UInt8(ascii: ","), count > 0 {
        position += 1
        return
      }
      guard text[position] == UInt8(ascii: "]") else {
        throw DenseFault("expected ',' or ']'", at: position)
      }
      guard count == sizes[counts.count - 1] else {
        throw DenseFault(
          "the list has \(count) elements, but axis \(counts.count - 1) of \(type) has size "
            + "\(sizes[counts.count - 1])", at: position)
      }
      position += 1
      counts.removeLast()
      if !counts.isEmpty { counts[counts.count - 1] += 1 }
    }
  }

  private mutating func skipSpace() {
    while position < end {
      switch text[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "/"):
        while position < end, text[position] != UInt8(ascii: "\n") { position += 1 }
      default: return
      }
    }
  }

  // MARK: Elements

  /// Decodes one element and returns the representations of its parts: `(1.0, 2.0)` if it has two.
  private mutating func decodeElement() throws(DenseFault) -> [UInt64] {
    if partCount == 1 { return [try decodeNumber()] }
    var parts: [UInt64] = []
    try take("(")
    for part in 0..<partCount {
      if part > 0 { try take(",") }
      skipSpace()
      parts.append(try decodeNumber())
    }
    try take(")")
    return parts
  }

  /// Skips space and `character`, which must be there.
  private mutating func take(_ character: Character) throws(DenseFault) {
    skipSpace()
    guard position < end, text[position] == character.asciiValue else {
      throw DenseFault("expected '\(character)'", at: min(position, max(end - 1, 0)))
    }
    position += 1
  }

  /// Decodes one number and returns its representation.
  private mutating func decodeNumber() throws(DenseFault) -> UInt64 {
    let start = position
    while position < end, Self.isPart(text[position]) { position += 1 }
    let range = start..<position
    guard !range.isEmpty else { throw DenseFault("expected an element", at: start) }
    let number = NumberText(text, range)
    let bits: UInt64? =
      switch type.element.kind {
      case .boolean: number.truthValue
      case .float: format.map(number.floatBits) ?? number.floatBits(type.element)
      case .signedInteger, .unsignedInteger: number.integerBits(type.element)
      }
    guard let bits else {
      throw DenseFault("this is no element of type \(type.element)", at: start, to: position)
    }
    return bits
  }

  /// `true` iff `b` may be part of a number or a word.
  private static func isPart(_ b: UInt8) -> Bool {
    MLIRLexer.isDigit(b) || MLIRLexer.isLetter(b) || b == UInt8(ascii: ".")
      || b == UInt8(ascii: "-")
      || b == UInt8(ascii: "+")
  }

}
