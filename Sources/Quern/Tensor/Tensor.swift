import ArrayFiles
import Diagnostics
import GraphIR
import Runtime
import Scalars

/// A tensor: elements of one type in row-major order.
///
/// A tensor never changes, and copies share its elements.
public struct Tensor: Sendable {

  /// The type of the elements.
  public let dataType: DataType

  /// The sizes, outermost first; empty for a scalar.
  public let shape: [Int]

  /// The elements.
  package let storage: TensorStorage

  /// The number of elements.
  public var count: Int { storage.byteCount / dataType.byteWidth }

  /// Creates a tensor of `storage`, which must have as many bytes as the shape needs.
  package init(_ dataType: DataType, shape: [Int], storage: TensorStorage) throws(ModelError) {
    guard let n = ArrayContents.byteCount(dataType.element, sizes: shape) else {
      throw ModelError("a tensor of shape \(shape) is too large")
    }
    guard n == storage.byteCount else {
      throw ModelError(
        "a tensor of \(dataType.rawValue) of shape \(shape) has \(n / dataType.byteWidth) "
          + "elements, but \(storage.byteCount / dataType.byteWidth) are given")
    }
    guard dataType != .i1 || storage.withBytes({ $0.allSatisfy { $0 <= 1 } }) else {
      throw ModelError("a tensor of i1 has elements other than 0 and 1")
    }
    self.dataType = dataType
    self.shape = shape
    self.storage = storage
  }

  // MARK: Swift values

  /// Creates a tensor of `shape` with a copy of `elements` in row-major order.
  ///
  /// - Throws: `ModelError` if their number is not that of the shape.
  public init<T: TensorElement>(_ elements: [T], shape: [Int]) throws(ModelError) {
    guard let storage = TensorStorage(elements: elements) else {
      throw ModelError("there is not enough memory")
    }
    try self.init(T.dataType, shape: shape, storage: storage)
  }

  /// Creates a tensor of one axis with a copy of `elements`.
  ///
  /// - Throws: `ModelError` if there is not enough memory.
  public init<T: TensorElement>(_ elements: [T]) throws(ModelError) {
    try self.init(elements, shape: [elements.count])
  }

  /// Creates a scalar.
  ///
  /// - Throws: `ModelError` if there is not enough memory.
  public init<T: TensorElement>(_ element: T) throws(ModelError) {
    try self.init([element], shape: [])
  }

  /// The elements in row-major order.
  ///
  /// - Throws: `ModelError` if they are not of type `T`.
  public func elements<T: TensorElement>(as type: T.Type = T.self) throws(ModelError) -> [T] {
    guard T.dataType == dataType else {
      throw ModelError("a tensor of \(dataType.rawValue) is read as \(T.dataType.rawValue)")
    }
    return storage.elements(as: T.self)
  }

  // MARK: Memory of the caller

  /// Creates a tensor that views `bytes`, which are not copied if their first is at a multiple of
  /// the size of an element.
  ///
  /// - Parameters:
  ///   - bytes: the elements in row-major order; of `i1`, one byte each that is 0 or 1. Nothing may
  ///     write to them until `deallocator` is called.
  ///   - deallocator: called once, on any thread, when no tensor needs the bytes any more; also
  ///     when they were copied or an error is thrown.
  /// - Throws: `ModelError` if their number is not that of the shape.
  public init(
    viewing bytes: UnsafeRawBufferPointer, as dataType: DataType, shape: [Int],
    deallocator: @escaping @Sendable () -> Void
  ) throws(ModelError) {
    let lent = TensorStorage(lending: bytes, deallocator: deallocator)
    guard let storage = lent.aligned(to: dataType.byteWidth) else {
      throw ModelError("there is not enough memory")
    }
    try self.init(dataType, shape: shape, storage: storage)
  }

  /// Returns what `body` returns for the bytes of the elements, which it must not keep.
  public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try storage.withBytes(body)
  }

  // MARK: Files

  /// Creates a tensor of the only array in the `.npy`, `.npz` or `.safetensors` file at `path`,
  /// which is mapped and must not change while a tensor views it.
  ///
  /// - Throws: `ModelError` if the file cannot be read or has another number of arrays.
  public init(contentsOf path: String) throws(ModelError) {
    let contents = try ModelError.translating { try ArrayFile.read(path) }
    try self.init(DataType(contents.element), shape: contents.sizes, storage: contents.storage)
  }

  /// Creates a tensor of the array called `key` in the `.npz` or `.safetensors` file at `path`.
  ///
  /// - Throws: `ModelError` if the file cannot be read or has no such array.
  public init(contentsOf path: String, key: String) throws(ModelError) {
    let contents = try ModelError.translating { try ArrayFile.read(path, key: key) }
    try self.init(DataType(contents.element), shape: contents.sizes, storage: contents.storage)
  }

  /// Writes this as an `.npy` file to `path`, under another name first, so that no half file is
  /// left if that fails.
  ///
  /// - Throws: `ModelError` if the file cannot be written.
  public func write(to path: String) throws(ModelError) {
    let header = NumPyFormat.header(dataType.element, sizes: shape)
    try OutputFile.write([.bytes(header), .storage(storage)], to: path)
  }

}

extension Tensor {

  /// The type in the IR.
  package var type: TensorType { TensorType(dataType.element, sizes: shape) }

  /// Creates a tensor with the elements of `literal`.
  package init(_ literal: Literal) throws(ModelError) {
    guard let storage = TensorStorage(copying: literal.dense.bytes) else {
      throw ModelError("there is not enough memory")
    }
    try self.init(
      DataType(literal.type.element), shape: literal.type.sizes ?? [], storage: storage)
  }

  /// The elements as a literal.
  package var literal: Literal {
    get throws {
      guard let literal = Literal(type, bytes: storage.array) else {
        throw Defect("the library", "a tensor of type \(type) has \(storage.byteCount) bytes")
      }
      return literal
    }
  }

}

extension Tensor: CustomStringConvertible {

  /// The type, and the first elements.
  public var description: String { "\(type) \(literalText(limit: 16))" }

  /// The elements as the text IR writes them, nested in brackets, at most `limit` of them; of NaNs,
  /// sign and payload are not shown.
  package func literalText(limit: Int) -> String {
    let width = dataType.byteWidth
    let shown = min(count, limit)
    let bytes = storage.withBytes { [UInt8]($0.prefix(shown * width)) }
    var texts: [String] = []
    for i in 0..<shown {
      var bits: UInt64 = 0
      for k in 0..<width { bits |= UInt64(bytes[i * width + k]) << UInt64(8 * k) }
      let element = Scalar(dataType.element, bits: bits)
      texts.append(element.doubleValue.isNaN ? "nan" : element.text)
    }
    if shape.isEmpty { return texts.first ?? "" }
    return nested(texts[...], shape[...], isCut: shown < count)
  }

  private func nested(
    _ texts: ArraySlice<String>, _ sizes: ArraySlice<Int>, isCut: Bool
  ) -> String {
    guard let n = sizes.first else { return texts.first ?? "" }
    let rest = sizes.dropFirst()
    if rest.isEmpty {
      return "[" + (texts + (isCut && texts.count < n ? ["…"] : [])).joined(separator: ", ") + "]"
    }
    let stride = max(1, rest.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue })
    var parts: [String] = []
    var start = texts.startIndex
    while start < texts.endIndex {
      let end = texts.index(start, offsetBy: stride, limitedBy: texts.endIndex) ?? texts.endIndex
      parts.append(nested(texts[start..<end], rest, isCut: isCut))
      start = end
    }
    if isCut, parts.count < n { parts.append("…") }
    return "[" + parts.joined(separator: ", ") + "]"
  }

}
