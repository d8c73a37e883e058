/// What the fusion pass may count on when it puts operations into one kernel: limits that the
/// lowering has, and what it keeps instead of computing it again.
package enum KernelLimits {

  /// A concatenation of more operands is not part of a kernel but a kernel for each operand.
  package static let largestConcatenation = 4

  /// The largest row in bytes that is kept in scratch memory for the next loop, or that several
  /// loops of a kernel read one after another: a part of a second-level cache.
  package static let largestRow = 256 << 10

  /// Constants of at least so many bytes are treated like weights: what depends on them alone is
  /// computed once.
  package static let leastPreparedConstant = 4096

  /// A block that has at most one of so many elements of a tensor is replaced in place, rather than
  /// by computing the whole tensor.
  package static let leastUpdateRatio = 4

  /// A reduction of at least so many bytes to few elements is computed in blocks, which may run on
  /// different threads.
  package static let smallestSplitReduction = 4 << 20

}

extension Opcode {

  /// `true` iff this is an elementwise function that costs more than storing and loading its
  /// result, so that a kernel whose loops need it several times keeps it in a row.
  package var isTranscendental: Bool {
    switch self {
    case .cbrt, .exp, .expm1, .log, .log1p, .sin, .cos, .tan, .tanh, .logistic, .erf, .pow, .atan2:
      true
    default:
      false
    }
  }

}
