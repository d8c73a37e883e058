import KernelIR
import LLVMBackend
import Scalars
import Testing

/// What the code of elementary functions is made of, for several targets.
struct MathCodeTests {

  private static let targets = [
    NativeTarget(triple: "x86_64-unknown-linux-gnu"),
    NativeTarget(triple: "x86_64-unknown-linux-gnu", cpu: "x86-64-v4"),
    NativeTarget(triple: "aarch64-unknown-linux-gnu"),
  ]

  /// Returns `output` for a kernel that applies a function of `arity` operands.
  private func code(
    _ type: ElementType, arity: Int, lanes: Int? = nil, as output: LLVMBackend.Output,
    for target: NativeTarget, _ body: ([KernelValueID]) -> Expression
  ) throws -> String {
    var builder = KernelBuilder()
    let n = 100
    let buffers = (0..<arity).map { _ in builder.buffer(type, count: n, .read) }
    let result = builder.buffer(type, count: n, .write)
    let lanes = lanes ?? target.kernelTarget.vectorByteWidth / type.byteWidth
    builder.loop(extent: n, kind: .vector(lanes: lanes)) { (builder, i) in
      let x = buffers.map { builder.define(.load($0, IndexExpression(i), guard: nil), type) }
      builder.store(builder.define(body(x), type), to: result, at: IndexExpression(i))
    }
    let p = program(launching: try builder.finish())
    return String(decoding: try LLVMBackend.emit(p, as: output, for: target), as: UTF8.self)
  }

  /// Only large arguments of periodic functions are left to the C library.
  @Test(arguments: targets, [ElementType.f32, .f64])
  func callsOfTheLibrary(_ target: NativeTarget, _ type: ElementType) throws {
    let suffix = type == .f64 ? "" : "f"
    for (f, _) in AccuracyBounds.unary {
      let text = try code(type, arity: 1, as: .llvm, for: target) { .unary(f, $0[0]) }
      let calls = text.contains("@\(f)\(suffix)(")
      #expect(calls == [.sin, .cos, .tan].contains(f), "\(f) of \(type) for \(target)")
    }
    for (f, _) in AccuracyBounds.binary {
      let text = try code(type, arity: 2, as: .llvm, for: target) { .binary(f, $0[0], $0[1]) }
      #expect(text.contains("@fmod\(suffix)(") == (f == .rem), "\(f) of \(type) for \(target)")
      #expect(!text.contains("@\(f)\(suffix)("), "\(f) of \(type) for \(target)")
    }
  }

  @Test(arguments: targets, [ElementType.f32, .f64])
  func codeIsGeneratedForAllTargets(_ target: NativeTarget, _ type: ElementType) throws {
    for (f, _) in AccuracyBounds.unary {
      let text = try code(type, arity: 1, as: .assembly, for: target) { .unary(f, $0[0]) }
      #expect(text.contains("quern_kernel_0"))
    }
    for (f, _) in AccuracyBounds.binary {
      let text = try code(type, arity: 2, as: .assembly, for: target) { .binary(f, $0[0], $0[1]) }
      #expect(text.contains("quern_kernel_0"))
    }
  }

  /// What AVX-512 has instructions for takes few of them, for any number of lanes.
  @Test(arguments: [ElementType.f32, .f64], [2, 8, 16, 64])
  func instructionsOfAVX512(_ type: ElementType, _ lanes: Int) throws {
    let target = NativeTarget(triple: "x86_64-unknown-linux-gnu", cpu: "x86-64-v4")
    func assembly(_ f: UnaryFunction) throws -> String {
      try code(type, arity: 1, lanes: lanes, as: .assembly, for: target) { .unary(f, $0[0]) }
    }
    let exponential = try assembly(.exp)
    #expect(exponential.contains("vscalefp") && !exponential.contains("vcmp"))
    let logarithm = try assembly(.log)
    #expect(logarithm.contains("vgetmantp") && logarithm.contains("vgetexpp"))
    #expect(!logarithm.contains("vcmp"))
    let errorFunction = try assembly(.erf)
    #expect(errorFunction.contains("vpermi2p") || errorFunction.contains("vpermt2p"))
    #expect(!errorFunction.contains("vcmp") && !errorFunction.contains("vdiv"))
  }

  /// Conversions that saturate stay in lanes.
  @Test func conversionsOfVectors() throws {
    let target = NativeTarget(triple: "x86_64-unknown-linux-gnu", cpu: "x86-64-v4")
    for type in [ElementType.i8, .u8, .i32, .u32, .i64, .u64] {
      var builder = KernelBuilder()
      let x = builder.buffer(.f32, count: 64, .read)
      let y = builder.buffer(type, count: 64, .write)
      builder.loop(extent: 64, kind: .vector(lanes: 16)) { (builder, i) in
        let v = builder.define(.load(x, IndexExpression(i), guard: nil), .f32)
        builder.store(builder.define(.convert(v), type), to: y, at: IndexExpression(i))
      }
      let p = program(launching: try builder.finish())
      let text = String(
        decoding: try LLVMBackend.emit(p, as: .assembly, for: target), as: UTF8.self)
      #expect(text.contains("vcvttps2") && !text.contains("vcvttss2"), "\(type)")
    }
  }

}
