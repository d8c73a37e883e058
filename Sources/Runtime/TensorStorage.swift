/// The bytes of a tensor with whatever keeps them alive: memory of our own, a part of a mapped file,
/// or memory that the caller lends.
///
/// Nothing writes to the bytes once the storage exists, so that it can be shared between threads.
package struct TensorStorage: @unchecked Sendable {

  /// The bytes; valid as long as this or a copy of it exists.
  package private(set) var bytes: UnsafeRawBufferPointer

  /// What is kept alive, unless it is memory of our own.
  private let owner: AnyObject?

  /// The memory, if it is our own.
  private var memory: AlignedMemory?

  private init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject?) {
    self.bytes = bytes
    self.owner = owner
  }

  /// Creates storage of all of `memory`, to which nothing may write any more.
  package init(_ memory: AlignedMemory) {
    bytes = UnsafeRawBufferPointer(memory.bytes)
    owner = nil
    self.memory = memory
  }

  /// Storage of no bytes.
  package static let empty = TensorStorage(
    UnsafeRawBufferPointer(start: nil, count: 0), owner: nil)

  /// Takes the bytes out of this, which has none afterwards, to be written to: the memory itself if
  /// it is our own and nothing else refers to it, or else a copy; `nil` if there is no memory for
  /// that.
  package mutating func takeMemory() -> AlignedMemory? {
    defer {
      memory = nil
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    }
    if isKnownUniquelyReferenced(&memory) { return memory }
    return withBytes { AlignedMemory(copying: $0) }
  }

  /// Creates storage with a copy of `bytes`, or returns `nil` if there is no memory for it.
  package init?(copying bytes: some Collection<UInt8>) {
    guard let memory = AlignedMemory(copying: bytes) else { return nil }
    self.init(memory)
  }

  /// Creates storage with a copy of the representation of `elements`, or returns `nil` if there is
  /// no memory for it.
  package init?<T: BitwiseCopyable>(elements: [T]) {
    guard let storage = elements.withUnsafeBytes({ TensorStorage(copying: $0) }) else { return nil }
    self = storage
  }

  /// Creates storage of the bytes of `file` in `range`, or returns `nil` if it has less of them.
  package init?(_ file: MappedFile, range: Range<Int>) {
    guard range.lowerBound >= 0, range.upperBound <= file.bytes.count else { return nil }
    self.init(UnsafeRawBufferPointer(rebasing: file.bytes[range]), owner: file)
  }

  /// Creates storage of `bytes`, which belong to the caller until `deallocator` is called, once,
  /// when nothing needs them any more.
  package init(
    lending bytes: UnsafeRawBufferPointer, deallocator: @escaping @Sendable () -> Void
  ) {
    self.init(bytes, owner: Loan(deallocator))
  }

  /// The number of bytes.
  package var byteCount: Int { bytes.count }

  /// `true` iff the first byte is at a multiple of `alignment`.
  package func isAligned(to alignment: Int) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    return UInt(bitPattern: base) % UInt(alignment) == 0
  }

  /// This, or a copy if that is needed for the first byte to be at a multiple of `alignment`; `nil`
  /// if there is no memory for it.
  package func aligned(to alignment: Int) -> TensorStorage? {
    isAligned(to: alignment) ? self : withBytes { TensorStorage(copying: $0) }
  }

  /// Returns what `body` returns for the bytes, which it must not keep.
  package func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try withExtendedLifetime((owner, memory)) { try body(bytes) }
  }

  /// A copy of the bytes.
  package var array: [UInt8] { withBytes { [UInt8]($0) } }

  /// The bytes as elements of type `T`, of which there must be a whole number.
  package func elements<T: BitwiseCopyable>(as type: T.Type) -> [T] {
    let count = byteCount / MemoryLayout<T>.stride
    return withBytes { (bytes) in
      [T](unsafeUninitializedCapacity: count) { (elements, initialized) in
        UnsafeMutableRawBufferPointer(elements).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[..<(count * MemoryLayout<T>.stride)]))
        initialized = count
      }
    }
  }

}

/// Memory of the caller.
private final class Loan: Sendable {

  private let deallocator: @Sendable () -> Void

  init(_ deallocator: @escaping @Sendable () -> Void) { self.deallocator = deallocator }

  deinit { deallocator() }

}
