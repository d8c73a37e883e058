import Diagnostics
import Scalars

extension Literal {

  /// Parses `text` as the elements of a tensor of type `type`: one element, which stands for all,
  /// or nested lists. Returns `nil` if it is not that.
  ///
  /// - Parameter type: the type, whose sizes are all known.
  package static func parse(_ text: String, as type: TensorType) -> Literal? {
    guard type.sizes != nil else { return nil }
    var parser = Parser(Array(text.utf8), file: SourceFileID(index: 0))
    guard !parser.reporter.hasErrors, let literal = try? parser.parseLiteral(type),
      parser.token.kind == .endOfFile
    else { return nil }
    return literal
  }

  /// The elements as `parse` reads them.
  package var text: String {
    var output = ""
    write(to: &output)
    return output
  }

  /// Appends `text` to `output`.
  func write(to output: inout String) {
    if isSplat {
      // A splat has its element even if it is empty.
      output += self[0].text
    } else if count == 0 {
      output += "[]"
    } else {
      var next = 0
      write(axis: 0, &next, to: &output)
    }
  }

  private func write(axis: Int, _ next: inout Int, to output: inout String) {
    guard axis < type.rank else {
      output += self[next].text
      next += 1
      return
    }
    output += "["
    for i in 0..<(type.shape[axis].size ?? 0) {
      if i > 0 { output += ", " }
      write(axis: axis + 1, &next, to: &output)
    }
    output += "]"
  }

}
