import CLLVM
import Diagnostics
import KernelIR
import Scalars

extension KernelEmitter {

  /// Emits a reduction.
  mutating func emit(_ r: Reduction) throws {
    let extents = r.variables.map { kernel.extent(of: $0) }
    // In a vector loop each lane has accumulators of its own.
    let isVector = lanes != nil
    let initial = try r.initial.map { try vector($0) }
    let results: [LLVMValueRef]
    if extents.contains(0) {
      results = initial
    } else if case .vector(let count) = r.kind, !isVector, !extents.isEmpty {
      guard case .function(let f, _) = r.combiner else {
        throw Defect("code generation", "a reduction by statements is in lanes")
      }
      results = try emitVector(r, f, initial, lanes: count)
    } else {
      let isShort = extents.reduce(1.0) { $0 * Double($1) } <= Self.unrolledIterationLimit
      let isUnrolled = isShort && !r.body.contains(where: \.isNest)
      if case .function(let f, _) = r.combiner, isVector,
        isExtremum(f, of: r.initial.map { kernel.type(of: $0) })
      {
        results = try emitExtrema(r, f, initial, isUnrolled: isUnrolled)
      } else {
        results = try emitNest(r.variables[...], carrying: initial, isUnrolled: isUnrolled) {
          (emitter, accumulators) in
          try emitter.accumulate(r, accumulators)
        }
      }
    }
    for (v, x) in zip(r.results, results) {
      registers[v.index] = Register(reference: x, isVector: isVector)
    }
  }

  /// The iterations of a reduction that are emitted one after another without a loop, such as those
  /// over a small window.
  private static let unrolledIterationLimit = 9.0

  /// Emits loops over `variables`, outermost first, around `body`; or each iteration by itself if
  /// `isUnrolled`.
  private mutating func emitNest(
    _ variables: ArraySlice<LoopVariableID>, carrying initial: [LLVMValueRef],
    isUnrolled: Bool = false,
    _ body: (inout Self, [LLVMValueRef]) throws -> [LLVMValueRef]
  ) throws -> [LLVMValueRef] {
    guard let v = variables.first else { return try body(&self, initial) }
    if isUnrolled {
      var carried = initial
      for i in 0..<kernel.extent(of: v) {
        self.variables[v.index] = ir.constant(i)
        carried = try emitNest(
          variables.dropFirst(), carrying: carried, isUnrolled: true, body)
      }
      return carried
    }
    return try emitLoop(count: kernel.extent(of: v), step: 1, carrying: initial) {
      (emitter, i, carried) in
      emitter.variables[v.index] = i
      return try emitter.emitNest(variables.dropFirst(), carrying: carried, body)
    }
  }

  /// Emits the current iteration and returns the accumulators combined with its elements.
  ///
  /// An element is combined as soon as it is there, so that code generation finds factors next to
  /// their uses and needs few registers for them.
  private mutating func accumulate(_ r: Reduction, _ accumulators: [LLVMValueRef]) throws
    -> [LLVMValueRef]
  {
    var result = accumulators
    switch r.combiner {
    case .function(let f, let contracted):
      func combineElement(_ v: KernelValueID, _ product: Expression? = nil) throws {
        for (i, e) in r.elements.enumerated() where e == v {
          let type = kernel.type(of: v)
          if contracted, f == .add, type == .f32 || type == .f64,
            case .binary(.mul, let a, let b)? = product
          {
            // Rounded once or twice, as the machine does it faster.
            result[i] = ir.intrinsic(
              "llvm.fmuladd", [LLVMTypeOf(result[i])], [try vector(a), try vector(b), result[i]])
          } else if f == .add, case .byteDot(let a, let b)? = product {
            result[i] = byteDot(try vector(a), try vector(b), addedTo: result[i])
          } else {
            result[i] = combine(f, result[i], try vector(v), type)
          }
        }
      }
      var isDefined = Set<KernelValueID>()
      for s in r.body {
        try emit([s])
        guard case .define(let v, let e) = s else { continue }
        isDefined.insert(v)
        try combineElement(v, e)
      }
      // What is defined outside of the reduction, each value once and in order.
      for v in r.elements where isDefined.insert(v).inserted { try combineElement(v) }
    case .block(let parameters, let elements, let body, let results):
      try emit(r.body)
      for (v, x) in zip(parameters, accumulators) {
        registers[v.index] = Register(reference: x, isVector: lanes != nil)
      }
      for (v, e) in zip(elements, r.elements) { registers[v.index] = try register(e) }
      try emit(body)
      result = try results.map { try vector($0) }
    }
    return result
  }

  /// Emits a reduction by `f`, which finds extrema, with accumulators for each lane.
  private mutating func emitExtrema(
    _ r: Reduction, _ f: BinaryFunction, _ initial: [LLVMValueRef], isUnrolled: Bool
  ) throws -> [LLVMValueRef] {
    let types = r.initial.map { kernel.type(of: $0) }
    let start = types.flatMap { extremumStart(f, $0, lanes: laneCount) }
    let partial = try emitNest(r.variables[...], carrying: start, isUnrolled: isUnrolled) {
      (emitter, accumulators) in
      try emitter.accumulateExtrema(r, accumulators)
    }
    return types.enumerated().map { (i, type) in
      let own = partial[(i * Self.extremumWidth)...].prefix(Self.extremumWidth)
      return combine(f, initial[i], extremumResult(f, Array(own), type), type)
    }
  }

  /// Emits the current iteration and returns what stands for the extrema of its elements and those
  /// for which `partial` stands.
  private mutating func accumulateExtrema(_ r: Reduction, _ partial: [LLVMValueRef]) throws
    -> [LLVMValueRef]
  {
    try emit(r.body)
    return try r.elements.enumerated().flatMap { (i, v) in
      let own = partial[(i * Self.extremumWidth)...].prefix(Self.extremumWidth)
      return extremum(Array(own), with: try vector(v), kernel.type(of: v))
    }
  }

  /// Returns a function of two vectors, or two scalars, of registers of `type`.
  private func combine(
    _ f: BinaryFunction, _ a: LLVMValueRef, _ b: LLVMValueRef, _ type: ElementType
  ) -> LLVMValueRef {
    rounded(binary(f, a, b, type), to: type)
  }

  // MARK: In lanes

  /// The greatest number of vectors of partial results, which hide the latency of combining.
  private static let accumulatorLimit = 4

  /// Emits a reduction whose innermost loop runs in lanes.
  ///
  /// Partial results start from the neutral element; they are combined pairwise, then lane by
  /// lane in halves, then with the initial value: an order that depends on the kernel alone.
  private mutating func emitVector(
    _ r: Reduction, _ f: BinaryFunction, _ initial: [LLVMValueRef], lanes count: Int
  ) throws -> [LLVMValueRef] {
    let ir = self.ir
    let types = r.initial.map { kernel.type(of: $0) }
    let neutral = types.compactMap { neutralElement(of: f, for: $0) }
    guard let inner = r.variables.last, neutral.count == types.count else {
      throw Defect("code generation", "a reduction by \(f.rawValue) is in lanes")
    }
    let extent = kernel.extent(of: inner)
    let statementCount = r.body.count
    let limit = statementCount > 48 ? 1 : statementCount > 16 ? 2 : Self.accumulatorLimit
    let partials = max(1, min(limit / types.count, extent / count))
    // The partial results of all accumulators, then those of the next vectors.
    let isExtremum = isExtremum(f, of: types)
    let width = isExtremum ? Self.extremumWidth : 1
    let first = zip(types, neutral).flatMap { (type, x) in
      isExtremum ? extremumStart(f, type, lanes: count) : [ir.splat(constant: x, count)]
    }
    let start = [[LLVMValueRef]](repeating: first, count: partials).flatMap { $0 }
    let whole = extent / count
    let rounds = whole / partials

    func iterate(
      _ emitter: inout Self, at i: LLVMValueRef, _ partial: [LLVMValueRef], mask: LLVMValueRef?
    ) throws -> [LLVMValueRef] {
      emitter.variables[inner.index] = i
      emitter.lanes = Lanes(variable: inner, count: count, mask: mask)
      defer { emitter.lanes = nil }
      let sums =
        try isExtremum ? emitter.accumulateExtrema(r, partial) : emitter.accumulate(r, partial)
      guard let mask else { return sums }
      return zip(sums, partial).map { LLVMBuildSelect(ir.builder, mask, $0, $1, "") }
    }

    func accumulators(_ k: Int) -> Range<Int> { k * first.count..<(k + 1) * first.count }

    let result = try emitNest(r.variables.dropLast(), carrying: start) { (emitter, carried) in
      var partial = carried
      if rounds > 0 {
        partial = try emitter.emitLoop(
          count: rounds * partials * count, step: partials * count, carrying: partial
        ) { (emitter, i, carried) in
          try (0..<partials).flatMap { (k) in
            let at: LLVMValueRef = LLVMBuildAdd(ir.builder, i, ir.constant(k * count), "")
            return try iterate(&emitter, at: at, Array(carried[accumulators(k)]), mask: nil)
          }
        }
      }
      for k in (rounds * partials)..<whole {
        let p = accumulators(k % partials)
        let at = ir.constant(k * count)
        partial.replaceSubrange(
          p, with: try iterate(&emitter, at: at, Array(partial[p]), mask: nil))
      }
      if extent % count != 0 {
        let mask = ir.mask(extent % count, of: count)
        let p = accumulators(whole % partials)
        let at = ir.constant(whole * count)
        partial.replaceSubrange(
          p, with: try iterate(&emitter, at: at, Array(partial[p]), mask: mask))
      }
      return partial
    }

    return types.indices.map { (a) in
      let vectors = (0..<partials).map { (k) -> LLVMValueRef in
        let own = Array(result[(k * first.count + a * width)...].prefix(width))
        return isExtremum ? extremumResult(f, own, types[a]) : own[0]
      }
      return total(of: vectors, by: f, types[a], lanes: count, initial: initial[a])
    }
  }

  /// Returns the elements of `vectors` and `initial` combined by `f`.
  private func total(
    of vectors: [LLVMValueRef], by f: BinaryFunction, _ type: ElementType, lanes count: Int,
    initial: LLVMValueRef
  ) -> LLVMValueRef {
    var result = vectors
    while result.count > 1 {
      let half = (result.count + 1) / 2
      for k in half..<result.count {
        result[k - half] = combine(f, result[k - half], result[k], type)
      }
      result.removeSubrange(half...)
    }
    var vector = result[0]
    var width = count
    while width > 2 {
      width /= 2
      let low = ir.shuffle(vector, Array(0..<width))
      let high = ir.shuffle(vector, Array(width..<(2 * width)))
      vector = combine(f, low, high, type)
    }
    func lane(_ i: Int) -> LLVMValueRef {
      LLVMBuildExtractElement(ir.builder, vector, ir.constant(i), "")
    }
    let total = width == 2 ? combine(f, lane(0), lane(1), type) : lane(0)
    return combine(f, initial, total, type)
  }

  /// The register that changes nothing that it is combined with by `f`, not even a zero's sign.
  private func neutralElement(of f: BinaryFunction, for type: ElementType) -> LLVMValueRef? {
    if f == .add, type.isFloat { return ir.constant(Scalar(type, -0.0)) }
    return f.neutralElement(for: type).map { ir.constant($0) }
  }

}
