import KernelIR
import LLVMBackend
import Runtime
import Scalars
import Testing

/// Loads whose lanes stand apart, in machine code.
struct StridedTests {

  /// Returns a kernel that loads `n` elements of which each is `stride` behind the one before, the
  /// odd ones only if `isGuarded`, from a buffer without any room.
  private func kernel(
    _ t: ElementType, _ n: Int, stride: Int, lanes: Int, isGuarded: Bool
  ) throws -> Kernel {
    var b = KernelBuilder()
    let x = b.buffer(t, count: abs(stride) * (n - 1) + 1, .read)
    let y = b.buffer(t, count: n, .write)
    let i = IndexExpression(b.openLoop(extent: n, kind: .vector(lanes: lanes)))
    let isOdd = i.remainder(by: 2, extents: b.extents)
    let condition = isGuarded ? b.define(.inside(isOdd, lower: 1, upper: 2), .i1) : nil
    let at = i * stride + (stride < 0 ? -stride * (n - 1) : 0)
    b.store(b.define(.load(x, at, guard: condition), t), to: y, at: i)
    b.closeLoop()
    return try b.finish()
  }

  @Test(arguments: [ElementType.i1, .u8, .bf16, .f16, .f32, .i64])
  func allStrides(_ t: ElementType) throws {
    for stride in -9...9 where stride != 0 {
      for (n, lanes) in [(8, 8), (37, 16), (3, 4), (20, 2), (100, 32)] {
        for isGuarded in [false, true] {
          let k = try kernel(t, n, stride: stride, lanes: lanes, isGuarded: isGuarded)
          let x = (0...abs(stride) * (n - 1)).map {
            Scalar(t, integer: t == .i1 ? Int64($0 % 2) : Int64(($0 * 7) % 101))
          }
          let expected = (0..<n).map { (i) in
            isGuarded && i % 2 == 0
              ? Scalar(t, bits: 0) : x[i * stride + (stride < 0 ? -stride * (n - 1) : 0)]
          }
          let y = try runNatively(program(launching: k), [x])[0]
          #expect(y == expected, "\(t), \(n) with stride \(stride) in \(lanes), \(isGuarded)")
        }
      }
    }
  }

  /// Stores that fill whole vectors together: value j of lane i goes to `i * stride + j`.
  @Test(arguments: [ElementType.i1, .u8, .bf16, .f32, .i64], [2, 3, 4, 8])
  func interleavedStores(_ t: ElementType, stride: Int) throws {
    for (n, lanes) in [(8, 8), (37, 16), (3, 4), (20, 2), (100, 32)] {
      for guarded in [[], [0], Array(0..<stride)] {
        var b = KernelBuilder()
        let x = b.buffer(t, count: n * stride, .read)
        let y = b.buffer(t, count: n * stride, .write)
        let i = IndexExpression(b.openLoop(extent: n, kind: .vector(lanes: lanes)))
        let values = (0..<stride).map { b.load(x, i + $0 * n) }
        let isOdd = b.inside(i.remainder(by: 2, extents: b.extents), 1, 2)
        for (j, v) in values.enumerated() {
          b.store(v, to: y, at: i * stride + j, guard: guarded.contains(j) ? isOdd : nil)
        }
        b.closeLoop()
        let elements = (0..<n * stride).map {
          Scalar(t, integer: t == .i1 ? Int64($0 % 2) : Int64(($0 * 7) % 101))
        }
        // What no store reaches stays as the memory was.
        let untouched = UInt64(0xa5a5_a5a5_a5a5_a5a5) >> UInt64(64 - 8 * t.byteWidth)
        let expected = (0..<n * stride).map { (k) in
          let (i, j) = (k / stride, k % stride)
          return guarded.contains(j) && i % 2 == 0
            ? Scalar(t, bits: untouched) : elements[i + j * n]
        }
        let actual = try runNatively(program(launching: try b.finish()), [elements])[0]
        #expect(actual == expected, "\(t), \(n) by \(stride) in \(lanes), guards \(guarded)")
      }
    }
  }

  /// Memory that was freed is used again for blocks of about the same size, and only for these.
  @Test func largeBlocksAreUsedAgain() throws {
    let size = 5 << 20
    var block: AlignedMemory? = try requireMemory(AlignedMemory(byteCount: size))
    let base = block?.base
    block = nil
    let small = try requireMemory(AlignedMemory(byteCount: size / 2))
    let large = try requireMemory(AlignedMemory(byteCount: size + 1))
    #expect(small.base != base && large.base != base)
    #expect(large.byteCount == size + 1)
    #expect(AlignedMemory(byteCount: .max) == nil)
    let same = try requireMemory(AlignedMemory(byteCount: size - 100))
    #expect(same.byteCount == size - 100)
    #expect(UInt(bitPattern: same.base) % UInt(AlignedMemory.alignment) == 0)
  }

}
