import Scalars

/// A type as it is written.
indirect enum TypeSyntax: Hashable, Sendable {

  /// `tensor<2x?xf32>`.
  case tensor(TensorSyntax)

  /// `f32` by itself, as the type of an attribute.
  case element(ElementSyntax)

  /// `tuple<tensor<2xf32>, tensor<i1>>`.
  case tuple([TypeSyntax])

  /// `(tensor<f32>) -> tensor<f32>`.
  case function([TypeSyntax], [TypeSyntax])

  /// `!stablehlo.token`.
  case token

  /// Anything else, by its text.
  case other(String)

}

/// The type of a tensor as it is written.
struct TensorSyntax: Hashable, Sendable {

  /// The sizes, `nil` for each `?`.
  var dimensions: [Int?]

  /// `false` iff the number of axes is not known: `tensor<*xf32>`.
  var isRanked = true

  /// The type of the elements.
  var element: ElementSyntax

}

/// The type of an element as it is written.
indirect enum ElementSyntax: Hashable, Sendable {

  /// One that Quern has.
  case scalar(ElementType)

  /// `complex<f32>`.
  case complex(ElementSyntax)

  /// `!quant.uniform<…>`.
  case quantized(QuantizedSyntax)

  /// Any other, by its name: `f8E4M3FN`, `index`.
  case named(String)

}

/// A quantized type: `!quant.uniform<i8:f32:0, {0.1:-30, 0.5:-20}>`.
struct QuantizedSyntax: Hashable, Sendable {

  /// The type that is stored.
  var storage: ElementSyntax

  /// The least and the greatest number stored, if they are written.
  var storageRange: ClosedRange<Int>?

  /// The type that is meant.
  var expressed: ElementSyntax

  /// The axis that has a scale for each position, `nil` if there is one scale.
  var axis: Int?

  /// The scales.
  var scales: [Double]

  /// The stored numbers that stand for 0.
  var zeroPoints: [Int]

}

extension TypeSyntax: CustomStringConvertible {

  /// The type as MLIR writes it.
  var description: String {
    switch self {
    case .tensor(let t): return t.description
    case .element(let e): return e.description
    case .tuple(let types):
      return "tuple<\(types.map(\.description).joined(separator: ", "))>"
    case .function(let inputs, let results):
      return "(\(inputs.map(\.description).joined(separator: ", "))) -> "
        + "(\(results.map(\.description).joined(separator: ", ")))"
    case .token: return "!stablehlo.token"
    case .other(let text): return text
    }
  }

}

extension TensorSyntax: CustomStringConvertible {

  /// The type as MLIR writes it.
  var description: String {
    let sizes = dimensions.map { ($0.map(String.init) ?? "?") + "x" }.joined()
    return "tensor<\(isRanked ? sizes : "*x")\(element)>"
  }

}

extension QuantizedSyntax: CustomStringConvertible {

  /// The type as MLIR writes it, with scales in decimal.
  var description: String {
    let range = storageRange.map { "<\($0.lowerBound):\($0.upperBound)>" } ?? ""
    let pairs = zip(scales, zeroPoints).map { $1 == 0 ? "\($0)" : "\($0):\($1)" }
    let list = pairs.joined(separator: ", ")
    guard let axis else { return "!quant.uniform<\(storage)\(range):\(expressed), \(list)>" }
    return "!quant.uniform<\(storage)\(range):\(expressed):\(axis), {\(list)}>"
  }

}

extension ElementSyntax: CustomStringConvertible {

  /// The type as MLIR writes it.
  var description: String {
    switch self {
    case .scalar(let t): t.kind == .unsignedInteger ? "ui\(t.bitWidth)" : t.name
    case .complex(let part): "complex<\(part)>"
    case .quantized(let q): q.description
    case .named(let name): name
    }
  }

  /// Creates the type called `name`.
  init(name: String) {
    self = Self.scalars[name].map(ElementSyntax.scalar) ?? .named(name)
  }

  private static let scalars: [String: ElementType] = {
    var result: [String: ElementType] = [:]
    for t in ElementType.allCases {
      switch t.kind {
      case .unsignedInteger: result["ui\(t.bitWidth)"] = t
      case .signedInteger:
        result["i\(t.bitWidth)"] = t
        result["si\(t.bitWidth)"] = t
      case .boolean, .float: result[t.name] = t
      }
    }
    return result
  }()

  /// `true` iff `name` looks like the name of a type of elements.
  static func isElementName(_ name: String) -> Bool {
    if scalars[name] != nil || name == "index" { return true }
    let rest = name.drop { !$0.isNumber }
    guard ["i", "ui", "si", "f", "bf", "tf"].contains(name.prefix { !$0.isNumber }) else {
      return false
    }
    return rest.first?.isNumber == true
  }

}
