import Diagnostics
import GraphIR

/// An operation of the text with the values that it is applied to.
struct Node: Sendable {

  /// The operation as written.
  let syntax: OperationSyntax

  /// The text, from which constants in attributes are read.
  let text: [UInt8]

  /// What its operands name.
  var values: [ImportedValue] = []

  /// The tensors of all operands, one after another.
  var operands: [ValueID] = []

  /// The types of the results as written.
  var resultSyntax: [TypeSyntax] = []

  /// The types of the tensors of all results, one after another.
  var results: [TensorType] = []

  /// Creates a node without operands and results.
  init(_ syntax: OperationSyntax, text: [UInt8]) {
    self.syntax = syntax
    self.text = text
  }

  /// Where it is written.
  var range: SourceRange { syntax.range }

}
