import Diagnostics
import Scalars

/// The memory of an interpreted program: regions of bytes.
package struct ByteMemory: Sendable {

  /// A place in memory where an array of elements begins.
  package struct Place: Hashable, Sendable {

    /// The position of the region.
    package let region: Int

    /// The offset in bytes in that.
    package let offset: Int

    /// Creates a place.
    package init(region: Int, offset: Int) {
      self.region = region
      self.offset = offset
    }

  }

  /// What undefined bytes are, so that their use shows.
  private static let undefined: UInt8 = 0xa5

  /// The bytes of each region.
  package private(set) var regions: [[UInt8]] = []

  /// Creates a memory without regions.
  package init() {}

  /// Adds a region that holds `bytes` and returns its start.
  package mutating func add(_ bytes: [UInt8]) -> Place {
    regions.append(bytes)
    return Place(region: regions.count - 1, offset: 0)
  }

  /// Adds a region of undefined bytes and returns its start.
  package mutating func add(byteCount: Int) -> Place {
    add([UInt8](repeating: Self.undefined, count: byteCount))
  }

  /// Removes the region that was added last.
  mutating func removeLast() {
    regions.removeLast()
  }

  /// Makes the region at `place` undefined.
  mutating func undefine(_ place: Place) {
    for i in regions[place.region].indices { regions[place.region][i] = Self.undefined }
  }

  /// Returns `count` bytes from `place` on.
  func bytes(at place: Place, count: Int) -> [UInt8] {
    Array(regions[place.region][place.offset..<(place.offset + count)])
  }

  /// Copies `count` bytes.
  mutating func copy(from: Place, to: Place, count: Int) {
    let source = bytes(at: from, count: count)
    regions[to.region].replaceSubrange(to.offset..<(to.offset + count), with: source)
  }

  /// The element at position `i` of an array of elements of type `type` at `place`.
  subscript(place: Place, i: Int, type: ElementType) -> Scalar {
    get {
      let start = place.offset + i * type.byteWidth
      var bits: UInt64 = 0
      for k in (0..<type.byteWidth).reversed() {
        bits = bits << 8 | UInt64(regions[place.region][start + k])
      }
      return Scalar(type, bits: bits)
    }
    set {
      let start = place.offset + i * type.byteWidth
      for k in 0..<type.byteWidth {
        regions[place.region][start + k] = UInt8(truncatingIfNeeded: newValue.bits >> (8 * k))
      }
    }
  }

}
