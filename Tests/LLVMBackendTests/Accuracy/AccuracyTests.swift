import LLVMBackend
import Scalars
import Testing

/// How far the elementary functions in machine code are from exact results.
struct AccuracyTests {

  /// Samples for each function and type.
  private static let sampleCount = 1 << 17

  private static let floats: [ElementType] = [.f16, .bf16, .f32, .f64]

  private func check(_ meter: AccuracyMeter, _ name: String, _ type: ElementType, _ bound: Double) {
    #expect(meter.faults.isEmpty, "\(name) of \(type) at \(meter.faults.prefix(3))")
    #expect(
      meter.worst <= bound,
      "\(name) of \(type) is \(meter.worst) units off at \(meter.worstOperands)")
  }

  @Test(arguments: floats)
  func unaryFunctions(_ type: ElementType) throws {
    for (f, bounds) in AccuracyBounds.unary {
      let meter = try AccuracyMeter.measuring(f, type, sampleCount: Self.sampleCount)
      check(meter, f.rawValue, type, bounds[type])
    }
  }

  @Test(arguments: floats)
  func binaryFunctions(_ type: ElementType) throws {
    for (f, bounds) in AccuracyBounds.binary {
      let meter = try AccuracyMeter.measuring(f, type, sampleCount: Self.sampleCount)
      check(meter, f.rawValue, type, bounds[type])
    }
  }

  /// Code for one lane, for few, and for more than a register has.
  @Test(arguments: [ElementType.f32, .f64], [1, 2, 64])
  func otherLanes(_ type: ElementType, _ lanes: Int) throws {
    for (f, bounds) in AccuracyBounds.unary {
      let meter = try AccuracyMeter.measuring(f, type, sampleCount: 1 << 12, lanes: lanes)
      check(meter, f.rawValue, type, bounds[type])
    }
    for (f, bounds) in AccuracyBounds.binary {
      let meter = try AccuracyMeter.measuring(f, type, sampleCount: 1 << 12, lanes: lanes)
      check(meter, f.rawValue, type, bounds[type])
    }
  }

  #if arch(x86_64)
    /// Machines with shorter vectors, the first without fused multiplication and addition.
    private static let olderProcessors = ["x86-64", "x86-64-v3"].filter {
      $0 == "x86-64" || NativeTarget.host.features.contains("+avx2")
    }

    /// Without fusion errors may be larger by half a unit.
    @Test(arguments: olderProcessors, [ElementType.f32, .f64])
    func codeForOlderProcessors(_ cpu: String, _ type: ElementType) throws {
      let target = NativeTarget(triple: NativeTarget.host.triple, cpu: cpu)
      let lanes = (cpu == "x86-64" ? 16 : 32) / type.byteWidth
      for (f, bounds) in AccuracyBounds.unary {
        let meter = try AccuracyMeter.measuring(
          f, type, sampleCount: 1 << 15, lanes: lanes, for: target)
        check(meter, "\(cpu) \(f.rawValue)", type, bounds[type] + 0.5)
      }
      for (f, bounds) in AccuracyBounds.binary {
        let meter = try AccuracyMeter.measuring(
          f, type, sampleCount: 1 << 15, lanes: lanes, for: target)
        check(meter, "\(cpu) \(f.rawValue)", type, f == .rem ? 0 : bounds[type] + 0.5)
      }
    }
  #endif

}
