import Diagnostics
import GraphIR
import Scalars

/// The attributes of operations as numbers, lists and words, whichever way they are written.
extension Node {

  /// The whole number called `name`, `standard` if it was left out.
  func integer(_ name: String, standard: Int? = nil) throws(AttributeFault) -> Int {
    guard let attribute = syntax.attribute(name) else {
      guard let standard else { throw AttributeFault(name, nil, "is missing") }
      return standard
    }
    if case .integer(let n, _) = attribute.value, let value = n.intValue { return value }
    throw AttributeFault(name, attribute, "is a whole number")
  }

  /// The list of whole numbers called `name`, `standard` if it was left out.
  func integers(
    _ name: String, standard: [Int]? = nil
  ) throws(AttributeFault) -> [Int] {
    guard let attribute = syntax.attribute(name) else {
      guard let standard else { throw AttributeFault(name, nil, "is missing") }
      return standard
    }
    guard let numbers = integers(attribute) else {
      throw AttributeFault(name, attribute, "is a list of whole numbers")
    }
    return numbers
  }

  private func integers(_ attribute: AttributeSyntax) -> [Int]? {
    switch attribute.value {
    case .integers(let numbers): return numbers
    case .array(let elements):
      var numbers: [Int] = []
      for e in elements {
        guard case .integer(let n, _) = e.value, let value = n.intValue else { return nil }
        numbers.append(value)
      }
      return numbers
    case .dense(let dense): return try? table(dense).flatMap { $0 }
    default: return nil
    }
  }

  /// The pairs of whole numbers called `name`, `nil` if they were left out.
  func pairs(_ name: String) throws(AttributeFault) -> [(Int, Int)]? {
    guard let attribute = syntax.attribute(name) else { return nil }
    var rows: [[Int]]?
    switch attribute.value {
    case .dense(let dense): rows = try? table(dense)
    case .array(let elements):
      let lists = elements.map(integers)
      rows = lists.contains { $0 == nil } ? nil : lists.compactMap { $0 }
    default: break
    }
    guard let rows, rows.allSatisfy({ $0.count == 2 }) else {
      throw AttributeFault(name, attribute, "is a list of pairs of whole numbers")
    }
    return rows.map { ($0[0], $0[1]) }
  }

  /// The truth values called `name`, `nil` if they were left out.
  func booleans(_ name: String) throws(AttributeFault) -> [Bool]? {
    guard let attribute = syntax.attribute(name) else { return nil }
    switch attribute.value {
    case .booleans(let list): return list
    case .array(let elements):
      var list: [Bool] = []
      for e in elements {
        guard case .bool(let b) = e.value else { break }
        list.append(b)
      }
      if list.count == elements.count { return list }
    case .dense(let dense):
      if let rows = try? table(dense) { return rows.flatMap { $0 }.map { $0 != 0 } }
    default: break
    }
    throw AttributeFault(name, attribute, "is a list of truth values")
  }

  /// The rows of a constant of whole numbers or truth values with at most two axes.
  private func table(_ dense: DenseSyntax) throws -> [[Int]] {
    guard case .tensor(let t) = dense.type, case .scalar(let element) = t.element,
      !element.isFloat, t.dimensions.count <= 2, t.isRanked
    else { throw ImportFailure() }
    let sizes = t.dimensions.compactMap { $0 }
    guard sizes.count == t.dimensions.count, sizes.allSatisfy({ $0 <= 1024 }) else {
      throw ImportFailure()
    }
    let literal = try DenseDecoder.decode(
      text, dense.body, as: TensorType(element, sizes: sizes))[0]
    let width = sizes.count == 2 ? sizes[1] : 1
    return (0..<(width == 0 ? 0 : literal.count / width)).map { (i) in
      (0..<width).map { Int(literal[i * width + $0].intValue) }
    }
  }

  /// The word called `name`, `nil` if it was left out.
  func word(_ name: String) throws(AttributeFault) -> String? {
    guard let attribute = syntax.attribute(name) else { return nil }
    switch attribute.value {
    case .word(let word), .enumeration(_, let word), .string(let word): return word
    default: throw AttributeFault(name, attribute, "is a word")
    }
  }

  /// The name of a function called `name`, `nil` if it was left out.
  func symbol(_ name: String) throws(AttributeFault) -> String? {
    guard let attribute = syntax.attribute(name) else { return nil }
    switch attribute.value {
    case .symbol(let symbol), .string(let symbol): return symbol
    default: throw AttributeFault(name, attribute, "is the name of a function")
    }
  }

  /// The number called `name`, `nil` if it was left out.
  func number(_ name: String) throws(AttributeFault) -> Double? {
    guard let attribute = syntax.attribute(name) else { return nil }
    switch attribute.value {
    case .float(let x, _): return x
    case .integer(let n, .element(.scalar(let t))?) where n.isHexadecimal && t.isFloat:
      return n.magnitude.map { Scalar(t, bits: $0).doubleValue }
    case .integer(let n, _): return n.intValue.map(Double.init)
    default: throw AttributeFault(name, attribute, "is a number")
    }
  }

}

extension FunctionImporter {

  /// Returns what `body` reads of the attributes of `node`, and reports what is wrong with them.
  mutating func reading<R>(
    _ node: Node, _ body: (Node) throws(AttributeFault) -> R
  ) throws(ImportFailure) -> R {
    do throws(AttributeFault) {
      return try body(node)
    } catch {
      throw failure(
        "'\(error.name)' of '\(node.syntax.name)' \(error.problem)",
        error.range ?? node.syntax.nameRange)
    }
  }

}

/// What is wrong with an attribute.
struct AttributeFault: Error {

  /// The name of the attribute.
  let name: String

  /// Where it is written, `nil` if it is missing.
  let range: SourceRange?

  /// What is wrong, to follow the name.
  let problem: String

  init(_ name: String, _ attribute: AttributeSyntax?, _ problem: String) {
    self.name = name
    self.range = attribute?.range
    self.problem = problem
  }

}

extension OperationSyntax {

  /// The attribute called `name`, also if it is a field of one that holds the numbers of axes, or
  /// what a call passes on.
  func attribute(_ name: String) -> AttributeSyntax? {
    if let found = self[name] { return found }
    for group in Self.groups {
      switch self[group]?.value {
      case .fields(let fields)?, .dictionary(let fields)?:
        if let field = fields.first(where: { $0.name == name }) { return field.value }
      default: break
      }
    }
    return nil
  }

  /// The attributes whose fields are written one by one in the pretty form, and those that hold the
  /// attributes of calls.
  private static let groups = [
    "dot_dimension_numbers", "dimension_numbers", "scatter_dimension_numbers",
    "ragged_dot_dimension_numbers", "mhlo.backend_config", "backend_config", "mhlo.attributes",
  ]

}
