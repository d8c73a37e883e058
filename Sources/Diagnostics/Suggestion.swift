/// Finds what the author of a misspelled name may have meant.
package enum Suggestion {

  /// Names longer than this are not compared, so that no input makes a message expensive.
  private static let maximumLength = 64

  /// Returns the name among `candidates` that is nearest to `name`, the first in alphabetical
  /// order if there are several, or `nil` if none is near.
  ///
  /// The distance is the number of insertions, deletions, replacements and swaps of neighbours,
  /// where a change of case counts a quarter. A name is near if its distance is at most a third of
  /// its length, rounded up.
  ///
  /// Complexity: linear in the number of candidates.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8)
    guard !wanted.isEmpty, wanted.count <= maximumLength else { return nil }
    var best: String?
    // In quarters, so that a change of case can be one of them.
    var bound = 4 * ((wanted.count + 2) / 3)
    for candidate in candidates {
      let length = candidate.utf8.count
      guard length > 0, 4 * abs(length - wanted.count) <= bound, candidate != name else { continue }
      let distance = distance(from: wanted, to: Array(candidate.utf8), bound: bound)
      // A name of which nothing is kept is no suggestion.
      guard distance <= bound, distance < 4 * max(length, wanted.count) else { continue }
      if distance == bound, let b = best, b <= candidate { continue }
      best = candidate
      bound = distance
    }
    return best
  }

  /// Returns "; did you mean 'x'?" for the name nearest to `name`, or nothing if none is near.
  package static func hint(
    for name: String, among candidates: some Sequence<String>, prefix: String = ""
  ) -> String {
    guard let near = nearest(to: name, among: candidates) else { return "" }
    return "; did you mean '\(prefix)\(near)'?"
  }

  /// The optimal string alignment distance between `a` and `b` in quarters, or any number greater
  /// than `bound` if it is that.
  private static func distance(from a: [UInt8], to b: [UInt8], bound: Int) -> Int {
    var beforePrevious: [Int] = []
    var previous = (0...b.count).map { 4 * $0 }
    for i in 1...a.count {
      var current = [4 * i]
      current.reserveCapacity(b.count + 1)
      var smallest = 4 * i
      for j in 1...b.count {
        var d = min(
          previous[j] + 4, current[j - 1] + 4, previous[j - 1] + replacement(a[i - 1], b[j - 1]))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          d = min(d, beforePrevious[j - 2] + 4)
        }
        current.append(d)
        smallest = min(smallest, d)
      }
      // A swap looks back two rows, which can lower the distance below this row by one step.
      if smallest > bound + 4 { return smallest }
      beforePrevious = previous
      previous = current
    }
    return previous[b.count]
  }

  /// The cost of replacing `a` by `b` in quarters.
  private static func replacement(_ a: UInt8, _ b: UInt8) -> Int {
    if a == b { return 0 }
    let isCaseChange = a ^ b == 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(a | 0x20)
    return isCaseChange ? 1 : 4
  }

}
