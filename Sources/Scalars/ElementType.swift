/// The type of one element of a tensor.
package enum ElementType: UInt8, CaseIterable, Hashable, Sendable {

  case i1, i8, i16, i32, i64, u8, u16, u32, u64, f16, bf16, f32, f64

  /// The way a type represents numbers.
  package enum Kind: Sendable {

    case boolean, signedInteger, unsignedInteger, float

  }

  /// The spelling in the text IR.
  package var name: String {
    switch self {
    case .i1: "i1"
    case .i8: "i8"
    case .i16: "i16"
    case .i32: "i32"
    case .i64: "i64"
    case .u8: "u8"
    case .u16: "u16"
    case .u32: "u32"
    case .u64: "u64"
    case .f16: "f16"
    case .bf16: "bf16"
    case .f32: "f32"
    case .f64: "f64"
    }
  }

  /// Creates the type spelled `name`, or returns `nil` if there is none.
  package init?(name: some StringProtocol) {
    guard let t = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = t
  }

  /// How values are represented.
  package var kind: Kind {
    switch self {
    case .i1: .boolean
    case .i8, .i16, .i32, .i64: .signedInteger
    case .u8, .u16, .u32, .u64: .unsignedInteger
    case .f16, .bf16, .f32, .f64: .float
    }
  }

  /// The number of bytes that an element takes in memory; an `i1` takes one byte, 0 or 1.
  package var byteWidth: Int {
    switch self {
    case .i1, .i8, .u8: 1
    case .i16, .u16, .f16, .bf16: 2
    case .i32, .u32, .f32: 4
    case .i64, .u64, .f64: 8
    }
  }

  /// The number of significant bits: 1 for `i1`, the width in memory for all others.
  package var bitWidth: Int { self == .i1 ? 1 : byteWidth * 8 }

  /// `true` iff values are floating-point numbers.
  package var isFloat: Bool { kind == .float }

  /// `true` iff values are signed or unsigned integers; `i1` is not an integer.
  package var isInteger: Bool { kind == .signedInteger || kind == .unsignedInteger }

  /// `true` iff values are signed integers.
  package var isSigned: Bool { kind == .signedInteger }

}

extension ElementType: CustomStringConvertible {

  package var description: String { name }

}
