import KernelIR
import Scalars
import Testing

/// Every elementwise function and conversion in machine code against its definition in `Scalars`,
/// one lane and many, with a rest of lanes.
struct ElementwiseTests {

  /// Elements of `type` among which are all special ones.
  private static func samples(_ type: ElementType) -> [Scalar] {
    var result: [Scalar] = []
    if type == .i1 { return [0, 1, 1, 0, 1].map { Scalar(.i1, bits: $0) } }
    if type.isFloat {
      let numbers: [Double] = [
        0, -0.0, 1, -1, 0.5, -2.5, 1.5, 2.5, 3.14159, -7.25, 100.125, 1e-3, 12345.678, 65519, 65520,
        1e30, -1e30, .infinity, -.infinity, .nan, 1e-40, -1e-40, 88.5, -88.5, 0.7, -0.3, 19, 2e9,
        -2e9, 3e9, 1e19, 255.5, -128.5,
      ]
      result = numbers.map { Scalar(type, $0) }
    } else {
      let numbers: [Int64] = [
        0, 1, -1, 2, 3, -3, 7, 8, -8, 31, 63, 64, 100, 127, -128, 255, 1000, -1000,
        Int64(Int32.max), Int64(Int32.min), .max, .min, 1 << 40, 1 << 30 | 1 << 22 | 1, 16_777_217,
        (1 << 62) | (1 << 54) | 1, -((1 << 62) | (1 << 54) | 1),
      ]
      result = numbers.map { Scalar(type, integer: $0) }
    }
    return result
  }

  /// `true` iff `x` and `y` are the same element, or floats that differ by `ulps` at most.
  private static func agree(_ x: Scalar, _ y: Scalar, ulps: Double) -> Bool {
    if x == y { return true }
    guard x.type.isFloat else { return false }
    let (a, b) = (x.doubleValue, y.doubleValue)
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
    if a == 0, b == 0 { return ulps > 0 || a.sign == b.sign }
    let epsilon: Double =
      switch x.type {
      case .f16: 0x1p-10
      case .bf16: 0x1p-7
      case .f32: 0x1p-23
      default: 0x1p-52
      }
    return abs(a - b) <= ulps * epsilon * max(abs(a), abs(b))
  }

  /// The error in units of the last place that a function may have; all that are not listed are
  /// exactly rounded.
  private static func bound(_ function: String) -> Double {
    let approximate: Set<String> = [
      "rsqrt", "cbrt", "exp", "expm1", "log", "log1p", "sin", "cos", "tan", "tanh", "erf", "pow",
      "atan2", "logistic",
    ]
    return approximate.contains(function) ? 4 : 0
  }

  /// Returns the elements of the result of a kernel that applies `body` to elements of `inputs`.
  private func apply(
    _ inputs: [[Scalar]], to type: ElementType, _ kind: LoopKind,
    _ body: (inout KernelBuilder, [KernelValueID]) -> KernelValueID
  ) throws -> [Scalar] {
    var builder = KernelBuilder()
    let n = inputs[0].count
    let buffers = inputs.map { builder.buffer($0[0].type, count: n, .read) }
    let output = builder.buffer(type, count: n, .write)
    builder.loop(extent: n) { (builder, i) in
      let x = zip(buffers, inputs).map { (b, v) in
        builder.define(.load(b, IndexExpression(i), guard: nil), v[0].type)
      }
      builder.store(body(&builder, x), to: output, at: IndexExpression(i))
    }
    let kernel = scheduled(try builder.finish(), kind)
    return try runNatively(program(launching: kernel), inputs)[0]
  }

  @Test(arguments: ElementType.allCases)
  func unaryFunctions(_ type: ElementType) throws {
    let x = Self.samples(type)
    for f in UnaryFunction.allCases where f.isDefined(for: type) {
      let expected = x.map { f.evaluate($0) }
      for kind in [LoopKind.serial, .vector(lanes: 4)] {
        let actual = try apply([x], to: f.resultType(for: type), kind) { (builder, x) in
          builder.define(.unary(f, x[0]), f.resultType(for: type))
        }
        for (i, (a, e)) in zip(actual, expected).enumerated() {
          #expect(
            Self.agree(a, e, ulps: Self.bound(f.rawValue)), "\(f) \(x[i]) is \(a), expected \(e)")
        }
      }
    }
  }

  @Test(arguments: ElementType.allCases)
  func binaryFunctions(_ type: ElementType) throws {
    let samples = Self.samples(type)
    let x = samples.flatMap { (s) in samples.map { _ in s } }
    let y = samples.flatMap { _ in samples }
    for f in BinaryFunction.allCases where f.isDefined(for: type) {
      let expected = zip(x, y).map { f.evaluate($0, $1) }
      for kind in [LoopKind.serial, .vector(lanes: 8)] {
        let actual = try apply([x, y], to: type, kind) { (builder, x) in
          builder.define(.binary(f, x[0], x[1]), type)
        }
        for (i, (a, e)) in zip(actual, expected).enumerated()
        where !Self.agree(a, e, ulps: Self.bound(f.rawValue)) {
          Issue.record("\(f) \(x[i]) \(y[i]) is \(a), expected \(e)")
        }
      }
    }
  }

  @Test(arguments: ElementType.allCases)
  func comparisons(_ type: ElementType) throws {
    let samples = Self.samples(type)
    let x = samples.flatMap { (s) in samples.map { _ in s } }
    let y = samples.flatMap { _ in samples }
    for d in ComparisonDirection.allCases {
      for total in type.isFloat ? [false, true] : [false] {
        let expected = zip(x, y).map { Scalar(d.evaluate($0, $1, total: total)) }
        let actual = try apply([x, y], to: .i1, .vector(lanes: 8)) { (builder, x) in
          builder.define(.compare(d, x[0], x[1], total: total), .i1)
        }
        #expect(actual == expected, "compare \(d) of \(type), total: \(total)")
      }
    }
  }

  @Test(arguments: ElementType.allCases)
  func conversions(_ from: ElementType) throws {
    let x = Self.samples(from)
    for to in ElementType.allCases where to != from {
      let expected = x.map { $0.converted(to: to) }
      for kind in [LoopKind.serial, .vector(lanes: 4)] {
        let actual = try apply([x], to: to, kind) { (builder, x) in
          builder.define(.convert(x[0]), to)
        }
        for (i, (a, e)) in zip(actual, expected).enumerated() {
          #expect(Self.agree(a, e, ulps: 0), "\(x[i]) as \(to) is \(a), expected \(e)")
        }
      }
    }
  }

  @Test(arguments: ElementType.allCases)
  func selectsAndBitcasts(_ type: ElementType) throws {
    let x = Self.samples(type)
    let y = Array(x.reversed())
    let p = x.indices.map { Scalar(.i1, bits: UInt64($0 % 2)) }
    let chosen = try apply([p, x, y], to: type, .vector(lanes: 4)) { (builder, x) in
      builder.define(.select(x[0], x[1], x[2]), type)
    }
    for i in x.indices { #expect(Self.agree(chosen[i], i % 2 == 1 ? x[i] : y[i], ulps: 0)) }
    for to in ElementType.allCases where to.bitWidth == type.bitWidth {
      let bits = try apply([x], to: to, .vector(lanes: 4)) { (builder, x) in
        builder.define(.bitcast(x[0]), to)
      }
      for (a, e) in zip(bits, x) {
        #expect(Self.agree(a, Scalar(to, bits: e.bits), ulps: 0))
      }
    }
  }

}
