import Diagnostics
import GraphIR
import Scalars

extension FunctionImporter {

  /// The elements that `attribute` holds, those of each part of complex ones as a tensor.
  mutating func literals(_ attribute: AttributeSyntax) throws(ImportFailure) -> [Literal] {
    switch attribute.value {
    case .dense(let dense):
      return try literals(dense.body, as: dense.type, at: attribute.range)
    case .resource(let name, let type):
      guard let range = context.resources[name] else {
        let hint = faults.hint(for: name, among: context.resources.keys.sorted())
        throw failure("there is no data '\(name)' at the end of the text\(hint)", attribute.range)
      }
      return try resource(range, as: type, at: attribute.range)
    default: throw failure("expected the elements of a tensor", attribute.range)
    }
  }

  private mutating func literals(
    _ body: Range<Int>, as syntax: TypeSyntax, at range: SourceRange
  ) throws(ImportFailure) -> [Literal] {
    let type = try tensorType(ofConstant: syntax, at: range)
    do throws(DenseFault) {
      return try DenseDecoder.decode(
        context.bytes, body, as: type, partCount: syntax.partCount)
    } catch {
      throw failure(
        error.message, SourceRange(file: context.file, start: error.offset, end: error.end))
    }
  }

  /// The elements in the string at `range`: the alignment in four bytes, then the elements.
  private mutating func resource(
    _ string: Range<Int>, as syntax: TypeSyntax, at range: SourceRange
  ) throws(ImportFailure) -> [Literal] {
    let type = try tensorType(ofConstant: syntax, at: range)
    let digits = (string.lowerBound + 3)..<(string.upperBound - 1)
    guard digits.count >= 8, digits.count.isMultiple(of: 2),
      case .success(let bytes) = HexDigits.decode(context.bytes, digits),
      let parts = Literal.parts(type, count: syntax.partCount, bytes: Array(bytes.dropFirst(4)))
    else {
      throw failure(
        "the data is not that of a tensor of type \(syntax)",
        SourceRange(file: context.file, start: string.lowerBound, end: string.upperBound))
    }
    return parts
  }

  /// The type of a constant, or of its parts, which is never lifted.
  private mutating func tensorType(
    ofConstant syntax: TypeSyntax, at range: SourceRange
  ) throws(ImportFailure) -> TensorType {
    let outer = liftedShape
    liftedShape = nil
    defer { liftedShape = outer }
    let types = try tensorTypes(syntax, at: range)
    guard case .tensor = syntax else {
      throw failure("a constant is a tensor, not \(syntax)", range)
    }
    guard types[0].isKnown else { throw failure("a constant has known sizes", range) }
    return types[0]
  }

}
