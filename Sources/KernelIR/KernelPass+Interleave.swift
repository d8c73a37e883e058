import Scalars

extension KernelPass {

  /// Widens vector loops with long bodies to several vectors an iteration.
  ///
  ///     for %i0 in 0..<4194304 vector(16) {   -->   for %i0 in 0..<4194304 vector(64) {
  ///
  /// A processor executes instructions of later iterations while those of earlier ones wait for
  /// operands, but looks ahead at about two hundred only. A body of more than half of these, such as
  /// one of several elementary functions, each of which is a chain of dozens, leaves it without
  /// work. Code for wide vectors does each step for all of their registers in turn.
  ///
  /// Functions that are called, or whose code for vectors is long, gain nothing; loops with
  /// reductions inside would need more accumulators than there are registers.
  package static let interleave = KernelPass(
    "interleave", "Widen vector loops with long bodies to several vectors an iteration."
  ) { (kernel, target) in
    guard target.vectorRegisterCount >= leastRegisters else { return kernel }
    let cost = KernelCost(kernel: kernel)
    var result = kernel
    result.body = kernel.body.map { interleaved($0, in: kernel, by: cost) }
    return result
  }

  /// The number of registers without which operands would be moved to memory and back too often.
  private static let leastRegisters = 32

  /// The number of vectors.
  private static let vectorCount = 4

  /// The cost of the shortest body for which this pays.
  private static let leastCost = 80.0

  /// The least number of iterations, so that hardly any of the lanes of the last one are idle.
  private static let leastIterations = 16

  private static func interleaved(
    _ s: Statement, in kernel: Kernel, by cost: KernelCost
  ) -> Statement {
    guard case .loop(var l) = s else { return s }
    l.body = l.body.map { interleaved($0, in: kernel, by: cost) }
    guard case .vector(let lanes) = l.kind, l.body.allSatisfy({ isSimple($0) }),
      kernel.extent(of: l.variable) / (lanes * vectorCount) >= leastIterations,
      cost.cost(l.body, in: KernelCost.Lanes(variable: l.variable, count: lanes)) >= leastCost
    else { return .loop(l) }
    let wide = lanes * vectorCount
    guard wide <= mostLanes else { return .loop(l) }
    l.kind = .vector(lanes: wide)
    l.grain = l.grain.map { ($0 + wide - 1) / wide * wide }
    return .loop(l)
  }

  /// The greatest number of lanes.
  private static let mostLanes = 64

  /// `true` iff `s` defines or stores values without a loop or a call.
  private static func isSimple(_ s: Statement) -> Bool {
    switch s {
    case .store: return true
    case .define(_, let e):
      switch e {
      case .unary(let f, _): return f != .sin && f != .cos && f != .tan
      case .binary(let f, _, _): return f != .pow && f != .rem && f != .atan2
      default: return true
      }
    default: return false
    }
  }

}
