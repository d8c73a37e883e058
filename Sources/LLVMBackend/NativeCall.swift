import Diagnostics
import KernelIR
import Runtime
import Synchronization

/// A native program with its weights and constants in place, which any number of threads may call
/// at once.
package final class NativeCall: @unchecked Sendable {

  /// The program.
  package let native: NativeProgram

  /// What a call does beside computing.
  package struct Options: Sendable {

    /// The greatest number of threads that work on a call.
    package var threads: Int

    /// The switch that ends the call.
    package var cancellation: Cancellation

    /// The threads.
    package var pool: ThreadPool

    /// Creates options.
    package init(
      threads: Int = 1, cancellation: Cancellation = Cancellation(), pool: ThreadPool = .shared
    ) {
      self.threads = threads
      self.cancellation = cancellation
      self.pool = pool
    }

  }

  /// The memory of one call, used again by later ones.
  private struct Workspace {
    let arena: AlignedMemory
    let scratch: AlignedMemory
    let threads: Int
  }

  /// The addresses of the slots that are the same in each call: constants and weights.
  private let fixedSlots: [UnsafeMutableRawPointer?]

  /// What keeps the fixed slots alive.
  private let owners: [TensorStorage]

  private let argumentSlots: [(slot: Int, position: Int)]
  private let resultSlots: [(slot: Int, position: Int)]
  private let donatedSlots: [(slot: Int, argument: Int, result: Int)]

  /// Workspaces that no call is using.
  private let idle = Mutex<[Workspace]>([])

  /// The most workspaces that are kept.
  private static let idleLimit = 4

  /// Prepares `native` for calls.
  ///
  /// - Parameter weights: the elements of each weight that the program uses, by its name.
  /// - Throws: `DiagnosticError` if there is not enough memory; `Defect` if a weight is missing.
  package init(_ native: NativeProgram, weights: [String: TensorStorage]) throws {
    self.native = native
    var slots: [UnsafeMutableRawPointer?] = []
    var owners: [TensorStorage] = []
    var arguments: [(slot: Int, position: Int)] = []
    var results: [(slot: Int, position: Int)] = []
    var donated: [(slot: Int, argument: Int, result: Int)] = []
    let used = native.program.usedSlots
    for (i, s) in native.program.slots.enumerated() {
      var storage: TensorStorage?
      switch s.storage {
      case .argument(let position): arguments.append((i, position))
      case .result(let position): results.append((i, position))
      case .donated(let argument, let result): donated.append((i, argument, result))
      case .arena: break
      case .constant(let bytes):
        guard used.contains(SlotID(index: i)) else { break }
        guard let copy = TensorStorage(copying: bytes) else { throw Self.outOfMemory }
        storage = copy
      case .weight(let name):
        guard used.contains(SlotID(index: i)) else { break }
        guard let given = weights[name], given.byteCount == s.byteCount else {
          throw Defect("a call", "the weight '\(name)' is missing or has another size")
        }
        guard let aligned = given.aligned(to: s.element.byteWidth) else { throw Self.outOfMemory }
        storage = aligned
      }
      slots.append(storage.flatMap { Self.address(of: $0) })
      if let storage { owners.append(storage) }
    }
    fixedSlots = slots
    self.owners = owners
    argumentSlots = arguments
    resultSlots = results
    donatedSlots = donated
  }

  /// Computes the results for `arguments`, of which copies are given away where the program writes
  /// to arguments.
  ///
  /// - Throws: what `run(donating:_:)` throws.
  package func run(
    _ arguments: [TensorStorage], _ options: Options = Options()
  ) throws -> [TensorStorage] {
    var arguments = arguments
    return try run(donating: &arguments, options)
  }

  /// Computes the results for `arguments`, and takes the memory of those to which the program writes:
  /// they have no bytes afterwards.
  ///
  /// - Throws: `DiagnosticError` if an argument has not as many bytes as the program takes or there
  ///   is not enough memory; `CancellationError` if the call was cancelled.
  package func run(
    donating arguments: inout [TensorStorage], _ options: Options = Options()
  ) throws -> [TensorStorage] {
    let program = native.program
    var slots = fixedSlots
    var lent: [TensorStorage] = []
    let taken = argumentSlots + donatedSlots.map { ($0.slot, $0.argument) }
    for (slot, position) in taken {
      let expected = program.slots[slot].byteCount
      guard arguments.indices.contains(position), arguments[position].byteCount == expected else {
        throw DiagnosticError("argument \(position) does not have \(expected) bytes")
      }
    }
    for (slot, position) in argumentSlots {
      guard let aligned = arguments[position].aligned(to: program.slots[slot].element.byteWidth)
      else { throw Self.outOfMemory }
      slots[slot] = Self.address(of: aligned)
      lent.append(aligned)
    }
    var results: [(position: Int, memory: AlignedMemory)] = []
    for (slot, position) in resultSlots {
      guard let memory = AlignedMemory(byteCount: program.slots[slot].byteCount) else {
        throw Self.outOfMemory
      }
      slots[slot] = memory.base
      results.append((position, memory))
    }
    for (slot, argument, result) in donatedSlots {
      guard let memory = arguments[argument].takeMemory() else { throw Self.outOfMemory }
      slots[slot] = memory.base
      results.append((result, memory))
    }
    let threads = max(1, min(options.threads, options.pool.threadCount))
    let workspace = try takeWorkspace(threads: threads)
    let finished = withExtendedLifetime((lent, owners, results)) {
      native.run(
        slots: slots, arena: workspace.arena, scratch: workspace.scratch, threads: threads,
        pool: options.pool, cancellation: options.cancellation)
    }
    idle.withLock { if $0.count < Self.idleLimit { $0.append(workspace) } }
    guard finished, !options.cancellation.isCancelled else { throw CancellationError() }
    return results.sorted { $0.position < $1.position }.map { TensorStorage($0.memory) }
  }

  private func takeWorkspace(threads: Int) throws -> Workspace {
    let known = idle.withLock { (idle) in
      idle.firstIndex { $0.threads >= threads }.map { idle.remove(at: $0) }
    }
    if let known { return known }
    let (scratchByteCount, overflow) = native.scratchByteCount.multipliedReportingOverflow(
      by: threads)
    guard !overflow, let arena = AlignedMemory(byteCount: native.program.arenaByteCount),
      let scratch = AlignedMemory(byteCount: scratchByteCount)
    else { throw Self.outOfMemory }
    return Workspace(arena: arena, scratch: scratch, threads: threads)
  }

  /// The address of `storage`, to which native code only writes if it is a result.
  private static func address(of storage: TensorStorage) -> UnsafeMutableRawPointer? {
    storage.bytes.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) }
  }

  private static var outOfMemory: DiagnosticError { DiagnosticError("there is not enough memory") }

}
