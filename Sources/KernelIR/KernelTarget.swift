/// What the passes on kernels need to know about the machine that will run them.
package struct KernelTarget: Hashable, Sendable {

  /// The width of a vector register in bytes: 16, 32 or 64.
  package var vectorByteWidth: Int

  /// The number of vector registers.
  package var vectorRegisterCount: Int

  /// `true` iff there are instructions that multiply and add with one rounding.
  package var hasFMA: Bool

  /// `true` iff there is an instruction that adds the products of four bytes each to every lane of a
  /// vector.
  package var hasByteDot: Bool

  /// The size of the first-level data cache of a core, in bytes.
  package var l1ByteCount: Int

  /// The size of the second-level cache of a core, in bytes.
  package var l2ByteCount: Int

  /// `true` iff convolutions may be computed by minimal filtering, whose rounding errors are about
  /// twice those of the sums themselves.
  package var usesWinograd = true

  /// Creates a target.
  package init(
    vectorByteWidth: Int = 32, vectorRegisterCount: Int = 16, hasFMA: Bool = true,
    hasByteDot: Bool = false,
    l1ByteCount: Int = 32 << 10, l2ByteCount: Int = 1 << 20
  ) {
    self.vectorByteWidth = vectorByteWidth
    self.vectorRegisterCount = vectorRegisterCount
    self.hasFMA = hasFMA
    self.hasByteDot = hasByteDot
    self.l1ByteCount = l1ByteCount
    self.l2ByteCount = l2ByteCount
  }

}
