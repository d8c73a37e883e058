/// Why an operation is not computed in the kernel of its users.
enum FusionRefusal: Error, Hashable {

  /// Its elements would be computed several times, that often each, at a higher price than that of
  /// storing and loading them.
  case recomputation(Double)

  /// It is a contraction that more than one loop needs, or none in its own order.
  case contractionInLoop

  /// The kernel has a contraction or reduction already, which does not go together with this one.
  case secondContraction

  /// Several loops would read rows of that many bytes, which do not stay in the cache.
  case longRows(Double)

  /// The kernel could run on at most that many threads.
  case serial(Double)

  /// It runs over other indices than what the kernel stores.
  case otherShape

  /// The kernel would have more operations or loops than one may have.
  case size

  /// It has to be done before something that has to be done before the kernel.
  case order

  /// It is what a contraction stores at no cost, and several loops need it.
  case epilogue

  /// It is a tensor of which the kernel replaces a block in place, or such a tensor afterwards.
  case blockUpdate

}

extension FusionRefusal: CustomStringConvertible {

  var description: String {
    switch self {
    case .recomputation(let n):
      "each element would be computed \(Self.number(n)) times"
    case .contractionInLoop:
      "products are summed once, in a loop of their own"
    case .secondContraction:
      "a kernel has one contraction, or reductions"
    case .longRows(let n):
      "rows of \(Self.byteCount(n)) do not stay in the cache"
    case .serial(let n):
      n == 1
        ? "the kernel would run on one thread" : "the kernel would run on \(Self.number(n)) threads"
    case .otherShape:
      "the kernel stores tensors of another shape"
    case .size:
      "the kernel would become too large"
    case .order:
      "what it is needed for comes between"
    case .epilogue:
      "it is computed where the contraction before it is stored"
    case .blockUpdate:
      "a block of a tensor is replaced in place"
    }
  }

  /// `n` as a whole number.
  static func number(_ n: Double) -> String { String(Int(min(n, 1e15).rounded(.up))) }

  /// `n` bytes in the largest unit of which that is at least one.
  static func byteCount(_ n: Double) -> String {
    var amount = n
    for unit in ["bytes", "KiB", "MiB"] {
      if amount < 1024 { return "\(rounded(amount)) \(unit)" }
      amount /= 1024
    }
    return "\(rounded(amount)) GiB"
  }

  /// `n` with at most one decimal place.
  private static func rounded(_ n: Double) -> String {
    let tenths = Int((min(n, 1e15) * 10).rounded())
    return tenths % 10 == 0 || tenths > 1000
      ? String((tenths + 5) / 10) : "\(tenths / 10).\(tenths % 10)"
  }

}
