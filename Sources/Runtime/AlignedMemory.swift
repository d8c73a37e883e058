#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A block of memory that begins at a multiple of `alignment` and is freed with its owner.
///
/// Whoever shares one between threads sees to it that no two of them write the same bytes.
package final class AlignedMemory: @unchecked Sendable {

  /// The alignment of every block, in bytes: a cache line and the widest vector register.
  package static let alignment = 64

  /// The first byte.
  package let base: UnsafeMutableRawPointer

  /// The number of bytes.
  package let byteCount: Int

  /// The number of bytes from `base` on that belong to the block.
  private let capacity: Int

  /// Creates a block of `byteCount` bytes of undefined content, or returns `nil` if there is no
  /// memory for it.
  package init?(byteCount: Int) {
    guard byteCount >= 0 else { return nil }
    let isLarge = byteCount >= LargeBlocks.leastByteCount
    guard
      let (p, capacity) = isLarge
        ? LargeBlocks.allocate(byteCount) : Self.allocate(max(byteCount, Self.alignment))
    else { return nil }
    self.base = p
    self.byteCount = byteCount
    self.capacity = capacity
  }

  /// Creates a block with the content of `bytes`, or returns `nil` if there is no memory for it.
  package convenience init?(copying bytes: some Collection<UInt8>) {
    self.init(byteCount: bytes.count)
    UnsafeMutableRawBufferPointer(start: base, count: byteCount).copyBytes(from: bytes)
  }

  deinit {
    if capacity >= LargeBlocks.leastByteCount {
      LargeBlocks.release(base, capacity)
    } else {
      free(base)
    }
  }

  private static func allocate(_ byteCount: Int) -> (UnsafeMutableRawPointer, Int)? {
    var p: UnsafeMutableRawPointer?
    guard posix_memalign(&p, alignment, byteCount) == 0, let p else { return nil }
    return (p, byteCount)
  }

  /// The bytes.
  package var bytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: base, count: byteCount)
  }

}
