import Synchronization

/// A switch that ends a running program at its next chance: between two iterations of a loop or
/// two blocks of work.
package final class Cancellation: @unchecked Sendable {

  /// Read by native code as a byte that is not zero once the program shall end.
  let flag: UnsafeMutablePointer<Atomic<UInt8>>

  /// Creates a switch that is off.
  package init() {
    flag = .allocate(capacity: 1)
    flag.initialize(to: Atomic(0))
  }

  deinit {
    flag.deinitialize(count: 1)
    flag.deallocate()
  }

  /// Ends the programs that run with this switch, and those that will.
  package func cancel() { flag.pointee.store(1, ordering: .releasing) }

  /// `true` iff `cancel()` was called.
  package var isCancelled: Bool { flag.pointee.load(ordering: .acquiring) != 0 }

}

/// What a native program knows of its surroundings while it runs. Native code reads the fields at
/// the offsets that `ExecutionLayout` gives.
package struct Execution {

  /// The function that shares the blocks of a parallel loop among threads:
  /// execution, kernel, buffers, extent, grain.
  var parallelFor:
    @convention(c) (
      UnsafeMutableRawPointer, UnsafeRawPointer, UnsafePointer<UnsafeMutableRawPointer?>, Int, Int
    ) -> Void

  /// A byte that is not zero once the program shall end.
  var cancellationFlag: UnsafeMutableRawPointer

  /// The scratch memory of thread 0; that of each other follows after `scratchStride` bytes.
  var scratch: UnsafeMutableRawPointer

  /// The scratch bytes of one thread.
  var scratchStride: Int

  /// The greatest number of threads.
  var threadLimit: Int

  /// The threads.
  var pool: Unmanaged<ThreadPool>

}

/// The offsets in bytes of what native code reads of an `Execution`.
package enum ExecutionLayout {

  /// Of the function that shares the blocks of a parallel loop.
  package static let parallelFor = MemoryLayout<Execution>.offset(of: \.parallelFor) ?? 0

  /// Of the pointer to the byte that is not zero once the program shall end.
  package static let cancellationFlag = MemoryLayout<Execution>.offset(of: \.cancellationFlag) ?? 0

  /// Of the pointer to the scratch memory of thread 0.
  package static let scratch = MemoryLayout<Execution>.offset(of: \.scratch) ?? 0

}

/// Running the functions that code generation makes.
package enum NativeCode {

  /// The entry of a program: execution, slots, arena; 0 when it has ended and 1 when it was
  /// cancelled.
  package typealias Entry =
    @convention(c) (
      UnsafeMutableRawPointer, UnsafePointer<UnsafeMutableRawPointer?>, UnsafeMutableRawPointer
    ) -> Int32

  /// A kernel as a task: buffers, scratch, and the iterations of the parallel loop.
  typealias Task =
    @convention(c) (
      UnsafePointer<UnsafeMutableRawPointer?>, UnsafeMutableRawPointer, Int, Int
    ) -> Void

  /// Runs `entry` and returns `false` iff it was cancelled.
  ///
  /// - Parameters:
  ///   - slots: the addresses of the program's slots; a program without any does nothing.
  ///   - scratch: at least `threads` times `scratchByteCount` bytes.
  package static func run(
    _ entry: Entry, slots: [UnsafeMutableRawPointer?], arena: AlignedMemory,
    scratch: AlignedMemory, scratchByteCount: Int, threads: Int, pool: ThreadPool,
    cancellation: Cancellation
  ) -> Bool {
    precondition(scratch.byteCount >= scratchByteCount * threads)
    var execution = Execution(
      parallelFor: parallelFor, cancellationFlag: UnsafeMutableRawPointer(cancellation.flag),
      scratch: scratch.base, scratchStride: scratchByteCount, threadLimit: threads,
      pool: Unmanaged.passUnretained(pool))
    return withExtendedLifetime((arena, scratch, pool, cancellation)) {
      slots.withUnsafeBufferPointer { (slots) in
        withUnsafeMutablePointer(to: &execution) { (execution) in
          guard let first = slots.baseAddress else { return true }
          return entry(execution, first, arena.base) == 0
        }
      }
    }
  }

  private static let parallelFor:
    @convention(c) (
      UnsafeMutableRawPointer, UnsafeRawPointer, UnsafePointer<UnsafeMutableRawPointer?>, Int, Int
    ) -> Void = { (execution, function, buffers, extent, grain) in
      let e = execution.assumingMemoryBound(to: Execution.self).pointee
      let task = unsafeBitCast(function, to: Task.self)
      let flag = e.cancellationFlag.assumingMemoryBound(to: Atomic<UInt8>.self)
      let count = (extent - 1) / grain + 1
      e.pool._withUnsafeGuaranteedRef { (pool) in
        pool.forEachBlock(count: count, limit: e.threadLimit) { (worker, block) in
          if flag.pointee.load(ordering: .relaxed) != 0 { return }
          let begin = block * grain
          task(buffers, e.scratch + worker * e.scratchStride, begin, min(begin + grain, extent))
        }
      }
    }

}
