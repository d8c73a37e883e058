import Diagnostics
import GraphIR
import Scalars

extension Translation {

  /// Fourier transforms of the last axes, computed in f64 and rounded once.
  static let fourier = Translation { (f, node) throws(ImportFailure) in
    let (kind, lengths) = try f.reading(node) { (n) throws(AttributeFault) in
      (try n.word("fft_type") ?? "", try n.integers("fft_length"))
    }
    guard let kind = FourierKind(rawValue: kind), node.values.count == 1,
      node.resultSyntax.count == 1, !node.operands.isEmpty, !node.results.isEmpty,
      node.values[0].type.isComplex == kind.takesComplex,
      node.resultSyntax[0].isComplex == kind.givesComplex
    else { throw f.failure("there is no such transform", node.range) }
    let type = f.graph.type(of: node.operands[0])
    let result = node.results[0]
    guard var sizes = type.sizes, let resultSizes = result.sizes,
      type.element == result.element, type.element == .f32 || type.element == .f64
    else { throw f.failure("the operand has other elements than the result", node.range) }
    let first = sizes.count - lengths.count
    guard let n = lengths.last, first >= 0, sizes.count == resultSizes.count,
      lengths.allSatisfy({ $0 >= 1 }), Array(resultSizes[..<first]) == Array(sizes[..<first]),
      Array((kind == .inverseReal ? resultSizes : sizes)[first...]) == lengths,
      kind.size(of: n, isOperand: true) == sizes[sizes.count - 1],
      kind.size(of: n, isOperand: false) == resultSizes[sizes.count - 1],
      sizes.dropLast() == resultSizes.dropLast()
    else { throw f.failure("the lengths are not those of the axes", node.range) }
    guard lengths.allSatisfy({ $0 <= FourierTransform.greatestLength }) else {
      throw f.unsupported("a transform of more than 4194304 elements", node.range)
    }
    if result.elementCount == 0 {
      var empty: [ValueID] = []
      for t in node.results { empty.append(try f.emitConstant(0, like: t, at: node.range)) }
      return empty
    }
    var parts: [ValueID] = []
    for v in node.operands { parts.append(try f.converted(v, to: .f64, at: node.range)) }
    var x = FourierTransform.Parts(
      real: parts[0], imaginary: parts.count == 2 ? parts[1] : nil)
    let transform = FourierTransform(sign: kind.isInverse ? 1 : -1, range: node.range)
    // The axis of which half is left out comes first if it becomes so, and last if it was so.
    let last = sizes.count - 1
    let outer = Array(first..<last)
    for axis in kind == .inverseReal ? outer + [last] : [last] + outer {
      if axis == last, kind == .inverseReal {
        x = try f.completed(x, sizes, to: n, at: node.range)
        sizes[last] = n
      }
      let before = sizes[..<axis].reduce(1, *)
      let after = sizes[(axis + 1)...].reduce(1, *)
      x = try transform.reshaped(x, [before, sizes[axis], after], &f)
      x = try transform.apply(x, &f)
      x = try transform.reshaped(x, sizes, &f)
      if axis == last, kind == .real {
        sizes[last] = n / 2 + 1
        x = try transform.mapped(x) { (v) throws(ImportFailure) in
          try f.block(v, [Int](repeating: 0, count: sizes.count), sizes, at: node.range)
        }
      }
    }
    if kind == .inverseReal { x.imaginary = nil }
    if kind.isInverse { x = try transform.divided(x, by: lengths.reduce(1, *), &f) }
    if kind.givesComplex, x.imaginary == nil {
      // The transform of length 1 of a real number.
      x.imaginary = try f.emitConstant(0, like: f.graph.type(of: x.real), at: node.range)
    }
    var results = [try f.converted(x.real, to: result.element, at: node.range)]
    if let v = x.imaginary {
      results.append(try f.converted(v, to: result.element, at: node.range))
    }
    return results
  }

}

/// The kinds of Fourier transforms.
private enum FourierKind: String {

  case complex = "FFT"
  case inverse = "IFFT"
  case real = "RFFT"
  case inverseReal = "IRFFT"

  var isInverse: Bool { self == .inverse || self == .inverseReal }

  var takesComplex: Bool { self != .real }

  var givesComplex: Bool { self != .inverseReal }

  /// The size of the last axis of the operand, or of the result, for `length`: transforms of real
  /// numbers are symmetric, and only half of them is kept.
  func size(of length: Int, isOperand: Bool) -> Int {
    self == (isOperand ? .inverseReal : .real) ? length / 2 + 1 : length
  }

}

extension FunctionImporter {

  /// Returns the block of `value` from `start` up to `limit`.
  fileprivate mutating func block(
    _ value: ValueID, _ start: [Int], _ limit: [Int], at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    try emitOne(
      .slice, [value], Attributes([.start: .integers(start), .limit: .integers(limit)]), at: range)
  }

  /// Returns the transforms of length `n` of real numbers, of which `x` has the first half: element
  /// n - k is the conjugate of element k.
  fileprivate mutating func completed(
    _ x: FourierTransform.Parts, _ sizes: [Int], to n: Int, at range: SourceRange
  ) throws(ImportFailure) -> FourierTransform.Parts {
    let last = sizes.count - 1
    let missing = n - sizes[last]
    guard missing > 0, let xi = x.imaginary else { return x }
    var start = [Int](repeating: 0, count: sizes.count)
    var limit = sizes
    start[last] = 1
    limit[last] = missing + 1
    var mirrored: [ValueID] = []
    for v in [x.real, xi] {
      mirrored.append(
        try emitOne(
          .reverse, [try block(v, start, limit, at: range)],
          Attributes([.dims: .integers([last])]), at: range))
    }
    mirrored[1] = try emitOne(.neg, [mirrored[1]], at: range)
    let dim = Attributes([.dim: .integer(last)])
    return FourierTransform.Parts(
      real: try emitOne(.concat, [x.real, mirrored[0]], dim, at: range),
      imaginary: try emitOne(.concat, [xi, mirrored[1]], dim, at: range))
  }

}
