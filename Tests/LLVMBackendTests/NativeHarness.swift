import KernelIR
import LLVMBackend
import Runtime
import Scalars

/// Runs `program`, compiled for `target`, natively on the elements of its arguments and returns those of its results.
func runNatively(
  _ program: Program, _ arguments: [[Scalar]], threads: Int = 1, for target: NativeTarget = .host
) throws -> [[Scalar]] {
  let native = try NativeProgram(program, threads: 2, for: target)
  var memory: [AlignedMemory] = []
  func allocate(_ bytes: [UInt8]) throws -> UnsafeMutableRawPointer {
    let m = try requireMemory(AlignedMemory(copying: bytes))
    memory.append(m)
    return m.base
  }
  var results: [(slot: Slot, position: Int, base: UnsafeMutableRawPointer)] = []
  var slots: [UnsafeMutableRawPointer?] = []
  for s in program.slots {
    switch s.storage {
    case .argument(let i): slots.append(try allocate(arguments[i].flatMap(\.littleEndianBytes)))
    case .constant(let bytes): slots.append(try allocate(bytes))
    case .result(let i):
      let p = try allocate([UInt8](repeating: 0xa5, count: s.byteCount))
      results.append((s, i, p))
      slots.append(p)
    case .weight, .arena, .donated: slots.append(nil)
    }
  }
  let arena = try requireMemory(AlignedMemory(byteCount: program.arenaByteCount))
  let scratch = try requireMemory(AlignedMemory(byteCount: native.scratchByteCount * threads))
  let finished = native.run(
    slots: slots, arena: arena, scratch: scratch, threads: threads,
    pool: ThreadPool(threadCount: threads), cancellation: Cancellation())
  guard finished else { throw HarnessFailure(what: "the program was cancelled") }
  return withExtendedLifetime(memory) {
    results.sorted { $0.position < $1.position }.map { (r) in
      let w = r.slot.element.byteWidth
      return (0..<r.slot.count).map { (i) in
        var bits: UInt64 = 0
        for k in 0..<w {
          bits |= UInt64(r.base.load(fromByteOffset: i * w + k, as: UInt8.self)) << UInt64(8 * k)
        }
        return Scalar(r.slot.element, bits: bits)
      }
    }
  }
}

/// Why a test cannot go on.
struct HarnessFailure: Error {
  let what: String
}

/// Returns `m`, which must not be `nil`.
func requireMemory(_ m: AlignedMemory?) throws -> AlignedMemory {
  guard let m else { throw HarnessFailure(what: "there is no memory") }
  return m
}

extension Scalar {

  /// The bytes in memory.
  var littleEndianBytes: [UInt8] {
    (0..<type.byteWidth).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
  }

}

/// Returns the program that launches `kernel` once, on arguments for what it reads and results for
/// what it writes.
func program(launching kernel: Kernel) -> Program {
  var slots: [Slot] = []
  var arguments = 0
  var results = 0
  for b in kernel.buffers where b.access != .scratch {
    if b.access == .read {
      slots.append(Slot(b.element, count: b.count, .argument(arguments)))
      arguments += 1
    } else {
      slots.append(Slot(b.element, count: b.count, .result(results)))
      results += 1
    }
  }
  return Program(
    name: "test", kernels: [kernel], slots: slots,
    steps: [.launch(KernelID(index: 0), slots.indices.map(SlotID.init(index:)))],
    arenaByteCount: 0)
}

/// Returns `kernel` with its outermost loop executed as `kind`, in blocks of `grain` iterations.
func scheduled(_ kernel: Kernel, _ kind: LoopKind, grain: Int? = nil) -> Kernel {
  var result = kernel
  result.body = kernel.body.map { (s) in
    guard case .loop(var l) = s else { return s }
    l.kind = kind
    l.grain = grain
    return .loop(l)
  }
  return result
}
