import Diagnostics
import Scalars

/// The types of a function's parameters and results, as seen by a call.
package struct FunctionSignature: Hashable, Sendable {

  /// The types of the parameters.
  package let parameters: [TensorType]

  /// The types of the results.
  package let results: [TensorType]

  /// Creates a signature.
  package init(parameters: [TensorType], results: [TensorType]) {
    self.parameters = parameters
    self.results = results
  }

}

extension Function {

  /// The types as seen by a call.
  package var signature: FunctionSignature {
    FunctionSignature(parameters: argumentTypes, results: resultTypes)
  }

}
