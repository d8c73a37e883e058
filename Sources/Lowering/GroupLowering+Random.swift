import Diagnostics
import GraphIR
import KernelIR
import Scalars

extension GroupLowering {

  /// Returns an element of the result at `position` of `rng_bits`: of the new state or of the bits.
  mutating func randomBits(
    _ operation: GraphIR.Operation, _ position: Int, _ indices: [IndexExpression],
    if condition: KernelValueID?
  ) throws -> KernelValueID {
    let type = graph.type(of: operation.results[1])
    guard let layout = RandomBits(operation.attributes, type) else {
      throw Defect("lowering", "rng_bits has no algorithm or no known sizes")
    }
    let state = operation.operands[0]
    let key = try element(state, [IndexExpression(0)], if: condition)
    let counter = try element(state, [IndexExpression(1)], if: condition)
    // XLA's upper half of the counter, where the state has none, is the key.
    let upper =
      try sizes(of: state) == [3] ? element(state, [IndexExpression(2)], if: condition) : key
    if position == 0 {
      let blocks = constant(Scalar(.u64, bits: UInt64(layout.blockCount)))
      let next = sum(counter, upper, blocks)
      let isKey = builder.inside(indices[0], 0, 1)
      let isCounter = builder.inside(indices[0], 1, 2)
      return builder.select(isKey, key, builder.select(isCounter, next.low, next.high))
    }

    let (block, number) = self.block(of: indices, layout)
    let at = sum(counter, upper, builder.index(block, as: .u64))
    let keyWords = words(key)
    var elements: [KernelValueID]
    switch layout.algorithm {
    case .threefry: elements = threefry(words(at.low), keyWords)
    case .philox: elements = philox(words(at.low) + words(at.high), keyWords)
    }
    if layout.isWide {
      elements = stride(from: 0, to: elements.count, by: 2).map { (k) in
        let low = builder.convert(elements[k], to: .u64)
        let high = builder.convert(elements[k + 1], to: .u64)
        return builder.binary(
          .or, low, builder.binary(.shl, high, constant(Scalar(.u64, bits: 32))))
      }
    }
    var result = elements[0]
    for k in 1..<layout.elementsOfBlock {
      result = builder.select(builder.inside(number, k, k + 1), elements[k], result)
    }
    return builder.convert(result, to: type.element)
  }

  /// Returns the block from which the element at `indices` comes, and the number of the element in
  /// that.
  private func block(
    of indices: [IndexExpression], _ layout: RandomBits
  ) -> (block: IndexExpression, number: IndexExpression) {
    let (n, extents) = (layout.elementsOfBlock, builder.extents)
    guard let axis = layout.pairedAxis else {
      let position = Self.linear(indices, in: layout.sizes)
      return (
        position.quotient(by: n, extents: extents), position.remainder(by: n, extents: extents)
      )
    }
    var (at, sizes) = (indices, layout.sizes)
    at[axis] = indices[axis].quotient(by: n, extents: extents)
    sizes[axis] = (sizes[axis] + 1) / n
    return (Self.linear(at, in: sizes), indices[axis].remainder(by: n, extents: extents))
  }

  /// Returns both halves of a number of 128 bits plus one of 64 bits.
  private mutating func sum(
    _ low: KernelValueID, _ high: KernelValueID, _ x: KernelValueID
  ) -> (low: KernelValueID, high: KernelValueID) {
    let sum = builder.binary(.add, low, x)
    let carry = builder.convert(builder.compare(.lt, sum, low), to: .u64)
    return (sum, builder.binary(.add, high, carry))
  }

  /// Returns the lower and the upper word of `x`.
  private mutating func words(_ x: KernelValueID) -> [KernelValueID] {
    [builder.convert(x, to: .u32), upperWord(of: x)]
  }

  private mutating func upperWord(of x: KernelValueID) -> KernelValueID {
    let upper = builder.binary(.shrL, x, constant(Scalar(.u64, bits: 32)))
    return builder.convert(upper, to: .u32)
  }

  private mutating func word(_ bits: UInt64) -> KernelValueID {
    constant(Scalar(.u32, bits: bits))
  }

  private mutating func threefry(
    _ counter: [KernelValueID], _ key: [KernelValueID]
  ) -> [KernelValueID] {
    let parity = word(RandomBits.parity)
    let keys = key + [builder.binary(.xor, builder.binary(.xor, key[0], key[1]), parity)]
    var x = builder.binary(.add, counter[0], keys[0])
    var y = builder.binary(.add, counter[1], keys[1])
    for round in 0..<RandomBits.threefryRounds {
      let amount = RandomBits.rotations[round % RandomBits.rotations.count]
      x = builder.binary(.add, x, y)
      let left = builder.binary(.shl, y, word(amount))
      let right = builder.binary(.shrL, y, word(32 - amount))
      y = builder.binary(.xor, x, builder.binary(.or, left, right))
      if round % 4 == 3 {
        let step = round / 4 + 1
        x = builder.binary(.add, x, keys[step % 3])
        // What does not depend on the element is added up outside of the loop.
        let added = builder.binary(.add, keys[(step + 1) % 3], word(UInt64(step)))
        y = builder.binary(.add, y, added)
      }
    }
    return [x, y]
  }

  private mutating func philox(
    _ counter: [KernelValueID], _ key: [KernelValueID]
  ) -> [KernelValueID] {
    var (x, key) = (counter, key)
    let factors = RandomBits.multipliers.map { constant(Scalar(.u64, bits: $0)) }
    for _ in 0..<RandomBits.philoxRounds {
      let p = builder.binary(.mul, builder.convert(x[0], to: .u64), factors[0])
      let q = builder.binary(.mul, builder.convert(x[2], to: .u64), factors[1])
      x = [
        builder.binary(.xor, builder.binary(.xor, upperWord(of: q), x[1]), key[0]),
        builder.convert(q, to: .u32),
        builder.binary(.xor, builder.binary(.xor, upperWord(of: p), x[3]), key[1]),
        builder.convert(p, to: .u32),
      ]
      for i in key.indices { key[i] = builder.binary(.add, key[i], word(RandomBits.keySteps[i])) }
    }
    return x
  }

}
