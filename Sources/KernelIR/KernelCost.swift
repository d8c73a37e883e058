import Scalars

/// An estimate of how long statements take, in cycles of a core.
///
/// It depends on the kernel alone, and is used to compare schedules and to size blocks of work; it
/// knows nothing of caches.
struct KernelCost {

  /// The variable whose iterations are executed in the lanes of a vector.
  struct Lanes {

    /// The variable.
    let variable: LoopVariableID

    /// The number of lanes.
    let count: Int

    /// The loads that are done for a whole block and transposed.
    var transposed: Set<KernelValueID> = []

  }

  /// The kernel.
  let kernel: Kernel

  /// The cost of combining the lanes of a reduction.
  private static let horizontalCost = 12.0

  /// The cost of the masked remainder of a vector loop, beside its iterations.
  private static let tailCost = 3.0

  /// The cost of the test and the branch of an iteration.
  private static let iterationCost = 1.0

  /// Returns the cost of executing `statements` once, in all lanes if there are any.
  func cost(_ statements: [Statement], in lanes: Lanes? = nil) -> Double {
    statements.reduce(0) { $0 + cost($1, in: lanes) }
  }

  /// Returns the cost of a loop.
  func cost(_ l: Loop) -> Double {
    if case .block(let n) = l.kind { return cost(ofBlocks: l, lanes: n) }
    guard case .vector(let n) = l.kind else {
      return Double(kernel.extent(of: l.variable)) * (cost(l.body) + Self.iterationCost)
    }
    let iteration = cost(l.body, in: Lanes(variable: l.variable, count: n)) + Self.iterationCost
    return vectorIterations(of: l.variable, lanes: n) * iteration + tail(of: l.variable, lanes: n)
  }

  private func cost(ofBlocks l: Loop, lanes n: Int) -> Double {
    guard let inner = l.innerLoopOfBlock else { return 0 }
    let transposed = Set(l.transposedLoads.map(\.value))
    let lanes = Lanes(variable: inner.variable, count: n, transposed: transposed)
    let vectors = vectorIterations(of: inner.variable, lanes: n)
    let each = cost(Array(l.body.dropLast())) + vectors * cost(inner.body, in: lanes)
    return Double(kernel.extent(of: l.variable)) * (each + Self.iterationCost)
  }

  /// Returns the cost of a reduction, in all lanes if there are any.
  func cost(_ r: Reduction, in lanes: Lanes? = nil) -> Double {
    var iterations = r.variables.reduce(1.0) { $0 * Double(kernel.extent(of: $1)) }
    var lanes = lanes
    var once = 0.0
    if case .vector(let n) = r.kind, let v = r.variables.last {
      lanes = Lanes(variable: v, count: n)
      let outer = r.variables.dropLast().reduce(1.0) { $0 * Double(kernel.extent(of: $1)) }
      iterations = outer * vectorIterations(of: v, lanes: n)
      once = Self.horizontalCost * Double(r.results.count) + outer * tail(of: v, lanes: n)
    }
    let combination: Double =
      switch r.combiner {
      case .function(let f, _): Self.cost(of: f) * Double(r.results.count)
      case .block(_, _, let body, _): cost(body, in: lanes)
      }
    return iterations * (cost(r.body, in: lanes) + combination + Self.iterationCost) + once
  }

  private func vectorIterations(of v: LoopVariableID, lanes: Int) -> Double {
    let n = kernel.extent(of: v)
    return Double(n / lanes + (n % lanes == 0 ? 0 : 1))
  }

  private func tail(of v: LoopVariableID, lanes: Int) -> Double {
    kernel.extent(of: v) % lanes == 0 ? 0 : Self.tailCost
  }

  // MARK: Statements

  private func cost(_ s: Statement, in lanes: Lanes?) -> Double {
    switch s {
    case .define(let v, .load(let b, _, _)) where lanes?.transposed.contains(v) == true:
      transposedLoad(of: b, lanes: lanes?.count ?? 1)
    case .define(let v, let e): cost(e, type: kernel.type(of: v), in: lanes)
    case .store(_, let b, let i, let condition):
      2 * access(b, i, in: lanes, isStore: true) + (condition == nil ? 0 : 1)
    case .prefetch: 1
    case .loop(let l): cost(l)
    case .reduction(let r): cost(r, in: lanes)
    }
  }

  private func cost(_ e: Expression, type: ElementType, in lanes: Lanes?) -> Double {
    switch e {
    case .constant: 0
    case .index(let i), .inside(let i, _, _): 1 + indexCost(i, in: lanes)
    case .load(let b, let i, let condition):
      access(b, i, in: lanes) + (condition == nil ? 0 : 1)
    case .unary(let f, _): Self.cost(of: f)
    case .binary(let f, _, _):
      // There are no vector instructions for the division of integers.
      Self.cost(of: f)
        * ((f == .div || f == .rem || f == .pow) && !type.isFloat ? Double(lanes?.count ?? 1) : 1)
    case .fma, .byteDot, .compare, .select, .convert, .bitcast: 1
    }
  }

  /// Returns the cost of a load, or half of that of a store.
  private func access(
    _ b: BufferID, _ i: IndexExpression, in lanes: Lanes?, isStore: Bool = false
  ) -> Double {
    let element = kernel[b].element
    let width = Double(element.byteWidth)
    guard let lanes else { return 1 + width / 32 + indexCost(i, in: nil) }
    let contiguous = 1 + width * Double(lanes.count) / 32
    switch i.stride(in: lanes.variable) {
    case 0: return 1 + indexCost(i, in: nil)
    case 1: return contiguous
    case .some(let stride) where !isStore && element.isLoadedWhole(stride: stride):
      // A shuffle for each of the vectors.
      return Double(abs(stride)) * (contiguous + 1)
    default: return 2 * Double(lanes.count) + indexCost(i, in: lanes)
    }
  }

  /// Returns the cost of a vector of a block: its load, and a shuffle for each doubling of lanes.
  private func transposedLoad(of b: BufferID, lanes: Int) -> Double {
    let width = Double(kernel[b].element.byteWidth)
    return 1 + width * Double(lanes) / 32 + Double(lanes.trailingZeroBitCount)
  }

  /// Returns the cost of the divisions in `i`.
  private func indexCost(_ i: IndexExpression, in lanes: Lanes?) -> Double {
    guard i.weight > 0 else { return 0 }
    let isWide = lanes.map { i.stride(in: $0.variable) == nil } ?? false
    return 3 * Double(i.weight) * (isWide ? Double(lanes?.count ?? 1) : 1)
  }

  private static func cost(of f: UnaryFunction) -> Double {
    switch f {
    case .abs, .neg, .sign, .floor, .ceil, .roundEven, .roundAway, .not, .isFinite: 1
    case .popcnt, .clz: 3
    case .sqrt, .rsqrt: 8
    case .exp, .expm1, .log, .log1p, .cbrt, .logistic, .tanh, .erf, .sin, .cos: 15
    case .tan: 20
    }
  }

  private static func cost(of f: BinaryFunction) -> Double {
    switch f {
    case .add, .sub, .mul, .max, .min, .and, .or, .xor, .shl, .shrA, .shrL: 1
    case .div: 6
    case .rem: 10
    case .pow, .atan2: 30
    }
  }

}
