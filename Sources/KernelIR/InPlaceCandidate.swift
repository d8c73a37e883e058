/// An input and an output of a kernel that may be the same memory.
package struct InPlaceCandidate: Hashable, Sendable {

  /// The input.
  package let input: BufferID

  /// The output.
  package let output: BufferID

  /// Creates a candidate.
  package init(input: BufferID, output: BufferID) {
    self.input = input
    self.output = output
  }

}

extension Kernel {

  /// The pairs of an input and an output that a launch may place in the same memory.
  ///
  /// Both have elements of equal width and equal count. The kernel stores to the output once,
  /// without a guard, and loads the input only at the index of that store, in the same iteration,
  /// for what it stores; and no two iterations store the same element. So an element is loaded for
  /// the last time before it is overwritten:
  ///
  ///     for %i0 in 0..<64 {
  ///       %0 = load b0[%i0] : f32
  ///       %1 = exp %0 : f32
  ///       store %1, b1[%i0]
  ///     }
  ///
  /// Code generation must not assume that such buffers are distinct.
  package var inPlaceCandidates: [InPlaceCandidate] {
    let accesses = MemoryAccesses(body)
    var result: [InPlaceCandidate] = []
    for store in InnermostStore.all(in: self) {
      let output = self[store.buffer]
      guard output.access == .write || output.access == .readWrite, store.isExclusive(in: self),
        !accesses.loads.contains(where: { $0.buffer == store.buffer }),
        accesses.stores.count(where: { $0.buffer == store.buffer }) == 1
      else { continue }
      for (i, input) in buffers.enumerated() {
        let b = BufferID(index: i)
        guard input.access == .read, input.count == output.count,
          input.element.byteWidth == output.element.byteWidth
        else { continue }
        let loads = accesses.loads.filter { $0.buffer == b }
        let loadsBefore = store.definitions.count {
          if case .load(b, store.index, _) = $0 { true } else { false }
        }
        if !loads.isEmpty, loads.count == loadsBefore {
          result.append(InPlaceCandidate(input: b, output: store.buffer))
        }
      }
    }
    return result
  }

  /// Returns `true` iff every element of `buffer` is certainly stored.
  package func storesEveryElement(of buffer: BufferID) -> Bool {
    InnermostStore.all(in: self).contains {
      $0.buffer == buffer && $0.isExclusive(in: self) && $0.coversBuffer(in: self)
    }
  }

}

/// A store without a guard, inside of loops without bounds but not of reductions.
private struct InnermostStore {

  /// What it stores to.
  let buffer: BufferID

  /// Where.
  let index: IndexExpression

  /// The variables of the loops around it.
  let variables: [LoopVariableID]

  /// The definitions in the same iteration of the innermost loop on which its value depends.
  let definitions: [Expression]

  /// The values that are the same in every iteration of all loops.
  let invariants: Set<KernelValueID>

  /// Returns all such stores of `kernel`, in order.
  static func all(in kernel: Kernel) -> [InnermostStore] {
    var result: [InnermostStore] = []
    let invariants = Set(
      kernel.body.compactMap { (s) -> KernelValueID? in
        if case .define(let v, _) = s { v } else { nil }
      })
    func visit(_ statements: [Statement], _ variables: [LoopVariableID]) {
      for (i, s) in statements.enumerated() {
        if case .loop(let l) = s, l.bound == nil { visit(l.body, variables + [l.variable]) }
        if case .store(let v, let b, let e, nil) = s {
          result.append(
            InnermostStore(
              buffer: b, index: e, variables: variables,
              definitions: definitions(of: v, in: statements[..<i]), invariants: invariants))
        }
      }
    }
    visit(kernel.body, [])
    return result
  }

  /// Returns the definitions among `statements` on which `value` depends.
  private static func definitions(
    of value: KernelValueID, in statements: ArraySlice<Statement>
  ) -> [Expression] {
    var needed: Set<KernelValueID> = [value]
    var result: [Expression] = []
    for case .define(let v, let e) in statements.reversed() where needed.contains(v) {
      needed.formUnion(e.operands)
      result.append(e)
    }
    return result
  }

  /// Returns `true` iff no two iterations of the loops around it certainly store the same element.
  ///
  /// Sorted by their coefficients, each variable has to step over all that those before it reach.
  func isExclusive(in kernel: Kernel) -> Bool {
    guard let radices = radices(in: kernel) else { return false }
    var reach = 0
    for (coefficient, extent) in radices {
      if coefficient <= reach { return false }
      let (r, overflow) = coefficient.multipliedReportingOverflow(by: extent - 1)
      let (sum, overflow2) = reach.addingReportingOverflow(r)
      if overflow || overflow2 { return false }
      reach = sum
    }
    return variables.allSatisfy { kernel.extent(of: $0) <= 1 || index.depends(on: $0) }
  }

  /// Returns `true` iff a store that is exclusive stores every element.
  func coversBuffer(in kernel: Kernel) -> Bool {
    guard let radices = radices(in: kernel), index.constant == 0,
      radices.count == index.terms.count
    else { return false }
    var count = 1
    for (_, extent) in radices {
      let (n, overflow) = count.multipliedReportingOverflow(by: extent)
      if overflow { return false }
      count = n
    }
    return count == kernel[buffer].count
      && index.isInside(0, kernel[buffer].count, extents: kernel.extents)
  }

  /// The coefficients and extents of the variables in the index, sorted; `nil` if there is more
  /// than variables of the loops around it and what is the same in every iteration.
  private func radices(in kernel: Kernel) -> [(coefficient: Int, extent: Int)]? {
    var result: [(coefficient: Int, extent: Int)] = []
    for t in index.terms {
      if case .value(let v) = t.atom, invariants.contains(v) { continue }
      guard case .variable(let v) = t.atom, variables.contains(v), t.coefficient > 0 else {
        return nil
      }
      result.append((t.coefficient, kernel.extent(of: v)))
    }
    if variables.contains(where: { kernel.extent(of: $0) < 1 }) { return nil }
    return result.sorted { $0.coefficient < $1.coefficient }
  }

}
