extension KernelPass {

  /// Makes two nested loops of one by whose variable's quotient and remainder elements are found.
  ///
  ///     for %i0 in 0..<32 {                             for %i1 in 0..<4 {
  ///       %0 = load b0[%i0 floordiv 8] : f32     -->      for %i2 in 0..<8 {
  ///       …                                                 %0 = load b0[%i1] : f32
  ///                                                         …
  ///
  /// That is how the groups of a convolution and the axes that a reshape merges become loops of
  /// their own, in which indices are linear. The inner loop has to be long enough for vectors.
  package static let split = KernelPass(
    "split", "Make two loops of one by whose variable's quotient elements are found."
  ) { (kernel, _) in
    var splitting = Splitting(kernel: kernel)
    splitting.kernel.body = splitting.visit(kernel.body)
    return splitting.kernel
  }

}

/// The state of the pass.
private struct Splitting {

  /// The kernel, with the variables of new loops.
  var kernel: Kernel

  /// The fewest iterations of an inner loop.
  private static let leastExtent = 8

  init(kernel: Kernel) { self.kernel = kernel }

  mutating func visit(_ statements: [Statement]) -> [Statement] {
    statements.map { (s) in
      guard case .loop(var l) = s else { return s }
      l.body = visit(l.body)
      return .loop(split(l))
    }
  }

  /// Returns `l` as two loops, if there is one number by which its variable is divided.
  private mutating func split(_ l: Loop) -> Loop {
    guard l.kind == .serial, l.grain == nil, l.bound == nil,
      let divisor = divisor(of: l.variable, in: l.body)
    else { return l }
    let extent = kernel.extent(of: l.variable)
    guard divisor >= Self.leastExtent, divisor < extent, extent % divisor == 0 else { return l }
    let outer = LoopVariableID(index: kernel.extents.count)
    let inner = LoopVariableID(index: kernel.extents.count + 1)
    kernel.extents += [extent / divisor, divisor]
    var renaming = KernelRenaming()
    renaming.extents = kernel.extents
    renaming.variables[l.variable] = IndexExpression(outer) * divisor + IndexExpression(inner)
    return Loop(outer, .serial, body: [.loop(Loop(inner, .serial, body: renaming(l.body)))])
  }

  /// The number by which `variable` alone is divided in indices of `statements`, if it is divided
  /// by no other.
  private func divisor(of variable: LoopVariableID, in statements: [Statement]) -> Int? {
    var divisors: [Int] = []
    var isSimple = true
    func visit(_ index: IndexExpression) {
      for t in index.terms {
        switch t.atom {
        case .variable, .value: break
        case .quotient(let e, let d), .remainder(let e, let d):
          guard e.depends(on: variable) else { continue }
          if e != IndexExpression(variable) { isSimple = false }
          if !divisors.contains(d) { divisors.append(d) }
        }
      }
    }
    statements.forEachStatement { (s) in
      switch s {
      case .define(_, let e): if let i = e.index { visit(i) }
      case .store(_, _, let i, _), .prefetch(_, let i): visit(i)
      case .loop(let l): if let b = l.bound { visit(b.index) }
      case .reduction: break
      }
    }
    return isSimple && divisors.count == 1 ? divisors[0] : nil
  }

}
