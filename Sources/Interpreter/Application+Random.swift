import GraphIR
import Scalars

/// Random numbers.
extension Application {

  /// Returns the new state and the bits of `rng_bits`.
  func randomBits() throws -> [Literal] {
    let state = try operand(0).dense.representations
    guard let type = resultTypes.last, resultTypes.count == 2,
      let layout = RandomBits(attributes, type)
    else { throw defect("has no algorithm or no known sizes") }
    try meter.checkMemory(for: layout.sizes, at: location)
    var indices = IndexSequence(layout.sizes)
    try meter.charge(indices.count, 16)
    var blockSizes = layout.sizes
    if let axis = layout.pairedAxis { blockSizes[axis] = (blockSizes[axis] + 1) / 2 }
    let strides = rowMajorStrides(blockSizes)

    var bits: [UInt64] = []
    while var index = indices.next() {
      // The number of the element in its block, and that of the block.
      var element = 0
      if let axis = layout.pairedAxis {
        element = index[axis] % 2
        index[axis] /= 2
      }
      var block = zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }
      if layout.pairedAxis == nil {
        element = block % layout.elementsOfBlock
        block /= layout.elementsOfBlock
      }
      let words = words(of: layout.algorithm, UInt64(block), state)
      if layout.isWide {
        bits.append(UInt64(words[2 * element]) | UInt64(words[2 * element + 1]) << 32)
      } else {
        bits.append(UInt64(words[element]) & .max >> UInt64(64 - type.element.bitWidth))
      }
    }

    let (counter, overflow) = state[1].addingReportingOverflow(UInt64(layout.blockCount))
    var next = [state[0], counter]
    if state.count == 3 { next.append(state[2] &+ (overflow ? 1 : 0)) }
    return [try tensor(resultTypes[0], next), try tensor(type, bits)]
  }

  /// The words that `algorithm` makes of `state`, a key and a counter, for the block with number
  /// `block`.
  private func words(
    of algorithm: RandomBits.Algorithm, _ block: UInt64, _ state: [UInt64]
  ) -> [UInt32] {
    func halves(_ x: UInt64) -> [UInt32] {
      [UInt32(truncatingIfNeeded: x), UInt32(truncatingIfNeeded: x >> 32)]
    }
    let key = halves(state[0])
    let (low, overflow) = state[1].addingReportingOverflow(block)
    switch algorithm {
    case .threefry:
      return threefry(halves(low), key)
    case .philox:
      // XLA's upper half of the counter, where the state has none, is the key.
      let high = (state.count == 3 ? state[2] : state[0]) &+ (overflow ? 1 : 0)
      return philox(halves(low) + halves(high), key)
    }
  }

  private func threefry(_ counter: [UInt32], _ key: [UInt32]) -> [UInt32] {
    let keys = [key[0], key[1], key[0] ^ key[1] ^ UInt32(RandomBits.parity)]
    var (x, y) = (counter[0] &+ keys[0], counter[1] &+ keys[1])
    for round in 0..<RandomBits.threefryRounds {
      let amount = UInt32(RandomBits.rotations[round % RandomBits.rotations.count])
      x = x &+ y
      y = x ^ (y << amount | y >> (32 - amount))
      if round % 4 == 3 {
        let step = round / 4 + 1
        x = x &+ keys[step % 3]
        y = y &+ keys[(step + 1) % 3] &+ UInt32(step)
      }
    }
    return [x, y]
  }

  private func philox(_ counter: [UInt32], _ key: [UInt32]) -> [UInt32] {
    var (x, key) = (counter, key)
    let (first, second) = (RandomBits.multipliers[0], RandomBits.multipliers[1])
    for _ in 0..<RandomBits.philoxRounds {
      let p = UInt64(x[0]) * first
      let q = UInt64(x[2]) * second
      x = [
        UInt32(q >> 32) ^ x[1] ^ key[0], UInt32(truncatingIfNeeded: q),
        UInt32(p >> 32) ^ x[3] ^ key[1], UInt32(truncatingIfNeeded: p),
      ]
      for i in 0..<2 { key[i] = key[i] &+ UInt32(RandomBits.keySteps[i]) }
    }
    return x
  }

}
