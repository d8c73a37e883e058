extension KernelPass {

  /// Asks for elements of large inputs some time before vector loops load them in order.
  ///
  ///     for %i0 in 0..<4194304 vector(16) {       for %i0 in 0..<4194304 vector(16) {
  ///                                                 prefetch b0[%i0 + 2048]
  ///       %0 = load b0[%i0] : f32           -->     %0 = load b0[%i0] : f32
  ///       …                                         …
  ///
  /// The processor finds such streams by itself, but looks only some lines ahead and not beyond a
  /// page. An input that fits in the second-level cache may well be there already.
  package static let prefetch = KernelPass(
    "prefetch", "Ask for elements of large inputs before vector loops load them."
  ) { (kernel, target) in
    var result = kernel
    result.body = Prefetching(kernel: kernel, target: target).visit(kernel.body)
    return result
  }

}

/// The state of the insertion of prefetches.
private struct Prefetching {

  let kernel: Kernel
  let target: KernelTarget

  /// Elements are asked for so many bytes before they are loaded.
  private static let distance = 8 << 10

  /// A loop that loads from more streams leaves the memory no room.
  private static let streamLimit = 6

  init(kernel: Kernel, target: KernelTarget) {
    self.kernel = kernel
    self.target = target
  }

  /// Where a stream of elements begins.
  private struct Stream: Hashable {
    let buffer: BufferID
    let start: IndexExpression
  }

  func visit(_ statements: [Statement]) -> [Statement] {
    // What one loop has asked for is in the cache for those after it.
    var known = Set<Stream>()
    return statements.map { (s) in
      switch s {
      case .define, .store, .prefetch: return s
      case .loop(var l):
        if case .vector = l.kind {
          l.body = prefetches(for: l.body, along: l.variable, besides: &known) + l.body
        } else {
          l.body = visit(l.body)
        }
        return .loop(l)
      case .reduction(var r):
        if case .vector = r.kind, let v = r.variables.last {
          r.body = prefetches(for: r.body, along: v, besides: &known) + r.body
        } else {
          r.body = visit(r.body)
        }
        return .reduction(r)
      }
    }
  }

  /// Returns the prefetches for the loads of `statements`, none if there are any already, and adds
  /// what they load to `known`.
  private func prefetches(
    for statements: [Statement], along variable: LoopVariableID, besides known: inout Set<Stream>
  ) -> [Statement] {
    var result: [Statement] = []
    for s in statements {
      switch s {
      case .prefetch: return []
      case .define(_, .load(let b, let i, _)):
        let buffer = kernel[b]
        guard buffer.access == .read, i.stride(in: variable) == 1, !i.dependsOnValues,
          buffer.count > target.l2ByteCount / buffer.element.byteWidth,
          known.insert(Stream(buffer: b, start: i - IndexExpression(variable))).inserted
        else { continue }
        result.append(.prefetch(b, i + Self.distance / buffer.element.byteWidth))
      case .define, .store, .loop, .reduction: continue
      }
    }
    return result.count > Self.streamLimit ? [] : result
  }

}
