import Diagnostics

/// An operation as it is written, the same for the generic form and for the pretty one.
struct OperationSyntax: Sendable {

  /// The names of the results.
  var results: [ResultSyntax] = []

  /// The full name: `stablehlo.add`, `func.return`.
  var name: String

  /// Where the name is written.
  var nameRange: SourceRange

  /// Where the operation is written, names of results and location left out.
  var range: SourceRange

  /// The values that it uses.
  var operands: [OperandSyntax] = []

  /// The attributes and properties, with the names of the generic form.
  var attributes: [NamedAttributeSyntax] = []

  /// The regions.
  var regions: [RegionSyntax] = []

  /// The types of the operands, `nil` if they are not written.
  var operandTypes: [TypeSyntax]?

  /// The types of the results, `nil` if they are those of the operands.
  var resultTypes: [TypeSyntax]?

  /// Creates an operation without anything.
  init(name: String, nameRange: SourceRange) {
    self.name = name
    self.nameRange = nameRange
    self.range = nameRange
  }

  /// The attribute called `name`.
  subscript(name: String) -> AttributeSyntax? {
    attributes.first { $0.name == name }?.value
  }

}

/// A name that stands for one or several results: `%0`, `%0:2`.
struct ResultSyntax: Sendable {

  /// The name, without `%`.
  let name: String

  /// How many results it stands for.
  let count: Int

  /// Where it is written.
  let range: SourceRange

}

/// The use of a value: `%0`, `%0#1`.
struct OperandSyntax: Sendable {

  /// The name, without `%`.
  let name: String

  /// Which result, 0 if it is not written.
  let index: Int

  /// Where it is written.
  let range: SourceRange

}

/// A parameter of a function or of a block.
struct ParameterSyntax: Sendable {

  /// The name, without `%`.
  let name: String

  /// The type.
  let type: TypeSyntax

  /// The attributes, nothing for that of a block.
  var attributes: [NamedAttributeSyntax] = []

  /// Where the name is written.
  let range: SourceRange

}

/// A list of operations with parameters.
struct RegionSyntax: Sendable {

  /// The parameters of its block.
  var parameters: [ParameterSyntax] = []

  /// The operations.
  var operations: [OperationSyntax] = []

  /// Where it is written.
  var range: SourceRange

}

/// A function.
struct FunctionSyntax: Sendable {

  /// The name, without `@`.
  let name: String

  /// Where the name is written.
  let range: SourceRange

  /// `true` iff it is not `private`.
  var isPublic = true

  /// The parameters.
  var parameters: [ParameterSyntax] = []

  /// The types of the results.
  var results: [TypeSyntax] = []

  /// The operations, `nil` if it is only declared.
  var body: RegionSyntax?

}

/// A module.
struct ModuleSyntax: Sendable {

  /// The name, without `@`, if it has one.
  var name: String?

  /// The functions.
  var functions: [FunctionSyntax] = []

  /// The offsets of the strings, quotation marks included, that hold the data called by the names.
  var resources: [String: Range<Int>] = [:]

}
