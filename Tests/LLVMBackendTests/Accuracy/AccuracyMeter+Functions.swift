import KernelIR
import LLVMBackend
import Scalars

extension AccuracyMeter {

  /// Measures `f` in machine code for `target` at `count` samples, or at all numbers of a narrow
  /// type.
  static func measuring(
    _ f: UnaryFunction, _ type: ElementType, sampleCount count: Int,
    lanes: Int? = nil, for target: NativeTarget = .host
  ) throws -> AccuracyMeter {
    guard let exact = f.reference else {
      throw HarnessFailure(what: "there is nothing to compare \(f) with")
    }
    let samples =
      type.bitWidth == 16
      ? AccuracySamples.all(of: type)
      : AccuracySamples.numbers(of: type, count, for: f)
    let native = try NativeFunction(type, arity: 1, kind(type, lanes), for: target) {
      .unary(f, $0[0])
    }
    var meter = AccuracyMeter(type)
    try native.forEachResult([samples]) { (i, y) in
      let x = value(samples[i], type)
      meter.add(value(y, type), exact: exact(x), at: [x])
    }
    return meter
  }

  /// Measures `f` in machine code for `target` at `count` samples.
  static func measuring(
    _ f: BinaryFunction, _ type: ElementType, sampleCount count: Int,
    lanes: Int? = nil, for target: NativeTarget = .host
  ) throws -> AccuracyMeter {
    guard let exact = f.reference else {
      throw HarnessFailure(what: "there is nothing to compare \(f) with")
    }
    let (xs, ys) = AccuracySamples.pairs(of: type, count)
    let native = try NativeFunction(type, arity: 2, kind(type, lanes), for: target) {
      .binary(f, $0[0], $0[1])
    }
    var meter = AccuracyMeter(type)
    try native.forEachResult([xs, ys]) { (i, z) in
      let (x, y) = (value(xs[i], type), value(ys[i], type))
      meter.add(value(z, type), exact: exact(x, y), at: [x, y])
    }
    return meter
  }

  /// A vector loop; the usual vectors have 64 bytes.
  private static func kind(_ type: ElementType, _ lanes: Int?) -> LoopKind {
    let lanes = lanes ?? (type == .f64 ? 8 : 16)
    return lanes == 1 ? .serial : .vector(lanes: lanes)
  }

  private static func value(_ bits: UInt64, _ type: ElementType) -> ReferenceFloat {
    switch type {
    case .f64: ReferenceFloat(Double(bitPattern: bits))
    case .f32: ReferenceFloat(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    default: ReferenceFloat(Scalar(type, bits: bits).doubleValue)
    }
  }

}
