import Diagnostics
import GraphIR
import KernelIR
import Scalars

extension GroupLowering {

  /// Returns an element of a leaf or elementwise operation.
  mutating func pointwise(
    _ operation: GraphIR.Operation, _ indices: [IndexExpression], if condition: KernelValueID?
  ) throws -> KernelValueID {
    let type = graph.type(of: operation.results[0]).element

    // Scalars take part in elementwise operations of any shape.
    func operand(_ i: Int) throws -> KernelValueID {
      let v = operation.operands[i]
      return try element(v, graph.type(of: v).isScalar ? [] : indices, if: condition)
    }

    if let f = operation.opcode.unaryFunction {
      return builder.define(.unary(f, try operand(0)), type)
    }
    if let f = operation.opcode.binaryFunction {
      return builder.define(.binary(f, try operand(0), try operand(1)), type)
    }
    switch operation.opcode {
    case .const:
      guard let literal = operation.attributes.literal, literal.isSplat else {
        throw Defect("lowering", "a constant that is not a splat cannot be part of a kernel")
      }
      return constant(literal.splatElement ?? Scalar(type, bits: 0))
    case .iota:
      return builder.define(.index(indices[operation.attributes.integer(.dim) ?? 0]), type)
    case .convert:
      let x = try operand(0)
      return builder.type(of: x) == type ? x : builder.define(.convert(x), type)
    case .bitcast:
      return try bitcast(operation, indices, if: condition)
    case .compare:
      guard
        let direction = operation.attributes.string(.direction).flatMap(
          ComparisonDirection.init(rawValue:))
      else { throw Defect("lowering", "compare has no direction") }
      return builder.define(
        .compare(
          direction, try operand(0), try operand(1),
          total: operation.attributes.string(.order) == "total"), type)
    case .select:
      let p = try operand(0)
      return builder.define(.select(p, try operand(1), try operand(2)), type)
    case .clamp:
      let raised = builder.define(.binary(.max, try operand(1), try operand(0)), type)
      return builder.define(.binary(.min, raised, try operand(2)), type)
    default:
      throw Defect("lowering", "\(operation.opcode.rawValue) is not elementwise")
    }
  }

  /// Returns an element of a bitcast, assembled from narrower elements or cut out of a wider one.
  private mutating func bitcast(
    _ operation: GraphIR.Operation, _ indices: [IndexExpression], if condition: KernelValueID?
  ) throws -> KernelValueID {
    let v = operation.operands[0]
    let from = graph.type(of: v).element
    let to = graph.type(of: operation.results[0]).element
    if from == to { return try element(v, indices, if: condition) }
    if from.byteWidth == to.byteWidth {
      return builder.define(.bitcast(try element(v, indices, if: condition)), to)
    }
    let narrowBits = UInt64(min(from.byteWidth, to.byteWidth) * 8)
    let narrow = Self.unsignedType(bits: Int(narrowBits))
    if from.byteWidth > to.byteWidth {
      let wide = Self.unsignedType(bits: from.byteWidth * 8)
      let x = builder.define(
        .bitcast(try element(v, Array(indices.dropLast()), if: condition)), wide)
      let position = builder.define(.index((indices.last ?? IndexExpression(0))), wide)
      let amount = builder.define(
        .binary(.mul, position, constant(Scalar(wide, bits: narrowBits))), wide)
      let shifted = builder.define(.binary(.shrL, x, amount), wide)
      let part = builder.define(.convert(shifted), narrow)
      return to == narrow ? part : builder.define(.bitcast(part), to)
    }
    let wide = Self.unsignedType(bits: to.byteWidth * 8)
    var whole: KernelValueID?
    for k in 0..<(to.byteWidth / from.byteWidth) {
      let x = try element(v, indices + [IndexExpression(k)], if: condition)
      let bits = from == narrow ? x : builder.define(.bitcast(x), narrow)
      let extended = builder.define(.convert(bits), wide)
      let part = builder.define(
        .binary(.shl, extended, constant(Scalar(wide, bits: UInt64(k) * narrowBits))), wide)
      whole = whole.map { builder.define(.binary(.or, $0, part), wide) } ?? part
    }
    guard let whole else { throw Defect("lowering", "a bitcast has no parts") }
    return to == wide ? whole : builder.define(.bitcast(whole), to)
  }

  /// The unsigned integer type of 8, 16, 32 or 64 bits.
  private static func unsignedType(bits: Int) -> ElementType {
    switch bits {
    case 8: .u8
    case 16: .u16
    case 32: .u32
    default: .u64
    }
  }

}
