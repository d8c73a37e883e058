/// What is wrong with the elements of a constant.
struct DenseFault: Error {

  /// The message.
  let message: String

  /// The offset of the first byte that is wrong.
  let offset: Int

  /// The offset after the last.
  let end: Int

  init(_ message: String, at offset: Int, to end: Int? = nil) {
    self.message = message
    self.offset = offset
    self.end = end ?? offset + 1
  }

}
