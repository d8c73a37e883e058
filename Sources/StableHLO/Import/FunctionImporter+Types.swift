import Diagnostics
import GraphIR
import Scalars

extension FunctionImporter {

  /// The types of the tensors of which a value of type `type` consists.
  mutating func tensorTypes(
    _ type: TypeSyntax, at range: SourceRange
  ) throws(ImportFailure) -> [TensorType] {
    switch type {
    case .tensor(let t):
      guard case .tensor(let part) = type.part, type.isComplex else {
        return [try tensorType(t, at: range)]
      }
      let partType = try tensorType(part, at: range)
      guard [.f32, .f64].contains(partType.element) else {
        throw unsupported("the element type \(t.element)", range)
      }
      return [partType, partType]
    case .tuple(let elements):
      var types: [TensorType] = []
      for e in elements { types += try tensorTypes(e, at: range) }
      return types
    case .token: return []
    case .element, .function, .other: throw failure("there are no values of type \(type)", range)
    }
  }

  private mutating func tensorType(
    _ type: TensorSyntax, at range: SourceRange
  ) throws(ImportFailure) -> TensorType {
    guard type.isRanked else {
      throw unsupported("a tensor of any rank, \(type),", range)
    }
    let element = try elementType(type.element, at: range)
    var shape: [Dimension] = []
    for d in type.dimensions { shape.append(d.map(Dimension.size) ?? .unknown) }
    if shape.isEmpty, let liftedShape { shape = liftedShape }
    let result = TensorType(element, shape)
    guard !result.isKnown || result.isRepresentable else {
      throw failure("\(type) has too many elements", range)
    }
    return result
  }

  /// The type of elements that `type` means.
  mutating func elementType(
    _ type: ElementSyntax, at range: SourceRange
  ) throws(ImportFailure) -> ElementType {
    switch type {
    case .scalar(let t): return t
    case .complex: throw unsupported("the element type \(type)", range)
    case .quantized(let q):
      guard let storage = Quantization.storage(q.storage)?.0 else {
        throw unsupported("the element type \(type)", range)
      }
      return storage
    case .named(let name):
      guard let narrow = NarrowElement(name: name) else {
        throw unsupported("the element type \(name)", range)
      }
      return narrow.storage
    }
  }

}
