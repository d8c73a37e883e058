import Diagnostics
import Runtime
import Scalars

/// A tensor as files hold it: elements in row-major order with their type and sizes.
package struct ArrayContents: Sendable {

  /// The type of an element.
  package let element: ElementType

  /// The sizes, outermost first.
  package let sizes: [Int]

  /// The elements, as many as the sizes say.
  package let storage: TensorStorage

  /// Creates contents, or returns `nil` if `storage` has not the bytes that type and sizes need.
  package init?(_ element: ElementType, sizes: [Int], storage: TensorStorage) {
    guard Self.byteCount(element, sizes: sizes) == storage.byteCount else { return nil }
    self.element = element
    self.sizes = sizes
    self.storage = storage
  }

  /// The number of bytes of a tensor, or `nil` if a size is negative or the number overflows.
  package static func byteCount(_ element: ElementType, sizes: [Int]) -> Int? {
    guard sizes.allSatisfy({ $0 >= 0 }) else { return nil }
    if sizes.contains(0) { return 0 }
    var n = element.byteWidth
    for s in sizes {
      let (product, overflow) = n.multipliedReportingOverflow(by: s)
      if overflow { return nil }
      n = product
    }
    return n
  }

}

/// Files of arrays: `.npy`, `.npz` and `.safetensors`, told apart by their content.
package enum ArrayFile {

  /// Reads the only array of the file at `path`.
  ///
  /// - Throws: `DiagnosticError` if the file cannot be read, is none of these formats, or holds not
  ///   exactly one array.
  package static func read(_ path: String) throws -> ArrayContents {
    let arrays = try readAll(path)
    guard arrays.count == 1 else {
      let names = arrays.map { $0.name }.prefix(5).joined(separator: ", ")
      throw DiagnosticError(
        "'\(path)' holds \(arrays.count) arrays instead of one\(arrays.isEmpty ? "" : ": \(names)")"
      )
    }
    return arrays[0].contents
  }

  /// Reads the array called `key` of the file at `path`.
  ///
  /// - Throws: `DiagnosticError` if there is none.
  package static func read(_ path: String, key: String) throws -> ArrayContents {
    let arrays = try readAll(path)
    guard let found = arrays.first(where: { $0.name == key }) else {
      let hint = Suggestion.hint(for: key, among: arrays.map(\.name))
      throw DiagnosticError("'\(path)' has no array '\(key)'\(hint)")
    }
    return found.contents
  }

  /// Reads all arrays of the file at `path` with their names, in the order of the file; that of an
  /// `.npy` file has an empty name.
  package static func readAll(
    _ path: String
  ) throws -> [(name: String, contents: ArrayContents)] {
    let file: MappedFile
    do throws(MappedFile.Failure) {
      file = try MappedFile(path: path)
    } catch {
      throw DiagnosticError("cannot read '\(path)': \(error.reason)")
    }
    do throws(FormatError) {
      let start = file.prefix(8)
      if start.starts(with: NumPyFormat.magic) {
        return [("", try NumPyFormat.read(file, range: 0..<file.bytes.count))]
      }
      if start.starts(with: ZipDirectory.magic) || start.starts(with: ZipDirectory.emptyMagic) {
        return try ZipDirectory.read(file)
      }
      return try SafetensorsFormat.read(file)
    } catch {
      throw DiagnosticError("cannot read '\(path)': \(error.message)")
    }
  }

}

/// What is wrong with the content of a file.
struct FormatError: Error {

  /// One sentence in lower case.
  let message: String

  init(_ message: String) { self.message = message }

}

extension MappedFile {

  /// The first bytes, at most `count`.
  func prefix(_ count: Int) -> [UInt8] { slice(0, count) }

  /// At most `count` bytes from `start`, which must not be negative.
  func slice(_ start: Int, _ count: Int) -> [UInt8] {
    guard start < bytes.count, count > 0 else { return [] }
    return [UInt8](bytes[start..<(start + min(count, bytes.count - start))])
  }

}

extension Sequence<UInt8> {

  /// The number of which these are the bytes, the lowest first.
  var littleEndianValue: UInt64 {
    var result: UInt64 = 0
    for (i, b) in enumerated() where i < 8 { result |= UInt64(b) << UInt64(8 * i) }
    return result
  }

}
