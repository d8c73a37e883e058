/// The axes of a convolution's operands and result, as its `layout` names them.
package struct ConvolutionDimensions: Hashable, Sendable {

  /// The batch axis of the input.
  package let inputBatch: Int

  /// The feature axis of the input.
  package let inputFeature: Int

  /// The space axes of the input, in the order of their numbers.
  package let inputSpatial: [Int]

  /// The axis of the kernel that matches input features.
  package let kernelInput: Int

  /// The axis of the kernel that matches output features.
  package let kernelOutput: Int

  /// The space axes of the kernel.
  package let kernelSpatial: [Int]

  /// The batch axis of the result.
  package let outputBatch: Int

  /// The feature axis of the result.
  package let outputFeature: Int

  /// The space axes of the result.
  package let outputSpatial: [Int]

  /// Creates the dimensions that `layout` describes, such as `bf01_oi01->bf01`, or returns `nil`
  /// if it does not name every axis of each shape exactly once.
  package init?(layout: String) {
    let bytes = Array(layout.utf8)
    guard let underscore = bytes.firstIndex(of: UInt8(ascii: "_")),
      let arrow = bytes.firstIndex(of: UInt8(ascii: "-")), underscore < arrow,
      arrow + 1 < bytes.count, bytes[arrow + 1] == UInt8(ascii: ">")
    else { return nil }
    func axes(_ part: ArraySlice<UInt8>, _ first: Character, _ second: Character)
      -> (first: Int, second: Int, spatial: [Int])?
    {
      let part = Array(part)
      guard part.count >= 2, part.count <= 12,
        let a = part.firstIndex(of: first.asciiValue ?? 0),
        let b = part.firstIndex(of: second.asciiValue ?? 0)
      else { return nil }
      var spatial: [Int] = []
      for k in 0..<(part.count - 2) {
        guard k < 10, let axis = part.firstIndex(of: UInt8(ascii: "0") + UInt8(k)) else {
          return nil
        }
        spatial.append(axis)
      }
      return (a, b, spatial)
    }
    guard let input = axes(bytes[..<underscore], "b", "f"),
      let kernel = axes(bytes[(underscore + 1)..<arrow], "o", "i"),
      let output = axes(bytes[(arrow + 2)...], "b", "f"),
      input.spatial.count == kernel.spatial.count, input.spatial.count == output.spatial.count
    else { return nil }
    (inputBatch, inputFeature, inputSpatial) = input
    (kernelOutput, kernelInput, kernelSpatial) = kernel
    (outputBatch, outputFeature, outputSpatial) = output
  }

}
