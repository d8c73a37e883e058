import KernelIR
import LLVMBackend
import Scalars
import Testing

/// Sums of products of bytes, four at a time, in machine code.
struct ByteTests {

  /// The sizes of a product: rows, terms and lanes.
  struct Sizes: Hashable { let (rows, terms, lanes): (Int, Int, Int) }

  private static let sizes = [(40, 64, 48), (33, 37, 65), (65, 7, 70), (40, 300, 200)]
    .map { Sizes(rows: $0.0, terms: $0.1, lanes: $0.2) }

  /// Returns a product of a matrix of `x` and a transposed one of `y`, not scheduled.
  private func product(
    _ s: Sizes, _ x: ElementType, _ y: ElementType, _ t: ElementType
  ) throws -> Kernel {
    var b = KernelBuilder()
    let p = b.buffer(x, count: s.rows * s.terms, .read)
    let q = b.buffer(y, count: s.lanes * s.terms, .read)
    let r = b.buffer(t, count: s.rows * s.lanes, .write)
    let zero = b.define(.constant(Scalar(t, bits: 0)), t)
    let i = IndexExpression(b.openLoop(extent: s.rows))
    let j = IndexExpression(b.openLoop(extent: s.lanes))
    let k = IndexExpression(b.openReduction(extents: [s.terms])[0])
    let u = b.define(.convert(b.define(.load(p, i * s.terms + k, guard: nil), x)), t)
    let v = b.define(.convert(b.define(.load(q, j * s.terms + k, guard: nil), y)), t)
    let sum = b.closeReduction(
      .add, contracted: false, initial: zero, element: b.define(.binary(.mul, u, v), t))
    b.store(sum, to: r, at: i * s.lanes + j)
    b.closeLoop()
    b.closeLoop()
    return try b.finish()
  }

  /// All bytes, the extreme ones often.
  private func bytes(_ n: Int, _ t: ElementType) -> [Scalar] {
    (0..<n).map { (i) in
      let bits = i % 3 == 0 ? [0x80, 0x7f, 0xff, 0][i / 3 % 4] : i &* 2_654_435_761 >> 7
      return Scalar(t, bits: UInt64(truncatingIfNeeded: bits) & 0xff)
    }
  }

  @Test(arguments: [ElementType.i8, .u8], [ElementType.i8, .u8])
  func productsAreExact(_ x: ElementType, _ y: ElementType) throws {
    let withoutInstruction = NativeTarget(
      triple: NativeTarget.host.triple, cpu: NativeTarget.host.cpu,
      features: NativeTarget.host.features + ",-avx512vnni")
    var target = NativeTarget.host.kernelTarget
    target.hasByteDot = true
    for s in Self.sizes {
      let kernel = try product(s, x, y, .i32)
      let scheduled = try KernelPipeline.run(kernel, for: target)
      #expect("\(scheduled)".contains("byte_dot"), "\(s)")
      let arguments = [bytes(s.rows * s.terms, x), bytes(s.lanes * s.terms, y)]
      let numbers = arguments.map { $0.map { Int64($0.doubleValue) } }
      let expected = (0..<(s.rows * s.lanes)).map { (at) -> Scalar in
        let (i, j) = (at / s.lanes, at % s.lanes)
        var sum: Int64 = 0
        for k in 0..<s.terms { sum += numbers[0][i * s.terms + k] * numbers[1][j * s.terms + k] }
        return Scalar(.i32, integer: sum)
      }
      for native in [NativeTarget.host, withoutInstruction] {
        #expect(
          try runNatively(program(launching: scheduled), arguments, for: native)[0] == expected,
          "\(s)")
      }
    }
  }

  @Test func wordsAreDefinedByBytes() throws {
    var b = KernelBuilder()
    let x = b.buffer(.i32, count: 40, .read)
    let y = b.buffer(.i32, count: 40, .read)
    let z = b.buffer(.i32, count: 40, .write)
    let i = IndexExpression(b.openLoop(extent: 40, kind: .vector(lanes: 16)))
    let u = b.define(.load(x, i, guard: nil), .i32)
    let v = b.define(.load(y, i, guard: nil), .i32)
    b.store(b.define(.byteDot(u, v), .i32), to: z, at: i)
    b.closeLoop()
    let kernel = try b.finish()
    let words = (0..<80).map { Scalar(.i32, integer: Int64($0 &* 2_654_435_761)) }
    let arguments = [Array(words[..<40]), Array(words[40...])]
    let expected = (0..<40).map { (i) -> Scalar in
      var sum: Int64 = 0
      for k in 0..<4 {
        let shift = UInt64(8 * k)
        let a = UInt8(truncatingIfNeeded: arguments[0][i].bits >> shift)
        let b = Int8(truncatingIfNeeded: arguments[1][i].bits >> shift)
        sum += Int64(a) * Int64(b)
      }
      return Scalar(.i32, integer: sum)
    }
    #expect(try runNatively(program(launching: kernel), arguments)[0] == expected)
    #expect(KernelVerifier.verify(kernel).all.isEmpty)
  }

}
