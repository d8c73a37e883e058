#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// Threads that share the blocks of one parallel loop at a time.
///
/// The caller takes part in the work. While one loop is being shared, a caller with another one
/// runs its loop alone, so that no caller ever waits for another one's work. Idle threads spin for
/// a bounded time, since the next loop usually follows at once, and then sleep.
package final class ThreadPool: @unchecked Sendable {

  /// A block of work: the position of the thread among those that take part, and the block's.
  package typealias Work = (_ worker: Int, _ block: Int) -> Void

  /// The number of threads that can work at once, the caller included.
  package let threadCount: Int

  /// One thread for each processor that this process may use.
  package static let shared = ThreadPool(threadCount: ProcessorCount.available)

  /// `true` while a loop is being shared.
  private let isBusy = Atomic(false)

  /// The loop being shared: its number in the high half; the number of workers in it, doubled, and
  /// whether more may join, in the low half.
  private let state = Atomic<UInt64>(0)

  /// For each thread the next block of its part that nobody has taken, on a line of the cache of its
  /// own.
  private let nextBlocks: UnsafeMutablePointer<Atomic<Int>>

  /// The numbers from one such block to the next one in memory.
  private static let nextBlockStride = 64 / MemoryLayout<Atomic<Int>>.stride

  private let sleepers = Atomic(0)
  private let isStopping = Atomic(false)

  /// What the loop being shared does; written before `state` says that it may be joined.
  private var work: Work?
  private var blockCount = 0
  private var participantCount = 0

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  /// How long an idle thread looks for work before it sleeps. Waking it takes a good part of that.
  private static let spinTime = Duration.microseconds(200)

  /// How often it looks between two glances at the clock.
  private static let spinsPerGlance = 256

  /// How often a caller looks whether the others are done before it lets other threads run.
  private static let spinLimit = 4000

  /// Creates a pool and starts its threads.
  package init(threadCount: Int) {
    self.threadCount = max(1, threadCount)
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    nextBlocks = .allocate(capacity: self.threadCount * Self.nextBlockStride)
    for i in 0..<self.threadCount { next(of: i).initialize(to: Atomic(0)) }
    for i in 1..<max(1, self.threadCount) { start(worker: i) }
  }

  // The threads of a pool keep it alive, so that only a stopped one is ever freed.
  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
    nextBlocks.deallocate()
  }

  /// Ends the threads of the pool; loops that come later are run by their callers.
  package func stop() {
    isStopping.store(true, ordering: .releasing)
    wake()
  }

  /// Calls `work` once for each block, on at most `limit` threads, and returns when all are done.
  ///
  /// Each thread begins with its part of the blocks, the same one in each loop, so that it finds what
  /// it stored in the loop before in its own cache; then it helps the others.
  package func forEachBlock(count: Int, limit: Int, _ work: Work) {
    let participants = min(limit, threadCount, count)
    guard participants > 1,
      isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      for b in 0..<count { work(0, b) }
      return
    }
    withoutActuallyEscaping(work) { (work) in
      self.work = work
      blockCount = count
      participantCount = participants
      for i in 0..<participants {
        next(of: i).pointee.store(firstBlock(of: i), ordering: .relaxed)
      }
      let number = (state.load(ordering: .relaxed) >> 32) &+ 1
      state.store(number << 32 | 1, ordering: .sequentiallyConsistent)
      if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake() }

      takeBlocks(as: 0, work)

      // Nobody may join any more; wait for those that did.
      state.bitwiseAnd(~1, ordering: .acquiringAndReleasing)
      var spins = 0
      while state.load(ordering: .acquiring) & 0xffff_ffff != 0 {
        spins += 1
        if spins > Self.spinLimit { sched_yield() }
      }
      self.work = nil
    }
    isBusy.store(false, ordering: .releasing)
  }

  private func takeBlocks(as worker: Int, _ work: Work) {
    for k in 0..<participantCount {
      let owner = (worker + k) % participantCount
      let end = firstBlock(of: owner + 1)
      while true {
        let b = next(of: owner).pointee.wrappingAdd(1, ordering: .relaxed).oldValue
        if b >= end { break }
        work(worker, b)
      }
    }
  }

  /// Where the next block of the part of thread `worker` is.
  private func next(of worker: Int) -> UnsafeMutablePointer<Atomic<Int>> {
    nextBlocks + worker * Self.nextBlockStride
  }

  /// The first block of the part of thread `worker`.
  private func firstBlock(of worker: Int) -> Int {
    let (each, more) = blockCount.quotientAndRemainder(dividingBy: participantCount)
    return worker * each + min(worker, more)
  }

  // MARK: Threads

  /// What a new thread needs to know.
  private final class Start {
    let pool: ThreadPool
    let worker: Int
    init(pool: ThreadPool, worker: Int) {
      self.pool = pool
      self.worker = worker
    }
  }

  private func start(worker: Int) {
    let argument = Unmanaged.passRetained(Start(pool: self, worker: worker))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let failure = pthread_create(
      &thread, nil,
      { (argument) in
        #if canImport(Darwin)
          let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        #else
          guard let argument else { return nil }
          let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        #endif
        start.pool.serve(as: start.worker)
        return nil
      }, argument.toOpaque())
    guard failure == 0 else {
      // The pool works with fewer threads, in the worst case with the callers' alone.
      argument.release()
      return
    }
    #if canImport(Darwin)
      if let thread { pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
  }

  /// Takes part in loops until the pool is stopped.
  private func serve(as worker: Int) {
    var lastNumber: UInt64 = 0
    var spins = 0
    var idleSince: ContinuousClock.Instant?
    while !isStopping.load(ordering: .acquiring) {
      let s = state.load(ordering: .acquiring)
      if s & 1 == 1, s >> 32 != lastNumber {
        if state.compareExchange(
          expected: s, desired: s + 2, ordering: .acquiringAndReleasing
        ).exchanged {
          lastNumber = s >> 32
          if worker < participantCount, let work { takeBlocks(as: worker, work) }
          state.wrappingSubtract(2, ordering: .acquiringAndReleasing)
          (spins, idleSince) = (0, nil)
        }
        continue
      }
      spins += 1
      guard spins % Self.spinsPerGlance == 0 else { continue }
      let now = ContinuousClock.now
      if let since = idleSince, now - since > Self.spinTime {
        sleep(unlessNewerThan: lastNumber)
        (spins, idleSince) = (0, nil)
      } else if idleSince == nil {
        idleSince = now
      }
    }
  }

  private func sleep(unlessNewerThan number: UInt64) {
    pthread_mutex_lock(mutex)
    sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
    while !isStopping.load(ordering: .acquiring) {
      let s = state.load(ordering: .sequentiallyConsistent)
      if s & 1 == 1, s >> 32 != number { break }
      pthread_cond_wait(condition, mutex)
    }
    sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(mutex)
  }

  private func wake() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

}
