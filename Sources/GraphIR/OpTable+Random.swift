extension OpTable {

  /// Random numbers.
  static let random: [OpDescription] = [
    OpDescription(
      .rngBits, .random,
      "The state from which the next random bits come, and random bits: the same for the same state everywhere, those of XLA.",
      operands: .exactly(1), results: .exactly(2),
      attributes: [
        AttributeSpec(
          .algorithm, .keyword(RandomBits.Algorithm.allCases.map(\.rawValue)), at: .prefix,
          "Threefry-2x32 with 20 rounds or Philox-4x32 with 10")
      ],
      constraints: [
        "the operand is u64[2], a key and a counter; or u64[3] for philox, with the upper half of the counter",
        "the first result has the type of the operand", "the second result has integers",
      ], needsResultType: true)
  ]

}
