import Runtime
import Scalars

/// The format of `.npy` files, versions 1 to 3.
///
/// See "NEP 1 — A simple file format for NumPy arrays". Elements of `bf16` are written as raw
/// elements of two bytes, `<V2`, as NumPy does for types that it does not know.
package enum NumPyFormat {

  /// The first bytes of a file.
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The longest header that is read.
  private static let longestHeader = 1 << 20

  // MARK: Reading

  /// Reads the array at the bytes of `file` in `range`.
  static func read(_ file: MappedFile, range: Range<Int>) throws(FormatError) -> ArrayContents {
    let start = file.slice(range.lowerBound, 12)
    guard start.count >= 10, start.starts(with: magic) else {
      throw FormatError("it is no .npy file")
    }
    let version = start[6]
    guard (1...3).contains(version), version == 1 || start.count == 12 else {
      throw FormatError("version \(version) of the .npy format is not known")
    }
    let lengthBytes = version == 1 ? 2 : 4
    let headerStart = range.lowerBound + 8 + lengthBytes
    let length = Int(start[8..<(8 + lengthBytes)].littleEndianValue)
    guard length <= longestHeader, headerStart + length <= range.upperBound else {
      throw FormatError("the header is cut off")
    }
    let header = try NumPyHeader(String(decoding: file.slice(headerStart, length), as: UTF8.self))
    guard let byteCount = ArrayContents.byteCount(header.element, sizes: header.sizes) else {
      throw FormatError("the shape \(header.sizes) is too large")
    }
    let data = headerStart + length
    guard byteCount <= range.upperBound - data else {
      throw FormatError(
        "the shape \(header.sizes) needs \(byteCount) bytes, but there are \(range.upperBound - data)"
      )
    }
    guard var storage = TensorStorage(file, range: data..<(data + byteCount)) else {
      throw FormatError("the data is cut off")
    }
    if header.isBigEndian || (header.isColumnMajor && header.sizes.count > 1) {
      guard let copy = TensorStorage(copying: header.rearranged(storage.array)) else {
        throw FormatError("there is not enough memory")
      }
      storage = copy
    }
    guard let contents = ArrayContents(header.element, sizes: header.sizes, storage: storage) else {
      throw FormatError("the data is cut off")
    }
    return contents
  }

  // MARK: Writing

  /// Returns the bytes of a file before the elements of an array.
  package static func header(_ element: ElementType, sizes: [Int]) -> [UInt8] {
    let shape = sizes.map { "\($0)," }.joined(separator: " ")
    let trimmed = sizes.count > 1 ? String(shape.dropLast()) : shape
    let type = NumPyHeader.name(of: element)
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(trimmed)), }"
    // The elements begin at a multiple of 64 bytes; the text ends with a newline.
    let unpadded = 10 + text.utf8.count + 1
    text += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    let n = text.utf8.count
    if n <= 0xffff {
      return magic + [1, 0, UInt8(n & 0xff), UInt8(n >> 8)] + Array(text.utf8)
    }
    let length = (0..<4).map { UInt8(truncatingIfNeeded: n >> (8 * $0)) }
    return magic + [2, 0] + length + Array(text.utf8)
  }

}

/// The header of an `.npy` file: a Python dictionary of three entries.
private struct NumPyHeader {

  let element: ElementType
  let isBigEndian: Bool
  let isColumnMajor: Bool
  let sizes: [Int]

  /// Parses `text`.
  init(_ text: String) throws(FormatError) {
    var scanner = Scanner(text)
    var type: String?
    var isColumnMajor: Bool?
    var sizes: [Int]?
    try scanner.expect("{")
    while !scanner.take("}") {
      let key = try scanner.string()
      try scanner.expect(":")
      switch key {
      case "descr": type = try scanner.string()
      case "fortran_order":
        let word = scanner.word()
        guard word == "True" || word == "False" else { throw Scanner.fault }
        isColumnMajor = word == "True"
      case "shape": sizes = try scanner.tuple()
      default: throw FormatError("the header has the unknown entry '\(key)'")
      }
      if !scanner.take(",") {
        try scanner.expect("}")
        break
      }
    }
    guard let type, let isColumnMajor, let sizes else {
      throw FormatError("the header lacks an entry")
    }
    let code = type.first.map { "<>|=".contains($0) } == true ? String(type.dropFirst()) : type
    if let part = Self.complexParts.first(where: { $0.code == code })?.element {
      // Complex numbers are their real and imaginary parts on a last axis.
      guard !isColumnMajor else {
        throw FormatError("complex elements in column-major order are not supported")
      }
      self.element = part
      self.isBigEndian = type.first == ">"
      self.isColumnMajor = false
      self.sizes = sizes + [2]
      return
    }
    guard let element = Self.elements.first(where: { $0.code == code })?.element else {
      // A model takes complex numbers as two tensors.
      let hint =
        code.first == "c" ? "; give the real and the imaginary parts as arrays of their own" : ""
      throw FormatError("elements of type '\(type)' are not supported\(hint)")
    }
    self.element = element
    self.isBigEndian = type.first == ">" && element.byteWidth > 1
    self.isColumnMajor = isColumnMajor
    self.sizes = sizes
  }

  /// NumPy's code of each element type, the one that is written first.
  private static let elements: [(code: String, element: ElementType)] = [
    ("b1", .i1), ("i1", .i8), ("i2", .i16), ("i4", .i32), ("i8", .i64), ("u1", .u8), ("u2", .u16),
    ("u4", .u32), ("u8", .u64), ("f2", .f16), ("V2", .bf16), ("bfloat16", .bf16), ("f4", .f32),
    ("f8", .f64),
  ]

  /// NumPy's code of each type of complex numbers, with the type of their parts.
  private static let complexParts: [(code: String, element: ElementType)] = [
    ("c8", .f32), ("c16", .f64),
  ]

  /// NumPy's name of `element`, with the order of its bytes.
  static func name(of element: ElementType) -> String {
    let code = elements.first { $0.element == element }?.code ?? ""
    return (element.byteWidth == 1 ? "|" : "<") + code
  }

  /// Returns `bytes`, those of all elements in the file's order, in row-major and little-endian
  /// order.
  func rearranged(_ bytes: [UInt8]) -> [UInt8] {
    let width = element.byteWidth
    let count = bytes.count / width
    var result = [UInt8](repeating: 0, count: bytes.count)
    var strides = [Int](repeating: 1, count: sizes.count)
    if isColumnMajor {
      for d in sizes.indices.dropFirst() { strides[d] = strides[d - 1] * sizes[d - 1] }
    } else {
      for d in sizes.indices.dropLast().reversed() { strides[d] = strides[d + 1] * sizes[d + 1] }
    }
    var index = [Int](repeating: 0, count: sizes.count)
    var source = 0
    for i in 0..<count {
      for k in 0..<width {
        result[i * width + k] = bytes[source * width + (isBigEndian ? width - 1 - k : k)]
      }
      for d in sizes.indices.reversed() {
        index[d] += 1
        source += strides[d]
        if index[d] < sizes[d] { break }
        source -= strides[d] * sizes[d]
        index[d] = 0
      }
    }
    return result
  }

  /// Reads the little of Python's syntax that occurs in headers.
  private struct Scanner {

    static let fault = FormatError("the header is not one of an .npy file")

    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    private mutating func skipSpace() { rest = rest.drop { $0 == " " || $0 == "\n" } }

    mutating func take(_ c: Character) -> Bool {
      skipSpace()
      guard rest.first == c else { return false }
      rest.removeFirst()
      return true
    }

    mutating func expect(_ c: Character) throws(FormatError) {
      if !take(c) { throw Self.fault }
    }

    mutating func word() -> String {
      skipSpace()
      let w = rest.prefix { $0.isLetter || $0.isNumber }
      rest = rest.dropFirst(w.count)
      return String(w)
    }

    mutating func string() throws(FormatError) -> String {
      skipSpace()
      guard let quote = rest.first, quote == "'" || quote == "\"" else { throw Self.fault }
      rest.removeFirst()
      let s = rest.prefix { $0 != quote }
      rest = rest.dropFirst(s.count)
      try expect(quote)
      return String(s)
    }

    mutating func tuple() throws(FormatError) -> [Int] {
      try expect("(")
      var result: [Int] = []
      while !take(")") {
        guard let n = Int(word()), n >= 0, result.count < 64 else { throw Self.fault }
        result.append(n)
        if !take(",") {
          try expect(")")
          break
        }
      }
      return result
    }

  }

}
