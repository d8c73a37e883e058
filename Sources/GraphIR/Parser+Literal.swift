import Diagnostics
import Scalars

extension Parser {

  /// Skips the elements of a constant, which are parsed when their type is known.
  mutating func skipLiteral() throws(ParseFailure) {
    switch token.kind {
    case .number, .identifier:
      advance()
    case .leftBracket:
      let first = token
      var depth = 0
      repeat {
        switch token.kind {
        case .leftBracket: depth += 1
        case .rightBracket: depth -= 1
        case .number, .identifier, .comma: break
        case .endOfFile: throw failure("expected ']' for this '['", at: first)
        default: throw unexpected("an element, ',' or ']'")
        }
        advance()
      } while depth > 0
    default:
      throw unexpected("the elements of the constant")
    }
  }

  /// Parses the elements of the constant `s`, which start at `start`.
  mutating func parseConstant(
    at start: Int, _ s: inout Statement, _ location: SourceRange
  ) throws(ParseFailure) {
    guard let type = s.declared?.first, s.declared?.count == 1 else {
      reporter.report(
        .error("the type of a constant is written after it, as ': f32[2,3]'", at: location))
      throw ParseFailure()
    }
    let end = position
    position = start
    defer { position = end }
    s.attributes[.value] = .literal(try parseLiteral(type))
  }

  /// Parses an element, which stands for all, or nested lists of elements of `type`.
  mutating func parseLiteral(_ type: TensorType) throws(ParseFailure) -> Literal {
    let first = token
    guard first.kind == .leftBracket else {
      let element = try parseElement(first, type.element)
      advance()
      // The elements of a symbolic shape are not counted: a single one stands for them.
      guard let literal = Literal(splat: element, sizes: type.sizes ?? []) else {
        throw failure("\(type) has more elements than can be counted", at: first)
      }
      return literal
    }
    guard let sizes = type.sizes else {
      throw failure("a constant of type \(type) is written as a single element", at: first)
    }
    var elements: [UInt8] = []
    if nextToken.kind == .rightBracket, type.elementCount == 0 {
      advance()
      advance()
    } else {
      try parseElements(type, sizes, axis: 0, into: &elements)
    }
    guard let literal = Literal(type, bytes: elements) else {
      throw failure("\(type) has more elements than can be counted", at: first)
    }
    return literal
  }

  /// Appends the representations of the elements of a list along `axis`.
  ///
  /// The recursion ends at the rank of the type, however deep the lists are nested.
  private mutating func parseElements(
    _ type: TensorType, _ sizes: [Int], axis: Int, into elements: inout [UInt8]
  ) throws(ParseFailure) {
    guard axis < sizes.count else {
      let t = token
      guard t.kind != .leftBracket else {
        throw failure("the lists of a constant of type \(type) are nested \(axis) deep", at: t)
      }
      let element = try parseElement(t, type.element)
      for k in 0..<type.element.byteWidth {
        elements.append(UInt8(truncatingIfNeeded: element.bits >> UInt64(8 * k)))
      }
      advance()
      return
    }
    let first = token
    guard take(.leftBracket) else { throw unexpected("'[' for axis \(axis) of \(type)") }
    var count = 0
    if token.kind != .rightBracket {
      repeat {
        try parseElements(type, sizes, axis: axis + 1, into: &elements)
        count += 1
      } while take(.comma)
    }
    try expect(.rightBracket, "',' or ']'")
    guard count == sizes[axis] else {
      let range = range(from: first)
      reporter.error(
        "the list has \(count) element\(count == 1 ? "" : "s"), but axis \(axis) of \(type) has "
          + "size \(sizes[axis])", from: Int(range.start), to: Int(range.end))
      throw ParseFailure()
    }
  }

  /// Returns the element of type `type` that `t` stands for.
  mutating func parseElement(_ t: Token, _ type: ElementType) throws(ParseFailure) -> Scalar {
    guard t.kind == .number || t.kind == .identifier else {
      throw unexpected("an element of type \(type)")
    }
    guard let scalar = Scalar(type, utf8: bytes[Int(t.start)..<Int(t.end)]) else {
      throw failure("\(description(of: t)) is no element of type \(type)", at: t)
    }
    return scalar
  }

}
