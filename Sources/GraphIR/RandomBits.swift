/// How the elements of the second result of `rng_bits` are made of words, and these of blocks.
///
/// A block is a few words of 32 bits, which the algorithm makes of a key and a counter, one more for
/// each block. Elements of up to 32 bits are the low bits of a word, others two words of a block, the
/// low one first. Which word belongs to which element, and how many blocks there are, is as XLA has
/// it: with `threefry`, words of a block are neighbours on some axis, with `philox` in memory.
package struct RandomBits: Hashable, Sendable {

  /// An algorithm by J. Salmon, M. Moraes, R. Dror, D. Shaw: "Parallel Random Numbers: As Easy as 1,
  /// 2, 3", 2011.
  package enum Algorithm: String, CaseIterable, Sendable {

    /// Threefry-2x32 with 20 rounds.
    case threefry

    /// Philox-4x32 with 10 rounds.
    case philox

  }

  /// The algorithm.
  package let algorithm: Algorithm

  /// The sizes of the result.
  package let sizes: [Int]

  /// `true` iff an element takes two words.
  package let isWide: Bool

  /// The number of elements that a block makes: along `pairedAxis`, or in memory if that is `nil`.
  package let elementsOfBlock: Int

  /// The axis along which two neighbours come from one block.
  package let pairedAxis: Int?

  /// The number of blocks, by which the counter grows.
  package let blockCount: Int

  /// Creates the elements of a result of type `type`, or returns `nil` if a size is not known or
  /// there is no such algorithm.
  package init?(_ attributes: Attributes, _ type: TensorType) {
    guard let algorithm = attributes.string(.algorithm).flatMap(Algorithm.init),
      let sizes = type.sizes, let count = type.elementCount
    else { return nil }
    self.algorithm = algorithm
    self.sizes = sizes
    isWide = type.element.bitWidth > 32
    switch (algorithm, isWide) {
    case (.threefry, true):
      (elementsOfBlock, pairedAxis, blockCount) = (1, nil, count)
    case (.threefry, false):
      let axis = Self.pairedAxis(of: sizes)
      pairedAxis = axis
      elementsOfBlock = axis == nil ? 1 : 2
      blockCount =
        axis.map { count == 0 ? 0 : count / sizes[$0] * (sizes[$0] / 2 + sizes[$0] % 2) } ?? 1
    case (.philox, _):
      let n = isWide ? 2 : 4
      (elementsOfBlock, pairedAxis) = (n, nil)
      blockCount = count / n + (count % n == 0 ? 0 : 1)
    }
  }

  /// The first axis of even size, else the first of the longest, where one word is left over.
  private static func pairedAxis(of sizes: [Int]) -> Int? {
    if let even = sizes.firstIndex(where: { $0.isMultiple(of: 2) }) { return even }
    return sizes.max().flatMap { sizes.firstIndex(of: $0) }
  }

  /// The numbers of bits by which the rounds of `threefry` rotate, which repeat.
  package static let rotations: [UInt64] = [13, 15, 26, 6, 17, 29, 16, 24]

  /// The number of rounds of `threefry`; after each four of them, parts of the key are added.
  package static let threefryRounds = 20

  /// What the parts of the key of `threefry` are combined with to one more part.
  package static let parity: UInt64 = 0x1bd1_1bda

  /// The number of rounds of `philox`.
  package static let philoxRounds = 10

  /// The factors of `philox`, of the first and the third word.
  package static let multipliers: [UInt64] = [0xd251_1f53, 0xcd9e_8d57]

  /// What `philox` adds to both parts of its key after a round.
  package static let keySteps: [UInt64] = [0x9e37_79b9, 0xbb67_ae85]

}
