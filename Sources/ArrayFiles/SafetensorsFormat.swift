import Foundation
import Runtime
import Scalars

/// The format of `.safetensors` files: the length of a header, the header as JSON, and the bytes of
/// all tensors.
enum SafetensorsFormat {

  /// What the header says of one tensor.
  private struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  /// An entry of the header: a tensor, or metadata of any form.
  private enum Item: Decodable {

    case tensor(Entry)
    case other

    init(from decoder: any Decoder) throws {
      self = (try? Entry(from: decoder)).map(Item.tensor) ?? .other
    }

  }

  /// The longest header that is read, as the format has it.
  private static let longestHeader = 100_000_000

  /// Reads the tensors of `file` in the order of their data.
  static func read(_ file: MappedFile) throws(FormatError) -> [(
    name: String, contents: ArrayContents
  )] {
    let unknown = FormatError("it is no .npy, .npz or .safetensors file")
    guard file.bytes.count > 8 else { throw unknown }
    let length = file.prefix(8).littleEndianValue
    guard length <= UInt64(min(longestHeader, file.bytes.count - 8)) else { throw unknown }
    let header = file.slice(8, Int(length))
    guard header.first == UInt8(ascii: "{"),
      let items = try? JSONDecoder().decode([String: Item].self, from: Data(header))
    else { throw unknown }
    let start = 8 + Int(length)
    var result: [(offset: Int, name: String, contents: ArrayContents)] = []
    for (name, item) in items.sorted(by: { $0.key < $1.key }) where name != "__metadata__" {
      guard case .tensor(let entry) = item else {
        throw FormatError("the tensor '\(name)' is not described correctly")
      }
      let contents = try tensor(name, entry, in: file, from: start)
      result.append((entry.data_offsets[0], name, contents))
    }
    return result.sorted { ($0.offset, $0.name) < ($1.offset, $1.name) }
      .map { ($0.name, $0.contents) }
  }

  private static func tensor(
    _ name: String, _ entry: Entry, in file: MappedFile, from start: Int
  ) throws(FormatError) -> ArrayContents {
    guard let element = elements[entry.dtype] else {
      throw FormatError("the tensor '\(name)' has elements of type '\(entry.dtype)'")
    }
    guard entry.data_offsets.count == 2, entry.data_offsets[0] >= 0,
      entry.data_offsets[0] <= entry.data_offsets[1],
      entry.data_offsets[1] <= file.bytes.count - start,
      let storage = TensorStorage(
        file, range: (start + entry.data_offsets[0])..<(start + entry.data_offsets[1])),
      let contents = ArrayContents(element, sizes: entry.shape, storage: storage)
    else { throw FormatError("the data of the tensor '\(name)' does not fit its shape") }
    return contents
  }

  private static let elements: [String: ElementType] = [
    "BOOL": .i1, "I8": .i8, "I16": .i16, "I32": .i32, "I64": .i64, "U8": .u8, "U16": .u16,
    "U32": .u32, "U64": .u64, "F16": .f16, "BF16": .bf16, "F32": .f32, "F64": .f64,
  ]

}
