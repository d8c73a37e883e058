import GraphIR

/// Identifies a loop of an `IterationSpace`.
struct LoopID: Hashable {

  /// The position in the iteration space.
  let index: Int

}

/// A set of loops of an `IterationSpace`.
struct LoopSet: Hashable {

  private var bits: UInt64 = 0

  /// Creates an empty set.
  init() {}

  /// Creates the set of one loop.
  init(_ loop: LoopID) { bits = 1 << UInt64(loop.index) }

  /// `true` iff there is no loop in the set.
  var isEmpty: Bool { bits == 0 }

  /// The innermost of the loops, if they are nested in each other.
  var innermost: LoopID? { bits == 0 ? nil : LoopID(index: 63 - bits.leadingZeroBitCount) }

  /// Returns the loops that are in one of both sets.
  func union(_ other: LoopSet) -> LoopSet {
    var result = self
    result.bits |= other.bits
    return result
  }

}

/// The loops of the kernel that a fusion would become: the nest that stores the outputs, and inside
/// of it the loops of reductions and contractions.
///
/// A loop comes after the one around it, so that of nested loops the innermost has the greatest
/// number.
struct IterationSpace {

  /// A loop.
  struct Loop {

    /// Its number of iterations.
    let extent: Dimension

    /// How often its body is executed.
    let iterations: Double

    /// The reduction or contraction that it belongs to, `nil` for the nest of the outputs.
    let owner: OperationID?

  }

  /// There are never more loops than this.
  static let capacity = 64

  /// The loops.
  private(set) var loops: [Loop] = []

  /// The loops over the axes of the outputs, outermost first; axes of size 1 have none.
  private(set) var nest: [LoopID] = []

  /// The extents of the nest.
  var nestExtents: [Dimension] { nest.map { self[$0].extent } }

  /// The loop identified by `id`.
  subscript(id: LoopID) -> Loop { loops[id.index] }

  /// Adds loops of `extents` around each other, inside of `outer`, and returns them; `nil` if there
  /// would be too many.
  mutating func addLoops(
    _ extents: [Dimension], inside outer: LoopID?, owner: OperationID
  ) -> [LoopID]? {
    append(extents, inside: outer, owner: owner)
  }

  /// Makes the nest one over `extents` if these continue it; returns `false` if neither of both is
  /// the beginning of the other, or there would be too many loops.
  mutating func extendNest(to extents: [Dimension]) -> Bool {
    guard zip(nest, extents).allSatisfy({ self[$0].extent == $1 }) else { return false }
    guard extents.count > nest.count else { return true }
    guard let added = append(extents[nest.count...], inside: nest.last, owner: nil) else {
      return false
    }
    nest += added
    return true
  }

  /// Returns how often what depends on `loops` is computed: once in each iteration of the innermost
  /// of them.
  func iterations(of loops: LoopSet) -> Double {
    loops.innermost.map { self[$0].iterations } ?? 1
  }

  private mutating func append(
    _ extents: some Collection<Dimension>, inside outer: LoopID?, owner: OperationID?
  ) -> [LoopID]? {
    guard loops.count + extents.count <= Self.capacity else { return nil }
    var iterations = outer.map { self[$0].iterations } ?? 1
    var result: [LoopID] = []
    for extent in extents {
      iterations *= extent.estimate
      result.append(LoopID(index: loops.count))
      loops.append(Loop(extent: extent, iterations: iterations, owner: owner))
    }
    return result
  }

}

extension Dimension {

  /// The size, or a guess if it is not known.
  var estimate: Double { Double(size ?? 256) }

}

extension TensorType {

  /// The dimensions other than 1.
  var extents: [Dimension] { shape.filter { $0 != 1 } }

  /// The number of elements, a guess if a size is not known.
  var estimatedCount: Double { shape.reduce(1) { $0 * $1.estimate } }

  /// The number of bytes, a guess if a size is not known.
  var estimatedByteCount: Double { estimatedCount * Double(element.byteWidth) }

}
