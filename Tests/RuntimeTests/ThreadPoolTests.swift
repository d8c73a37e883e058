import Foundation
import Runtime
import Synchronization
import Testing

@Suite("Thread pool") struct ThreadPoolTests {

  @Test(arguments: [1, 2, 3, 7]) func doesEachBlockOnce(threads: Int) {
    let pool = ThreadPool(threadCount: threads)
    defer { pool.stop() }
    for count in [0, 1, 2, 5, 64, 1000] {
      let counts = Mutex([Int](repeating: 0, count: count))
      pool.forEachBlock(count: count, limit: threads) { (worker, block) in
        #expect(worker < threads)
        counts.withLock { $0[block] += 1 }
      }
      #expect(counts.withLock { $0.allSatisfy { $0 == 1 } })
    }
  }

  /// Each thread begins with a part of its own, so that it meets the memory that it wrote before.
  @Test func threadsBeginWithTheirPart() {
    let pool = ThreadPool(threadCount: 2)
    defer { pool.stop() }
    let firstBlocks = Mutex([Int?](repeating: nil, count: 2))
    pool.forEachBlock(count: 65, limit: 2) { (worker, block) in
      firstBlocks.withLock { $0[worker] = $0[worker] ?? block }
      // Wait for the other thread, but not forever.
      let start = ContinuousClock.now
      while firstBlocks.withLock({ $0.contains(nil) }), ContinuousClock.now - start < .seconds(20) {
        Thread.sleep(forTimeInterval: 0.0001)
      }
    }
    #expect(firstBlocks.withLock { $0 } == [0, 33])
  }

  /// A caller who finds the pool busy runs its loop alone.
  @Test func loopsInsideOfBlocksEnd() {
    let pool = ThreadPool(threadCount: 3)
    defer { pool.stop() }
    let sum = Atomic(0)
    pool.forEachBlock(count: 20, limit: 3) { (_, _) in
      pool.forEachBlock(count: 10, limit: 3) { (worker, _) in
        #expect(worker == 0)
        sum.wrappingAdd(1, ordering: .relaxed)
      }
    }
    #expect(sum.load(ordering: .relaxed) == 200)
  }

  /// Threads that sleep are woken by the next loop, and a stopped pool leaves all to the caller.
  @Test func wakesAndStops() {
    let pool = ThreadPool(threadCount: 2)
    for _ in 0..<5 {
      let sum = Atomic(0)
      pool.forEachBlock(count: 100, limit: 2) { (_, block) in
        sum.wrappingAdd(block, ordering: .relaxed)
      }
      #expect(sum.load(ordering: .relaxed) == 4950)
      // Long enough for idle threads to fall asleep.
      Thread.sleep(forTimeInterval: 0.005)
    }
    pool.stop()
    let sum = Atomic(0)
    pool.forEachBlock(count: 10, limit: 2) { (_, _) in sum.wrappingAdd(1, ordering: .relaxed) }
    #expect(sum.load(ordering: .relaxed) == 10)
  }

}
