import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Large blocks of memory, in huge pages where the system has them.
///
/// The first touch of a page costs more than several passes over it. So blocks that were freed are
/// kept, up to a limit, and used again for the results of later calls.
enum LargeBlocks {

  /// Smaller blocks are left to the allocator of the system.
  static let leastByteCount = 1 << 20

  /// The number of bytes that are kept at most.
  private static let keptByteCount = 256 << 20

  /// The number of blocks that are kept at most.
  private static let keptCount = 16

  private static let hugePageByteCount = 2 << 20

  /// A block that nobody uses.
  private struct Block: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    let capacity: Int
  }

  /// The blocks that are kept, the one freed last at the end.
  private static let kept = Mutex<[Block]>([])

  /// Returns a block of at least `byteCount` bytes of undefined content and its size, or `nil` if
  /// there is no memory for it.
  static func allocate(_ byteCount: Int) -> (UnsafeMutableRawPointer, Int)? {
    let reused = kept.withLock { (blocks) -> Block? in
      // At most an eighth of a block may go unused.
      let fits = { (b: Block) in b.capacity >= byteCount && b.capacity - byteCount <= byteCount / 8
      }
      return blocks.lastIndex(where: fits).map { blocks.remove(at: $0) }
    }
    if let reused { return (reused.base, reused.capacity) }
    var p: UnsafeMutableRawPointer?
    let isHuge = byteCount >= 2 * hugePageByteCount
    let alignment = isHuge ? hugePageByteCount : AlignedMemory.alignment
    guard posix_memalign(&p, alignment, byteCount) == 0, let p else { return nil }
    #if canImport(Glibc) || canImport(Musl)
      // Only advice: without huge pages the block is as good.
      if isHuge { madvise(p, byteCount / hugePageByteCount * hugePageByteCount, MADV_HUGEPAGE) }
    #endif
    return (p, byteCount)
  }

  /// Takes back a block that `allocate` returned.
  static func release(_ base: UnsafeMutableRawPointer, _ capacity: Int) {
    let dropped = kept.withLock { (blocks) -> [Block] in
      blocks.append(Block(base: base, capacity: capacity))
      var total = blocks.reduce(0) { $0 + $1.capacity }
      var count = 0
      while total > keptByteCount || blocks.count - count > keptCount {
        total -= blocks[count].capacity
        count += 1
      }
      let dropped = Array(blocks.prefix(count))
      blocks.removeFirst(count)
      return dropped
    }
    for b in dropped { free(b.base) }
  }

}
