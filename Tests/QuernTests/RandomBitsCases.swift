import RandomGraphs

/// Random numbers, of shapes and types chosen at random, as modules in the text IR with a check that
/// all back ends agree.
struct RandomBitsCases {

  private var random: SplitMix64

  /// Creates a generator.
  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// Returns a module that makes random bits, and more from the state after these.
  mutating func next() -> String {
    let count = random.pick(2...3)
    let algorithm = count == 2 && random.oneIn(2) ? "threefry" : "philox"
    let shape = (0..<random.pick(0...3)).map { _ in random.oneIn(12) ? 0 : random.pick(1...7) }
    let element = random.pick(["u8", "i8", "u16", "u32", "i32", "u64", "i64"])
    let bits = "\(element)[\(shape.map(String.init).joined(separator: ","))]"
    // Counters that are about to overflow.
    let state = (0..<count).map { _ in
      random.oneIn(2) ? UInt64.max - UInt64(random.pick(0...40)) : random.next()
    }
    return """
      func @main(%s: u64[\(count)]) -> (u64[\(count)], \(bits), u16[5]) {
        %0, %1 = rng_bits \(algorithm) %s : u64[\(count)], \(bits)
        %2, %3 = rng_bits \(algorithm) %0 : u64[\(count)], u16[5]
        return %2, %1, %3
      }
      // run: @main(\(state))

      """
  }

}
