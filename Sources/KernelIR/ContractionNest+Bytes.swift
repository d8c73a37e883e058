import Scalars

extension ContractionNest {

  /// What is added up for each term.
  enum Product: Hashable {

    /// The product of the factors.
    case single

    /// The sum of the products of four bytes, of which the factors are words.
    ///
    /// Instructions multiply bytes without signs by bytes with them. If both factors have signs, or
    /// neither has, `isShifted`: 128 was added to the bytes of the row factor, or taken from them,
    /// and the sum has that many times the bytes of the lane factor too much.
    case bytes(laneIsSigned: Bool, isShifted: Bool)

  }

  /// The most terms after they are filled up to a multiple of four, by those before.
  private static let fillLimit = 1.5

  /// Returns this sum of products of bytes, which are converted to 32 bits, with four terms at a time:
  ///
  ///     %s = reduce add over %k in 0..<K {      %s = reduce add over %k in 0..<K/4 {
  ///       %0 = load b0[… + %k] : i8               %0 = word of b0[… + 4*%k] … b0[… + 4*%k + 3]
  ///       %1 = convert %0 : i32                   %1 = word of b1[…] …
  ///       …                             -->       %2 = byte_dot %0, %1
  ///       %4 = mul %1, %3 : i32                   yield %2
  ///       yield %4                              }
  ///     }
  ///
  /// The words are what is packed. `nil` if the factors are no bytes, or there are too few terms.
  func inBytes() -> ContractionNest? {
    guard product == .single, type == .i32 || type == .u32,
      let row = byte(of: rowFactor), let lane = byte(of: laneFactor)
    else { return nil }
    func filled(_ v: LoopVariableID) -> Double {
      let n = kernel.extent(of: v)
      return Double((n + 3) / 4 * 4) / Double(max(n, 1))
    }
    guard
      let position = sum.variables.indices.min(by: {
        (filled(sum.variables[$0]), $1) < (filled(sum.variables[$1]), $0)
      }), filled(sum.variables[position]) <= Self.fillLimit
    else { return nil }
    let laneIsSigned = kernel.type(of: lane) == .i8
    let isShifted = kernel.type(of: row) == kernel.type(of: lane)
    var result = self
    let old = sum.variables[position]
    let groups = result.addVariable(extent: (kernel.extent(of: old) + 3) / 4)
    result.sum.variables[position] = groups
    result.product = .bytes(laneIsSigned: laneIsSigned, isShifted: isShifted)
    result.rowFactor = result.word(of: row, old, groups, isShifted: isShifted)
    result.laneFactor = result.word(of: lane, old, groups, isShifted: false)
    return result
  }

  /// The byte from which `factor` is converted.
  private func byte(of factor: KernelValueID) -> KernelValueID? {
    guard case .convert(let v)? = definitions[factor],
      kernel.type(of: v) == .i8 || kernel.type(of: v) == .u8
    else { return nil }
    return v
  }

  /// Defines the word of the bytes that `byte` is where the loop of `old` stands at the four positions
  /// of a group, zero beyond its end; with the highest bit of each inverted if `isShifted`.
  private mutating func word(
    of byte: KernelValueID, _ old: LoopVariableID, _ groups: LoopVariableID, isShifted: Bool
  ) -> KernelValueID {
    let extent = kernel.extent(of: old)
    let zero = define(.constant(Scalar(.u8, bits: 0)), .u8)
    let sign = define(.constant(Scalar(.u8, bits: 0x80)), .u8)
    var word: KernelValueID?
    for k in 0..<4 {
      let at = IndexExpression(groups) * 4 + k
      var condition: KernelValueID?
      if extent % 4 != 0 {
        condition = define(.inside(at, lower: 0, upper: extent), .i1)
      }
      var copies: [KernelValueID: KernelValueID] = [:]
      var x = copy(byte, old, at, if: condition, &copies)
      if kernel.type(of: x) == .i8 { x = define(.bitcast(x), .u8) }
      if let condition { x = define(.select(condition, x, zero), .u8) }
      if isShifted { x = define(.binary(.xor, x, sign), .u8) }
      var part = define(.convert(x), type)
      if k > 0 {
        let distance = define(.constant(Scalar(type, bits: UInt64(8 * k))), type)
        part = define(.binary(.shl, part, distance), type)
      }
      word = word.map { define(.binary(.or, $0, part), type) } ?? part
    }
    return word ?? zero
  }

  /// Defines what `v` is where the loop of `old` stands at `index`, loading only if `condition`.
  private mutating func copy(
    _ v: KernelValueID, _ old: LoopVariableID, _ index: IndexExpression,
    if condition: KernelValueID?, _ copies: inout [KernelValueID: KernelValueID]
  ) -> KernelValueID {
    if let known = copies[v] { return known }
    guard let e = definitions[v], dependencies[v, default: []].contains(old) else { return v }
    var renaming = KernelRenaming()
    renaming.variables[old] = index
    var used: [KernelValueID] = []
    e.forEachUse { used.append($0) }
    for u in used { renaming.values[u] = copy(u, old, index, if: condition, &copies) }
    var renamed = renaming(e)
    if let condition, case .load(let b, let i, let inner) = renamed {
      let both = inner.map { define(.binary(.and, $0, condition), .i1) } ?? condition
      renamed = .load(b, i, guard: both)
    }
    let result = define(renamed, kernel.type(of: v))
    copies[v] = result
    return result
  }

}

extension TileGenerator {

  /// The vectors of a tile that hold what sums have too much.
  static func shiftCount(_ nest: ContractionNest, vectors: Int) -> Int {
    if case .bytes(_, isShifted: true) = nest.product { vectors } else { 0 }
  }

  /// Returns what is added to a sum in a term, from its factors.
  mutating func product(_ row: KernelValueID, _ lane: KernelValueID) -> KernelValueID {
    switch nest.product {
    case .single: builder.binary(.mul, row, lane)
    case .bytes(laneIsSigned: true, _): builder.define(.byteDot(row, lane), nest.type)
    case .bytes(laneIsSigned: false, _): builder.define(.byteDot(lane, row), nest.type)
    }
  }

  /// Returns what is added in a term to what all sums of the lanes of `y` have too much.
  mutating func shifts(_ y: [KernelValueID]) -> [KernelValueID] {
    guard case .bytes(_, isShifted: true) = nest.product else { return [] }
    let sign = builder.define(.constant(Scalar(nest.type, bits: 0x8080_8080)), nest.type)
    return y.map { product(sign, $0) }
  }

}
