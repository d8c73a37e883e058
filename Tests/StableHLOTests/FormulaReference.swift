import Foundation

#if arch(x86_64) && !os(Windows)
  /// A function that is a formula, and exact results for it.
  struct FormulaReference: Sendable {

    /// The name of the operation.
    let name: String

    /// The number of operands, complex ones if `isComplex`.
    var arity = 1

    /// `true` iff operands and results are complex.
    var isComplex = false

    /// The logarithms of operands lie evenly between the negative of this and this, those of others
    /// are near one of `centers`.
    var range = 8.0

    /// Numbers near which the function is compared, most often very close to them.
    var centers: [Double] = [0, 1, -1]

    /// `true` iff the function is compared at operands.
    var contains: @Sendable ([Float80]) -> Bool = { _ in true }

    /// The parts of the result for parts of operands.
    let exact: @Sendable ([Float80]) -> [Float80]

    /// The parts of an argument.
    func sample(_ generator: inout SampleGenerator) -> [Double] {
      (0..<(arity * (isComplex ? 2 : 1))).map { _ in
        let (kind, x) = (generator.next(), generator.next() * 2 - 1)
        let sign: Double = generator.next() < 0.5 ? -1 : 1
        if kind < 0.5 { return sign * exp(x * range) }
        let center = centers[Int(generator.next() * Double(centers.count))]
        return center + sign * exp(x * 18 - 18)
      }
    }

    /// A program that computes the function for `count` arguments.
    func text(_ count: Int, _ element: String) -> String {
      let type = "tensor<\(count)x\(isComplex ? "complex<\(element)>" : element)>"
      let names = (0..<arity).map { "%a\($0)" }
      let types = names.map { _ in type }.joined(separator: ", ")
      return """
        func.func @main(\(names.map { "\($0): \(type)" }.joined(separator: ", "))) -> \(type) {
          %r = "\(name)"(\(names.joined(separator: ", "))) : (\(types)) -> \(type)
          return %r : \(type)
        }
        """
    }

    /// A function of a real number.
    private static func real(
      _ name: String, range: Double = 8, near centers: [Double] = [0, 1, -1],
      where contains: @escaping @Sendable (Float80) -> Bool = { _ in true },
      _ exact: @escaping @Sendable (Float80) -> Float80
    ) -> FormulaReference {
      FormulaReference(
        name: name, range: range, centers: centers, contains: { contains($0[0]) },
        exact: { [exact($0[0])] })
    }

    /// A function of a complex number, whose parts are less than 40.
    private static func complex(
      _ name: String, _ exact: @escaping @Sendable (Float80, Float80) -> [Float80]
    ) -> FormulaReference {
      FormulaReference(
        name: name, isComplex: true, range: 3.5, centers: [0, 1, -1, .pi / 2],
        exact: { exact($0[0], $0[1]) })
    }

    /// Operations in the order of the document.
    static let all: [FormulaReference] = [
      real("chlo.acos", where: { $0.magnitude <= 1 }) { acos($0) },
      real("chlo.acosh", where: { $0 >= 1 }) { acosh($0) },
      real("chlo.asin", where: { $0.magnitude <= 1 }) { asin($0) },
      real("chlo.asinh") { asinh($0) },
      real("chlo.atan") { atan($0) },
      real("chlo.atanh", where: { $0.magnitude < 1 }) { atanh($0) },
      real("chlo.cosh", range: 4.4) { cosh($0) },
      real("chlo.erfc", range: 2.2, near: [0, 0.5, 2, 4]) { erfc($0) },
      real("chlo.lgamma", range: 5, near: logGammaCenters) { lgamma($0).0 },
      real("chlo.sinh", range: 4.4) { sinh($0) },
      complex("stablehlo.cbrt") { (x, y) in
        let (r, angle) = (cbrt(hypot(x, y)), atan2(y, x) / 3)
        return [r * cos(angle), r * sin(angle)]
      },
      complex("stablehlo.cosine") { (x, y) in [cos(x) * cosh(y), -sin(x) * sinh(y)] },
      complex("stablehlo.exponential") { (x, y) in [exp(x) * cos(y), exp(x) * sin(y)] },
      FormulaReference(
        name: "stablehlo.power", arity: 2, isComplex: true, range: 2, centers: [1, -1, 2],
        exact: { (p) in
          let (u, v) = (log(hypot(p[0], p[1])), atan2(p[1], p[0]))
          let (size, angle) = (exp(p[2] * u - p[3] * v), p[2] * v + p[3] * u)
          // Near their zeros, these are not exact enough.
          return [cos(angle), sin(angle)].map { $0.magnitude < 0.01 ? .nan : size * $0 }
        }),
      complex("stablehlo.rsqrt") { (x, y) in
        let length = hypot(x, y)
        let t = ((x.magnitude + length) / 2).squareRoot()
        let other = y.magnitude / t / 2
        let (a, b) = x < 0 ? (other, t) : (t, other)
        return [a / length, (y < 0 ? b : -b) / length]
      },
      complex("stablehlo.sine") { (x, y) in [sin(x) * cosh(y), cos(x) * sinh(y)] },
      complex("stablehlo.tan") { (x, y) in
        let d = cos(x) * cos(x) + sinh(y) * sinh(y)
        return [sin(x) * cos(x) / d, sinh(y) * cosh(y) / d]
      },
      complex("stablehlo.tanh") { (x, y) in
        let d = sinh(x) * sinh(x) + cos(y) * cos(y)
        return [sinh(x) * cosh(x) / d, sin(y) * cos(y) / d]
      },
      complex("chlo.cosh") { (x, y) in [cosh(x) * cos(y), sinh(x) * sin(y)] },
      complex("chlo.sinh") { (x, y) in [sinh(x) * cos(y), cosh(x) * sin(y)] },
    ]

    /// Zeros and some of the poles.
    private static let logGammaCenters = [
      0, 1, 2, 4, -1, -2, -3, -8, -17, -18, -30, -2.4570247382208006, -2.7476826467274127,
      -3.1435808883499798, -3.955294284858598, -4.039361839740537, -4.991544640560048,
      -5.008218168440789, -5.998607480080876,
    ]

  }

  /// Random fractions, the same each time.
  struct SampleGenerator {

    private var state: UInt64 = 0x9e37_79b9_7f4a_7c15

    /// A number from 0 to 1.
    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }

  }
#endif
