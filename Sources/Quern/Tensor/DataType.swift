import Scalars

/// The type of the elements of a tensor; the raw value is its name in the text IR.
public enum DataType: String, CaseIterable, Hashable, Sendable {

  /// Truth values, one byte each.
  case i1
  /// Signed integers.
  case i8, i16, i32, i64
  /// Unsigned integers.
  case u8, u16, u32, u64
  /// IEEE half precision: 5 exponent bits and 10 fraction bits.
  case f16
  /// The upper half of single precision: 8 exponent bits and 7 fraction bits.
  case bf16
  /// IEEE single precision.
  case f32
  /// IEEE double precision.
  case f64

  /// The number of bytes that an element takes.
  public var byteWidth: Int { element.byteWidth }

  /// The type in the IR.
  package var element: ElementType { Self.elements[self] ?? .f32 }

  /// Creates the type of elements that are `element` in the IR.
  package init(_ element: ElementType) {
    self = DataType(rawValue: element.name) ?? .f32
  }

  private static let elements: [DataType: ElementType] = Dictionary(
    uniqueKeysWithValues: ElementType.allCases.map { (DataType($0), $0) })

}

/// A Swift type whose values are elements of tensors.
///
/// The types that conform are those of this library; no others can.
public protocol TensorElement: BitwiseCopyable, Sendable {

  /// The type of elements that values of this type represent.
  static var dataType: DataType { get }

}

extension Int8: TensorElement { public static var dataType: DataType { .i8 } }
extension Int16: TensorElement { public static var dataType: DataType { .i16 } }
extension Int32: TensorElement { public static var dataType: DataType { .i32 } }
extension Int64: TensorElement { public static var dataType: DataType { .i64 } }
extension UInt8: TensorElement { public static var dataType: DataType { .u8 } }
extension UInt16: TensorElement { public static var dataType: DataType { .u16 } }
extension UInt32: TensorElement { public static var dataType: DataType { .u32 } }
extension UInt64: TensorElement { public static var dataType: DataType { .u64 } }
extension Float16: TensorElement { public static var dataType: DataType { .f16 } }
extension Float: TensorElement { public static var dataType: DataType { .f32 } }
extension Double: TensorElement { public static var dataType: DataType { .f64 } }
extension Bool: TensorElement { public static var dataType: DataType { .i1 } }
extension BrainFloat: TensorElement { public static var dataType: DataType { .bf16 } }

/// A floating-point number of 8 exponent bits and 7 fraction bits, `bf16`.
public struct BrainFloat: BitwiseCopyable, Hashable, Sendable {

  /// The representation: the upper half of that of a `Float`.
  public let bitPattern: UInt16

  /// Creates a number from its representation.
  public init(bitPattern: UInt16) { self.bitPattern = bitPattern }

  /// Creates the number nearest to `x`, the one with an even fraction if there are two.
  public init(_ x: Float) { bitPattern = BFloat16(x).bitPattern }

  /// The same number in single precision.
  public var floatValue: Float { BFloat16(bitPattern: bitPattern).floatValue }

}
