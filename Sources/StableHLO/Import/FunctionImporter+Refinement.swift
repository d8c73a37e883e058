import Diagnostics
import GraphIR
import Scalars

extension Dimension {

  /// A size that is written `?`; values of the graph have none.
  static let unknown = Dimension.symbol("?")

}

extension TensorType {

  /// `true` iff all sizes are written.
  var isKnown: Bool { !shape.contains(.unknown) }

  /// Returns `true` iff this is `written` with a size in place of each `?`.
  func isRefinement(of written: TensorType) -> Bool {
    element == written.element && rank == written.rank
      && zip(shape, written.shape).allSatisfy { $0 == $1 || $1 == .unknown }
  }

  /// Returns this type with the sizes of `other` in place of each `?`, `nil` if its rank is another.
  func refined(by other: TensorType) -> TensorType? {
    guard rank == other.rank else { return nil }
    return TensorType(element, zip(shape, other.shape).map { $0 == .unknown ? $1 : $0 })
  }

}

extension FunctionImporter {

  /// Replaces sizes of the results that are written `?` where the operands tell them, for operations
  /// from whose operands the graph does not infer types.
  func refineResults(of node: inout Node) {
    guard !node.results.allSatisfy(\.isKnown) else { return }
    let name = Translation.currentName(of: node.syntax.name)
    let shapes = node.operands.map { graph.type(of: $0).shape }
    for (i, type) in node.results.enumerated() where !type.isKnown {
      for axis in type.shape.indices where type.shape[axis] == .unknown {
        if name == "stablehlo.bitcast_convert" {
          guard let shape = shapes.first, axis < shape.count else { continue }
          node.results[i].shape[axis] = shape[axis]
        } else if Translation.keepsShape(name) {
          // Scalars and, for some, sizes of 1 go with any shape.
          let fromEnd = type.rank - axis
          let sizes = shapes.filter { $0.count >= fromEnd }.map { $0[$0.count - fromEnd] }
          node.results[i].shape[axis] = sizes.first { $0 != 1 } ?? sizes.first ?? .unknown
        }
      }
    }
  }

  /// Checks that the results of `node` have the sizes that are written.
  mutating func checkRefined(_ parts: [ValueID], _ node: Node) throws(ImportFailure) {
    for (v, written) in zip(parts, node.results) where !written.isKnown {
      let type = graph.type(of: v)
      guard type.isRefinement(of: written) else {
        throw failure("the result is \(type), but \(written) is written", node.range)
      }
    }
  }

  /// Returns the whole numbers in the operand number `i` of `node`, which have to be known.
  mutating func knownIntegers(_ i: Int, of node: Node) throws(ImportFailure) -> [Int] {
    guard node.operands.indices.contains(i) else {
      throw failure("'\(node.syntax.name)' has too few operands", node.range)
    }
    let type = graph.type(of: node.operands[i])
    guard type.element.isInteger || type.element == .i1, type.rank <= 2 else {
      throw failure("sizes are whole numbers, not \(type)", node.range)
    }
    guard let literal = known.literal(of: node.operands[i], in: graph, context.evaluate) else {
      let name = node.syntax.operands.indices.contains(i) ? node.syntax.operands[i].name : "\(i)"
      throw failure(
        "'%\(name)' decides a size, but is not known before the program runs", node.range)
    }
    return (0..<literal.count).map { Int(literal[$0].intValue) }
  }

  /// Returns the type of the result of `node`, or of that number, whose sizes are the elements of the
  /// operand number `i`.
  mutating func sizedResult(
    _ i: Int, of node: Node, result: Int = 0
  ) throws(ImportFailure) -> TensorType {
    let written = node.results[result]
    let sizes = try knownIntegers(i, of: node)
    guard sizes.allSatisfy({ $0 >= 0 }) else {
      throw failure("a size cannot be negative: \(sizes)", node.range)
    }
    let type = TensorType(written.element, sizes: sizes)
    guard type.isRepresentable else { throw failure("\(type) has too many elements", node.range) }
    guard type.isRefinement(of: written) else {
      throw failure(
        "the sizes are \(sizes), but \(node.resultSyntax[result]) is written", node.range)
    }
    return type
  }

}
