import KernelIR

/// Which kernels become part of the entry function, and which tensors then stay in registers.
///
/// A loop of a program with small kernels costs little more than these: they are not called, and
/// the scalars that they pass to each other, such as counters and conditions, are not in memory.
struct InlinePlan {

  /// The kernels that are inlined wherever they are launched.
  let kernels: Set<KernelID>

  /// The scalars in the arena that only inlined kernels, copies and tests touch.
  let localSlots: Set<SlotID>

  /// Kernels with more statements are called.
  private static let largestKernel = 48

  /// Kernels that are launched in more places are called.
  private static let largestLaunchCount = 4

  /// Plans for `program`.
  init(_ program: Program) {
    var launches: [KernelID: Int] = [:]
    var inLoops: Set<KernelID> = []
    program.forEachLaunch { (k, _, isInLoop) in
      launches[k, default: 0] += 1
      if isInLoop { inLoops.insert(k) }
    }
    let kernels = inLoops.filter { (k) in
      var size = 0
      program[k].body.forEachStatement { _ in size += 1 }
      return size <= Self.largestKernel && launches[k, default: 0] <= Self.largestLaunchCount
        && !program[k].isShared
    }
    var touched: Set<SlotID> = []
    program.forEachLaunch { (k, slots, _) in
      if !kernels.contains(k) { touched.formUnion(slots) }
    }
    self.kernels = kernels
    localSlots = Set(
      program.slots.indices.map(SlotID.init(index:)).filter { (s) in
        guard case .arena = program[s].storage else { return false }
        return program[s].count == 1 && !touched.contains(s)
      })
  }

}

extension Kernel {

  /// `true` iff threads may share the iterations of its parallel loop.
  var isShared: Bool {
    parallelLoop.map { (l) in l.grain.map { extent(of: l.variable) > $0 } ?? false } ?? false
  }

}

extension Program {

  /// Calls `body` for each launch with its kernel, its slots, and whether it is in a loop.
  fileprivate func forEachLaunch(_ body: (KernelID, [SlotID], _ isInLoop: Bool) -> Void) {
    func visit(_ steps: [Step], isInLoop: Bool) {
      for step in steps {
        switch step {
        case .launch(let k, let slots): body(k, slots, isInLoop)
        case .copy, .swap: break
        case .branch(_, let lists): for l in lists { visit(l, isInLoop: isInLoop) }
        case .loop(let condition, _, let steps):
          visit(condition, isInLoop: true)
          visit(steps, isInLoop: true)
        }
      }
    }
    visit(steps, isInLoop: false)
  }

}
