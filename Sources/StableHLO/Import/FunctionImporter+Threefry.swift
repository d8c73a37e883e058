import Diagnostics
import GraphIR
import Scalars

/// The random number generator Threefry-2x32 with 20 rounds (J. Salmon et al., "Parallel Random
/// Numbers: As Easy as 1, 2, 3").
extension FunctionImporter {

  /// Returns the next state and random elements of type `type`.
  ///
  /// The state consists of a key and a counter, of which each pair of words takes the next value.
  mutating func threefry(
    state: ValueID, stateType: TensorType, _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    guard graph.type(of: state) == TensorType(.u64, [.size(2)]), stateType == graph.type(of: state),
      type.element == .u64 || type.element == .i64 || type.element.bitWidth == 32,
      type.element.isInteger, let sizes = type.sizes
    else {
      throw unsupported("random bits of type \(type) from a state \(stateType)", range)
    }
    let (key, counter) = (
      try word(0, of: state, at: range), try word(1, of: state, at: range)
    )
    let isWide = type.element.bitWidth == 64
    // The words of a pair lie side by side along one axis.
    let axis = sizes.firstIndex { $0.isMultiple(of: 2) } ?? sizes.firstIndex(of: sizes.max() ?? 0)
    var shape = type.shape
    if !isWide, let axis { shape[axis] = .size((sizes[axis] + 1) / 2) }
    let places = TensorType(.u64, shape)
    let count = shape.reduce(1) { $0 * ($1.size ?? 1) }
    let line = try emitOne(
      .iota, [], Attributes([.dim: .integer(0)]), type: TensorType(.u64, [.size(count)]), at: range)
    let positions = try emitOne(
      .add,
      [
        try emitOne(.reshape, [line], type: places, at: range),
        try broadcast(counter, [], to: places, at: range),
      ], at: range)
    let bits = try threefry(
      key: try halves(try broadcast(key, [], to: places, at: range), at: range),
      try halves(positions, at: range), at: range)
    let total = try emitSplat(
      Scalar(.u64, bits: UInt64(count)), TensorType(.u64, []), at: range)
    let next = try emitOne(.add, [counter, total], at: range)
    var parts: [ValueID] = []
    for v in [key, next] {
      parts.append(try emitOne(.reshape, [v], type: TensorType(.u64, [.size(1)]), at: range))
    }
    let newState = try emitOne(.concat, parts, Attributes([.dim: .integer(0)]), at: range)
    var words = isWide ? try joined(bits, at: range) : try alternating(bits, type, axis, at: range)
    if graph.type(of: words) != type {
      words = try emitOne(.bitcast, [words], type: type, at: range)
    }
    return [newState, words]
  }

  /// Applies the rounds to pairs of words.
  private mutating func threefry(
    key: [ValueID], _ words: [ValueID], at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    let type = graph.type(of: words[0])
    func constant(_ f: inout FunctionImporter, _ x: UInt64) throws(ImportFailure) -> ValueID {
      try f.emitSplat(Scalar(.u32, bits: x), type, at: range)
    }
    let parity = try emitOne(
      .xor, [try emitOne(.xor, key, at: range), try constant(&self, 0x1BD1_1BDA)], at: range)
    let keys = key + [parity]
    var x0 = try emitOne(.add, [words[0], keys[0]], at: range)
    var x1 = try emitOne(.add, [words[1], keys[1]], at: range)
    let rotations: [[UInt64]] = [[13, 15, 26, 6], [17, 29, 16, 24]]
    for group in 0..<5 {
      for r in rotations[group % 2] {
        x0 = try emitOne(.add, [x0, x1], at: range)
        let left = try emitOne(.shl, [x1, try constant(&self, r)], at: range)
        let right = try emitOne(.shrL, [x1, try constant(&self, 32 - r)], at: range)
        x1 = try emitOne(.xor, [try emitOne(.or, [left, right], at: range), x0], at: range)
      }
      x0 = try emitOne(.add, [x0, keys[(group + 1) % 3]], at: range)
      let number = try constant(&self, UInt64(group + 1))
      x1 = try emitOne(
        .add, [try emitOne(.add, [x1, keys[(group + 2) % 3]], at: range), number], at: range)
    }
    return [x0, x1]
  }

  /// Returns element `i` of `state`.
  private mutating func word(
    _ i: Int, of state: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let element = try emitOne(
      .slice, [state], Attributes([.start: .integers([i]), .limit: .integers([i + 1])]), at: range)
    return try emitOne(.reshape, [element], type: TensorType(.u64, []), at: range)
  }

  /// Returns the lower and the upper halves of words of 64 bits.
  private mutating func halves(
    _ value: ValueID, at range: SourceRange
  ) throws(ImportFailure) -> [ValueID] {
    let width = try emitConstant(32, like: graph.type(of: value), at: range)
    let upper = try emitOne(.shrL, [value, width], at: range)
    return [try converted(value, to: .u32, at: range), try converted(upper, to: .u32, at: range)]
  }

  /// Returns the words of 64 bits of which `halves` are the lower and the upper halves.
  private mutating func joined(
    _ halves: [ValueID], at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let lower = try converted(halves[0], to: .u64, at: range)
    let upper = try converted(halves[1], to: .u64, at: range)
    let width = try emitConstant(32, like: graph.type(of: upper), at: range)
    return try emitOne(.or, [lower, try emitOne(.shl, [upper, width], at: range)], at: range)
  }

  /// Returns the elements of two tensors in turns along `axis`, as many as fit in `type`.
  private mutating func alternating(
    _ values: [ValueID], _ type: TensorType, _ axis: Int?, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    guard let axis else { return values[0] }
    let half = graph.type(of: values[0])
    var single = half.shape
    single.insert(.size(1), at: axis + 1)
    var parts: [ValueID] = []
    for v in values {
      parts.append(try emitOne(.reshape, [v], type: TensorType(.u32, single), at: range))
    }
    let pairs = try emitOne(.concat, parts, Attributes([.dim: .integer(axis + 1)]), at: range)
    var whole = half.shape
    whole[axis] = .size(2 * (half.shape[axis].size ?? 0))
    let flat = try emitOne(.reshape, [pairs], type: TensorType(.u32, whole), at: range)
    if whole == type.shape { return flat }
    return try emitOne(
      .slice, [flat],
      Attributes([
        .start: .integers(type.shape.map { _ in 0 }), .limit: .integers(type.sizes ?? []),
      ]), at: range)
  }

}
