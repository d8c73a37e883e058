import Scalars

/// The matrices of a minimal filtering algorithm F(m, r), after Winograd: m outputs of a filter of r
/// taps from m + r − 1 products.
///
/// For inputs d and taps g, the outputs are `output · ((weights · g) ⊙ (input · d))`. In two
/// dimensions each matrix is applied to the columns and then to the rows. The matrices are those of
/// Toom and Cook: polynomials are multiplied at points, the last of which is infinity. See Lavin and
/// Gray, "Fast algorithms for convolutional neural networks" (CVPR 2016).
struct WinogradTransform {

  /// The number of outputs.
  let outputCount: Int

  /// The number of taps.
  let tapCount: Int

  /// What taps become: a row for each product.
  let weights: [[Double]]

  /// What inputs become: a row for each product.
  let input: [[Double]]

  /// What products become: a row for each output.
  let output: [[Double]]

  /// The number of products, which is that of inputs.
  var count: Int { outputCount + tapCount - 1 }

  /// The points in the order in which they are used. In pairs of opposite sign, terms are shared;
  /// with factors of two and three quarters all coefficients but those of the taps are exact in
  /// single precision, and errors grow the least: to about twice those of the sum itself with five
  /// points, a fifth of what whole numbers give.
  private static let points = [0, 0.75, -0.75, 1.5, -1.5]

  /// Creates the matrices of F(`outputCount`, `tapCount`), of at most five finite points.
  init(outputCount: Int, tapCount: Int) {
    self.outputCount = outputCount
    self.tapCount = tapCount
    let n = outputCount + tapCount - 1
    let points = n == 4 ? [0, 1, -1] : Array(Self.points.prefix(n - 1))

    /// The coefficients of the product of `x − p` over `roots`, the constant one first.
    func polynomial(_ roots: [Double]) -> [Double] {
      var c = [1.0]
      for p in roots {
        let (shifted, scaled) = ([0] + c, c.map { p * $0 } + [0])
        c = zip(shifted, scaled).map { $0 - $1 }
      }
      return c
    }
    func power(_ p: Double, _ k: Int) -> Double { (0..<k).reduce(1) { (x, _) in x * p } }
    func others(_ j: Int) -> [Double] { points.indices.filter { $0 != j }.map { points[$0] } }

    weights =
      points.indices.map { (j) in
        let norm = others(j).reduce(1) { $0 * (points[j] - $1) }
        return (0..<tapCount).map { power(points[j], $0) / norm }
      } + [(0..<tapCount).map { $0 == tapCount - 1 ? 1 : 0 }]
    input = points.indices.map { polynomial(others($0)) + [0] } + [polynomial(points)]
    output = (0..<outputCount).map { (i) in
      points.map { power($0, i) } + [i == outputCount - 1 ? 1 : 0]
    }
  }

}

/// Emits products of a constant matrix and vectors of values.
struct ConstantProduct {

  /// The matrix.
  private let matrix: [[Double]]

  /// The columns in pairs that all rows have with the same or the opposite factor, and single ones.
  private let columns: [(Int, Int?)]

  init(_ matrix: [[Double]]) {
    self.matrix = matrix
    var columns: [(Int, Int?)] = []
    var taken = Set<Int>()
    for j in matrix[0].indices where !taken.contains(j) {
      let partner = matrix[0].indices.first { (k) in
        k > j && !taken.contains(k) && matrix.allSatisfy { abs($0[j]) == abs($0[k]) }
      }
      taken.formUnion([j, partner ?? j])
      columns.append((j, partner))
    }
    self.columns = columns
  }

  /// Returns the elements of the product with `x`.
  func callAsFunction(
    _ x: [KernelValueID], fused: Bool, in builder: inout KernelBuilder
  ) -> [KernelValueID] {
    if columns.contains(where: { $0.1 != nil }) {
      // Sums and differences of pairs take the place of their columns.
      return matrix.map { (row) in
        let terms = columns.map { (j, k) -> (Double, KernelValueID) in
          guard let k, row[j] != 0 else { return (row[j], x[j]) }
          return (row[j], builder.binary(row[j] == row[k] ? .add : .sub, x[j], x[k]))
        }
        return sum(terms, fused: fused, in: &builder)
      }
    }
    // Rows that differ in the sign of odd columns share the sums over even ones and odd ones.
    return matrix.map { (row) in
      let even = row.indices.filter { $0 % 2 == 0 }.map { (row[$0], x[$0]) }
      var odd = row.indices.filter { $0 % 2 == 1 }.map { (row[$0], x[$0]) }
      guard let sign = odd.first(where: { $0.0 != 0 })?.0 else {
        return sum(even, fused: fused, in: &builder)
      }
      if sign < 0 { odd = odd.map { (-$0.0, $0.1) } }
      let b = sum(odd, fused: fused, in: &builder)
      guard even.contains(where: { $0.0 != 0 }) else {
        return sign < 0 ? builder.unary(.neg, b) : b
      }
      return builder.binary(sign < 0 ? .sub : .add, sum(even, fused: fused, in: &builder), b)
    }
  }

  /// Returns the sum of products of factors and values.
  private func sum(
    _ terms: [(factor: Double, value: KernelValueID)], fused: Bool, in builder: inout KernelBuilder
  ) -> KernelValueID {
    var result: KernelValueID?
    // A term with the factor one needs no multiplication if it comes first.
    let terms = terms.filter { $0.factor != 0 }
    for (factor, value) in terms.filter({ $0.factor == 1 }) + terms.filter({ $0.factor != 1 }) {
      let type = builder.type(of: value)
      if factor == 1 {
        result = result.map { builder.binary(.add, $0, value) } ?? value
        continue
      }
      let c = builder.constant(Scalar(type, factor))
      guard let known = result else {
        result = builder.binary(.mul, value, c)
        continue
      }
      result =
        fused
        ? builder.define(.fma(value, c, known), type)
        : builder.binary(.add, known, builder.binary(.mul, value, c))
    }
    return result ?? terms[0].value
  }

}
