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
      let literals = try DenseDecoder.decode(
        context.bytes, body, as: type, partCount: syntax.partCount,
        format: syntax.narrow?.format)
      guard case .integer(let bits, let isSigned)? = syntax.narrow else { return literals }
      return literals.map { $0.wrapped(to: bits, isSigned: isSigned) }
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
    guard syntax.narrow == nil else {
      throw unsupported("data of type \(syntax) at the end of the text", range)
    }
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

extension Literal {

  /// This literal of bytes with only the lowest `bits` of each, which may have a sign.
  fileprivate func wrapped(to bits: Int, isSigned: Bool) -> Literal {
    let excess = 8 - bits
    func wrap(_ byte: UInt8) -> UInt8 {
      let high = byte << UInt8(excess)
      return isSigned
        ? UInt8(bitPattern: Int8(bitPattern: high) >> Int8(excess)) : high >> UInt8(excess)
    }
    if let element = splatElement, let sizes = type.sizes {
      let wrapped = Scalar(
        type.element, bits: UInt64(wrap(UInt8(truncatingIfNeeded: element.bits))))
      return Literal(splat: wrapped, sizes: sizes) ?? self
    }
    return Literal(type, bytes: bytes.map(wrap)) ?? self
  }

}
