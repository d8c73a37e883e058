import GraphIR
import Interpreter

/// How much one run of constant folding may compute, and how much larger it may make constants.
struct FoldingBudget {

  /// The most bytes of a constant that replaces smaller ones.
  static let smallConstant = 4096

  /// The most bytes of a value that may turn out to be a splat.
  static let possibleSplat = 1 << 16

  /// The most work on one operation, in elements; an operation that has not ended by then is not
  /// folded. It takes about as long as parsing a hundred lines.
  static let largestWork = 1 << 18

  /// The work that is left for all operations.
  private(set) var work = 1 << 20

  /// The bytes by which constants may still grow.
  private(set) var growth = 1 << 20

  /// The most bytes that may replace constants of `freed` bytes that nothing else uses.
  func largestResult(freeing freed: Int) -> Int {
    max(freed, min(Self.smallConstant, freed + growth))
  }

  /// Returns what `evaluate` gives within what is left, `nil` if that does not suffice or it cannot
  /// be computed.
  mutating func spend<R>(_ evaluate: (inout Interpreter.Limits) throws -> R) -> R? {
    let allowed = min(work, Self.largestWork)
    var limits = Interpreter.Limits(work: allowed, memory: 1 << 26)
    let result = try? evaluate(&limits)
    work -= allowed - (limits.work ?? 0)
    return result
  }

  /// Takes the growth from constants of `freed` bytes to ones of `size` bytes, if it is left.
  mutating func grow(from freed: Int, to size: Int) -> Bool {
    guard size <= largestResult(freeing: freed) else { return false }
    growth -= max(size - freed, 0)
    return true
  }

}
