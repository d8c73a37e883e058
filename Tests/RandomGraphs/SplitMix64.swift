/// A generator of random numbers that are the same for the same seed on all machines.
///
/// G. Steele, D. Lea, C. Flood: "Fast Splittable Pseudorandom Number Generators", 2014.
package struct SplitMix64: RandomNumberGenerator, Sendable {

  private var state: UInt64

  /// Creates a generator.
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Returns a number of `range`.
  package mutating func pick(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// Returns an element of `list`, which is not empty.
  package mutating func pick<T>(_ list: [T]) -> T { list[pick(0...(list.count - 1))] }

  /// Returns `true` once in `n` times.
  package mutating func oneIn(_ n: Int) -> Bool { pick(1...n) == 1 }

}
