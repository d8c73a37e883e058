import KernelIR
import LLVMBackend
import Runtime
import Scalars

/// An elementwise function in machine code, which is applied to blocks of elements.
final class NativeFunction {

  /// The type of elements.
  let type: ElementType

  /// The elements in a block; lanes do not divide it.
  static let blockCount = 4099

  private let native: NativeProgram
  private let operands: [AlignedMemory]
  private let result: AlignedMemory
  private let arena: AlignedMemory
  private let pool = ThreadPool(threadCount: 1)

  /// Compiles a function of `arity` operands of type `type` for `target`.
  init(
    _ type: ElementType, arity: Int, _ kind: LoopKind, for target: NativeTarget = .host,
    _ body: ([KernelValueID]) -> Expression
  ) throws {
    self.type = type
    var builder = KernelBuilder()
    let n = Self.blockCount
    let buffers = (0..<arity).map { _ in builder.buffer(type, count: n, .read) }
    let output = builder.buffer(type, count: n, .write)
    builder.loop(extent: n) { (builder, i) in
      let x = buffers.map { builder.define(.load($0, IndexExpression(i), guard: nil), type) }
      builder.store(builder.define(body(x), type), to: output, at: IndexExpression(i))
    }
    let kernel = scheduled(try builder.finish(), kind)
    native = try NativeProgram(program(launching: kernel), threads: 1, for: target)
    let byteCount = n * type.byteWidth
    operands = try (0..<arity).map { _ in try requireMemory(AlignedMemory(byteCount: byteCount)) }
    result = try requireMemory(AlignedMemory(byteCount: byteCount))
    arena = try requireMemory(AlignedMemory(byteCount: 0))
  }

  /// Calls `body` with the index and the representation of each result for `arguments`, which are
  /// representations as well.
  func forEachResult(_ arguments: [[UInt64]], _ body: (Int, UInt64) -> Void) throws {
    let count = arguments[0].count
    var start = 0
    while start < count {
      let n = min(Self.blockCount, count - start)
      for (memory, x) in zip(operands, arguments) { store(x[start..<(start + n)], memory) }
      let finished = native.run(
        slots: operands.map { Optional($0.base) } + [result.base], arena: arena, scratch: arena,
        threads: 1, pool: pool, cancellation: Cancellation())
      guard finished else { throw HarnessFailure(what: "the program was cancelled") }
      for i in 0..<n { body(start + i, element(i)) }
      start += n
    }
  }

  private func store(_ bits: ArraySlice<UInt64>, _ memory: AlignedMemory) {
    for (i, b) in bits.enumerated() {
      switch type.byteWidth {
      case 2:
        memory.base.storeBytes(
          of: UInt16(truncatingIfNeeded: b), toByteOffset: 2 * i, as: UInt16.self)
      case 4:
        memory.base.storeBytes(
          of: UInt32(truncatingIfNeeded: b), toByteOffset: 4 * i, as: UInt32.self)
      default: memory.base.storeBytes(of: b, toByteOffset: 8 * i, as: UInt64.self)
      }
    }
  }

  private func element(_ i: Int) -> UInt64 {
    switch type.byteWidth {
    case 2: UInt64(result.base.load(fromByteOffset: 2 * i, as: UInt16.self))
    case 4: UInt64(result.base.load(fromByteOffset: 4 * i, as: UInt32.self))
    default: result.base.load(fromByteOffset: 8 * i, as: UInt64.self)
    }
  }

}
