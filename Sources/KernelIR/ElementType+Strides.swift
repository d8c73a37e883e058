import Scalars

extension ElementType {

  /// Returns `true` iff lanes that stand `stride` elements apart are loaded as contiguous vectors,
  /// from which shuffles pick them, rather than one by one.
  ///
  /// Gathers of narrow elements are not in the instruction sets, so that these may be further
  /// apart.
  package func isLoadedWhole(stride: Int) -> Bool {
    stride != 0 && stride.magnitude <= (byteWidth < 4 ? 8 : 4)
  }

}
