import Scalars

extension Parser {

  /// What symbols a type may have as sizes.
  enum SymbolRule {

    /// None.
    case forbidden

    /// Any: the place defines them.
    case defined

    /// Those in the types of the function's parameters.
    case used

  }

  private static let elementTypes: [String: ElementType] = Dictionary(
    uniqueKeysWithValues: ElementType.allCases.map { ($0.name, $0) })

  /// Parses a type such as `f32[2,N]`.
  mutating func parseType(symbols rule: SymbolRule) throws(ParseFailure) -> TensorType {
    let first = token
    guard first.kind == .identifier else { throw unexpected("a type such as 'f32[2,3]'") }
    let word = text(of: first)
    guard let element = Self.elementTypes[word] else {
      let hint = reporter.hint(for: word, among: ElementType.allCases.map(\.name))
      throw failure("'\(word)' is no element type\(hint)", at: first)
    }
    advance()
    guard take(.leftBracket) else {
      throw unexpected("'[' after '\(word)', which as a scalar is '\(word)[]'")
    }
    var shape: [Dimension] = []
    if !take(.rightBracket) {
      repeat {
        guard shape.count < Self.maximumRank else {
          throw failure("a type has at most \(Self.maximumRank) axes", at: token)
        }
        shape.append(try parseDimension(rule))
      } while take(.comma)
      try expect(.rightBracket, "',' or ']'")
    }
    let type = TensorType(element, shape)
    guard type.isRepresentable else {
      let range = range(from: first)
      reporter.error(
        "\(type) has more elements than can be counted", from: Int(range.start),
        to: Int(range.end))
      throw ParseFailure()
    }
    return type
  }

  private mutating func parseDimension(_ rule: SymbolRule) throws(ParseFailure) -> Dimension {
    let t = token
    if t.kind == .identifier {
      let symbol = text(of: t)
      guard symbol.utf8.first.map({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) == true
      else {
        throw failure(
          "a symbol for a size starts with an uppercase letter, unlike '\(symbol)'", at: t)
      }
      switch rule {
      case .defined: break
      case .used:
        guard symbols.contains(symbol) else {
          let hint = reporter.hint(for: symbol, among: symbols)
          throw failure("no parameter of the function has a size '\(symbol)'\(hint)", at: t)
        }
      case .forbidden:
        throw failure("expected a known size, found the symbol '\(symbol)'", at: t)
      }
      advance()
      return .symbol(symbol)
    }
    guard let n = try parseInteger() else { throw unexpected("a size") }
    guard n >= 0 else { throw failure("a size cannot be negative", at: t) }
    return .size(n)
  }

  /// Parses `type, …`.
  mutating func parseTypes() throws(ParseFailure) -> [TensorType] {
    var types: [TensorType] = []
    repeat {
      types.append(try parseType(symbols: .used))
    } while take(.comma)
    return types
  }

  /// Parses a number, or returns `nil` if there is none.
  mutating func parseInteger() throws(ParseFailure) -> Int? {
    let t = token
    guard t.kind == .number else { return nil }
    guard let n = DecimalInteger(bytes[Int(t.start)..<Int(t.end)]) else {
      throw failure("expected a whole number, found \(description(of: t))", at: t)
    }
    guard !n.hasOverflowed, let magnitude = Int(exactly: n.magnitude) else {
      throw failure("\(description(of: t)) is too large", at: t)
    }
    advance()
    return n.isNegative ? -magnitude : magnitude
  }

}
