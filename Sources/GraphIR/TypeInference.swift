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

/// The types of a region's arguments and of the values that it yields.
package struct RegionSignature: Hashable, Sendable {

  /// The types of the arguments.
  package let arguments: [TensorType]

  /// The types of the operands of the terminator.
  package let yields: [TensorType]

  /// Creates a signature.
  package init(arguments: [TensorType], yields: [TensorType]) {
    self.arguments = arguments
    self.yields = yields
  }

}

/// What is wrong with an operation, and which of its numbered constraints says so.
struct ConstraintViolation: Error {

  /// The message, without mnemonic and number.
  let message: String

  /// The one-based position in `OpDescription.constraints`, if one of them is violated.
  let constraint: Int?

  init(_ message: String, _ constraint: Int? = nil) {
    self.message = message
    self.constraint = constraint
  }

}

/// The rules that give the types of an operation's results from what it is applied to.
///
/// One method for each operation, in a file for each family, checks the constraints that concern
/// types and attributes in the order of their numbers and throws the first that is violated.
package struct TypeInference {

  /// The operation.
  let opcode: Opcode

  /// The types of its operands.
  let operands: [TensorType]

  /// Its attributes.
  let attributes: Attributes

  /// The types of its regions.
  let regions: [RegionSignature]

  /// The types of its results as they were written, if they were.
  let declared: [TensorType]?

  /// The types of the function that it calls, `nil` if there is none.
  let callee: FunctionSignature?

  /// Returns the types of the results of `opcode`, or reports why it cannot be applied like this
  /// and returns `nil`.
  ///
  /// - Parameters:
  ///   - regions: the types of the regions, which have terminators.
  ///   - declared: the types of the results as written; needed by operations that say
  ///     `needsResultType`, compared with the inferred ones for all others.
  ///   - callee: the function that a `call` names, `nil` if there is none.
  ///   - range: where errors are reported.
  package static func resultTypes(
    of opcode: Opcode, operands: [TensorType], attributes: Attributes,
    regions: [RegionSignature] = [], declared: [TensorType]? = nil,
    callee: FunctionSignature? = nil, at range: SourceRange?, diagnostics: inout DiagnosticList
  ) -> [TensorType]? {
    let inference = TypeInference(
      opcode: opcode, operands: operands, attributes: attributes, regions: regions,
      declared: declared, callee: callee)
    do {
      try inference.checkForm()
      let types = try inference.infer()
      for t in types { try t.checkRepresentable() }
      return types
    } catch {
      let citation = error.constraint.map { " (C\($0))" } ?? ""
      diagnostics.error("\(opcode.rawValue): \(error.message)\(citation)", at: range)
      return nil
    }
  }

  /// Applies the rule of the operation.
  private func infer() throws(ConstraintViolation) -> [TensorType] {
    if opcode.unaryFunction != nil { return try unary() }
    if opcode.binaryFunction != nil { return try binary() }
    switch opcode {
    case .const: return try const()
    case .weight: return [try writtenType()]
    case .iota: return try iota()
    case .convert: return try convert()
    case .bitcast: return try bitcast()
    case .compare: return try compare()
    case .select: return try select()
    case .clamp: return try clamp()
    case .broadcast: return try broadcast()
    case .reshape: return try reshape()
    case .transpose: return try transpose()
    case .slice: return try slice()
    case .pad: return try pad()
    case .concat: return try concat()
    case .reverse: return try reverse()
    case .dynamicSlice: return try dynamicSlice()
    case .dynamicUpdateSlice: return try dynamicUpdateSlice()
    case .gather: return try gather()
    case .scatter: return try scatter()
    case .selectAndScatter: return try selectAndScatter()
    case .sort: return try sort()
    case .rngBits: return try rngBits()
    case .reduce: return try reduce()
    case .reduceWindow: return try reduceWindow()
    case .dotGeneral: return try dotGeneral()
    case .convolution: return try convolution()
    case .call: return try call()
    case .if: return try conditional()
    case .case: return try multiwayBranch()
    case .while: return try loop()
    case .fusion: return try fusion()
    case .return, .yield: return try matchingDeclared([])
    default: throw ConstraintViolation("has no typing rule")
    }
  }

  // MARK: What all rules use

  /// Returns the only type written for the results.
  func writtenType() throws(ConstraintViolation) -> TensorType {
    guard let declared else { throw ConstraintViolation("the result type has to be written") }
    guard declared.count == 1 else {
      throw ConstraintViolation("has 1 result, but \(declared.count) types are written")
    }
    return declared[0]
  }

  /// Returns `types` after checking that they are what is written, if anything is.
  func matchingDeclared(
    _ types: [TensorType], _ constraint: Int? = nil
  ) throws(ConstraintViolation) -> [TensorType] {
    guard let declared else { return types }
    guard declared.count == types.count else {
      throw ConstraintViolation(
        "has \(count(types.count, "result")), but \(count(declared.count, "type")) written",
        constraint)
    }
    for (i, (d, t)) in zip(declared, types).enumerated() where d != t {
      let which = types.count == 1 ? "the result" : "result \(i)"
      throw ConstraintViolation("\(which) has type \(t), but \(d) is written", constraint)
    }
    return types
  }

  /// "1 axis", "2 axes" and the like.
  func count(_ n: Int, _ singular: String) -> String {
    if n == 1 { return singular == "type" ? "1 type is" : "1 \(singular)" }
    switch singular {
    case "axis": return "\(n) axes"
    case "type": return "\(n) types are"
    default: return "\(n) \(singular)s"
    }
  }

  /// Returns the list of numbers called `name`, which must have one for each of `rank` axes; all
  /// are `standard` if it was left out.
  func list(
    _ name: AttributeName, rank: Int, standard: Int = 0, _ constraint: Int
  ) throws(ConstraintViolation) -> [Int] {
    guard let numbers = attributes.integers(name) else {
      return [Int](repeating: standard, count: rank)
    }
    guard numbers.count == rank else {
      throw ConstraintViolation(
        "\(name.rawValue) has \(count(numbers.count, "number")) for \(count(rank, "axis"))",
        constraint)
    }
    for n in numbers where n.magnitude > Self.largestNumber {
      throw ConstraintViolation("\(name.rawValue) has the number \(n), which is too large")
    }
    return numbers
  }

  /// The largest number in a list of numbers, so that sums of positions and numbers of some lists
  /// can be represented.
  private static let largestNumber: UInt = 1 << 48

  /// Checks that `axes` are different axes of a tensor with `rank` of them.
  func checkAxes(
    _ axes: [Int], of name: AttributeName, rank: Int, _ constraint: Int
  ) throws(ConstraintViolation) {
    var seen = [Bool](repeating: false, count: rank)
    for axis in axes {
      guard seen.indices.contains(axis) else {
        throw ConstraintViolation(
          "\(name.rawValue) has axis \(axis) of \(count(rank, "axis"))", constraint)
      }
      guard !seen[axis] else {
        throw ConstraintViolation("\(name.rawValue) has axis \(axis) twice", constraint)
      }
      seen[axis] = true
    }
  }

  /// Checks counts of operands and regions, and kinds of attributes, against the table.
  private func checkForm() throws(ConstraintViolation) {
    let description = opcode.description
    guard description.operands.allows(operands.count) else {
      switch description.operands {
      case .exactly(let n):
        throw ConstraintViolation(
          "takes \(count(n, "operand")), but \(operands.count) \(areGiven(operands.count))")
      case .atLeast(let n):
        throw ConstraintViolation(
          "takes at least \(count(n, "operand")), but \(operands.count) \(areGiven(operands.count))"
        )
      }
    }
    for pair in attributes.pairs {
      guard let spec = description.attributes.first(where: { $0.name == pair.name }) else {
        throw ConstraintViolation("has no attribute \(pair.name.rawValue)")
      }
      try spec.check(pair.value)
    }
    for spec in description.attributes where !spec.isOptional && attributes[spec.name] == nil {
      throw ConstraintViolation("lacks the attribute \(spec.name.rawValue)")
    }
    let labels = description.regions.labels
    let isCountRight =
      description.regions.isVariadic
      ? regions.count >= labels.count : regions.count == labels.count
    guard isCountRight else {
      let words = labels.isEmpty ? "none" : labels.joined(separator: ", ")
      throw ConstraintViolation("has \(count(regions.count, "region")) instead of \(words)")
    }
    for t in declared ?? [] { try t.checkRepresentable() }
    for t in operands { try t.checkRepresentable() }
  }

  func areGiven(_ n: Int) -> String { n == 1 ? "is given" : "are given" }

}

extension AttributeSpec {

  /// Checks that `value` is one that this attribute takes.
  fileprivate func check(_ value: Attribute) throws(ConstraintViolation) {
    switch (kind, value) {
    case (.integer, .integer), (.integers, .integers), (.string, .string), (.callee, .callee),
      (.literal, .literal):
      return
    case (.keyword(let words), .keyword(let word)):
      guard words.contains(word) else {
        throw ConstraintViolation(
          "\(name.rawValue) is one of \(words.joined(separator: ", ")), not \(word)")
      }
    default:
      throw ConstraintViolation("\(name.rawValue) takes \(expectation)")
    }
  }

  /// What is expected as value, for messages.
  private var expectation: String {
    switch kind {
    case .integer: "a number"
    case .integers: "a list of numbers"
    case .string: "a string"
    case .callee: "the name of a function"
    case .literal: "a constant"
    case .keyword(let words): "one of \(words.joined(separator: ", "))"
    }
  }

}

extension TensorType {

  /// The product of `start` and all sizes that are known and not zero, or `nil` if it overflows.
  ///
  /// Distances between elements are products of some of these factors, so that none of them
  /// overflows if this does not, even in a tensor without elements.
  private func extent(times start: Int) -> Int? {
    var n = start
    for d in shape {
      guard let size = d.size, size != 0 else { continue }
      let (product, overflow) = n.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      n = product
    }
    return n
  }

  /// `true` iff no size is negative and the number of bytes can be represented, as far as sizes
  /// are known.
  package var isRepresentable: Bool {
    shape.allSatisfy { ($0.size ?? 0) >= 0 } && extent(times: element.byteWidth) != nil
  }

  /// Checks that sizes are not negative and that the number of bytes can be represented.
  func checkRepresentable() throws(ConstraintViolation) {
    if isRepresentable { return }
    let problem = shape.contains { ($0.size ?? 0) < 0 } ? "a negative size" : "too many elements"
    throw ConstraintViolation("\(self) has \(problem)")
  }

}
