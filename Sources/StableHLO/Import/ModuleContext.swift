import Diagnostics
import GraphIR

/// What all functions of a module have in common while they are imported.
struct ModuleContext: Sendable {

  /// The file.
  let file: SourceFileID

  /// The text.
  let bytes: [UInt8]

  /// The functions by name.
  var functions: [String: FunctionSyntax] = [:]

  /// The types of the functions as calls see them; functions with types that cannot be imported are
  /// left out.
  var signatures: [String: FunctionSignature] = [:]

  /// The offsets of the strings that hold the data called by the names.
  var resources: [String: Range<Int>] = [:]

  /// What computes the sizes that the text does not say.
  var evaluate: ConstantEvaluator?

  /// `true` iff calls are inlined, so that what is known of operands is known in the function.
  var inlinesCalls = false

  /// What is known of the arguments of the entry, `nil` if that is what its types say.
  var arguments: [DynamicProgram.Argument]?

  /// What is done with the checks of a test.
  var checks = CheckTreatment.forbidden

}

/// What is done with the operations of a test that compare values.
enum CheckTreatment: Hashable, Sendable {

  /// They are errors: a program that is compiled or run has none.
  case forbidden

  /// The function called `entry` returns the values compared; calls of the functions `inputs` and
  /// `expected` become parameters iff `liftsInputs`.
  case collected(entry: String, liftsInputs: Bool)

}
