import Diagnostics
import GraphIR
import Scalars

/// Discrete Fourier transforms along one axis of tensors.
///
/// Short ones are products with the matrix of the roots of unity. Others are split by the factors of
/// their length (J. W. Cooley and J. W. Tukey, "An algorithm for the machine calculation of complex
/// Fourier series", 1965), or become convolutions if that is a large prime (L. I. Bluestein, "A
/// linear filtering approach to the computation of the discrete Fourier transform", 1968).
///
/// The tensors have three axes, of which the one in the middle is transformed.
struct FourierTransform {

  /// Complex numbers.
  struct Parts {

    /// The real parts.
    var real: ValueID

    /// The imaginary parts, `nil` if there are none.
    var imaginary: ValueID?

  }

  /// -1 for e^(-2πi/n), 1 for the inverse.
  let sign: Double

  /// Where the operation is written.
  let range: SourceRange

  /// The greatest length of a product with a matrix, unless the length is a prime.
  private static let greatestFactor = 32

  /// The greatest prime length of a product with a matrix.
  private static let greatestPrime = 256

  /// The greatest length.
  static let greatestLength = 1 << 22

  /// Returns the transforms of `x`, not divided by the length.
  func apply(_ x: Parts, _ f: inout FunctionImporter) throws(ImportFailure) -> Parts {
    let n = size(x, 1, f)
    if n <= Self.greatestFactor { return try product(x, &f) }
    let small = (2...Self.greatestFactor).last { n.isMultiple(of: $0) }
    let factor = small ?? Self.leastFactor(n)
    if factor < n { return try split(x, factor, &f) }
    return n <= Self.greatestPrime ? try product(x, &f) : try convolution(x, &f)
  }

  /// The least factor of `n`, which is at least 2, other than 1.
  private static func leastFactor(_ n: Int) -> Int {
    var p = 2
    while p * p <= n {
      if n.isMultiple(of: p) { return p }
      p += 1
    }
    return n
  }

  // MARK: Ways of transforming

  /// The product with the matrix of the roots of unity.
  private func product(_ x: Parts, _ f: inout FunctionImporter) throws(ImportFailure) -> Parts {
    let n = size(x, 1, f)
    if n == 1 { return x }
    let roots = try constant(shape: [n, n], &f) { (i) in root(i / n * (i % n) % n, of: n) }
    func term(
      _ f: inout FunctionImporter, _ a: ValueID, _ b: ValueID
    ) throws(ImportFailure) -> ValueID {
      let sum = try f.emitOne(
        .dotGeneral, [a, b],
        Attributes([.lhsContract: .integers([1]), .rhsContract: .integers([0])]), at: range)
      return try transposed(sum, [0, 2, 1], &f)
    }
    guard let sines = roots.imaginary else { return x }
    let real = try term(&f, x.real, roots.real)
    let imaginary = try term(&f, x.real, sines)
    guard let xi = x.imaginary else { return Parts(real: real, imaginary: imaginary) }
    return Parts(
      real: try f.emitOne(.sub, [real, try term(&f, xi, sines)], at: range),
      imaginary: try f.emitOne(.add, [imaginary, try term(&f, xi, roots.real)], at: range))
  }

  /// With n = p·q, position j·q + k is element (j, k) of p rows: transforms of the columns, factors,
  /// and transforms of the rows, whose element (j, k) is at position j + p·k of the result.
  private func split(
    _ x: Parts, _ p: Int, _ f: inout FunctionImporter
  ) throws(ImportFailure) -> Parts {
    let (outer, n, inner) = (size(x, 0, f), size(x, 1, f), size(x, 2, f))
    let q = n / p
    let columns = try apply(try reshaped(x, [outer, p, q * inner], &f), &f)
    let factors = try constant(shape: [p, q], &f) { (i) in root(i / q * (i % q) % n, of: n) }
    let turned = try multiplied(
      try reshaped(columns, [outer, p, q, inner], &f), factors, [1, 2], &f)
    let rows = try apply(try reshaped(turned, [outer * p, q, inner], &f), &f)
    let elements = try reshaped(rows, [outer, p, q, inner], &f)
    let result = try mapped(elements) { (v) throws(ImportFailure) in
      try transposed(v, [0, 2, 1, 3], &f)
    }
    return try reshaped(result, [outer, n, inner], &f)
  }

  /// With w(j) = e^(±πi·j²/n), the transform is w(k) Σ x(j) w(j) / w(k - j), a convolution, which is
  /// done by transforms of a power of two.
  private func convolution(
    _ x: Parts, _ f: inout FunctionImporter
  ) throws(ImportFailure) -> Parts {
    let (outer, n, inner) = (size(x, 0, f), size(x, 1, f), size(x, 2, f))
    var m = 1
    while m < 2 * n - 1 { m *= 2 }
    let chirp = { (j: Int) in root(j * j % (2 * n), of: 2 * n) }
    let factors = try constant(shape: [n], &f, chirp)
    let inverse = try constant(shape: [1, m, 1], &f) { (i) in
      let j = min(i, m - i)
      let w = j < n ? chirp(j) : (real: 0, imaginary: 0)
      return (w.real, -w.imaginary)
    }
    let zero = try f.emitConstant(0, like: TensorType(.f64, []), at: range)
    let padded = try mapped(try multiplied(x, factors, [1], &f)) { (v) throws(ImportFailure) in
      try f.emitOne(
        .pad, [v, zero],
        Attributes([.low: .integers([0, 0, 0]), .high: .integers([0, m - n, 0])]), at: range)
    }
    let forward = FourierTransform(sign: -1, range: range)
    let kernel = try mapped(try forward.apply(inverse, &f)) { (v) throws(ImportFailure) in
      try f.reshaped(v, to: TensorType(.f64, sizes: [m]), at: range)
    }
    let filtered = try multiplied(try forward.apply(padded, &f), kernel, [1], &f)
    let back = try FourierTransform(sign: 1, range: range).apply(filtered, &f)
    let head = try mapped(back) { (v) throws(ImportFailure) in
      try f.emitOne(
        .slice, [v],
        Attributes([.start: .integers([0, 0, 0]), .limit: .integers([outer, n, inner])]),
        at: range)
    }
    return try divided(try multiplied(head, factors, [1], &f), by: m, &f)
  }

  // MARK: Tensors of complex numbers

  /// Returns `x` divided by `n`.
  func divided(
    _ x: Parts, by n: Int, _ f: inout FunctionImporter
  ) throws(ImportFailure) -> Parts {
    let divisor = try f.emitConstant(Double(n), like: f.graph.type(of: x.real), at: range)
    return try mapped(x) { (v) throws(ImportFailure) in
      try f.emitOne(.div, [v, divisor], at: range)
    }
  }

  /// Returns `x` with each part as `body` gives it.
  func mapped(
    _ x: Parts, _ body: (ValueID) throws(ImportFailure) -> ValueID
  ) throws(ImportFailure) -> Parts {
    var result = Parts(real: try body(x.real))
    if let v = x.imaginary { result.imaginary = try body(v) }
    return result
  }

  /// Returns `x` with another shape.
  func reshaped(
    _ x: Parts, _ shape: [Int], _ f: inout FunctionImporter
  ) throws(ImportFailure) -> Parts {
    try mapped(x) { (v) throws(ImportFailure) in
      try f.reshaped(v, to: TensorType(.f64, sizes: shape), at: range)
    }
  }

  /// Returns the products of `x` with `factors`, which lie along the axes `dims`.
  private func multiplied(
    _ x: Parts, _ factors: Parts, _ dims: [Int], _ f: inout FunctionImporter
  ) throws(ImportFailure) -> Parts {
    let type = f.graph.type(of: x.real)
    let wide = try mapped(factors) { (v) throws(ImportFailure) in
      try f.broadcast(v, dims, to: type, at: range)
    }
    func term(
      _ f: inout FunctionImporter, _ a: ValueID, _ b: ValueID
    ) throws(ImportFailure) -> ValueID {
      try f.emitOne(.mul, [a, b], at: range)
    }
    let real = try term(&f, x.real, wide.real)
    guard let b = wide.imaginary else { return try mapped(x) { _ in real } }
    let imaginary = try term(&f, x.real, b)
    guard let a = x.imaginary else { return Parts(real: real, imaginary: imaginary) }
    return Parts(
      real: try f.emitOne(.sub, [real, try term(&f, a, b)], at: range),
      imaginary: try f.emitOne(.add, [imaginary, try term(&f, a, wide.real)], at: range))
  }

  private func transposed(
    _ v: ValueID, _ permutation: [Int], _ f: inout FunctionImporter
  ) throws(ImportFailure) -> ValueID {
    try f.emitOne(
      .transpose, [v], Attributes([.permutation: .integers(permutation)]), at: range)
  }

  private func size(_ x: Parts, _ axis: Int, _ f: FunctionImporter) -> Int {
    f.graph.type(of: x.real).shape[axis].size ?? 0
  }

  /// The root e^(±2πi·k/n), by the sign of this transform.
  private func root(_ k: Int, of n: Int) -> (real: Double, imaginary: Double) {
    let w = RootOfUnity(k, of: n)
    return (w.real, sign * w.imaginary)
  }

  /// Adds a constant whose elements in row-major order are those of `element`.
  private func constant(
    shape: [Int], _ f: inout FunctionImporter,
    _ element: (Int) -> (real: Double, imaginary: Double)
  ) throws(ImportFailure) -> Parts {
    let type = TensorType(.f64, sizes: shape)
    var real: [UInt8] = []
    var imaginary: [UInt8] = []
    for i in 0..<shape.reduce(1, *) {
      let z = element(i)
      for k in 0..<8 {
        real.append(UInt8(truncatingIfNeeded: z.real.bitPattern >> UInt64(8 * k)))
        imaginary.append(UInt8(truncatingIfNeeded: z.imaginary.bitPattern >> UInt64(8 * k)))
      }
    }
    guard let re = Literal(type, bytes: real), let im = Literal(type, bytes: imaginary) else {
      throw f.failure("a constant of type \(type) is too large", range)
    }
    return Parts(
      real: try f.emitConstant(re, at: range), imaginary: try f.emitConstant(im, at: range))
  }

}
