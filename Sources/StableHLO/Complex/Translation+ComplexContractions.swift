import GraphIR
import Scalars

/// Sums of products of complex numbers.
extension Translation {

  static let complexDot = product("stablehlo.dot")
  static let complexDotGeneral = product("stablehlo.dot_general")
  static let complexConvolution = product("stablehlo.convolution")

  /// The translation of an operation that is linear in both operands: four of them for real numbers,
  /// or two if an operand has no imaginary part.
  private static func product(_ name: String) -> Translation {
    Translation { (f, node) throws(ImportFailure) in
      guard let plain = find(name), node.values.count == 2, node.resultSyntax.count == 1,
        node.resultSyntax[0].isComplex
      else { throw f.failure("'\(name)' has two operands and a complex result", node.range) }
      func term(
        _ f: inout FunctionImporter, _ i: Int, _ j: Int
      ) throws(ImportFailure) -> ValueID? {
        guard i < node.values[0].parts.count, j < node.values[1].parts.count else { return nil }
        var part = try f.part(0, of: node)
        part.operands = [node.values[0].parts[i], node.values[1].parts[j]]
        return try plain.apply(&f, part)[0]
      }
      func combined(
        _ f: inout FunctionImporter, _ opcode: Opcode, _ a: ValueID?, _ b: ValueID?
      ) throws(ImportFailure) -> ValueID {
        guard let a, let b else {
          guard let only = a ?? b else { throw ImportFailure() }
          return only
        }
        return try f.emitOne(opcode, [a, b], at: node.range)
      }
      let (rr, ii) = (try term(&f, 0, 0), try term(&f, 1, 1))
      let (ri, ir) = (try term(&f, 0, 1), try term(&f, 1, 0))
      return [try combined(&f, .sub, rr, ii), try combined(&f, .add, ri, ir)]
    }
  }

}
