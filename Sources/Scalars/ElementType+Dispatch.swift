/// Something to do with the Swift type of an element type.
///
/// A generic function as a value; `ElementType.run` chooses its type argument, so that its body is
/// compiled for each element type.
package protocol ElementAction {

  /// What it returns.
  associatedtype Output

  /// Does it for elements of type `E`.
  func run<E: ElementValue>(_ type: E.Type) throws -> Output

}

extension ElementType {

  /// Does `action` for the Swift type of this element type.
  @inlinable
  package func run<A: ElementAction>(_ action: A) throws -> A.Output {
    switch self {
    case .i1: try action.run(Bool.self)
    case .i8: try action.run(Int8.self)
    case .i16: try action.run(Int16.self)
    case .i32: try action.run(Int32.self)
    case .i64: try action.run(Int64.self)
    case .u8: try action.run(UInt8.self)
    case .u16: try action.run(UInt16.self)
    case .u32: try action.run(UInt32.self)
    case .u64: try action.run(UInt64.self)
    case .f16: try action.run(Float16.self)
    case .bf16: try action.run(BFloat16.self)
    case .f32: try action.run(Float.self)
    case .f64: try action.run(Double.self)
    }
  }

  /// The Swift type whose values are elements of this type.
  package var valueType: any ElementValue.Type {
    switch self {
    case .i1: Bool.self
    case .i8: Int8.self
    case .i16: Int16.self
    case .i32: Int32.self
    case .i64: Int64.self
    case .u8: UInt8.self
    case .u16: UInt16.self
    case .u32: UInt32.self
    case .u64: UInt64.self
    case .f16: Float16.self
    case .bf16: BFloat16.self
    case .f32: Float.self
    case .f64: Double.self
    }
  }

}
