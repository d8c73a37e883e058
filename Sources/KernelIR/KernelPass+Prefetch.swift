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
  ///
  /// If several loops read a row of the input one after another, only the first would wait for
  /// memory, which would idle afterwards. The one of the later loops that computes most asks for
  /// the next row instead, whose elements are then there when it is the turn of that row.
  ///
  ///     for %i0 in 0..<4096 {                            for %i0 in 0..<4096 {
  ///       %1 = reduce max … over %i1 in 0..<4096 …         %1 = reduce max … over %i1 in 0..<4096 …
  ///         %0 = load b0[%i0*4096 + %i1] : f32               %0 = load b0[%i0*4096 + %i1] : f32
  ///       %4 = reduce add … over %i2 in 0..<4096 …  -->    %4 = reduce add … over %i2 in 0..<4096 …
  ///                                                          prefetch b0[%i0*4096 + %i2 + 4096]
  ///         %2 = load b0[%i0*4096 + %i2] : f32               %2 = load b0[%i0*4096 + %i2] : f32
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

  /// The next row is asked for if the rows of all streams are not a larger part of the second-level
  /// cache.
  private static let cacheShare = 4

  init(kernel: Kernel, target: KernelTarget) {
    self.kernel = kernel
    self.target = target
  }

  /// Where a stream of elements begins.
  private struct Stream: Hashable {
    let buffer: BufferID
    let start: IndexExpression
  }

  /// A vector loop, which may be that of a reduction, among statements.
  private struct RowLoop {
    let position: Int
    let variable: LoopVariableID
    let body: [Statement]
    let cost: Double

    /// `true` iff it stores nothing but scratch memory.
    let isInner: Bool
  }

  /// Returns `statements`, which the loop of `row` repeats, with prefetches.
  func visit(_ statements: [Statement], row: LoopVariableID? = nil) -> [Statement] {
    // What one loop has asked for is in the cache for those after it.
    var known = Set<Stream>()
    let next = row.map { nextRows(in: statements, along: $0, known: &known) } ?? [:]
    return statements.enumerated().map { (position, s) in
      switch s {
      case .define, .store, .prefetch: return s
      case .loop(var l):
        if case .vector = l.kind {
          l.body = prefetches(for: l.body, along: l.variable, besides: &known) + l.body
          l.body = next[position, default: []] + l.body
        } else {
          l.body = visit(l.body, row: l.variable)
        }
        return .loop(l)
      case .reduction(var r):
        if case .vector = r.kind, let v = r.variables.last {
          r.body = prefetches(for: r.body, along: v, besides: &known) + r.body
          r.body = next[position, default: []] + r.body
        } else {
          r.body = visit(r.body)
        }
        return .reduction(r)
      }
    }
  }

  // MARK: Rows

  /// Returns the prefetches of the rows of the next iteration of the loop of `row`, by the position
  /// of the statement that does them, and adds their streams to `known`.
  private func nextRows(
    in statements: [Statement], along row: LoopVariableID, known: inout Set<Stream>
  ) -> [Int: [Statement]] {
    let loops = rowLoops(in: statements)
    var result: [Int: [Statement]] = [:]
    var first: [Stream: Int] = [:]
    var order: [Stream] = []
    for (k, l) in loops.enumerated() {
      for (s, _) in streams(in: l.body, along: l.variable) where first[s] == nil {
        first[s] = k
        order.append(s)
      }
    }
    guard order.count <= Self.streamLimit else { return [:] }
    var left = target.l2ByteCount / Self.cacheShare
    for s in order {
      guard let f = first[s], let stride = s.start.stride(in: row), stride != 0 else { continue }
      let extent = kernel.extent(of: loops[f].variable)
      let byteCount = extent * kernel[s.buffer].element.byteWidth
      let later = loops[(f + 1)...].filter {
        kernel.extent(of: $0.variable) == extent && $0.isInner
      }
      guard byteCount >= Self.distance, byteCount <= left,
        let longest = later.max(by: { $0.cost < $1.cost })
      else { continue }
      left -= byteCount
      known.insert(s)
      result[longest.position, default: []].append(
        .prefetch(s.buffer, s.start + IndexExpression(longest.variable) + stride))
    }
    return result
  }

  /// The loops in lanes among `statements`.
  private func rowLoops(in statements: [Statement]) -> [RowLoop] {
    let cost = KernelCost(kernel: kernel)
    return statements.enumerated().compactMap { (position, s) in
      let variable: LoopVariableID
      let body: [Statement]
      switch s {
      case .loop(let l):
        guard case .vector = l.kind else { return nil }
        (variable, body) = (l.variable, l.body)
      case .reduction(let r):
        guard case .vector = r.kind, r.variables.count == 1 else { return nil }
        (variable, body) = (r.variables[0], r.body)
      default: return nil
      }
      let isInner = MemoryAccesses(body).stores.allSatisfy { kernel[$0.buffer].access == .scratch }
      return RowLoop(
        position: position, variable: variable, body: body, cost: cost.cost([s]), isInner: isInner)
    }
  }

  // MARK: Streams

  /// The streams of large inputs that `statements` load in order along `variable`, and an index of
  /// each; nothing if there are prefetches already.
  private func streams(
    in statements: [Statement], along variable: LoopVariableID
  ) -> [(stream: Stream, index: IndexExpression)] {
    var result: [(stream: Stream, index: IndexExpression)] = []
    for s in statements {
      switch s {
      case .prefetch: return []
      case .define(_, .load(let b, let i, _)):
        let buffer = kernel[b]
        guard buffer.access == .read, i.stride(in: variable) == 1, !i.dependsOnValues,
          buffer.count > target.l2ByteCount / buffer.element.byteWidth
        else { continue }
        result.append((Stream(buffer: b, start: i - IndexExpression(variable)), i))
      case .define, .store, .loop, .reduction: continue
      }
    }
    return result
  }

  /// Returns the prefetches for the loads of `statements`, none if there are any already, and adds
  /// what they load to `known`.
  private func prefetches(
    for statements: [Statement], along variable: LoopVariableID, besides known: inout Set<Stream>
  ) -> [Statement] {
    var result: [Statement] = []
    for (s, index) in streams(in: statements, along: variable) where known.insert(s).inserted {
      result.append(.prefetch(s.buffer, index + Self.distance / kernel[s.buffer].element.byteWidth))
    }
    return result.count > Self.streamLimit ? [] : result
  }

}
