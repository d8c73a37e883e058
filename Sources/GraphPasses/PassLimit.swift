/// How much of a pipeline is run: the handle for bisecting a miscompilation to one rewrite.
///
/// `12` runs the first 12 passes of the list. `12.3` runs the first 12 as well, of which the last
/// stops after 3 rewrites.
package struct PassLimit: Hashable, Sendable {

  /// The number of passes that are run.
  package let passes: Int

  /// The number of rewrites of the last of them, `nil` if it is run to its end.
  package let rewrites: Int?

  /// Creates a limit.
  package init(passes: Int, rewrites: Int? = nil) {
    self.passes = passes
    self.rewrites = rewrites
  }

  /// Creates the limit written as `N` or `N.M`, or returns `nil` if `text` is neither.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let n = Int(parts[0]), n >= 0 else { return nil }
    if parts.count == 1 {
      self.init(passes: n)
    } else {
      guard let m = Int(parts[1]), m >= 0 else { return nil }
      self.init(passes: n, rewrites: m)
    }
  }

}

/// The rewrites that a pass may still do.
struct RewriteBudget {

  /// How many, `nil` if there is no limit.
  private(set) var remaining: Int?

  /// Creates a budget of `remaining` rewrites.
  init(_ remaining: Int?) { self.remaining = remaining }

  /// Takes one rewrite out of the budget, or returns `false` if there is none left.
  mutating func take() -> Bool {
    guard let n = remaining else { return true }
    guard n > 0 else { return false }
    remaining = n - 1
    return true
  }

}
